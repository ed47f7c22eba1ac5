"""Search: what is found, where it stands in the text and in the source, and what odd input does."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lawgraph.search
from lawgraph import store
from lawgraph.build import BuildReport
from lawgraph.search import Index, NoIndex, SearchError
from lawgraph.search import finding as finding_module
from lawgraph.search.folding import Folded, fold
from lawgraph.search.index import NAME, write_index
from lawgraph.search.narrowing import kinds, levels
from lawgraph.search.units import DOCUMENT, Document, Unit, units
from lawgraph.search.wanted import LONGEST, MOST_WORDS, wanted
from ontology.synonyms import COLUMNS, read_synonyms, synonyms
from ontology.tables import AuthorityError
from queries import EmbeddedEngine, EngineError

from .conftest import OPINION, REGULATION, ROOT
from .test_cli import Run, run

__all__ = ["run"]

SOURCES = {path.name: path.read_text("utf-8") for path in (OPINION, REGULATION)}
D, P = "https://example.org/d", "https://example.org/d/art-1"

TEXTS = [
    "对吸纳就业的企业给予社会保险补贴。",
    "对贷款给予贴息补助。",
    "依法开展反补贴调查。",
    "Ｅ－ＭＡＩＬ：ａ＠ｂ．ｃ，比例为１０％（含）",
    "促进融资\n担保业务",
    "融资、担保分别办理",
    "\U00020000野家的𠀀字与👍🏽",
    "村民委员会应当公开",
    '贷款 OR 担保 AND "引号" NEAR(a b) *',
    "应当在十五个工作日内办结",
    "应当在5个工作日内办结，不超过150万元",
    "处五十万元以上的罚款，或者1,500,000元",
    "比例为百分之零点八，二〇一五年两次",
]


def indexed(folder: Path, texts: list[str]) -> Index:
    """Write an index of a document with these provisions, each at an offset of 100 more than the one before."""
    whole = "".join(text.ljust(100) for text in texts)

    def written(_: object) -> list[tuple[Document | None, list[Unit]]]:
        found = [
            Unit(f"{D}/{at}", "paragraph", f"《标题》{at}", text, ((0, 100 * at, len(text)),))
            for at, text in enumerate(texts)
        ]
        return [(Document(D, "标题", "city", "a.txt"), [Unit(D, DOCUMENT, "标题", "标题"), *found])]

    assert whole[100:101] == texts[1][:1]
    before = lawgraph.search.index.units
    lawgraph.search.index.units = written  # type: ignore[assignment]
    try:
        import pyoxigraph as ox

        ox.Store(str(folder / "store")).flush()
        file = write_index(folder / "store", folder)
    finally:
        lawgraph.search.index.units = before
    assert file is not None
    return Index(file)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("small"), TEXTS)


@pytest.fixture(scope="module")
def index(built: BuildReport) -> Index:
    return lawgraph.search.open(built.generation.directory)


@pytest.mark.parametrize(
    ("text", "numbers", "why"),
    [
        ("贴", [0, 1, 2], "one character"),
        ("。", [0, 1, 2], "one character, the last of its text, and a sign"),
        ("贴息", [1], "two characters"),
        ("社会保险补贴", [0], "a long word; 社会保险补助 stands nowhere"),
        ("补贴", [2, 0, 1], "the word before its synonym; 反补贴 has the very characters asked for"),
        ("补助", [1, 0], "a synonym, and not where 反 stands before it"),
        ("保险补助", [0], "a synonym within a longer word"),
        ('"补助"', [1], "a word between quotation marks is meant as it is"),
        ("“补助”", [1], "quotation marks as they are typed in Chinese"),
        ("融资担保", [4], "across a line break, which is none of the text's; not across punctuation"),
        ("融资、担保", [5], "punctuation that is asked for"),
        ("融资 担保", [5, 4], "two words in any order and place"),
        ("担保 -融资", [8], "a word left out"),
        ("E-mail", [3], "full width and capitals make no difference"),
        ("10%", [3], "figures and signs of full width"),
        ("-", [3], "a sign alone is a character as any other"),
        ("(含)", [3], "brackets of half width"),
        ("𠀀", [6], "a character beyond the first plane"),
        ("👍", [6], "an emoji, whatever its colour"),
        ("村委会", [7], "a short form"),
        ("村委会应当", [7], "a short form within a longer word"),
        ("OR", [8], "no operator"),
        ("NEAR(a", [8], "no operator"),
        ("*", [8], "no wildcard"),
        ("贷*", [], "no wildcard"),
        ("15个工作日", [9], "a number in characters"),
        ("十五个工作日", [9], "the very number"),
        ("5个工作日", [10], "a whole number, no end of fifteen"),
        ("五个工作日", [10], "a number in figures, and no end of fifteen"),
        ('"5个工作日"', [10], "the very characters"),
        ('"五个工作日"', [9], "the very characters, of another number too"),
        ("50万元", [11], "五十万元; not the end of 150万元"),
        ("150万元", [10, 11], "the number with 万, before that with commas"),
        ("1500000元", [10, 11], "with commas and with 万"),
        ("0.8%", [12], "a share in characters"),
        ("2015年", [12], "a year in characters"),
        ("2次", [12], "两次"),
        ("第15", [], "nothing has this label"),
        ("15", [], "a number alone has no other spelling, and is none of 150万元"),
        ("标题", ["d"], "the title of a document"),
        ("担保 的", [], "all words must be there"),
    ],
)
def test_what_is_found(small: Index, text: str, numbers: list[object], why: str) -> None:
    found = small.find(text)
    said = [hit.iri.rsplit("/", 1)[-1] for hit in found.hits]
    assert sorted(said) == sorted(map(str, numbers)), why
    if all(hit.exact for hit in found.hits):
        return
    assert said == [str(number) for number in numbers], why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        (" \n　", "white space"),
        ('""', "an empty phrase"),
        ("-贴息", "only what is not wanted"),
        ("\0", "an invisible character"),
        ("\u200b\ufe0f", "invisible characters"),
        ("字" * (LONGEST + 1), "too long"),
        (" ".join(chr(0x4E00 + at) for at in range(MOST_WORDS + 1)), "too many words"),
    ],
)
def test_what_cannot_be_searched(small: Index, text: str, why: str) -> None:
    with pytest.raises(SearchError, match=r"[。][A-Z]"):
        small.find(text)


@given(text=st.text(max_size=40))
def test_no_text_is_an_error_of_the_database(small: Index, text: str) -> None:
    try:
        found = small.find(text)
    except SearchError:
        assert not any(fold(part) for part in text.split() if not part.startswith(("-", "－"))) or '"' in text
    else:
        assert found.total == len(found.hits)


def test_lone_surrogates_are_looked_for_and_not_found(small: Index) -> None:
    assert small.find("\ud800").total == 0


def test_every_piece_of_a_text_is_found_at_its_characters(index: Index, built: BuildReport) -> None:
    """Random pieces of the texts: each is found in its unit, and the source has these characters at its places."""
    engine = EmbeddedEngine.open(built.generation.store)
    every = [unit for _, found in units(engine) for unit in found if unit.runs]
    assert len(every) > 150
    draw = random.Random(7)
    for _ in range(400):
        unit = draw.choice(every)
        start = draw.randrange(len(unit.text))
        piece = unit.text[start : start + draw.choice((1, 1, 2, 2, 3, 5, 9))]
        asked = piece.replace('"', "").replace("“", "").replace("”", "")
        if not fold(asked) or asked != piece:
            continue
        found = index.find(f'"{piece}"', kind=unit.kind, limit=10_000)
        hit = next(hit for hit in found.hits if hit.iri == unit.iri)
        assert any(low <= start < high for low, high in hit.spans) or fold(piece[0]) == ""
        for low, high in hit.spans:
            assert fold(hit.text[low:high]) in fold(piece) * 20 or fold(piece) in fold(hit.text[low:high])
        said = "".join(SOURCES[hit.file][low:high] for low, high in hit.places)
        marked = "".join(hit.text[low:high] for low, high in hit.spans)
        assert _solid(said) == _solid(marked)


def _solid(text: str) -> str:
    return "".join(text.split())


def test_found_is_what_a_plain_scan_finds(index: Index, built: BuildReport) -> None:
    every = [unit for _, found in units(EmbeddedEngine.open(built.generation.store)) for unit in found]
    for word in ("贷", "担保", "融资担保", "中小企业", "10%", "（", "省财政厅"):
        scanned = {unit.iri for unit in every if fold(word) in fold(unit.text)}
        assert set(index.iris(f'"{word}"', 10_000)) == scanned, word


def test_provisions_with_parts_are_found_by_their_own_words(index: Index) -> None:
    (section,) = (hit for hit in index.find("明确重点").hits if hit.kind == "section")
    assert section.text.startswith("明确重点，进一步推进政策措施的落实")
    assert "加大财政资金扶持力度" not in section.text


def test_labels_kinds_levels_and_documents(index: Index) -> None:
    found = index.find("融资担保", kind="task", document="青海省人民政府", level="province")
    assert found.total == len(found.hits) == 2
    assert {hit.kind for hit in found.hits} == {"task"}
    assert all(hit.label.startswith("《青海省人民政府关于") and "附件2第" in hit.label for hit in found.hits)
    assert index.find("财政厅", kind="body").total > 0
    assert index.find("补贴", kind="definition").total > 0
    assert not [hit for hit in index.find("补贴").hits if hit.kind == "definition"]
    (title,) = index.find("促进中小微企业发展条例", kind="document").hits
    assert SOURCES[title.file][slice(*title.places[0])] == "促进中小微企业发展条例"


def test_pages_are_parts_of_one_order(index: Index) -> None:
    whole = index.find("补贴", limit=100)
    assert whole.total == len(whole.hits) > 5
    pages = [hit for at in range(0, whole.total, 2) for hit in index.find("补贴", limit=2, offset=at).hits]
    assert tuple(pages) == whole.hits


@pytest.mark.parametrize(
    ("narrowed", "said"),
    [
        ({"kind": "x"}, "kind x: .*条 article.*分工任务 task.*文件 document"),
        ({"level": "x"}, "level x: .*省级 province"),
        ({"kind": ""}, "kind : .*task"),
        ({"document": "甘肃"}, "document 甘肃: .*海西"),
        ({"document": ""}, "document : .*海西"),
        ({"limit": -1}, "limit"),
        ({"offset": -1}, "offset"),
    ],
)
def test_what_narrows_is_known(index: Index, narrowed: dict[str, object], said: str) -> None:
    with pytest.raises(SearchError, match=said):
        index.find("担保", **narrowed)  # type: ignore[arg-type]


def test_near_words_find_something(index: Index) -> None:
    found = index.find("融资担保品")
    assert (found.total, found.near) == (0, ("融资担保",))
    for word in found.near:
        assert index.find(word).total
    assert index.find("\U0001f9ff").near == ()


@pytest.mark.parametrize(
    ("text", "near", "why"),
    [
        ("融资担保品", ("融资担保",), "whole words"),
        ("贷款引号", ("贷款 引号",), "all words together, as they stand in one text"),
        ("居委会", (), "a word is not cut"),
        ("3个工作日", ("工作日",), "no other number, and no 个工作日"),
        ("80万元", (), "no other amount, and no 万元"),
        ("贴息 融资担保", ("贴息", "融资担保"), "each of the words alone"),
    ],
)
def test_what_is_proposed(small: Index, text: str, near: tuple[str, ...], why: str) -> None:
    found = small.find(text)
    assert (found.total, found.near) == (0, near), why
    assert all(small.find(each).total for each in near)


def test_a_longer_word_with_synonyms_is_told_where_it_finds_more(tmp_path: Path) -> None:
    texts = ["支持小微企业发展", "支持小型微型企业发展", "扶持小微"]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    index = indexed(tmp_path / "one", texts)
    found = index.find("小微")
    assert (found.total, found.longer) == (2, ())  # 小微企业 finds no more: 小微 has one of its own
    index = indexed(tmp_path / "two", [texts[1], texts[1]])
    assert index.find("小微").longer == ("小微企业",)
    assert index.find("小微", exact=True).longer == ()
    assert index.find("小微企业").longer == index.find("企业").longer == ()


def test_a_number_in_another_spelling_is_marked(small: Index) -> None:
    (hit,) = small.find("15个工作日").hits
    assert (hit.exact, hit.matched) == (False, ("十五个工作日",))
    assert [hit.text[low:high] for low, high in hit.spans] == ["十五个工作日"]
    assert hit.places == ((903, 909),)
    assert small.find("15个工作日", exact=True).total == 0
    (hit,) = small.find("150万元", limit=1).hits
    assert (hit.exact, hit.matched) == (True, ("150万元",))


NAMES = [
    ({"kind": "任务"}, {"kind": "task"}),
    ({"kind": "分工任务"}, {"kind": "task"}),
    ({"kind": "款"}, {"kind": "paragraph"}),
    ({"kind": "Article"}, {"kind": "article"}),
    ({"kind": "条"}, {"kind": "article"}),
    ({"kind": "附件"}, {"kind": "annex"}),
    ({"kind": "机构"}, {"kind": "body"}),
    ({"kind": "文件"}, {"kind": "document"}),
    ({"kind": "定义"}, {"kind": "definition"}),
    ({"level": "省"}, {"level": "province"}),
    ({"level": "省级"}, {"level": "province"}),
    ({"level": "Province"}, {"level": "province"}),
    ({"level": "地级"}, {"level": "prefecture"}),
    ({"level": "市"}, {"level": "prefecture"}),
]


@pytest.mark.parametrize(("named", "coded"), NAMES)
def test_kinds_and_levels_have_names(index: Index, named: dict[str, str], coded: dict[str, str]) -> None:
    text = "财政厅" if coded.get("kind") == "body" else "企业"
    found = [index.find(text, limit=1000, **each).hits for each in (named, coded)]  # type: ignore[arg-type]
    assert found[0] == found[1] != ()


def test_every_kind_and_level_that_is_offered_is_taken(index: Index) -> None:
    for choice in kinds():
        for name in choice.names:
            index.find("企业", kind=name)
    for choice in levels():
        for name in choice.names:
            index.find("企业", level=name)


def test_the_words_of_an_article_are_in_its_paragraphs(index: Index) -> None:
    found = index.find("融资担保", kind="article").hits
    assert found
    assert {hit.kind for hit in found} == {"paragraph"}
    assert all("第十六条" in hit.label for hit in found)
    annexed = index.find("融资担保", kind="annex").hits
    assert {hit.kind for hit in annexed} == {"task"}


def test_a_search_has_its_time(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_module, "SECONDS", -1.0)
    monkeypatch.setattr(finding_module, "_STEPS", 1)
    with pytest.raises(EngineError, match="已停止"):
        index.find("的")


def test_folding_keeps_places() -> None:
    text = "Ａ㈠ ﬁ①①é\u0301文"
    folded = Folded.of(text)
    assert folded.text == fold(text) == "a(一)fi11e文"
    assert [text[at] for at in folded.places] == list("Ａ㈠㈠㈠ﬁﬁ①①é文")
    assert folded.spans("一") == [(1, 2)]


def test_asked_for_twice_is_once() -> None:
    assert len(wanted("担保 担 保 担保").words) == 3


def test_the_index_is_the_same_each_time(built: BuildReport, tmp_path: Path) -> None:
    again = write_index(built.generation.store, tmp_path)
    assert again is not None
    digests = {sha256(path.read_bytes()).digest() for path in (again, built.generation.folder / NAME)}
    assert len(digests) == 1


def test_the_index_is_guarded_and_made_anew(built: BuildReport, tmp_path: Path, run: Run) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(built.generation.directory, graph)
    file = store.current(graph).folder / NAME
    file.write_bytes(file.read_bytes()[:-1] + b"\1")
    with pytest.raises(store.GraphDamaged, match=NAME):
        lawgraph.search.open(graph)
    assert run("doctor", graph, "--repair").code == 0
    assert lawgraph.search.open(graph).find("融资担保").total == 3


def test_a_graph_without_an_index_says_to_build_it(built: BuildReport, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(built.generation.directory, graph)
    generation = store.current(graph)
    (generation.folder / NAME).unlink()
    (generation.folder / "checksums.json").unlink()
    store.write_checksums(generation.folder)
    with pytest.raises(NoIndex, match=r"重新生成：lawgraph build .*build it anew"):
        lawgraph.search.open(graph)
    assert not store.is_whole(generation)  # so that a build writes it


def test_only_a_search_needs_the_index(
    built: BuildReport, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(built.generation.directory, graph)
    file = store.current(graph).folder / NAME
    matching = tmp_path / "q.rq"
    matching.write_text('SELECT ?p { ?p lg:matches "担保" }', "utf-8")
    mode = os.access

    def denied(path: Path, how: int) -> bool:
        return path != file and mode(path, how)

    with monkeypatch.context() as patch:
        patch.setattr(os, "access", denied)
        assert run("query", "documents", "--graph", graph).code == 0
        said = run("search", "担保", "--graph", graph)
        assert said.code == 1
        assert "权限" in said.err
        assert "损坏" not in said.err
    file.unlink()
    assert run("query", "documents", "--graph", graph).code == 0
    for command in (["search", "担保"], ["query", matching]):
        said = run(*command, "--graph", graph)
        assert said.code == 1
        assert "检索索引" in said.err
        assert "损坏" not in said.err
    assert run("doctor", graph).code == 1


def test_without_full_text_it_is_said(
    monkeypatch: pytest.MonkeyPatch, built: BuildReport, tmp_path: Path
) -> None:
    monkeypatch.setattr(finding_module, "has_full_text", lambda: False)
    monkeypatch.setattr(lawgraph.search.index, "has_full_text", lambda: False)
    with pytest.raises(EngineError, match="FTS5"):
        lawgraph.search.open(built.generation.directory)
    assert write_index(built.generation.store, tmp_path) is None
    assert not list(tmp_path.iterdir())


def test_the_command(run: Run, built: BuildReport) -> None:
    graph = built.generation.directory
    plain = run("search", "融资担保", "--graph", graph)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.startswith("1. 《")
    assert "第十六条 [paragraph, prefecture]" in plain.out
    assert "\x1b" not in plain.out
    data = json.loads(run("search", "融资 担保", "--json", "--limit", "1", "--graph", graph).out)
    assert data["total"] > len(data["hits"]) == 1
    hit = data["hits"][0]
    assert {hit["text"][low:high] for low, high in hit["spans"]} <= {"融资", "担保", "融资担保"}
    nothing = run("search", "融资担保品", "--graph", graph)
    assert (nothing.code, nothing.out) == (3, "")
    assert "融资担保" in nothing.err
    without = run("search", "担保", "-融资", "--json", "--graph", graph)
    assert json.loads(without.out)["query"] == "担保 -融资"
    assert (
        0
        < json.loads(without.out)["total"]
        < json.loads(run("search", "担保", "--json", "--graph", graph).out)["total"]
    )
    assert run("search", "-融资", "担保", "--json", "--graph", graph).out.count('"iri"') == without.out.count(
        '"iri"'
    )
    wrong = run("search", "担保", "--limt", "3", "--graph", graph)
    assert (wrong.code, wrong.out) == (2, "")
    assert "--limt" in wrong.err
    assert run("search", "担保", "--kind", "任务", "--level", "省", "--graph", graph).code == 0
    assert run("search", "", "--graph", graph).code == 2
    assert run("search", "担保", "--kind", "x", "--graph", graph).code == 2
    assert "--limit" in run("search", "担保", "--limit", "1", "--graph", graph).err
    assert run("search", "担保", "--graph", graph / "none").code == 1


def test_a_terminal_gets_the_words_marked(index: Index) -> None:
    from lawgraph.search.telling import lines

    found = index.find("融资担保", limit=1)
    (_, words) = lines(found, 1, colours=True)
    assert "\x1b[1;31m融资担保\x1b[0m" in words


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("补\t补助\t\t给予补助\t书", "one word"),
        ("补\t补助\t\t给予补助\t书\n补\t补助\t\t给予补助\t书", "stands already"),
        ("补\t补助\t\t给予补贴\t书\n补\t补贴\t\t给予补贴\t书", "does not hold the word"),
        ("补\t补助\t\t给予补助\t\n补\t补贴\t\t给予补贴\t书", "no source"),
    ],
)
def test_families_are_checked(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "synonyms.tsv"
    file.write_text("\t".join(COLUMNS) + "\n" + rows + "\n", "utf-8")
    with pytest.raises(AuthorityError, match=said):
        read_synonyms(file)


def test_each_word_of_a_family_finds_the_example_of_each_other(tmp_path: Path) -> None:
    from ontology.synonyms import PATH
    from ontology.tables import read_table

    rows = read_table(PATH, COLUMNS)
    texts = [row.require("example") for row in rows]
    families = indexed(tmp_path, texts)
    for row in rows:
        found = {hit.iri for hit in families.find(row.require("word"), limit=1000).hits}
        others = {f"{D}/{at}" for at, other in enumerate(rows) if other.get("family") == row.get("family")}
        assert others <= found, row.require("word")
    assert len(synonyms()) == len(rows) > 20


def test_the_index_is_read_and_never_written(index: Index) -> None:
    before = sorted(path.name for path in index.file.parent.iterdir())
    index.find("担保")
    assert sorted(path.name for path in index.file.parent.iterdir()) == before
    with sqlite3.connect(f"{index.file.as_uri()}?mode=ro&immutable=1", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_importing_the_program_is_enough() -> None:
    code = "import lawgraph.search; lawgraph.search.open"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
