"""What a build has found of each document, stage by stage, and what it says of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.read import ReadError, one_line, printable
from lawgraph.build.documents import QuadsNotes, Source, TextNotes
from lawgraph.build.outcome import BuiltDocument, BuiltPair
from lawgraph.build.parts import Part

if TYPE_CHECKING:
    from ingest.link import Pair


@dataclass(frozen=True, slots=True)
class Text:
    """A source whose text is there."""

    path: Path
    source: Source
    part: Part
    notes: TextNotes

    @property
    def order(self) -> tuple[str, str, str]:
        """What tells which of two files of one document stays: never their order in the build."""
        return self.notes.sha256, self.notes.name, str(self.path)


@dataclass(frozen=True, slots=True)
class Quads:
    """A text whose quads are there."""

    text: Text
    part: Part
    notes: QuadsNotes


@dataclass(frozen=True, slots=True)
class Links:
    """What pairs were linked, which were left out, how many have nothing in common, and the parts with all links.

    ``keys`` are the upper rules that each lower one was linked with, and the keys of the pairs.
    """

    pairs: tuple[BuiltPair, ...] = ()
    left_out: tuple[Pair, ...] = ()
    unlike: int = 0
    parts: Sequence[Part] = ()
    keys: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def built(iri: str, quads: Quads) -> BuiltDocument:
    """Return what a build says of a document."""
    text = quads.text
    return BuiltDocument(
        iri, text.notes.sha256, text.notes.title, text.path, text.part.path,
        text.notes.characters, dict(quads.notes.counts), quads.notes.warnings,
    )  # fmt: skip


def shown(path: Path) -> str:
    """Return the name of a file for people, in one line."""
    return one_line(printable(path.name))


def named(path: Path) -> str:
    """Return how the manifest calls a file: its path from the root, as text in any locale."""
    return printable(str(path.absolute()))


def said_at(error: ReadError, here: Path, there: Path) -> ReadError:
    """Return what failed at one file as said of another one with the same bytes."""
    return ReadError(there, error.chinese, error.problem, error.remedy) if error.path == here else error


def same_text(path: Path, stays: Path) -> ReadError:
    """Return the note on a file that is left out, as another one has its text."""
    return ReadError(
        path,
        f"与 {printable(str(stays))} 文本相同，只收后者；可删除其一",
        f"It has the same text as {printable(str(stays))}, and only that is in the graph",
        "one of the two can be removed",
    )


def unlinked(error: ReadError, pair: str) -> ReadError:
    """Return what failed when a document, or the ``pair`` of it and an upper one, was compared: it is there itself."""
    what = f"（{pair}）" if pair else ""
    pair = f" ({pair})" if pair else ""
    return ReadError(
        error.path,
        f"文件已收入，但比较时出错，缺少对应{what}：{error.chinese}",
        f"The document is in the graph, but comparing it failed and links are missing{pair}: {error.problem}",
        error.remedy,
    )


def unchecked(error: ReadError, pair: str) -> ReadError:
    """Return what failed when a document was checked, or two texts of it were compared: it is there itself."""
    what, which = (
        (f"，缺少{pair}的变化", f", and the changes {pair} are missing")
        if pair
        else ("，缺少审查意见", ", and its findings are missing")
    )
    return ReadError(
        error.path,
        f"文件已收入，但审查时出错{what}：{error.chinese}",
        f"The document is in the graph, but checking it failed{which}: {error.problem}",
        error.remedy,
    )


def defective(path: Path, check: str, what: str) -> ReadError:
    """Return that a check did not come to its end at a file because of a defect of this program."""
    return ReadError(
        path,
        f"lawgraph 的一项审查（{check}）在此文件上出错（{what}），其余各项照常；请连同文件报告",
        f"The check {check} of lawgraph has a defect that shows in this file ({what}); the other checks went on",
        "report it with the file",
    )
