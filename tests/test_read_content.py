"""What readers hand on: asides become residue, diagnostics reach the document, and offsets hold."""

from __future__ import annotations

import pytest

from ingest.repair import repair
from ingest.structure import structure
from ingest.text import Aside, Diagnostic, SourceText, Span

TEXT = "首页 > 政策\n某条例\n**第一条** 为了发展，制定本条例。\n打印\n关闭\n第二条 企业应当遵守。"


def aside(words: str, reason: str, text: str = TEXT) -> Aside:
    start = text.index(words)
    return Aside(start, start + len(words), reason)


@pytest.mark.parametrize(
    ("marks", "lines", "residues", "why"),
    [
        ((), 6, [], "without marks nothing is taken out"),
        ((aside("首页 > 政策", "site-chrome"),), 5, [("site-chrome", "首页 > 政策")], "a whole line"),
        (
            (aside("**第", "markup"), aside("** 为", "markup")),
            6,
            [("markup", "**第"), ("markup", "** 为")],
            "pieces inside a line, which stays one",
        ),
        (
            (aside("打印\n关闭", "site-chrome"),),
            4,
            [("site-chrome", "打印\n关闭")],
            "over a line end: the lines around it are not joined",
        ),
        (
            (aside("打印\n关闭", "site-chrome"), aside("关闭", "markup")),
            4,
            [("site-chrome", "打印\n关闭")],
            "one inside another: each character once",
        ),
    ],
)
def test_asides_become_residue(
    marks: tuple[Aside, ...], lines: int, residues: list[tuple[str, str]], why: str
) -> None:
    source = SourceText("a.html", TEXT, "0" * 64, marks=marks)
    repaired = repair(source)
    assert len(repaired.lines) == lines, why
    assert [(each.reason, each.text) for each in repaired.residues] == residues, why


def test_an_aside_is_no_title() -> None:
    source = SourceText("a.html", TEXT, "0" * 64, marks=(aside("首页 > 政策", "site-chrome"),))
    document = structure(source)
    assert "首页" not in (document.metadata.title or "")
    assert any(residue.reason == "site-chrome" for residue in document.residues)


def test_diagnostics_of_the_reader_reach_the_document() -> None:
    said = Diagnostic("tracked-changes", "2 deletions", (Span(0, 2),))
    document = structure(SourceText("a.docx", TEXT, "0" * 64, diagnostics=(said,)))
    assert said in document.diagnostics
