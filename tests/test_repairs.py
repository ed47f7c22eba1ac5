"""``lawgraph text``: the source, its repaired lines, and what the repair changed, with places."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.repair import repair
from ingest.text import SourceText
from lawgraph.repairs import changes, diff_lines, printed


def source(text: str) -> SourceText:
    return SourceText("a.txt", text, "0" * 64)


TEXT = """某縣漁港管理辦法
第一條 為了加強漁港管理,制定本辦法。
— 1 —
第二條 漁港經營者應當設置消防設施ꎬ並接受漁業主管部門的監督檢查和指
導。
本辦法自 2 0 2 0 年起施\u200b行,由縣漁業主管部門負責解釋。
"""


def test_what_the_repair_changed_is_marked_in_its_words() -> None:
    assert list(diff_lines(source(TEXT))) == [
        "1: 某[-縣漁-]{+县渔+}港管理[-辦-]{+办+}法 traditional",
        "2: 第一[-條-]{+条+} [-為-]{+为+}了加[-強漁-]{+强渔+}港管理,制定本[-辦-]{+办+}法。 traditional",
        "3: [-— 1 —-] page-number",
        "4–5: 第二[-條-]{+条+} [-漁-]{+渔+}港[-經營-]{+经营+}者[-應當設-]{+应当设+}置消防[-設-]{+设+}施[-ꎬ-]{+，+}"
        "[-並-]{+并+}接受[-漁業-]{+渔业+}主管部[-門-]{+门+}的[-監-]{+监+}督[-檢-]{+检+}查和指[-⏎-][-導-]{+导+}。"
        " traditional, ocr-marks, wrapped",
        "6: 本[-辦-]{+办+}法自 2[- -]0[- -]2[- -]0 年起施[-\\u200b-]行,由[-縣漁業-]{+县渔业+}主管部[-門負責-]{+门负责+}"
        "解[-釋-]{+释+}。 traditional, blanks, zero-width",
    ]


@pytest.mark.parametrize(
    ("how", "as_json", "output", "why"),
    [
        ("source", False, "甲\n乙。", "the text as it is"),
        ("repaired", False, "甲\n乙。\n", "its lines"),
        ("diff", False, "", "nothing was changed"),
        ("source", True, '{"file": "a.txt", "text": "甲\\n乙。"}\n', "for programs"),
        (
            "repaired",
            True,
            '{"file": "a.txt", "line": 1, "text": "甲", "spans": [[0, 1]]}\n'
            '{"file": "a.txt", "line": 2, "text": "乙。", "spans": [[2, 4]]}\n',
            "lines with their places",
        ),
    ],
)
def test_what_is_printed(how: str, as_json: bool, output: str, why: str) -> None:
    assert "".join(printed(source("甲\n乙。"), how, as_json)) == output, why


def test_changes_for_programs() -> None:
    rows = [json.loads(line) for line in "".join(printed(source(TEXT), "diff", True)).splitlines()]
    start = TEXT.index("— 1 —")
    page = {
        "file": "a.txt",
        "line": 3,
        "kind": "page-number",
        "spans": [[start, start + 5]],
        "printed": "— 1 —",
        "read": "",
    }
    assert page in rows
    for row in rows:
        ((start, end),) = row["spans"]
        assert TEXT[start:end] == row["printed"]


ODD = st.text(
    alphabet=st.sampled_from(
        list("第一條為縣⼈ꎬꎮ\u200b\u00ad\ufeff　 2 0 年月条当\n\r，。廣東於後漁業管理辦法")
    ),
    max_size=120,
)


@given(ODD)
def test_the_changes_are_all_that_repair_does(text: str) -> None:
    whole = source(text)
    repaired = repair(whole)
    told = {at for change in changes(repaired) for at in range(change.start, change.end)}
    kept = {at: char for line in repaired.lines for at, char in zip(line.offsets, line.text, strict=True)}
    for at, char in enumerate(text):
        same = kept.get(at) == char
        assert same or at in told or char.isspace()
    assert list(diff_lines(whole)) == list(diff_lines(whole))
