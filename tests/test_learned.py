"""What a document teaches: terms that it defines or explains, and the bodies and parties that it lets act."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.annotate.learned import Learned, TermKind, learn_from
from ingest.text import CleanText, SourceText

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
