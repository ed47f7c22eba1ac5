"""Damaged texts are read as the clean ones, and where they are not, the reading says so (benchmarks/damaged.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.damaged import DAMAGES, Clean, clean_texts, folded, measure

SUBJECTS = (
    "县渡口主管部门",
    "乡镇人民政府",
    "渡口经营者",
    "渡船所有人和船员",
    "县财政部门会同县渡口主管部门",
)
DUTIES = (
    "应当建立渡运安全管理制度，明确安全责任人员，并将制度张贴在渡口的显著位置",
    "应当每月检查一次渡口的标志、系缆和照明设施，发现损坏的及时修复",
    "应当按照核定的人数和航线载客，遇有大风、大雾和洪水时停止渡运",
    "应当把渡口的建设和维护经费列入本级预算，保障渡运公益服务所需的资金",
)


def rule() -> str:
    """A rule of 24 articles in three chapters, some with paragraphs or items, in words of its own."""
    numbers = "一二三四五六七八九十"
    lines = ["某某县渡口渡运安全管理办法"]
    for n in range(24):
        label = {9: "十", 19: "二十"}.get(n) or (
            numbers[n] if n < 9 else ("十" if n < 19 else "二十") + numbers[(n + 1) % 10 - 1]
        )
        if n % 8 == 0:
            lines.append(f"第{numbers[n // 8]}章 {('总则', '渡运管理', '保障和监督')[n // 8]}")
        if n % 6 == 4:
            lines.append(f"第{label}条 {SUBJECTS[n % 5]}有下列行为之一的，处五百元以上二千元以下的罚款：")
            lines += [f"（{numbers[m]}）未{DUTIES[m].removeprefix('应当')}的；" for m in range(3)]
            continue
        more = "具体办法由县人民政府另行制定。" if n % 3 == 0 else ""
        lines.append(f"第{label}条 {SUBJECTS[n % 5]}{DUTIES[n % 4]}。{more}")
        if n % 5 == 2:
            lines.append(f"{SUBJECTS[(n + 1) % 5]}{DUTIES[(n + 2) % 4]}，接受社会各方面的监督和评议。")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[Clean]:
    path = tmp_path_factory.mktemp("clean") / "rule.txt"
    path.write_text(rule(), "utf-8")
    return clean_texts([path])


READ_AS_BEFORE = [
    name
    for name in DAMAGES
    if name.startswith(("wrapped", "pages —", "pages bare", "pages running"))
    or name
    in ("traditional", "set apart", "ocr marks", "radicals", "blanks in numbers", "zero width", "elements")
]


def test_the_clean_text_is_whole(texts: list[Clean]) -> None:
    (text,) = texts
    assert len([path for path in text.words if path.startswith("art-") and "/" not in path]) == 24


@pytest.mark.parametrize("name", READ_AS_BEFORE)
def test_a_damaged_text_is_read_as_the_clean_one(texts: list[Clean], name: str) -> None:
    figures = measure(texts, DAMAGES[name])
    assert figures.exact >= 0.98 * figures.of


@pytest.mark.parametrize("name", sorted(DAMAGES))
def test_what_went_wrong_says_so(texts: list[Clean], name: str) -> None:
    assert measure(texts, DAMAGES[name]).untold == []


def test_words_are_compared_folded() -> None:
    assert folded("廣東 省⼈⺠政府ꎬ\u200b") == "广东省人民政府,"


def test_texts_that_are_no_clean_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("某办法\n第一条 甲。\n", "utf-8")
    assert clean_texts([path]) == []
