"""Why two provisions are linked or not: the figures are those of the links, every word is at its place."""

from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from ingest.link import align
from ingest.link.explain import LinkExplanation, NotCompared, Quote, explain_link
from ingest.link.features import NAMES, OF_THE_RULES
from ingest.model import Annotation
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText, Span
from lawgraph.explain import NoSuchProvision
from lawgraph.explain_links import (
    CERTAIN,
    DECISIONS,
    FEATURES,
    LIKELY,
    OPEN,
    UNLIKELY,
    Unfit,
    as_lines,
    explain_pair,
    verdict,
)
from lawgraph.reviews.telling import Said

from .test_cli import Run, run  # noqa: F401  (run is a fixture)
from .test_gaps import SCHOOL, WATER

UPPER = """山东省中小企业条例
（2016年7月22日山东省人民代表大会常务委员会通过）

第一章 总则
第一条 为了促进中小企业发展，制定本条例。
第二条 金融机构应当改进对中小企业的融资服务。金融机构应当简化审批程序。
第二章 扶持
第三条 县级以上人民政府应当设立中小企业发展专项资金，支持企业技术改造。
第四条 统计部门应当建立中小企业分类统计监测制度，定期公布。
第五条 新闻媒体应当宣传扶持政策，营造良好社会氛围。
第六条 行业协会应当维护会员权益，开展纠纷调解。
第七条 本条例自2016年9月1日起施行。
"""
LOWER = """临沂市中小企业办法
（2020年5月1日临沂市人民政府通过）

第一条 为了促进中小企业发展，制定本办法。
第二条 金融机构应当扩大对中小企业的信贷投放。
第三条 市人民政府应当安排中小企业发展专项资金，支持企业技术改造。
第四条 违反《山东省中小企业条例》第五条、第六条的，由主管部门给予警告。
第五条 统计部门建立中小企业分类统计监测制度。
第六条 本办法自2020年7月1日起施行。
"""


def read(text: str, name: str = "a.txt") -> Annotation:
    return annotate(structure(SourceText(name, text, hashlib.sha256(text.encode()).hexdigest())))


@pytest.fixture(scope="module")
def pair() -> tuple[Annotation, Annotation]:
    return read(UPPER, "upper.txt"), read(LOWER, "lower.txt")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_figures_are_those_of_the_links(pair: tuple[Annotation, Annotation]) -> None:
    """Of every pair: the probability, and whether it is linked; what is added makes the probability."""
    upper, lower = pair
    aligned = align(upper, lower)
    links = {(each.lower, each.upper): each for each in aligned.correspondences}
    for low in range(1, 7):
        for high in range(1, 8):
            found = explain_link(upper, lower, f"art-{high}", f"art-{low}")
            link = links.get((f"art-{low}", f"art-{high}"))
            assert found.linked is (link is not None)
            if link is not None:
                assert (found.score, found.evidence) == (link.score, link.evidence)
            if not found.formal and found.cites is None:
                odds = found.base + sum(each.added for each in found.additions)
                assert found.score == pytest.approx(1 / (1 + math.exp(-odds)), abs=1e-4)
    assert {each.feature for each in found.additions} == set(NAMES) - set(OF_THE_RULES)


def test_ranks_are_places_among_all_counterparts(pair: tuple[Annotation, Annotation]) -> None:
    upper, lower = pair
    found = [explain_link(upper, lower, f"art-{high}", "art-3") for high in range(1, 8)]
    assert sorted(each.ranks[0] for each in found) == list(range(1, 8))
    assert [each.sizes for each in found] == [(7, 6)] * 7
    ordered = sorted(found, key=lambda each: each.ranks[0])
    assert (np.diff([each.score for each in ordered]) <= 0).all()
    assert {each.rival and each.rival.path for each in found if each.ranks[0] > 1} == {ordered[0].upper}
    assert ordered[0].rival is not None
    assert ordered[0].rival.path == ordered[1].upper


def test_what_tells_two_counterparts_apart_stands_first(pair: tuple[Annotation, Annotation]) -> None:
    found = explain_link(*pair, "art-3", "art-3")
    assert found.rival is not None
    own = {each.feature: each.added for each in found.additions}
    told = [abs(each.added - each.rival) for each in found.rival.differs]
    assert told == sorted(told, reverse=True)
    assert all(own[each.feature] == each.added for each in found.rival.differs)


def test_near_words_stand_in_their_sentences(pair: tuple[Annotation, Annotation]) -> None:
    upper, lower = pair
    found = explain_link(upper, lower, "art-2", "art-2")
    near = {(each.lower.text, each.upper.text): each for each in found.near}
    assert ("信贷", "融资") in near
    for each in found.near:
        for annotation, word, sentence in (
            (lower, each.lower, each.lower_sentence),
            (upper, each.upper, each.upper_sentence),
        ):
            assert word.text in sentence.text
            text = annotation.document.source.text
            for quote in (word, sentence):
                there = "".join(text[span.start : span.end] for span in quote.spans)
                assert squeezed(there) == squeezed(quote.text)
        assert each.lower.text not in each.upper_sentence.text, "a word that both have is the same, not near"


def test_a_cited_article_is_certain(pair: tuple[Annotation, Annotation]) -> None:
    found = explain_link(*pair, "art-6", "art-4")
    assert found.cites is not None
    assert "第六条" in found.cites.text
    assert found.linked
    assert verdict(found) == CERTAIN


def test_what_only_enters_into_force_is_not_linked(pair: tuple[Annotation, Annotation]) -> None:
    row, found = explain_pair(*pair, "art-7", "art-6")
    assert (found.formal, found.score, found.linked, found.rival) == (True, 0.0, False, None)
    assert "一方只规定自身的施行日期" in "\n".join(as_lines(row))


@pytest.mark.parametrize(
    ("score", "cites", "formal", "said", "why"),
    [
        (0.95, False, False, LIKELY, "a high probability is not certain"),
        (0.8, False, False, LIKELY, "the least that is likely"),
        (0.79, False, False, OPEN, "a person has to look"),
        (0.25, False, False, OPEN, "the least of these"),
        (0.24, False, False, UNLIKELY, "below"),
        (0.99, True, False, CERTAIN, "it is cited"),
        (0.0, True, True, UNLIKELY, "it is cited and only enters into force"),
    ],
)
def test_probability_in_words(
    score: float, cites: bool, formal: bool, said: tuple[str, str], why: str
) -> None:
    quote = Quote("第六条", (Span(0, 3),))
    found = LinkExplanation(
        "art-1",
        "art-1",
        score,
        False,
        0.3,
        0.0,
        (),
        quote if cites else None,
        formal,
        (1, 1),
        (1, 1),
        (),
        (quote, quote),
        (),
        None,
    )
    assert verdict(found) == said, why


def test_every_feature_has_words() -> None:
    assert set(FEATURES) == set(NAMES) - set(OF_THE_RULES)


PATHS = [
    ("art-3", "art-3", "a path"),
    ("art-3/para-1", "art-3", "a part of a unit"),
    ("第三条", "art-3", "as it is cited"),
    ("Article 3", "art-3", "in English"),
]


@pytest.mark.parametrize(("said", "compared", "why"), PATHS)
def test_how_a_provision_is_named(
    pair: tuple[Annotation, Annotation], said: str, compared: str, why: str
) -> None:
    row, _ = explain_pair(*pair, said, said)
    assert (row["lower"]["compared"], row["upper"]["compared"]) == (compared, compared), why


def test_a_part_is_said_to_be_compared_with_the_whole(pair: tuple[Annotation, Annotation]) -> None:
    row, _ = explain_pair(*pair, "art-2", "art-3/para-1")
    assert "art-3/para-1 随 art-3 比较" in "\n".join(as_lines(row))


def test_what_is_compared_by_its_parts(pair: tuple[Annotation, Annotation]) -> None:
    with pytest.raises(NotCompared) as caught:
        explain_link(*pair, "ch-2", "art-2")
    assert caught.value.inner == ("art-3", "art-4", "art-5", "art-6", "art-7")
    with pytest.raises(Unfit, match="改用 art-3, art-4"):
        explain_pair(*pair, "ch-2", "art-2")


def test_what_is_never_compared(pair: tuple[Annotation, Annotation]) -> None:
    with pytest.raises(Unfit, match=r"标题、署名、日期等不参与比较.*are not compared"):
        explain_pair(*pair, "title", "art-2")


def test_an_unknown_path_names_near_ones(pair: tuple[Annotation, Annotation]) -> None:
    with pytest.raises(NoSuchProvision, match=r"art-33: lower\.txt 没有这一条款.*art-3"):
        explain_pair(*pair, "art-2", "art-33")


@pytest.mark.parametrize(
    ("languages", "said", "unsaid"),
    [
        (("zh", "en"), ["近义词", "near words", "支持 for it", "最相近的句子 closest sentences"], []),
        (
            ("zh",),
            ["信贷 ≈ 融资", "支持", "反对", "名次", "起点"],
            ["near words", "for it", "rank", "lower "],
        ),
        (("en",), ["near words", "for it", "against it", "rank: ", "start: "], ["近义词", "名次", "起点"]),
    ],
)
def test_lines_for_people(
    pair: tuple[Annotation, Annotation], languages: tuple[str, ...], said: list[str], unsaid: list[str]
) -> None:
    row, _ = explain_pair(*pair, "art-2", "art-2")
    lines = "\n".join(as_lines(row, languages))
    assert [words for words in said if words not in lines] == []
    assert [words for words in unsaid if words in lines] == []


def test_the_next_best_and_the_one_before(pair: tuple[Annotation, Annotation]) -> None:
    lines = {high: "\n".join(as_lines(explain_pair(*pair, high, "art-3")[0])) for high in ("art-3", "art-5")}
    assert "为何不是次佳候选 why not the next best" in lines["art-3"]
    assert "排在前面的候选 the counterpart that stands before it art-3" in lines["art-5"]


NEAR = [
    (
        "金融机构应当扩大信贷投放。",
        "金融机构应当改进融资服务。",
        [("信贷", "融资")],
        "two words for one thing",
    ),
    ("金融机构应当扩大信贷投放。", "金融机构应当培训馆员。", [], "words of other fields"),
    (
        "合同期限应当为一年。",
        "合同期限应当最长。",
        [],
        "a word that names no thing, act or quality (一年 ≈ 最长)",
    ),
]


@pytest.mark.parametrize(("low", "high", "words", "why"), NEAR)
def test_near_words_are_near_and_name_something(
    low: str, high: str, words: list[tuple[str, str]], why: str
) -> None:
    found = explain_link(
        read(f"第一条 {high}\n第二条 略。\n"), read(f"第一条 {low}\n第二条 略。\n"), "art-1", "art-1"
    )
    assert [(each.lower.text, each.upper.text) for each in found.near] == words, why
    assert all(each.likeness >= 0.6 for each in found.near)


def test_rules_that_are_not_compared_are_for_reading_only() -> None:
    upper, lower = titled_rule(WATER), titled_rule(SCHOOL)
    row, found = explain_pair(upper, lower, "art-1", "art-1")
    assert (found.compared, row["compared"], row["linked"]) == (False, False, False)
    lines = list(as_lines(row))
    assert "以下句子仅供阅读" in lines[1]
    assert len(lines) == 4, "the two provisions, that it is for reading only, the two sentences"
    assert not re.search("起点|名次|判定线", "\n".join(lines))


def titled_rule(articles: tuple[str, ...]) -> Annotation:
    numbers = "一二三四五六"
    return read("某市条例\n" + "".join(f"第{numbers[at]}条 {each}\n" for at, each in enumerate(articles)))


DECIDED = [
    (
        ("art-3", "art-3"),
        Said("wanted", "甲", "2026-03-01", "同一资金", "art-3", "art-3"),
        "confirmed",
        "a link",
    ),
    (("art-1", "art-5"), Said("wanted", "甲", "2026-03-01", "", "art-1", "art-5"), "added", "no link"),
    (
        ("art-3", "art-3"),
        Said("rejected", "甲", "2026-03-01", "不同", "art-3", "art-3"),
        "rejected",
        "it is none",
    ),
    (("art-3", "art-3"), Said("none", "甲", "2026-03-01", "", "art-3", ""), "none", "of the lower one"),
    (
        ("art-3", "art-3"),
        Said("rejected", "甲", "2026-03-01", "", "art-3/para-1", "art-3"),
        "rejected",
        "a part",
    ),
    (("art-3", "art-3"), Said("rejected", "甲", "2026-03-01", "", "art-3", "art-4"), None, "another pair"),
    (("art-3", "art-3"), Said("none", "甲", "2026-03-01", "", "", "art-4"), None, "another provision"),
]


@pytest.mark.parametrize(("paths", "said", "decision", "why"), DECIDED, ids=[case[3] for case in DECIDED])
def test_what_people_decided_is_told_first(
    pair: tuple[Annotation, Annotation], paths: tuple[str, str], said: Said, decision: str | None, why: str
) -> None:
    row, _ = explain_pair(*pair, paths[1], paths[0], [said])
    told = {"decision": decision, "author": "甲", "date": "2026-03-01", "comment": said.comment}
    assert row["reviews"] == ([told] if decision else []), why
    line = list(as_lines(row))[1]
    if decision:
        assert line.startswith("  人工审定 reviewed 甲 2026-03-01 " + " ".join(DECISIONS[decision]))
        assert line.endswith(f"：{said.comment}" if said.comment else DECISIONS[decision][1])
    else:
        assert "人工审定" not in "\n".join(as_lines(row))


# --- the command


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "lower.txt", tmp_path / "upper.txt"
    for path, text in zip(paths, (LOWER, UPPER), strict=True):
        path.write_text(text, "utf-8")
    return paths


CALLS: list[tuple[tuple[str, ...], int, str, str, str]] = [
    (("第三条", "art-3"), 0, "第三条 Article 3 → art-3", "", "both languages"),
    (("art-3", "art-3", "--labels", "en"), 0, "closest sentences\n", "", "English alone"),
    (("art-9", "art-3"), 3, "", "art-9: lower.txt 没有这一条款", "nothing found below"),
    (("art-3", "art-9"), 3, "", "art-9: upper.txt 没有这一条款", "nothing found above"),
    (("art-3", "ch-2"), 3, "", "ch-2: 该处按其中的条款比较", "compared by its parts"),
    (("art-3", "art-3", "--labels", "fr"), 2, "", "--labels fr", "usage"),
]


@pytest.mark.parametrize(("arguments", "code", "out", "err", "why"), CALLS)
def test_the_command(
    run: Run,  # noqa: F811
    files: tuple[Path, Path],
    arguments: tuple[str, ...],
    code: int,
    out: str,
    err: str,
    why: str,
) -> None:
    outcome = run("explain", *arguments, "--lower", files[0], "--upper", files[1])
    assert (outcome.code, bool(outcome.out), bool(outcome.err)) == (code, bool(out), bool(err)), why
    assert out in outcome.out
    assert err in outcome.err


def test_a_row_for_programs(run: Run, files: tuple[Path, Path]) -> None:  # noqa: F811
    outcome = run("explain", "art-2", "art-2", "--lower", files[0], "--upper", files[1], "--json")
    (line,) = outcome.out.splitlines()
    row = json.loads(line)
    assert row["verdict"].keys() == {"zh", "en"}
    assert row["ranks"]["lower"]["of"] == 7
    assert [word["upper"]["text"] for word in row["near_words"]][:1] == ["融资"]
    assert {each["feature"] for each in row["features"]} == set(NAMES) - set(OF_THE_RULES)


def test_one_side_alone_is_wrong(run: Run, files: tuple[Path, Path]) -> None:  # noqa: F811
    outcome = run("explain", "art-3", "art-3", "--lower", files[0])
    assert (outcome.code, outcome.out) == (2, "")
    assert "须同时给出 --lower 和 --upper" in outcome.err


def test_a_document_is_not_compared_with_itself(run: Run, files: tuple[Path, Path]) -> None:  # noqa: F811
    outcome = run("explain", "art-3", "art-3", "--lower", files[0], "--upper", files[0])
    assert (outcome.code, outcome.out) == (2, "")
    assert "a document is not compared with itself" in outcome.err


def test_documents_of_a_graph(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:  # noqa: F811
    """The same is said of the documents of a graph; a graph without its parts is to be built anew."""
    graph = tmp_path / "graph"
    assert run("build", *files, "--out", graph).code == 0
    of_files = run("explain", "art-3", "art-3", "--lower", files[0], "--upper", files[1])
    named = ("--lower", "临沂市中小企业办法", "--upper", "山东省", "--graph", graph)
    of_graph = run("explain", "art-3", "art-3", *named)
    assert (of_graph.code, of_graph.out) == (0, of_files.out)
    unknown = run("explain", "art-3", "art-3", "--lower", "安徽省", "--upper", "山东省", "--graph", graph)
    assert (unknown.code, unknown.out) == (2, "")
    assert "安徽省: 图谱中没有这份文件" in unknown.err
    (graph / "parts" / "manifest.json").unlink()
    lost = run("explain", "art-3", "art-3", *named)
    assert (lost.code, lost.out) == (1, "")
    assert "请用 lawgraph build 重新构建" in lost.err
