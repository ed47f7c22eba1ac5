"""Metadata that a text says in its title, its notes, its closing words: a table of cases, one reason each."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.model import Amendment
from ingest.structure import structure
from ingest.structure.territory import find_division
from ingest.text import SourceText

CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        "渡槽管护办法\n"
        "第一条 为了管护渡槽，制定本办法。\n"
        "第二条 国务院水行政主管部门负责全国渡槽管护的监督管理工作。\n"
        "第三条 国家文物局主管全国古渡槽保护工作。",
        {"jurisdiction": "中华人民共和国", "inferred": frozenset({"jurisdiction"})},
        "two articles give bodies of the State Council the charge of the whole country",
    ),
    (
        "仓单登记办法\n"
        "第一条 国家发展和改革委员会主管全国仓单登记工作。\n"
        "第二条 国家登记机构接收仓单的信息，承担全国仓单登记的技术工作。",
        {"jurisdiction": "中华人民共和国", "inferred": frozenset({"jurisdiction"})},
        "a commission, and an institution in the second charge of its sentence",
    ),
    (
        "古树名录规则\n"
        "第一条 国务院林业主管部门负责指导全国古树名录编制工作。\n"
        "第二条 古树由其所有者管护。\n"
        "第三条 国务院住房城乡建设部门负责全国城市古树的登记工作。",
        {"jurisdiction": "中华人民共和国", "inferred": frozenset({"jurisdiction"})},
        "two departments, with an article between them",
    ),
    (
        "渡槽管护办法\n第一条 国务院水行政主管部门负责全国渡槽管护工作。\n第二条 渡槽由其所有者管护。",
        {"jurisdiction": None},
        "one article alone: a rule of a place may tell of it",
    ),
    (
        "渡槽管护办法\n"
        "第一条 国务院水行政主管部门负责全国渡槽管护工作。\n"
        "第二条 国家文物局主管全国古渡槽保护工作。\n"
        "第三条 本省渡槽由其所有者管护。",
        {"jurisdiction": None},
        "the text speaks of its province",
    ),
    (
        "渡槽管护办法\n"
        "第一条 国务院水行政主管部门拟订渡槽目录。\n"
        "第二条 国家文物局公布古渡槽目录，全国渡槽协会参加工作。",
        {"jurisdiction": None},
        "bodies of the State Council do something, and have charge of no country",
    ),
    (
        "关于管护渡槽的意见\n一、加强管护\n各单位应当按照《渡槽规程》要求，结合实际巡查。",
        {"based_on": ()},
        "应当按照 is a duty and no ground",
    ),
    (
        "关于管护渡槽的意见\n一、加强管护\n各单位必须依据《渡槽规程》，制定巡查计划。",
        {"based_on": ()},
        "必须依据 is a duty and no ground",
    ),
    (
        "关于管护渡槽的意见\n一、加强管护\n各单位应依照《渡槽规程》要求，结合实际巡查。",
        {"based_on": ()},
        "应依照 is a duty and no ground",
    ),
    (
        "国家药监局关于管护渡槽的公告（2024年第38号）\n"
        "原文链接：https://example.org/20240403170020128.html\n"
        "为了管护渡槽，现公告如下：\n"
        "一、加强管护\n"
        "本公告自2024年6月1日起施行。",
        {
            "title": "国家药监局关于管护渡槽的公告",
            "number": "公告2024年第38号",
            "issued": None,
            "in_force": "2024-06-01",
        },
        "the address of the source holds no day of issue",
    ),
    (
        "交通运输部办公厅  文件\n公安部办公厅\n 交办运〔2020〕12号 \n关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {
            "title": "关于保护古井的通知",
            "number": "交办运〔2020〕12号",
            "issuers": ("交通运输部办公厅", "公安部办公厅"),
        },
        "文件 stands beside the first of two bodies in the red head",
    ),
    (
        "陕西省财政厅\n陕西省林业局\n陕西省文物局\n文件\n陕财规〔2020〕7号\n关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {
            "title": "关于保护古井的通知",
            "number": "陕财规〔2020〕7号",
            "issuers": ("陕西省财政厅", "陕西省林业局", "陕西省文物局"),
        },
        "文件 stands below three bodies on a line of its own",
    ),
    (
        "宁波市水利局\n文 件\n宁波市财政局\n宁波市公安局\n宁波市司法局\n甬水〔2021〕3号\n关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {
            "title": "关于保护古井的通知",
            "number": "甬水〔2021〕3号",
            "issuers": ("宁波市水利局", "宁波市财政局", "宁波市公安局", "宁波市司法局"),
        },
        "文 件 stands between four bodies",
    ),
    (
        "宁 波 市 水 利 局 文 件\n宁波市财政局\n甬水〔2021〕3号\n关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {"title": "关于保护古井的通知", "issuers": ("宁波市水利局", "宁波市财政局")},
        "the name beside 文件 has its characters spaced",
    ),
    (
        "成都市水务局\n成都市财政局\n成水〔2021〕3号\n关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {"title": "关于保护古井的通知", "issuers": ("成都市水务局", "成都市财政局")},
        "文件 is cut off: the number parts the bodies from the title",
    ),
    (
        "成都市水务局\n成都市财政局\n关于保护古井的通知\n成水〔2021〕3号"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {
            "title": "关于保护古井的通知",
            "number": "成水〔2021〕3号",
            "issuers": ("成都市水务局", "成都市财政局"),
        },
        "no head: the title names its issuers, the number stands below it",
    ),
    (
        "成都市水务局文件\n成都市财政局文件\n成水〔2021〕3号\n成都市财政局关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {"issuers": ("成都市水务局",)},
        "two heads are none of several bodies",
    ),
    (
        "成都市水务局\n成水〔2021〕3号\n成都市财政局关于保护古井的通知"
        "\n各市人民政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。",
        {"issuers": ("成都市财政局",)},
        "a title below the number that names its issuer says who issued it",
    ),
    (
        "省人民政府办公厅关于加强渡槽管护的通知黔府办〔2020〕19号\n\n各市、自治州人民政府：\n\n为加强渡槽"
        "管护，现通知如下：\n\n"
        "一、落实责任。各地要落实管护责任。",
        {
            "number": "黔府办〔2020〕19号",
            "title": "省人民政府办公厅关于加强渡槽管护的通知",
            "document_type": "notice",
        },
        "the number is glued to the title",
    ),
    (
        "最高人民法院 最高人民检察院关于办理盗掘古墓刑事案件适用法律若干问题的解释\n\n法释〔2018〕33号\n"
        "\n（2018年3月5日最高人民法院"
        "审判委员会第1700次会议、2018年4月9日最高人民检察院第十三届检察委员会第2次会议通过，自2018年6月1"
        "日起施行）\n\n"
        "第一条 盗掘古墓的，应当认定为情节严重。",
        {
            "number": "法释〔2018〕33号",
            "document_type": "judicial-interpretation",
            "in_force": "2018-06-01",
            "issuers": ("最高人民法院", "最高人民检察院"),
        },
        "two courts",
    ),
    (
        "财政部 农业农村部 国家乡村振兴局\n\n关于开展耕牛改良试点的通知\n\n财农〔2022〕88号\n\n各省、自治"
        "区、直辖市财政厅（局）：\n\n"
        "为开展耕牛改良试点，现通知如下：\n\n一、试点省份应当制定方案。",
        {
            "issuers": ("财政部", "农业农村部", "国家乡村振兴局"),
            "title": "关于开展耕牛改良试点的通知",
            "number": "财农〔2022〕88号",
            "document_type": "notice",
        },
        "several issuers on a line of their own",
    ),
    (
        "中共武宁县委 武宁县人民政府\n关于加快茶旅融合的实施意见\n一、目标\n建成十个茶旅村。",
        {"issuers": ("中共武宁县委", "武宁县人民政府"), "document_type": "opinion", "genre": "意见"},
        "a committee of the party and a government",
    ),
    (
        "琼中县农村宅基地管理规定\n\n海南省人民政府令\n（第218号）\n\n《琼中县农村宅基地管理规定》已经200"
        "1年9月11日省人民政府第60次"
        "常务会议通过，现予发布施行。\n\n二○○一年十一月十三日\n\n琼中县农村宅基地管理规定\n\n第一条 为了"
        "管理宅基地，制定本规定。",
        {
            "number": "海南省人民政府令第218号",
            "issuers": ("海南省人民政府",),
            "adopted": "2001-09-11",
            "issued": "2001-11-13",
        },
        "the number of an order in brackets on the next line",
    ),
    (
        "四川省人民代表大会常务委员会关于修改《四川省果树苗木条例》的决定 附：修正本\n\n（2001年3月30日四"
        "川省第九届人民代表大会常务"
        "委员会第二十二次会议通过）\n\n四川省第九届人民代表大会常务委员会第二十二次会议决定对《四川省果树"
        "苗木条例》作如下修改：\n一、删去第九条。",
        {"document_type": "decision", "genre": "决定"},
        "what stands below the decision is named beside its title",
    ),
    (
        "武宁县人民政府\n关于扶持野生菊产业的意见\n为壮大野生菊产业，依据《江西省中医药条例》,现提出如下"
        "意见。\n一、扩大种植\n种植五千亩。",
        {"based_on": ("江西省中医药条例",), "jurisdiction": "武宁县"},
        "an opinion is put forward on a ground",
    ),
    (
        "襄阳市公共浴室管理暂行办法\n第一条 为规范公共浴室管理，根据《湖北省消防条例》《公共场所卫生管理"
        "条例实施细则》等法规规章的规定，"
        "联系本市情况，制订本办法。",
        {"based_on": ("湖北省消防条例", "公共场所卫生管理条例实施细则"), "genre": "暂行办法"},
        "two titles, and words before 制订",
    ),
    (
        "某局关于印发《某意见》的通知\n各区政府：\n根据《某规划》，我局制定了《某意见》，现印发给你们。\n"
        "一、甲\n乙。\n",
        {"based_on": ("某规划",)},
        "the title of what is sent is no ground of it",
    ),
    (
        "某市公园管理办法\n第一条 甲。\n第二条 本办法自2020年1月1日起施行，有效期五年。2010年2月3日发布的"
        "《某市公园管理规定》同时废止。\n",
        {"expires": "2024-12-31", "repeals": ("某市公园管理规定",), "in_force": "2020-01-01"},
        "a term of five years, and the rule before it",
    ),
    (
        "某市公园管理办法\n第一条 甲。\n第二条 本办法自2020年1月1日起施行，试行两年。\n",
        {"expires": "2021-12-31"},
        "on trial for two years",
    ),
    (
        "某省统计条例\n（2011年4月1日某省第十一届人民代表大会常务委员会第二十次会议通过　根据2018年6月1日"
        "某省第十三届人民代表大会"
        "常务委员会第三次会议《关于修改〈某省统计条例〉的决定》修正）\n第一条 甲。\n",
        {
            "amended": (Amendment("2018-06-01", "关于修改〈某省统计条例〉的决定"),),
            "adopted": "2011-04-01",
            "genre": "条例",
        },
        "an amendment by its decision",
    ),
    (
        "国务院关于某市治沙规划的批复\n国函〔1999〕34号\n某市人民政府：\n你市的请示收悉。现批复如下：\n一"
        "、原则同意治沙规划。\n",
        {"number": "国函〔1999〕34号", "issuers": ("国务院",), "document_type": "reply"},
        "a reply",
    ),
    (
        "滁州市人民政府关于印发滁州市露营地管理办法的通知\n\n各县、区人民政府：\n\n现将《滁州市露营地管理"
        "办法》印发给你们，请遵照执行。\n\n"
        "滁州市人民政府\n2022年5月8日\n（此件公开发布）\n滁州市露营地管理办法\n第一条 为了管理露营地，制"
        "定本办法。\n",
        {
            "title": "滁州市露营地管理办法",
            "issuers": ("滁州市人民政府",),
            "issued": "2022-05-08",
            "jurisdiction": "滁州市",
        },
        "the note of publication is no part of the title",
    ),
    (
        "农业农村局 财政局\n关于做好春耕的通知（征求意见稿）\n各乡镇人民政府：\n现就春耕通知如下：\n一、"
        "做好春耕。\n",
        {"number": None, "issued": None, "document_type": "notice", "issuers": ("农业农村局", "财政局")},
        "a draft without number and date",
    ),
    (
        "互助县公园管理办法\n第一条 甲。\n",
        {"jurisdiction": "互助土族自治县"},
        "an autonomous county that was given another code",
    ),
    (
        "国家山区邮路工程管理办法\n第一条 甲。\n",
        {"jurisdiction": "中华人民共和国"},
        "a title that begins with the country, and no word of a place",
    ),
    (
        "古树名木保护条例\n第一条 国务院林业主管部门负责古树的保护。\n",
        {"jurisdiction": "中华人民共和国"},
        "a 条例 that names no place is the country's: a local one names its place, and no rule is called so",
    ),
    (
        "古树名木保护条例\n第一条 国家保护古树。\n",
        {"jurisdiction": "中华人民共和国"},
        "its articles speak of the country",
    ),
    (
        "古树名木保护条例\n第一条 县级以上人民政府应当保护古树。\n",
        {"jurisdiction": None},
        "nothing speaks of the country",
    ),
    (
        "古树名木保护条例\n第一条 国家保护古树。\n第二条 省林业厅负责保护。\n",
        {"jurisdiction": None},
        "a department of a place",
    ),
    (
        "古树名木保护条例\n第一条 国家保护古树，由市林业局组织。\n",
        {"jurisdiction": None},
        "a department of a place inside a sentence",
    ),
    (
        "古树名木保护条例\n第一条 国家保护古树。本市古树的保护适用本条例。\n",
        {"jurisdiction": None},
        "a 条例 whose articles speak of their own place",
    ),
    (
        "古树名木保护条例\n一、国家保护古树。\n",
        {"jurisdiction": None},
        "a title without articles may stand over anything",
    ),
    (
        "第一条 为了保护某山湾的环境，制定本条例。\n第二条 国家保护海湾。\n",
        {"jurisdiction": None},
        "a title that is only concluded may lack the place",
    ),
    (
        "古树名木保护办法\n第一条 国家保护古树。\n",
        {"jurisdiction": None},
        "a 办法 may be anybody's",
    ),
    (
        "古树名木保护自治条例\n第一条 国家保护古树。\n",
        {"jurisdiction": None},
        "an autonomous place whose name is lost",
    ),
    (
        "国家海洋局青海专员办\n第一条 甲。\n",
        {"jurisdiction": None},
        "a name that begins so is no title of a rule",
    ),
    (
        "国家级沙漠公园管理办法\n第一条 县级人民政府林业局应当保护。\n",
        {"jurisdiction": None},
        "国家级 says what is kept, not who made the rule",
    ),
    (
        "中华人民共和国发展和改革委员会\n中华人民共和国财政部\n令\n第12号\n甲乙管理办法\n第一条 甲。\n",
        {
            "title": "甲乙管理办法",
            "number": "发展和改革委员会、财政部令第12号",
            "issuers": ("中华人民共和国发展和改革委员会", "中华人民共和国财政部"),
        },
        "an order of two bodies, each on a line, as 令 and its number are",
    ),
    (
        "工业和信息化部令第12号 财政部令第3号\n甲乙管理办法\n第一条 甲。\n",
        {
            "title": "甲乙管理办法",
            "number": "工业和信息化部令第12号、财政部令第3号",
            "issuers": ("工业和信息化部", "财政部"),
        },
        "two orders beside each other",
    ),
    (
        "交通运输部 公安部令\n2021年第5号\n甲乙管理办法\n第一条 甲。\n",
        {"number": "交通运输部、公安部令2021年第5号", "issuers": ("交通运输部", "公安部")},
        "an order of two bodies that is counted by years",
    ),
    (
        "甲乙管理办法\n（2004年3月4日卫生部、交通部令2004年第2号公布 自2004年5月1日起施行）\n第一条 甲。\n",
        {
            "number": "卫生部、交通部令2004年第2号",
            "issuers": ("卫生部", "交通部"),
            "issued": "2004-03-04",
            "in_force": "2004-05-01",
        },
        "an order of two bodies in the note",
    ),
    (
        "甲乙管理条例\n（1990年6月4日国家教育委员会令第10号、卫生部令第1号发布）\n第一条 甲。\n",
        {
            "number": "国家教育委员会令第10号、卫生部令第1号",
            "issuers": ("国家教育委员会", "卫生部"),
        },
        "two orders in the note",
    ),
    (
        "甲乙管理办法\n（2005年3月1日第55号令发布）\n第一条 甲。\n",
        {"number": "令第55号", "issuers": (), "issued": "2005-03-01"},
        "the order of somebody who is not named",
    ),
    (
        "甲乙管理办法\n（2005年3月1日国土资源部第55号令发布）\n第一条 甲。\n第二条 本办法从发布之日起施行。\n",
        {"number": "国土资源部令第55号", "issuers": ("国土资源部",), "in_force": "2005-03-01"},
        "the number before 令, and 从发布之日",
    ),
    (
        "甲乙待遇规定\n1981年4月6日 国务院发布\n发布之日施行\n为解决困难，规定如下：\n一、甲。\n",
        {"title": "甲乙待遇规定", "issuers": ("国务院",), "in_force": "1981-04-06"},
        "the line below the note is none of a title",
    ),
    (
        "甲乙规定\n1993年11月20日 国务院批准\n1993年12月17日 交通部令第6号发布\n第一条 甲。\n",
        {
            "number": "交通部令第6号",
            "issuers": ("交通部",),
            "approved": "1993-11-20",
            "document_type": "administrative-regulation",
        },
        "who approves does not issue; until mid-2000 approval made an administrative regulation",
    ),
    (
        "上海甲乙所管理规定\n1996年9月19日 经国务院批准\n1996年10月3日 中华人民共和国交通部令第8号发布\n第一条 甲。\n",
        {"document_type": "administrative-regulation"},
        "a department's rule on a body of a place, approved by the State Council",
    ),
    (
        "甲乙办法\n2002年6月21日 国务院批准\n2002年6月28日 交通部令第6号发布\n第一条 甲。\n",
        {"document_type": "departmental-rule"},
        "approved after 立法法 took effect: a rule of a department",
    ),
    (
        "北京市甲乙办法\n1988年5月10日 国务院批准\n1988年5月20日 北京市人民政府发布\n第一条 甲。\n",
        {"document_type": "local-government-rule"},
        "a place's own rule stays one, whoever approved it",
    ),
    (
        "甲乙条例\n1999年1月22日 中华人民共和国国务院令第258号发布\n第一条 甲。\n",
        {"number": "国务院令第258号", "issuers": ("国务院",)},
        "the name of the country is none of the State Council's",
    ),
    (
        "甲乙规定\n2017年5月22日 由最高人民法院审判委员会第1718次会议通过\n第一条 甲。\n"
        "第二条 本规定于2022年2月15日起施行。\n",
        {"issuers": ("最高人民法院",), "adopted": "2017-05-22", "in_force": "2022-02-15"},
        "由 before the name, 于 before the day",
    ),
    (
        "杭州市渔业规定\n2013年10月31日 杭州市十二届人民代表大会常务委员会第十五次会议通过\n"
        "2014年4月11日 杭州市人民代表大会常务委员会公告第23号公布\n第一条 甲。\n",
        {
            "issuers": ("杭州市人民代表大会常务委员会",),
            "number": "杭州市人民代表大会常务委员会公告第23号",
            "issued": "2014-04-11",
        },
        "a term of office without 第, and the number of the notice",
    ),
    (
        "中华人民共和国主席令\n第七号\n《中华人民共和国渡槽法》已由中华人民共和国第九届全国人民代表大会常务委员会"
        "第三次会议于1998年6月26日通过，现予公布，自1998年8月1日起施行。\n1998年6月26日\n"
        "中华人民共和国渡槽法\n第一条 甲。\n",
        {
            "number": "主席令第7号",
            "issuers": ("全国人民代表大会常务委员会",),
            "document_type": "law",
            "in_force": "1998-08-01",
        },
        "the congress makes the law that the order makes known",
    ),
    (
        "郑州市人民代表大会常务委员会公告\n第二号\n《郑州市渡槽条例》于2018年8月29日经郑州市第十五届人民代表大会"
        "常务委员会第一次会议通过，现予公布。\n2018年12月2日\n郑州市渡槽条例\n第一条 甲。\n",
        {
            "number": "郑州市人民代表大会常务委员会公告第2号",
            "issuers": ("郑州市人民代表大会常务委员会",),
            "issued": "2018-12-02",
        },
        "a notice of a congress",
    ),
    (
        "某市招生公告\n为做好招生，现公告如下：\n一、报名。\n二、考试。\n某市教育局\n2020年1月2日\n",
        {"title": "某市招生公告", "issuers": ("某市教育局",), "document_type": "announcement"},
        "a title that ends with 公告 is no head of an announcement",
    ),
    (
        "某市教育局\n2020年第3号公告\n关于招生的公告\n现公告如下：\n一、报名。\n",
        {"title": "关于招生的公告", "number": "某市教育局公告2020年第3号", "issuers": ("某市教育局",)},
        "the number of a notice below the name of its body",
    ),
    (
        "国家药监局 国家卫生健康委关于发布规范的公告（2020年第57号）\n现予发布。\n国家药监局\n2020年4月23日\n",
        {
            "title": "国家药监局国家卫生健康委关于发布规范的公告",
            "number": "公告2020年第57号",
            "issuers": ("国家药监局", "国家卫生健康委"),
        },
        "the number of a notice in brackets behind the title",
    ),
    (
        "法释〔2020〕20号关于修改《某规定》等十九件解释的决定\n\n最高人民法院关于修改《某规定》等十九件解释的决定\n"
        "（2020年12月23日最高人民法院审判委员会第1823次会议通过，自2021年1月1日起施行）\n一、删除第一条。\n",
        {"number": "法释〔2020〕20号", "adopted": "2020-12-23", "in_force": "2021-01-01"},
        "the note below a title that is said again",
    ),
    (
        "中华人民共和国民法典\n合同编\n2020年5月28日 第十三届全国人民代表大会第三次会议通过\n第一条 甲。\n",
        {"title": "中华人民共和国民法典合同编", "adopted": "2020-05-28", "issuers": ("全国人民代表大会",)},
        "a book of a code",
    ),
    (
        "甲乙核发办法\n（1989年2月10日（89）交无委字75号发布 自1989年2月10日起施行）\n第一条 执照分为短期和长期，"
        "短期有效期为一年，长期有效期为五年。\n第二条 本办法自发布之日起施行。\n",
        {"number": "交无委字〔1989〕75号", "expires": None},
        "how long a licence holds is no term of the rule",
    ),
    (
        "甲乙预审办法\n第一条 甲。\n第二条 预审文件有效期为3年，自批准之日起计算。\n"
        "第三条 本办法自2009年1月1日起施行。\n",
        {"expires": None},
        "nor how long a document of approval holds",
    ),
    (
        "甲乙许可办法\n"
        "第一条 甲。\n"
        "第二条 许可证由市局颁发，有效期为3年。\n"
        "第三条 本办法自2009年1月1日起施行。\n"
        "",
        {"expires": None},
        "nor a term behind a comma in an article of its own",
    ),
    (
        "甲乙办法\n第一条 甲。\n第二条 本办法有效期3年，自2009年1月1日起施行。\n",
        {"expires": "2011-12-31"},
        "the term before the day on which it begins",
    ),
    (
        "甲乙移民条例\n第一条 甲。\n第二条 本条例自2001年3月1日起施行。1993年8月19日国务院公布的《甲乙移民条例》"
        "同时废止。\n",
        {"repeals": ("甲乙移民条例",)},
        "the rule of the same title that was there before",
    ),
    (
        "甲乙移民条例\n第一条 甲。\n第二条 《甲乙移民条例》同时废止。\n",
        {"repeals": ()},
        "without a day nothing says that another rule is meant",
    ),
    (
        "郑州市出租车条例\n1997年8月22日 郑州市第十届人民代表大会常务委员会第三十二次会议通过\n"
        "1998年5月22日 河南省第九届人民代表大会常务委员会第三次会议批准\n"
        "2002年4月25日 郑州市第十一届人民代表大会常务委员会第二十八次会议通过\n"
        "2002年9月27日 河南省第九届人民代表大会常务委员会第三十次会议批准的《关于修改〈郑州市出租车条例〉的决定》修正\n"
        "第一条 甲。\n",
        {
            "amended": (Amendment("2002-04-25", "关于修改〈郑州市出租车条例〉的决定", "2002-09-27"),),
            "adopted": "1997-08-22",
            "approved": "1998-05-22",
        },
        "a decision is of the day on which it was adopted, not approved",
    ),
    (
        "郑州市出租车条例\n（1997年8月22日郑州市人民代表大会常务委员会第三十二次会议通过　根据2019年1月31日"
        "郑州市人民代表大会常务委员会第一次会议通过并经2019年2月12日河南省人民代表大会常务委员会第十次会议批准的"
        "《关于修改〈郑州市出租车条例〉的决定》修正）\n第一条 甲。\n",
        {"amended": (Amendment("2019-01-31", "关于修改〈郑州市出租车条例〉的决定", "2019-02-12"),)},
        "adopted and approved in one note",
    ),
    (
        "郑州市出租车条例\n1997年8月22日 郑州市第十届人民代表大会常务委员会第三十二次会议通过\n"
        "2002年9月27日 河南省第九届人民代表大会常务委员会第三十次会议批准的《关于修改〈郑州市出租车条例〉的决定》修正\n"
        "第一条 甲。\n",
        {"amended": (Amendment("2002-09-27", "关于修改〈郑州市出租车条例〉的决定", "2002-09-27"),)},
        "the day of the rule itself is none of a decision",
    ),
    (
        "深圳市出租车条例\n（1997年8月22日深圳市人民代表大会常务委员会第三十二次会议通过　2018年12月27日"
        "深圳市第六届人民代表大会常务委员会第二十九次会议修订　2019年7月25日"
        "广东省人民代表大会常务委员会第十三次会议批准）\n第一条 甲。\n",
        {
            "amended": (
                Amendment("2018-12-27", "深圳市第六届人民代表大会常务委员会第二十九次会议", "2019-07-25"),
            )
        },
        "the approval is told behind the amendment",
    ),
    (
        "印发推动敬老院发展十条措施的通知\n各县（区）人民政府：\n为落实《江西省人民政府关于养老服务的意见》"
        "（赣府厅发〔2021〕16号）和《江西省民政厅关于养老机构的意见》（赣民发〔2021〕12号），结合抚州实际，提出措施如下：\n"
        "一、甲。\n",
        {"jurisdiction": "抚州市"},
        "whose circumstances a text is made for",
    ),
    (
        "甲乙处罚规定\n（1998年1月5日农业部令第36号公布，2022年1月7日农业农村部令2022年第1号修订 "
        "自2022年1月7日起施行）\n第一条 甲。\n",
        {"issued": "2022-01-07", "in_force": "2022-01-07", "adopted": None},
        "an order makes a rule known anew",
    ),
    (
        "甲乙进口办法\n（2007年7月31日农业部、海关总署令第2号公布，2019年4月25日农业农村部令2019年第2号、"
        "2022年1月7日 农业农村部令2022年第1号修订）\n第一条 甲。\n第二条 本办法自2008年1月1日起施行。\n",
        {
            "issued": "2007-07-31",
            "adopted": None,
            "in_force": "2008-01-01",
            "amended": (Amendment("2019-04-25", None), Amendment("2022-01-07", "农业农村部令2022年第1号")),
        },
        "what was in force before its revision was changed in part by it; two orders did it",
    ),
    (
        "甲乙参与办法\n（2018年7月16日生态环境部部令第4号公布 自2019年1月1日起施行）\n第一条 甲。\n",
        {"number": "生态环境部令第4号", "issuers": ("生态环境部",)},
        "部令 is a word",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), CASES)
def test_what_a_text_says_of_itself(text: str, wanted: dict[str, Any], why: str) -> None:
    metadata = structure(SourceText("文件.txt", text, "0" * 64)).metadata
    found = {name: getattr(metadata, name) for name in wanted}
    if "jurisdiction" in found:
        found["jurisdiction"] = metadata.jurisdiction.name if metadata.jurisdiction else None
    assert found == wanted, why


PLACES = [
    ("互助县人民政府", None, "630223", "the code of today"),
    ("互助县人民政府", 2009, "632126", "the code of then"),
    ("循化县人民政府办公室", None, "630225", "Xunhua"),
    ("松桃县人民政府", None, "520628", "Songtao"),
    ("中共武宁县委", None, "360423", "a committee of the party"),
    ("朝阳区人民政府", None, None, "two districts of one name"),
]


@pytest.mark.parametrize(("text", "year", "code", "why"), PLACES)
def test_the_division_that_a_name_means(text: str, year: int | None, code: str | None, why: str) -> None:
    found = find_division(text, year)
    assert (found.code if found else None) == code, why
