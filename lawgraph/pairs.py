"""The pairs that somebody wants compared: a table of two columns, ``upper`` and ``lower``, parted by a tab.

Each names a document by its file, its title, its IRI or the last part of that. Blank lines and those that begin with
``#`` are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.read import ReadError

_HEAD = ["upper", "lower"]


@dataclass(frozen=True, slots=True)
class NamedPair:
    """A line of the table: the names of the upper and of the lower document, and where it stands."""

    upper: str
    lower: str
    path: Path
    line: int

    def wrong(self, chinese: str, problem: str, remedy: str) -> ReadError:
        """Return an error of this line."""
        return ReadError(Path(f"{self.path}:{self.line}"), chinese, problem, remedy)


def read_pairs(path: Path) -> tuple[NamedPair, ...]:
    """Read the table at ``path``, a pair given twice once.

    Raises :class:`ReadError` if it cannot be read, has another head, or a line that has not two names.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        what = "not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise ReadError(
            path, "表格读不了，请检查文件", f"the table cannot be read ({what})", "check the file"
        ) from error
    rows = [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]
    if not rows or rows[0][1] != _HEAD:
        raise ReadError(
            path,
            "首行须为 upper 和 lower 两列，用制表符分隔，请改正",
            "the first line must be upper and lower, parted by a tab",
            "correct it",
        )
    found: dict[tuple[str, str], NamedPair] = {}
    for number, cells in rows[1:]:
        if len(cells) != 2 or not all(cells):
            raise ReadError(
                Path(f"{path}:{number}"),
                "须为上级和下级两个文件名，请改正",
                "a line must have two names, of the upper and of the lower document",
                "correct it",
            )
        found.setdefault((cells[0], cells[1]), NamedPair(cells[0], cells[1], path, number))
    return tuple(found.values())


def find_pairs(
    pairs: Iterable[NamedPair], documents: Mapping[str, Sequence[str]]
) -> tuple[list[tuple[str, str]], list[ReadError]]:
    """Return the pairs among ``documents``, by their IRIs: upper, lower; and the lines that name none.

    ``documents`` gives for each IRI what else the document is called by: its title and its file.
    """
    known: dict[str, list[str]] = {}
    for iri, names in documents.items():
        for name in {iri, iri.rsplit("/", 1)[-1], *names}:
            known.setdefault(name, []).append(iri)
    found: dict[tuple[str, str], None] = {}
    failures: list[ReadError] = []
    for pair in pairs:
        meant = [known.get(name, []) for name in (pair.upper, pair.lower)]
        if all(len(each) == 1 for each in meant) and meant[0] != meant[1]:
            found[meant[0][0], meant[1][0]] = None
        else:
            failures.append(_wrong(pair, meant))
    return list(found), failures


def _wrong(pair: NamedPair, meant: list[list[str]]) -> ReadError:
    for name, each in zip((pair.upper, pair.lower), meant, strict=True):
        if not each:
            return pair.wrong(
                f"没有「{name}」这份文件，请写文件名、标题或 IRI",
                f"there is no document {name}",
                "name its file, its title or its IRI",
            )
        if len(each) > 1:
            return pair.wrong(
                f"「{name}」指 {len(each)} 份文件，请写文件名或 IRI",
                f"{name} means {len(each)} documents",
                "name its file or its IRI",
            )
    return pair.wrong("不能与自身比较，请改正", "a document is not compared with itself", "correct it")
