"""What a document teaches: terms that it defines or explains, and the bodies and parties that it lets act."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate import learned as module
from ingest.annotate.learned import Learned, TermKind, learn_from
from ingest.text import CleanText, SourceText
from ontology import lexicon

BODY, PARTY, TITLE, THING = TermKind.BODY, TermKind.PARTY, TermKind.TITLE, TermKind.THING


def taught(text: str) -> Learned:
    return learn_from(CleanText.of(SourceText("a.txt", text, "0" * 64)), "p")


@pytest.mark.parametrize(
    ("text", "term", "kind", "full"),
    [
        # a body of an unknown function and ending, by what it does
        ("市破产事务管理署应当公开名单。", "市破产事务管理署", BODY, "市破产事务管理署"),
        # after a condition, which is a clause of its own
        ("发生险情的，库区巡护总站应当报告。", "库区巡护总站", BODY, "库区巡护总站"),
        # a party, by its end
        ("养犬人应当携带犬证。", "养犬人", PARTY, "养犬人"),
        # the short form of a body, with what it is short for
        ("由市城市更新局（以下简称更新局）牵头。", "更新局", BODY, "市城市更新局"),
        # the short title of a rule, with a number between
        (
            "根据《河道管理条例》（国令〔1988〕3号，以下简称《条例》），制定本办法。",
            "条例",
            TITLE,
            "河道管理条例",
        ),
        # marks of quotation are no part of the term
        ("建立专项资金（以下简称“资金”）。", "资金", THING, "专项资金"),
        # a term explained
        ("本条例所称养犬人，是指饲养犬只的人。", "养犬人", PARTY, "养犬人"),
        # each item of a list of subjects; 和 inside a function is no joint
        ("市发展和改革局、城投联盟中心应当配合。", "市发展和改革局", BODY, "市发展和改革局"),
        ("市发展和改革局、城投联盟中心应当配合。", "城投联盟中心", BODY, "城投联盟中心"),
    ],
)
def test_taught(text: str, term: str, kind: TermKind, full: str) -> None:
    learned = taught(text).get(term)
    assert learned is not None
    assert (learned.kind, learned.full, learned.path) == (kind, full, "p")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("许可证应当载明姓名。", "许可证"),  # a thing that bears no duty
        ("有关部门应当配合。", "有关部门"),  # an open class says nothing of this document
        ("违反规定的单位应当改正。", "单位"),  # told by what it does, and no name
        ("在道路上应当减速。", "道路上"),  # a place
    ],
)
def test_not_taught(text: str, term: str) -> None:
    assert taught(text).get(term) is None


@given(st.text(alphabet="市县局应当不得负责、，。（）以下简称《》的 \n中心人", max_size=80))
def test_terms_stand_in_the_text(text: str) -> None:
    source = SourceText("a.txt", text, "0" * 64)
    for term in learn_from(CleanText.of(source)).terms:
        assert "".join(source.slice(term.spans).split()) == term.text


@pytest.mark.parametrize(
    "word", sorted(set(lexicon.words("name-boundary")) - set(lexicon.words("inside-subject")))
)
def test_a_subject_begins_behind_such_a_word(word: str) -> None:
    found = module._BOUNDARY.search(f"甲{word}")
    assert found is not None
    assert found.end() == len(word) + 1


FORMS: list[tuple[re.Pattern[str], str, str, str]] = [
    (
        module._DEFINED,
        "以下简称甲|以下统称甲|以下均称甲|以下称甲|以下分别称甲|（以下简称甲|(以下简称甲|（，以下简称甲|,以下简称甲|以下简称为甲|以下简称：甲"
        '|以下简称:甲|以下简称“甲|以下简称"甲|以下简称‘甲|以下简称《甲|以下简称〈甲|以下简称「甲|以下简称A|以下简称b|以下简称甲A|以下简称甲b'
        "|以下简称甲2",
        "以下简称1|以下简称，甲",
        "a short form",
    ),
    (module._FULL, "甲乙|甲（乙）|甲(乙)|甲、乙|A公司|b公司|甲2|甲·乙", "甲", "what it is short for"),
    (
        module._TITLE_BEFORE,
        "《甲》|《甲《乙》丙》|《甲》（试行）|《甲》(试行)|《甲》，|《甲》,|《甲》（国令〔1988〕3号，|《甲》(国令[1988]3号,"
        "|《甲》（国令【1988】3号）|《甲》(国令（1988）3号)|《甲》国令(1988)3号|《甲》国令19883号|《甲》（国令【1988】3号，|《甲》（国令（1988）3号）|《甲》（国令（1988）3号，",
        "《甲|《甲》乙》|《甲《乙》丙》丁》|《甲》（试）行）|《甲》（试（行）|《甲》（试(行）|《甲》（试)行）|甲》",
        "a title before its short form",
    ),
    (
        module._EXPLAINED,
        "所称甲乙是指|所称甲乙，是指|所称甲乙,是指|所称甲乙，指|所称甲乙，，指|所称甲乙，包括|所称甲乙包括|所称的甲乙是指"
        '|所称“甲乙”是指|所称"甲乙"是指|所称甲（乙）是指',
        "所称甲乙，",
        "what is explained",
    ),
    (
        module._BROKEN,
        "甲上|甲前|甲后|甲内|甲中|本项|一项|二项|三项|四项|五项|六项|七项|八项|九项|十项|两项|第一|第二|第三|第四|第五|第六|第七"
        "|第八|第九|第十|第百",
        "甲|某项|第甲",
        "no name",
    ),
    (module._OPENER, "由|经|并由|应当由|须由|而|则|但是|但是由", "甲", "how a clause opens"),
    (
        module._ADVERBS,
        "要|须|应|并|也|依法|具体|统一|共同|及时|分别|各自|并及时",
        "甲",
        "words before what is to be done",
    ),
    (
        module._PLACED,
        "甲省|自治区|甲市|甲州|甲盟|甲县|甲区|甲旗|甲镇|甲乡|甲街道|国家|中国|中央|全国|国务院|本",
        "甲",
        "a place",
    ),
    (
        module._POLITY,
        "甲省|甲市|甲州|甲县|甲区|甲旗|甲乡|甲镇|甲村|甲地|甲域|甲国|甲方|甲面|市场甲|主体甲|甲进行|甲场所",
        "甲",
        "a place or a thing",
    ),
    (
        module._MODAL,
        "应当|必须|不得|可以|有权|负责|履行|依法办理|按照规定|根据规定|依照规定|会同有关|统一办理",
        "依法，甲|依法。甲|依法；甲|按照甲",
        "what a subject is to do",
    ),
    (module._BOUNDARY, "报|送|向|对|被|经|由|充分发挥", "甲", "no subject begins with it"),
]


@pytest.mark.parametrize(("form", "yes", "no", "why"), FORMS)
def test_forms(form: re.Pattern[str], yes: str, no: str, why: str) -> None:
    for text in yes.split("|"):
        found = form.search(text)
        assert found is not None, text
        assert form in (module._MODAL, module._BROKEN, module._POLITY) or found[0] == text, text
    for text in no.split("|"):
        assert form.search(text) is None, text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("《甲《乙》", "《乙》"), ("《甲《乙《丙》丁》", "《乙《丙》丁》"), ("《甲《乙》丙《丁》", "《丁》")],
)
def test_a_title_begins_where_its_bracket_is_closed(text: str, wanted: str) -> None:
    found = module._TITLE_BEFORE.search(text)
    assert found is not None
    assert found[0] == wanted
