"""Column bleed: which fragments of a body column inside a task are intrusions, and which are meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.structure.bleed import Grid, intrusions, junction, learn

GOLD = Path(__file__).parent.parent / "data" / "gold"
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
