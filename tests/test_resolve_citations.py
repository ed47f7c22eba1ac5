"""Where citations lead among documents read together: by place, by date, and whether what they name is there."""

from __future__ import annotations

import pytest

from ingest.annotate.references import target_path
from ingest.model import Annotation, CitationStatus, Resolved
from ingest.pipeline import annotate
from ingest.resolve import Collection, identify, resolve
from ingest.structure import structure
from ingest.text import SourceText

LAW = (
    "中华人民共和国大气法\n（2015年8月29日通过）\n"
    "第一章 总则\n第一条 为了防治，制定本法。\n第二章 监督管理\n第二条 甲。\n"
)
PROVINCE = "山东省大气条例\n（2016年7月22日通过）\n第一条 甲。\n第二条 （一）乙；\n（二）丙。\n"
CITY = "临沂市用水条例\n（2020年5月1日通过）\n第一条 {}。\n"
OTHER = "河南省大气条例\n（2016年7月22日通过）\n第一条 甲。\n"
REPEALS = "山东省新大气条例\n（2019年1月1日通过）\n第一条 甲。\n第二条 《山东省大气条例》同时废止。\n"
FORMER = "临沂市用水条例\n（2018年5月1日通过）\n第一条 {}。\n"


def read(text: str) -> Annotation:
    return annotate(structure(SourceText("a.txt", text, f"{hash(text) & (1 << 256) - 1:064x}")))


def resolved(text: str, *others: str) -> Resolved:
    annotations = [read(each) for each in (text, *others)]
    together = Collection(annotation.document for annotation in annotations)
    return resolve(annotations[0], together)


@pytest.mark.parametrize(
    ("cited", "others", "status", "check", "candidates", "why"),
    [
        ("依照《大气法》第二条", [LAW], "resolved", "exists", 0, "without the country"),
        (
            "依照《大气条例》第二条",
            [PROVINCE, OTHER],
            "resolved",
            "exists",
            0,
            "without a place: its province's",
        ),
        ("依照《大气条例》", [OTHER], "outside", None, 0, "another province's is not meant"),
        (
            "依照《大气条例》",
            [PROVINCE, PROVINCE + "第三条 丙。\n"],
            "ambiguous",
            None,
            2,
            "two texts of one date",
        ),
        ("依照《大气法》第九条", [LAW], "resolved", "absent", 0, "no such article"),
        ("依照《大气法》第一条至第三条", [LAW], "resolved", "absent", 0, "one of the range is not there"),
        ("依照《大气法》第二章“监督管理”", [LAW], "resolved", "exists", 0, "the heading agrees"),
        ("依照《大气法》第二章“法律责任”", [LAW], "resolved", "heading-differs", 0, "the heading is another"),
        ("依照《山东省大气条例》第一条", [PROVINCE, REPEALS], "resolved", "repealed", 0, "repealed by then"),
        ("填报《关于补助的请示》", [LAW], "descriptive", None, 0, "no rule"),
    ],
)
def test_where_a_citation_leads(
    cited: str, others: list[str], status: str, check: str | None, candidates: int, why: str
) -> None:
    (citation,) = resolved(CITY.format(cited), *others).annotation.citations
    assert (citation.status.value, citation.check and citation.check.value) == (status, check), why
    assert len(citation.candidates) == candidates
    assert (citation.target is not None) is (citation.status is CitationStatus.RESOLVED)


def test_a_title_without_its_place_is_first_that_of_the_rule_itself() -> None:
    (citation,) = resolved(
        "临沂市大气条例\n第一条 《大气条例》自公布之日起施行。\n", PROVINCE
    ).annotation.citations
    assert citation.target is not None
    assert citation.target == str(
        identify(read("临沂市大气条例\n第一条 《大气条例》自公布之日起施行。\n").document).document
    )


def test_a_rule_repealed_later_was_in_force() -> None:
    (citation,) = resolved(
        FORMER.format("依照《山东省大气条例》第一条"), PROVINCE, REPEALS
    ).annotation.citations
    assert citation.check is not None
    assert citation.check.value == "exists"


def test_what_is_not_there_is_said_with_its_place() -> None:
    found = resolved(CITY.format("依照《大气法》第九条，违反本条例第八条的，处罚"), LAW).annotation
    notes = [note for note in found.document.diagnostics if note.code == "cited-part-absent"]
    assert [note.spans for note in notes] == [citation.spans for citation in found.citations]
    assert len(notes) == 2


def test_an_item_without_its_paragraph_is_that_of_the_first() -> None:
    assert target_path("art-3/item-2", frozenset({"art-3/para-1/item-2"})) == "art-3/para-1/item-2"


def test_an_item_of_a_list_numbered_one_two_is_its_part() -> None:
    here = frozenset({"art-3/para-1/subitem-2", "art-4/para-1/item-2", "art-4/para-1/item-2/subitem-2"})
    assert target_path("art-3/item-2", here) == "art-3/para-1/subitem-2"
    assert target_path("art-4/item-2", here) == "art-4/para-1/item-2"
