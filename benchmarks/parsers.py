"""Every parser of ours that reads what others write: what it is given, and the errors that it may answer with.

A parser gives an answer or raises one of its own errors; anything else is a defect. ``benchmarks/fuzz.py`` runs them
for minutes, ``tests/test_fuzz.py`` on a few inputs each.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest import mock

from starlette.exceptions import HTTPException

from benchmarks.mutations import TEXTS
from ingest.amend import read as read_decision
from ingest.contract import load
from ingest.document_numbers import document_number, document_numbers, together_ordered
from ingest.pipeline import annotate
from ingest.read import ReadError, find_sources, read, read_stated
from ingest.structure import structure
from ingest.structure.labels import label_of
from ingest.text import SourceText
from lawgraph.build.manifest import read_manifest
from lawgraph.build.packing import NotPacked, unpack
from lawgraph.build.parts import Part, PartDamaged, Parts, key_of, read_part, write_part
from lawgraph.cli import main
from lawgraph.graph_files import NotAsWritten
from lawgraph.pointers import PointerError
from lawgraph.repairs import printed
from lawgraph.reviews import filled
from lawgraph.reviews.reading import read_file
from lawgraph.search.wanted import SearchError, wanted
from lawgraph.serve import ServeError
from lawgraph.service.asked import pairs
from lawgraph.service.settings import SettingsError, settings
from ontology.numerals import numerals, parse_numeral, plain_form, whole_number
from queries.check import check
from queries.errors import HeaderError, QueryError
from queries.named_queries import library, parse_query

ROOT = Path(__file__).resolve().parent.parent
Errors = tuple[type[BaseException], ...]


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser: its name, what it does with bytes, the errors that are its own, and inputs to begin with."""

    name: str
    parse: Callable[[bytes], object]
    errors: Errors
    seeds: Callable[[], list[bytes]]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _document(data: bytes) -> SourceText:
    return SourceText("a.txt", _text(data), "0" * 64)


@cache
def scratch() -> Path:
    """Return a folder for files that a parser reads; it is gone when the program ends."""
    kept.append(tempfile.TemporaryDirectory(prefix="lawgraph-fuzz-"))
    return Path(kept[-1].name)


kept: list[tempfile.TemporaryDirectory[str]] = []


def _file(name: str, data: bytes) -> Path:
    path = scratch() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _reader(name: str) -> Callable[[bytes], object]:
    return lambda data: read(_file(name, data))


def _archive(name: str) -> Callable[[bytes], object]:
    return lambda data: [read(path) for path in find_sources([_file(name, data)]).paths]


def _stated(data: bytes) -> object:
    _file("stated/a.txt", TEXTS[0].encode())
    _file("stated/a.toml", data)
    return read_stated(scratch() / "stated" / "a.txt")


def _part(data: bytes) -> object:
    path = Parts(scratch()).path(key_of("x"), "links")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    part: Part = read_part(path)
    part.check()
    return [part.block(each) for each in part.head.blocks]


def _part_seed() -> list[bytes]:
    path = Parts(scratch()).path(key_of("x"), "links")
    write_part(path, {"a": 1}, [b"one" * 100, b"two"])
    return [path.read_bytes()]


def _manifest(data: bytes) -> object:
    _file("graph/parts/manifest.json", data)
    return read_manifest(scratch() / "graph")


def _command(data: bytes) -> object:
    """Run the command on arguments, one a line, none of which may serve or open something."""
    arguments = [line.replace("\x00", "") for line in _text(data).split("\n")][:6]
    if {"serve", "open", "mcp", "build", "notebook"} & set(arguments):
        return None
    with (
        mock.patch.object(sys, "argv", ["lawgraph", *arguments]),
        contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")),
        contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO(), "utf-8")),
        contextlib.chdir(scratch()),
    ):
        try:
            main()
        except SystemExit as ended:
            if ended.code not in (0, 1, 2, 3, None):
                raise AssertionError(f"exit code {ended.code}") from None
    return None


def _parameters(data: bytes) -> object:
    """Bind values to the parameters of every named query."""
    values = _text(data).split("\n")
    said = []
    for query in library():
        given = {each.name: values[at % len(values)] for at, each in enumerate(query.parameters)}
        with contextlib.suppress(QueryError):
            said.append(query.bind(given))
    return said


def _service_settings(data: bytes) -> object:
    return settings({}, _file("serve.toml", data), {})


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # without the time of day


def _packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            _put(archive, name.replace("__", ".").replace("_of_", "/"), data)
    return out.getvalue()


_DOCX = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    + "第一条 为了发展，制定本法。".encode()
    + b"</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    b"</w:body></w:document>"
)
_REVIEW = (
    "#curie_map:\n#  sssom: https://w3id.org/sssom/\nsubject_id\tpredicate_id\tobject_id\tmapping_justification\t"
    "author_id\tmapping_date\nhttps://w3id.org/lawgraph/eli/cn/text/0123456789abcdef/art-1\t"
    "https://w3id.org/lawgraph/ontology#correspondsTo\thttps://w3id.org/lawgraph/eli/cn/text/fedcba9876543210/art-2\t"
    "semapv:ManualMappingCuration\thttps://a.example/li\t2026-01-01\n"
)


def _workbook() -> list[bytes]:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].append(["人工意见", "备注", 1])
    book.save(out)
    fixed = io.BytesIO()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(fixed, "w") as archive:
        for name in made.namelist():
            _put(
                archive, name, re.sub(rb"20\d\d-\d\d-\d\dT[\d:]+Z", b"2020-01-01T00:00:00Z", made.read(name))
            )
    return [fixed.getvalue()]


def _texts() -> list[bytes]:
    return [text.encode() for text in TEXTS]


def _short() -> list[bytes]:
    said = [
        "第十五条之一 ",
        "（三）",
        "一百零五万三千元",
        "百分之五点五",
        "国发〔2020〕1号",
        "青政办发[2012]34号",
        "十五个工作日",
    ]
    return [each.encode() for each in said]


def _queries() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "queries").glob("*.rq"))]


def _numerals(data: bytes) -> object:
    text = _text(data)
    found = [parse_numeral(text[start:end]) for start, end in numerals(text)]
    return found, whole_number(text), plain_form(text)


def _numbers(data: bytes) -> object:
    text = _text(data)
    return list(document_numbers(text)), document_number(text), together_ordered(text)


def _repairs(data: bytes) -> object:
    return [list(printed(_document(data), how, as_json=False)) for how in ("repaired", "diff")]


_NONE: Errors = ()

PARSERS: tuple[Parser, ...] = (
    Parser("reader of texts", _reader("a.txt"), (ReadError,), _texts),
    Parser("reader of Markdown", _reader("a.md"), (ReadError,), _texts),
    Parser("reader of HTML", _reader("a.html"), (ReadError,), _texts),
    Parser("reader of DOCX", _reader("a.docx"), (ReadError,), lambda: [_packed(word_of_document__xml=_DOCX)]),
    Parser(
        "DOCX's own XML",
        lambda data: _reader("b.docx")(_packed(word_of_document__xml=data)),
        (ReadError,),
        lambda: [_DOCX],
    ),
    Parser("reader of OFD", _reader("a.ofd"), (ReadError,), lambda: [_packed(OFD__xml=b"<ofd:OFD/>")]),
    Parser("reader of PDF", _reader("a.pdf"), (ReadError,), lambda: [b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"]),
    Parser("ZIP", _archive("a.zip"), (ReadError,), lambda: [_packed(a__txt=TEXTS[0].encode())]),
    Parser(
        "mojibake",
        lambda data: _reader("m.txt")(data),
        (ReadError,),
        lambda: [text.encode("gb18030") for text in TEXTS],
    ),
    Parser("structure", lambda data: structure(_document(data)), _NONE, _texts),
    Parser("facts", lambda data: annotate(structure(_document(data))), _NONE, _texts),
    Parser("repairs", _repairs, _NONE, _texts),
    Parser("numerals", _numerals, (ValueError,), _short),
    Parser("labels", lambda data: label_of(_text(data)), _NONE, _short),
    Parser("document numbers", _numbers, _NONE, _short),
    Parser(
        "instructions of amendments",
        lambda data: read_decision(structure(_document(data))),
        _NONE,
        lambda: [TEXTS[4].encode()],
    ),
    Parser(
        "metadata beside a source",
        _stated,
        (ReadError,),
        lambda: ['title = "甲条例"\nissuers = ["甲"]\nissued = 2020-01-01\nwork = "632800/smes"\n'.encode()],
    ),
    Parser(
        "rows of the contract",
        lambda data: list(load(_text(data).splitlines())),
        (ValueError,),
        lambda: [b'{"type": "topic", "path": "art-1", "topics": []}\n'],
    ),
    Parser(
        "headers of queries",
        lambda data: parse_query(_text(data), "a.rq"),
        (HeaderError, QueryError),
        _queries,
    ),
    Parser("check of queries", lambda data: check(_text(data)), (QueryError,), _queries),
    Parser("parameters of queries", _parameters, (QueryError,), _short),
    Parser("words of a search", lambda data: wanted(_text(data)), (SearchError,), _short),
    Parser("reviews", lambda data: read_file(_file("a.tsv", data)), _NONE, lambda: [_REVIEW.encode()]),
    Parser(
        "workbooks",
        lambda data: [list(rows) for _, rows in filled.sheets(_file("a.xlsx", data))],
        (ReadError,),
        _workbook,
    ),
    Parser("parts", _part, (PartDamaged,), _part_seed),
    Parser("annotations in parts", unpack, (NotPacked,), lambda: [b"\x9a\x97\xa1a\xa1b", b"\x91" * 20]),
    Parser("manifest", _manifest, (NotAsWritten,), lambda: [b'{"sources": {}, "recipe": "a", "graph": "b"}']),
    Parser(
        "settings of the service",
        _service_settings,
        (SettingsError, ServeError),
        lambda: [b"port = 8000\nhost = '127.0.0.1'\nseconds = 10\n"],
    ),
    Parser(
        "forms of requests", pairs, (HTTPException,), lambda: [b"query=ASK%20%7B%7D&default-graph-uri=a%3Ab"]
    ),
    Parser(
        "arguments of the command",
        _command,
        (PointerError,),
        lambda: [b"query\ndocuments\n--graph\nx", b"annotate\nx.txt\n--json", b"search\nx", b"diff\na\nb"],
    ),
)
"""All parsers."""
