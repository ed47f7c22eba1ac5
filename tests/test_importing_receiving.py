"""Files that are dropped: names, kinds, what is there already."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lawgraph.explorer.importing.receiving import checked_name, incoming, look_at, put
from lawgraph.explorer.importing.refusals import Refused

RULE = "某市企业扶持办法\n\n第一条 为了扶持企业，制定本办法。\n".encode()

NAMES = [
    ("../办法.txt", "文件夹", "leads out of the folder"),
    ("子/办法.txt", "文件夹", "leads into a folder"),
    ("子\\办法.txt", "文件夹", "so does that of Windows"),
    ("..", "文件夹", "is the folder above"),
    ("", "空", "is none"),
    ("  ", "空", "is none"),
    ("CON.txt", "保留", "a device of Windows"),
    ("nul", "保留", "in small letters too"),
    ("办法.txt.", "点", "Windows leaves a dot at the end out"),
    (" 办法.txt", "空格", "nobody sees the blank"),
    ("办法\n.txt", "看不见", "breaks lines"),
    ("办法\u202etxt", "看不见", "turns the direction of writing"),
    ("办法?.txt", "?", "no name on Windows"),
    (".办法.txt", "开头", "a build passes over it in silence"),
    ("~$办法.docx", "开头", "what Word leaves behind"),
    ("readme.txt", "README", "a build passes over it in silence"),
    ("办" * 100 + ".txt", "太长", "file systems take 255 bytes"),
]


@pytest.mark.parametrize(("name", "said", "why"), NAMES, ids=[case[2] for case in NAMES])
def test_names_that_cannot_be(name: str, said: str, why: str) -> None:
    with pytest.raises(Refused, match=said.replace("?", r"\?")) as refused:
        checked_name(name)
    assert refused.value.status == 422, why


def test_a_name_is_kept_in_one_form() -> None:
    assert checked_name("e\u0301.txt") == "é.txt"  # as macOS writes it


def _zipped(*names: str) -> bytes:
    with zipfile.ZipFile(made := Path("x.zip"), "w") as archive:
        for name in names:
            archive.writestr(name, RULE)
    data = made.read_bytes()
    made.unlink()
    return data


KINDS = [
    # name, bytes, what is said of it (nothing: it is taken), why
    ("办法.txt", RULE, "", "a text"),
    ("办法.md", RULE, "", "Markdown"),
    ("办法", RULE, "没有后缀", "a name that tells nothing"),
    ("办法.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600, "另存为纯文本", "an old Word file"),
    ("办法.txt.jpg", b"\xff\xd8\xff\xe0", "文字识别", "a picture"),
    ("扫描.txt", b"\xff\xd8\xff\xe0", "文字识别", "a picture that is called a text"),
    ("扫描.pdf", b"%PDF-1.4\n", "", "whether there is text in it the build will tell"),
    ("表.csv", b"a,b\n", "不作法规读取", "data"),
    ("空.txt", b" \n", "空", "nothing in it"),
    ("办法.toml", b"issued = 2012-03-17\n", "", "a metadata file"),
    ("办法.toml", b"isued = 2012-03-17\n", "没有字段", "a metadata file with a slip"),
    ("包.zip", b"PK\x05\x06" + b"\0" * 18, "没有文件可读", "an archive that holds nothing"),
    ("包.zip", b"x", "已损坏", "no archive at all"),
    ("包.rar", b"Rar!\x1a\x07", "解压", "an archive that is not looked into"),
]


@pytest.mark.parametrize(("name", "data", "said", "why"), KINDS, ids=[case[3] for case in KINDS])
def test_kinds(name: str, data: bytes, said: str, why: str, tmp_path: Path) -> None:
    with incoming(tmp_path, name) as path:
        path.write_bytes(data)
        if said:
            with pytest.raises(Refused, match=said) as refused:
                look_at(path)
            assert refused.value.status == 415, why
        else:
            look_at(path)
    assert not list(tmp_path.iterdir())


def test_an_archive_of_texts_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with incoming(tmp_path / "in", "包.zip") as path:
        path.write_bytes(_zipped("办法.txt", "图.jpg"))
        look_at(path)
    with incoming(tmp_path / "in", "包.zip") as path:
        path.write_bytes(_zipped("图.jpg"))
        with pytest.raises(Refused):
            look_at(path)


def _dropped(folder: Path, name: str, data: bytes, replace: bool = False) -> bool:
    with incoming(folder / ".in", name) as path:
        path.write_bytes(data)
        return put(path, folder, replace)


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    assert _dropped(tmp_path, "办法.txt", RULE)
    assert not _dropped(tmp_path, "办法.txt", RULE), "the same once more"
    with pytest.raises(Refused, match="没有覆盖") as refused:
        _dropped(tmp_path, "办法.txt", RULE + b"x")
    assert (refused.value.status, refused.value.instead) == (409, "办法-2.txt")
    assert (tmp_path / "办法.txt").read_bytes() == RULE
    assert _dropped(tmp_path, "办法-2.txt", RULE + b"x")
    assert _dropped(tmp_path, "办法.txt", b"y", replace=True)
    assert (tmp_path / "办法.txt").read_bytes() == b"y"
    with pytest.raises(Refused) as refused:
        _dropped(tmp_path, "办法.txt", RULE)
    assert refused.value.instead == "办法-3.txt"


def test_capitals_are_no_other_name(tmp_path: Path) -> None:
    _dropped(tmp_path, "Rule.txt", RULE)
    with pytest.raises(Refused):
        _dropped(tmp_path, "rule.TXT", b"y")
    assert _dropped(tmp_path, "rule.TXT", b"y", replace=True)
    assert [each.name for each in tmp_path.glob("[Rr]*")] == ["Rule.txt"]


def test_a_folder_of_the_name_stays(tmp_path: Path) -> None:
    (tmp_path / "办法.txt").mkdir()
    for replace in (False, True):
        with pytest.raises(Refused, match="同名的文件夹"):
            _dropped(tmp_path, "办法.txt", RULE, replace)
