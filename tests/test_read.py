"""Reading: encodings, offsets, metadata files, and one clear error for what cannot be read."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ingest.read import ReadError, find_sources, read, read_stated
from ingest.read.content import Content
from ingest.read.sources import READERS, Reader

TRADITIONAL = "第一條　為協助中小企業改善經營環境，並輔導其自立成長，特制定本條例。\r\n"
FOUR_BYTES = "第一条 为了保护㑇、𠮷等用字，制定本规定。\n"
MACINTOSH = "第一条 为了发展，\r制定本法。\r"
NUL = "第一条 为了发展，制定本法。\n" * 9 + "\x00"
TEXT = "第一条 为了发展，\r\n制定本法。\n"
BILINGUAL = re.compile(r"[^\n]+: [^\n]*[\u4e00-\u9fff][^\n]*。[A-Z][^\n。]*; [^\n。]+\.")


@pytest.mark.parametrize(
    ("data", "encoding", "text", "reason"),
    [
        (TEXT.encode(), "utf-8", TEXT, "line ends are kept as they are: offsets count in them"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", "\ufeff" + TEXT, "a byte order mark is character 0"),
        (TEXT.encode("gb18030"), "gb18030", TEXT, "older Chinese files are GBK, a part of GB18030"),
        (TEXT.encode("utf-16"), "utf-16", TEXT, "UTF-16 is told by its byte order mark"),
        (TEXT.encode("utf-32"), "utf-32", TEXT, "UTF-32, whose mark begins with that of UTF-16"),
        (
            TEXT.encode("utf-16-le"),
            "utf-16-le",
            TEXT,
            "UTF-16 without a mark, told by its familiar characters",
        ),
        (TEXT.encode("utf-16-be"), "utf-16-be", TEXT, "the same in the other order of bytes"),
        (
            TRADITIONAL.encode("big5"),
            "big5hkscs",
            TRADITIONAL,
            "a text of Taiwan or Hong Kong before Unicode",
        ),
        (TRADITIONAL.encode("gb18030"), "gb18030", TRADITIONAL, "traditional characters in GB18030"),
        (FOUR_BYTES.encode("gb18030"), "gb18030", FOUR_BYTES, "characters that take four bytes in GB18030"),
        (MACINTOSH.encode(), "utf-8", MACINTOSH, "a lone carriage return ends a line on old systems"),
        (NUL.encode(), "utf-8", NUL, "a stray NUL is a character like another: offsets must hold"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, text: str, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    source = read(path)
    assert (source.encoding, source.text) == (encoding, text), reason
    assert source.name == "a.txt", "the folder of one machine never reaches the graph"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t", "empty"),
        ("english.txt", b"Article 1. This law is made to promote development." * 3, "not Chinese"),
        ("program.txt", bytes(range(256)) * 20, "binary"),
        ("nul.txt", "法律".encode() + b"\x00\x01\x02\x03" * 50, "binary"),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "broken"),
        ("broken.txt", "第一条 为了发展".encode()[:-1] + b"\xff\xff", "damaged (byte 19, in line 1)"),
        ("spoilt.txt", ("第一条 为了发展\n" * 9 + "制").encode()[:-1], "line 10"),
        ("no-encoding.txt", b"\xff\x80\x81" * 99, "no Chinese in UTF-8, GB18030"),
        ("marked.txt", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00", "UTF-16"),
        (
            "japanese.txt",
            "第一条　この法律は、経営の安定に寄与することを目的とする。".encode(),
            "not Chinese",
        ),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("two\nlines.txt", b"", "empty"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert words in message
    assert name.replace("\n", "?") in message
    assert "\n" not in message
    assert BILINGUAL.fullmatch(message)


@pytest.mark.parametrize(
    ("data", "code", "why"),
    [
        ((TEXT * 20).encode("gb18030"), None, "a text of rules is told at once"),
        ((TRADITIONAL * 5).encode("big5"), None, "and so is one in Big5"),
        (TEXT.encode(), None, "UTF-8 tells itself"),
        (
            b"\xb0\xcb\xa2\xcc" * 9,
            "encoding-doubtful",
            "two encodings read as much in it",
        ),
        ((TEXT * 20 + "(cid:12)乙\ufffd\ufffd").encode(), "glyphs-lost", "what another program lost is said"),
    ],
)
def test_how_sure_the_encoding_is(tmp_path: Path, data: bytes, code: str | None, why: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert [each.code for each in read(path).diagnostics] == ([code] if code else []), why


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for name in ("none.txt", "none.txt/inner", "nul\x00.txt"):
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name)
        assert "\n" not in str(caught.value)
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_find_sources_is_sorted_and_each_once(tmp_path: Path) -> None:
    passed_over = (".hidden.txt", "README.md", "readme", "b.toml", "~$b.docx", "Thumbs.db", ".DS_Store")
    for name in ("b.txt", "a.md", *passed_over):
        (tmp_path / name).write_text("第一条", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "d.txt").write_text("第一条", "utf-8")
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "graph.nq").write_text("")
    found = find_sources([tmp_path, tmp_path / "b.txt", tmp_path / "b.toml"], without=tmp_path / "graph")
    names = [path.relative_to(tmp_path).as_posix() for path in found.paths]
    assert names == ["a.md", "b.txt", "inner/d.txt"]
    assert not found.failures
    assert not found.notes


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return packed.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
PAGE = "<!DOCTYPE html>\n<html><head><title>条例</title></head><body><p>第一条 为了发展。</p></body></html>"
LAW = "第一条 为了发展，制定本法。\n第二条 企业应当遵守。\n"

PIECE = "<div><p>第一条 发展。</p>\n<p>第二条 遵守。</p></div>"
OLE, LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "text", "why"),
    [
        ("law.html", PAGE.encode(), "第一条 为了发展。\n", "a web page"),
        ("page.txt", PAGE.encode(), "第一条 为了发展。\n", "a web page that is named a text"),
        ("page.md", PAGE.encode("utf-16"), "第一条 为了发展。\n", "the same in UTF-16"),
        ("gbk.txt", PAGE.encode("gb18030"), "第一条 为了发展。\n", "the same in GB18030"),
        (
            "saved.txt",
            b"<!-- saved from url -->\n" + PAGE.encode(),
            "第一条 为了发展。\n",
            "a comment before it",
        ),
        ("x.txt", b'<?xml version="1.0"?>\n' + PAGE.encode(), "第一条 为了发展。\n", "XHTML is a page too"),
        ("piece.txt", PIECE.encode(), "第一条 发展。\n第二条 遵守。\n", "a piece of a page"),
        ("page", PAGE.encode(), "第一条 为了发展。\n", "told by its content, without a suffix"),
    ],
)
def test_a_page_is_told_by_its_content(tmp_path: Path, name: str, data: bytes, text: str, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert find_sources([tmp_path]).paths == (path,), why
    assert read(path).text == text, why


LEFT_OUT = [
    ("law.docx", DOCX, "DOCX", "own program", "a Word document whose parts are empty"),
    ("law.docm", DOCX, "DOCX", "own program", "the same with macros"),
    ("law", DOCX, "DOCX", "own program", "told by its content, without a suffix"),
    ("law.txt", DOCX, "DOCX", "own program", "told by its content, against its suffix"),
    ("locked.docx", OLE + LOCKED, "encrypted", "without a password", "a Word document with a password"),
    ("law.ofd", zipped("OFD.xml"), "OFD", "own program", "the format of official documents, empty"),
    ("law.bin", zipped("OFD.xml"), "OFD", "own program", "the same under another name"),
    ("law.odt", zipped("mimetype", "content.xml"), "ODT", "LibreOffice", "an OpenDocument text"),
    ("law.rar", b"Rar!\x1a\x07\x01", "RAR", "unpack", "an archive of another kind may hold texts"),
    ("spoilt.docx", DOCX[:50], "DOCX", "own program", "a ZIP archive that is cut"),
    ("law.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC", "Word", "an old Word document"),
    ("law.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WPS", "WPS Office", "a document of WPS Office"),
    ("law.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS", "table", "an old workbook"),
    ("law.xlsx", zipped("xl/workbook.xml"), "XLSX", "table", "a workbook may be an annex"),
    ("law.rtf", rb"{\rtf1\ansi", "RTF", "plain text", "rich text is ASCII and no text"),
    ("law.pdf", b"%PDF-1.7", "PDF", "viewer", "a PDF that breaks off"),
    ("law.ceb", b"Founder", "CEB", "reader", "told by its suffix alone"),
    ("scan.jpg", b"\xff\xd8\xff\xe0", "JPG", "OCR", "a scan is a document"),
    ("damaged.txt", PAGE.encode() + b"\xff", "damaged", "UTF-8", "a page that says no encoding, damaged"),
    (
        "empty.html",
        b"<!DOCTYPE html><html><body><script>x</script></body></html>",
        "no text",
        "browser",
        "empty",
    ),
    ("akn.xml", '<?xml version="1.0"?><akomaNtoso>第一条</akomaNtoso>'.encode(), "XML", "text out", "XML"),
    ("law.text", LAW.encode(), "no format", "rename", "a text whose suffix says nothing"),
    ("lost.toml", b"title = 'x'", "metadata", "lost.txt", "a metadata file with a slip in its name"),
]


@pytest.mark.parametrize(
    ("name", "data", "what", "remedy", "why"), LEFT_OUT, ids=[f"{each[0]} {each[4]}" for each in LEFT_OUT]
)
def test_a_file_left_out_is_named(
    tmp_path: Path, name: str, data: bytes, what: str, remedy: str, why: str
) -> None:
    (tmp_path / "good.txt").write_text(LAW, "utf-8")
    path = tmp_path / name
    path.write_bytes(data)
    found = find_sources([tmp_path, tmp_path])
    failures = list(found.failures)
    for source in found.paths:
        try:
            read(source)
        except ReadError as error:
            failures.append(error)
    (failure,) = failures
    assert failure.path == path, why
    assert what in failure.problem, why
    assert remedy in failure.remedy, why
    assert BILINGUAL.fullmatch(str(failure)), why
    assert not found.notes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# 条例\n\n<div align='center'>第一章</div>\n\n第一条 企业应当遵守。\n", "Markdown with some HTML"),
        (
            "<div align='center'>\n\n# 条例\n\n</div>\n\n第一条 企业应当遵守。\n",
            "Markdown that begins with it",
        ),
        ("<!-- 来源 -->\n# 条例\n\n第一条 企业应当遵守。\n", "Markdown with a comment at its head"),
        ("<table><tr><td>条例</td></tr></table>\n\n第一条 企业应当遵守。\n", "a table at the head"),
        ("第一条 网页应当在<html>与<!DOCTYPE html>后写明<title>。\n", "a text that mentions tags"),
        ("<条例>\n第一条 企业应当遵守。\n第二条 <略>", "brackets that are no tags"),
        ("<br>第一条 企业应当遵守。\n第二条 略。\n第三条 略。<br>", "fewer tags than lines"),
    ],
)
def test_a_text_with_some_markup_is_read(tmp_path: Path, text: str, why: str) -> None:
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text(text, "utf-8")
        assert read(tmp_path / name).text == text, why


@pytest.mark.parametrize("name", ["manifest.tsv", "figures.csv", "make.py", "rows.jsonl", "links.ttl"])
def test_data_and_programs_are_noted_and_no_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.txt").write_text(LAW, "utf-8")
    (tmp_path / name).write_text("数据", "utf-8")
    found = find_sources([tmp_path, tmp_path])
    assert not found.failures
    (note,) = found.notes
    assert note.path.name == name
    assert BILINGUAL.fullmatch(str(note))


@pytest.mark.parametrize("marker", ["source.json", "doc.json"])
def test_annotations_beside_texts_are_passed_over(tmp_path: Path, marker: str) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    (tmp_path / "good.txt").write_text(LAW, "utf-8")
    for name in (marker, "units.jsonl", "gaps.json", "more.csv"):
        (gold / name).write_text("{}", "utf-8")
    (gold / "text.txt").write_text(LAW, "utf-8")
    found = find_sources([tmp_path])
    assert {path.name for path in found.paths} == {"text.txt", "good.txt"}, "a text is a text there too"
    assert [note.path.name for note in found.notes] == ["more.csv"], (
        "no row of annotations: it may be a table of a rule"
    )
    (gold / marker).unlink()
    assert len(find_sources([tmp_path]).notes) == 3, "no folder of annotations"


def test_find_sources_names_what_holds_no_documents_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")
    good = tmp_path / "a.txt"
    good.write_text("第一条", "utf-8")
    given = [tmp_path / name for name in ("inner", "none", "loop", "gone", "a.txt/b.txt", "a.txt")]
    found = find_sources(given)
    assert found.paths == (good,)
    problems = [(failure.path.name, failure.problem) for failure in found.failures]
    assert problems == [
        ("inner", "The folder holds no documents"),
        ("none", "There is no such file or folder"),
        ("loop", "It is a symbolic link that leads back to itself"),
        ("gone", "It is a symbolic link to a file that is not there"),
        ("b.txt", "There is no such file or folder"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="SKIPPED: this system has no named pipes")
def test_a_pipe_and_bad_links_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    found = find_sources([tmp_path])
    assert len(found.paths) == 3, "a folder's bad files are read and then named, not passed over in silence"
    for path, words in zip(found.paths, ("not there", "back to itself", "pipe"), strict=True):
        with pytest.raises(ReadError, match=words):
            read(path)


@contextmanager
def _as_anybody() -> Iterator[None]:
    """Give up for a while what only root may do: to read anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="SKIPPED: this system has no such permissions")
def test_what_may_not_be_read_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        secret, closed, free = folder / "a.txt", folder / "closed", folder / "free.txt"
        secret.write_text("第一条", "utf-8")
        free.write_text("第一条 企业应当遵守。", "utf-8")
        closed.mkdir()
        secret.chmod(0)
        closed.chmod(0)
        free.chmod(0o644)
        with _as_anybody():
            with pytest.raises(ReadError, match="permissions"):
                read(secret)
            assert [failure.path for failure in find_sources([folder]).failures] == [closed]
            assert read(free).text == "第一条 企业应当遵守。"
        closed.chmod(0o700)


def test_a_name_that_is_no_utf8_is_read_as_gb18030(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("条例.txt".encode("gb18030"))
    try:
        path.write_text("第一条 本法自公布之日起施行。", "utf-8")
    except OSError:
        pytest.skip("SKIPPED: this file system takes names in UTF-8 only")
    assert read(path).name == "条例.txt"


def test_metadata_beside_a_source(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    assert read_stated(source) is None
    source.with_suffix(".toml").write_text(
        'title = "某意见"\nissued = 2012-03-17\nissuers = ["某政府"]\ninferred = ["title"]\n', "utf-8"
    )
    stated = read_stated(source)
    assert stated is not None
    assert (stated.title, stated.issued, stated.issuers, stated.inferred) == (
        "某意见",
        "2012-03-17",
        ("某政府",),
        ("title",),
    )


WRONG = [
    ("title = ", "TOML", "correct it", "no TOML"),
    ("titel = 'x'", "'titel'", "write title", "a slip in the name of a field"),
    ("author = 'x'", "'author'", "issuers", "an unknown field: all there are"),
    ("title = 3", "title", "words", "a number for words"),
    ("title = ' '", "title", "words", "nothing for words"),
    ("issuers = 'x'", "issuers", "a list", "words for a list"),
    ("issuers = ['x', 3]", "issuers", "a list", "a number in a list of words"),
    ("inferred = ['tittle']", "'tittle'", "write title", "a slip in the list of fields"),
    ("issued = '2020-99-99'", "issued", "2012-03-17", "no day of the calendar"),
    ("issued = '2021-02-29'", "issued", "2012-03-17", "no leap year"),
    ("in_force = '2020年1月1日'", "in_force", "2012-03-17", "a day is written in one way"),
    ("in_force = 2020-01-01T00:00:00", "in_force", "2012-03-17", "a time is no day"),
    ("expires = 2030", "expires", "2012-03-17", "a year is no day"),
    ("jurisdiction = '火星'", "jurisdiction", "six-digit code", "no division"),
    ("jurisdiction = '朝阳区'", "jurisdiction", "one division", "a name of several divisions"),
    ("jurisdiction = '999999'", "jurisdiction", "six-digit code", "no code"),
    ("document_type = '神谕'", "document_type", "a type", "no type of document"),
    ("title = 'a'\ntitle = 'b'", "TOML", "correct it", "a field twice"),
]


@pytest.mark.parametrize(("words", "problem", "remedy", "why"), WRONG)
def test_a_wrong_metadata_file_is_named(
    tmp_path: Path, words: str, problem: str, remedy: str, why: str
) -> None:
    (tmp_path / "a.toml").write_text(words, "utf-8")
    with pytest.raises(ReadError) as caught:
        read_stated(tmp_path / "a.txt")
    assert caught.value.path == tmp_path / "a.toml"
    assert problem in caught.value.problem, why
    assert remedy in caught.value.remedy, why
    assert BILINGUAL.fullmatch(str(caught.value)), why


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("issued = 2012-03-17", "issued", "2012-03-17"),
        ("issued = '2012-03-17'", "issued", "2012-03-17"),
        ("jurisdiction = '青海省'", "jurisdiction", "青海省"),
        ("jurisdiction = '北京市朝阳区'", "jurisdiction", "北京市朝阳区"),
        ("jurisdiction = '630000'", "jurisdiction", "630000"),
        ("jurisdiction = '全国'", "jurisdiction", "全国"),
        ("document_type = '地方性法规'", "document_type", "地方性法规"),
        ("document_type = 'opinion'", "document_type", "opinion"),
        ("document_type = '规范性文件'", "document_type", "规范性文件"),
    ],
)
def test_right_metadata_are_taken(tmp_path: Path, words: str, field: str, value: str) -> None:
    (tmp_path / "a.toml").write_text(words, "utf-8")
    assert getattr(read_stated(tmp_path / "a.txt"), field) == value


def test_a_format_that_is_text_is_told_by_its_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.srt"
    path.write_text(TEXT, "utf-8")
    marked = Content("第一条 字幕里的条文。\n", "utf-8")
    for media_type in ("application/x-subrip", "text/x-subrip"):
        monkeypatch.setitem(READERS, ".srt", Reader(media_type, lambda _path, _data: marked))
        assert read(path).text == marked.text
