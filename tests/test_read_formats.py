"""One text in several formats gives the same articles, character for character."""

from __future__ import annotations

import html
import unicodedata
from pathlib import Path

import pytest

from ingest.model import Document
from ingest.read import read
from ingest.repair import repair
from ingest.structure import read_document
from tests.documents import page, paged, word

from .conftest import SOURCES

REGULATION = next(path for path in sorted(SOURCES.glob("*.txt")) if path.stem.startswith("003"))


def articles(document: Document) -> dict[str, str]:
    """Return the characters of articles and all that is in them, blanks dropped, by their paths."""
    text = document.source.text
    return {
        each.path: unicodedata.normalize(
            "NFKC", "".join("".join(text[slice(*s)] for s in each.spans).split())
        )
        for each in document.provisions
        if each.path.startswith("art-")
    }


def as_page(lines: list[str], chrome: str) -> bytes:
    blocks = [f"<p>{html.escape(line)}</p>" for line in lines[1:]]
    return page(*blocks, chrome=chrome, title=lines[0]).encode()


MADE = {
    "a.docx": lambda lines: word(*lines),
    "a.pdf": paged,
    "html5.html": lambda lines: as_page(lines, "html5"),
    "table.html": lambda lines: as_page(lines, "table"),
    "div.html": lambda lines: as_page(lines, "div"),
}


@pytest.mark.parametrize("name", MADE)
def test_a_seed_as_another_file_gives_the_same_articles(tmp_path: Path, name: str) -> None:
    lines = [line.text.strip() for line in repair(read(REGULATION)).lines]
    plain = tmp_path / "plain.txt"
    plain.write_text("\n".join(lines), "utf-8")
    (tmp_path / name).write_bytes(MADE[name](lines))
    wanted = articles(read_document(plain))
    assert len(wanted) > 30
    found = articles(read_document(tmp_path / name))
    same = sum(found.get(path) == words for path, words in wanted.items())
    assert same >= 0.98 * len(wanted)
    if not name.endswith(".pdf"):
        assert found == wanted


LAWS = [
    (
        "bulk/社会法/劳动合同法(2012-12-28).md",
        ["中华人民共和国劳动合同法.pdf", "中华人民共和国劳动合同法_20121228.docx"],
        98,
    ),
    ("bulk/行政法规/劳动合同法实施条例(2008-09-18).md", ["中华人民共和国劳动合同法实施条例.pdf"], 38),
]


@pytest.mark.corpus
@pytest.mark.parametrize(("markdown", "others", "count"), LAWS)
def test_a_law_in_several_formats_gives_the_same_articles(
    corpus: Path, markdown: str, others: list[str], count: int
) -> None:
    wanted = articles(read_document(corpus / "bulk.tar.xz" / markdown))
    assert sum(path.count("/") == 0 for path in wanted) == count
    for name in others:
        assert articles(read_document(corpus / "formats" / name)) == wanted, name


@pytest.mark.corpus
def test_of_saved_pages_no_provision_holds_chrome(corpus: Path) -> None:
    for path in sorted((corpus / "formats").glob("*.html")):
        document = read_document(path)
        text = document.source.text
        words = "".join(text[slice(*span)] for each in document.provisions for span in each.spans)
        assert len(document.provisions) > 10
        for chrome in ("当前位置", "ICP备", "网站地图", "分享到", "扫一扫", "关闭窗口", "浏览次数", "搜索"):
            assert chrome not in words, (path.name, chrome)
