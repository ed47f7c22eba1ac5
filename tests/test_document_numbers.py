"""Document numbers: every print of a number is read as one normal form, and what only looks like one is none."""

from __future__ import annotations

import pytest

from ingest.annotate.citations import annotate_citations
from ingest.document_numbers import document_number, document_numbers
from ingest.structure import structure
from ingest.text import SourceText


@pytest.mark.parametrize(
    ("printed", "normal", "why"),
    [
        ("青政〔2012〕16号", "青政〔2012〕16号", "as the standard prints it"),
        ("青政[2012]16号", "青政〔2012〕16号", "square brackets"),
        ("青政［2012］16号", "青政〔2012〕16号", "full-width square brackets"),
        ("青政（2012）16号", "青政〔2012〕16号", "round brackets"),
        ("青政(2012)16号", "青政〔2012〕16号", "half-width round brackets"),
        ("青政【2012】16号", "青政〔2012〕16号", "lenticular brackets"),
        ("青政〔２０１２〕１６号", "青政〔2012〕16号", "full-width digits"),
        ("国发 〔 2019 〕 3 号", "国发〔2019〕3号", "blanks"),
        ("皖政办〔2017〕第3号", "皖政办〔2017〕3号", "第 before the serial number"),
        ("法释〔2016〕1号", "法释〔2016〕1号", "a judicial interpretation"),
        ("青政办2011〕305号", "青政办〔2011〕305号", "the opening bracket is lost"),
        ("青政办〔2011 305号", "青政办〔2011〕305号", "the closing bracket is lost"),
        ("国发〔2019〕3", "国发〔2019〕3号", "号 is lost"),
        ("国务院令第722号", "国务院令第722号", "an order"),
        ("中华人民共和国国务院令 第 722 号", "国务院令第722号", "the country is no part of the normal form"),
        ("中华人民共和国主席令第七十四号", "主席令第74号", "a number in characters"),
        ("青海省人民政府令（第115号）", "青海省人民政府令第115号", "the number in brackets"),
        ("国家发展和改革委员会令第3号", "国家发展和改革委员会令第3号", "和 inside a name"),
        ("呼和浩特市人民政府令第5号", "呼和浩特市人民政府令第5号", "和 inside the name of a place"),
        ("太原市人民政府令第5号", "太原市人民政府令第5号", "原 inside the name of a place"),
        ("日照市人民政府令第5号", "日照市人民政府令第5号", "日 inside the name of a place"),
        ("财政部公告 2019年第3号", "财政部公告2019年第3号", "a public notice"),
        ("财政部 税务总局公告2019年第39号", "财政部税务总局公告2019年第39号", "a notice of several bodies"),
        ("公告 2019年第3号", "公告2019年第3号", "a notice whose issuer stands elsewhere"),
        ("交通运输部令2014年第9号", "交通运输部令2014年第9号", "an order counted by years"),
        ("农业部令 二〇一四年 第九号", "农业部令2014年第9号", "its year in characters"),
        ("卫生部、交通部令2004年第2号", "卫生部、交通部令2004年第2号", "an order of two bodies"),
        ("中华人民共和国建设部 中华人民共和国财政部令第5号", "建设部、财政部令第5号", "parted by a blank"),
        (
            "交通运输部、工业和信息化部、公安部、生态环境部、应急管理部、国家市场监督管理总局令2020年第1号",
            "交通运输部、工业和信息化部、公安部、生态环境部、应急管理部、国家市场监督管理总局令2020年第1号",
            "an order of six bodies",
        ),
        ("国土资源部第61号令", "国土资源部令第61号", "the number before 令"),
        ("国土资源部第 61 号 令", "国土资源部令第61号", "with blanks"),
        ("某市人民代表大会常务委员会公告第二号", "某市人民代表大会常务委员会公告第2号", "a notice of a congress"),
        ("某市人民代表大会常务委员会公告（第71号）", "某市人民代表大会常务委员会公告第71号", "in brackets"),
        ("国家税务总局2018年第15号公告", "国家税务总局公告2018年第15号", "the number before 公告"),
        ("国家税务总局 2018 年 第 15 号 公告", "国家税务总局公告2018年第15号", "with blanks"),
        ("（89）交无委字75号", "交无委字〔1989〕75号", "the year first, in two digits"),
        ("〔 94 〕 财税字 第 089 号", "财税字〔1994〕89号", "with 第 and blanks"),
        ("农农（油料）〔2021〕78号", "农农（油料）〔2021〕78号", "an office of the agency in brackets"),
        ("法(研)发〔1987〕5号", "法（研）发〔1987〕5号", "and a word behind it"),
        ("某市人民政府令〔2009〕第4号", "某市人民政府令2009年第4号", "the year of an order in brackets"),
        ("某局令[2009]4号", "某局令2009年第4号", "without 第"),
        ("某部公告〔2019〕3号", "某部公告2019年第3号", "the year of a notice in brackets"),
        ("某局通告2019年第3号", "某局通告2019年第3号", "a notice by its other word"),
        ("某局2019年第3号通告", "某局通告2019年第3号", "the number before it"),
        ("某市人大常委会公告（十三届第49号）", "某市人大常委会公告十三届第49号", "the term of a congress"),
        ("某市人大常委会公告 〔第十三届〕第五十号", "某市人大常委会公告十三届第50号", "in brackets of its own"),
    ],
)  # fmt: skip
def test_normal_form(printed: str, normal: str, why: str) -> None:
    (found,) = document_numbers(printed)
    assert (str(found), found.start, found.end) == (normal, 0, len(printed)), why
    assert document_number(str(found)) == normal, "the normal form is its own"


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("根据国发〔2019〕3号的要求", ["国发〔2019〕3号"], "words before it in the sentence"),
        (
            "按照青政〔2012〕16号和青政办〔2011〕305号",
            ["青政〔2012〕16号", "青政办〔2011〕305号"],
            "two joined",
        ),
        ("2018年1月1日国务院令第694号公布", ["国务院令第694号"], "the day before the issuer"),
        ("2018 年 1 月 1 日国务院令第694号公布", ["国务院令第694号"], "the day with blanks"),
        ("二〇一八年一月一日国务院令第694号", ["国务院令第694号"], "the day in characters"),
        ("原国家工商行政管理总局令第73号", ["国家工商行政管理总局令第73号"], "a body of former times"),
        ("（国务院令第722号）", ["国务院令第722号"], "a bracket round the whole closes no number"),
        ("〔2019〕3号", [], "no agency"),
        ("国发〔2019〕3个", [], "a count, and 号 cannot be lost before it"),
        ("国发2019年3号", [], "both brackets lost"),
        ("第7号令", [], "an order of nobody"),
        ("口令第3号", [], "令 as a part of a word"),
        ("（某市人民政府令〔2009〕第4号）", ["某市人民政府令2009年第4号"], "a bracket round the whole"),
        ("某政令〔2019〕3号", ["某政令〔2019〕3号"], "an agency whose sign ends with 令"),
        ("某局令〔2009〕4", ["某局令〔2009〕4号"], "号 is lost: no order is counted so"),
        ("某办法（试行）〔2019〕3号", [], "a note of a title is no office"),
        ("某市公园办法（试行）发〔2019〕3号", [], "with a word behind it"),
        ("某办法（试行）国发〔2019〕3号", ["国发〔2019〕3号"], "an agency behind the note"),
        ("2019年第3号", [], "an issue of a journal"),
        ("公告第3号", [], "a notice of nobody, without a year"),
        ("2019年第3号公告", ["公告2019年第3号"], "a notice of nobody, with a year"),
        ("应当交财政部、某甲、税务总局令第3号", ["税务总局令第3号"], "what is no body joins in no order"),
        ("国务院令第1号、财政部令第2号", ["国务院令第1号", "财政部令第2号"], "two orders"),
        ("根据财政部、商务部令第3号", ["财政部、商务部令第3号"], "words before the first of two"),
        ("交财政部根据商务部令第3号", ["商务部令第3号"], "words between two bodies"),
        ("某部令第3号令", ["某部令第3号"], "令 said twice"),
        ("见（2015）浙民终字第1号", [], "a case before a court"),
    ],
)
def test_in_sentences(text: str, wanted: list[str], why: str) -> None:
    assert [str(number) for number in document_numbers(text)] == wanted, why


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("甲部令第10号、乙局令第1号发布", "甲部令第10号、乙局令第1号", "parted by 、"),
        ("甲部令第10号 乙局令第1号", "甲部令第10号、乙局令第1号", "by a blank"),
        ("甲部令第10号　乙局令第1号", "甲部令第10号、乙局令第1号", "by a wide blank"),
        ("甲部令第10号\n乙局令第1号", "甲部令第10号、乙局令第1号", "by a line"),
        ("甲部令第10号公布，乙局令第1号修改", "甲部令第10号", "what another order did is another number"),
        ("国发〔2019〕3号 甲部令第10号", "国发〔2019〕3号", "a document's number goes first"),
    ],
)
def test_several_orders_are_one_number(text: str, number: str, why: str) -> None:
    assert document_number(text) == number, why


@pytest.mark.parametrize(
    ("line", "number", "residues"),
    [
        ("国发〔2019〕3 号", "国发〔2019〕3号", []),  # below a title it is part of it
        ("税务总局公告2019年第3号", "税务总局公告2019年第3号", ["masthead"]),
    ],
)
def test_the_masthead_and_a_citation_say_the_same_number(line: str, number: str, residues: list[str]) -> None:
    text = f"关于某事的通知\n{line}\n各市人民政府：\n一、甲\n落实《某办法》（{line}）。\n"
    document = structure(SourceText("a.txt", text, "0" * 64))
    assert document.metadata.number == number
    assert [r.reason for r in document.residues] == residues
    (citation,) = annotate_citations(document)
    assert (citation.title, citation.number) == ("某办法", number)
    assert citation.text == f"《某办法》（{line}）"


def test_the_first_of_two_numbers_belongs_to_the_title() -> None:
    text = "第一条 《某条例》（国务院令第722号，见国发〔2019〕3号）适用。"
    found = annotate_citations(structure(SourceText("a.txt", text, "0" * 64)))
    assert [(c.title, c.number) for c in found] == [
        ("某条例", "国务院令第722号"),
        (None, "国发〔2019〕3号"),
    ]
