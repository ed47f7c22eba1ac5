"""Reading takes time in proportion to the text: no pattern, table or list of it may stop a build.

Two kinds of tests: twice the text takes less than three times as long, whatever it repeats; and no compiled
pattern has two ways of reading one text in a loop, which doubles the time with each turn of the loop.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, product
from re import _constants as code  # type: ignore[attr-defined]  # the parser of re has no types
from re import _parser as parser  # type: ignore[attr-defined]
from statistics import median
from time import process_time
from types import FrameType, ModuleType
from typing import Any

import networkx
import pytest

import ingest
import ontology
import queries
from ingest.contract import dump
from ingest.language import cut, tokenize
from ingest.model import Annotation, Document, Mention
from ingest.pipeline import annotate, document_doc, pipeline
from ingest.read.markdown import marks
from ingest.resolve import resolve
from ingest.structure import structure
from ingest.text import SourceText
from ingest.write.jsonl import rows
from ingest.write.nquads import document_quads
from lawgraph.repairs import printed
from ontology.numerals import chinese_numeral


def _document(text: str) -> Document:
    return structure(SourceText("a.txt", text, "0" * 64))


def _facts(text: str) -> Annotation:
    return annotate(_document(text))


def _written(text: str) -> None:
    facts = resolve(_facts(text))
    list(dump(rows(facts)))
    list(document_quads(facts))


def _changes(text: str) -> None:
    for _ in printed(SourceText("a.txt", text, "0" * 64), "diff", as_json=False):
        pass


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Fail after so many seconds instead of waiting for the end of days."""

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"not done in {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


EXPONENTIAL: list[tuple[Callable[[str], object], str, str]] = [
    (_document, "第一条 根据" + "《甲法》、" * 100 + "办理。", "titles after 根据, and nothing is made"),
    (
        _facts,
        "第一条 财政部门" + "、甲乙和丙丁" * 100 + "。",
        "和 parts the items of a list or stands in one",
    ),
    (
        _facts,
        "第一条 " + "财政和税务、" * 100 + "教育部门会同" + "财政和税务、" * 100 + "。",
        "a list after 会同",
    ),
    (_facts, "第一条 " + "监督管理" * 100 + "。", "监督管理 is one word or two"),
    (_facts, "第一条 企业，" + "多支持重点" * 100 + "，甲。", "多… before the verb of a result"),
    (_facts, "第一条 由甲乙医院" + "在各自甲乙内" * 100 + "，甲。", "在各自…内 before the verb of 由"),
    (_document, "一、甲。（财政厅" + "按职责分工" * 100 + "）", "按…分工 before 负责"),
]


@pytest.mark.parametrize(("read", "text", "why"), EXPONENTIAL)
def test_an_ambiguous_text_is_read_at_once(read: Callable[[str], object], text: str, why: str) -> None:
    with _within(10):
        read(text)


def _numbered(n: int) -> str:
    return "".join(f"第{chinese_numeral(at)}条 企业应当遵守本法。\n" for at in range(1, n))


# Each builder gives a text that is twice as long for twice the number.
LINEAR: list[tuple[Callable[[str], object], Callable[[int], str], int, str]] = [
    (_document, lambda n: "附件" + " " * n + "x", 50_000, "blanks after 附件"),
    (_document, lambda n: "（" + " " * n + "x", 50_000, "blanks where a date may follow"),
    (_document, lambda n: "第一条 企业应当遵守。\n" * n, 2_000, "one number again and again"),
    (_document, lambda n: "第一条 企业。\n" + "附则\n" * n, 2_000, "chapters without a number"),
    (_document, lambda n: "任务\t牵头单位\n加强\t财政厅\n甲乙丙丁\n" * n, 400, "tables one after the other"),
    (_document, lambda n: "甲。（" + "持续" * n + "（甲））", 15_000, "words of time in a note"),
    (_document, lambda n: "甲。（" + "分工" * n + "）", 20_000, "words of a note without 负责"),
    (_document, lambda n: "甲<!--" + "<!--" * n, 20_000, "comments that nothing closes"),
    (_document, lambda n: "第一条 甲。（责任单位：" + "省、" * n + "）", 15_000, "coordinated kinds of divisions"),
    (_document, lambda n: _numbered(n).replace("\n", ""), 1_500, "articles on one line"),
    (_document, lambda n: "第一条 下列：" + "（一）甲；（二）乙；" * n, 1_500, "items on one line"),
    (_document, lambda n: "第一条 甲。" + "第九条 甲。第三条 乙。" * n, 2_000, "labels that make no sequence"),
    (_document, lambda n: "一、甲：“第一条 乙“丙”。“丁。”" * n, 2_000, "quotations on one line"),
    (_document, lambda n: "第一条 甲“" * n, 6_000, "quotations that nothing closes"),
    (_document, lambda n: "第一条 甲。" + "　　乙。" * n, 3_000, "paragraphs on one line"),
    (_document, lambda n: "某局2020年1月1日" * n + "第一条 甲。第二条 乙。", 8_000, "dates before the first label"),
    (_document, lambda n: "一" * n + "、第" + " " * n + "一", 60_000, "numbers and blanks without a label"),
    (_written, _numbered, 300, "articles"),
    (_facts, lambda n: "第一条 " + "《甲乙丙丁法》" * n, 500, "titles"),
    (_facts, lambda n: "第一条 " + "2020年1月1日、" * n, 500, "dates"),
    (_facts, lambda n: "第一条 " + "不低于50%、" * n, 400, "bounds and figures"),
    (_facts, lambda n: "第一条 " + "一人" * n, 1_500, "counts that are no limit"),
    (_facts, lambda n: "第一条 " + " 111" * n, 8_000, "groups of digits"),
    (_facts, lambda n: "第一条 " + "".join(f"《支持小微型业发展的{at}措施》" for at in range(n)), 300, "unlike titles"),
    (_facts, lambda n: "第一条 " + "企业应当缴纳五万元；" * n, 200, "norms with amounts"),
    (_facts, lambda n: "第一条 " + "企业，" * n, 3_000, "short clauses of one norm"),
    (_facts, lambda n: "第一条 甲" + "企业a" * n, 3_000, "agents in a clause without a mark"),
    (_facts, lambda n: "第一条 甲" + "（a" * n, 8_000, "brackets that nothing closes"),
    (_facts, lambda n: "第一条 " + "由" * n, 2_000, "由 without a body"),
    (_facts, lambda n: "第一条 " + "由部门责令" * n, 200, "由 with a body and no norm"),
    (_facts, lambda n: "第一条 " + "：" * n, 15_000, "colons"),
    (_facts, lambda n: "第一条 " + "下列" * n + "；甲。", 3_000, "lists that are announced and do not come"),
    (_facts, lambda n: "第一条 " + "安排" * n + "；甲。", 3_000, "sums set aside without an amount"),
    (_facts, lambda n: "第一条 " + "有关" * n + "。", 3_000, "words that leave it open which body is meant"),
    (_facts, lambda n: "第一条 " + "省财政厅和" * n + "省教育厅。牵头。", 300, "bodies that do not lead"),
    (_facts, lambda n: "甲。（" + "省财政厅、" * n + "负责）", 2_000, "bodies of a note"),
    (_facts, lambda n: "甲。\n一、乙\n（一）丙。" + "建设。（省财政厅负责）" * n, 500, "notes of one measure"),
    (_document, lambda n: "甲\n一、乙\n" + "1.丙。\n责任单位：省财政厅\n" * n, 500, "notes on lines of their own"),
    (_document, lambda n: "甲\n一、乙。责任单位：" + "省财政厅和" * n, 5_000, "one name of many"),
    (_document, lambda n: "附件：表\n" + "|序号|任务|责任单位|\n|1|甲|乙|\n" * n, 300, "tables below each other"),
    (_document, lambda n: "附件：组\n组长：" + "甲某、" * n, 5_000, "members of one line"),
    (_facts, lambda n: "第一条 " + "海关" * n + "。", 400, "an ending that is a function"),
    (marks, lambda n: "# 甲 " + "#" * n + "x", 100_000, "signs at the end of a heading"),
    (marks, lambda n: "# 甲" + " " * n + "x", 100_000, "blanks in a heading"),
    (marks, lambda n: "甲|" * n + "\n" + "-|" * n, 10_000, "cells of a head"),
    (marks, lambda n: "甲|乙\n" * n, 10_000, "rows without a line under the head"),
    (marks, lambda n: "<!-- 甲\n" * n, 30_000, "comments that nothing closes"),
    (_document, lambda n: "发布机构：甲\n" * n, 1_500, "facts of a page without a rule"),
    (
        _document,
        lambda n: "首页 | 网站地图\n打印本页 关闭窗口\n" * n + "某办法\n第一条 甲。\n第二条 乙。\n",
        1_000,
        "buttons of a page above the rule",
    ),
    (
        _document,
        lambda n: "某办法\n第一条 甲。\n第二条 乙。\n" + "相关链接\n上一篇：甲\n" * n,
        1_500,
        "links of a page below the rule",
    ),
    (_document, lambda n: "第一条 企业应当遵守本法，接受检查。" + "企业应当守法。" * n, 15_000, "one line"),
    (_document, lambda n: "企业" * n, 75_000, "one line without a mark"),
    (_document, lambda n: "责任单位：" * n, 4_000, "names of a note and nothing else"),
    (_document, lambda n: "一、甲。" + "（责任单位：" * n, 2_000, "notes that nothing closes"),
    (_document, lambda n: "第一条 甲" + "1" * n, 75_000, "one number"),
    (_document, lambda n: "1." * n, 40_000, "labels without words"),
    (_document, lambda n: "第一条 甲" + "、" * n, 75_000, "marks of a list without its words"),
    (_document, lambda n: "（" * n, 50_000, "brackets alone"),
    (_document, lambda n: "《" * n, 60_000, "titles that nothing closes"),
    (_document, lambda n: "“" * n, 60_000, "quotations that nothing closes, without words"),
    (_document, lambda n: "第一条 甲。" + "\n" * n + "乙。", 30_000, "blank lines"),
    (_facts, lambda n: "第一条 甲" + " " * n + "乙。", 30_000, "blanks inside an article"),
    (_facts, lambda n: "第一条 甲" + "1" * n + "乙。", 20_000, "digits inside an article"),
    (_facts, lambda n: "第一条 甲" + "、" * n + "乙。", 10_000, "marks of a list inside an article"),
    (_facts, lambda n: "第一条 甲" + "《" * n + "乙。", 5_000, "titles that nothing closes in an article"),
    (_changes, lambda n: "第一条 企业应当遵守本法规定的各项要求，并接受有关主管\n部门的检查。\n" * n, 300, "wraps"),
    (_changes, lambda n: "第一條 縣級以上人民政府應當支持企業發展。\n" * n, 400, "traditional characters"),
    (_changes, lambda n: "第一條 縣級以上人民政府應當支持企業發展。" * n, 1_000, "the same on one line"),
    (_changes, lambda n: "第 一 条 甲 乙 丙 丁。\n" * n, 750, "blanks between all characters"),
    (tokenize, lambda n: "省" * n, 60_000, "one stretch of one character"),
    (cut, lambda n: "亿" * n, 20_000, "one stretch of a character that begins no word"),
    (_facts, lambda n: "第一条 " + "青政" * n, 10_000, "words that no dictionary has"),
    (_facts, lambda n: "第一条 " + "一亿元局" * n, 1_250, "amounts within words"),
]  # fmt: skip


def _seconds(read: Callable[[str], object], text: str) -> float:
    start = process_time()
    read(text)
    return process_time() - start


@pytest.mark.parametrize(("read", "build", "size", "why"), LINEAR)
def test_twice_the_text_takes_about_twice_the_time(
    read: Callable[[str], object], build: Callable[[int], str], size: int, why: str
) -> None:
    read(build(8))  # what is loaded once
    text, double = build(size), build(2 * size)
    gc.disable()
    try:
        with _within(60):
            once = min(_seconds(read, text) for _ in range(2))
            twice = _seconds(read, double)
            if twice < 2.6 * max(
                once, 0.01
            ):  # it is clear: time that grows with the square takes four times as long
                return
            for _ in range(2):  # a machine with much else to do may fail once
                once = median(_seconds(read, text) for _ in range(3))
                twice = median(_seconds(read, double) for _ in range(3))
                if twice < 3 * max(once, 0.01):
                    return
    finally:
        gc.enable()
    pytest.fail(f"{why}: {once:.3f} s, twice the text {twice:.3f} s")


def _repeated(facts: Annotation, n: int) -> Annotation:
    """The same provisions and mentions ``n`` times, under paths of their own."""
    provisions = [
        replace(provision, path=f"{provision.path}-{at}", parent=None)
        for at in range(n)
        for provision in facts.document.provisions
    ]
    mentions: list[Mention] = [
        replace(mention, path=f"{mention.path}-{at}") for at in range(n) for mention in facts.mentions
    ]
    return Annotation(replace(facts.document, provisions=tuple(provisions)), mentions=tuple(mentions))


def test_provisions_and_their_facts_are_looked_up_in_one_step() -> None:
    facts = _facts("第一条 财政部门应当支持企业。\n第二条 企业应当遵守。")

    def all_of(annotation: Annotation) -> float:
        start = process_time()
        for provision in annotation.document.provisions:
            assert annotation.document.provision(provision.path) is provision
        assert document_doc(annotation.document, pipeline().vocab).text
        return process_time() - start

    all_of(_repeated(facts, 2))
    small, large = (min(all_of(_repeated(facts, n)) for _ in range(3)) for n in (400, 800))
    assert large < 3 * small


def test_a_path_that_no_provision_has_is_named() -> None:
    with pytest.raises(KeyError, match="art-9"):
        _document("第一条 企业应当遵守。").provision("art-9")


# What two ways of reading the same characters in a loop are, as an automaton: Weber and Seidl, On the degree of
# ambiguity of finite automata (1991), criterion EDA. Looking ahead and behind is left out, so that a pattern may
# be named here that is not ambiguous; it stands in REVIEWED then.


@dataclass
class Automaton:
    """The positions of a pattern: what each reads (of a few characters that stand for all) and what may follow."""

    alphabet: str
    reads: list[frozenset[str]] = field(default_factory=list)
    follow: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def position(self, chars: frozenset[str]) -> tuple[bool, set[int], set[int]]:
        self.reads.append(chars)
        at = {len(self.reads) - 1}
        return False, at, at

    def join(self, last: set[int], first: set[int]) -> None:
        for at in last:
            self.follow[at] |= first

    def sequence(self, nodes: Any) -> tuple[bool, set[int], set[int]]:
        empty, first, last = True, set[int](), set[int]()
        for op, argument in nodes:
            empty_too, begins, ends = self.node(op, argument)
            self.join(last, begins)
            first = first | begins if empty else first
            last = last | ends if empty_too else ends
            empty = empty and empty_too
        return empty, first, last

    def node(self, op: Any, argument: Any) -> tuple[bool, set[int], set[int]]:
        """Return whether a part may be empty, and where it begins and ends."""
        if op is code.SUBPATTERN:
            return self.sequence(argument[3])
        if op is code.BRANCH:
            parts = [self.sequence(branch) for branch in argument[1]]
            return (
                any(empty for empty, _, _ in parts),
                set(chain.from_iterable(first for _, first, _ in parts)),
                set(chain.from_iterable(last for _, _, last in parts)),
            )
        if op is code.GROUPREF_EXISTS:  # either of its two ways, whatever the group was
            _, yes, no = argument
            return self.node(code.BRANCH, (None, [yes, no or []]))
        if op in (code.MAX_REPEAT, code.MIN_REPEAT):
            least, most, body = argument
            empty, first, last = self.sequence(body)
            if most > 8:
                self.join(last, first)
            return empty or least == 0, first, last
        if op in (code.LITERAL, code.NOT_LITERAL, code.IN, code.ANY):
            return self.position(frozenset(filter(_reader(op, argument), self.alphabet)))
        if op in (code.ATOMIC_GROUP, code.POSSESSIVE_REPEAT):  # never read in another way once it is read
            return True, set(), set()
        assert op in (code.AT, code.ASSERT, code.ASSERT_NOT, code.GROUPREF), op
        return True, set(), set()


_CATEGORIES = {
    code.CATEGORY_DIGIT: r"\d",
    code.CATEGORY_NOT_DIGIT: r"\D",
    code.CATEGORY_SPACE: r"\s",
    code.CATEGORY_NOT_SPACE: r"\S",
    code.CATEGORY_WORD: r"\w",
    code.CATEGORY_NOT_WORD: r"\W",
}


def _reader(op: Any, argument: Any) -> Callable[[str], bool]:
    """Return what tells whether a node reads a character."""
    if op is code.ANY:
        return lambda char: char != "\n"
    if op is not code.IN:
        return lambda char: (ord(char) == argument) is (op is code.LITERAL)

    def within(char: str) -> bool:
        found = any(
            ord(char) == value
            if kind is code.LITERAL
            else value[0] <= ord(char) <= value[1]
            if kind is code.RANGE
            else kind is code.CATEGORY and re.match(_CATEGORIES[value], char) is not None
            for kind, value in argument
        )
        return found is not (argument[0][0] is code.NEGATE)

    return within


def _characters(nodes: Any) -> Iterator[str]:
    """Yield characters that stand for all that a pattern tells apart."""
    for op, argument in nodes:
        if op in (code.LITERAL, code.NOT_LITERAL):
            yield chr(argument)
        elif op is code.IN:
            for kind, value in argument:
                yield from [chr(value)] if kind is code.LITERAL else []
                yield from [chr(value[0]), chr(value[1])] if kind is code.RANGE else []
        elif op is code.SUBPATTERN:
            yield from _characters(argument[3])
        elif op is code.BRANCH:
            yield from chain.from_iterable(map(_characters, argument[1]))
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT):
            yield from _characters(argument[2])


def _bodies(nodes: Any) -> Iterator[Any]:
    """Yield the pattern, and each part of it that is read once and for all."""
    yield nodes
    for op, argument in nodes:
        if op is code.SUBPATTERN:
            yield from list(_bodies(argument[3]))[1:]
        elif op is code.BRANCH:
            for branch in argument[1]:
                yield from list(_bodies(branch))[1:]
        elif op in (code.MAX_REPEAT, code.MIN_REPEAT):
            yield from list(_bodies(argument[2]))[1:]
        elif op in (code.ASSERT, code.ASSERT_NOT):
            yield from _bodies(argument[1])
        elif op is code.ATOMIC_GROUP:
            yield from _bodies(argument)
        elif op is code.POSSESSIVE_REPEAT:
            yield from _bodies(argument[2])


Pair = tuple[int, int]


def is_ambiguous(pattern: str) -> bool:
    """Whether a loop of the pattern can read the same characters in two ways and be where it was.

    >>> is_ambiguous("(?:ab?|b)*c"), is_ambiguous("(?:a[^c]*)*c"), is_ambiguous("(?:a[^a]*)*c")
    (True, True, False)
    """
    return any(map(_loops_twice, _bodies(parser.parse(pattern))))


def _loops_twice(nodes: Any) -> bool:
    """Whether two ways part at a position, read the same and meet there again."""
    automaton = Automaton("".join(sorted({*_characters(nodes), *"a1 　，甲\n"})))
    automaton.sequence(nodes)
    reads, follow = automaton.reads, automaton.follow
    # What two ways may read side by side: in one circle of it they are together and apart.
    ways: networkx.DiGraph[Pair] = networkx.DiGraph()
    open_pairs = [(at, at) for at in range(len(reads)) if follow[at]]
    seen = set(open_pairs)
    while open_pairs:
        pair = open_pairs.pop()
        for later in product(follow[pair[0]], follow[pair[1]]):
            if reads[later[0]] & reads[later[1]]:
                after = (min(later), max(later))
                ways.add_edge(pair, after)
                if after not in seen:
                    seen.add(after)
                    open_pairs.append(after)
    return any(
        len({one == two for one, two in circle}) > 1
        for circle in networkx.strongly_connected_components(ways)
    )


REVIEWED = {
    "ingest.bodies.find.words._LEVEL_BEFORE": "地 stands alone only before 、 and ）: 地市 is one word",
}
"""Patterns that the test takes for ambiguous, with the reason why they are not."""


def _modules() -> Iterator[ModuleType]:
    for package in (ingest, ontology, queries):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _patterns(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _patterns(each)


def test_no_pattern_has_two_ways_of_reading_one_text() -> None:
    found: dict[str, str] = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                found.setdefault(pattern.pattern, f"{module.__name__}.{name}")
    assert len(found) > 300
    ambiguous = {name for text, name in found.items() if is_ambiguous(text)}
    assert ambiguous == set(REVIEWED)


@pytest.mark.parametrize(
    ("pattern", "ambiguous", "why"),
    [
        (r"(?:[^。]{0,40}?《[^》]+》)+办", True, "what stands before a title may be a title"),
        (r"(?:[^。《]{0,40}?《[^》]+》)+办", False, "nothing before a title opens one"),
        (r"(?:[、和][一-鿿]{2,16})*牵头", True, "和 is a character too"),
        (r"(?:、[一-鿿]{2,16})*牵头", False, "、 is none"),
        (r"(?:监督|管理|监督管理)*部门", True, "one word or two"),
        (r"(?:监督|管理)*部门", False, "each word in one way"),
        (r"(?>(?:监督|管理|监督管理)*)部门", True, "ambiguous inside what is then kept"),
        (r"\s*\s*\s*x", False, "slow, but not exponential"),
    ],
)
def test_what_is_ambiguous(pattern: str, ambiguous: bool, why: str) -> None:
    assert is_ambiguous(pattern) is ambiguous, why
