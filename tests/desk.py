"""What tests of the review desk share: small texts, findings made by hand, and workers that work in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.check.finding import Finding, LawBehind, Open, Quoted
from ingest.check.others import Library
from ingest.model import Resolved
from ingest.read import ReadError
from ingest.resolve import identify
from ingest.text import Span
from lawgraph.annotator import Spent
from lawgraph.build.pool import Done, Task
from ontology.iri import DocumentIri
from ontology.states import Gravity
from tests.times import MEASURES, NEW, OLD

DRAFT = """西宁市节约用水若干规定（草案）

第一条 根据《青海省节约用水条例》《中华人民共和国水法》，制定本规定。
第二条 用水单位可以按照计划用水。
第三条 超过计划用水的，处一万元罚款。
"""
TEXTS = {"old.txt": OLD, "new.txt": NEW, "measures.txt": MEASURES}


def put(folder: Path, texts: dict[str, str]) -> Path:
    """Write texts into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def iri(text: str) -> str:
    """Return the IRI of the document with these characters."""
    return str(DocumentIri.of(text))


def quoted(text: str, path: str | None, words: str) -> Quoted:
    """Return words of a text; all of it without words."""
    start = text.index(words)
    spans = (Span(start, start + len(words)),) if words else ()
    return Quoted(iri(text), text.splitlines()[0], path, words, spans)


def finding(
    kind: str = "cites-renumbered",
    here: Quoted | None = None,
    there: Quoted | None = None,
    gravity: Gravity = Gravity.MEDIUM,
    since: str | None = "2020-09-01",
    answering: tuple[str, ...] = (),
) -> Finding:
    """Return a finding; without more that the measures cite an article that has another number now."""
    return Finding(
        kind,
        here or quoted(MEASURES, "art-2", "《青海省节约用水条例》第三条"),
        there,
        (LawBehind("规章制定程序条例", "第三十七条", None, None, "2018-05-01", "应当及时清理。"),),
        gravity,
        0.9,
        ("第三条现为第四条。", "Article 3 is article 4 now."),
        since=since,
        answering=answering,
    )


NEW_ARTICLE = quoted(NEW, "art-4", "超过计划用水的，处五千元以下罚款。")
TERM = finding("term-unused", quoted(MEASURES, None, "西宁市节约用水办法"), gravity=Gravity.LOW, since=None)
FUTURE = finding("expired", quoted(MEASURES, None, ""), gravity=Gravity.HIGH, since="2030-01-01")
NUMBER = finding(there=NEW_ARTICLE, answering=("市水利局",))
OPEN = Open("basis-repealed", "art-1", ("不在图谱中。", "It is not in the graph."))


def of_measures(resolved: Resolved, _: Library) -> Iterator[Finding | Open]:
    """A check that knows the measures: a finding of each gravity, the same one twice, and what is left open."""
    if str(identify(resolved.annotation.document).document) == iri(MEASURES):
        yield from (TERM, NUMBER, FUTURE, NUMBER, OPEN)


def broken(_: Resolved, __: Library) -> Iterator[Finding | Open]:
    """A check with a defect."""
    yield from ()
    raise RuntimeError("no")


class Here:
    """Workers that work in this process, where stand-in checks are."""

    def __init__(self, *_: object) -> None:
        pass

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do all tasks, the last first: results come in any order."""
        for task in reversed(tasks):
            found: object
            try:
                found = task.work(task.path)
            except ReadError as error:
                found = error
            yield Done(task, found, Spent())
