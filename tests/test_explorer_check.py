"""审查: findings on the page, narrowed, in its tables; decided on at the desk and over HTTP, and silent at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pyoxigraph as ox
import pytest

from ingest.check.finding import Finding
from ingest.write.finding_quads import finding_quads
from lawgraph.build import BuildReport
from lawgraph.check.verdicts import decide, read_verdicts, write_verdict
from lawgraph.explorer.check import PAGE, Findings
from lawgraph.explorer.checked import told
from lawgraph.explorer.decided import Person
from lawgraph.explorer.desk import Changed, Desk, Did, NotKept, NotYours, State
from lawgraph.explorer.finding_desk import Ruling
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing
from lawgraph.reviews.importing import Author
from lawgraph.reviews.reading import read_reviews
from lawgraph.serve import Settings, running
from lawgraph.tables.cells import Table
from ontology.iri import finding_iri
from queries import EmbeddedEngine

from .desk import FUTURE, NUMBER, TERM, iri
from .linked import graph_of, read
from .test_explorer_review import Visitor
from .times import MEASURES, NEW, OLD

ALL = (NUMBER, TERM, FUTURE)
ZHANG, LI = Person("review:张三", "张三"), Person("mailto:li@example.org", "李四")


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    made = graph_of([read(text) for text in (OLD, NEW, MEASURES)], [])
    made.store.load("".join(finding_quads(ALL, {})).encode(), format=ox.RdfFormat.N_QUADS)
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for what is kept of the graph: no build wrote anything there."""
    return tmp_path_factory.mktemp("graph") / "store"


class Reader:
    """Reads the page as of a day on which all but one finding stand."""

    def __init__(self, engine: EmbeddedEngine, store: Path, desk: Desk | None) -> None:
        self.engine, self.store, self.desk = engine, store, desk

    def asked(self, query: str = "") -> Asked:
        items = [("on", "2026-01-01"), *parse_qsl(query)]
        return Asked(self.engine, self.store, Given.of(items, PAGE.parameters), desk=self.desk)

    def content(self, query: str = "") -> Findings:
        content = PAGE.show(self.asked(query)).content
        assert isinstance(content, Findings)
        return content

    def keys(self, query: str = "") -> list[str]:
        return [each.key for each in self.content(query).findings]

    def do(self, finding: Finding, did: Did, by: Person = ZHANG, remark: str = "", seen: str = "") -> State:
        """Decide as somebody does who has just seen the page."""
        assert self.desk is not None
        name = finding_iri(finding.key)
        seen = seen or self.desk.findings.of(self.engine, self.store, name).seen
        return self.desk.findings.decide(self.engine, self.store, Ruling(name, did, by, seen, remark))


@pytest.fixture
def reader(engine: EmbeddedEngine, store: Path, tmp_path: Path) -> Reader:
    return Reader(engine, store, Desk(tmp_path))


def test_findings_stand_on_a_day_the_gravest_first(reader: Reader) -> None:
    content = reader.content()
    assert [each.key for each in content.findings] == [NUMBER.key, TERM.key]
    assert (content.total, content.all, content.later, content.filtered) == (2, 2, 1, False)
    first = content.findings[0]
    assert (first.text, first.other_text) == (NUMBER.here.text, NUMBER.there and NUMBER.there.text)
    assert (first.label, first.other_label) == ("第二条", "第四条")
    assert (first.why.zh, first.law[0].today) == (NUMBER.why[0], "应当及时清理。")
    later = PAGE.show(Asked(reader.engine, reader.store, Given((("on", "2031-01-01"),)))).content
    assert isinstance(later, Findings)
    assert later.findings[0].key == FUTURE.key


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("gravity=low", [TERM.key]),
        ("group=staleness", [NUMBER.key]),
        ("kind=term-unused&kind=cites-renumbered", [NUMBER.key, TERM.key]),  # several values: or
        ("kind=term-unused&gravity=medium", []),  # several facets: and
        ("body=市水利局", [NUMBER.key]),
        ("q=西宁", [NUMBER.key, TERM.key]),
        ("q=森林", []),
        (urlencode({"document": iri(MEASURES)}), [NUMBER.key, TERM.key]),
        (urlencode({"document": iri(NEW)}), []),
    ],
)
def test_what_narrows_the_list(reader: Reader, query: str, keys: list[str]) -> None:
    assert reader.keys(query) == keys


@pytest.mark.parametrize("query", ["kind=nothing", "gravity=grave", "on=soon", "review=perhaps", "offset=-1"])
def test_what_has_no_sense_is_told(reader: Reader, query: str) -> None:
    given = Given(tuple(parse_qsl(query)))
    with pytest.raises(Wrong):
        PAGE.show(Asked(reader.engine, reader.store, given))


def test_dismissed_findings_are_silent_at_once_and_there_when_asked_for(reader: Reader) -> None:
    assert "review" not in [each.parameter for each in reader.content().facets]  # nothing to choose yet
    state = reader.do(TERM, Did.REJECT, remark="用语在附件里")
    assert (state.decided, state.by, state.remark) == ("dismissed", ("张三",), "用语在附件里")
    content = reader.content()
    assert ([each.key for each in content.findings], content.silent, content.all) == ([NUMBER.key], 1, 1)
    assert reader.keys("review=dismissed") == [TERM.key]
    assert reader.keys("review=dismissed&review=open") == [NUMBER.key, TERM.key]
    assert [each.kind for each in told(reader.asked(), iri(MEASURES), "2026-01-01")] == [NUMBER.kind]
    reader.do(NUMBER, Did.CONFIRM)
    (confirmed,) = reader.content("review=confirmed").findings
    assert (confirmed.key, confirmed.state.by) == (NUMBER.key, ("张三",))
    table = PAGE.show(reader.asked("review=dismissed&review=confirmed")).table
    made = table() if callable(table) else table
    assert isinstance(made, Table)
    assert [str(row.review)[:6] for row in made.rows] == ["已确认 张三", "已排除 张三"]  # type: ignore[attr-defined]


def test_a_decision_is_the_row_that_the_command_writes_and_is_undone(reader: Reader, tmp_path: Path) -> None:
    reader.do(TERM, Did.REJECT)
    (row,) = read_verdicts([tmp_path]).rows
    assert (row.kind, row.confirmed, row.who, row.path.name) == (
        TERM.kind,
        False,
        ZHANG.id,
        "findings.sssom.tsv",
    )
    with pytest.raises(NotYours):
        reader.do(TERM, Did.UNDO, LI)
    undone = reader.do(TERM, Did.UNDO)
    assert (undone.decided, [step.did for step in undone.steps]) == ("", [Did.REJECT, Did.UNDO])
    assert read_verdicts([tmp_path]) == type(read_verdicts([]))()  # no decision, and nothing wrong
    assert (read_reviews([tmp_path]).waiting, reader.keys()) == (1, [NUMBER.key, TERM.key])


def test_what_the_command_wrote_holds_here_and_can_be_decided_anew(reader: Reader, tmp_path: Path) -> None:
    who = Author("orcid:1", "甲", "2026-03-01")
    write_verdict(tmp_path, decide(TERM, "dismiss", who, {}))
    assert reader.keys() == [NUMBER.key]
    state = reader.do(TERM, Did.CONFIRM)
    assert (state.decided, state.by, state.disputed) == ("confirmed", ("张三",), True)
    assert reader.do(TERM, Did.UNDO).by == ("甲",)  # what was before holds again
    assert reader.keys() == [NUMBER.key]


def test_two_people_at_once_and_others_who_say_the_opposite(reader: Reader, tmp_path: Path) -> None:
    reader.do(TERM, Did.REJECT)
    with pytest.raises(Changed) as changed:
        reader.do(TERM, Did.CONFIRM, LI, seen="0")
    assert changed.value.state.by == ("张三",)
    other = tmp_path / "others.sssom.tsv"
    write_verdict(other, decide(NUMBER, "confirm", Author("orcid:1", "甲", "2026-03-01"), {}))
    before = other.read_bytes()
    assert reader.content("review=confirmed").findings[0].state.by == ("ORCID 1",)  # it holds from there
    with pytest.raises(NotKept, match=r"第 \d+ 行"):
        reader.do(NUMBER, Did.REJECT)
    assert other.read_bytes() == before
    unknown = Ruling(finding_iri("0" * 16), Did.CONFIRM, ZHANG, "0")
    assert reader.desk is not None
    with pytest.raises(Missing):
        reader.desk.findings.decide(reader.engine, reader.store, unknown)


def test_a_file_that_is_not_understood_is_told_and_left(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "findings.sssom.tsv"
    file.write_text("no table\n", "utf-8")
    content = reader.content()
    assert "审核文件读不懂" in content.trouble
    assert [each.key for each in content.findings] == [NUMBER.key, TERM.key]
    with pytest.raises(NotKept):
        reader.do(TERM, Did.REJECT, seen="0")
    assert file.read_text("utf-8") == "no table\n"


def test_findings_and_links_share_a_file(engine: EmbeddedEngine, store: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk.sssom.tsv")
    shared = Reader(engine, store, desk)
    shared.do(TERM, Did.REJECT)
    shared.do(NUMBER, Did.CONFIRM)
    shared.do(NUMBER, Did.UNDO)
    assert desk.path.is_file()
    assert desk.all() == ()  # the desk of links sees none of them, nor one that waits
    assert len(read_verdicts([desk.path]).rows) == 1


@pytest.fixture
def site(built_examples: BuildReport, tmp_path: Path) -> Iterator[str]:
    with running(built_examples.generation.directory, settings=Settings(port=0, review=tmp_path)) as service:
        yield service.endpoint.removesuffix("/sparql")


def test_forms_over_http(site: str, tmp_path: Path) -> None:
    visitor = Visitor(site)
    form, second = visitor.forms("/check")[:2]
    other = visitor.post(**form, did="dismiss", name="张三", origin="https://elsewhere.example")
    assert other.status == 403
    asked = visitor.post(**form, did="dismiss")
    assert asked.status == 401  # who decides is asked for, and the decision goes on
    assert form["finding"] in asked.body
    assert visitor.post(**form, did="dismiss", name="张三").status == 303
    (row,) = read_verdicts([tmp_path]).rows
    assert not row.confirmed
    listed = [each["finding"] for each in visitor.forms("/check")]
    assert form["finding"] not in listed
    assert [each["finding"] for each in visitor.forms("/check?review=dismissed")] == [form["finding"]]
    late = visitor.post(**form, did="confirm")  # the form is of the page before
    assert late.status == 409
    assert "已排除" in late.body
    assert "确认这处疑问" in late.body
    said = visitor.post(**second, did="confirm", accept="application/json").json()
    assert (said["decided"], said["by"], said["mine"]) == ("confirmed", ["张三"], True)
    wrong = visitor.post(**second | {"seen": said["seen"]}, did="perhaps", accept="application/json")
    assert wrong.status == 400
    gone = second | {"finding": f"{second['finding'][:-16]}{'0' * 16}"}
    assert visitor.post(**gone, did="confirm").status == 404


def test_a_token_is_asked_for(built_examples: BuildReport, tmp_path: Path) -> None:
    settings = Settings(port=0, review=tmp_path, token="s3cret-and-long")
    with running(built_examples.generation.directory, settings=settings) as service:
        visitor = Visitor(service.endpoint.removesuffix("/sparql"))
        form = visitor.forms("/check")[0]
        assert visitor.post(**form, did="dismiss", name="张三").status == 401
        assert read_verdicts([tmp_path]).rows == ()
        assert visitor.post(**form, did="dismiss", name="张三", token="s3cret-and-long").status == 303
    assert len(read_verdicts([tmp_path]).rows) == 1


def test_counts_beside_the_text_and_on_the_cards_follow(site: str) -> None:
    visitor = Visitor(site)
    form = visitor.forms("/check?gravity=high")[0]
    page = visitor.get("/check?gravity=high").body
    document = page.split("/check?document=")[1].split("#")[0]
    count = len(visitor.forms(f"/check?document={document}"))
    path = document.replace("https%3A//w3id.org/lawgraph", "/page")
    assert f"{count} 处疑问" in visitor.get(path).body
    assert f'#f-{form["finding"].rsplit("/", 1)[1]}"' in visitor.get(path).body  # in the margin
    visitor.post(**form, did="dismiss", name="张三")
    assert f"{count - 1} 处疑问" in visitor.get(path).body
    cards = visitor.get("/").body
    assert f'/check?document={document}">审查 {count - 1}<' in cards
