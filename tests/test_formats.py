"""The same text as a web page, DOCX, PDF, and damaged on its way, gives the provisions that the clean text gives."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from docx.document import Document as Word

from ingest.model import Answering, Document, ProvisionKind
from ingest.structure import read_document
from tests.documents import page, word
from tests.forms import FORMS, LEAST, Clean, clean, differing, folded, read_as, rows_of

from .conftest import OPINION, REGULATION

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "texts"


@pytest.fixture(scope="module")
def seeds() -> list[Clean]:
    """The two documents of the project."""
    return [clean(OPINION), clean(REGULATION)]


@pytest.fixture(scope="module")
def gold() -> list[Clean]:
    """The texts of the gold that lie beside the project."""
    if not GOLD.is_dir():
        pytest.skip("SKIPPED: the texts of the gold do not lie beside this checkout (../shared/gold/texts)")
    return [clean(path) for path in sorted(GOLD.glob("*.txt"))]


def assert_alike(texts: Sequence[Clean], form: str, folder: Path, least: float | None = None) -> None:
    """Assert that nearly all provisions of the texts in a form are those of the clean texts."""
    wrong = {text.name: differing(text, read_as(text, form, folder), form) for text in texts}
    of = sum(len(text.words) for text in texts)
    assert of > 40
    missed = sum(len(paths) for paths in wrong.values())
    assert 1 - missed / of >= (least or LEAST.get(form, 0.98)), {
        name: paths for name, paths in wrong.items() if paths
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_seeds_read_alike_in_every_form(seeds: list[Clean], form: str, tmp_path: Path) -> None:
    assert_alike(seeds, form, tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("form", FORMS)
def test_real_texts_read_alike_in_every_form(gold: list[Clean], form: str, tmp_path: Path) -> None:
    some = (
        gold[2:4] if form.startswith("pdf") else gold
    )  # to draw pages takes long; benchmarks/formats.py has all
    assert_alike(some, form, tmp_path)


def test_the_clean_texts_are_those_of_the_files(seeds: list[Clean]) -> None:
    opinion, regulation = seeds
    assert (len(opinion.tasks), len(opinion.words)) == (62, 18)
    assert {*regulation.words} == {f"art-{at}" for at in range(1, 33)}


# ----- a responsibility table with cells

Rows = list[tuple[str, str, list[str], list[str]]]
HEAD = ("序号", "工作任务", "牵头单位", "配合单位")


def paragraphs(words: str) -> list[str]:
    """Part words after a semicolon or full stop in their middle, as a cell with several paragraphs does."""
    at = next((at + 1 for at, char in enumerate(words[:-1]) if char in "。；" and at > 5), len(words))
    return [part for part in (words[:at], words[at:]) if part]


def spans(rows: Rows) -> list[int]:
    """Return of each row how many its cell of who leads covers: equal cells are merged, 0 is covered by one above."""
    counts = [1] * len(rows)
    for at, (above, row) in reversed(list(enumerate(pairwise(rows), 1))):
        if above[2] == row[2]:
            counts[at - 1], counts[at] = counts[at] + 1, 0
    return counts


def html_table(rows: Rows, merged: bool) -> bytes:
    counts = spans(rows) if merged else [1] * len(rows)
    lines = ["<tr>" + "".join(f"<th>{name}</th>" for name in HEAD) + "</tr>"]
    for (number, words, lead, others), count in zip(rows, counts, strict=True):
        cells = [number, "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(words))]
        row = "".join(f"<td>{cell}</td>" for cell in cells)
        row += f'<td rowspan="{count}">{"、".join(lead)}</td>' if count else ""
        lines.append(f"<tr>{row}<td>{'<br>'.join(others)}</td></tr>")
    table = f"<table border='1'>{''.join(lines)}</table>"
    return page("<p>附件</p>", "<p>任务分工表</p>", table, title="某省重点任务分工表").encode()


def docx_table(rows: Rows, merged: bool) -> bytes:
    counts = spans(rows) if merged else [1] * len(rows)

    def change(document: Word) -> None:
        table = document.add_table(rows=0, cols=4)
        for name, cell in zip(HEAD, table.add_row().cells, strict=True):
            cell.text = name
        made = []
        for (number, words, lead, others), count in zip(rows, counts, strict=True):
            cells = table.add_row().cells
            made.append(cells)
            first, *rest = paragraphs(words)
            cells[0].text, cells[1].text = number, first
            for part in rest:
                cells[1].add_paragraph(part)
            cells[2].text = "、".join(lead) if count else ""
            cells[3].text = others[0] if others else ""
            for each in others[1:]:
                cells[3].add_paragraph(each)
        for at, count in enumerate(counts):
            if count > 1:
                made[at][2].merge(made[at + count - 1][2])

    return word("某省重点任务分工表", change=change)


def tasks(document: Document) -> Rows:
    return rows_of([each for each in document.provisions if each.kind is ProvisionKind.TASK])


@pytest.mark.parametrize("merged", [False, True], ids=["cells", "merged cells"])
@pytest.mark.parametrize(("name", "make"), [("a.html", html_table), ("a.docx", docx_table)])
def test_a_table_with_cells_gives_its_tasks_and_who_answers(
    seeds: list[Clean], name: str, make: Callable[[Rows, bool], bytes], merged: bool, tmp_path: Path
) -> None:
    wanted = [
        (str(at), task.text, list(task.named(Answering.LEAD)), list(task.named(Answering.COOPERATING)))
        for at, task in enumerate(seeds[0].tasks, 1)
    ]
    (tmp_path / name).write_bytes(make(wanted, merged))
    found = tasks(read_document(tmp_path / name))
    assert len(found) == 62
    for one, other in zip(found, wanted, strict=True):
        assert (one[0].strip(".、"), folded(one[1]), one[2], one[3]) == (
            other[0], folded(other[1]), other[2], other[3],
        )  # fmt: skip
