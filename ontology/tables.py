"""Tab-separated authority files: reading with checks that name the file and the line.

Every authority file (``ontology/authority/*.tsv``) has a header line; an empty cell means "none"; several
values in a cell are separated by ``|``. A wrong line is refused with :class:`AuthorityError`, never repaired.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "authority"
"""The folder of the authority files."""


class AuthorityError(ValueError):
    """A line of an authority file is wrong; the message names the file, the line and the remedy."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, line {line}: {problem}")
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, without surrounding white space, and where it stands.

    ``line`` counts from 1.
    """

    path: Path
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell; empty when nothing is stated."""
        return self.cells[column]

    def require(self, column: str) -> str:
        """The cell; raises :class:`AuthorityError` when it is empty."""
        value = self.cells[column]
        if not value:
            raise self.error(f"no {column}; fill in the column or delete the line")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a cell, split at ``|``."""
        cell = self.cells[column]
        if "|" in cell:
            return tuple(part for part in map(str.strip, cell.split("|")) if part)
        return (cell,) if cell else ()

    def year(self, column: str) -> int | None:
        """A year, or None for an open end; raises :class:`AuthorityError` when it is no year."""
        value = self.cells[column]
        if not value:
            return None
        if not (value.isascii() and value.isdigit() and len(value) == 4):
            raise self.error(f"{column} is {value!r}; write a year of four digits or leave it empty")
        return int(value)

    def years(self) -> tuple[int | None, int | None]:
        """``valid_from`` and ``valid_until`` (the last year); raises when they are the wrong way round."""
        start, end = self.year("valid_from"), self.year("valid_until")
        if start is not None and end is not None and start > end:
            raise self.error(f"valid_from {start} is after valid_until {end}; exchange or correct them")
        return start, end

    def error(self, problem: str) -> AuthorityError:
        """An error that stands at this line."""
        return AuthorityError(self.path, self.line, problem)


def read_table(path: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a table whose header is ``columns``.

    Raises :class:`AuthorityError` for another header, a line with another number of cells, or text that is
    not UTF-8. Lines that are blank or start with ``#`` are left out.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise AuthorityError(path, 1, f"not UTF-8 ({error.reason}); save the file as UTF-8") from error
    rows: list[Row] = []
    header: tuple[str, ...] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if header is None:
            header = tuple(cells)
            if header != tuple(columns):
                raise AuthorityError(path, number, f"the header must be {' '.join(columns)} (tab-separated)")
            continue
        if len(cells) != len(header):
            raise AuthorityError(path, number, f"{len(cells)} cells where the header has {len(header)}")
        rows.append(Row(path, number, dict(zip(header, map(str.strip, cells), strict=True))))
    if header is None:
        raise AuthorityError(path, 1, f"empty; the header must be {' '.join(columns)} (tab-separated)")
    return tuple(rows)


def refuse_repeated(rows: Iterable[Row], column: str) -> None:
    """Raise :class:`AuthorityError` at the second row that has the same value in ``column``."""
    seen: dict[str, int] = {}
    for row in rows:
        value = row.require(column)
        if value in seen:
            raise row.error(f"{column} {value!r} stands already in line {seen[value]}; delete one of the two")
        seen[value] = row.line


def overlap(a: tuple[int | None, int | None], b: tuple[int | None, int | None]) -> bool:
    """Whether two spans of years, first and last included, have a year in common.

    >>> overlap((1999, 2012), (2013, None)), overlap((1999, 2013), (2013, None))
    (False, True)
    """
    earliest, latest = -(10**6), 10**6
    start = max(earliest if x[0] is None else x[0] for x in (a, b))
    end = min(latest if x[1] is None else x[1] for x in (a, b))
    return start <= end


def refuse_overlaps(rows: Iterable[Row], key: Sequence[str]) -> None:
    """Raise :class:`AuthorityError` at a row whose years overlap those of another with the same key."""
    same: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        identity = tuple(row.get(column) for column in key)
        others = same.setdefault(identity, [])
        for other in others:
            if overlap(row.years(), other.years()):
                raise row.error(
                    f"the years of {' '.join(identity)} overlap those in line {other.line}; "
                    "end the one before the other begins"
                )
        others.append(row)
