"""``lawgraph diff``: the table on the terminal, its rows, and 修改对照表 as page, document and workbook."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document as Word
from openpyxl import load_workbook

from ingest.contract import ChangeRow, load
from ingest.model import Document
from ingest.structure import read_document
from ingest.versions import Comparison, compare
from lawgraph.annotator import Annotator
from lawgraph.cli import main
from lawgraph.office.document import document
from lawgraph.office.workbook import workbook
from lawgraph.versions.handed_in import handed_in
from lawgraph.versions.page import page
from lawgraph.versions.terminal import lines
from lawgraph.versions.view import rows

OLD = """青海省节约用水条例

（2008年3月28日青海省第十一届人民代表大会常务委员会第三次会议通过）

第一章 总则
第一条 为了节约用水，制定本条例。
第二条 用水单位应当按照计划用水，并定期报告用水情况。
第三条 超过计划用水的，处三千元以下罚款。
第四条 鼓励<农业>节水灌溉。
第五条 本条例自2008年5月1日起施行。
"""
NEW = """青海省节约用水条例

（2020年7月22日青海省第十三届人民代表大会常务委员会第十八次会议修订）

第一章 总则
第一条 为了节约用水，制定本条例。
第二条 水行政主管部门负责监督管理，接受社会监督。
第三条 用水单位应当按照计划用水，并定期报告用水情况。
第四条 超过计划用水的，处五千元以下罚款。
第五条 本条例自2020年9月1日起施行。
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["lawgraph", "diff", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, captured.out, captured.err)

    return call


class Here(Annotator):
    """Reads in this process: to start another one takes seconds."""

    def read(self, path: Path) -> Document:
        return read_document(path)


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawgraph.annotator.Annotator", Here)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


@pytest.fixture
def comparison(files: tuple[Path, Path]) -> Comparison:
    return compare(*map(read_document, files))


def test_on_the_terminal(comparison: Comparison) -> None:
    assert list(lines(comparison, whole=False)) == [
        "--- 青海省节约用水条例（2008-03-28）",
        "+++ 青海省节约用水条例（2020-07-22）",
        "修改前 OLD  修改后 NEW  变化 CHANGE                         文字 WORDS",
        "—          第二条      新增 new                            水行政主管部门负责监督管理，接受社会监督。",
        "第三条      第四条      修改，条序变更 changed, renumbered  …划用水的，处[-三千-]{+五千+}元以下罚款。",
        "第四条      —          删去 gone                           鼓励<农业>节水灌溉。",
        "第五条      第五条      修改 changed                        本条例自[-2008-]{+2020+}年[-5-]{+9+}月1日起施行。",
        "未改 same 2，修改 changed 2，新增 new 1，删去 gone 1，条序变更 renumbered 2。",
    ]


def test_all_provisions(comparison: Comparison) -> None:
    shown = [row.old_label or row.new_label for row in rows(comparison, whole=True)]
    assert shown == ["第一章", "第一条", "第二条", "第二条", "第三条", "第四条", "第五条"]
    same = next(row for row in rows(comparison, whole=True) if row.change.old == ("art-2",))
    assert same.said == ("条序变更", "renumbered")


def test_the_page(comparison: Comparison) -> None:
    text = page(comparison, whole=False)
    assert "处<del>三千</del>元" in text
    assert "处<ins>五千</ins>元" in text
    assert "<del>鼓励&lt;农业&gt;节水灌溉。</del>" in text
    assert "第一条" not in text
    assert "第一条" in page(comparison, whole=True)
    assert page(comparison, whole=False) == text


def test_the_document(comparison: Comparison) -> None:
    data = document(handed_in(comparison, whole=False))
    assert data == document(handed_in(comparison, whole=False))
    (table,) = Word(io.BytesIO(data)).tables
    struck = [run.text for row in table.rows for run in _runs(row.cells[0]) if run.font.strike]
    bold = [
        run.text
        for row in table.rows[1:]
        for run in _runs(row.cells[1])
        if run.font.bold and run.font.underline
    ]
    assert struck == ["三千", "鼓励<农业>节水灌溉。", "2008", "5"]
    assert bold == ["水行政主管部门负责监督管理，接受社会监督。", "五千", "2020", "9"]


def _runs(cell):  # type: ignore[no-untyped-def]
    return [run for paragraph in cell.paragraphs for run in paragraph.runs]


def test_the_workbook(comparison: Comparison) -> None:
    book = load_workbook(io.BytesIO(workbook(handed_in(comparison, whole=False))), rich_text=True)
    sheet = book["修改对照"]
    assert [sheet.cell(3, column).value for column in (1, 2, 4, 6)] == [
        2,
        "第三条",
        "第四条",
        "修改，条序变更",
    ]
    struck = [
        part.text for part in sheet.cell(3, 3).value if getattr(part, "font", None) and part.font.strike
    ]
    put = [part.text for part in sheet.cell(3, 5).value if getattr(part, "font", None) and part.font.b]
    assert (struck, put) == (["三千"], ["五千"])


def test_the_command(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run(*files)
    assert (done.code, done.err) == (0, "")
    assert "[-三千-]{+五千+}" in done.out
    found = list(load(run(*files, "--json").out.splitlines()))
    assert all(isinstance(each, ChangeRow) for each in found)
    assert len(found) == 7
    for name in ("html", "docx", "xlsx"):
        assert run(*files, "--format", name, "--out", tmp_path / f"a.{name}").code == 0
        assert (tmp_path / f"a.{name}").stat().st_size > 1000


def test_what_is_said_of_two_texts(run: Run, files: tuple[Path, Path]) -> None:
    old, new = files
    done = run(new, old)
    assert done.code == 0
    assert "compared as given" in done.err
    again = run(old, old)
    assert "Both texts are of 2008-03-28" in again.err
    assert json.loads(run(old, old, "--json").out.splitlines()[0])["kind"] == "same"


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--format", "pdf", "--out", "a.pdf"), 2, "No such format"),
        (("--format", "html"), 2, "together"),
        (("--json", "--format", "html", "--out", "a.html"), 2, "not with --json"),
        (("--graph", "nowhere"), 1, "nowhere"),
    ],
)
def test_wrong_use(
    run: Run, files: tuple[Path, Path], options: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*files, *options)
    assert done.code == code
    assert said in done.err


def test_what_is_not_there(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(files[0], tmp_path / "none.txt").code == 1
    empty = tmp_path / "empty.txt"
    empty.write_text("青海省节约用水条例\n", "utf-8")
    assert "nothing to compare" in run(empty, empty).err
    assert run(empty, empty).code == 3
