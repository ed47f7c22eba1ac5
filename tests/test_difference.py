"""Stricter, looser, possible conflict: only where two sentences on the same conduct show it."""

from __future__ import annotations

import pytest

from ingest.link.comparison import compare
from ingest.link.difference import Shown, shown
from ingest.link.units import Unit, units
from ingest.model import Difference
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

STRICTER, LOOSER, CONFLICT = Difference.STRICTER, Difference.LOOSER, Difference.POSSIBLE_CONFLICT


def unit(text: str) -> Unit:
    return units(annotate(structure(SourceText("a.txt", f"第一条 {text}\n第二条 略。\n", "0" * 64))))[0]


def told(lower: str, upper: str) -> tuple[Shown | None, Unit, Unit]:
    below, above = unit(lower), unit(upper)
    return shown(below, above, compare(below, [above])[0]), below, above


CASES: list[tuple[str, str, Difference | None, str]] = [
    # figures
    (
        "预留给中小企业的采购份额应当占预算总额的百分之四十以上。",
        "预留给中小企业的采购份额应当占预算总额的百分之三十以上。",
        STRICTER,
        "a higher quota for small firms binds the buyer",
    ),
    (
        "街道办事处应当自接到报告之日起三十日内组建业主大会筹备组。",
        "街道办事处应当自接到报告之日起六十日内组建业主大会筹备组。",
        STRICTER,
        "a shorter time limit",
    ),
    (
        "物业服务企业应当在合同签订之日起十五日内将合同报物业主管部门备案。",
        "物业服务企业应当在合同签订之日起十日内将合同报物业主管部门备案。",
        LOOSER,
        "a longer time limit",
    ),
    (
        "对新认定的企业给予不超过二十万元奖励。",
        "对新认定的企业给予不超过十万元奖励。",
        None,
        "a sum that is given binds the payer and favours another",
    ),
    (
        "企业应当在合同签订之日起三日内报主管部门备案。",
        "企业应当在合同签订之日起一百日内报主管部门备案。",
        None,
        "more than twenty times another: not one thing",
    ),
    (
        "擅自停止供水的，处二万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正，处一万元以上三万元以下罚款。",
        STRICTER,
        "a higher fine for the same act",
    ),
    (
        "擅自停止供水的，处二万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正；情节严重的，处一万元以上三万元以下罚款。",
        None,
        "a fine for a grave case is another",
    ),
    (
        "供水企业停止供水的，应当提前四十八小时通知用户，并在三日内恢复供水。",
        "供水企业停止供水的，应当提前四十八小时通知用户，并在七日内恢复供水。",
        STRICTER,
        "one figure kept, one tightened",
    ),
    (
        "擅自停止供水的，处一万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正，可以处一万元以上五万元以下罚款。",
        STRICTER,
        "a fine that may be set above must be set below",
    ),
    (
        "擅自停止供水的，可以处一万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正，处一万元以上五万元以下罚款。",
        LOOSER,
        "and the other way",
    ),
    (
        "擅自改变用水性质的，处一万元以上五万元以下罚款。",
        "违反规定装泵抽水的，责令改正，可以处一万元以上五万元以下罚款。",
        None,
        "a fine for another act",
    ),
    (
        "擅自停止供水的，对单位处二万元以上五万元以下罚款，对个人处一千元以上五千元以下罚款。",
        "擅自停止供水的，处五千元以上五万元以下罚款。",
        CONFLICT,
        "one fine above, of which units bear more below and persons less",
    ),
    (
        "擅自停止供水的，对单位处一万元以上五万元以下罚款，对个人处一千元以上五千元以下罚款。",
        "擅自停止供水的，对单位处一万元以上五万元以下罚款，对个人处五百元以上一千元以下罚款。",
        STRICTER,
        "a fine for persons is held against the one for persons",
    ),
    (
        "擅自停止供水的，对个人处一千元以上二千元以下罚款。",
        "擅自停止供水的，对单位处五千元以上二万元以下罚款。",
        None,
        "a fine for persons is none for units",
    ),
    (
        "业主委员会每届任期三年，届满应当及时换届。",
        "业主委员会每届任期五年，届满应当及时换届。",
        None,
        "how long a term lasts is no time limit",
    ),
    (
        "经营者应当自收到消费者要求修理的商品之日起五日内修复。",
        "消费者可以自收到商品之日起七日内退货。",
        None,
        "two acts that start with one event",
    ),
    (
        "有关机关应当自交办之日起三个月内答复，经交办机关同意，应当自交办之日起六个月内答复。",
        "有关机关与代表联系，并自交办之日起三个月内答复。情况复杂的，应当自交办之日起六个月内答复。",
        None,
        "both figures are kept",
    ),
    (
        "五分之一以上的村民代表提议的，应当召集村民代表会议。",
        "十分之一以上的村民提议的，应当召集村民会议。",
        None,
        "a figure of which it is not known what it is for",
    ),
    (
        "市和区人民政府用于科技的经费占财政支出的比例应当分别不低于百分之六和百分之四。",
        "省和市人民政府用于科技的经费占财政支出的比例应当分别不低于百分之八和百分之五。",
        None,
        "figures of which each is for another",
    ),
    (
        "用人单位应当发放高温补贴，标准不低于每人每月一百元。",
        "用人单位应当发放高温补贴，标准不低于每人每月一百二十元。",
        LOOSER,
        "a floor of what is given binds the payer alone",
    ),
    (
        "市人民政府应当对见义勇为人员给予不低于十万元的奖励。",
        "县级以上人民政府应当对见义勇为人员给予不低于五万元的奖励。",
        STRICTER,
        "and the other way",
    ),
    (
        "市人民政府可以对见义勇为人员给予不低于十万元的奖励。",
        "县级以上人民政府可以对见义勇为人员给予不低于五万元的奖励。",
        None,
        "a floor of what may be given binds nobody",
    ),
    (
        "行政机关应当自收到申请之日起十个工作日内作出答复。",
        "行政机关应当自收到申请之日起十五日内作出答复。",
        None,
        "ten working days are fourteen days as a rule, and more over a holiday",
    ),
    (
        "行政机关应当自收到申请之日起五个工作日内作出答复。",
        "行政机关应当自收到申请之日起十五日内作出答复。",
        STRICTER,
        "five working days are never fifteen days",
    ),
    (
        "行政机关应当自收到申请之日起二十个工作日内作出答复。",
        "行政机关应当自收到申请之日起十五日内作出答复。",
        LOOSER,
        "twenty working days are never less than twenty days",
    ),
    (
        "行政机关应当自收到申请之日起十五日内作出答复。",
        "行政机关应当自收到申请之日起一个月内作出答复。",
        STRICTER,
        "no month is as short",
    ),
    (
        "行政机关应当自收到申请之日起三十日内作出答复。",
        "行政机关应当自收到申请之日起一个月内作出答复。",
        None,
        "a month may have thirty days",
    ),
    (
        "检查场所时，执法人员不得少于一人。",
        "检查场所时，执法人员不得少于二人。",
        LOOSER,
        "a least number that must be kept",
    ),
    (
        "电梯使用单位应当每年至少进行两次应急演练。",
        "电梯使用单位应当每年至少进行一次应急演练。",
        STRICTER,
        "how often at least in one period",
    ),
    (
        "电梯使用单位应当每半年至少进行一次应急演练。",
        "电梯使用单位应当每年至少进行两次应急演练。",
        None,
        "numbers of two periods are not held against each other",
    ),
    (
        "三人以上的代表联名，可以提出议案。",
        "五人以上的代表联名，可以提出议案。",
        None,
        "a number that a case depends on is no duty",
    ),
    (
        "未取得许可证从事诊疗活动的，没收违法所得；违法所得一万元以上不足三万元的，并处一万元以上三万元以下罚款。",
        "未取得许可证从事诊疗活动的，没收违法所得；违法所得不足三万元的，并处三千元以上三万元以下罚款。",
        None,
        "one step of a fine is held against the whole of it",
    ),
    (
        "未按采集证的规定采集省重点保护野生植物的，没收野生植物，并处一千元以上五千元以下罚款。",
        "未按照采集证的规定采集国家重点保护野生植物的，没收野生植物，可以并处五千元以下罚款。",
        None,
        "a fine for things of another level",
    ),
    (
        "未经许可经营旅行社业务的，处二万元以上十万元以下罚款；对有关责任人员，处二千元以上一万元以下罚款。",
        "未经许可经营旅行社业务的，处一万元以上十万元以下罚款；对有关责任人员，处二千元以上二万元以下罚款。",
        CONFLICT,
        "a fine for the firm is tightened, and the one for persons loosened",
    ),
    # discipline
    (
        "行政机关违法收费的，责令改正；情节严重的，对直接负责的主管人员依法给予处分。",
        "有关部门对违法收费的行为予以查处，并对直接负责的主管人员依法给予处分。",
        LOOSER,
        "discipline that waits for a grave case",
    ),
    (
        "有关部门对违法收费的行为予以查处，并对直接负责的主管人员依法给予处分。",
        "行政机关违法收费的，责令改正；情节严重的，对直接负责的主管人员依法给予处分。",
        STRICTER,
        "and the other way",
    ),
    (
        "体育场馆违反规定的，责令改正；情节严重的，对直接负责的主管人员依法给予处分。",
        "学校违反规定的，责令改正，并对直接负责的主管人员依法给予处分。",
        None,
        "who is no public body is disciplined for other things",
    ),
    (
        "行政机关违法收费的，责令改正；情节严重的，对直接负责的主管人员依法给予处分。",
        "行政机关违法收费的，责令改正，对直接负责的主管人员依法给予处分；情节严重的，依法追究责任。",
        None,
        "both sides speak of grave cases",
    ),
    # bans
    (
        "禁止在本市行政区域内销售和燃用不符合质量标准的民用散煤。",
        "禁止销售不符合质量标准的民用散煤。",
        STRICTER,
        "an act that is put on the list; a place that is all there is",
    ),
    (
        "禁止露天焚烧枯草、落叶。",
        "禁止在城市建成区内露天焚烧枯草、落叶。",
        STRICTER,
        "a place that falls away",
    ),
    (
        "市人民政府应当划定区域，禁止露天焚烧枯草、落叶。",
        "禁止在城市建成区内露天焚烧枯草、落叶。",
        None,
        "a place that is told before the ban",
    ),
    (
        "禁止在工业园区内露天焚烧枯草、落叶。",
        "禁止在城市建成区内露天焚烧枯草、落叶。",
        None,
        "another place",
    ),
    (
        "禁止在城市建成区内露天焚烧枯草、落叶。",
        "禁止露天焚烧枯草、落叶。",
        None,
        "the ban above still holds everywhere",
    ),
    (
        "露天焚烧枯草、落叶的，责令改正，处二百元以上五百元以下罚款。",
        "在城市建成区内露天焚烧枯草、落叶的，责令改正，处二百元以上五百元以下罚款。",
        STRICTER,
        "the place of an act that is fined",
    ),
    (
        "禁止焚烧沥青、橡胶、电子废弃物以及其他产生恶臭气体的物质。",
        "禁止焚烧沥青、橡胶以及其他产生恶臭气体的物质。",
        None,
        "what is put on an open list was on it",
    ),
    (
        "禁止焚烧沥青、皮革、电子废弃物。",
        "禁止焚烧沥青、橡胶、皮革。",
        None,
        "a list with more and less is another",
    ),
    (
        "任何组织不得指定、委派或者撤换村务监督委员会成员。",
        "任何组织不得指定、委派或者撤换村民委员会成员。",
        None,
        "the same acts on another thing",
    ),
    (
        "政府机关、事业单位、使用财政资金的团体组织不得违约拖欠中小企业的账款。",
        "国家机关、事业单位不得违约拖欠中小企业的账款。",
        STRICTER,
        "a party that is put on the list, another under a new name",
    ),
    (
        "任何单位和个人不得违法向中小企业收取费用。",
        "任何单位不得违法向中小企业收取费用。",
        STRICTER,
        "persons besides units",
    ),
    (
        "任何单位、组织和个人不得侵占工会的财产。",
        "任何组织和个人不得侵占工会的财产。",
        None,
        "units are organizations",
    ),
    (
        "国家机关、事业单位、大型企业不得违约拖欠中小企业的账款。",
        "国家机关、事业单位应当按照合同约定支付款项，不得违约拖欠中小企业的账款。",
        None,
        "parties that are carried on from another clause are not named in the ban",
    ),
    (
        "采购人、采购代理机构不得以所有制形式、组织形式、注册资本、成立年限为条件对中小企业实行差别待遇。",
        "采购人不得以注册资本、资产总额、从业人员、成立年限为条件对中小企业实行差别待遇。",
        None,
        "more parties, and a list with more and less",
    ),
    (
        "供水、供电、通信企业不得收取不合理费用。",
        "供水、供电等公用企业不得收取不合理费用。",
        None,
        "an open list of parties",
    ),
    (
        "农产品生产企业、农民专业合作社不得销售不合格的农产品。",
        "农产品销售企业不得销售不合格的农产品。",
        None,
        "other parties, of whom none is kept",
    ),
    (
        "市和区、县总工会以及企业工会所属的为职工服务的事业单位，其隶属关系不得随意改变。",
        "工会所属的为职工服务的事业单位，其隶属关系不得随意改变。",
        None,
        "who stands before another subject is not bound",
    ),
    (
        "禁止盗用和擅自转供城市公共供水。",
        "禁止盗用或者转供城市公共供水。",
        LOOSER,
        "forbidden without leave only",
    ),
    (
        "禁止盗用或者转供城市公共供水。",
        "禁止盗用和擅自转供城市公共供水。",
        STRICTER,
        "and the other way",
    ),
    (
        "禁止违反规定使用剧毒、高毒农药。",
        "禁止在重点保护的区域内使用剧毒、高毒农药。",
        None,
        "elsewhere too, but against rules alone",
    ),
    (
        "未经原批准机关批准，村庄规划不得修改。",
        "村庄规划不得擅自修改。",
        None,
        "leave is spoken of on both sides",
    ),
    (
        "任何组织不得在选举大会召开前指定、委派、推荐或者撤换集体经济组织管理委员会成员。",
        "任何组织不得在选举大会召开前指定、委派或者撤换村民委员会成员。",
        None,
        "a longer list, of another thing",
    ),
    (
        "禁止露天焚烧枯草、落叶、树枝。",
        "禁止露天焚烧枯草、落叶。禁止擅自砍伐、焚烧树枝。",
        None,
        "what is put on the list is forbidden above in another sentence",
    ),
    (
        "未按照规定淘汰、拆除已经建成的燃煤锅炉或者进行超低排放改造，或者露天焚烧枯草、落叶的，责令改正，处二百元以上五百元以下罚款。",
        "在城市建成区内露天焚烧枯草、落叶的，责令改正，处二百元以上五百元以下罚款。",
        STRICTER,
        "one of two acts that are fined alike",
    ),
    (
        "有权处理的部门应当及时处理，不得推诿拖延。",
        "有权处理的部门应当在法定期限内及时处理，不得在法定期限内推诿拖延。",
        None,
        "a time limit is no place",
    ),
    # force
    (
        "各级体育总会、单项体育协会和体育类民办非企业单位等体育社会组织，应当组织开展全民健身活动。",
        "国家鼓励体育类社会团体、体育类民办非企业单位等群众性体育组织开展全民健身活动。",
        STRICTER,
        "a party that stands on both lists",
    ),
    (
        "村民委员会可以通过广播、网络等形式及时公布集体财务收支情况。",
        "村民委员会应当及时公布集体财务收支情况。",
        None,
        "a way that is open is no leave to do without",
    ),
    (
        "民政部门应当通过购买服务等方式支持慈善组织开展社会服务活动。",
        "民政部门可以通过购买服务等方式支持慈善组织开展社会服务活动。",
        STRICTER,
        "the same way on both sides",
    ),
    (
        "自然灾害发生后，市人民政府可以采取下列应急处置措施。",
        "发布一级警报后，县级以上人民政府应当采取下列应急处置措施。",
        None,
        "two cases",
    ),
    (
        "本市设立中小企业发展基金。",
        "县级以上地方各级人民政府可以设立中小企业发展基金。",
        STRICTER,
        "what a government may do above it does below",
    ),
    (
        "养殖场应当开展动物疫病净化工作。",
        "鼓励和支持饲养动物的单位和个人开展动物疫病净化。",
        STRICTER,
        "who was encouraged must",
    ),
    (
        "县级以上人民政府可以设立中小企业发展基金。",
        "省人民政府应当设立中小企业发展基金。",
        LOOSER,
        "what a government must do above it may do below",
    ),
    (
        "中小企业可以依法设立行业组织，加强自律管理，促进行业发展。",
        "中小企业的有关行业组织应当维护会员权益，加强自律管理，促进行业发展。",
        None,
        "another party: firms are not their associations",
    ),
    (
        "县级以上人民政府应当鼓励社会力量参与动物防疫工作。",
        "国家鼓励社会力量参与动物防疫工作。",
        None,
        "who must encourage asks no more of those encouraged",
    ),
    (
        "县级以上人民政府应当设立中小企业发展基金。",
        "国家可以设立中小企业发展基金。",
        None,
        "what the country may do is another's act",
    ),
    (
        "综合档案馆应当按照规定向社会开放档案。",
        "鼓励和支持其他档案馆按照规定向社会开放档案。",
        None,
        "other archives are others",
    ),
    (
        "本市设立中小企业发展基金。",
        "国家设立中小企业发展基金。省人民政府应当设立中小企业发展基金，县级人民政府可以设立中小企业发展基金。",
        None,
        "the duty stands above too",
    ),
    (
        "慈善组织应当在指定的互联网募捐平台上发布信息，进行公开募捐。",
        "个人可以在指定的互联网募捐平台上发布信息，进行公开募捐。",
        None,
        "a human being is no organization",
    ),
    (
        "鼓励单位和个人投资建设再生水利用设施。",
        "企业事业单位应当投资建设再生水利用设施。",
        None,
        "all are encouraged, and some must",
    ),
    (
        "属于刑事自诉案件的，公安机关应当告知受害人可以向人民法院起诉。",
        "属于刑事自诉案件的，公安机关应当告知受害人向人民法院起诉。",
        None,
        "what somebody is told that he may do",
    ),
    (
        "市人民政府应当自收到报告之日起三日内书面责成有关部门采取查封施工现场、暂扣施工设备等措施。",
        "当事人不停止建设的，县级以上地方人民政府可以责成有关部门采取查封施工现场、强制拆除等措施。",
        STRICTER,
        "what may be done stands in what must be done, with more said of how",
    ),
    (
        "用人单位应当按照不低于本单位在职职工总数百分之一点五的比例安排残疾人就业。",
        "国家鼓励用人单位超过规定比例安排残疾人就业。",
        None,
        "what is encouraged is more than the duty",
    ),
    (
        "发现异常现象的单位应当向县级以上人民政府地震工作主管部门报告。",
        "发现异常现象的单位，应当及时处置，也可以直接向国务院地震工作主管部门报告。",
        None,
        "another way beside a duty",
    ),
    (
        "被责令停止施工的建设单位，应当在整改后申请恢复施工。",
        "被责令停止施工的建设单位，经检查合格，方可申请恢复施工。",
        None,
        "what is allowed on a condition only is no leave to do without",
    ),
    (
        "人民法院对指定辩护的刑事案件，应当在开庭十日前将指定辩护公函和起诉书副本等相关文书送交有关法律援助机构。",
        "人民法院不在其所在地审判的，可以将指定辩护通知书和起诉书副本送交审判地的法律援助机构。",
        None,
        "two cases of one court",
    ),
    # conflict
    (
        "个人可以在城市公园内露天烧烤食品。",
        "任何个人不得在城市公园内露天烧烤食品。",
        CONFLICT,
        "allowed below what is forbidden above",
    ),
    (
        "鼓励农民购买先进适用的农业机械产品。",
        "任何单位不得强迫农民购买指定的农业机械产品。",
        None,
        "encouraging to buy is not forcing to buy",
    ),
    (
        "供水企业应当在批复供水方案后三十日内将供水方案抄送当地水行政主管部门。",
        "供水企业应当在收到水行政主管部门批复的供水方案后十五日内告知用户。",
        None,
        "two time limits after one thing, each for another act",
    ),
    (
        "物业服务企业可以按照管理规约禁止装修人员进入小区。",
        "任何单位不得违反管理规约，禁止装修人员进入小区。",
        None,
        "an allowed ban is no leave",
    ),
    (
        "招标人具有能力的，可以自行办理招标事宜。",
        "任何单位和个人不得强制其委托招标代理机构办理招标事宜。",
        None,
        "allowed is another thing, with the same object",
    ),
    (
        "特种作业人员经考核合格的，方可上岗作业。",
        "特种作业人员未经培训的，不得上岗作业。",
        None,
        "what is allowed on a condition only",
    ),
]


@pytest.mark.parametrize(("lower", "upper", "wanted", "why"), CASES)
def test_difference(lower: str, upper: str, wanted: Difference | None, why: str) -> None:
    found, *_ = told(lower, upper)
    assert (found and found.difference) == wanted, why


def test_one_figure_tightened_and_another_loosened_is_for_a_person_to_look_at() -> None:
    found, *_ = told(
        "供水企业应当在受理申请之日起三日内答复用户。供水企业应当在收到欠费之日起十日内恢复用户供水。",
        "供水企业应当在受理申请之日起五日内答复用户。供水企业应当在收到欠费之日起七日内恢复用户供水。",
    )
    assert found is not None
    assert found.difference is CONFLICT


def test_the_party_is_named_as_printed_and_the_sentences_are_those_that_show_it() -> None:
    found, below, above = told(
        "本市推进城乡供水。物业服务行业自律组织应当建立和完善自律制度。",
        "行业自律组织接受指导。物业行业自律组织可以建立和完善自律制度。",
    )
    assert found is not None
    assert found.party == "物业服务行业自律组织"
    words = [
        "".join(side.clean.source.text[s:e] for s, e in spans)
        for side, spans in ((below, found.lower), (above, found.upper))
    ]
    assert words == [
        "物业服务行业自律组织应当建立和完善自律制度。",
        "物业行业自律组织可以建立和完善自律制度。",
    ]


PARTIES = [
    (
        "任何单位和个人不得违法向中小企业收取费用。",
        "任何单位不得违法向中小企业收取费用。",
        "个人",
        "who is bound besides",
    ),
    (
        "擅自停止供水的，对单位处二万元以上五万元以下罚款。",
        "擅自停止供水的，对单位处一万元以上五万元以下罚款。",
        "单位",
        "whom the fine is for",
    ),
    (
        "本市向中小企业预留的采购份额应当占预算总额的百分之四十以上。",
        "向中小企业预留的采购份额应当占预算总额的百分之三十以上。",
        None,
        "a region binds its bodies, and does not say which",
    ),
]


@pytest.mark.parametrize(("lower", "upper", "wanted", "why"), PARTIES)
def test_for_whom_a_difference_is(lower: str, upper: str, wanted: str | None, why: str) -> None:
    found, *_ = told(lower, upper)
    assert found is not None
    assert found.party == wanted, why


def test_the_place_of_a_fined_act_is_shown_where_it_stands() -> None:
    found, _, above = told(
        "露天焚烧枯草、落叶的，处二百元以上五百元以下罚款。",
        "有下列行为之一的，处二百元以上五百元以下罚款：（一）随意倾倒垃圾的；（二）在城市建成区内露天焚烧枯草、落叶的。",
    )
    assert found is not None
    assert found.difference is STRICTER
    shown_above = "".join(above.clean.source.text[s:e] for s, e in found.upper)
    assert shown_above == "（二）在城市建成区内露天焚烧枯草、落叶的。"


@pytest.mark.parametrize("word", ["申请", "请求", "要求", "提出"])
def test_what_a_party_may_ask_for_is_a_way_that_is_open_to_it(word: str) -> None:
    act = f"用户%s向供水企业{word}检定水表的书面意见。"
    assert told(act % "应当", act % "可以")[0] is None
    plain = act.replace(word, "报送")
    found = told(plain % "应当", plain % "可以")[0]
    assert found is not None
    assert found.difference is STRICTER, "another act of the same words is told"
