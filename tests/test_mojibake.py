"""Mojibake is refused with the remedy, and no whole text is taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import ReadError, read

LAW = (
    "某某市促进企业发展办法\n第一条 为了促进企业发展，保护企业合法权益，根据有关法律、法规，制定本办法。\n"
    "第二条 市人民政府应当加强对企业发展工作的领导，将企业发展纳入国民经济和社会发展规划。\n"
)


def misread(text: str, was: str, taken: str) -> str:
    return text.encode(was).decode(taken, "ignore")


@pytest.mark.parametrize(
    ("was", "taken"),
    [
        ("utf-8", "gb18030"),
        ("utf-8", "latin-1"),
        ("gb18030", "latin-1"),
        ("big5", "latin-1"),
        ("big5", "gb18030"),
    ],
)
def test_mojibake_is_refused(tmp_path: Path, was: str, taken: str) -> None:
    path = tmp_path / "law.txt"
    path.write_text(misread(LAW if was != "big5" else _big5(), was, taken), "utf-8")
    with pytest.raises(ReadError) as error:
        read(path)
    message = str(error.value)
    assert "乱码" in message
    assert was.upper() in message
    assert "\n" not in message


def _big5() -> str:
    return (
        "第一條 為了加強漁港管理，制定本辦法。第二條 漁港經營者應當設置消防設施，有關部門負責監督管理工作。"
        * 3
    )


def test_mojibake_made_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text(misread(misread(LAW, "utf-8", "latin-1"), "utf-8", "latin-1"), "utf-8")
    with pytest.raises(ReadError, match="乱码"):
        read(path)


@pytest.mark.parametrize("lost", ["锟斤拷锟斤拷", "\ufffd\ufffd\ufffd"])
def test_a_text_emptied_by_a_conversion_is_refused(tmp_path: Path, lost: str) -> None:
    path = tmp_path / "law.txt"
    path.write_text(LAW + lost * 20, "utf-8")
    with pytest.raises(ReadError, match="原文件"):
        read(path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LAW, "a law"),
        (LAW + "锟斤拷", "one place that is lost is no reason to refuse the rest"),
        (_big5(), "traditional script"),
        ("附件\n" + "镉汞砷铅铬铍钡镍铊锑钒锰钴" * 4, "a table of rare characters is no mistake of encoding"),
        ("囊龘靐齉齾麤鱻" * 30, "rare characters that become no Chinese"),
    ],
)
def test_a_whole_text_is_read(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "law.txt"
    path.write_text(text, "utf-8")
    assert read(path).text == text, why
