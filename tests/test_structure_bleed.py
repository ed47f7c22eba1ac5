"""Column bleed: which fragments of a body column inside a task are intrusions, and which are meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.model import Annotation, Answering, ProvisionKind
from ingest.structure import read_document
from ingest.structure.bleed import Grid, intrusions, junction, learn

GOLD = Path(__file__).parent.parent / "data" / "gold"
REGULATION = Path(__file__).parent.parent / "data" / "sources" / "003_6370baa5acdf388e.txt"
UNKNOWN = Grid(None, None)


@pytest.mark.parametrize(
    ("text", "cell", "taken", "why"),
    [
        ("申请办理企障厅业设立登记", "省人力资源社会保障厅", ["障厅"], "a broken name breaks a word"),
        ("不得收取贷款咨监局询费用", "青海银监局", ["监局"], "the same with another body"),
        (
            "促进旅游局游业发展",
            "省旅游局",
            [],
            "旅游 is a word of the sentence; nothing reads better without it",
        ),
        ("办法由省财政厅商省经委等部门制定。", "省财政厅", [], "the sentence means the body"),
        ("省财政厅会同有关部门制定办法。", "省财政厅", [], "a subject"),
        ("加强金融机构建设", "省金融办", [], "a word of its own"),
    ],
)
def test_intrusions_without_a_grid(text: str, cell: str, taken: list[str], why: str) -> None:
    assert [text[start:end] for start, end in intrusions(text, [cell], UNKNOWN)] == taken, why


def test_two_fragments_of_two_columns_side_by_side() -> None:
    text = "免征企各州、地、市政府局业所得税"
    assert intrusions(text, ["省国税局、省地税局", "各州、地、市政府"], UNKNOWN) == ((3, 12),)


def test_a_cell_that_reads_a_little_different() -> None:
    text = "给予企业岗位补贴、社省人力资源社会保保补贴和一次性奖励"
    found = intrusions(text, ["省人力资源和社会保障厅"], Grid(10.0, None))
    assert [text[start:end] for start, end in found] == ["省人力资源社会保"]


def test_clean_tasks_lose_nothing() -> None:
    lines = (GOLD / "qinghai-2012" / "units.jsonl").read_text("utf-8").splitlines()
    tasks = [unit for unit in map(json.loads, lines) if unit["kind"] == "task"]
    rows = [(unit["text"], ["、".join(unit["lead"]), "、".join(unit["cooperating"])]) for unit in tasks]
    grid = learn(rows)
    assert [intrusions(text, cells, grid) for text, cells in rows] == [()] * 62


def test_junction_is_the_gain_of_joining() -> None:
    assert junction("申请办理企障厅业设立", 5, 7) > 5
    assert junction("由省财政厅制定", 1, 5) < 1


def test_a_table_teaches_its_widths() -> None:
    fill = "支持企业发展，加强服务工作，完善制度建设，提高管理水平。"
    rows = [(fill[:lead] + "障厅" + fill[lead:], ["省人力资源社会保障厅"]) for lead in (5, 10, 20, 25)]
    learned = learn(rows)
    assert learned.body == 8, "省人力资源社会保|障厅"
    assert learn([("没有任何片段的文字。", ["省财政厅"])]) == UNKNOWN


DEPARTMENTS = (
    "省发展改革委、省经信厅、省财政厅、省人力社保厅、省自然资源厅、省农业农村厅、省商务厅、省市场监管局、省地方金融监管局、"
    "浙江银保监局、省税务局、省大数据局、杭州海关、各市县政府",
    "省工业和信息化厅、省住房城乡建设厅、省交通运输厅、省文化和旅游厅、省卫生健康委、省国资委、省统计局、省知识产权局、"
    "人民银行广州分行、广东证监局、省贸促会、省工商联、省教育厅、省司法厅",
)  # fmt: skip
NO_LINE_START = "、，；。：）》”"


def wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    while text:
        end = width
        while 1 < end < len(text) and text[end] in NO_LINE_START:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return lines


def paragraphs() -> list[str]:
    found = [p.text.replace("\n", "") for p in read_document(REGULATION).provisions if p.path.count("para")]
    return [text for text in found if 30 < len(text) < 200]


def bled(texts: list[str], names: list[str], task: int, body: int) -> list[tuple[str, str, list[str]]]:
    """Put lines of the body cells between the lines of every second text: (as meant, as read, cells)."""
    rows = []
    for number, text in enumerate(texts):
        picked = [names[(number * 5 + n) % len(names)] for n in range(6)]
        cells = ["、".join(picked[: 1 + number % 3]), "、".join(picked[3 : 4 + number % 3])]
        lines = wrapped(text, task)
        read = text
        if number % 2 and len(lines) > 2:
            pieces = wrapped(cells[number // 2 % 2], body)
            at = 1 + number % (len(lines) - 1)
            read = "".join(lines[:at])
            for n, line in enumerate(lines[at:]):
                read += (pieces[n] if n < len(pieces) else "") + line
        rows.append((text, read, cells))
    return rows


@pytest.mark.parametrize("departments", DEPARTMENTS)
@pytest.mark.parametrize(("task", "body"), [(16, 7), (20, 6), (24, 9)])
def test_tables_of_other_widths_and_departments(departments: str, task: int, body: int) -> None:
    rows = bled(paragraphs(), departments.split("、"), task, body)
    grid = learn((read, cells) for _, read, cells in rows)
    right = wrong = 0
    for text, read, cells in rows:
        out = {at for start, end in intrusions(read, cells, grid) for at in range(start, end)}
        same = "".join(char for at, char in enumerate(read) if at not in out) == text
        assert same or read != text, "a clean row loses nothing"
        right += same and read != text
        wrong += not same
    assert right >= 0.9 * (right + wrong)


@pytest.mark.parametrize("departments", DEPARTMENTS)
def test_clean_tables_of_other_departments_lose_nothing(departments: str) -> None:
    names = departments.split("、")
    rows = [
        (text, ["、".join(names[at % 9 :][:3]), "、".join(names[:4])]) for at, text in enumerate(paragraphs())
    ]
    grid = learn(rows)
    assert [intrusions(text, cells, grid) for text, cells in rows] == [()] * len(rows)


def test_what_had_to_be_decided_is_on_record(opinion: Annotation) -> None:
    document = opinion.document
    bleed = [residue.spans for residue in document.residues if residue.reason == "column-bleed"]
    assert [d.spans for d in document.diagnostics if d.code == "column-bleed"] == bleed
    tasks = [provision for provision in document.provisions if provision.kind is ProvisionKind.TASK]
    alone = sum(not task.named(Answering.COOPERATING) for task in tasks)
    assert sum(d.code == "column-missing" for d in document.diagnostics) == alone > 0
