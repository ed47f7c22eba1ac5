"""What heads of many kinds of documents say: ministries, courts, towns, drafts, replies, minutes, plans.

The right answers in ``tests/data/heads.toml`` were written before the program was asked.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ingest.structure import structure
from ingest.text import SourceText

HEADS = tomllib.loads(Path(__file__).with_name("data").joinpath("heads.toml").read_text("utf-8"))["head"]


def said(text: str) -> dict[str, Any]:
    """What a text says of itself: lists for several values, ``-`` for none."""
    metadata = structure(SourceText("文件.txt", text, "0" * 64)).metadata
    found = {name: getattr(metadata, name) for name in metadata.__slots__}
    found["jurisdiction"] = metadata.jurisdiction and metadata.jurisdiction.code
    found["amended"] = [each.date for each in metadata.amended]
    return {
        name: "-" if value is None else list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
    }


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head["why"][:40])
def test_a_head(head: dict[str, Any]) -> None:
    found = said(head["text"])
    wanted = {name: value for name, value in head.items() if name not in ("why", "text")}
    assert {name: found[name] for name in wanted} == wanted, head["why"]


BODY = "各区政府：\n为了保护古井，现通知如下。\n一、明确责任\n各地要落实责任。\n"

CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        f"财政部税政司\n财税便函〔2021〕3号\n关于保护古井的通知\n{BODY}",
        {"title": "关于保护古井的通知", "number": "财税便函〔2021〕3号", "issuers": ["财政部税政司"]},
        "a 司 on the line above the number; the ministry's country is its own",
    ),
    (
        f"财政部税政司 财税便函〔2021〕3号\n关于保护古井的通知\n{BODY}",
        {"number": "财税便函〔2021〕3号", "issuers": ["财政部税政司"], "jurisdiction": "000000"},
        "beside the number",
    ),
    (
        f"成都市水务局　成都市财政局　成水〔2021〕3号\n关于保护古井的通知\n{BODY}",
        {"number": "成水〔2021〕3号", "issuers": ["成都市水务局", "成都市财政局"]},
        "two bodies beside the number",
    ),
    (
        f"国家市场监督管理总局司法部\n市监〔2022〕12号\n关于保护古井的通知\n{BODY}",
        {"issuers": ["国家市场监督管理总局", "司法部"]},
        "nothing parts two bodies above the number",
    ),
    (
        f"财政部税政司文件\n财税便函〔2021〕3号\n关于保护古井的通知\n{BODY}",
        {"title": "关于保护古井的通知", "issuers": ["财政部税政司"]},
        "with 文件",
    ),
    (
        f"关于保护古井的通知\n财税便函〔2021〕3号\n财政部税政司\n{BODY}",
        {"issuers": ["财政部税政司"], "jurisdiction": "000000"},
        "below the number",
    ),
    (
        f"关于保护古井的通知\n{BODY}财政部税政司\n国家税务总局财产和行为税司\n2021年3月4日\n",
        {"issuers": ["财政部税政司", "国家税务总局财产和行为税司"], "issued": "2021-03-04"},
        "two sign, a line each",
    ),
    (
        f"教育部办公厅 财政部税政司关于保护古井的通知\n{BODY}",
        {"issuers": ["教育部办公厅", "财政部税政司"], "jurisdiction": "000000"},
        "in the title",
    ),
    (
        f"农业农村部渔业渔政管理局\n农渔养函〔2022〕12号\n农业农村部渔业渔政管理局关于古井的函\n{BODY}",
        {"title": "农业农村部渔业渔政管理局关于古井的函", "issuers": ["农业农村部渔业渔政管理局"]},
        "the title says the body of the head again",
    ),
    (
        f"关于保护古井的通知\n{BODY}某市渡槽管护有限公司\n2021年3月4日\n",
        {"issuers": ["某市渡槽管护有限公司"], "jurisdiction": "-"},
        "a company may sign, and is no 司",
    ),
    (
        f"关于保护古井的通知\n{BODY}成都市水务局 2021年3月4日\n",
        {"issuers": ["成都市水务局"], "issued": "2021-03-04"},
        "name and day of the signature on one line",
    ),
    (
        f"关于保护古井的通知\n{BODY}成都市财政局\n成都市水务局2021年3月4日\n",
        {"issuers": ["成都市财政局", "成都市水务局"], "issued": "2021-03-04"},
        "below the name of another, without a blank",
    ),
    (
        "关于保护古井的通知\n各区政府：\n一、明确责任\n责任分工\n成都市水务局 2021年3月4日\n",
        {"issuers": [], "issued": "-"},
        "below words that end no sentence: a row of a table may read so",
    ),
    (
        "关于保护古井的通知\n各区政府：\n一、明确责任。\n成都市水务局\t2021年3月4日\n二、加强管护。\n",
        {"issuers": [], "issued": "-"},
        "cells of a row",
    ),
    (
        "涟水县人民政府公告\n为了保护古井，现公告如下：\n一、禁止倾倒垃圾。\n",
        {"title": "涟水县人民政府公告", "issuers": ["涟水县人民政府"], "document_type": "announcement"},
        "the head is the title where no other line is",
    ),
    (
        "涟水县人民政府\n通告\n涟政通〔2023〕2号\n关于保护古井的通告\n为了保护古井，现通告如下：\n一、甲。\n",
        {"title": "关于保护古井的通告", "number": "涟政通〔2023〕2号", "issuers": ["涟水县人民政府"]},
        "the word on a line of its own",
    ),
    (
        "涟水县人民政府 通告\n涟政通〔2023〕2号\n关于保护古井的通告\n为了保护古井，现通告如下：\n一、甲。\n",
        {"title": "关于保护古井的通告", "number": "涟政通〔2023〕2号"},
        "after a blank",
    ),
    (
        "四川省文物局通告（2023年第2号）\n关于保护古井的通告\n为了保护古井，现通告如下：\n一、甲。\n",
        {"title": "关于保护古井的通告", "number": "四川省文物局通告2023年第2号"},
        "its number in brackets",
    ),
    (
        "国家药监局关于古井的通告（2023年第12号）\n为了保护古井，现通告如下：\n一、甲。\n",
        {"title": "国家药监局关于古井的通告", "number": "通告2023年第12号"},
        "its number behind the title",
    ),
    (
        "国家药监局关于古井的公告\n2023年 第12号\n为了保护古井，现公告如下：\n一、甲。\n",
        {"title": "国家药监局关于古井的公告", "number": "公告2023年第12号", "document_type": "announcement"},
        "below the title",
    ),
    (
        "国家药监局关于古井的办法\n2023年 第12号\n一、甲。\n二、乙。\n",
        {"number": "-"},
        "below a title of another kind it may be anything",
    ),
    (
        "最高人民法院 法释〔2023〕7号\n关于审理古井案件的规定\n（2023年5月15日最高人民法院审判委员会第8次会议通过，"
        "自2023年7月1日起施行）\n第一条 甲。\n",
        {"title": "关于审理古井案件的规定", "number": "法释〔2023〕7号", "issuers": ["最高人民法院"]},
        "above the title and its note",
    ),
    (
        "中共中央办公厅、国务院办公厅印发《关于保护古井的意见》\n新华社北京1月5日电 近日，有关部门发出通知。\n"
        "为保护古井，现提出如下意见。\n一、总体要求\n甲。\n",
        {"title": "关于保护古井的意见", "document_type": "opinion", "genre": "意见"},
        "what is sent is the text",
    ),
    (
        "《某市古井暂行办法》\n第一条 甲。\n第二条 乙。\n",
        {"title": "某市古井暂行办法", "genre": "暂行办法"},
        "the marks around a title are none of it",
    ),
    (
        "某先生印发《关于保护古井的意见》\n一、总体要求\n甲。\n",
        {"title": "某先生印发《关于保护古井的意见》"},
        "nobody that issues rules stands before it",
    ),
    (
        "渡槽管护办法\n1987年3月5日国务院批准 1987年4月1日交通部、水利部发布\n第一条 甲。\n",
        {"issuers": ["交通部", "水利部"], "approved": "1987-03-05", "issued": "1987-04-01"},
        "two ministries published it",
    ),
    (
        "渡槽管护办法\n1986年9月15日 中共中央、国务院发布\n第一条 甲。\n",
        {"issuers": ["中共中央", "国务院"], "jurisdiction": "000000"},
        "one that did it with the State Council",
    ),
    (
        "渡槽管护办法\n1951年2月26日 政务院公布\n第一条 甲。\n",
        {"issuers": ["政务院"], "issued": "1951-02-26", "jurisdiction": "000000"},
        "the Council of former times",
    ),
    (
        "渡槽管护办法\n2020年2月26日 渡槽编写组发布\n第一条 甲。\n",
        {"issuers": []},
        "who is no body of that kind publishes nothing",
    ),
    (
        "渡槽条例\n第一条 根据《中华人民共和国水法》（以下简称《水法》）、《防洪法》（以下称《防洪法》）、《渔业法》"
        "（分别简称为《渔法》）和《港口法》（以下简称“《港法》”），制定本条例。\n第二条 甲。\n",
        {"based_on": ["中华人民共和国水法", "防洪法", "渔业法", "港口法"]},
        "what a title is called for short is no ground of its own",
    ),
    (
        "某市人大常委会关于修改《渡槽条例》的决定\n根据《水法》，决定修改《渡槽条例》，对《古井条例》作出决定。\n一、甲。\n",
        {"based_on": ["水法"]},
        "what is changed is no ground",
    ),
    (
        "关于渡槽的决定\n根据《水法》，决定废止了《渡槽条例》，并作出决定。\n一、甲。\n",
        {"based_on": ["水法"]},
        "what is repealed is none",
    ),
    (
        "关于渡槽的决定\n根据工作需要，对《渡槽条例》作出修改。\n一、甲。\n",
        {"based_on": []},
        "and no law was named before it",
    ),
    (
        "关于渡槽的意见\n根据《水法》和针对《渡槽规划》的要求，提出以下意见。\n一、甲。\n",
        {"based_on": ["水法", "渡槽规划"]},
        "针对 is another word",
    ),
    (
        "关于修改解释的决定\n将引言修改为：\n“为审理案件，根据《水法》，制定本解释。”\n一、甲。\n",
        {"based_on": []},
        "words that a decision puts into another rule",
    ),
    (
        "某市渡槽条例\n第一条 甲。\n第二条 本条例自2005年1月1日起施行。根据《某市人大常委会关于修改〈古井条例〉的决定》"
        "第一次修正的《某市古井条例》同时废止。\n",
        {"repeals": ["某市古井条例"]},
        "the decision that had changed it goes on",
    ),
    (
        "关于废止文件的决定\n决定废止《古井办法》(市政府令第40号)、《水窖办法》（市政府令第52号）和《渡槽办法》。\n",
        {"repeals": ["古井办法", "水窖办法", "渡槽办法"]},
        "numbers in brackets of both widths between the titles",
    ),
    (
        "备案条例\n第一条 海南省人民政府规章报国务院备案。\n第二条 省政府依照本省、自治区、直辖市的规定办理。\n",
        {"jurisdiction": "-"},
        "本省、自治区、直辖市 is any of them",
    ),
    (
        "备案条例\n第一条 海南省人民政府规章报国务院备案。\n第二条 省政府依照本省（自治区、直辖市）的规定办理。\n",
        {"jurisdiction": "-"},
        "in brackets",
    ),
    (
        "备案条例\n第一条 海南省人民政府规章报国务院备案。\n第二条 本省、市、县依照规定办理。\n",
        {"jurisdiction": "460000"},
        "本省 alone is the province that the text names",
    ),
    (
        "财政部公告\n（2018）第 3 号\n现就古井的维修公告如下：\n一、古井应当维修。\n二、本公告自2018年5月1日起施行。\n",
        {"title": "财政部公告", "number": "财政部公告2018年第3号", "issuers": ["财政部"]},
        "year in brackets and serial below the head of an announcement, which has no name of its own",
    ),
    (
        "海关总署公告\n〔2018〕3号\n古井维修办法\n第一条 古井应当维修。\n第二条 本办法自2018年5月1日起施行。\n",
        {"title": "古井维修办法", "number": "海关总署公告2018年第3号", "issuers": ["海关总署"]},
        "the same above the rule that it makes known",
    ),
    (
        "财政部海关总署\n公告\n（2018）第 3 号\n古井维修办法\n第一条 古井应当维修。\n",
        {"title": "古井维修办法", "number": "财政部海关总署公告2018年第3号"},
        "the word alone below the bodies is no agency: 公告〔2018〕3号 is no number",
    ),
    (
        "国务院办公厅关于印发古井保护工作方案的通知国办发〔2021〕3号\n各省人民政府：\n《古井保护工作方案》已经同意，"
        "现印发给你们。\n国务院办公厅\n2021年3月4日\n古井保护工作方案\n一、明确责任\n各地要落实责任。\n",
        {"number": "国办发〔2021〕3号", "issuers": ["国务院办公厅"]},
        "the number is glued to the title of the notice that sends the text",
    ),
    (
        f"南京市公安局交通管理支队文件\n宁公交〔2021〕3号\n关于保护古井的通知\n{BODY}",
        {"title": "关于保护古井的通知", "number": "宁公交〔2021〕3号"},
        "the head of a unit of a bureau, and of an 办公室",
    ),
    (
        f"关于保护古井的通知\n{BODY}南京市公安局交警支队\n2021年3月4日\n",
        {"issuers": ["南京市公安局交警支队"], "issued": "2021-03-04"},
        "one unit signs, not a bureau and a unit of no place",
    ),
    (
        f"南京市文明建设办公室中共南京市委宣传办南京市通信管理局关于保护古井的通知\n{BODY}",
        {"issuers": ["南京市文明建设办公室", "中共南京市委宣传办", "南京市通信管理局"]},
        "nothing parts three bodies of one place, which says it anew for each",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), CASES)
def test_a_kind_of_head(text: str, wanted: dict[str, Any], why: str) -> None:
    found = said(text)
    assert {name: found[name] for name in wanted} == wanted, why
