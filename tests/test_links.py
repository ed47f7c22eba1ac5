"""Links between an upper and a lower rule: correspondences with evidence, and gaps."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.language import cut_all
from ingest.link import Kept, align, features, know_words, word_places
from ingest.link import terms as of_terms
from ingest.link.alignment import measured
from ingest.link.relation import tools
from ingest.link.scorer import Scores, shipped
from ingest.link.signals import Signal, Signals
from ingest.link.subject import NOT_COMPARED
from ingest.link.terms import Likeness, bag_of_pairs, bag_of_terms, weighed
from ingest.link.units import units
from ingest.model import (
    Alignment,
    Annotation,
    Document,
    GapState,
    Metadata,
    Provision,
    ProvisionKind,
    Relation,
)
from ingest.pipeline import annotate
from ingest.similarity import common_substrings, pair_terms
from ingest.text import CleanText, SourceText, Span, squeeze
from lawgraph.build import annotate_file

from .conftest import GOLD

KIND = {"art": ProvisionKind.ARTICLE, "sec": ProvisionKind.SECTION, "annex": ProvisionKind.ANNEX}
KIND |= {"item": ProvisionKind.ITEM, "para": ProvisionKind.PARAGRAPH, "task": ProvisionKind.TASK}
KIND |= {"member": ProvisionKind.MEMBER, "ch": ProvisionKind.CHAPTER}
KIND |= {kind.value: kind for kind in (ProvisionKind.TITLE, ProvisionKind.PREAMBLE, ProvisionKind.DATE)}


def rule(*rows: tuple[str, str, str | None], title: str = "某市条例") -> Annotation:
    """Return a rule of ``(path, words, parent)`` without facts."""
    text = "\n".join(words for _, words, _ in rows)
    source = SourceText("a.txt", text, "0" * 64)
    parents = {parent for _, _, parent in rows}
    provisions: list[Provision] = []
    at = 0
    for order, (path, words, parent) in enumerate(rows):
        clean = CleanText.of(source, [Span(at, at + len(words))])
        at += len(words) + 1
        kind = KIND[re.split(r"[-]", path.split("/")[-1])[0]]
        leaf = path not in parents
        provisions.append(
            Provision(path, kind, clean, clean.spans(), order, parent=parent, leaf=leaf, own=clean)
        )
    return Annotation(Document(source, Metadata(title, "", None, (), None), tuple(provisions), ()))


def articles(*texts: str) -> Annotation:
    return rule(*((f"art-{n}", text, None) for n, text in enumerate(texts, 1)))


UPPER = articles(
    "为了促进中小企业发展，根据有关法律，制定本条例。",
    "省人民政府设立中小企业发展专项资金，重点支持技术改造和市场开拓。",
    "设立贷款风险补偿基金，对商业银行形成的不良贷款给予补偿。",
    "政府采购项目应当预留份额，专门面向小型微型企业采购。",
    "新闻媒体应当宣传扶持政策，营造良好社会氛围。",
    "行业协会应当维护会员权益，开展纠纷调解。",
    "统计部门应当建立分类统计监测制度。",
    "本条例自2013年1月1日起施行。",
)
LOWER = articles(
    "市人民政府应当安排中小企业发展专项资金，支持企业技术改造。",
    "市人民政府设立贷款风险补偿专项资金，对商业银行的不良贷款损失给予补偿。",
    "禁止在城市建成区燃放烟花爆竹。",
    "统计部门建立中小企业分类统计监测制度，定期公布。",
    "本条例自2020年7月1日起施行。",
)


def test_the_counterparts_of_a_small_pair() -> None:
    found = {(c.lower_unit, c.upper_unit) for c in align(UPPER, LOWER).correspondences}
    assert found == {("art-1", "art-2"), ("art-2", "art-3"), ("art-4", "art-7")}


def test_an_entry_into_force_is_a_gap_on_both_sides_and_never_a_link() -> None:
    formal = [(gap.side, gap.path) for gap in align(UPPER, LOWER).gaps if gap.state is GapState.FORMAL]
    assert formal == [("upper", "art-8"), ("lower", "art-5")]


def test_a_gap_names_the_nearest_provision_however_far_it_is() -> None:
    gaps = {(gap.side, gap.path): gap for gap in align(UPPER, LOWER).gaps}
    assert gaps["upper", "art-4"].nearest is not None
    assert 0 < gaps["upper", "art-4"].nearest_score < 1
    alien = align(articles("甲乙丙丁。", "戊己庚辛。"), articles("子丑寅卯。"))
    assert {gap.nearest for gap in alien.gaps} == {"art-1"}
    assert all(gap.nearest_score < 0.05 for gap in alien.gaps)


def promises(found: Alignment) -> None:
    """Check what holds of every alignment of any two texts."""
    if NOT_COMPARED & {each.code for each in found.diagnostics}:
        assert (found.correspondences, found.gaps, found.candidates) == ((), (), ())
        return
    for side, annotation in (("upper", found.upper), ("lower", found.lower)):
        linked = {c.upper_unit if side == "upper" else c.lower_unit for c in found.correspondences}
        missing = [gap.path for gap in found.gaps if gap.side == side]
        rules = {unit.path for unit in units(annotation) if not unit.framing}
        assert sorted(missing) == sorted(rules - linked), side
    for link in found.correspondences:
        assert 0 < link.score <= 1
        assert link.evidence
        assert sum(e.weight for e in link.evidence) == pytest.approx(link.score, abs=0.002)
        for row in link.evidence:
            assert (
                squeeze(found.lower.document.source.slice(row.lower_spans)) == squeeze(row.lower_text) != ""
            )
            assert (
                squeeze(found.upper.document.source.slice(row.upper_spans)) == squeeze(row.upper_text) != ""
            )


def test_promises_on_a_small_pair() -> None:
    promises(align(UPPER, LOWER))


_TEXT = st.text(alphabet="设立专项资金补偿贷款应当支持企业处罚款，。；：\n（一）0A", min_size=1, max_size=60)


@given(st.lists(_TEXT, max_size=8), st.lists(_TEXT, max_size=8))
@settings(max_examples=40, deadline=None)
def test_promises_on_any_texts(upper: list[str], lower: list[str]) -> None:
    promises(align(articles(*upper), articles(*lower)))


def test_same_input_same_output() -> None:
    again = align(replace(UPPER), replace(LOWER), candidates=True)  # nothing is kept of these
    assert replace(again, upper=UPPER, lower=LOWER) == align(UPPER, LOWER, candidates=True)


def test_a_rule_corresponds_to_itself_article_by_article() -> None:
    best: dict[str, str] = {}
    for link in align(UPPER, UPPER).correspondences:
        best.setdefault(link.lower, link.upper)
        if link.lower == link.upper:
            assert link.relation is Relation.RESTATES
    assert best == {f"art-{n}": f"art-{n}" for n in range(1, 8)}


def halved(signals: Signals) -> Scores:
    """Another scorer: half of the probability in use."""
    found = shipped()(signals)
    return Scores({signal: part / 2 for signal, part in found.contributions.items()}, found.total / 2)


def test_another_scorer_gives_scores_and_evidence_of_its_own() -> None:
    found, before = align(UPPER, LOWER, halved), align(UPPER, LOWER)
    promises(found)
    scores, earlier = (
        {(c.lower_unit, c.upper_unit): c.score for c in each.correspondences} for each in (found, before)
    )
    assert scores == {pair: pytest.approx(score / 2, abs=1e-4) for pair, score in earlier.items()}
    nearest, earlier_nearest = ({gap.nearest_score for gap in each.gaps} for each in (found, before))
    assert max(nearest) == pytest.approx(max(earlier_nearest) / 2, abs=1e-4)


def two_signals(signals: Signals) -> Scores:
    """A scorer that asks words and sentences alone, and counts both alike."""
    parts = {signal: signals.values[signal] / 2 for signal in (Signal.WORDS, Signal.CLAUSE)}
    return Scores(parts, parts[Signal.WORDS] + parts[Signal.CLAUSE])


def test_evidence_is_looked_for_among_what_counts_for_the_scorer() -> None:
    found = align(UPPER, LOWER, two_signals)
    promises(found)
    assert {row.signal for link in found.correspondences for row in link.evidence} == {"words", "clause"}


def counterparts(found: Alignment) -> set[tuple[str, str]]:
    return {(c.lower_unit, c.upper_unit) for c in found.correspondences}


def test_candidates_are_told_on_request_and_are_no_links() -> None:
    assert align(UPPER, LOWER).candidates == ()
    found = align(UPPER, LOWER, candidates=True)
    assert replace(found, candidates=()) == align(UPPER, LOWER)
    assert not {(c.lower_unit, c.upper_unit) for c in found.candidates} & counterparts(found)


def best_are_told(found: Alignment) -> None:
    """Check that the three best counterparts of each unit are links or candidates, with their probability."""
    if NOT_COMPARED & {each.code for each in found.diagnostics}:
        assert (found.correspondences, found.gaps, found.candidates) == ((), (), ())
        return
    below, above = units(found.lower), units(found.upper)
    total = shipped()(measured(found.upper, found.lower)).total
    told = {(c.lower_unit, c.upper_unit): c.score for c in (*found.correspondences, *found.candidates)}
    for score, own, other, lower_first in ((total, below, above, True), (total.T, above, below, False)):
        for row, unit in enumerate(own):
            for column in np.argsort(-score[row], kind="stable")[:3]:
                pair = (unit.path, other[column].path)
                reached = told[pair if lower_first else pair[::-1]]
                assert reached == pytest.approx(score[row, column], abs=1e-4)


def test_every_unit_has_its_best_counterparts_among_the_candidates(
    opinion: Annotation, regulation: Annotation
) -> None:
    best_are_told(align(UPPER, LOWER, candidates=True))
    best_are_told(align(opinion, regulation, candidates=True))


@given(st.lists(_TEXT, max_size=6), st.lists(_TEXT, max_size=6))
@settings(max_examples=20, deadline=None)
def test_candidates_of_any_texts(upper: list[str], lower: list[str]) -> None:
    best_are_told(align(articles(*upper), articles(*lower), candidates=True))


CITED = [
    ("依照《某省基金条例》第三条的规定，名录另行公开。", "art-3", "no word in common"),
    ("依照《另一省基金条例》第三条的规定，名录另行公开。", None, "an article of another rule"),
    ("依照《某省基金条例》的规定，名录另行公开。", None, "the rule without an article"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), CITED, ids=[case[2] for case in CITED])
def test_a_provision_that_cites_an_upper_article_is_linked_to_it(
    text: str, wanted: str | None, why: str
) -> None:
    words = [unit.text for unit in units(UPPER)]
    words[2] = "统计部门应当公布监测结果。"
    upper = replace(articles(*words).document, metadata=Metadata("某省基金条例", "", None, (), None))
    found = align(annotate(upper), annotate(articles(text, "禁止燃放烟花爆竹。").document))
    promises(found)
    certain = [link for link in found.correspondences if link.score >= 0.99]
    assert [(link.lower_unit, link.upper_unit) for link in certain] == (
        [("art-1", wanted)] if wanted else []
    ), why
    for link in certain:
        assert link.evidence[0].signal == "citation"
        assert link.evidence[0].lower_text == "《某省基金条例》第三条"


UNITS = [
    ([("art-1", "甲", None)], ["art-1"], "an article"),
    ([("ch-1", "总则", None), ("art-1", "甲", "ch-1")], ["art-1"], "a chapter holds units and is none"),
    ([("art-1", "甲", None), ("art-1/para-1", "甲", "art-1")], ["art-1"], "a paragraph lies in its article"),
    ([("sec-1", "乙", None), ("sec-1/item-1", "丙", "sec-1")], ["sec-1/item-1"], "an item of a section"),
    ([("sec-1", "乙丙", None)], ["sec-1"], "a section with nothing inside"),
    (
        [("annex-1", "丁", None), ("annex-1/member-1", "某某", "annex-1")],
        ["annex-1"],
        "an annex of members counts as a whole, without their names",
    ),
    ([("annex-2", "丁", None), ("annex-2/task-1", "戊", "annex-2")], ["annex-2/task-1"], "a task"),
    (
        [("title", "题", None), ("preamble", "序", None), ("date", "日", None)],
        ["preamble"],
        "no title, no date",
    ),
    ([("art-1", " ", None)], [], "nothing to compare"),
]


@pytest.mark.parametrize(("rows", "wanted", "why"), UNITS)
def test_units(rows: list[tuple[str, str, str | None]], wanted: list[str], why: str) -> None:
    assert [unit.path for unit in units(rule(*rows))] == wanted, why


# One sentence each: what the norms read in it say decides, with where it stands.
DUTY, OFFICE = "各部门应当抓好落实。", "本意见所称小微企业，是指从业人员较少的企业。"
FRAMING = [
    ([("preamble", DUTY, None)], ["preamble"], "a preamble, whatever it asks for"),
    ([("art-1", OFFICE, None)], [], "an article is a rule of its own"),
    (
        [("sec-1", DUTY, None), ("sec-1/para-1", DUTY, "sec-1"), ("sec-1/item-1", DUTY, "sec-1")],
        ["sec-1/para-1"],
        "the words before the items of a section",
    ),
    (
        [("sec-1", DUTY, None), ("sec-1/para-1", DUTY, "sec-1"), ("sec-1/para-2", DUTY, "sec-1")],
        [],
        "a paragraph beside others",
    ),
    (
        [
            ("sec-1", DUTY, None),
            ("sec-1/para-1", "每年应当安排资金500万元。", "sec-1"),
            ("sec-1/item-1", DUTY, "sec-1"),
        ],
        [],
        "an amount is ruled, wherever it stands",
    ),
    (
        [("sec-1", DUTY, None), ("sec-1/para-1", OFFICE, "sec-1")],
        ["sec-1/para-1"],
        "only says what a word means",
    ),
    (
        [
            ("sec-1", DUTY, None),
            ("sec-1/para-1", "小微企业，贷款。", "sec-1"),
            ("sec-1/para-2", DUTY, "sec-1"),
        ],
        [],
        "no norm was read: not known",
    ),
    ([("annex-1", DUTY, None), ("annex-1/task-1", OFFICE, "annex-1")], [], "a row of a table of tasks"),
]


@pytest.mark.parametrize(("rows", "wanted", "why"), FRAMING, ids=[case[2] for case in FRAMING])
def test_what_only_frames_a_text_is_no_gap(
    rows: list[tuple[str, str, str | None]], wanted: list[str], why: str
) -> None:
    upper = annotate(rule(*rows).document)
    assert [unit.path for unit in units(upper) if unit.framing] == wanted, why
    gaps = {gap.path for gap in align(upper, articles("戊己庚辛。")).gaps if gap.side == "upper"}
    assert gaps == {unit.path for unit in units(upper)} - set(wanted)


def test_no_framing_is_a_gap_of_the_two_documents(opinion: Annotation, regulation: Annotation) -> None:
    gaps = {(gap.side, gap.path) for gap in align(opinion, regulation).gaps}
    framing = {
        ("upper", "preamble"),
        ("upper", "sec-2/para-1"),
        ("upper", "annex-1/para-1"),
        ("lower", "preamble"),
    }
    assert not gaps & framing
    assert ("lower", "art-32") in gaps, "articles are rules, whatever they say"


def test_a_word_of_the_common_subject_weighs_little() -> None:
    lower, upper = bag_of_terms([["企业", "基金"], ["企业"]]), bag_of_terms([["企业", "企业"], ["采购"]])
    weights, _ = weighed(lower, upper)
    assert weights[0] < weights[1], "企业 stands in all lower units, 基金 in one"


def test_the_cosine_of_a_text_with_itself_is_one() -> None:
    bag = bag_of_terms([["基金", "基金", "采购"], []])
    assert Likeness(bag, bag).matrix() == pytest.approx(np.array([[1.0, 0.0], [0.0, 0.0]]))
    assert Likeness(bag_of_terms([]), bag).matrix().shape == (0, 2)


TEXTS = st.lists(st.text("设立资金企业，的a", max_size=9), max_size=5)


def written_out(one: list[list[str]], other: list[list[str]], damping: float) -> list[list[float]]:
    """The likeness of texts, term by term as the formulas say it."""

    def share(term: str, side: list[list[str]]) -> float:
        return sum(term in text for text in side) / len(side)

    def vector(text: list[str]) -> dict[str, float]:
        found = {
            term: math.log1p(text.count(term)) * math.log1p(1 / max(share(term, one), share(term, other)))
            for term in dict.fromkeys(text)
        }
        squares = 0.0
        for weight in found.values():
            squares += weight * weight
        length = math.sqrt(squares + damping)
        return {term: weight / length for term, weight in found.items()}

    def product(left: dict[str, float], right: dict[str, float]) -> float:
        total = 0.0
        for term in sorted(left.keys() & right.keys()):
            total += left[term] * right[term]
        return total

    return [[product(vector(left), vector(right)) for right in other] for left in one]


@given(TEXTS, TEXTS, st.sampled_from([0.0, 5.0]), st.integers(1, 9))
@settings(deadline=None)
def test_likeness_is_that_of_the_formulas_to_the_last_digit(
    one: list[str], other: list[str], damping: float, at_once: int
) -> None:
    pairs = [[pair_terms(text) for text in side] for side in (one, other)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_terms, "_AT_ONCE", at_once)
        for bags in (map(bag_of_pairs, (one, other)), map(bag_of_terms, pairs)):
            assert Likeness(*bags, damping).matrix().tolist() == written_out(*pairs, damping)


@pytest.mark.parametrize(
    ("lengths", "kept", "why"),
    [
        ((100_000, 100_000, 100_000), 2, "two long rules, whatever they take"),
        ((6_000,) * 40, 25 + 1, "many usual ones"),
        ((200_000, 1, 1), 2, "a long one goes when it was not asked for last"),
    ],
)
def test_what_was_made_of_the_last_rules_is_kept(lengths: tuple[int, ...], kept: int, why: str) -> None:
    made: list[int] = []
    things: Kept[int] = Kept()

    def ask(at: int) -> int:
        return things.get(at, lambda: made.append(at) or at, lambda _: lengths[at])  # type: ignore[func-returns-value]

    assert [ask(at) for at in range(len(lengths))] == list(range(len(lengths)))
    made.clear()
    for at in reversed(range(len(lengths) - kept, len(lengths))):
        ask(at)
    assert not made, why
    ask(0)
    assert made == [0], why


def test_sentences_are_compared_the_same_strip_by_strip(
    opinion: Annotation, regulation: Annotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = align(opinion, regulation)
    for most in (1, 3000):
        monkeypatch.setattr(of_terms, "_STRIP", most)
        assert align(opinion, regulation) == whole


@given(st.text("设立资金，a", max_size=12), st.text("设立资金，a", max_size=12))
def test_common_substrings_stand_on_both_sides_and_do_not_overlap(one: str, other: str) -> None:
    runs = common_substrings(one, other)
    assert all(one[i : i + n] == other[j : j + n] for i, j, n in runs)
    taken = [at for i, _, n in runs for at in range(i, i + n)]
    assert len(taken) == len(set(taken))
    parts = {one[i:j] for i in range(len(one)) for j in range(i + 2, len(one) + 1)}
    common = [part for part in parts if part in other and not set(part) & set("，a")]
    assert max((n for _, _, n in runs), default=0) == max(map(len, common), default=0)


def test_a_tool_is_named_by_a_shared_compound() -> None:
    assert list(tools("设立风险补偿基金", "设立贷款风险补偿专项资金")) == ["风险补偿"]
    assert list(tools("支持技术改造升级", "鼓励技术改造升级")) == [], (
        "no tool of government among these words"
    )


def figures(folder: str, found: Alignment) -> dict[str, float]:
    """Return F1 of links and gaps against ``data/gold``, counted as the gold's README says."""
    wanted, spare = set(), set()
    for row in map(json.loads, (GOLD / folder / "links.jsonl").read_text("utf-8").splitlines()):
        pair = (place(row["lower"]), place(row["upper"]))
        (wanted if row["strength"] in ("strong", "partial") else spare).add(pair)
    pairs = {(place(c.lower_unit), place(c.upper_unit)) for c in found.correspondences} - (spare - wanted)
    gold = json.loads((GOLD / folder / "gaps.json").read_text("utf-8"))
    missing = {("upper", place(path)) for path in gold["upper_without_lower"]}
    missing |= {("lower", place(path)) for path in gold["lower_without_upper"]}
    told = {(gap.side, place(gap.path)) for gap in found.gaps}
    return {
        "links": 2 * len(pairs & wanted) / (len(pairs) + len(wanted)),
        "gaps": 2 * len(told & missing) / (len(told) + len(missing)),
    }


def place(path: str) -> str:
    parts = re.sub(r"^annex-\d+/", "", path).split("/")
    return "/".join(parts[:2]) if parts[0].startswith("sec") else parts[0]


def test_qinghai_and_haixi(opinion: Annotation, regulation: Annotation) -> None:
    found = align(opinion, regulation)
    promises(found)
    reached = figures("links-qinghai-haixi", found)
    assert reached["links"] >= 0.65
    assert reached["gaps"] >= 0.6


PAIRS = [
    ("links-shandong-linyi", "F5_P_山东省大气污染防治条例2018.txt", "F5_C_临沂市大气污染防治条例2020.txt"),
    ("links-national-beijing", "F1_N_中小企业促进法2017.txt", "F1_P_北京市促进中小企业发展条例2020.txt"),
]


@pytest.mark.corpus
@pytest.mark.parametrize(("folder", "upper", "lower"), PAIRS)
def test_real_pairs(corpus: Path, folder: str, upper: str, lower: str) -> None:
    found = align(*(annotate_file(corpus / "families" / name) for name in (upper, lower)))
    promises(found)
    reached = figures(folder, found)
    assert reached["links"] >= 0.65
    assert reached["gaps"] >= 0.6


@pytest.mark.corpus
def test_two_rules_about_different_things_have_no_links(corpus: Path) -> None:
    air, firms = (
        annotate_file(corpus / "families" / name)
        for name in ("F5_P_山东省大气污染防治条例2018.txt", "F1_P_北京市促进中小企业发展条例2020.txt")
    )
    found = align(air, firms)
    assert not found.correspondences
    assert NOT_COMPARED & {each.code for each in found.diagnostics}


def test_a_rule_compared_with_several_others_is_cut_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(texts: Iterable[str]) -> list[tuple[str, ...]]:
        those = list(texts)
        asked.extend(those)
        return list(cut_all(those))

    monkeypatch.setattr("ingest.similarity.cut_all", counting)
    lower = articles("市人民政府设立中小企业发展专项资金。", "建立贷款风险补偿机制。")
    features(lower)
    for n in range(3):
        align(articles(f"省人民政府设立第{n}号专项资金。", f"设立第{n}号基金。"), lower)
    of_units = [text for text in asked if text != lower.document.metadata.title]
    assert len(of_units) == 8
    assert len(set(of_units)) == 8, "each of the two units of four rules once"


def _title_alone(text: str) -> tuple[str, ...]:
    return (text,) if text == "某市条例" else pytest.fail(text)


def test_words_that_are_known_are_not_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    upper, lower = articles("省人民政府设立专项资金。"), articles("市人民政府设立专项资金。", "设立基金。")
    found = align(upper, lower)
    known = [word_places(each) for each in (upper, lower)]
    assert known[1] == ((12, 1, 5, 5, 7, 7, 11), (5, 0, 2, 2, 4))
    monkeypatch.setattr("ingest.similarity.cut_all", lambda texts: [_title_alone(text) for text in texts])
    again = [replace(each) for each in (upper, lower)]
    for annotation, places in zip(again, known, strict=True):
        know_words(annotation, places)
    assert align(*again) == replace(found, upper=again[0], lower=again[1])


def test_words_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.txt: 词的位置与文本不符.*cut it anew"):
        know_words(articles("设立基金。"), [(4, 0, 2, 2, 4)])
