"""Reviews: decisions of people on links are read by line, found again, and go before what the program found."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.link import align
from ingest.link.units import units
from ingest.model import (
    Alignment,
    Annotation,
    Comparison,
    Correspondence,
    Difference,
    Evidence,
    Gap,
    GapState,
    Relation,
    Strength,
)
from ingest.pipeline import annotate
from ingest.resolve.identity import identify
from ingest.structure import structure
from ingest.text import SourceText, Span
from ingest.write.jsonl import link_rows
from ingest.write.link_quads import link_quads
from lawgraph.reviews.apply import align_reviewed, applied, reviewed
from lawgraph.reviews.collect import Decided, Label, assign, decisions_as_labels
from lawgraph.reviews.decisions import Decision, Place, Reviewed, merged, opposites
from lawgraph.reviews.places import What, placed
from lawgraph.reviews.reading import Reviews, read_reviews
from lawgraph.reviews.telling import Said, decided_on
from lawgraph.reviews.template import template
from ontology.iri import text_digest
from ontology.terms import LG

from .test_incremental import LOWER, UPPER

WHO = "orcid:0000-0002-1825-0097"
HEAD = """#curie_map:
#  lg: https://w3id.org/lawgraph/ontology#
#  orcid: https://orcid.org/
#  text: https://w3id.org/lawgraph/eli/cn/text/
#  work: https://w3id.org/lawgraph/eli/cn/
#mapping_set_id: https://example.org/reviews/one
#license: https://creativecommons.org/licenses/by/4.0/
#extension_definitions:
#  - slot_name: strength
#  - slot_name: difference
#  - slot_name: difference_for
#  - slot_name: subject_quote
#  - slot_name: subject_sha256
#  - slot_name: object_quote
#  - slot_name: object_sha256
"""
LINES = HEAD.count("\n") + 1  # the lines before the first row
PLAIN = {
    "predicate_id": "lg:correspondsTo",
    "mapping_justification": "semapv:ManualMappingCuration",
    "author_id": WHO,
    "mapping_date": "2026-03-01",
}
LOW, UP = "text:aaaaaaaaaaaaaaaa", "text:bbbbbbbbbbbbbbbb"


def table(*rows: dict[str, str], head: str = HEAD) -> str:
    """Return a file of reviews; a row has the cells of ``PLAIN`` where it says no other."""
    full = [{"subject_id": f"{LOW}/art-2", "object_id": f"{UP}/art-2", **PLAIN, **row} for row in rows]
    columns = list(dict.fromkeys(column for row in full for column in row)) or list(PLAIN)
    lines = ["\t".join(columns), *("\t".join(row.get(column, "") for column in columns) for row in full)]
    return head + "".join(f"{line}\n" for line in lines)


def read(folder: Path, text: str) -> Reviews:
    path = folder / "one.tsv"
    path.write_text(text, "utf-8")
    return read_reviews([path])


@pytest.mark.parametrize(
    ("row", "said", "why"),
    [
        ({"author_id": ""}, "缺少 author_id", "nobody answers for it"),
        ({"mapping_date": ""}, "缺少 mapping_date", "no day"),
        ({"subject_id": ""}, "缺少 subject_id", "no lower provision"),
        ({"object_id": ""}, "缺少 object_id", "no upper provision"),
        ({"predicate_id": ""}, "缺少 predicate_id", "no predicate"),
        ({"mapping_justification": ""}, "缺少 mapping_justification", "no justification"),
        ({"mapping_date": "2026/3/1"}, "不是日期", "a date as a spreadsheet writes it"),
        ({"mapping_date": "2026-02-30"}, "不是日期", "a day that is none"),
        ({"mapping_date": "20260301"}, "不是日期", "ISO 8601, but not as SSSOM has it"),
        ({"mapping_justification": "semapv:LexicalMatching"}, "人工决定须为", "a machine's justification"),
        (
            {"mapping_justification": "semapv:CompositeMatching"},
            "人工决定须为",
            "the template's, with an author",
        ),
        ({"predicate_id": "skos:exactMatch"}, "须为 lg:correspondsTo", "another predicate"),
        ({"predicate_modifier": "not"}, "predicate_modifier 是「not」", "SSSOM writes Not"),
        ({"author_id": "张三"}, "author_id「张三」", "a name is no identifier"),
        ({"author_id": "person:li"}, "author_id「person:li」", "a prefix that is not declared"),
        ({"strength": "strong"}, "strength 是「strong」", "no strength of the contract"),
        ({"difference": "softer"}, "difference 是「softer」", "no difference of the contract"),
        ({"subject_id": "art-2"}, "不是条文的 IRI", "a path alone names no document"),
        ({"subject_id": LOW}, "不是条文的 IRI", "a document is no provision"),
        ({"object_id": "text:xyz/art-2"}, "object_id「text:xyz/art-2」", "no digest of a text"),
        ({"subject_sha256": "ABC"}, "不是摘要", "no digest"),
        ({"object_sha256": "12"}, "不是摘要", "a digest that is too short"),
        ({"object_id": f"{LOW}/art-3"}, "同一份文件", "a document with itself"),
        ({"object_id": "sssom:NoTermFound"}, "object_source", "no counterpart, but where?"),
        (
            {"object_id": "sssom:NoTermFound", "object_source": UP, "predicate_modifier": "Not"},
            "不能与 Not 同用",
            "not none is no decision",
        ),
        (
            {
                "subject_id": "sssom:NoTermFound",
                "object_id": "sssom:NoTermFound",
                "subject_source": LOW,
                "object_source": UP,
            },
            "两边都是",
            "nothing on either side",
        ),
    ],
)
def test_a_row_that_is_wrong_is_told_by_line_and_the_others_are_used(
    tmp_path: Path, row: dict[str, str], said: str, why: str
) -> None:
    others = {"object_id": f"{UP}/art-3"}, {"object_id": f"{UP}/art-4", "predicate_modifier": "Not"}
    found = read(tmp_path, table(others[0], row, others[1]))
    assert len(found.problems) == 1, why
    assert f"one.tsv:{LINES + 2}: " in str(found.problems[0]), why
    assert said in str(found.problems[0]), why
    assert [each.line for each in found.rows] == [LINES + 1, LINES + 3], why


@pytest.mark.parametrize(
    ("one", "other", "opposite", "why"),
    [
        ({}, {"predicate_modifier": "Not"}, True, "one says that they correspond, the other not"),
        ({"strength": "same-act"}, {"strength": "same-matter"}, True, "two strengths"),
        ({"difference": "stricter"}, {"difference": "none"}, True, "a difference and none"),
        ({"difference_for": "企业"}, {"difference_for": "居民"}, True, "two parties"),
        ({}, {}, False, "the same twice"),
        ({"strength": "same-act"}, {"difference": "none"}, False, "each says another thing"),
        ({}, {"predicate_modifier": "Not", "object_id": f"{UP}/art-3"}, False, "another provision"),
        (
            {"object_id": "sssom:NoTermFound", "object_source": UP},
            {"subject_id": f"{LOW}/art-2/para-1"},
            True,
            "no counterpart, and one of a part of it",
        ),
        (
            {"object_id": "sssom:NoTermFound", "object_source": UP},
            {"subject_id": f"{LOW}/art-21"},
            False,
            "article 21 does not lie in article 2",
        ),
        (
            {"object_id": "sssom:NoTermFound", "object_source": UP},
            {"predicate_modifier": "Not"},
            False,
            "no counterpart, and this one is none",
        ),
    ],
)
def test_of_two_opposite_decisions_none_is_used(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], opposite: bool, why: str
) -> None:
    for rows in ((one, other), (other, one)):
        found = read(tmp_path, table(*rows))
        assert len(found.rows) == (0 if opposite else 2), why
        assert len(found.problems) == (2 if opposite else 0), why
        for problem, at, there in zip(found.problems, (1, 2), (2, 1), strict=False):
            assert f"one.tsv:{LINES + at}: 与 one.tsv:{LINES + there} 的决定相反" in str(problem), why


@pytest.mark.parametrize(
    ("text", "line", "said", "why"),
    [
        (table({}, head=HEAD.replace("#license", "#other")), "", "缺少 license", "no license"),
        (table({}, head=HEAD.replace("#mapping_set_id", "#id")), "", "缺少 mapping_set_id", "no name"),
        (table({}, head=""), "", "缺少 mapping_set_id", "no metadata at all"),
        (table({}, head="#x\n" + HEAD), ":1", "不是「名称: 值」", "a line of the metadata that is none"),
        (HEAD + "subject_id\tobject_id\n", f":{LINES}", "缺少这些列：predicate_id", "columns are missing"),
        (table({}).replace("object_id\t", "object_id\tobject_id\t", 1), f":{LINES}", "重复的列", "twice"),
        (table({"comment": "x\ty"}), f":{LINES + 1}", "表头只有 7 列", "a tab too many"),
        (
            table({"strength": "same-act"}, head=HEAD.replace("#  - slot_name: strength\n", "")),
            f":{LINES - 1}",
            "strength 列未在元数据",
            "a column of our own that is not declared",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path: Path, text: str, line: str, said: str, why: str) -> None:
    found = read(tmp_path, text)
    assert any(f"one.tsv{line}: " in str(each) and said in str(each) for each in found.problems), why


@pytest.mark.parametrize("data", [b"\xff\xfe#", None])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "one.tsv"
    if data is not None:
        path.write_bytes(data)
    (problem,) = read_reviews([path]).problems
    assert "审核文件读不了" in str(problem)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\ufeff" + table({}), "a byte order mark"),
        (table({}).replace("\n", "\r\n"), "line ends of Windows"),
        (
            table({}).replace("license: https://creativecommons.org/licenses/by/4.0/", "license: x\t\t\t"),
            "tabs",
        ),
        (re.sub("^#", "# ", table({}), flags=re.MULTILINE), "a blank behind each #"),
        (table({"comment": '"first\nsecond ""line"""'}), "a cell of two lines"),
        (table({}).replace("#license: ", "#license: '").replace("4.0/\n", "4.0/'\n"), "quoted"),
        (table({}) + "\t\t\n\n", "empty lines at the end"),
        (table({"comment": '"'}), "a quote that nothing closes"),
        (table({"comment": 'a "b" c'}), "quotes in a cell that is not in quotes"),
        (table({"comment": "x" * 200_000}), "a very long cell"),
        (
            table({"mapping_date": ""}, head=HEAD + "#mapping_date: '2026-03-01'\n").replace("\t\n", "\n"),
            "a date for all rows, in the metadata",
        ),
        (table({}, head=HEAD + "#mapping_set_title: 一\n#  二\n"), "a title that goes on"),
        (
            table(
                {},
                head=HEAD.replace("#  - slot_name: strength\n", "#- property: x:y\n#  slot_name: strength\n"),
            ),
            "a list as other programs write it",
        ),
        (table({}, head=HEAD + "#creator_id:\n#  - orcid:1\n#  - orcid:2\n"), "a list of words"),
        (table({"author_label": "张三"}), "a column that is SSSOM's and says nothing here"),
    ],
)
def test_what_other_programs_write_is_read(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "one.tsv"
    path.write_bytes(text.encode())
    found = read_reviews([path])
    assert ([str(each) for each in found.problems], len(found.rows)) == ([], 1), why


def test_a_quote_that_nothing_closes_takes_no_other_row(tmp_path: Path) -> None:
    rows = [
        {"object_id": f"{UP}/art-{at}", "comment": comment}
        for at, comment in enumerate(["", '"', "", '"', ""])
    ]
    found = read(tmp_path, table(*rows))
    assert [each.line - LINES for each in found.rows] == [1, 2, 3, 4, 5]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.tsv", "a.tsv", ".c.tsv", "d.txt"):
        (tmp_path / name).write_text(table({}), "utf-8")
    found = read_reviews([tmp_path])
    assert [each.path.name for each in found.rows] == ["a.tsv", "b.tsv"]
    assert found.files == 2


# -- two rules to decide on --


def document(text: str) -> Annotation:
    return annotate(structure(SourceText("a.txt", text, "0" * 64)))


@cache
def pair() -> tuple[Annotation, Annotation]:
    return document(UPPER), document(LOWER.format(amount=20))


def bare(lower: str, upper: str, score: float) -> Correspondence:
    return Correspondence(lower, upper, Relation.DETAILS, score, (), strength=Strength.SAME_ACT)


@cache
def machine() -> Alignment:
    """What a program may have found: articles 2 and 3 linked, the others not, all else a candidate."""
    above, below = pair()
    money = [
        next(each for each in side.quantities if each.path.startswith("art-2")) for side in (below, above)
    ]
    stricter = replace(
        bare("art-2", "art-2", 0.8),
        relation=Relation.STRICTER,
        difference=Difference.STRICTER,
        difference_for="人民政府",
        comparison=Comparison("经费", *money, "stricter"),
    )
    paths = [f"art-{at}" for at in (1, 2, 3, 4)]
    others = [(low, up) for low in paths for up in paths if (low, up) not in {("art-2",) * 2, ("art-3",) * 2}]
    found = Evidence("words", 0.2, "渡口", (Span(0, 2),), "渡口", (Span(0, 2),))
    sides: tuple[Literal["upper", "lower"], ...] = ("upper", "lower")
    return Alignment(
        above,
        below,
        (stricter, bare("art-3", "art-3", 0.7)),
        tuple(Gap(side, path, "art-2", 0.1, "…") for side in sides for path in ("art-1", "art-4")),
        tuple(replace(bare(*each, 0.2 - at / 100), evidence=(found,)) for at, each in enumerate(others)),
    )


def place(annotation: Annotation, path: str, quote: str = "", digest: str = "", document: str = "") -> Place:
    identity = identify(annotation.document)
    return Place(document or str(identity.document), identity.work, path, quote, digest)


def decide(lower: str, upper: str, wanted: bool = True, **said: str) -> Decision:
    above, below = pair()
    return Decision(place(below, lower), place(above, upper), wanted, "2026-03-01", WHO, **said)


def links(alignment: Alignment) -> dict[tuple[str, str], float]:
    return {(each.lower, each.upper): each.score for each in alignment.correspondences}


def gaps(alignment: Alignment) -> set[tuple[str, str]]:
    return {(each.side, each.path) for each in alignment.gaps}


def test_a_link_that_is_confirmed_is_certain_and_says_who() -> None:
    found = reviewed(machine(), [decide("art-2", "art-2")])
    (link, other) = found.correspondences
    before = machine().correspondences[0]
    assert link == replace(before, score=1.0, review=f"{WHO} 2026-03-01")
    assert other == machine().correspondences[1]
    assert found.gaps == machine().gaps


def test_a_link_that_is_rejected_goes_and_its_units_are_gaps_in_doubt() -> None:
    found = reviewed(machine(), [decide("art-2", "art-2", wanted=False)])
    assert set(links(found)) == {("art-3", "art-3")}
    assert gaps(found) == gaps(machine()) | {("upper", "art-2"), ("lower", "art-2")}
    for gap in found.gaps:
        if gap.path == "art-2":
            assert (gap.state, gap.review) == (GapState.DOUBTFUL, f"{WHO} 2026-03-01")
            assert gap.nearest != "art-2"
            assert "与第二条的对应" in gap.reason
            assert gap.severity.value == "high", "it has a duty and an amount"
    assert all((each.lower, each.upper) != ("art-2", "art-2") for each in found.candidates)


def test_a_link_that_is_added_has_evidence_and_its_gaps_go() -> None:
    rejected = reviewed(machine(), [decide("art-2", "art-2", wanted=False)])
    found = reviewed(machine(), [decide("art-2", "art-2", wanted=False), decide("art-2", "art-3")])
    assert ("lower", "art-2") in gaps(rejected)
    assert ("lower", "art-2") not in gaps(found)
    (link,) = (each for each in found.correspondences if each.lower == "art-2")
    assert (link.upper, link.score, link.review) == ("art-3", 1.0, f"{WHO} 2026-03-01")
    assert link.evidence[0].signal == "review"
    assert link.evidence[0].lower_text == pair()[1].document.provision("art-2").text
    assert link.evidence[0].lower_spans
    assert link.evidence[0].upper_spans


def test_a_link_that_is_added_quotes_the_words_of_the_review() -> None:
    above, below = pair()
    lower = place(below, "art-3", quote="检查\n渡船", document="")
    upper = place(above, "art-2", quote="每年安排")
    found = reviewed(machine(), [Decision(lower, upper, True, "2026-03-01", WHO)])
    link = next(each for each in found.correspondences if (each.lower, each.upper) == ("art-3", "art-2"))
    assert (link.evidence[0].lower_text, link.evidence[0].upper_text) == ("检查渡船", "每年安排")
    assert below.document.source.slice(link.evidence[0].lower_spans) == "检查渡船"


@pytest.mark.parametrize(
    ("said", "strength", "difference", "relation", "why"),
    [
        ({"strength": "same-act"}, "same-act", "same", None, "the strength alone"),
        ({"difference": "looser"}, "same", "looser", Relation.LOOSER, "a difference"),
        ({"difference": "possible-conflict"}, "same", "possible-conflict", Relation.POSSIBLE_CONFLICT, "…"),
        (
            {"difference": "none", "strength": "same-matter"},
            "same-matter",
            None,
            Relation.SAME_SUBJECT,
            "none",
        ),
        ({"difference": "none", "strength": "same-act"}, "same-act", None, Relation.DETAILS, "none, one act"),
    ],
)
def test_a_link_that_is_retyped_changes(
    said: dict[str, str], strength: str, difference: str | None, relation: Relation | None, why: str
) -> None:
    before = machine().correspondences[0]
    assert before.difference is not None, "the lower rule asks for more money"
    link = reviewed(machine(), [decide("art-2", "art-2", **said)]).correspondences[0]
    assert link.strength == (before.strength if strength == "same" else Strength(strength)), why
    wanted = before.difference.value if difference == "same" else difference
    assert (link.difference.value if link.difference else None) == wanted, why
    if relation is not None:
        assert link.relation is relation, why
    assert (link.comparison is None) == (difference != "same"), "a verdict that was not agreed with goes"


def test_whom_a_difference_concerns_is_said_by_the_review_or_forgotten_with_it() -> None:
    told = reviewed(machine(), [decide("art-2", "art-2", difference_for="县级政府")])
    assert told.correspondences[0].difference_for == "县级政府"
    other = reviewed(told, [decide("art-2", "art-2", difference="looser")])
    assert other.correspondences[0].difference_for is None


def test_that_a_provision_has_no_counterpart_is_certain_and_its_links_go() -> None:
    found = reviewed(machine(), [decide("art-2", ""), decide("", "art-3")])
    assert links(found) == {}
    states = {(each.side, each.path): each.state for each in found.gaps}
    assert states["lower", "art-2"] is GapState.ABSENT
    assert states["upper", "art-3"] is GapState.ABSENT
    assert states["upper", "art-2"] is GapState.DOUBTFUL, "another lower provision may correspond to it"
    assert {each.probability for each in found.gaps if each.state is GapState.ABSENT} == {1.0}


def test_words_with_which_a_provision_begins_are_quoted() -> None:
    above, below = pair()
    lower = place(below, "art-3", quote="渡口经营者")
    found = reviewed(machine(), [Decision(lower, place(above, "art-2"), True, "2026-03-01", WHO)])
    link = next(each for each in found.correspondences if (each.lower, each.upper) == ("art-3", "art-2"))
    assert link.evidence[0].lower_text == "渡口经营者"


def test_a_gap_that_is_formal_stays_so_whatever_is_rejected() -> None:
    gaps_ = tuple(replace(gap, state=GapState.FORMAL) for gap in machine().gaps)
    found = reviewed(replace(machine(), gaps=gaps_), [decide("art-4", "art-2", wanted=False)])
    (gap,) = (each for each in found.gaps if (each.side, each.path) == ("lower", "art-4"))
    assert (gap.state, gap.review) == (GapState.FORMAL, f"{WHO} 2026-03-01")
    assert gap.nearest != "art-2", "the nearest is what was not rejected"


def test_the_nearest_of_a_gap_stays_where_another_link_is_rejected() -> None:
    found = reviewed(machine(), [decide("art-4", "art-1", wanted=False)])
    (gap,) = (each for each in found.gaps if (each.side, each.path) == ("lower", "art-4"))
    assert (gap.nearest, gap.nearest_score) == ("art-2", 0.1)


def test_only_units_that_lost_a_link_become_gaps() -> None:
    found = reviewed(replace(machine(), gaps=()), [decide("art-2", "art-2", wanted=False)])
    assert gaps(found) == {("upper", "art-2"), ("lower", "art-2")}


def test_a_unit_that_only_frames_the_text_is_no_gap() -> None:
    head = "关于渡口安全的意见\n各县人民政府：\n为了保障渡口安全，现提出以下意见。\n"
    lower = document(f"{head}一、加强检查\n县人民政府应当每年检查渡船。\n")
    (framing,) = (unit.path for unit in units(lower) if unit.framing)
    found = Alignment(document(UPPER), lower, (bare(framing, "art-1", 0.5),), ())
    assert gaps(reviewed(found, [on(found, framing, "art-1", wanted=False)])) == {("upper", "art-1")}


def test_without_candidates_a_unit_that_lost_its_link_has_no_nearest() -> None:
    found = reviewed(replace(machine(), candidates=()), [decide("art-2", "art-2", wanted=False)])
    lost = [each for each in found.gaps if each.path == "art-2"]
    assert [(each.nearest, each.nearest_score, each.probability) for each in lost] == [(None, 0.0, 0.5)] * 2


LONG = (
    "西宁市渡口安全管理办法\n第一条 根据《青海省促进渡口安全条例》，制定本办法。\n"
    "第二条 市、县人民政府应当将渡口建设经费列入本级预算，每年安排不少于20万元。\n"
    "渡口经营者应当在每年5月31日前检查渡船。\n第三条 本办法自2020年1月1日起施行。\n"
)


def parts_linked(*linked: tuple[str, str]) -> Alignment:
    """Return an alignment whose links are between parts of provisions."""
    made = tuple(bare(lower, upper, 0.8) for lower, upper in linked)
    return Alignment(document(UPPER), document(LONG), made, ())


def on(alignment: Alignment, lower: str, upper: str, wanted: bool = True) -> Decision:
    return Decision(place(alignment.lower, lower), place(alignment.upper, upper), wanted, "2026-03-01", WHO)


@pytest.mark.parametrize(
    ("linked", "said", "expected", "why"),
    [
        (["1"], [("art-2", "art-2", False)], {}, "to refuse an article is to refuse its paragraphs"),
        (["1"], [("art-2/para-2", "art-2", False)], {"1": False}, "another paragraph"),
        (["1", "2"], [("art-2/para-2", "art-2", False)], {"1": False}, "one of two paragraphs"),
        (["1"], [("art-2", "art-2", True)], {"1": True}, "the one link within what is wanted is the one"),
        (["1", "2"], [("art-2", "art-2", True)], {"1": False, "2": False, "": True}, "of two none is meant"),
        (
            ["1", "2"],
            [("art-2", "art-2", False), ("art-2/para-2", "art-2", True)],
            {"2": True},
            "the article is refused and one of its paragraphs wanted",
        ),
        (["1"], [("art-2/para-1", "", True)], {}, "a part without counterpart"),
    ],
)
def test_decisions_on_a_provision_and_on_its_parts(
    linked: list[str], said: list[tuple[str, str, bool]], expected: dict[str, bool], why: str
) -> None:
    found = parts_linked(*((f"art-2/para-{each}", "art-2") for each in linked))
    after = reviewed(found, [on(found, *each) for each in said])
    marked = {
        link.lower.removeprefix("art-2").removeprefix("/para-"): link.review is not None
        for link in after.correspondences
    }
    assert marked == expected, why
    has_gap = ("lower", "art-2") in gaps(after)
    assert has_gap == (not expected), why


CARRIED = "art-2/para-1"


@pytest.mark.parametrize(
    ("carried", "said", "expected", "why"),
    [
        (CARRIED, [("art-2", "art-2", True)], {CARRIED: True}, "the article is named"),
        (
            CARRIED,
            [(CARRIED, "art-2", True)],
            {CARRIED: True},
            "the paragraph that carries the link is named",
        ),
        (
            "art-2",
            [(CARRIED, "art-2", True)],
            {CARRIED: True},
            "one that the program has not told from the rest",
        ),
        (CARRIED, [("art-2", "art-2", False)], {}, "the article is refused"),
        (CARRIED, [(CARRIED, "art-2", False)], {}, "the paragraph is refused"),
        (
            CARRIED,
            [("art-2/para-2", "art-2", True)],
            {CARRIED: False, "art-2/para-2": True},
            "another paragraph is another link",
        ),
        (
            "art-2",
            [("art-2/para-1", "art-2", True), ("art-2/para-2", "art-2", True)],
            {CARRIED: True, "art-2/para-2": True},
            "two paragraphs are named by a person",
        ),
    ],
)
def test_a_decision_finds_a_link_by_the_article_and_by_the_paragraph_that_carries_it(
    carried: str, said: list[tuple[str, str, bool]], expected: dict[str, bool], why: str
) -> None:
    (found,) = parts_linked((carried, "art-2")).correspondences
    before = replace(parts_linked(), correspondences=(replace(found, lower_unit="art-2"),))
    after = reviewed(before, [on(before, *each) for each in said])
    assert {link.lower: link.review is not None for link in after.correspondences} == expected, why
    assert {link.lower_unit for link in after.correspondences} <= {"art-2"}
    words = {
        link.lower: before.lower.document.source.slice(link.lower_spans) for link in after.correspondences
    }
    if carried == "art-2":
        assert words[CARRIED].endswith("每年安排不少于20万元。"), "the words of the paragraph that was named"


def test_a_link_of_an_item_stays_where_its_paragraph_is_wanted_and_its_article_refused() -> None:
    item = "art-2/para-1/item-1"
    text = LONG.replace("每年安排不少于20万元。", "用于：\n（一）修建；\n（二）检查。")
    machine_ = Alignment(document(UPPER), document(text), (), ())
    link = replace(bare(item, "art-2", 0.8), lower_unit="art-2", group="split:art-2")
    before = replace(machine_, correspondences=(link,))
    said = [on(before, "art-2", "art-2", wanted=False), on(before, "art-2/para-1", "art-2")]
    (after,) = reviewed(before, said).correspondences
    assert (after.lower, after.score) == (item, 1.0)
    assert reviewed(before, [said[0], on(before, "art-2/para-2", "art-2")]).correspondences[0].lower != item


def test_the_nearest_of_a_unit_is_a_unit() -> None:
    listed = replace(bare("art-2/para-2", "art-1", 0.2), lower_unit="art-2")
    (link,) = parts_linked((CARRIED, "art-2")).correspondences
    before = replace(
        parts_linked(), correspondences=(replace(link, lower_unit="art-2"),), candidates=(listed,)
    )
    after = reviewed(before, [on(before, CARRIED, "art-2", wanted=False), on(before, "", "art-3")])
    nearest = {(gap.side, gap.path): gap.nearest for gap in after.gaps}
    assert nearest["lower", "art-2"] == "art-1"
    again = replace(before, candidates=(replace(listed, upper="art-2", upper_unit="art-2"),))
    assert reviewed(again, [on(again, "art-2/para-1", "art-2", wanted=False)]).gaps[0].nearest == "art-2"


def test_a_group_of_which_one_link_is_left_is_none() -> None:
    found = parts_linked(("art-2/para-1", "art-2"), ("art-2/para-2", "art-2"))
    both = tuple(replace(link, group="split-1") for link in found.correspondences)
    found = replace(found, correspondences=both)
    assert [each.group for each in reviewed(found, [on(found, "art-1", "art-1")]).correspondences][-2:] == [
        "split-1",
        "split-1",
    ]
    after = reviewed(found, [on(found, "art-2/para-2", "art-2", wanted=False)])
    assert [each.group for each in after.correspondences] == [None]


def test_what_somebody_wants_of_a_candidate_keeps_its_evidence() -> None:
    listed = machine().candidates[0]
    found = reviewed(machine(), [decide(listed.lower, listed.upper)])
    link = next(
        each for each in found.correspondences if (each.lower, each.upper) == (listed.lower, listed.upper)
    )
    assert link.evidence[1:] == listed.evidence
    assert listed not in found.candidates


def test_candidates_are_given_where_they_were_asked_for() -> None:
    decisions = [decide("art-2", "art-2", wanted=False)]
    assert align_reviewed(*pair(), decisions)[0].candidates == ()
    whole = align(*pair(), candidates=True)
    assert align_reviewed(*pair(), decisions, candidates=True)[0] == reviewed(whole, decisions)
    assert align_reviewed(*pair(), []) == (align(*pair()), ())


@st.composite
def some_decisions(draw: st.DrawFn) -> list[Decision]:
    above, below = pair()
    lower = ["", *(each.path for each in below.document.provisions)]
    upper = ["", *(each.path for each in above.document.provisions)]
    made = draw(
        st.lists(
            st.tuples(
                st.sampled_from(lower),
                st.sampled_from(upper),
                st.booleans(),
                st.sampled_from(["", "same-act", "same-matter"]),
                st.sampled_from(["", "none", "stricter", "looser"]),
                st.sampled_from(["2026-03-01", "2026-03-02"]),
            ),
            max_size=6,
        )
    )
    return [
        Decision(
            place(below, low), place(above, up), wanted or not (low and up), day, WHO, strength, difference
        )
        for low, up, wanted, strength, difference, day in made
        if low or up
    ]


@settings(deadline=None, max_examples=150)
@given(some_decisions(), st.randoms(use_true_random=False))
def test_applying_twice_changes_nothing_nor_does_the_order_of_rows(
    decisions: list[Decision], shuffle: random.Random
) -> None:
    once = reviewed(machine(), decisions)
    assert reviewed(once, decisions) == once
    mixed = [*decisions]
    shuffle.shuffle(mixed)
    assert reviewed(machine(), mixed) == once
    assert reviewed(machine(), [*decisions, *decisions]) == once
    check_whole(once)


def check_whole(alignment: Alignment) -> None:
    """Check what holds of any alignment: each unit has a link, is a gap, or frames; rows and quads can be made."""
    gone = gaps(alignment)
    for side, annotation in (("lower", alignment.lower), ("upper", alignment.upper)):
        linked = [each.lower if side == "lower" else each.upper for each in alignment.correspondences]
        for unit in units(annotation):
            has = any(f"{path}/".startswith(f"{unit.path}/") for path in linked)
            assert not (has and (side, unit.path) in gone), unit.path
            assert has or unit.framing or (side, unit.path) in gone, unit.path
    pairs = [(each.lower, each.upper) for each in alignment.correspondences]
    assert len(set(pairs)) == len(pairs)
    assert len(gone) == len(alignment.gaps)
    list(link_rows(alignment))
    list(link_quads(alignment))


# -- finding provisions again --

MOVED = (
    UPPER.replace("第二条 县级", "第二条 渡口应当设置标志。\n第三条 县级")
    .replace("第三条 渡口经营者", "第四条 渡口经营者")
    .replace("第四条 本条例自", "第五条 本条例自")
)
BUDGET = "县级以上人民政府应当将渡口建设经费列入本级预算，每年安排不少于10万元。"


@pytest.mark.parametrize(
    ("text", "path", "quote", "digest", "expected", "why"),
    [
        (UPPER, "art-2", "", "", "art-2", "in the same text the path alone will do"),
        (UPPER, "art-2", "渡口建设经费", text_digest(BUDGET), "art-2", "path, words and digest fit"),
        (UPPER, "art-2", "渡口 建设\n经费", "", "art-2", "white space is none of the words"),
        (UPPER, "art-3", "渡口建设经费", text_digest(BUDGET), "art-2", "the digest tells another path"),
        (UPPER, "art-3", "渡口建设经费", "", "art-2", "the words tell another path"),
        (UPPER, "art-9", "", "", None, "no such path"),
        (UPPER, "art-2", "渔业资源", "", None, "no such words"),
        (UPPER, "art-2", "", text_digest("渔业"), None, "no such digest"),
        (UPPER, "art-9", "渡口", "", What.UPPER_TWICE, "words of several provisions"),
        (MOVED, "art-2", "", "", None, "in another text the path alone says nothing"),
        (MOVED, "art-2", "渡口建设经费", text_digest(BUDGET), "art-3", "renumbered: by digest"),
        (MOVED, "art-2", "渡口建设经费", "", "art-3", "renumbered: by words"),
        (UPPER, "task-9", "渡口建设经费", "", "art-2/para-1", "none of the kind: the innermost"),
        (
            UPPER.replace("10万元", "15万元"),
            "art-2",
            "渡口建设经费",
            text_digest(BUDGET),
            "art-2",
            "changed elsewhere in the provision: the words quoted still stand there",
        ),
    ],
)
def test_provisions_are_found_again(
    text: str, path: str, quote: str, digest: str, expected: str | What | None, why: str
) -> None:
    was, below = pair()
    upper = place(was, path, quote, digest)
    found, troubles = placed(
        document(text), below, [Decision(place(below, "art-2"), upper, True, "2026-03-01", WHO)]
    )
    if isinstance(expected, str) and not isinstance(expected, What):
        assert [each.upper.path for each in found] == [expected], why
        assert troubles == (), why
    else:
        assert found == (), why
        assert [(each.at, each.what) for each in troubles] == [(0, expected or What.UPPER_LOST)], why


def test_opposite_decisions_are_seen_once_their_provisions_are_found() -> None:
    above, below = pair()
    by_path = Decision(place(below, "art-2"), place(above, "art-2"), True, "2026-03-01", WHO)
    by_words = replace(by_path, upper=place(above, "art-3", "渡口建设经费"), wanted=False)
    assert opposites([by_path, by_words]) == {}
    assert placed(above, below, [by_path, by_words])[0] == ()
    assert {each.what for each in placed(above, below, [by_path, by_words])[1]} == {What.OPPOSITE}


def test_decisions_that_agree_are_one_with_the_last_of_who_decided() -> None:
    one = decide("art-2", "art-2", strength="same-act")
    other = replace(decide("art-2", "art-2", difference="none"), date="2026-04-01", author="orcid:2")
    (found,) = merged([other, one])
    assert (found.who, found.strength, found.difference) == ("orcid:2 2026-04-01", "same-act", "none")


@pytest.mark.parametrize(
    ("chosen", "more", "compared", "failures", "notes", "why"),
    [
        ([("u", "l")], True, [("u", "l")], 0, 0, "the pair is compared"),
        ([], True, [("u", "l")], 0, 0, "it was not chosen, and is compared for the decision"),
        ([], False, [], 0, 1, "what is compared was said: a note"),
        ([("l", "u")], True, [("l", "u")], 1, 0, "the other way round"),
        ([("l", "u")], False, [("l", "u")], 1, 0, "the other way round, of named pairs"),
        ([("u", "x")], True, [("u", "x"), ("u", "l")], 0, 0, "beside another pair"),
    ],
)
def test_which_pairs_are_compared(
    chosen: list[tuple[str, str]],
    more: bool,
    compared: list[tuple[str, str]],
    failures: int,
    notes: int,
    why: str,
) -> None:
    row = Reviewed(
        Decision(Place("l", "", "art-1"), Place("u", "", "art-1"), True, "2026-03-01", WHO), Path("a"), 3
    )
    decided = Decided(Reviews((row,)))
    assert decided.among({"u": "w/u", "l": "w/l", "x": "w/x"}, chosen, more=more) == compared, why
    assert (len(decided.failures), len(decided.notes)) == (failures, notes), why
    assert all("没有比较" in str(each) and "a:3: " in str(each) for each in decided.notes), why


@pytest.mark.parametrize(
    ("works", "expected", "why"),
    [
        ({"u": "w/u", "l": "w/l"}, [("u", "l")], "the very texts"),
        ({"u": "w/u", "new": "w/l"}, [("u", "new")], "another text of the rule"),
        ({"u": "w/u", "new": "w/l", "l": "w/l"}, [("u", "l")], "the text itself before another one"),
        ({"u": "w/u", "one": "w/l", "two": "w/l"}, [], "two other texts: which is not told"),
        ({"u": "w/u"}, [], "no text of it"),
    ],
)
def test_which_documents_a_decision_is_on(
    works: dict[str, str], expected: list[tuple[str, str]], why: str
) -> None:
    lower, upper = Place("l", "w/l", "art-1"), Place("u", "w/u", "art-1")
    row = Reviewed(Decision(lower, upper, True, "2026-03-01", WHO), Path("a"), 3)
    found = assign([row], works)
    assert list(found.pairs) == expected, why
    assert len(found.notes) == (not expected), why


def test_decisions_are_labels_to_learn_from() -> None:
    above, below = pair()
    decisions = [
        decide("art-3", "art-3", wanted=False),
        decide("art-2", "art-2", strength="same-act"),
        decide("art-4", ""),
        decide("art-9", "art-2"),
    ]
    assert list(decisions_as_labels(above, below, decisions)) == [
        Label("art-2", "art-2", True, "same-act"),
        Label("art-3", "art-3", False, ""),
    ]


# -- rows, quads, template --


def test_rows_and_quads_say_who_decided() -> None:
    found = reviewed(machine(), [decide("art-2", "art-2", wanted=False), decide("art-3", "art-3")])
    who = f"{WHO} 2026-03-01"
    rows = [row for row in link_rows(found) if getattr(row, "review", None) == who]
    assert [type(row).__name__ for row in rows] == ["CorrespondenceRow", "GapRow", "GapRow"]
    said = [line for line in link_quads(found) if f"<{LG.review}>" in line]
    assert len(said) == 3
    assert all(f'"{who}"' in line for line in said)
    assert not any(f"<{LG.review}>" in line for line in link_quads(machine()))


def test_a_template_waits_and_confirms_all_when_it_is_filled_in(tmp_path: Path) -> None:
    text = template(machine())
    waiting = read(tmp_path, text)
    assert (waiting.rows, waiting.problems) == ((), ())
    assert waiting.waiting == len(machine().correspondences) + len(machine().gaps)
    filled = text.replace(
        "semapv:CompositeMatching\t\t\t", f"semapv:ManualMappingCuration\t{WHO}\t张三\t2026-03-01"
    )
    found = read(tmp_path, filled)
    assert (len(found.rows), found.problems, found.waiting) == (waiting.waiting, (), 0)
    rows = [each.decision for each in found.rows]
    assert [each.lower.path for each in rows][:2] == ["art-2", "art-3"]
    after = applied(machine(), placed(*pair(), rows)[0])
    assert {each.review for each in (*after.correspondences, *after.gaps)} == {f"{WHO} 2026-03-01"}
    assert {each.state for each in after.gaps} == {GapState.ABSENT}


def test_decisions_on_two_documents_are_told_with_their_comments(tmp_path: Path) -> None:
    above, below = pair()
    ids = {"subject_id": place(below, "art-2"), "object_id": place(above, "art-2")}
    cells = {column: f"text:{each.document.rpartition('/')[2]}/{each.path}" for column, each in ids.items()}
    rows = [cells | {"comment": "同一事项"}, cells | {"subject_id": f"{cells['subject_id'][:-1]}99"}]
    path = tmp_path / "one.tsv"
    path.write_text(table(*rows), "utf-8")
    assert decided_on(above, below, [path]) == (
        Said("wanted", WHO, "2026-03-01", "同一事项", "art-2", "art-2"),
    ), "what fits no provision is left to the commands that link"
