"""Characters and signs that the parts of a text are told by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import re

import pytest

from ingest.structure import (
    alone,
    body,
    chrome,
    columns,
    dates,
    endings,
    front,
    heading,
    history,
    imprint,
    jurisdiction,
    labels,
    members,
    metadata,
    parting,
    quotations,
    responsibility,
    run_together,
    sequence,
    sites,
    strays,
    wreckage,
)
from ontology import lexicon

LABEL = responsibility._LABEL

WHOLE: list[tuple[re.Pattern[str], str, str, str]] = [
    (
        body._CLOSING,
        "特此通知|特此通知。|特此通知!|特此通知！|特此通知.|特此通知 。",
        "特此通知？|特此通知。。",
        "the last words",
    ),
    (body._LABELLED, "联系人：|联系电话:|甲乙 ：", "甲：|甲乙", "a label"),
    (columns._OTHER_HEAD, "甲乙", "甲。乙|甲，乙|甲；乙|甲：乙|甲、乙|甲1乙", "the head of a column"),
    (endings._BRACKET, "(甲乙)", "(甲(乙|(甲|(甲)|(甲(乙)|(甲)乙)", "a bracket"),
    (
        heading._NOTE,
        "（甲）|(甲)|〔甲〕|[甲]",
        "（甲（乙）|（甲(乙)|（甲〔乙）|（甲[乙）|（）",
        "a note behind a title",
    ),
    (
        front._NOTE_AT_END,
        "（甲）|(甲)|〔甲〕|[甲]",
        "（甲（乙）|（甲(乙)|（甲〔乙）|（甲[乙）|（）",
        "a note at its end",
    ),
    (
        heading._SERIAL,
        "〔2020〕1号|[2020]1号|［2020］1|【2020】1号|(2020)1号|（2020）1号|（1999）第1号)|(2020) 第 1号）",
        "2020〕1号|〔1820〕1号|〔2020〕号",
        "the year and number of a document",
    ),
    (
        front._SERIAL_LINE,
        "第1号|第一号|〔甲第1号〕|[第1号]|(第1号)|〔2〕第 1 号".replace("〔2〕第 1 号", "〔甲〕第 1 号"),
        "第甲号|第1",
        "the line of a number",
    ),
    (
        front._ORDERED,
        "甲令第1号公布|甲1号令发布|甲 1 号 令颁布"
        "|甲令(第一号)修正|甲令 (第 1 号 )修订|甲令1号甲修改|甲令1号通过|甲令1号施行",
        "甲令公布|甲。令1号公布|甲令1号。公布",
        "an order and its day",
    ),
    (
        front._CONTACT,
        "联系人：|联系人:|联系人（甲）：|联系人(甲)：",
        "联系人（甲：|联系人（甲（乙）：|联系人（甲(乙）：|联系人（甲)乙）：|联系人（甲）乙）：|联系人",
        "whom to ask",
    ),
    (
        front._FIRST_DAY,
        "2020年1月2日|(2020年1月2日| 2020年1月2日|根据2020年1月2日|( 根据 2020年1月2日",
        "甲",
        "a day",
    ),
    (
        history._LISTED,
        "《甲》|《甲》、《乙》|《甲》和《乙》|《甲》及《乙》|《甲》与《乙》| 《甲》|《甲〈乙》|《甲《乙》丙》|",
        "《甲|甲|《甲》乙》",
        "what is repealed",
    ),
    (
        history._DECISION,
        "《甲决定》|《甲决议》|《甲公告》|《甲法》|《甲令》|《甲规定》|《甲通知》|《甲《乙》的决定》|《甲决定（一）》|《甲决定(一)》",
        "《甲意见》|甲决定|《甲》决定|《甲》乙决定》|《甲决定（一)二）》|《甲决定（一）二）》",
        "by what a rule is amended",
    ),
    (
        history._MEETING,
        "甲乙丙丁会议|甲乙丙丁令|甲乙丙丁令第12号|甲乙丙丁令第零一二三四五六七八九十百号|第二届甲乙会议",
        "甲会议",
        "a meeting",
    ),
    (
        responsibility._COORDINATED,
        "各县|各市（甲）|各市(甲)",
        "各县（甲|各县（甲（乙）|各县（甲(乙）|各县（甲)乙）|各县（甲）乙）",
        "places that are named together",
    ),
    (
        responsibility._LIKE_BODY,
        "甲大学|甲学校|甲所|甲馆|甲场|甲省|甲市|甲县|甲区|甲州|甲盟|甲旗|甲乡|甲镇|甲（乙）局|甲(乙)局|甲局（乙）|甲局(乙)"
        "|“甲”局|甲·乙局|甲、乙局|各甲|各甲（乙）|各甲(乙)|各甲、乙",
        "甲局（乙|甲，乙局|甲乙",
        "what is like a body",
    ),
    (
        run_together._TIME,
        "2020年|1999年|2020年3月|2020年12月底|2020年12月底前|2020年前|3月|12月底前|3月前|长期|长期坚持|持续推进",
        "1820年|持续",
        "until when",
    ),
    (run_together._OPENS, "各|省|市|县|区|州|国家|自治", "甲", "how bodies begin"),
    (
        sequence._HEADED_PART,
        "一是甲乙。丙。",
        "一。甲。|一；是甲。丙。|一：是甲。丙。|一二。三。四。",
        "a paragraph with its ordinal",
    ),
    (alone._EMPTY, " |/|／|-|—|–|－|─|／ —", "甲|", "an empty cell"),
    (chrome._COUNT, "次|12次|-12次|—次", "甲次", "how often a page was read"),
    (
        strays._COUNTED,
        "年|月|日|号|条|个|项|件|家|类|种|大|届|次|位|名|岁|户|级|万|亿|至|到",
        "甲",
        "what is counted",
    ),
    (parting._PUBLISHED, "(此件公开)| (甲乙)", "(甲(乙)|(甲)乙)|(甲|甲", "how it is published"),
    (strays._STOP, "。|。”|。’|。」|。』|。）|。)|。 ", "”|）", "the end of a sentence"),
    (quotations._SHORT, "“甲”|“”", "“甲“乙”|“甲”乙”|“甲。”|“甲；”", "a word quoted"),
]
AHEAD: list[tuple[re.Pattern[str], str, str, str]] = [
    (responsibility._FIRST, "甲，|甲,", "甲；，|甲;，|甲（，|甲(，", "what is before a comma"),
    (
        strays._NUMBERED,
        "-1-甲乙|—1—甲乙|–1–甲乙|·1·甲乙|1 甲乙|第1页 甲乙|第 12 页|1",
        "2020 甲乙|1999 甲乙|1甲乙",
        "a page number",
    ),
]
INSIDE: list[tuple[re.Pattern[str], str, str, str]] = [
    (dates._MET, "甲会|甲会议|甲会议、|甲会议，|甲会议,|甲会和|甲会与|甲会及", "甲会甲|甲", "a meeting"),
    (imprint._LABELLED, "抄送：|抄送:", "抄送", "a label of the imprint"),
    (
        jurisdiction._ADDRESSED[0][1],
        "各市人民政府|、各市人民政府|,各市人民政府|各市州|各市、州|各市(自治州|各地州|各地、州|各市、县",
        "甲各市人民政府",
        "whom a province addresses",
    ),
    (
        labels._DIVISION,
        "第一章 甲|第1 2章 甲|第一 一章 甲|第一章“甲|第一章《甲|第一章甲|第一章",
        "第一章，",
        "a chapter",
    ),
    (labels._ITEM_REFERS, "项|、(一)|、(1 2)|、(一 一)|、第(一)|、 第 ( 一 )", "项目", "an item spoken of"),
    (
        labels._REFERS,
        "第一款|第1 2款|第一 一款|、第 一 条|(一)项|第(一)章|的|规定的|之规定的|所称|所列|所指|所述",
        "第一项目",
        "a part spoken of",
    ),
    (
        members._WITH_POST,
        "王甲（县长）|王甲(县长)|王甲（县长）。",
        "王甲（县（长）|王甲（县(长）|王甲（县)长）|王甲（县）长）",
        "a person and a post",
    ),
    (
        metadata._EXPLAINS,
        "现解读如下|现将甲解读如下|现就甲解读如下|现对甲解读如下|接受记者采访|回答了甲记者提问|就甲答记者问",
        "现解读|接受采访",
        "an explanation",
    ),
    (
        metadata._UNDER,
        "根据《甲》|依据甲《乙》|依照《甲》和《乙》|按照甲、乙《丙》",
        "根据甲|根据甲。《乙》|根据甲；《乙》|应当按照《乙》|必须依据《乙》|应依照《乙》",
        "by what a rule is made",
    ),
    (
        responsibility._ONWARD,
        "下同|以下同|上下同|下文同|下列各项同|下各条同|下各项同|下均同|下皆同|下相|以下甲同此",
        "以下甲，同此|以下甲；同此|以下甲;同此|以下甲。同此",
        "so below",
    ),
    (
        responsibility._OTHER_LABEL,
        "甲乙：|甲乙:|；甲乙：|;甲乙：|，甲乙：|,甲乙：|。甲乙：| 甲乙：|　甲乙：",
        "甲乙",
        "another label",
    ),
    (sequence._BEFORE_DIGIT, "1.2|1．2| 12 .3", "1.甲|1、2", "a number before a digit"),
    (sites._CITING, "第|、|,|到|至|本办法|该办法|其办法", "甲|丙本甲", "what speaks of a part"),
    (
        wreckage._INSIDE,
        "。第一章|;第一条|:第1章|”第 12 条|)一、|》(一)|。( 一 )|。1.甲|。12．甲",
        "甲第一章|。1.5|。第一款",
        "a label inside",
    ),
    (
        wreckage._MARKUP,
        "<p>|</p>|<Abc d='e'>|<Z>|&nbsp;|&#160;|**|:::|{a=|![|](http|---|\\|甲\\||(cid:1)",
        "<甲>|<a<b|<a\n>|&a;",
        "markup",
    ),
    (
        parting._NOTE,
        "(2020年甲乙丙丁通过)|(根据2020年甲乙丙丁修正)|(2020年(甲)乙丙丁施行)|(一一一一年甲乙丙丁批准)|(2020年甲乙丙丁公布)|(2020年甲乙丙丁发布)|(2020年甲乙丙丁修订)",
        "(2020年甲(乙丙丁通过)|(2020年甲)乙丙丁通过)|(2020年甲((乙)丙)丁戊通过)|(2020年(甲(乙)丙丁戊通过)|(2020年(甲)乙)丙丁戊通过)|(2020年甲乙丙丁)",
        "a note of adoption",
    ),
    (
        parting._SIGNED,
        "。甲乙2020年1月2日|)甲乙2020年1月2日|。甲乙2020年1月2日(|。甲乙2020年1月2日(甲。乙",
        "。甲2020年1月2日",
        "a signature and its day",
    ),
    (
        parting._SIGNER,
        "。甲乙|)甲乙|。 甲乙",
        "。甲。|。甲;乙|。甲:乙|。甲、乙|。甲,乙|。甲(乙|。甲)|。甲《乙|。甲》乙|。甲1乙|。甲一乙",
        "a signature",
    ),
    (
        parting._ENCLOSED,
        "。甲乙2020年1月2日附件:|。2020年1月2日附件1:|)2020年1月2日附 件一.|。2020年1月2日附件．|。 2020年1月2日 附件:",
        "。2020年1月2日附件",
        "a signature before an annex",
    ),
]


@pytest.mark.parametrize(("form", "yes", "no", "why"), WHOLE)
def test_whole(form: re.Pattern[str], yes: str, no: str, why: str) -> None:
    for text in yes.split("|"):
        assert form.fullmatch(text), text
    for text in no.split("|"):
        assert not form.fullmatch(text), text


@pytest.mark.parametrize(("form", "yes", "no", "why"), INSIDE)
def test_inside(form: re.Pattern[str], yes: str, no: str, why: str) -> None:
    for text in re.split(r"(?<!\\)\|", yes):
        assert form.search(text.replace("\\|", "|")), text
    for text in no.split("|"):
        assert not form.search(text), text


@pytest.mark.parametrize(("form", "yes", "no", "why"), AHEAD)
def test_ahead(form: re.Pattern[str], yes: str, no: str, why: str) -> None:
    for text in yes.split("|"):
        assert form.match(text), text
    for text in no.split("|"):
        assert not form.match(text), text


@pytest.mark.parametrize("label", lexicon.words("contact-label"))
def test_whom_to_ask(label: str) -> None:
    assert front._CONTACT.fullmatch(f"{label}：")


@pytest.mark.parametrize("mark", ["。", ":", "、", ",", "(", ")", "《", "》", "1", "一", ";"])
def test_a_name_before_a_day_has_no_mark(mark: str) -> None:
    found = parting._ENCLOSED.search(f"。甲{mark}乙丙2020年1月2日附件:")
    assert found is None or found["by"] != f"甲{mark}乙丙"


@pytest.mark.parametrize(
    "label",
    ["责任单位", "【责任单位】", "[责任单位]", "责任分工", "部门分工", "职责分工", "任务分工", "分工"],
)
def test_a_label_of_who_answers(label: str) -> None:
    for behind in ("：", ":", " ：", "（甲）：", "(甲)："):
        text = f"{label}{behind}"
        found = LABEL.match(text)
        assert found is not None, text
        assert (found[0] == text) != (label[-1] in "】]" and behind[0] in "（("), text
    for wrong in ("（甲（乙）：", "（甲(乙）：", "（甲)乙）：", "（甲）乙）：", "（甲"):
        assert LABEL.match(f"责任单位{wrong}") is None, wrong


@pytest.mark.parametrize("mark", "·|｜>》/／:：、，,【】[]- \n")
def test_buttons_are_parted(mark: str) -> None:
    assert wreckage._BETWEEN_BUTTONS.split(f"甲{mark}乙") == ["甲", "乙"]


@pytest.mark.parametrize(
    "text",
    [
        "第一",
        "第 1",
        "一、",
        "一．",
        "一﹒",
        "一.",
        "(一",
        "( 1",
        "1、",
        "12．",
        "3﹒",
        "4.",
        "①",
        "⑳",
        "。一是",
        "。一要",
        ":一是",
    ],
)
def test_a_label_may_begin(text: str) -> None:
    assert sites._MAYBE.search(text)


@pytest.mark.parametrize("text", ["第", "一", "(", "1", "甲一是", "第甲", "(甲"])
def test_none_begins(text: str) -> None:
    assert sites._MAYBE.search(text) is None


@pytest.mark.parametrize(
    "text", ["12、", ".2、", "．2、", "﹒2、", "第2、", "(2、", "一一、", "2一、", "第一、"]
)
def test_none_begins_inside_a_number(text: str) -> None:
    assert 1 not in [found.start() for found in sites._MAYBE.finditer(text)]


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        (responsibility._FIRST, "甲,乙，丙", "甲,"),
        (responsibility._FIRST, "甲，乙,丙", "甲，"),
        (wreckage._MARKUP, "甲<a<b>乙", "<b>"),
        (wreckage._MARKUP, "甲<a>乙>", "<a>"),
        (wreckage._MARKUP, "甲<a\n><b>", "<b>"),
        (metadata._SENDS, "甲。印发给你们。自今日施行。丙", "印发给你们。自今日施行。"),
        (metadata._SENDS, "甲\n印发给你们\n自今日施行\n丙", None),
        (metadata._SENDS, "甲\n印发给你们，自今日施行\n丙", "印发给你们，自今日施行"),
        (metadata._SENDS, "公布，甲。乙。丙施行", None),
        (metadata._SENDS, "发布,甲，乙实施。丙。丁", "发布,甲，乙实施。"),
        (metadata._SENDS, "印发你们，有效期一年。\n丙", "印发你们，有效期一年。"),
        (metadata._UNDER, "根据《甲》和《乙》制定", "根据《甲》和《乙》"),
    ],
)
def test_how_much_is_found(form: re.Pattern[str], text: str, wanted: str | None) -> None:
    found = form.search(text)
    assert (found[0] if found else None) == wanted
