"""The desk: what people decide comes into the file of reviews, is there again in a build, and is never lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.model import Annotation
from lawgraph.explorer.desk import Ask, Changed, Desk, Did, End, NotKept, NotYours, Person, State
from lawgraph.reviews.apply import align_with
from lawgraph.reviews.reading import read_reviews
from lawgraph.reviews.template import template
from ontology.iri import BASE

LOW, UP = f"{BASE}/eli/cn/text/{'a' * 16}", f"{BASE}/eli/cn/text/{'b' * 16}"
WORKS = {LOW: f"{BASE}/eli/cn/632800/{'c' * 12}", UP: f"{BASE}/eli/cn/630000/{'d' * 12}"}
ZHANG, LI = Person("review:张三", "张三"), Person("orcid:0000-0002-1825-0097", "李四")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "桌面.sssom.tsv")


def end(document: str, path: str = "") -> End:
    return End(f"{document}/{path}" if path else "", document, WORKS[document], "", "", path)


def on(desk: Desk, low: str, up: str, did: Did, by: Person = ZHANG, **more: str) -> Ask:
    """Return what somebody asks for who has just seen the page."""
    ask = Ask(end(LOW, low), end(UP, up), did, by, "")
    state = desk.of_gap(*ask.about) if ask.gap else desk.of_link(*ask.about)
    return replace(ask, seen=state.seen, **more)  # type: ignore[arg-type]


def held(desk: Desk) -> list[tuple[str, str, bool, str]]:
    """Return the decisions that a build would take: the paths, whether they are wanted, by whom."""
    found = read_reviews([desk.path])
    assert found.problems == ()
    return [
        (row.decision.lower.path, row.decision.upper.path, row.decision.wanted, row.decision.author)
        for row in found.rows
    ]


@pytest.mark.parametrize(
    ("low", "up", "did", "decided", "row"),
    [
        ("art-1", "art-2", Did.CONFIRM, "confirmed", ("art-1", "art-2", True, "review:张三")),
        ("art-1", "art-2", Did.REJECT, "rejected", ("art-1", "art-2", False, "review:张三")),
        ("art-1", "", Did.NONE, "none", ("art-1", "", True, "review:张三")),  # a gap of the lower rule
        ("", "art-2", Did.NONE, "none", ("", "art-2", True, "review:张三")),  # … and of the upper one
    ],
)
def test_a_decision_is_taken_told_and_undone(
    desk: Desk, low: str, up: str, did: Did, decided: str, row: tuple[str, str, bool, str]
) -> None:
    state = desk.decide(on(desk, low, up, did, remark="看过\t原文"))
    assert (state.decided, state.by, state.remark) == (decided, ("张三",), "看过 原文")
    assert held(desk) == [row]
    assert Desk(desk.path).all()[0].decided == decided  # as another process reads it
    undone = desk.decide(on(desk, low, up, Did.UNDO))
    assert (undone.decided, held(desk)) == ("", [])
    assert [step.did for step in undone.steps] == [did, Did.UNDO]  # nothing of it is forgotten
    assert read_reviews([desk.path]).waiting == 1


def test_facets_are_written_as_reviews_have_them(desk: Desk) -> None:
    desk.decide(
        on(
            desk,
            "art-1",
            "art-2",
            Did.CONFIRM,
            strength="same-act",
            difference="stricter",
            difference_for="企业",
        )
    )
    (row,) = read_reviews([desk.path]).rows
    assert (row.decision.strength, row.decision.difference, row.decision.difference_for) == (
        "same-act",
        "stricter",
        "企业",
    )
    assert row.decision.lower.work == WORKS[LOW]


def test_what_changed_meanwhile_is_told_and_can_be_decided_anyway(desk: Desk) -> None:
    both = on(desk, "art-1", "art-2", Did.CONFIRM)
    against = on(desk, "art-1", "art-2", Did.REJECT, LI)
    desk.decide(both)
    with pytest.raises(Changed) as told:
        desk.decide(against)
    assert (told.value.state.decided, told.value.state.by) == ("confirmed", ("张三",))
    state = desk.decide(replace(against, seen=told.value.state.seen))
    assert (state.decided, state.by, state.disputed) == ("rejected", ("李四",), True)
    assert [step.name for step in state.steps] == ["张三", "李四"]
    agreed = desk.decide(on(desk, "art-1", "art-2", Did.REJECT, Person("mailto:wang@example.org", "王五")))
    assert (agreed.disputed, agreed.by) == (False, ("李四", "王五"))
    assert held(desk)[0][3] == "orcid:0000-0002-1825-0097, mailto:wang@example.org"


def test_one_undoes_what_is_ones_own(desk: Desk) -> None:
    desk.decide(on(desk, "art-1", "art-2", Did.CONFIRM))
    with pytest.raises(NotYours):
        desk.decide(on(desk, "art-1", "art-2", Did.UNDO, LI))
    desk.decide(on(desk, "art-1", "art-2", Did.REJECT, LI))
    state = desk.decide(on(desk, "art-1", "art-2", Did.UNDO, LI))
    assert (state.decided, state.by) == ("confirmed", ("张三",))  # what held before holds again


def test_of_no_counterpart_and_a_link_one_holds(desk: Desk) -> None:
    """A build would use neither: the later one withdraws the other, which is there again when it is undone."""
    link = on(desk, "art-1/para-2", "art-2", Did.CONFIRM, LI)
    desk.decide(on(desk, "art-1", "", Did.NONE))
    with pytest.raises(Changed) as told:
        desk.decide(link)
    assert told.value.state.without
    desk.decide(replace(link, seen=told.value.state.seen))
    assert held(desk) == [("art-1/para-2", "art-2", True, LI.id)]
    gap = desk.of_gap(f"{LOW}/art-1", UP)
    assert (gap.decided, gap.counterparts) == ("", (f"{UP}/art-2",))
    desk.decide(on(desk, "art-1/para-2", "art-2", Did.UNDO, LI))
    assert held(desk) == [("art-1", "", True, ZHANG.id)]


def test_a_remark_decides_nothing(desk: Desk) -> None:
    state = desk.decide(on(desk, "art-1", "art-2", Did.REMARK, remark="待问财政处"))
    assert (state.decided, state.remark, held(desk)) == ("", "待问财政处", [])


def test_the_file_is_read_again_and_what_is_not_ours_is_kept(
    desk: Desk, opinion: Annotation, regulation: Annotation
) -> None:
    """A file of somebody's: its columns, its rows that wait and a row that is wrong stay as they are."""
    alignment, _ = align_with(opinion, regulation, [])
    lines = template(alignment).splitlines(keepends=True)
    lines[-1] = lines[-1].replace("semapv:CompositeMatching", "semapv:Wrong").rstrip("\n")
    desk.path.write_text("".join(lines), "utf-8")
    desk.decide(on(desk, "art-1", "art-2", Did.CONFIRM))
    after = desk.path.read_text("utf-8").splitlines()
    table = [line for line in lines if not line.startswith("#")]
    assert [line.rstrip("\n") for line in table[1:]] == [line for line in after if not line.startswith("#")][
        1:-1
    ]
    assert len(read_reviews([desk.path]).rows) == 1
    text = (
        desk.path.read_text("utf-8")
        .replace("\tNot\t", "\t\t")
        .replace("review:张三\t张三", "review:赵六\t赵六")
    )
    desk.path.write_text(text, "utf-8")
    assert desk.of_link(f"{LOW}/art-1", f"{UP}/art-2").by == ("赵六",)  # by hand, and seen at once


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (b"\xff\xfe\x00garbage", "UTF-8"),  # no text
        ("随便写的\n两行".encode(), "mapping_set_id"),  # no metadata
        (
            b"#mapping_set_id: a\n#license: b\n#curie_map:\n#  x: http://x/\nsubject_id\tobject_id\n",
            "predicate_id",
        ),
    ],
)
def test_a_file_that_is_not_understood_is_left_as_it_is(desk: Desk, made: bytes, said: str) -> None:
    asked = on(desk, "art-1", "art-2", Did.CONFIRM)
    desk.path.write_bytes(made)
    with pytest.raises(NotKept, match=said):
        desk.decide(asked)
    assert desk.path.read_bytes() == made


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_cannot_be_written_is_told_and_nothing_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    desk.decide(on(desk, "art-1", "art-2", Did.CONFIRM))
    before = desk.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotKept, match="没有记下"):
        desk.decide(on(desk, "art-1", "art-3", Did.CONFIRM))
    assert desk.path.read_bytes() == before
    assert [each.name for each in desk.path.parent.iterdir()] == [desk.path.name]


def test_another_file_that_says_the_opposite_is_named(desk: Desk) -> None:
    other = Desk(desk.path.with_name("手写.tsv"))
    other.decide(on(other, "art-1", "", Did.NONE, LI))
    with pytest.raises(NotKept, match="手写"):
        desk.decide(on(desk, "art-1", "art-2", Did.CONFIRM))
    assert not desk.path.exists()


_WORKER = """
import sys
from dataclasses import replace
from pathlib import Path
from lawgraph.explorer.desk import Ask, Changed, Desk, Did, End, Person
path, who, many, low, up = sys.argv[1:]
desk, by = Desk(Path(path)), Person(f"review:{who}", who)
for at in range(int(many)):
    # every tenth link is decided on by both
    name = f"art-{at}" if at % 10 == 0 else f"art-{at}-{who}"
    seen = desk.of_link(f"{low}/{name}", f"{up}/art-1").seen
    ask = Ask(End(f"{low}/{name}", low), End(f"{up}/art-1", up), Did.CONFIRM, by, seen)
    while True:
        try:
            desk.decide(ask)
            break
        except Changed as error:
            ask = replace(ask, seen=error.state.seen)
    print(name, flush=True)
"""


def _decider(path: Path, who: str, many: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WORKER, str(path), who, str(many), LOW, UP]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _steps(states: tuple[State, ...]) -> set[tuple[str, str]]:
    return {(state.one.rsplit("/", 1)[1], step.name) for state in states for step in state.steps}


def test_two_processes_lose_no_decision(desk: Desk) -> None:
    both = {who: _decider(desk.path, who, 80) for who in ("甲", "乙")}
    said = {(name, who) for who, process in both.items() for name in process.communicate()[0].split()}
    assert [process.returncode for process in both.values()] == [0, 0]
    assert len(said) == 160
    assert _steps(desk.all()) == said
    assert read_reviews([desk.path]).problems == ()


def test_a_process_that_is_killed_leaves_the_file_whole(desk: Desk) -> None:
    """What it said was taken is there, whole, and the next process goes on."""
    for _ in range(3):
        process = _decider(desk.path, "甲", 10_000)
        assert process.stdout is not None
        first = process.stdout.readline().strip()
        time.sleep(0.15)
        process.send_signal(signal.SIGKILL)
        said = {first, *process.communicate()[0].split("\n")[:-1]}
        assert {(name, "甲") for name in said} <= _steps(desk.all())
        assert read_reviews([desk.path]).problems == ()
    desk.decide(on(desk, "art-1", "art-2", Did.CONFIRM))
