"""SSSOM/TSV files: a block of metadata, each line behind ``#``, then a table of mappings parted by tabs.

Read is what the specification asks for (https://mapping-commons.github.io/sssom/spec-formats-tsv/), of the YAML of
the metadata the part that such files use: scalars, one level of keys (``curie_map``), and lists of scalars or keys.
A spreadsheet leaves tabs at the end of the metadata's lines, quotes around them and a byte order mark before them;
these are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from ingest.read import ReadError
from ontology.iri import BASE
from ontology.terms import LG

Scalar = str
Value = Scalar | dict[str, Scalar] | list[Scalar | dict[str, Scalar]]

SEMAPV = "https://w3id.org/semapv/vocab/"
SSSOM = "https://w3id.org/sssom/"
BUILT_IN = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": SEMAPV,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": SSSOM,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "linkml": "https://w3id.org/linkml/",
}
"""Prefixes that a file may use without naming them in its ``curie_map``."""
PREFIXES = {
    "lg": LG.NAMESPACE,
    "orcid": "https://orcid.org/",
    "review": f"{BASE}/reviews#",
    "text": f"{BASE}/eli/cn/text/",
    "work": f"{BASE}/eli/cn/",
}
"""Prefixes of the files that are written here."""
_MOST_LINES = 100  # of one record
_REQUIRED = ("mapping_set_id", "license", "curie_map")


def wrong(path: Path, line: int, chinese: str, problem: str, remedy: str) -> ReadError:
    """Return an error of a line of a file; line 0 is the file as such."""
    return ReadError(Path(f"{path}:{line}") if line else path, chinese, problem, remedy)


@dataclass(frozen=True, slots=True)
class Row:
    """A mapping: the line on which it begins, and its cells by column; an empty cell is not in it."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A file: its metadata, its rows, and what is wrong with it; ``prefixes`` are those that it may use."""

    path: Path
    metadata: Mapping[str, Value] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    problems: tuple[ReadError, ...] = ()

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes with what they stand for."""
        named = self.metadata.get("curie_map")
        return BUILT_IN | named if isinstance(named, dict) else BUILT_IN

    def expand(self, curie: str) -> str | None:
        """Return the IRI of a CURIE, ``None`` if its prefix is not declared; a whole IRI is taken as it is.

        >>> MappingSet(Path("a.tsv")).expand("semapv:LexicalMatching")
        'https://w3id.org/semapv/vocab/LexicalMatching'
        """
        prefix, colon, rest = curie.partition(":")
        if colon and prefix in self.prefixes:
            return self.prefixes[prefix] + rest
        return curie if rest.startswith("//") else None

    @property
    def extensions(self) -> frozenset[str]:
        """The columns of its own that the file declares."""
        listed = self.metadata.get("extension_definitions")
        entries = listed if isinstance(listed, list) else []
        return frozenset(
            each["slot_name"] for each in entries if isinstance(each, dict) and "slot_name" in each
        )

    def text(self, slot: str) -> str:
        """Return a slot of the metadata that holds for all rows, or nothing."""
        value = self.metadata.get(slot, "")
        return value if isinstance(value, str) else ""


def _unread(path: Path, chinese: str, what: str | None, remedy: str) -> ReadError:
    return wrong(
        path, 0, f"审核文件读不了，{chinese}", f"The file of reviews cannot be read ({what})", remedy
    )


def read_set(path: Path, columns: Sequence[str], required: Sequence[str], own: Sequence[str]) -> MappingSet:
    """Read the file at ``path``; nothing is raised, what is wrong with it is in ``problems``.

    Rows have cells of ``columns``, those of others being passed over; a file without a column of ``required``, or
    without metadata, has no rows. A column of ``own`` must be declared by the file, else it is passed over and told.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except OSError as error:
        return MappingSet(
            path, problems=(_unread(path, "请核对文件名和权限", error.strerror, "check its name and mode"),)
        )
    except UnicodeDecodeError:
        return MappingSet(
            path, problems=(_unread(path, "请另存为 UTF-8 文本", "not UTF-8", "save it as UTF-8 text"),)
        )
    head = list(takewhile(lambda line: line.lstrip('"').startswith("#"), lines))
    metadata, problems = _metadata(path, head)
    problems += [
        wrong(
            path,
            0,
            f"元数据缺少 {slot}，请补上（lawgraph review template 写出的文件里都有）",
            f"The metadata lack {slot}",
            "add it, as in a file that 'lawgraph review template' writes",
        )
        for slot in _REQUIRED
        if not metadata.get(slot)
    ]
    found = MappingSet(path, metadata)
    if problems:
        return MappingSet(path, metadata, (), tuple(problems))
    rows, told = _rows(found, lines[len(head) :], len(head), columns, required, own)
    return MappingSet(path, metadata, tuple(rows), tuple(told))


def _metadata(path: Path, lines: Sequence[str]) -> tuple[dict[str, Value], list[ReadError]]:
    """Read the metadata, and tell the lines that are not understood."""
    found: dict[str, Value] = {}
    problems = []
    key = ""
    bare = [_bare(line)[1:] for line in lines]
    margin = min((len(each) - len(each.lstrip(" ")) for each in bare if each.strip()), default=0)
    for number, each in enumerate(bare, 1):
        line = each[margin:].rstrip()
        name, colon, value = line.strip().removeprefix("- ").partition(":")
        name, value = name.strip(), _unquoted(value)
        if not line.strip():
            continue
        if not line.startswith((" ", "- ")) and colon:
            key = name
            found[key] = value
        elif not key or not _add(found, key, line.strip(), name, colon, value):
            problems.append(
                wrong(
                    path,
                    number,
                    "元数据这一行不是「名称: 值」，请改正",
                    "This line of the metadata is no 'name: value'",
                    "correct it",
                )
            )
    return found, problems


def _bare(line: str) -> str:
    """Return a line without its end and the quotes that a spreadsheet set around it; those within it stay."""
    line = line.rstrip()
    return line.strip('"') if line.startswith('"') else line


def _add(found: dict[str, Value], key: str, line: str, name: str, colon: str, value: str) -> bool:
    """Add an inner line to the value of ``key``; return whether it could be."""
    held = found[key]
    if line.startswith("- "):
        entries = held if isinstance(held, list) else []
        whole = _unquoted(line[2:])
        entries.append({name: value} if colon and " " in line[2:] and not whole.startswith("http") else whole)
        found[key] = entries
        return held == "" or isinstance(held, list)
    if isinstance(held, str) and held:  # a scalar that goes on
        found[key] = f"{held} {line}"
        return True
    if not colon:
        return False
    if isinstance(held, list):
        last = held[-1]
        if isinstance(last, str):
            return False
        last[name] = value
        return True
    if held == "":
        held = found[key] = {}
    if not isinstance(held, dict):
        return False
    held[name] = value
    return True


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _rows(
    found: MappingSet,
    lines: Sequence[str],
    before: int,
    columns: Sequence[str],
    required: Sequence[str],
    own: Sequence[str],
) -> tuple[list[Row], list[ReadError]]:
    """Read the table that begins after ``before`` lines."""
    table = records(lines)
    _, head = next(table, (0, []))
    head = [cell.strip() for cell in head]
    missing = [column for column in required if column not in head]
    twice = sorted({column for column in head if column and head.count(column) > 1})
    if missing or twice:
        names = ", ".join(missing or twice)
        return [], [
            wrong(
                found.path,
                before + 1,
                f"表头缺少这些列：{names}" if missing else f"表头有重复的列：{names}",
                f"The head of the table lacks {names}"
                if missing
                else f"The head of the table has {names} twice",
                "correct it",
            )
        ]
    loose = [column for column in own if column in head and column not in found.extensions]
    problems = [
        wrong(
            found.path,
            before + 1,
            f"{column} 列未在元数据的 extension_definitions 中声明，不予采用，请补上",
            f"The column {column} is not declared in extension_definitions and is not used",
            "declare it there",
        )
        for column in loose
    ]
    rows = []
    for number, cells in table:
        if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
            problems.append(
                wrong(
                    found.path,
                    before + number,
                    f"有 {len(cells)} 格，表头只有 {len(head)} 列，请改正",
                    f"The line has {len(cells)} cells and the head {len(head)} columns",
                    "correct it",
                )
            )
            continue
        named = zip(head, (cell.strip() for cell in cells), strict=False)
        kept = {name: cell for name, cell in named if cell and name in columns and name not in loose}
        if kept:
            rows.append(Row(before + number, kept))
    return rows, problems


def records(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a table, each with the number of its first line, counted from 1.

    A quote that no other one closes is a sign like any other: it takes no further lines into its cell.
    """
    at = columns = 0
    while at < len(lines):
        cells, end = _record(lines, at, columns)
        columns = columns or len(cells)
        yield at + 1, cells
        at = end


def _record(lines: Sequence[str], at: int, columns: int) -> tuple[list[str], int]:
    """Return the cells of the record that begins at a line, and the line after it.

    A cell of several lines with tabs in it is taken for other rows between two quotes that stand alone.
    """
    whole = ""
    for end in range(at + 1, min(at + _MOST_LINES, len(lines)) + 1):
        whole += lines[end - 1]
        if whole.count('"') % 2:
            continue
        try:
            (cells,) = csv.reader([whole], delimiter="\t")
        except (csv.Error, ValueError):
            break
        swallowed = any("\t" in cell and "\n" in cell for cell in cells)
        if end == at + 1 or (len(cells) <= columns and not swallowed):
            return cells, end
        break
    return lines[at].rstrip("\r\n").split("\t"), at + 1
