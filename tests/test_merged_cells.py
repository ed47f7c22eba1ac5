"""Tables of tasks with merged cells, and with columns that are neither words of the task nor bodies."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.model import Answering, Document, Provision, ProvisionKind
from ingest.structure import read_document
from tests.documents import page, word

HEAD = ("序号", "工作事项", "主要内容", "牵头单位", "配合单位")
Place = tuple[int, int, int, int]  # row, column, last row, last column of a merged cell, from 0


def html_of(rows: list[list[str]], merged: list[Place], above: str) -> str:
    """Return a web page with the table, its merged cells by rowspan and colspan."""
    covered = {
        (r, c)
        for top, left, low, right in merged
        for r in range(top, low + 1)
        for c in range(left, right + 1)
        if (r, c) != (top, left)
    }
    spans = {(top, left): (low - top + 1, right - left + 1) for top, left, low, right in merged}
    lines = ""
    for r, row in enumerate(rows):
        lines += "<tr>"
        for c, cell in enumerate(row):
            if (r, c) not in covered:
                down, along = spans.get((r, c), (1, 1))
                lines += f'<td rowspan="{down}" colspan="{along}"><p>{cell}</p></td>'
        lines += "</tr>"
    return page(above, f"<table>{lines}</table>")


def docx_of(rows: list[list[str]], merged: list[Place], above: str) -> bytes:
    """Return a DOCX with the table."""

    def change(document: object) -> None:
        table = document.add_table(len(rows), len(rows[0]))  # type: ignore[attr-defined]
        for top, left, low, right in merged:
            table.cell(top, left).merge(table.cell(low, right))
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell:
                    table.cell(r, c).text = cell

    return word(*above.replace("<p>", "").split("</p>")[:-1], change=change)


def pipes_of(rows: list[list[str]], above: str) -> str:
    """Return Markdown with the table: what a merged cell covers is blank."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return above.replace("<p>", "").replace("</p>", "\n\n") + "\n".join(lines) + "\n"


ABOVE = "<p>某县林场防火任务分工方案</p><p>各林场要按下表抓好落实，做到有人管、有人查。</p>"


def read(folder: Path, form: str, rows: list[list[str]], merged: list[Place], above: str = ABOVE) -> Document:
    path = folder / f"a.{form}"
    if form == "html":
        path.write_text(html_of(rows, merged, above), encoding="utf-8")
    elif form == "docx":
        path.write_bytes(docx_of(rows, merged, above))
    else:
        path.write_text(pipes_of(rows, above), encoding="utf-8")
    document = read_document(path)
    kept = sorted(
        [s for leaf in document.provisions for s in leaf.spans]
        + [s for r in document.residues for s in r.spans]
    )
    text = document.source.text
    lost = "".join(
        char
        for at, char in enumerate(text)
        if not char.isspace() and not any(span.start <= at < span.end for span in kept)
    )
    assert lost == "", "every character is in a provision or a residue"
    return document


def told(document: Document) -> list[tuple[str, str, str, str]]:
    """Return number, words, who leads and who cooperates of each task."""
    return [
        (task.number or "", squeezed(task), " ".join(task.named(Answering.LEAD)), " ".join(others(task)))
        for task in document.provisions
        if task.kind is ProvisionKind.TASK
    ]


def squeezed(task: Provision) -> str:
    return "".join(task.text.split())


def others(task: Provision) -> tuple[str, ...]:
    return task.named(Answering.COOPERATING) or task.named(Answering.RESPONSIBLE)


FORMS = ("html", "docx", "md")
NUMBERED = [
    [*HEAD],
    ["1", "修防火道。", "清理林缘枯枝，开设隔离带。", "县林业局", "各乡镇"],
    ["", "", "隔离带两侧每年补植阔叶树。", "县林业局、县水利局", "县财政局"],
    ["", "", "巡护人员持证上岗。", "县林业局", "各乡镇"],
    ["2", "备扑火具。", "每个林场配备风力灭火机。", "县应急局", "/"],
]
FIRST = "修防火道。清理林缘枯枝，开设隔离带。隔离带两侧每年补植阔叶树。巡护人员持证上岗。"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("rows", "merged", "wanted", "why"),
    [
        (
            NUMBERED,
            [(1, 0, 3, 0), (1, 1, 3, 1)],
            [
                ("1", FIRST, "县林业局 县水利局", "各乡镇 县财政局"),
                ("2", "备扑火具。每个林场配备风力灭火机。", "县应急局", ""),
            ],
            "rows under a merged number are one task; its bodies are those of all rows, each once",
        ),
        (
            [row[1:] for row in NUMBERED],
            [(1, 0, 3, 0)],
            [
                ("1", FIRST, "县林业局 县水利局", "各乡镇 县财政局"),
                ("2", "备扑火具。每个林场配备风力灭火机。", "县应急局", ""),
            ],
            "without numbers the merged cell of the matter makes the task",
        ),
        (
            [
                ["序号", "任务", "责任单位"],
                ["1", "清淤河道。", "县水利局"],
                ["", "补种岸柳。", ""],
                ["2", "修缮闸门。", "县水利局"],
            ],
            [(1, 0, 2, 0), (1, 2, 2, 2)],
            [("1", "清淤河道。补种岸柳。", "", "县水利局"), ("2", "修缮闸门。", "", "县水利局")],
            "a short single cell under a merged number is words of the task, no heading",
        ),
        (
            [
                ["任务", "责任单位"],
                ["清淤河道。", "县水利局"],
                ["修缮闸门。", "县农业农村局"],
            ],
            [],
            [("1", "清淤河道。", "", "县水利局"), ("2", "修缮闸门。", "", "县农业农村局")],
            "nothing merged: a row a task",
        ),
        (
            [
                ["序号", "任务", "牵头单位", "配合单位"],
                ["1", "拓宽渡口。", "县交通局", "—"],
                ["2", "检修渡船。", "——", "县海事处"],
            ],
            [],
            [("1", "拓宽渡口。", "县交通局", ""), ("2", "检修渡船。", "", "县海事处")],
            "crossed out is nobody",
        ),
    ],
)
def test_rows_under_a_merged_cell(
    tmp_path: Path,
    form: str,
    rows: list[list[str]],
    merged: list[Place],
    wanted: list[tuple[str, str, str, str]],
    why: str,
) -> None:
    assert told(read(tmp_path, form, rows, merged)) == wanted, why


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("head", "cells", "wanted", "why"),
    [
        (
            ("牵头单位", "配合单位", "县文旅局内牵头处室", "县文旅局内配合处室"),
            ("县文旅局", "县教育局", "公共服务科", "艺术科"),
            ("县文旅局", "县教育局"),
            "offices inside a body do not answer beside bodies",
        ),
        (
            ("责任单位", "责任处室", "联系人", "联系电话"),
            ("县文旅局", "艺术科", "李四", "8765432"),
            ("", "县文旅局"),
            "nor do those who may be asked",
        ),
        (
            ("责任单位", "备注", "责任科室", "联络员"),
            ("县文旅局", "与春节活动一并筹办", "艺术科", "王五"),
            ("", "县文旅局"),
            "a remark is no word of the task",
        ),
        (
            ("责任单位", "推广范围"),
            ("县文旅局", "全县"),
            ("", "县文旅局"),
            "where a measure holds is no word of it",
        ),
        (("责任处室",), ("艺术科",), ("", "艺术科"), "where no body is named, the offices answer"),
    ],
)
def test_columns_beside_the_task(
    tmp_path: Path,
    form: str,
    head: tuple[str, ...],
    cells: tuple[str, ...],
    wanted: tuple[str, str],
    why: str,
) -> None:
    document = read(tmp_path, form, [["序号", "任务", *head], ["1", "办好庙会。", *cells]], [])
    assert told(document) == [("1", "办好庙会。", *wanted)], why
    task = next(p for p in document.provisions if p.kind is ProvisionKind.TASK)
    extent = "".join(document.source.text[span.start : span.end] for span in task.spans)
    assert all(cell in extent for cell in cells), "its cells are kept with it"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("rows", "merged", "wanted", "why"),
    [
        (
            [
                ["序号", "任务", "责任单位", ""],
                ["", "", "牵头单位", "配合单位"],
                ["1", "疏通灌渠。", "县水利局", "各灌区"],
            ],
            [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)],
            [("1", "疏通灌渠。", "县水利局", "各灌区")],
            "a head of two rows: the lower says who leads",
        ),
        (
            [
                ["灌渠整治分工表", "", ""],
                ["序号", "任务", "责任单位"],
                ["1", "疏通灌渠。", "县水利局"],
            ],
            [(0, 0, 0, 2)],
            [("1", "疏通灌渠。", "", "县水利局")],
            "a title over all columns",
        ),
        (
            [
                ["序号", "任务", "", "责任单位"],
                ["1", "疏通灌渠", "干渠每年两次。", "县水利局"],
                ["2", "修缮水闸。", "", "县水利局"],
            ],
            [(0, 1, 0, 2), (2, 1, 2, 2)],
            [("1", "疏通灌渠干渠每年两次。", "", "县水利局"), ("2", "修缮水闸。", "", "县水利局")],
            "a head over two columns of words",
        ),
    ],
)
def test_cells_over_columns(
    tmp_path: Path,
    form: str,
    rows: list[list[str]],
    merged: list[Place],
    wanted: list[tuple[str, str, str, str]],
    why: str,
) -> None:
    assert told(read(tmp_path, form, rows, merged)) == wanted, why


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_mark_of_the_annex_in_the_first_cell(tmp_path: Path, form: str) -> None:
    """附件2 and the title of the table may stand in a cell over all columns."""
    rows = [["附件2", "", "", "", ""], *NUMBERED]
    merged = [(0, 0, 0, 4), (2, 0, 4, 0), (2, 1, 4, 1)]
    document = read(tmp_path, form, rows, merged)
    assert [task.path for task in document.provisions if task.kind is ProvisionKind.TASK] == [
        "annex-2/task-1",
        "annex-2/task-2",
    ]
    assert told(document)[0] == ("1", FIRST, "县林业局 县水利局", "各乡镇 县财政局")


GRID = "<table><tr><th>序号</th><th>人员</th><th>渠道</th></tr><tr><td>1</td><td>学生</td><td>1.学校代缴。</td></tr>"
GRID += "<tr><td>2</td><td>居民</td><td>由社区代缴。</td></tr></table>"


@pytest.mark.parametrize(
    ("page", "path", "paths", "why"),
    [
        (
            f"<p>一、渠道</p><p>按下表办理：</p>{GRID}<p>二、时间</p><p>年底前。</p>",
            "sec-1",
            ["sec-1", "sec-1/para-1", "sec-2", "sec-2/para-1"],
            "words of the section; a label in a cell is none",
        ),
        (
            f"<p>第一条 按下表办理：</p>{GRID}<p>第二条 年底前。</p>",
            "art-1",
            ["art-1", "art-1/para-1", "art-2", "art-2/para-1"],
            "words of the article",
        ),
        (
            f"<p>一、渠道</p><p>见附件。</p><p>附件</p><p>渠道表</p>{GRID}",
            "annex-1",
            ["sec-1", "sec-1/para-1", "annex-1"],
            "words of the annex",
        ),
        (
            "<table><tr><td>第一条</td><td>按规定办理。</td></tr><tr><td>第二条</td><td>学生年底前。</td></tr></table>",
            "art-2",
            ["art-1", "art-1/para-1", "art-2", "art-2/para-1"],
            "a table that lays out the page",
        ),
    ],
)
def test_tables_without_bodies_are_words_of_where_they_stand(
    page: str, path: str, paths: list[str], why: str, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(f"<h1>某县缴费办法</h1>{page}", "utf-8")
    document = read_document(tmp_path / "a.html")
    found = [p.path for p in document.provisions if p.kind.value not in ("title", "date", "preamble")]
    assert found == paths, why
    assert "学生" in document.provision(path).text, why
