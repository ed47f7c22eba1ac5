"""Bad input: one clear line for each file, in bounded time, and all other files are read."""

from __future__ import annotations

import os
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="SKIPPED: this system has no named pipes")
def test_a_folder_of_bad_files_with_good_ones(tmp_path: Path) -> None:
    good = {"good.txt": LAW.encode(), "good.docx": word(LAW), "deep.html": nested(10_000)}
    bad = {
        "bomb.zip": "bomb", "broken.pdf": "broken", "deeper.html": "nested too deep", "large.txt": "larger than",
        "locked.pdf": "encrypted", "loop.txt": "back to itself", "nul.txt": "binary", "old.doc": "not read yet",
        "old.wps": "not read yet", "pipe.txt": "pipe or device", "surrogate.txt": "damaged", "zero.txt": "device",
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
    (tmp_path / "round").symlink_to(".")

    found = find_sources([tmp_path])
    failures = {error.path.name: str(error) for error in found.failures}
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
        assert "\n" not in failures[name]
