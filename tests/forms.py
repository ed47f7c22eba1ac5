"""One clean text as the files that people make of it: web pages, DOCX, PDF, and text that was damaged on its way."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docx.document import Document as Word
from fpdf import FPDF

from benchmarks.damaged import DAMAGES, folded, words
from ingest.model import Answering, Document, Provision, ProvisionKind
from ingest.read import read
from ingest.repair import repair
from ingest.structure import read_document, structure
from ingest.text import SourceText
from ontology.numerals import plain_form
from tests.documents import chinese_pdf, element, lines_of, page, word


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean text: its title, the paragraphs after it, the words of its provisions by path, its tasks."""

    name: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    words: dict[str, str]
    tasks: tuple[Provision, ...] = ()

    @property
    def lines(self) -> list[str]:
        """All paragraphs, the title first."""
        return [self.title, *self.paragraphs]


def clean(path: Path) -> Clean:
    """Return the text of a file, one paragraph a line, to where a table begins; the title stands on the first line."""
    source = read(path)
    document = structure(source)
    title = document.metadata.title or ""
    lines = [line.text.strip() for line in repair(source).lines]
    tasks = tuple(each for each in document.provisions if each.kind is ProvisionKind.TASK)
    if tasks:
        text = source.text[: tasks[0].spans[0].start]
        ends = max(at for at, line in enumerate(text.splitlines()) if re.match(r"\s*附件", line))
        kept = folded("".join(text.splitlines()[:ends]))
        lines = _until(lines, len(kept))
    lines = [line for line in lines if line]
    lines = _after_title(lines, title)
    again = structure(SourceText(path.name, "\n".join([title, *lines]) + "\n", "0" * 64))
    return Clean(path.stem, again.metadata.document_type or "", title, tuple(lines), words(again), tasks)


def _until(lines: Iterable[str], length: int) -> list[str]:
    found, seen = [], 0
    for line in lines:
        seen += len(folded(line))
        if seen > length:
            break
        found.append(line)
    return found


def _after_title(lines: list[str], title: str) -> list[str]:
    """Leave out the lines whose words are the title, and what stands before it but articles, with the note under it."""
    for first in range(min(len(lines), 60)):
        for count in (1, 2, 3):
            if folded("".join(lines[first : first + count])) == folded(title):
                start = next(
                    (at for at, line in enumerate(lines[:first]) if line.startswith("第一条")), first
                )
                rest = lines[first + count :]
                note = 1 if rest and rest[0].startswith("（") and rest[0].endswith("）") else 0
                return [*rest[:note], *lines[start:first], *rest[note:]]
    return lines


# ----- forms


def _page(text: Clean, chrome: str) -> bytes:
    blocks = [f"<p>　　{html.escape(line)}</p>" for line in text.paragraphs]
    return page(*blocks, chrome=chrome, title=text.title).encode()


def _docx(text: Clean) -> bytes:
    return word(*text.lines)


_LISTS = (
    ("第%1条", r"第([一二三四五六七八九十百]+)条\s*"),
    ("%1、", r"([一二三四五六七八九十]+)、\s*"),
    ("（%1）", r"[（(]([一二三四五六七八九十]+)[）)]\s*"),
)
_NUMERALS = "〇一二三四五六七八九"


def _numbered(text: Clean) -> bytes:
    """Return a DOCX whose labels of articles, sections and items Word generates, as far as they go on by one."""
    counts = [0, 0, 0]
    lists: list[tuple[int, int]] = []  # of each paragraph the list and its start, (-1, 0): none
    kept = []
    for line in text.lines:
        at, number, rest = _labelled(line)
        if at >= 0 and number == counts[at] + 1:
            counts[at] = number
            counts[at + 1 :] = [0] * (2 - at)
            lists.append((at, number))
            kept.append(rest)
        else:
            lists.append((-1, 0))
            kept.append(line)

    def change(document: Word) -> None:
        numbering = document.part.numbering_part.element
        for at, (form, _) in enumerate(_LISTS):
            numbering.insert(
                0,
                element(
                    f'<w:abstractNum w:abstractNumId="{70 + at}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                    f'<w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
                    f'<w:lvlText w:val="{form}"/></w:lvl></w:abstractNum>'
                ),
            )
        last, made = [0, 0, 0], 500
        for paragraph, (at, number) in zip(document.paragraphs, lists, strict=True):
            if at < 0:
                continue
            if number == 1:  # a list of its own, which counts from one
                made += 1
                last[at] = made
                numbering.append(
                    element(
                        f'<w:num w:numId="{made}"><w:abstractNumId w:val="{70 + at}"/><w:lvlOverride w:ilvl="0">'
                        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
                    )
                )
            paragraph._p.get_or_add_pPr().append(
                element(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{last[at]}"/></w:numPr>')
            )

    return word(*kept, change=change)


def _labelled(line: str) -> tuple[int, int, str]:
    for at, (_, pattern) in enumerate(_LISTS):
        found = re.match(pattern, line)
        if found:
            return at, _value(found[1]), line[found.end() :]
    return -1, 0, line


def _value(numeral: str) -> int:
    for number in range(1, 200):
        if chinese(number) == numeral:
            return number
    return 0


def chinese(number: int) -> str:
    """Return a number under 1,000 in Chinese numerals.

    >>> [chinese(each) for each in (1, 10, 12, 20, 101, 110)]
    ['一', '十', '十二', '二十', '一百零一', '一百一十']
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    found = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        found += ("" if tens == 1 and not hundreds else _NUMERALS[tens]) + "十"
    elif hundreds and ones:
        found += "零"
    return found + (_NUMERALS[ones] if ones else "")


def _title_block(pdf: FPDF, title: str, top: float) -> float:
    """Print a title as documents do: large, in the middle, over several lines; return where the text begins."""
    pdf.set_font("song", size=20)
    per_line = 20
    count = -(-len(title) // per_line)
    size = -(-len(title) // count) if count else 0
    for at in range(count):
        pdf.set_xy(20, top + 10 * at)
        pdf.cell(170, 10, title[at * size : (at + 1) * size], align="C")
    pdf.set_font("song", size=12)
    return top + 10 * count + 8


def _pdf(text: Clean, width: int = 36, head: str = "", number: str = "— {} —", columns: int = 1) -> bytes:
    """Return a PDF with a title block, in columns, with a running head and page numbers."""
    pdf = chinese_pdf(format="A4")
    rows = [line for paragraph in text.paragraphs for line in lines_of(pdf, paragraph, width)]
    em = pdf.get_string_width("国")
    row_height, bottom, left = 7.0, 275.0, 24.0
    at, pages = 0, 0
    while at < len(rows):
        pdf.add_page()
        pages += 1
        if head:
            pdf.text(80, 12, head)
        top = _title_block(pdf, text.title, 22) if pages == 1 else 25.0
        for column in range(columns):
            x = left + column * (width + 3) * em
            y = top
            while y <= bottom and at < len(rows):
                line = rows[at]
                indent = len(line) - len(line.lstrip("\u3000"))
                pdf.text(x + indent * em, y, line.lstrip("\u3000"))
                y, at = y + row_height, at + 1
        pdf.text(100, 287, number.format(pages))
    return bytes(pdf.output())


def _damaged(text: Clean, damage: str) -> bytes:
    return DAMAGES[damage](text.lines, random.Random(text.name)).encode()


Form = Callable[[Clean], bytes]
FORMS: dict[str, tuple[str, Form]] = {
    "page, html5": (".html", partial(_page, chrome="html5")),
    "page, tables": (".html", partial(_page, chrome="table")),
    "page, divs": (".html", partial(_page, chrome="div")),
    "docx": (".docx", _docx),
    "docx, generated numbers": (".docx", _numbered),
    "pdf": (".pdf", _pdf),
    "pdf, running heads": (".pdf", partial(_pdf, width=34, head="某某市人民政府公报", number="- {} -")),
    "pdf, two columns": (".pdf", partial(_pdf, width=18, columns=2)),
    **{
        f"text, {name}": (".txt", partial(_damaged, damage=name))
        for name in (
            "lines lost", "lines lost after the title", "wrapped 20", "wrapped 30", "wrapped 45",
            "wrapped 20 indented", "wrapped 30 indented", "wrapped 45 indented",
            "pages — n —", "pages bare n", "pages running head", "traditional",
        )
    },
}  # fmt: skip
"""What a text is made into, by a name: the end of the file's name, and what makes it."""

LEAST = {"pdf, two columns": 0.95}
"""The least share of provisions that must come out as in the clean text, where it is not 0.98."""


def read_as(text: Clean, form: str, folder: Path) -> Document:
    """Write a text in a form into ``folder``, and read it."""
    suffix, make = FORMS[form]
    path = folder / f"{text.name}{suffix}"
    path.write_bytes(make(text))
    return read_document(path)


def differing(text: Clean, document: Document, form: str) -> list[str]:
    """Return the paths whose words are not those of the clean text.

    Where all line ends are lost, so are the ends of 款, which nothing else shows: their places in paths do not count.
    """
    got = words(document)
    if "lines lost" not in form:
        return [path for path, said in text.words.items() if got.get(path) != said]
    found = {(_without_paragraphs(path), said) for path, said in got.items()}
    return [path for path, said in text.words.items() if (_without_paragraphs(path), said) not in found]


def _without_paragraphs(path: str) -> str:
    return re.sub(r"/para-\d+", "", path)


# ----- a responsibility table


def rows_of(tasks: Sequence[Provision]) -> list[tuple[str, str, list[str], list[str]]]:
    """Return the rows of a table: number, words, who leads, who cooperates."""
    return [
        (
            plain_form((task.number or task.label or "").strip()),
            task.text,
            list(task.named(Answering.LEAD)),
            list(task.named(Answering.COOPERATING)),
        )
        for task in tasks
    ]
