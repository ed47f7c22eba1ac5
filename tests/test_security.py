"""Attacks that no other file tries, and that every test which ``SECURITY.md`` names is there and is collected."""

from __future__ import annotations

import ast
import io
import re
import socket
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from ingest.read import ReadError, find_sources, pdf, read, read_stated
from lawgraph.build.packing import NotPacked, unpack
from lawgraph.build.parts import LINKS, Block, Part, PartDamaged, Parts, key_of, read_part, write_part
from lawgraph.explorer.rendering import _environment
from lawgraph.reviews import filled, history
from lawgraph.reviews.reading import read_file
from tests.documents import chinese_pdf, word

from .conftest import ROOT
from .test_read_bad_input import spoilt, zipped

LAW = "第一条 为了规范养犬，制定本条例。\n"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + b"".join(
        b'<!ENTITY b%d "%s">' % (at, b"&b%d;" % (at - 1) * 10 if at else b"&b;" * 10) for at in range(9)
    )
    + b"]><a>&b8;</a>"
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

# What SECURITY.md promises


def _named() -> list[tuple[str, str]]:
    return re.findall(r"`(test_\w+\.py)::(test_\w+)`", (ROOT / "SECURITY.md").read_text("utf-8"))


def test_the_page_of_security_names_tests() -> None:
    rows = [line for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| T")]
    assert len(rows) >= 30
    assert all("`test_" in row for row in rows), "a threat without a test"
    assert len({row.split(" | ")[0] for row in rows}) == len(rows)


@pytest.mark.parametrize(("file", "name"), sorted(set(_named())))
def test_each_test_that_is_named_is_there_and_is_collected(file: str, name: str) -> None:
    """Pytest collects functions of the module itself with such a name; a class of tests would need its name said."""
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    found = [each for each in tree.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    (defined,) = [each for each in found if each.name == name]
    marks = [ast.unparse(each) for each in defined.decorator_list]
    assert not any("mark.skip(" in each or "xfail" in each for each in marks), "it is never run"


# Archives


LEADING_OUT = ["../../out.txt", "/tmp/lawgraph-out.txt", "a/../../../out.txt", "C:\\out.txt", "..\\out.txt"]


@pytest.mark.parametrize("name", LEADING_OUT)
def test_a_name_in_an_archive_leads_nowhere(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    (tmp_path / "out.txt").write_text("第一条 外面的文件。\n", "utf-8")
    with zipfile.ZipFile(inner / "a.zip", "w") as archive:
        archive.writestr(name, LAW)
    before = sorted(tmp_path.rglob("*"))
    found = find_sources([inner])
    assert {read(path).text for path in found.paths} <= {LAW}, (
        "the member, not what lies where its name leads"
    )
    assert len(found.paths) + len(found.failures) == 1, "read, or named as what is passed over"
    assert sorted(tmp_path.rglob("*")) == before, "nothing is unpacked into the file system"


def _linked(kind: bytes, to: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo("link.txt")
    info.type, info.linkname = kind, to
    return info


@pytest.mark.parametrize(
    ("info", "why"),
    [
        (_linked(tarfile.SYMTYPE, "/etc/passwd"), "a symbolic link"),
        (_linked(tarfile.LNKTYPE, "../../etc/passwd"), "a hard link"),
        (_linked(tarfile.CHRTYPE, ""), "a device"),
        (_linked(tarfile.FIFOTYPE, ""), "a pipe"),
    ],
)
def test_a_link_in_an_archive_is_no_document(tmp_path: Path, info: tarfile.TarInfo, why: str) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.addfile(info)
        law = tarfile.TarInfo("law.txt")
        law.size = len(LAW.encode())
        archive.addfile(law, io.BytesIO(LAW.encode()))
    assert [path.name for path in find_sources([tmp_path]).paths] == ["law.txt"], why


def test_a_link_among_the_sources_is_what_it_leads_to(tmp_path: Path) -> None:
    """Files that are linked are read as their owner may; folders that are linked are not walked through."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "law.txt").write_text(LAW, "utf-8")
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "passwd.txt").symlink_to("/etc/passwd")
    (sources / "folder").symlink_to(tmp_path / "outside")
    (sources / "up").symlink_to("..")
    (found,) = find_sources([sources]).paths
    assert found.name == "passwd.txt"
    with pytest.raises(ReadError, match="Chinese"):
        read(found)


# Documents


def _docx(xml: bytes) -> bytes:
    return spoilt(word(LAW), xml)


def _paragraphs(levels: int) -> bytes:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    opened, closed = b"<w:sdt><w:sdtContent>" * levels, b"</w:sdtContent></w:sdt>" * levels
    return b'<w:document xmlns:w="%s"><w:body>%s%s</w:body></w:document>' % (main.encode(), opened, closed)


HOSTILE_FILES: list[tuple[str, bytes, str]] = [
    ("laughs.docx", _docx(LAUGHS), "entities that grow tenfold nine times"),
    ("outside.docx", _docx(OUTSIDE), "an entity that names a file"),
    ("laughs.ofd", zipped(OFD__xml=LAUGHS), "the same in OFD"),
    ("outside.ofd", zipped(OFD__xml=OUTSIDE), "the same in OFD"),
    ("deep.docx", _docx(_paragraphs(100_000)), "controls in controls without a bottom"),
    ("deep.ofd", zipped(OFD__xml=b"<a>" * 200_000 + b"</a>" * 200_000), "elements in elements"),
]


@pytest.mark.parametrize(("name", "data", "why"), HOSTILE_FILES, ids=[name for name, *_ in HOSTILE_FILES])
def test_a_hostile_package_is_one_line(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert "root:" not in str(caught.value), why
    assert len(str(caught.value).splitlines()) == 1, why


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    made = chinese_pdf(format="A4")
    for _ in range(3):
        made.add_page()
        made.text(20, 20, LAW.strip())
    (tmp_path / "a.pdf").write_bytes(bytes(made.output()))
    with pytest.raises(ReadError, match="3 pages"):
        read(tmp_path / "a.pdf")


def test_a_pdf_runs_nothing_and_calls_nobody(tmp_path: Path) -> None:
    made = chinese_pdf(format="A4")
    made.add_page()
    made.text(20, 20, LAW.strip())
    plain = bytes(made.output())
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        address = f"http://127.0.0.1:{other.getsockname()[1]}/"
        script = f"/S /JavaScript /JS (app.launchURL\\('{address}'\\);)"
        action = f"/OpenAction << {script} /Next << /S /URI /URI ({address}) >> >>"
        hostile = plain.replace(b"/Type /Catalog", b"/Type /Catalog\n" + action.encode())
        assert hostile != plain
        (tmp_path / "a.pdf").write_bytes(hostile)
        assert "第一条" in read(tmp_path / "a.pdf").text
        with pytest.raises(TimeoutError):
            other.accept()


HOSTILE_TOML = [
    ("title = " + "[" * 100_000, "lists without a bottom"),
    ("a" + ".a" * 100_000 + " = 1", "tables without a bottom"),
    ('title = "甲"\ntitle = "乙"', "the same twice"),
    ("title = 1e999999999", "a number for words"),
    ('work = "../../etc/passwd"', "a work that would lead out of its namespace"),
    ('work = "a> <b> <c"', "a work that would end an IRI"),
    ('__class__ = "x"', "a name of Python's"),
    ('issued = "2020-13-45"', "a day that no calendar has"),
]


@pytest.mark.parametrize(("text", "why"), HOSTILE_TOML, ids=[why for _, why in HOSTILE_TOML])
def test_hostile_metadata_beside_a_source_are_one_line(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "a.txt").write_text(LAW, "utf-8")
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(ReadError) as caught:
        read_stated(tmp_path / "a.txt")
    assert len(str(caught.value).splitlines()) == 1, why


# Reviews


HEAD = (
    "#curie_map:\n#  sssom: https://w3id.org/sssom/\n#  semapv: https://w3id.org/semapv/vocab/\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_id\tmapping_date\n"
)
HOSTILE_IRIS = [
    "javascript:alert(1)", "file:///etc/passwd", "https://a.example/> <urn:x> <urn:y", "http://127.0.0.1:1/art-1",
    "data:text/html,<script>alert(1)</script>", "=cmd|' /C calc'!A0", "../../art-1", "urn:x\u202eart-1",
]  # fmt: skip


@pytest.mark.parametrize("iri", HOSTILE_IRIS)
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_a_hostile_iri_in_reviews_is_told_and_not_used(tmp_path: Path, iri: str, place: int) -> None:
    row = [
        "https://w3id.org/lawgraph/eli/cn/text/0123456789abcdef/art-1",
        "https://w3id.org/lawgraph/ontology#correspondsTo",
        "https://w3id.org/lawgraph/eli/cn/text/fedcba9876543210/art-1",
        "semapv:ManualMappingCuration", "https://a.example/li", "2026-01-01",
    ]  # fmt: skip
    row[place] = iri
    (tmp_path / "a.tsv").write_text(f"{HEAD}{chr(9).join(row)}\n", "utf-8")
    found = read_file(tmp_path / "a.tsv")
    used = [each.decision for each in found.rows]
    assert not used or (place == 4 and iri.startswith(("http:", "data:", "javascript:", "file:"))), (
        "only who decided"
    )
    assert used or found.problems


def _workbook(sheet: str, extra: dict[str, bytes] | None = None) -> bytes:
    from openpyxl import Workbook

    plain, out = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = sheet.encode() if name == "xl/worksheets/sheet1.xml" else old.read(name)
            new.writestr(name, (extra or {}).get(name, data))
    return out.getvalue()


_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
_FAR = "".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, 2_000))


def test_a_workbook_is_as_large_as_its_cells_whatever_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A size of 17 billion cells, a merged range of as many, and rows of one cell at their far end."""
    size = '<dimension ref="A1:XFD1048576"/>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    one = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    (tmp_path / "a.xlsx").write_bytes(_workbook(_SHEET.format(size + one + merged)))
    ((_, rows),) = filled.sheets(tmp_path / "a.xlsx")
    assert list(rows) == [(1,)]
    monkeypatch.setattr(filled, "_MOST_CELLS", 1_000_000)
    (tmp_path / "b.xlsx").write_bytes(_workbook(_SHEET.format(f"<sheetData>{_FAR}</sheetData>")))
    with pytest.raises(ReadError, match="ValueError"):
        list(filled.sheets(tmp_path / "b.xlsx"))


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE], ids=["entities that grow", "an entity that names a file"])
def test_entities_in_a_workbook_are_not_read(tmp_path: Path, xml: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(_workbook(xml.decode(), {"xl/sharedStrings.xml": xml}))
    try:
        said = str([list(rows) for _, rows in filled.sheets(tmp_path / "a.xlsx")])
    except ReadError as error:
        said = str(error)
    assert "root:" not in said
    assert len(said) < 10_000


# Parts of a build


BOMBS: list[tuple[bytes, str]] = [
    (b"\x91" * 200_000, "lists in lists without a bottom"),
    (b"\xdd\xff\xff\xff\xff", "a list of four thousand million, and nothing in it"),
    (b"\xdf\xff\xff\xff\xff\xa1a", "a map of as many"),
    (b"\xc6\xff\xff\xff\xff", "bytes that are not there"),
    (b"\xdb\xff\xff\xff\xff" + b"a" * 100, "words that are not there"),
    (b"\xc7\x08\x01" + b"a" * 8, "an extension"),
]


@pytest.mark.parametrize(("data", "why"), BOMBS, ids=[why for _, why in BOMBS])
def test_hostile_messagepack_is_no_annotation(data: bytes, why: str) -> None:
    with pytest.raises(NotPacked):
        unpack(data)


def _part(tmp_path: Path, damage: Callable[[Block], Block]) -> tuple[Part, Block]:
    """Return a part whose digests are right and whose block says what ``damage`` makes of it."""
    path = Parts(tmp_path).path(key_of("x"), LINKS)
    write_part(path, None, [b"\x00" * 50_000_000])
    part = read_part(path)
    return part, damage(part.head.blocks[0])


@pytest.mark.parametrize(
    ("size", "why"), [(10, "less than it unpacks to"), (60_000_000, "more"), (-1, "less than nothing")]
)
def test_a_part_unpacks_to_what_it_says_and_no_more(tmp_path: Path, size: int, why: str) -> None:
    part, block = _part(tmp_path, lambda block: msgspec.structs.replace(block, raw=size))
    assert block.size < 300_000, "a small file that unpacks to 50 MB"
    with pytest.raises(PartDamaged):
        part.block(block)


def test_a_part_whose_bytes_are_no_stream_is_told(tmp_path: Path) -> None:
    part, block = _part(tmp_path, lambda block: block)
    noise = zlib.compress(b"x")[:-3]
    data = bytearray(part.path.read_bytes())
    data[part.body : part.body + len(noise)] = noise
    part.path.write_bytes(data)
    own = msgspec.structs.replace(block, size=len(noise), digest=sha256(noise).digest())
    with pytest.raises(PartDamaged):
        part.block(own)


def test_notes_of_a_part_without_a_bottom_are_told(tmp_path: Path) -> None:
    part, block = _part(tmp_path, lambda block: block)
    notes = msgspec.Raw(b"\x91" * 200_000 + b"\xc0")
    head = msgspec.msgpack.encode(msgspec.structs.replace(part.head, notes=notes))
    body = part.path.read_bytes()[part.body :]
    start = b"lawgraph part 1\n" + len(head).to_bytes(4, "big") + sha256(head).digest()
    part.path.write_bytes(start + head + body)
    with pytest.raises(PartDamaged):
        read_part(part.path).noted(list)
    assert block.raw == 50_000_000


@pytest.mark.parametrize("cell", ['[{"x": ' + "[" * 200_000, '[{"did": "\ud800"}]', "{}"])
def test_a_history_that_somebody_wrote_by_hand_is_none(cell: str) -> None:
    assert history.read(cell) == ()


# Pages


def test_every_template_escapes_and_none_marks_words_as_safe() -> None:
    """A title is text wherever it stands: no template of the pages takes anything for markup but what it writes."""
    environment = _environment()
    assert environment.autoescape is True
    for name in environment.list_templates():
        source = (ROOT / "lawgraph" / "explorer" / "templates" / name).read_text("utf-8")
        assert "|safe" not in source.replace(" ", ""), name
        assert "autoescape" not in source, name


NOT_USED = {
    "eval": "code of a text", "exec": "code of a text", "os.system": "a shell", "yaml": "objects of a file",
    "shell=True": "a shell", "extractall": "files out of an archive", "mktemp": "a name that another may take",
    "marshal": "code of a file", "shelve": "pickles of a file",
}  # fmt: skip


def test_what_is_dangerous_is_not_used() -> None:
    """Pickles only go between a process and the one it started, or a build and its cluster (T37)."""
    pickled = set()
    for package in ("ontology", "ingest", "queries", "lawgraph"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = {getattr(node, "module", None) or each.name for each in node.names}
                    assert not names & set(NOT_USED), path
                    if "pickle" in names:
                        pickled.add(path.relative_to(ROOT).as_posix())
                if isinstance(node, ast.Call):
                    said = ast.unparse(node.func)
                    assert said not in ("eval", "exec", "os.system"), path
                    assert not said.endswith((".extractall", ".mktemp")), path
                    assert not any(each.arg == "shell" for each in node.keywords), path
                    assert "allow_pickle" not in {each.arg for each in node.keywords}, path
    assert pickled == {"lawgraph/annotator.py", "lawgraph/apart.py", "lawgraph/cluster/orders.py"}
