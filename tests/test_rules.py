"""The mutator behind ``make rules``: patterns written back are the same, and a closed alternative is closed."""

from __future__ import annotations

import ast
import multiprocessing
import re
import sys
from collections.abc import Collection
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from benchmarks.pattern_tree import alternatives, rendered, without
from benchmarks.rules import (
    FLOORS,
    TABLES,
    Rule,
    _reduced,
    _used_in_functions,
    apply,
    chosen_tests,
    compiling,
    inventory,
    modules,
    stage,
)

from .conftest import ROOT


def code(pattern: str, flags: int = 0) -> list[int]:
    return list(_compiler._code(_parser.parse(pattern, flags), flags))


def in_fresh_process(function: str, *arguments: object) -> Any:
    """Run a function of this module where no module of the project has been imported."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_without_ours, (function, *arguments))


def _without_ours(function: str, *arguments: object) -> object:
    for name in [name for name in sys.modules if name.split(".")[0] in ("ingest", "ontology", "lawgraph")]:
        del sys.modules[name]
    return globals()[function](*arguments)


def survey() -> tuple[list[Rule], list[Rule]]:
    rules = inventory()
    patterns = [rule for rule in rules if rule.text]
    return patterns, [rule for rule in rules if not rule.text]


@pytest.fixture(scope="module")
def rules() -> tuple[list[Rule], list[Rule]]:
    found: tuple[list[Rule], list[Rule]] = in_fresh_process("survey")
    return found


def test_every_pattern_written_back_is_the_same(rules: tuple[list[Rule], list[Rule]]) -> None:
    patterns = {(rule.text, rule.flags) for rule in rules[0]}
    assert len(patterns) > 300
    for pattern, flags in patterns:
        assert code(rendered(pattern, flags), flags & ~re.X) == code(pattern, flags), pattern


def test_every_rule_has_a_name_and_a_table(rules: tuple[list[Rule], list[Rule]]) -> None:
    patterns, words = rules
    assert len(patterns) > 5000
    assert len(words) > 100
    assert not [rule for rule in patterns if rule.name.startswith("line ")]
    assert {stage(rule.module) for rule in patterns} >= set(TABLES) - {"ingest"}


CHOICES = [
    ("市|县", "市县", "县", 0, "a branch"),
    ("自治(?:州|县|旗)", "自治县", "自治旗", 1, "a branch inside; re reads it as a class"),
    ("(?:省政府|省委)办", "省委办", "省政府办", 1, "branches with a common beginning"),
    ("[，。；]", "。", "；", 1, "a member of a class"),
    ("[^，。]", None, "字", 0, "a member of a negated class: now it is allowed"),
    (r"[\d-]x", "-x", "1x", 1, "a hyphen in a class"),
    ("人民政府(?:办公厅)?$", "人民政府办公厅", "人民政府", 0, "an optional word"),
    ("(?P<a>甲)|(?P<b>乙)", "甲", "乙", 0, "the other group keeps its name and number"),
    ("(?<=省|市)府", "省府", "市府", 0, "a branch behind"),
    ("(甲|乙)(丙|丁)(?:\\1)", "甲丁甲", "甲丙甲", 3, "a reference keeps its group"),
    ("甲 # note\n | 乙", "乙", "甲", 1, "a verbose pattern"),
]


@pytest.mark.parametrize(("pattern", "gone", "stays", "number", "why"), CHOICES)
def test_a_closed_alternative_no_longer_matches(
    pattern: str, gone: str | None, stays: str, number: int, why: str
) -> None:
    flags = re.X if "#" in pattern else 0
    one = without(pattern, flags, number)
    assert re.search(pattern, stays, flags), why
    assert re.search(one, stays), why
    if gone is None:
        assert re.search(one, "，"), why
        assert not re.search(pattern, "，"), why
    else:
        assert re.fullmatch(pattern, gone, flags) or re.search(pattern, gone, flags), why
        assert not re.fullmatch(one, gone), why
    assert re.compile(one).groups == re.compile(pattern, flags).groups, why
    assert re.compile(one).groupindex == re.compile(pattern, flags).groupindex, why


@pytest.mark.parametrize(
    ("pattern", "choices"),
    [
        ("市|县", ["[市]", "[县]"]),
        ("(?:省|自治区)各", ["省", "自治区"]),
        ("甲?乙", ["甲"]),
        ("(?:甲(?:乙|丙丁))?", ["甲(?:乙|丙丁)", "乙", "丙丁"]),
        ("[一-龥]+", []),
        ("甲{2,3}", []),
    ],
)
def test_what_counts_as_an_alternative(pattern: str, choices: list[str]) -> None:
    assert alternatives(pattern) == choices


def test_each_number_closes_another_alternative() -> None:
    pattern = "(?:甲|乙[一二]|丙(?:丁)?)[^子丑]"
    closed = {without(pattern, 0, number) for number in range(len(alternatives(pattern)))}
    assert len(closed) == len(alternatives(pattern)) == 8
    assert pattern not in closed


@pytest.mark.parametrize(
    ("words", "number", "left"),
    [
        (("甲", "乙"), 0, ("乙",)),
        (["甲", "乙"], 1, ["甲"]),
        (frozenset("乙甲"), 0, frozenset("甲")),
        ({"甲": 1, "乙": 2}, 1, {"甲": 1}),
    ],
)
def test_an_entry_taken_from_words(words: object, number: int, left: object) -> None:
    assert _reduced(words, number) == left
    assert type(_reduced(words, number)) is type(left)


def test_words_that_only_make_a_pattern_are_held_by_the_pattern() -> None:
    tree = ast.parse("A = ('甲', '乙')\nB = '|'.join(A)\nC = A\ndef f(): return C\ng = lambda: D")
    assert set(_used_in_functions(tree)) == {"C", "D"}


def test_what_is_compiled_is_changed_where_it_is_compiled() -> None:
    with compiling(lambda module, line, pattern, flags: ("乙", flags)):
        assert re.compile("甲").pattern == "甲", "a pattern of another module stays"
    assert re.compile("甲").pattern == "甲"


def held_without(rule: Rule) -> tuple[bool, bool]:
    with apply(rule):
        loaded = list(modules())
    held = [v.pattern for m in loaded for v in vars(m).values() if isinstance(v, re.Pattern)]
    return rule.text in held, without(rule.text, rule.flags, rule.number) in held


def test_a_rule_taken_out_is_out_everywhere(rules: tuple[list[Rule], list[Rule]]) -> None:
    rule = next(rule for rule in rules[0] if rule.module == "ingest.annotate.quantity.context")
    assert in_fresh_process("held_without", rule) == (False, True)


def words_without(rule: Rule) -> set[int]:
    with apply(rule):
        loaded = list(modules())
    found = {
        module.__name__: each
        for module in loaded
        if isinstance(each := vars(module).get(rule.name), Collection)
    }
    own = found[rule.module]
    # Another module may call something else so; what it took from this one is of the same type and words.
    return {len(each) for each in found.values() if type(each) is type(own) and len({*each} & {*own}) > 1}


def test_a_word_taken_out_is_out_everywhere(rules: tuple[list[Rule], list[Rule]]) -> None:
    places = {
        name: {each.module for each in rules[1] if each.name == name} for name in {r.name for r in rules[1]}
    }
    alone = [each for each in rules[1] if len(places[each.name]) == 1]
    rule = max(alone, key=lambda each: each.number)
    (left,) = in_fresh_process("words_without", rule)
    assert left == rule.number, "the set whose last entry this was is one shorter"


def test_a_lost_rule_is_an_error() -> None:
    gone = Rule("ingest.text", "_GONE", "甲|乙", 0, 0, "甲")
    with pytest.raises(LookupError, match="not found again"), apply(gone):
        pass
    assert re.compile.__module__ == "re", "and compiling is as it was"


@pytest.mark.parametrize(
    ("module", "table"),
    [
        ("ingest.annotate.norm.signs", "tests/test_norms.py"),
        ("ingest.annotate.citations", "tests/test_citations.py"),
        ("ingest.structure.labels", "tests/test_structure.py"),
        ("ingest.bodies.parse", "tests/test_bodies.py"),
    ],
)
def test_a_rule_is_tried_by_the_tables_of_its_stage(module: str, table: str) -> None:
    assert table in chosen_tests(module, "tables")
    assert chosen_tests(module, "all") == [*chosen_tests(module, "tables"), FLOORS]


def test_the_tables_named_are_there() -> None:
    missing = [
        n for names in TABLES.values() for n in names if not (ROOT / "tests" / f"test_{n}.py").exists()
    ]
    assert missing == []
