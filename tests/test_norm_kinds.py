"""Kinds of clauses that rules are full of: what leads, what goes on, what orders nothing, and who bears it."""

from __future__ import annotations

import pytest

from ingest.annotate.departments import annotate_mentions
from ingest.annotate.norms import annotate_norms
from ingest.model import Modality
from ingest.structure import structure
from ingest.text import SourceText

from .test_norms import document

READ_AS = [
    (
        "what is done comes after where or under whom the subject does it",
        "运营单位应当在主管部门的指导下，建立管理制度。",
        [
            ("运营单位应当在主管部门的指导下，建立管理制度", Modality.OBLIGATION, ("运营单位",)),
        ],
    ),
    (
        "and after the ground that a subject without a word of duty has",
        "省科技厅将根据市场发展情况，适时启动试点。",
        [
            ("省科技厅将根据市场发展情况，适时启动试点", Modality.OBLIGATION, ("省科技厅",)),
        ],
    ),
    (
        "and behind 并",
        "市财政局安排专项资金，并根据财力增长情况，逐年增加资金规模。",
        [
            ("市财政局安排专项资金", Modality.OBLIGATION, ("市财政局",)),
            ("逐年增加资金规模", Modality.OBLIGATION, ("市财政局",)),
        ],
    ),
    (
        "a department told by what it is in charge of acts, and not its government",
        "第一条 国务院管理节能工作的部门主管监督工作。¶第二条 省人民政府主管体育工作的部门应当建立档案。",
        [
            ("国务院管理节能工作的部门主管监督工作", Modality.OBLIGATION, ("国务院管理节能工作的部门",)),
            (
                "省人民政府主管体育工作的部门应当建立档案",
                Modality.OBLIGATION,
                ("省人民政府主管体育工作的部门",),
            ),
        ],
    ),
    (
        "and of cities under a province",
        "省、省辖市人民政府管理专利工作的部门负责调解。",
        [
            (
                "省、省辖市人民政府管理专利工作的部门负责调解",
                Modality.OBLIGATION,
                ("省、省辖市人民政府管理专利工作的部门",),
            ),
        ],
    ),
    (
        "what is taken from fines for a reward is no sanction",
        "从罚款金额中提取百分之五奖励举报人。",
        [
            ("从罚款金额中提取百分之五奖励举报人", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "who helps acts, and not whom it helps",
        "第一条 县文化馆协助村民委员会整理山歌曲谱。¶第二条 县文化馆督促村民委员会整理山歌曲谱。",
        [
            ("县文化馆协助村民委员会整理山歌曲谱", Modality.OBLIGATION, ("县文化馆",)),
            ("县文化馆督促村民委员会整理山歌曲谱", Modality.OBLIGATION, ("县文化馆",)),
        ],
    ),
    (
        "and where an agent by 由 has it",
        "纳入专项的资金，由市财政局按照管理办法，统一进行拨付。",
        [
            ("纳入专项的资金，由市财政局按照管理办法，统一进行拨付", Modality.OBLIGATION, ("市财政局",)),
        ],
    ),
    (
        "and where the call has it",
        "鼓励各地根据环境目标，制定地方标准。",
        [
            ("鼓励各地根据环境目标，制定地方标准", Modality.ENCOURAGEMENT, ()),
        ],
    ),
    (
        "a season is when",
        "煤炭企业应当在每年第一季度，向主管部门报告上年情况。",
        [
            ("煤炭企业应当在每年第一季度，向主管部门报告上年情况", Modality.OBLIGATION, ("煤炭企业",)),
        ],
    ),
    (
        "an act after the ground in its clause stays a predicate",
        "竞价成功的用户按竞价价格进行补贴，其他参加的用户按固定价格进行补贴。",
        [
            ("竞价成功的用户按竞价价格进行补贴", Modality.OBLIGATION, ("竞价成功的用户",)),
        ],
    ),
    (
        "a noun at the end is no ground where a verb stands before it",
        "市民政局按照标准发放补贴，市财政局保障经费。",
        [
            ("市民政局按照标准发放补贴", Modality.OBLIGATION, ("市民政局",)),
            ("市财政局保障经费", Modality.OBLIGATION, ("市财政局",)),
        ],
    ),
    (
        "after 自 an end of days",
        "建设单位自竣工验收后三个月内，应当移交档案。",
        [
            ("建设单位自竣工验收后三个月内，应当移交档案", Modality.OBLIGATION, ("建设单位",)),
        ],
    ),
    (
        "as what somebody acts, before what he does",
        "运营单位作为责任主体，负责数据安全。",
        [
            ("运营单位作为责任主体，负责数据安全", Modality.OBLIGATION, ("运营单位",)),
        ],
    ),
    (
        "and with 承担",
        "运营单位作为责任主体，承担数据安全责任。",
        [
            ("运营单位作为责任主体，承担数据安全责任", Modality.OBLIGATION, ("运营单位",)),
        ],
    ),
    (
        "who organizes as a means acts himself",
        "建设单位应当组建项目法人作为建设单位，定期检查施工质量。",
        [
            ("建设单位应当组建项目法人作为建设单位", Modality.OBLIGATION, ("建设单位",)),
            ("定期检查施工质量", Modality.OBLIGATION, ("建设单位",)),
        ],
    ),
    (
        "whom something is for, told by what he does",
        "对实施创新战略成效明显的省（区、市），优先安排试点。",
        [
            ("对实施创新战略成效明显的省（区、市），优先安排试点", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "and if it is a business",
        "对实行封闭管理的企业，给予一次性补助。",
        [
            ("对实行封闭管理的企业，给予一次性补助", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "a verb after 对 that is its predicate keeps it",
        "对违法行为实行严格的管理，定期公布结果。",
        [
            ("对违法行为实行严格的管理，定期公布结果", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "a case told by its kinds",
        "登记机关对不合规的名称予以登记，或者对合规的名称不予登记的，对责任人员依法给予处分。",
        [
            (
                "登记机关对不合规的名称予以登记，或者对合规的名称不予登记的，对责任人员依法给予处分",
                Modality.SANCTION,
                ("登记机关",),
            ),
        ],
    ),
    (
        "a case told by what has been punished",
        "因同一行为已经被处以罚款，当事人主张减轻责任的，人民法院不予支持。",
        [
            (
                "因同一行为已经被处以罚款，当事人主张减轻责任的，人民法院不予支持",
                Modality.PROHIBITION,
                ("人民法院",),
            ),
        ],
    ),
    (
        "a party told by what it has",
        "具有本市户籍的公民，享受优待。",
        [
            ("具有本市户籍的公民，享受优待", Modality.RIGHT, ("具有本市户籍的公民",)),
        ],
    ),
    (
        "a thing told by what is so with it",
        "有下列情形之一的房屋，不得出租：",
        [
            ("有下列情形之一的房屋，不得出租", Modality.PROHIBITION, ()),
        ],
    ),
    (
        "what permission goes on to is how",
        "主管部门可以聘请志愿者担任监督员，协助做好监督工作。",
        [
            ("主管部门可以聘请志愿者担任监督员，协助做好监督工作", Modality.PERMISSION, ("主管部门",)),
        ],
    ),
    (
        "but not a call, a ban or a subject of its own",
        "申请人可以选择一种方式，具体方式在一年内不能变更。",
        [
            ("申请人可以选择一种方式，具体方式在一年内不能变更", Modality.PERMISSION, ("申请人",)),
        ],
    ),
    (
        "也可以 allows something else",
        "联席会议每年召开两次会议，也可以临时召开专题会议。",
        [
            ("联席会议每年召开两次会议", Modality.OBLIGATION, ("联席会议",)),
            ("也可以临时召开专题会议", Modality.PERMISSION, ("联席会议",)),
        ],
    ),
    (
        "即 only says the same more closely",
        "市财政局给予企业连续五年奖励，即前两年给予八成的奖励。",
        [
            ("市财政局给予企业连续五年奖励，即前两年给予八成的奖励", Modality.OBLIGATION, ("市财政局",)),
        ],
    ),
    (
        "即时 is none",
        "市公安局应当公开电话，即时受理群众举报。",
        [
            ("市公安局应当公开电话，即时受理群众举报", Modality.OBLIGATION, ("市公安局",)),
        ],
    ),
    (
        "what an item of a list of bans forbids is one norm",
        "第一条 经营者不得有下列行为：¶（一）谎报用工用料，更换不需要更换的零部件；¶（二）掺杂掺假，以假充真。",
        [
            ("经营者不得有下列行为", Modality.PROHIBITION, ("经营者",)),
            ("谎报用工用料，更换不需要更换的零部件", Modality.PROHIBITION, ("经营者",)),
            ("掺杂掺假，以假充真", Modality.PROHIBITION, ("经营者",)),
        ],
    ),
    (
        "things of a list that is ordered are none, described or not",
        "第一条 档案馆应当收集下列档案：¶（一）其他具有保存价值的工程档案；¶（二）有关规划和建设的政策和基础资料。",
        [
            ("档案馆应当收集下列档案", Modality.OBLIGATION, ("档案馆",)),
        ],
    ),
    (
        "words in a title rule nothing",
        "《某省可制毒化学品管理规定》已经审议通过，现予公布，自2024年11月1日起施行。",
        [
            ("自2024年11月1日起施行", Modality.ENTRY_INTO_FORCE, ()),
        ],
    ),
    (
        "the day it comes into force and what gives way are two",
        "本批复自2020年3月21日起施行，之前发布的解释与本批复不一致的，以本批复为准。",
        [
            ("本批复自2020年3月21日起施行", Modality.ENTRY_INTO_FORCE, ()),
            ("之前发布的解释与本批复不一致的，以本批复为准", Modality.SCOPE, ()),
        ],
    ),
    (
        "and how long",
        "本意见由市旅游局负责解释，自2019年1月1日起执行，暂定三年。",
        [
            ("本意见由市旅游局负责解释", Modality.INTERPRETATION, ("市旅游局",)),
            ("自2019年1月1日起执行，暂定三年", Modality.ENTRY_INTO_FORCE, ()),
        ],
    ),
    (
        "from a day by a new measure",
        "饮食标准自2025年6月1日起按新标准执行。",
        [
            ("饮食标准自2025年6月1日起按新标准执行", Modality.ENTRY_INTO_FORCE, ()),
        ],
    ),
    (
        "how long it is valid",
        "本通知有效期1年。",
        [
            ("本通知有效期1年", Modality.DEFINITION, ()),
        ],
    ),
    (
        "what belongs to what",
        "古树名木属于刑法规定的珍贵树木。",
        [
            ("古树名木属于刑法规定的珍贵树木", Modality.DEFINITION, ()),
        ],
    ),
    (
        "or does not",
        "人工培育的植物，不属于国家重点保护植物。",
        [
            ("人工培育的植物，不属于国家重点保护植物", Modality.DEFINITION, ()),
        ],
    ),
    (
        "who deals with what belongs to something acts",
        "应急管理部门依法对属于危险化学品的单位进行监督。",
        [
            ("应急管理部门依法对属于危险化学品的单位进行监督", Modality.OBLIGATION, ("应急管理部门",)),
        ],
    ),
    (
        "what something includes",
        "本要素包括应急组织、职责任务两个项目。",
        [
            ("本要素包括应急组织、职责任务两个项目", Modality.DEFINITION, ()),
        ],
    ),
    (
        "or does not include",
        "该基数不包括合理开支。",
        [
            ("该基数不包括合理开支", Modality.DEFINITION, ()),
        ],
    ),
    (
        "what it is made up of",
        "准备内容由思想理念、组织职责等要素构成。",
        [
            ("准备内容由思想理念、组织职责等要素构成", Modality.DEFINITION, ()),
        ],
    ),
    (
        "a title inside brackets is no definition",
        "市园区办（以下统称监管部门）落实各项重大决策。",
        [
            ("市园区办（以下统称监管部门）落实各项重大决策", Modality.OBLIGATION, ("市园区办",)),
        ],
    ),
    (
        "who is what, with a bracket behind it",
        "其他有关负责同志为联席会议成员（名单附后）。",
        [
            ("其他有关负责同志为联席会议成员（名单附后）", Modality.DEFINITION, ()),
        ],
    ),
    (
        "who fills an office bears nothing",
        "联席会议设联络员，由各单位有关负责同志担任。",
        [
            ("联席会议设联络员", Modality.OBLIGATION, ("联席会议",)),
            ("由各单位有关负责同志担任", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "or an office beside another",
        "办公室主任由市教育局负责同志兼任。",
        [
            ("办公室主任由市教育局负责同志兼任", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "who lays it down, whatever it is about",
        "具体减免标准由市司法行政部门另行制定。",
        [
            ("具体减免标准由市司法行政部门另行制定", Modality.OBLIGATION, ("市司法行政部门",)),
        ],
    ),
    (
        "and by what",
        "煤炭质量要求由市煤炭主管部门根据实际分类确定。",
        [
            ("煤炭质量要求由市煤炭主管部门根据实际分类确定", Modality.OBLIGATION, ("市煤炭主管部门",)),
        ],
    ),
    (
        "the power to punish is no punishment",
        "相对集中行政处罚权的工作进展顺利。",
        [],
    ),
    (
        "a liability in the ground is no sanction",
        "登记机关根据其承担民事责任的方式，分别发给证书。",
        [
            ("登记机关根据其承担民事责任的方式，分别发给证书", Modality.OBLIGATION, ("登记机关",)),
        ],
    ),
    (
        "who answers for the truth",
        "纳税人对所提交信息的真实性负责。",
        [
            ("纳税人对所提交信息的真实性负责", Modality.OBLIGATION, ("纳税人",)),
        ],
    ),
    (
        "who has the burden of proof",
        "被告对登记行为的合法性负举证责任。",
        [
            ("被告对登记行为的合法性负举证责任", Modality.OBLIGATION, ("被告",)),
        ],
    ),
    (
        "what money is for",
        "引导资金重点用于景区提升。",
        [
            ("引导资金重点用于景区提升", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "and wholly",
        "土地收入全部用于地区发展。",
        [
            ("土地收入全部用于地区发展", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "who counts his measures calls, too",
        "四是支持各县发展沼气建设。",
        [
            ("四是支持各县发展沼气建设", Modality.ENCOURAGEMENT, ()),
        ],
    ),
    (
        "what is secured stays with the act",
        "供水单位应当定期维护消火栓，确保消防供水符合要求。",
        [
            ("供水单位应当定期维护消火栓，确保消防供水符合要求", Modality.OBLIGATION, ("供水单位",)),
        ],
    ),
    (
        "but not a figure",
        "医疗机构应当优先使用中选药品，确保1年内完成合同用量。",
        [
            ("医疗机构应当优先使用中选药品", Modality.OBLIGATION, ("医疗机构",)),
            ("确保1年内完成合同用量", Modality.OBLIGATION, ("医疗机构",)),
        ],
    ),
    (
        "the results are reported",
        "县级政府应当对各地检查情况进行抽查，结果向上一级政府报告。",
        [
            ("县级政府应当对各地检查情况进行抽查", Modality.OBLIGATION, ("县级政府",)),
            ("结果向上一级政府报告", Modality.OBLIGATION, ("县级政府",)),
        ],
    ),
    (
        "to whom a reply speaks",
        "建议你省积极推进体制改革，请你省继续保护厂址资源。",
        [
            ("建议你省积极推进体制改革", Modality.OBLIGATION, ("你省",)),
            ("请你省继续保护厂址资源", Modality.OBLIGATION, ("你省",)),
        ],
    ),
    (
        "who is named after a body that names him",
        "项目由市人民政府批准组建的投资机构承担。",
        [
            (
                "项目由市人民政府批准组建的投资机构承担",
                Modality.OBLIGATION,
                ("市人民政府批准组建的投资机构",),
            ),
        ],
    ),
    (
        "who acts for somebody",
        "需要法律援助的，可以由其法定代理人代为提出申请。",
        [
            ("需要法律援助的，可以由其法定代理人代为提出申请", Modality.PERMISSION, ("法定代理人",)),
        ],
    ),
    (
        "a verb with its object is no bearer",
        "供电单位应当定期检查线路。配合有关部门开展消防检查。",
        [
            ("供电单位应当定期检查线路", Modality.OBLIGATION, ("供电单位",)),
            ("配合有关部门开展消防检查", Modality.OBLIGATION, ("供电单位",)),
        ],
    ),
    (
        "nor with one word for it",
        "新闻媒体应当普及知识。刊播公共场所控烟广告。",
        [
            ("新闻媒体应当普及知识", Modality.OBLIGATION, ("新闻媒体",)),
            ("刊播公共场所控烟广告", Modality.OBLIGATION, ("新闻媒体",)),
        ],
    ),
    (
        "nor with what describes it",
        "建设单位应当根据投资计划，委托具有资质的设计单位进行设计。",
        [
            ("建设单位应当根据投资计划，委托具有资质的设计单位进行设计", Modality.OBLIGATION, ("建设单位",)),
        ],
    ),
    (
        "nor what a clause is joined by",
        "但申请人必须在获批后销售药品。",
        [
            ("但申请人必须在获批后销售药品", Modality.OBLIGATION, ("申请人",)),
        ],
    ),
    (
        "nor a preposition",
        "对符合条件的企业，可申报认定为高新企业。",
        [
            ("对符合条件的企业，可申报认定为高新企业", Modality.PERMISSION, ()),
        ],
    ),
    (
        "nor an adverb and its verb",
        "你局可按照要求，同步组织开展检查工作。",
        [
            ("你局可按照要求，同步组织开展检查工作", Modality.PERMISSION, ("你局",)),
        ],
    ),
    (
        "nor who something is given to",
        "主管部门应当审查材料。发给相应的单位登记证书。",
        [
            ("主管部门应当审查材料", Modality.OBLIGATION, ("主管部门",)),
            ("发给相应的单位登记证书", Modality.OBLIGATION, ("主管部门",)),
        ],
    ),
    (
        "a subject of a case that has found something",
        "扣缴义务人发现信息与实际不符的，可以要求纳税人修改。",
        [
            ("扣缴义务人发现信息与实际不符的，可以要求纳税人修改", Modality.PERMISSION, ("扣缴义务人",)),
        ],
    ),
    (
        "the parties of a lawsuit",
        "被告保管证据原件的，应当在法庭上出示。原告请求赔偿的，应当提供证据。",
        [
            ("被告保管证据原件的，应当在法庭上出示", Modality.OBLIGATION, ("被告",)),
            ("原告请求赔偿的，应当提供证据", Modality.OBLIGATION, ("原告",)),
        ],
    ),
    (
        "a treasury is who pays",
        "中央财政通过转移支付给予支持。",
        [
            ("中央财政通过转移支付给予支持", Modality.OBLIGATION, ("中央财政",)),
        ],
    ),
    (
        "what is only reckoned is borne by nobody",
        "主管部门应当奖励举报人。奖金按照实际收入计算。",
        [
            ("主管部门应当奖励举报人", Modality.OBLIGATION, ("主管部门",)),
            ("奖金按照实际收入计算", Modality.DEFINITION, ()),
        ],
    ),
    (
        "nor what is taken to be so",
        "持卡人应当还款。具有上述情形的，应当认定为恶意透支。",
        [
            ("持卡人应当还款", Modality.OBLIGATION, ("持卡人",)),
            ("具有上述情形的，应当认定为恶意透支", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "headlines with a full stop order nothing",
        "某市意见¶一、重点任务¶（一）推动创新，打造研发中心。¶1.支持企业建设实验室。",
        [
            ("支持企业建设实验室", Modality.ENCOURAGEMENT, ()),
        ],
    ),
    (
        "what is dealt with by its kinds is ruled item by item",
        "第一条 应当按照以下情形分别处理：¶（一）同意转让的，受让人可以成为股东；¶（二）双方均主张所有权的，应当准许。",
        [
            ("应当按照以下情形分别处理", Modality.OBLIGATION, ()),
            ("同意转让的，受让人可以成为股东", Modality.PERMISSION, ("受让人",)),
            ("双方均主张所有权的，应当准许", Modality.OBLIGATION, ("双方",)),
        ],
    ),
    (
        "and with 不同情况",
        "第一条 按照下列情形予以确定：¶（一）有约定的，视为同意。",
        [
            ("按照下列情形予以确定", Modality.OBLIGATION, ()),
            ("有约定的，视为同意", Modality.DEFINITION, ()),
        ],
    ),
    (
        "a refusal bans",
        "原告申请撤诉的，人民法院不予准许。",
        [
            ("原告申请撤诉的，人民法院不予准许", Modality.PROHIBITION, ("人民法院",)),
        ],
    ),
    (
        "who is what before a court",
        "夫妻一方死亡的，生存一方为被申请人。",
        [
            ("夫妻一方死亡的，生存一方为被申请人", Modality.DEFINITION, ()),
        ],
    ),
    (
        "what is agreed to is allowed",
        "原则同意修改后的污染防治目标。",
        [
            ("原则同意修改后的污染防治目标", Modality.PERMISSION, ()),
        ],
    ),
    (
        "what has an effect is told",
        "离婚协议对男女双方具有法律约束力。",
        [
            ("离婚协议对男女双方具有法律约束力", Modality.DEFINITION, ()),
        ],
    ),
    (
        "and what has none",
        "举报人撤回举报的，不影响调查处理。",
        [
            ("举报人撤回举报的，不影响调查处理", Modality.DEFINITION, ()),
        ],
    ),
    (
        "nor what is not touched",
        "第三人的优先权不受影响。",
        [
            ("第三人的优先权不受影响", Modality.DEFINITION, ()),
        ],
    ),
    (
        "what a rule is for",
        "本办法适用于所有重大事故隐患的举报奖励。",
        [
            ("本办法适用于所有重大事故隐患的举报奖励", Modality.SCOPE, ()),
        ],
    ),
    (
        "a quoted term rules nothing",
        "下列财产属于婚姻法规定的“其他应当归共同所有的财产”。",
        [
            ("下列财产属于婚姻法规定的“其他应当归共同所有的财产”", Modality.DEFINITION, ()),
        ],
    ),
    (
        "who is told is told in any case",
        "人民法院可以根据当事人的意愿调解；调解不成的，告知当事人另行起诉。",
        [
            ("人民法院可以根据当事人的意愿调解", Modality.PERMISSION, ("人民法院",)),
            ("调解不成的，告知当事人另行起诉", Modality.OBLIGATION, ("人民法院",)),
        ],
    ),
    (
        "whoever finds a breach acts on it",
        "物业服务企业发现违法建设行为的，应当予以劝阻。",
        [
            ("物业服务企业发现违法建设行为的，应当予以劝阻", Modality.OBLIGATION, ("物业服务企业",)),
        ],
    ),
    (
        "at somebody's request",
        "人民法院可以根据申请人的请求，清理失踪人的财产。",
        [
            ("人民法院可以根据申请人的请求，清理失踪人的财产", Modality.PERMISSION, ("人民法院",)),
        ],
    ),
    (
        "what a body has made is the subject, not the body",
        "人民检察院提起的公益诉讼案件由审理刑事案件的人民法院管辖。",
        [
            (
                "人民检察院提起的公益诉讼案件由审理刑事案件的人民法院管辖",
                Modality.OBLIGATION,
                ("审理刑事案件的人民法院",),
            ),
        ],
    ),
    (
        "a number of people is no name",
        "各县人民政府应当安排经费。每增加1人，增加经费不少于0.2万元。",
        [
            ("各县人民政府应当安排经费", Modality.OBLIGATION, ("各县人民政府",)),
            ("每增加1人，增加经费不少于0.2万元", Modality.OBLIGATION, ("各县人民政府",)),
        ],
    ),
    (
        "nor what is done within years",
        "市人社局应当做好工作。5年内培养资助研究人员不少于400名。",
        [
            ("市人社局应当做好工作", Modality.OBLIGATION, ("市人社局",)),
            ("5年内培养资助研究人员不少于400名", Modality.OBLIGATION, ("市人社局",)),
        ],
    ),
    (
        "to whom something is handed up",
        "制作决定书，报设区的市公安机关负责人批准。",
        [
            ("制作决定书，报设区的市公安机关负责人批准", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "what is given to somebody",
        "经营者给被侵害的经营者造成损害的，应当承担损害赔偿责任。",
        [
            ("经营者给被侵害的经营者造成损害的，应当承担损害赔偿责任", Modality.OBLIGATION, ("经营者",)),
        ],
    ),
    (
        "whom somebody questions",
        "询问证人、被害人应当个别进行。",
        [
            ("询问证人、被害人应当个别进行", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "保证人 guarantees nothing by its name",
        "保证期间为主债务履行期届满之日起6个月。",
        [
            ("保证期间为主债务履行期届满之日起6个月", Modality.DEFINITION, ()),
        ],
    ),
    (
        "a body that its cost is for is no subject",
        "质量监督机构所需的检测费用，按实际需要由地方财政解决。",
        [
            ("质量监督机构所需的检测费用，按实际需要由地方财政解决", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "what is to be reached is no order",
        "某市意见¶一、发展目标¶2027年前，实现高质量发展。推动五款以上产品完成检验。¶二、重点任务¶市科技局应当建设实验室。",
        [
            ("市科技局应当建设实验室", Modality.OBLIGATION, ("市科技局",)),
        ],
    ),
    (
        "the first sentence of a reply is said, too",
        "国务院关于防治目标的批复¶某市人民政府：¶一、同意你市制定的防治目标。",
        [
            ("同意你市制定的防治目标", Modality.PERMISSION, ()),
        ],
    ),
    (
        "what only names the list below a colon is no norm, and its body bears the items",
        "社区条例¶第一条 居民委员会的任务：¶（一）宣传法律；¶（二）办理公益事业。",
        [
            ("宣传法律", Modality.OBLIGATION, ("居民委员会",)),
            ("办理公益事业", Modality.OBLIGATION, ("居民委员会",)),
        ],
    ),
    (
        "a word that is a verb elsewhere may begin such a name",
        "账户办法¶第一条 收入范围：¶（一）汇入的资金；¶（二）账户利息。",
        [],
    ),
    (
        "a verb with its object, and no 的, is an act",
        "账户办法¶第一条 明确适用范围：¶（一）居民；¶（二）非居民。",
        [
            ("明确适用范围", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "what something includes, told by the list below, is a definition, whoever's it is",
        "账户办法¶第一条 人民法院的经费来源包括：¶（一）拨款；¶（二）捐赠。",
        [
            ("人民法院的经费来源包括", Modality.DEFINITION, ()),
        ],
    ),
    (
        "a duty to include it stays a duty",
        "公告办法¶第一条 人民法院的公告应当包括：¶（一）案由；¶（二）日期。",
        [
            ("人民法院的公告应当包括", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "what kind of body a body is, is a definition",
        "巡回法庭是最高人民法院派出的常设审判机构。",
        [
            ("巡回法庭是最高人民法院派出的常设审判机构", Modality.DEFINITION, ()),
        ],
    ),
    (
        "to be the one in charge of a thing is to answer for it",
        "市港航管理局是本市港口行政主管部门。",
        [
            ("市港航管理局是本市港口行政主管部门", Modality.OBLIGATION, ("市港航管理局",)),
        ],
    ),
    (
        "who answers for something is no kind of body",
        "市人民政府是防汛工作的责任主体。",
        [
            ("市人民政府是防汛工作的责任主体", Modality.OBLIGATION, ("市人民政府",)),
        ],
    ),
    (
        "a term is described on over a comma, to the end of the list of what it may be",
        "境外企业是指从事境内交易，在境外依法成立的法人、其他经济组织，或者依法拥有身份的自然人。",
        [
            (
                "境外企业是指从事境内交易，在境外依法成立的法人、其他经济组织，或者依法拥有身份的自然人",
                Modality.DEFINITION,
                (),
            ),
        ],
    ),
    (
        "the bodies behind 会同 bear with the one spoken of before",
        "市文物局负责保护工作，会同市财政局、市规划局制定规划。",
        [
            ("市文物局负责保护工作", Modality.OBLIGATION, ("市文物局",)),
            (
                "会同市财政局、市规划局制定规划",
                Modality.OBLIGATION,
                ("市文物局", "市财政局", "市规划局"),
            ),
        ],
    ),
    (
        "not where 等 leaves open who they are, nor where they are only a class",
        "市文物局负责保护工作，会同市财政局等部门制定规划，会同有关部门加强巡查工作。",
        [
            ("市文物局负责保护工作", Modality.OBLIGATION, ("市文物局",)),
            ("会同市财政局等部门制定规划", Modality.OBLIGATION, ("市文物局",)),
            ("会同有关部门加强巡查工作", Modality.OBLIGATION, ("市文物局",)),
        ],
    ),
    (
        "a list in brackets of half width parts no name either",
        "各县(市、区)供电公司要加强线路巡查。",
        [
            ("各县(市、区)供电公司要加强线路巡查", Modality.OBLIGATION, ("各县(市、区)供电公司",)),
        ],
    ),
    (
        "whom the text bids to act bears",
        "请广大市民提前安排出行方式。",
        [
            ("请广大市民提前安排出行方式", Modality.OBLIGATION, ("广大市民",)),
        ],
    ),
    (
        "请 alone bids nobody in particular",
        "请认真落实管理制度。",
        [
            ("请认真落实管理制度", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "an agent by 由 that is told by what it does, before 启动",
        "作出决定后，由查处案件的粮食部门启动奖励程序。",
        [
            ("作出决定后，由查处案件的粮食部门启动奖励程序", Modality.OBLIGATION, ("查处案件的粮食部门",)),
        ],
    ),
    (
        "what a body does besides being one is its duty",
        "市民政局是殡葬活动的主管部门，负责实施本条例。",
        [
            ("市民政局是殡葬活动的主管部门，负责实施本条例", Modality.OBLIGATION, ("市民政局",)),
        ],
    ),
    (
        "whose parts a list tells bears nothing after it",
        "诉讼规则¶第一条 依法负有赔偿责任的人包括：¶（一）被告人；¶（二）监护人。¶亲友自愿代为赔偿的，应当准许。",
        [
            ("依法负有赔偿责任的人包括", Modality.DEFINITION, ()),
            ("亲友自愿代为赔偿的，应当准许", Modality.OBLIGATION, ()),
        ],
    ),
    (
        "behind 会同, who is no body leaves the list open, and a class is nobody",
        "市统计局负责统计工作，会同工会、企业方面代表完善协调机制，会同市审计局和有关行业主管部门健全统计制度。",
        [
            ("市统计局负责统计工作", Modality.OBLIGATION, ("市统计局",)),
            ("会同工会、企业方面代表完善协调机制", Modality.OBLIGATION, ("市统计局",)),
            ("会同市审计局和有关行业主管部门健全统计制度", Modality.OBLIGATION, ("市统计局", "市审计局")),
        ],
    ),
]


@pytest.mark.parametrize(("reason", "text", "expected"), READ_AS, ids=[row[0] for row in READ_AS])
def test_clauses_of_a_kind(
    reason: str, text: str, expected: list[tuple[str, Modality, tuple[str, ...]]]
) -> None:
    lines = text.replace("¶", "\n")
    doc = structure(SourceText("a.txt", lines, "0" * 64)) if lines != text else document(text)
    found = annotate_norms(doc, annotate_mentions(doc), ())
    assert [(norm.text, norm.modality, norm.bearers) for norm in found] == expected, reason
