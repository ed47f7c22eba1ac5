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
        "国家海洋局青海专员办\n第一条 甲。\n",
        {"jurisdiction": None},
        "a name that begins so is no title of a rule",
    ),
    (
        "国家级沙漠公园管理办法\n第一条 县级人民政府林业局应当保护。\n",
        {"jurisdiction": None},
        "国家级 says what is kept, not who made the rule",
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
