"""The reading page: nothing of a text is lost or added, facts are at their characters, what is unknown is left open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from re import findall
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request as Asking

from ingest.contract import CorrespondenceRow, GapRow
from ingest.model import Annotation
from lawgraph.build import BuildReport
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Elsewhere, Language
from lawgraph.explorer.reading import PAGE, citing
from lawgraph.explorer.reading.about import about
from lawgraph.explorer.reading.beside import beside
from lawgraph.explorer.reading.cutting import Cut, Segment, Standing
from lawgraph.explorer.reading.kinds import BY_NAME
from lawgraph.explorer.reading.laying import Block, Laid, laid, words_of
from lawgraph.explorer.reading.margins import SHOWN, margins
from lawgraph.explorer.reading.page import Reading, show
from lawgraph.explorer.reading.stored import Place, Stored, stored
from lawgraph.explorer.rendering import Frame, html
from lawgraph.stored_links import Reader, rows_of
from ontology.iri import BASE, DocumentIri
from queries.engine import EmbeddedEngine, Engine

from .linked import graph_of, read

OPINION = f"{BASE}/eli/cn/text/c8dafa78051482a4"
REGULATION = f"{BASE}/eli/cn/text/8fb97fd50b203320"
HOSTILE = "<script>alert(1)</script>&lt;b&gt;&amp;&#x202e;\u202e右\u2066左\u200f<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> Engine:
    """The graph of both documents."""
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def examples(built_examples: BuildReport) -> Engine:
    """The graph of the invented family."""
    return EmbeddedEngine.open(built_examples.generation.store)


def _documents(engine: Engine) -> list[Stored]:
    iris = [row[0] or "" for row in Reader(engine).ask("SELECT ?d { ?d a lg:Document } ORDER BY ?d")]
    return [found for iri in iris if (found := stored(engine, iri)) is not None]


def _asked(engine: Engine, iri: str, **given: str | tuple[str, ...]) -> Asked:
    items = [
        (name, each)
        for name, value in given.items()
        for each in ([value] if isinstance(value, str) else value)
    ]
    place = iri.removeprefix(f"{BASE}/")
    return Asked(engine, Path(str(id(engine))), Given.of(items, PAGE.parameters), place)


def _reading(engine: Engine, iri: str, **given: str | tuple[str, ...]) -> Reading:
    content = show(_asked(engine, iri, **given)).content
    assert isinstance(content, Reading)
    return content


def _rendered(engine: Engine, iri: str, **given: str | tuple[str, ...]) -> str:
    asked = _asked(engine, iri, **given)
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/page/{asked.path}",
        "query_string": b"",
        "headers": [],
    }
    return html(Frame("", (), Asking(scope), Language.ZH), PAGE, show(asked), asked)


class _Page(HTMLParser):
    """Gathers the words of the document on a page by the class that says what they are, and all its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {"w": [], "b": [], "r": [], "o": []}
        self.elements: Counter[str] = Counter()
        self.on: set[str] = set()
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.on |= {name for name, _ in attrs if name.startswith("on") or name == "style"}
        if tag in ("input", "br", "meta", "link", "img"):
            return
        classes = dict(attrs).get("class") or ""
        own = next((each for each in classes.split() if each in self.words), "")
        self._open.append((tag, own or (self._open[-1][1] if self._open else "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            self.words[self._open[-1][1]].append(data)


def _solid(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def _segments(layout: Laid) -> Iterator[Segment]:
    def of(block: Block) -> Iterator[Segment]:
        for piece in block.pieces:
            yield from of(piece) if isinstance(piece, Block) else piece.segments

    for row in layout.rows:
        yield from of(row.block)
        for cell in row.beside:
            yield from cell


def _outermost(document: Stored) -> str:
    known = {each.iri for each in document.provisions}
    return "".join(each.text for each in document.provisions if each.parent not in known)


# Nothing lost, nothing added


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.integers(0, 6)), max_size=9),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_segments_are_the_text_and_have_just_the_facts_of_their_characters(
    text: str, ranges: list[tuple[int, int, int]], start: int, end: int
) -> None:
    end = min(end, len(text))
    standing = Standing()
    segments = list(Cut(ranges, standing).segments(text, start, end))
    assert "".join(each.text for each in segments) == text[start:end]
    at = start
    begun: list[int] = []
    for each in segments:
        facts = standing.sets[each.stands] if each.stands >= 0 else ()
        begun += [facts[place] for place in each.begins]
        for char in range(at, at + len(each.text)):
            assert set(facts) == {fact for low, high, fact in ranges if low <= char < high}
        at += len(each.text)
    assert len(begun) == len(set(begun))


@pytest.mark.parametrize("graph", ["engine", "examples"])
def test_every_character_of_a_source_is_on_its_page(graph: str, request: pytest.FixtureRequest) -> None:
    engine = request.getfixturevalue(graph)
    for document in _documents(engine):
        layout = laid(document)
        assert words_of(layout.rows) == _outermost(document)
        assert set(layout.row_of) == {each.iri for each in document.provisions}
        page = _Page(_rendered(engine, document.iri))
        for source in document.sources.values():
            shown = _solid(word for words in page.words.values() for word in words)
            assert Counter(shown) == Counter(_solid([source.characters]))


@pytest.mark.parametrize("graph", ["engine", "examples"])
def test_every_fact_is_marked_at_its_very_characters(graph: str, request: pytest.FixtureRequest) -> None:
    for document in _documents(request.getfixturevalue(graph)):
        layout = laid(document)
        words: defaultdict[int, list[str]] = defaultdict(list)
        for segment in _segments(layout):
            for number in layout.standing[segment.stands] if segment.stands >= 0 else ():
                words[number].append(segment.text)
        assert not any(row.unplaced for row in layout.rows)
        for number, fact in enumerate(document.facts):
            printed = "".join(
                document.sources[source].characters[start:end]
                for source, (start, end) in sorted(document.places[fact.iri])
            )
            assert _solid(words[number]) == _solid([printed]), fact.iri


@pytest.mark.parametrize("kinds", [(), ("none",), ("money", "obligation")], ids=["all", "none", "two"])
def test_the_page_without_its_markup_is_the_text(engine: Engine, kinds: tuple[str, ...]) -> None:
    for document in _documents(engine):
        page = _Page(_rendered(engine, document.iri, kind=kinds))
        assert _solid(page.words["w"]) == _solid([_outermost(document)])
        assert _solid(page.words["r"]) == _solid(each.text for each in document.residues)


_PIECES = st.one_of(
    st.sampled_from(
        [
            "县级以上人民政府应当在30日内公布。",
            "给予5万元奖励。",
            "（一）财政部门；\n（二）税务部门。",
            HOSTILE,
            "\n",
            "&nbsp;",
        ]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_PIECES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_whatever_a_text_holds_is_text_on_its_page(articles: list[list[str]]) -> None:
    body = "\n".join(
        f"第{number}条　{''.join(each)}" for number, each in zip("一二三四", articles, strict=False)
    )
    annotation = read(f"某省某某条例\n\n{body}\n")
    made = graph_of([annotation], ())
    document = stored(made, str(_iri(annotation)))
    assert document is not None
    page = _Page(_rendered(made, document.iri))
    assert _solid(page.words["w"]) == _solid([_outermost(document)])
    assert page.on == set()
    assert page.elements["img"] == 0
    assert page.elements["script"] == 2  # those of the frame and of this page


def _iri(annotation: Annotation) -> DocumentIri:
    return DocumentIri.of(annotation.document.source.text)


def test_hostile_words_are_shown_as_they_are() -> None:
    long = "长" * 3_000
    annotation = read(f"某省{HOSTILE}条例\n\n第一条　{HOSTILE}应当公布。{long}\n")
    made = graph_of([annotation], ())
    written = _rendered(made, str(_iri(annotation)))
    assert "<script>alert" not in written
    assert "&lt;script&gt;alert(1)" in written
    assert long in _solid(_Page(written).words["w"])


# What stands beside and around


def test_columns_of_a_table_stand_with_their_row(engine: Engine) -> None:
    document = stored(engine, OPINION)
    assert document is not None
    layout = laid(document)
    row = layout.rows[layout.row_of[f"{OPINION}/annex-2/task-1"]]
    cells = ["".join(each.text for each in cell) for cell in row.beside]
    assert cells == ["省财政厅、省经委", "省科技厅、省农牧厅、省商务厅、省文化新闻出版厅、省旅游局"]
    facts = {document.facts[fact].kind.name for cell in row.beside for each in cell if each.stands >= 0
             for fact in layout.standing[each.stands]}  # fmt: skip
    assert facts == {"body", "responsibility"}
    assert len(list(beside(document))) == 111


def test_residue_stands_after_the_row_in_which_it_was_printed(engine: Engine) -> None:
    layout = _reading(engine, OPINION)
    residues = {
        row.block.provision.path: [note.code for note in row.residues] for row in layout.rows if row.residues
    }
    assert set(residues["annex-2/task-19"]) == {"column-bleed"}
    assert sum(map(len, residues.values())) + len(layout.before) == layout.document.residues


def test_the_margin_has_the_links_of_the_contract(engine: Engine) -> None:
    links = [row for row in rows_of(engine, OPINION, REGULATION) if isinstance(row, CorrespondenceRow)]
    for iri, side, direction in ((REGULATION, "lower", "up"), (OPINION, "upper", "down")):
        document = stored(engine, iri)
        assert document is not None
        row_of = laid(document).row_of
        wanted = Counter(row_of[f"{iri}/{getattr(link, side)}"] for link in links)
        found = margins(engine, document, row_of)
        totals = {at: getattr(margin, f"{direction}_total") for at, margin in found.rows.items()}
        assert {at: total for at, total in totals.items() if total} == wanted
        best = {link.id: link.score for link in links}
        for at, margin in found.rows.items():
            named = getattr(margin, direction)
            assert len(named) == min(SHOWN, wanted[at])
            assert [each.score for each in named] == sorted((best[each.iri] for each in named), reverse=True)


def test_a_margin_counts_the_gaps_of_its_row(engine: Engine) -> None:
    gaps = [row for row in rows_of(engine, OPINION, REGULATION) if isinstance(row, GapRow)]
    for iri, side in ((OPINION, "upper"), (REGULATION, "lower")):
        document = stored(engine, iri)
        assert document is not None
        row_of = laid(document).row_of
        wanted = Counter((row_of[f"{iri}/{gap.path}"], gap.state) for gap in gaps if gap.side == side)
        found = margins(engine, document, row_of)
        counted: Counter[tuple[int, object]] = Counter()
        for at, margin in found.rows.items():
            for each in margin.lacks:
                assert each.side == side
                counted += Counter({(at, "absent"): each.absent, (at, "doubtful"): each.doubtful})
        assert counted == Counter({key: many for key, many in wanted.items() if key[1] != "formal"})


def test_a_margin_says_how_sure_a_link_is_and_how_it_differs(examples: Engine) -> None:
    found = [margins(examples, each, laid(each).row_of) for each in _documents(examples)]
    links = [link for margin in found for row in margin.rows.values() for link in (*row.up, *row.down)]
    assert {link.sure for link in links} >= {"certain", "likely"}
    assert {link.difference.zh if link.difference else "" for link in links} >= {"", "从严", "从宽"}
    assert all(link.label and link.title and link.mine_label for link in links)


def test_what_cites_a_document_or_a_provision_is_told(examples: Engine) -> None:
    cited = {
        each.document.title: each
        for each in (_reading(examples, found.iri) for found in _documents(examples))
    }
    whole = {title: {citing.title for citing in each.cited} for title, each in cited.items()}
    assert any(title not in citing and citing for title, citing in whole.items())
    inside = [place for each in cited.values() for margin in each.margins.values() for place in margin.cited]
    assert {place.inside for place in inside} == {True, False}


def test_the_table_of_contents_marks_the_part_that_is_read(engine: Engine) -> None:
    reading = _reading(engine, f"{OPINION}/sec-3/item-2")
    current = [each for each in reading.contents if each.current]
    assert [each.path for each in current] == ["sec-3"]
    assert [each.path for each in current[0].parts if each.current] == ["sec-3/item-2"]
    assert not any(each.current for each in _reading(engine, OPINION).contents)


def test_the_head_says_what_is_not_known_and_what_was_concluded(engine: Engine) -> None:
    head = _reading(engine, REGULATION).document
    assert (head.number, head.level, [each.name for each in head.issuers]) == (
        "",
        "prefecture",
        ["海西蒙古族藏族自治州人民代表大会"],
    )
    assert [(each.zh, each.day) for each in head.dates] == [
        ("通过", "2020-03-27"),
        ("批准", "2020-06-10"),
        ("施行", "2020-07-01"),
    ]
    written = _rendered(engine, REGULATION)
    assert '<dt>文号</dt><dd><span class="unknown">未知</span>' in written
    status = written.partition("<dt>效力状态</dt>")[2].partition("</dd>")[0]
    for words in ("有效</b>", "2020-07-01</time> 起", "本条例自 2020 年 7 月 1 日起施行", "图中未见废止"):
        assert words in status
    assert "没有写明施行日期，公文按成文日期" in _rendered(engine, OPINION)
    assert "请核对" in _rendered(engine, OPINION)


def test_a_text_that_has_a_later_one_says_so(built_examples: BuildReport, examples: Engine) -> None:
    said = {
        each.title: each.status
        for each in (
            about(examples, built_examples.generation.store, found, (), date(2026, 1, 1))
            for found in _documents(examples)
        )
    }
    assert set(said.values()) >= {"in-force", "superseded", "expired"}, said


# One fact


def test_a_fact_is_told_with_its_rule_and_its_very_characters(engine: Engine) -> None:
    name = "annex-2/task-20/quantity-9104-9113"
    panel = _reading(engine, OPINION, fact=name).fact
    assert panel is not None
    said = {line.zh: line.value for line in panel.lines}
    assert said == {"数额": "不超过50万元", "用途": "奖励", "适用于": "小额贷款公司单户奖励", "每": "户"}
    assert [why.identifier for why in panel.why] == ["quantity-money", "bounds-at-most"]
    assert all(why.zh and why.en for why in panel.why)
    assert [(quote.exact, quote.start, quote.end) for quote in panel.quotes] == [
        ("最高不超过50万元", 9104, 9113)
    ]
    assert ("lg:unit", "CNY") in {(each.predicate, each.value) for each in panel.triples}
    assert [other.kind_zh for other in panel.others] == ["义务"]
    assert _reading(engine, OPINION, fact=f"{OPINION}/{name}").fact == panel


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("obligation", {"谁", "从何得知", "做什么"}),  # of a norm: who is to do what
        ("body", {"机构", "角色"}),  # of a mention: which body, as what
        ("responsibility", {"全称", "角色"}),  # of a column of a table
        ("citation", {"所引文件", "查找结果"}),  # of a citation: what it leads to
        ("period", {"数额", "用途"}),  # of a time limit
        ("date", {"日期", "用途"}),  # of a date
    ],
)
def test_each_kind_of_fact_is_told_in_plain_words(engine: Engine, kind: str, wanted: set[str]) -> None:
    document = stored(engine, OPINION)
    assert document is not None
    fact = next(each for each in document.facts if each.kind.name == kind)
    panel = _reading(engine, OPINION, fact=fact.iri).fact
    assert panel is not None
    assert wanted <= {line.zh for line in panel.lines}
    assert all(
        line.value_en.isascii() for line in panel.lines if line.zh in ("用途", "角色", "情态", "从何得知")
    )
    assert panel.quotes


def test_a_doubtful_fact_says_why_in_both_languages(engine: Engine) -> None:
    document = stored(engine, REGULATION)
    assert document is not None
    fact = next(each for each in document.facts if each.doubt)
    panel = _reading(engine, REGULATION, fact=fact.iri).fact
    assert panel is not None
    assert panel.doubt_zh.endswith("。")
    assert panel.doubt_en.isascii()
    written = _rendered(engine, REGULATION)
    assert "word-doubt" in written


# What an address says


def test_kinds_are_switched_by_the_address(engine: Engine) -> None:
    every = {each.name for each in _reading(engine, OPINION).kinds}
    assert every == {each.name for each in _reading(engine, OPINION).kinds if each.on} <= set(BY_NAME)
    only = _reading(engine, OPINION, kind=("none", "money"))
    assert {each.name for each in only.kinds if each.on} == {"money"}
    shown = {mark.classes for mark in only.marks if mark.shown}
    assert shown == {"word k-money"}
    assert not any(mark.shown for mark in _reading(engine, OPINION, kind="none").marks)


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({"kind": "colour"}, "kind"),  # no kind of ours
        ({"fact": "annex-2/task-20/quantity-1-2"}, "fact"),  # no fact of this document
        ({"fact": '"><script>'}, "fact"),  # nor anything else
    ],
)
def test_a_wrong_parameter_is_told(engine: Engine, given: dict[str, str], parameter: str) -> None:
    with pytest.raises(Wrong) as caught:
        _reading(engine, OPINION, **given)
    assert caught.value.parameter == parameter


@pytest.mark.parametrize(
    "iri",
    [
        f"{BASE}/body/630000/finance",  # a body
        f"{BASE}/eli/cn/630000/17a4efd46def",  # a work, which has texts and is none
        f"{BASE}/eli/cn/text/0000000000000000",  # a document that is not there
        f"{OPINION}/art-999",  # a provision that is not there
        f"{OPINION}/annex-2/task-20/quantity-9104-9113",  # a fact
        f"{OPINION}/graph",  # the named graph
        f"{OPINION}/art-1>",  # no path at all
    ],
)
def test_what_is_no_provision_or_document_is_for_another_page(engine: Engine, iri: str) -> None:
    with pytest.raises(Elsewhere):
        show(_asked(engine, iri))


def test_a_document_of_another_store_is_read_anew(engine: Engine) -> None:
    asked = _asked(engine, REGULATION)
    first = show(asked)
    empty = graph_of((), ())
    with pytest.raises(Elsewhere):
        show(Asked(empty, asked.store / "next", asked.given, asked.path))
    assert show(asked).title == first.title


def test_a_graph_without_links_has_no_margins() -> None:
    annotation = read("某省某某条例\n\n第一条　县级以上人民政府应当公布目录。\n")
    reading = _reading(graph_of([annotation], ()), str(_iri(annotation)))
    assert reading.margins == {}
    assert (reading.cited_total, reading.more_links) == (0, False)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/eli/cn/text/0a1b2c3d4e5f6071", ("", True)),  # a document
        ("/eli/cn/text/0a1b2c3d4e5f6071/art-1/", ("art-1", True)),  # a slash more
        ("/eli/cn/text/0a1b2c3d4e5f6071/art-1 {", ("", False)),  # what can be in no IRI
        ("/eli/cn/text/0a1b", ("", False)),  # too short
    ],
)
def test_addresses_mean_documents_and_places_in_them(path: str, wanted: tuple[str, bool]) -> None:
    found = Place.of(f"{BASE}{path}")
    assert ((found.path if found else ""), found is not None) == wanted


# Citations


def _cited(**changes: object) -> citing.Cited:
    usual: dict[str, object] = {
        "title": "国务院关于在全国建立农村最低生活保障制度的通知",
        "number": "国发〔2007〕19号",
        "issuers": ["国务院"],
        "day": "2007-07-11",
        "issued": "2007-07-11",
        "type": "notice",
        "place": "",
        "iri": "https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071",
        "today": "2026-11-27",
    }
    return citing.Cited(**{**usual, **changes})  # type: ignore[arg-type]


NO_WAY_YET = "获取路径是本图谱的标识，网址尚未登记，在互联网上打不开，请换成原文的网址"
"""What is said of every entry whose way of access is one of our IRIs: no browser opens it yet."""


@pytest.mark.parametrize(
    ("changes", "text", "open_zh"),
    [
        # the manual's own examples
        (
            {"place": "第四节"},
            "《国务院关于在全国建立农村最低生活保障制度的通知》（国发〔2007〕19号），第四节。",
            (),
        ),
        ({}, "《国务院关于在全国建立农村最低生活保障制度的通知》，国发〔2007〕19号。", ()),
        (
            {"title": "中华人民共和国民法典", "type": "law", "place": "第一千二百二十四条第一款第（二）项"},
            "《民法典》第1224条第1款第2项。",
            (),
        ),
        # a title within a title
        (
            {
                "title": "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释",
                "number": "法释〔2018〕1号",
                "type": "judicial-interpretation",
                "place": "第一百条",
            },
            "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》（法释〔2018〕1号），第100条。",
            (),
        ),
        # a regulation is cited by its title, whatever its number
        (
            {"title": "某省某某条例", "type": "local-regulation", "number": "第3号", "place": "第十六条"},
            "《某省某某条例》第16条。",
            (),
        ),
        # without a number the day of issue
        (
            {"title": "某市数据交易管理暂行办法", "number": "", "issued": "2022-01-25", "type": "measures"},
            "《某市数据交易管理暂行办法》，2022年1月25日发布。",
            ("文号未知",),
        ),
        # nothing but the title
        (
            {"number": "", "issued": "", "day": ""},
            "《国务院关于在全国建立农村最低生活保障制度的通知》。",
            ("文号未知", "发布日期未知"),
        ),
        ({"title": "", "number": "", "issued": ""}, "题名未知。", ("题名未知", "文号未知", "发布日期未知")),
    ],
)
def test_notes_after_the_manual_of_legal_citation(
    changes: dict[str, object], text: str, open_zh: tuple[str, ...]
) -> None:
    found = citing.legal_manual(_cited(**changes))
    assert (found.text, found.open_zh) == (text, open_zh)
    assert len(found.open_en) == len(open_zh)


@pytest.mark.parametrize(
    ("changes", "text", "open_zh"),
    [
        # the standard's own example, with its address
        (
            {
                "title": "关于转发北京市企业投资项目核准暂行实施办法的通知",
                "number": "京政办发[2005]37号",
                "issuers": ["北京市人民政府办公厅"],
                "issued": "2005-07-12",
                "today": "2011-07-12",
                "iri": "http://china.findlaw.cn/fagui/p_1/39934.html",
            },
            "北京市人民政府办公厅. 关于转发北京市企业投资项目核准暂行实施办法的通知: 京政办发[2005]37号[A/OL]. "
            "(2005-07-12)[2011-07-12]. http://china.findlaw.cn/fagui/p_1/39934.html.",
            (),
        ),
        # four bodies: three and 等
        (
            {"title": "通知", "number": "", "issuers": ["甲部", "乙部", "丙部", "丁部"]},
            "甲部, 乙部, 丙部, 等. 通知[A/OL]. (2007-07-11)[2026-11-27]. "
            "https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071.",
            (NO_WAY_YET,),
        ),
        # what is not known is left out and said
        (
            {"title": "通知", "number": "", "issuers": [], "issued": "", "day": "", "place": "第一条"},
            "通知[A/OL]. [2026-11-27]. https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071.",
            (
                "制定机关未知，已按 8.1.4 省略",
                "发布日期未知",
                "国标没有条款的著录项，第一条由获取路径指明",
                NO_WAY_YET,
            ),
        ),
    ],
)
def test_entries_after_the_national_standard(
    changes: dict[str, object], text: str, open_zh: tuple[str, ...]
) -> None:
    found = citing.national_standard(_cited(**changes))
    assert (found.text, found.open_zh) == (text, open_zh)


# Over HTTP


def _get(address: str, accept: str = "text/html") -> tuple[int, str, str]:
    try:
        with urlopen(Request(address, headers={"Accept": accept})) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def test_the_address_of_a_provision_leads_to_its_page_and_its_twins(explored: str) -> None:
    path = REGULATION.removeprefix(BASE)
    status, _, page = _get(f"{explored}{path}/art-7")
    assert status == 200
    assert "<title>第七条 · 海西蒙古族藏族自治州促进中小微企业发展条例 · 法规图谱</title>" in page
    assert '<link rel="alternate" type="application/ld+json"' in page
    for suffix, kind, words in (
        ("json", "application/json", '"label": "第七条"'),
        ("ttl", "text/turtle", "lg:Article"),
        ("csv", "text/csv", "第七条"),
    ):
        status, content, body = _get(f"{explored}/page{path}/art-7.{suffix}", "*/*")
        assert (status, content.split(";")[0]) == (200, kind)
        assert words in body
    status, content, body = _get(f"{explored}/data{path}/art-7", "application/ld+json")
    assert (status, content.split(";")[0]) == (200, "application/ld+json")


def test_the_ways_on_lead_somewhere(explored: str) -> None:
    page = _get(f"{explored}/page{REGULATION.removeprefix(BASE)}/art-16")[2]
    ways = {unescape(way) for way in findall(r'href="(/[^"#]*)"', page) if not way.startswith("/static/")}
    asked = {way.partition("?")[0]: way for way in sorted(ways) if "?" in way and "fact=" not in way}
    on = ("/compare", "/gaps", "/network")
    assert set(on) <= set(asked)
    assert {way: _get(f"{explored}{asked[way]}")[0] for way in on} == dict.fromkeys(on, 200)
    pairs = [
        way for way in sorted(ways) if way.startswith("/compare?") and "upper=" in way and "lower=" in way
    ]
    assert _get(f"{explored}{pairs[0]}")[0] == 200
    counterparts = sorted(way for way in ways if way.startswith(f"/page{OPINION.removeprefix(BASE)}/annex-2"))
    assert _get(f"{explored}{counterparts[0]}")[0] == 200


def test_what_is_wrong_in_an_address_is_told_with_its_status(explored: str) -> None:
    path = f"{explored}/page{REGULATION.removeprefix(BASE)}"
    assert [_get(f"{path}{each}")[0] for each in ("/art-7?kind=colour", "/art-999", "?fact=x", "?x=1")] == [
        400,
        404,
        400,
        400,
    ]
    assert _get(f"{explored}/page/body/630000/finance")[0] == 200
