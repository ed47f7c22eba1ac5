"""Bad input: one clear line for each file, in bounded time, and all other files are read."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest

from ingest.read import ReadError, find_sources, read
from tests.documents import chinese_pdf, word

LAW = "第一条 为了规范养犬，制定本条例。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def locked() -> bytes:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.text(20, 20, "第一条 略。")
    pdf.set_encryption(owner_password="a", user_password="b")
    return bytes(pdf.output())


def nested(levels: int) -> bytes:
    return f"<html><body>{'<div>' * levels}<p>{LAW}</p>".encode()


def zipped(**members: bytes) -> bytes:
    """Return an archive; a member's dot is written __, its slash ___."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("___", "/").replace("__", "."), data)
    return packed.getvalue()


def spoilt(docx: bytes, main: bytes | None) -> bytes:
    """Return a DOCX file with another word/document.xml, or without one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = main if name == "word/document.xml" else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return packed.getvalue()


def damaged() -> dict[str, bytes]:
    """Files that broke on their way, by name."""
    scan = chinese_pdf(format="A4")
    scan.add_page()
    scan.rect(10, 10, 50, 50)
    whole = chinese_pdf(format="A4")
    whole.add_page()
    whole.text(20, 20, LAW.strip())
    pdf, docx = bytes(whole.output()), word(LAW)
    entities = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    return {
        "scan.pdf": bytes(scan.output()),
        "cut.pdf": pdf[: len(pdf) // 2],
        "empty.txt": b"",
        "empty.pdf": b"",
        "lone.txt": b"\xff\xfe" + "第一条 企业\ud800应当遵守。".encode("utf-16-le", "surrogatepass"),
        "mojibake.txt": "第一条 企业应当遵守本法的规定，不得拒绝检查。".encode("gbk")
        .decode("latin-1")
        .encode(),
        "text.docx": b"an article, as text of another language",
        "noise.docx": bytes(range(256)) * 20,
        "cut.docx": docx[: len(docx) // 2],
        "xml.docx": spoilt(docx, b"<w:document><w:body>"),
        "part.docx": spoilt(docx, None),
        "entities.docx": spoilt(docx, entities),
        "cut.ofd": b"PK\x03\x04nothing",
        "xml.ofd": zipped(OFD__xml=b"<ofd:OFD>"),
        "text.ofd": b"nothing at all is here",
        "inner.zip": zipped(one__zip=zipped(law__txt=LAW.encode())),
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="SKIPPED: this system has no named pipes")
def test_a_folder_of_bad_files_with_good_ones(tmp_path: Path) -> None:
    good = {
        "good.txt": LAW.encode(),
        "good.docx": word(LAW),
        "deep.html": nested(10_000),
        "text.pdf": LAW.encode(),  # Chinese text by another name
    }
    bad = {
        "bomb.zip": "bomb", "broken.pdf": "broken", "deeper.html": "nested too deep", "large.txt": "larger than",
        "locked.pdf": "encrypted", "loop.txt": "back to itself", "nul.txt": "binary", "old.doc": "not read yet",
        "old.wps": "not read yet", "pipe.txt": "pipe or device", "surrogate.txt": "damaged", "zero.txt": "device",
        "scan.pdf": "no text layer", "cut.pdf": "broken", "empty.txt": "empty", "empty.pdf": "empty",
        "lone.txt": "UTF-16", "mojibake.txt": "mojibake", "text.docx": "no such file", "noise.docx": "no such file",
        "cut.docx": "broken", "xml.docx": "word/document.xml", "part.docx": "word/document.xml",
        "entities.docx": "document type", "cut.ofd": "broken", "xml.ofd": "OFD.xml", "text.ofd": "no such file",
        "inner.zip": "unpack it",
    }  # fmt: skip
    for name, data in good.items():
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(8):
            archive.writestr(f"{at}.txt", b"\x00" * 10_000_000)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "deeper.html").write_bytes(nested(100_000))
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    (tmp_path / "locked.pdf").write_bytes(locked())
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "nul.txt").write_bytes(b"\x00" * 100_000)
    (tmp_path / "old.doc").write_bytes(OLE + b"x" * 600)
    (tmp_path / "old.wps").write_bytes(OLE + b"x" * 600)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "surrogate.txt").write_bytes("第一条 \ud800企业。".encode("utf-8", "surrogatepass"))
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    for name, data in damaged().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "round").symlink_to(".")

    found = find_sources([tmp_path])
    failures = {
        next(part for part in error.path.parts if part in bad or part in good): str(error)
        for error in found.failures
    }
    texts = {}
    for path in found.paths:
        try:
            texts[path.name] = read(path).text
        except ReadError as error:
            failures[path.name] = str(error)
    assert texts.keys() == good.keys()
    assert failures.keys() == bad.keys()
    for name, words in bad.items():
        assert words in failures[name]
        assert re.fullmatch(r".*: [^\n]*[\u4e00-\u9fff][^\n]*。[A-Z][^\n]*; [^\n]*\.", failures[name]), name
