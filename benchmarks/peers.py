"""Run JioNLP's and Recognizers-Text's own tests of amounts and times through both tools and this project.

``python -m benchmarks.peers --jionlp FOLDER --recognizers FOLDER --python PYTHON [--missed]``: the folder ``test`` of
JioNLP, the folder ``Specs`` of Recognizers-Text, and the Python of an environment in which both are installed::

    python -m venv PEERS && PEERS/bin/pip install jionlp recognizers-text-suite 'emoji==1.1.0'

(Recognizers-Text needs a name that later versions of emoji no longer have.) None of their texts is kept here.

A case applies when what its suite expects has a form in the contract; one that has none is left out for all three,
and counted by reason. The three are compared on common ground (``benchmarks/peer_facts.py``): a case is right when
all its facts are found and no other of their kind. The numbers of Recognizers-Text that stand alone are given to
this project with 元 behind them, as a bare number is no quantity; the two peers have them as they are.
Exit code 1 where this project has fewer right than the better of the two.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.peer_facts import (  # noqa: E402
    Fact,
    NoForm,
    agree,
    facts,
    of_jio_money,
    of_jio_time,
    of_quantity,
    of_recognized,
)
from ingest.annotate.quantities import find_quantities  # noqa: E402
from ingest.annotate.quantity.bounds import BEFORE  # noqa: E402
from ingest.repair.script import readings  # noqa: E402
from ingest.text import CleanText, SourceText  # noqa: E402

TOOLS = ("lawgraph", "jionlp", "recognizers")
KINDS = {"money": {"money"}, "number": {"money"}, "percent": {"percent"}, "time": {"date", "duration"}}


@dataclass(frozen=True, slots=True)
class Case:
    """A text of a suite with what the suite expects; ``reason`` is why it does not apply, or empty."""

    suite: str
    asked: str  # money, number, percent or time
    text: str
    expected: tuple[Fact, ...] = ()
    reason: str = ""


_VAGUE = re.compile(
    r"[几数幾數多余餘来近许無无]|[一二三四五六七八九两]{2}[百千万亿]|[二三四五六七八九]{2}十|三五|大半"
)
_NO_DATE = (
    (
        "the lunar calendar, a season or a feast",
        r"农历|阴历|正月|腊月|[初廿]|大年|闰|[春夏秋冬]|节(?!日)|[元]旦|冬至|大寒|小寒|除夕|端午|八月十五|[一二]十五$",
    ),
    ("a part of a year, month or century that no calendar bounds", r"[底末初旬]|伊始|世纪|年代|暑假"),
    ("a week that no calendar date is printed for", r"周(?!年)|週|星期|礼拜"),
    ("a year of an era", r"神龙|康熙|雍正|民国"),
    ("reckoned from the day of reading", r"[今明去昨本此]|前年|后年|上个|下个|上一|这|当|过|最近|未来|再"),
)
_YEAR = re.compile(
    r"\d{4}|\d{1,2}年\d|\d{2}年|[〇零○一二三四五六七八九]{2,4}年|两千.{0,3}年|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}"
)


_CURRENCY = re.compile(r"[元块圆币镑铢布]")
_TURNED = re.compile(r"(?<![\d./-])(?:0?[1-9]|1[0-2])([-./])(?:0?[1-9]|1[0-2])\1\d{2}(?:\d\d)?(?!\d)")
"""A date in figures of which the first two may both be the month: 3-7-2017, 12-11-10."""


def _no_date(text: str) -> str:
    """Return why the contract has no form for a date printed as ``text``, or nothing."""
    for reason, words in _NO_DATE:
        if re.search(words, text):
            return reason
    if re.search("[多几]", text):
        return "a vague amount"
    if _TURNED.search(text):
        return "figures of which none says that it is the month"
    return "" if _YEAR.search(text) else "reckoned from the day of reading"


# ── JioNLP ──────────────────────────────────────────────────────────────────────────────────────────


def _lists(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the text and the expected value of each case of a test of JioNLP, which is read and not run."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
            for row in node.value.elts:
                if isinstance(row, ast.List) and len(row.elts) > 1:
                    yield ast.literal_eval(row.elts[0]), ast.literal_eval(row.elts[-1])


def _jio_money(folder: Path) -> Iterator[Case]:
    for text, said in _lists(folder / "test_money_parser.py"):
        if re.match("约?近", text):
            yield Case("jionlp money", "money", text, reason="an amount that is only about right")
        elif _VAGUE.search(text.replace("左右", "")):
            yield Case("jionlp money", "money", text, reason="a vague amount")
        elif not _CURRENCY.search(text):
            yield Case("jionlp money", "money", text, reason="an amount whose currency is not printed")
        else:
            yield Case("jionlp money", "money", text, (of_jio_money(said),))


def _jio_time(folder: Path) -> Iterator[Case]:
    for text, said in _lists(folder / "test_time_parser.py"):
        try:
            fact = of_jio_time(said)
        except NoForm as error:
            yield Case("jionlp time", "time", text, reason=str(error))
            continue
        reason = _no_date(text) if fact.kind == "date" else "a vague amount" if _VAGUE.search(text) else ""
        suite = "jionlp date" if fact.kind == "date" else "jionlp duration"
        yield Case(suite, "time", text, (fact,), reason)


# ── Recognizers-Text ────────────────────────────────────────────────────────────────────────────────

_SPECS = (
    ("number", "Number/Chinese/NumberModel"),
    ("percent", "Number/Chinese/PercentModel"),
    ("money", "NumberWithUnit/Chinese/CurrencyModel"),
    ("time", "DateTime/Chinese/DateParser"),
    ("time", "DateTime/Chinese/DatePeriodParser"),
    ("time", "DateTime/Chinese/DurationParser"),
    ("time", "DateTime/Chinese/DateTimeModel"),
)
_NO_NUMBER = re.compile(r"打|双|雙|对|對|\^|[eEkKmM]|[-－负負]|分\s*之|[/／]|折")
_BOUND = re.compile(r"\s*以[前后後]|\s*之[前后後]")


def _recognized(folder: Path) -> Iterator[Case]:
    seen = set()
    for asked, spec in _SPECS:
        name = f"recognizers {spec.rpartition('/')[2]}"
        for case in json.loads((folder / f"{spec}.json").read_text("utf-8-sig")):
            text, results = case["Input"], case["Results"]
            if (asked, text) not in seen:
                seen.add((asked, text))
                yield _spec_case(name, asked, text, results)


def _spec_case(name: str, asked: str, text: str, results: Sequence[dict[str, Any]]) -> Case:
    try:
        expected = tuple(fact for one in results if (fact := of_recognized(one)))
    except NoForm as error:
        return Case(name, asked, text, reason=str(error))
    return Case(name, asked, text, expected, _no_form(name, asked, text, results))


_UNREAD = "a bound that this part of the tool does not read"


def _bounded(text: str, found: str) -> bool:
    before = text[: max(text.find(found), 0)]
    return any(word.end() == len(before) for word in BEFORE.finditer(before))


def _no_form(name: str, asked: str, text: str, results: Sequence[dict[str, Any]]) -> str:
    """Return why a case of a specification does not apply, or nothing."""
    if asked == "number":
        whole = len(results) == 1 and len("".join(results[0]["Text"].split())) == len("".join(text.split()))
        if not whole:
            return "a number that measures nothing"
        if _NO_NUMBER.search(text):
            return "a power, a fraction, a dozen or a number below zero"
    if asked in ("number", "money") and _VAGUE.search(text if asked == "number" else ""):
        return "a vague amount"
    if asked == "money" and any(
        "value" not in one["Resolution"] or not one["Resolution"]["value"] for one in results
    ):
        return "a currency without an amount"
    if asked in ("money", "percent") and any(_bounded(text, one["Text"]) for one in results):
        return _UNREAD
    if asked == "time":
        for one in results:
            kind = str(one.get("TypeName") or one.get("Type")).rpartition(".")[2]
            if kind.startswith("date") and (reason := _no_date(one["Text"])):
                return reason
            if name.endswith("Parser") and _BOUND.match(text, text.find(one["Text"]) + len(one["Text"])):
                return _UNREAD
            if kind == "duration" and re.search("[余多几]", one["Text"]):
                return "a vague amount"
    return ""


# ── run ─────────────────────────────────────────────────────────────────────────────────────────────


def own(case: Case) -> list[Fact]:
    """Return the facts of this project, the text read in simplified script as the reader has it."""
    text = case.text.translate(readings()) + ("元" if case.asked == "number" else "")
    found = find_quantities(CleanText.of(SourceText("case", text, "0" * 64)), "art-1")
    return [fact for one in found if (fact := of_quantity(one)).kind in KINDS[case.asked]]


def answers(cases: Sequence[Case], python: str) -> Iterator[dict[str, list[Fact] | None]]:
    """Yield the facts of each tool for each case."""
    asked = json.dumps([[case.asked, case.text] for case in cases])
    tools = Path(__file__).parent / "peer_tools.py"
    ran = subprocess.run([python, str(tools)], input=asked, capture_output=True, text=True, check=True)
    for case, said in zip(cases, json.loads(ran.stdout), strict=True):
        found = {tool: facts(tool, case.asked, said[tool]) for tool in TOOLS[1:]}
        yield {"lawgraph": own(case), **found}


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jionlp", type=Path, required=True, help="its folder test")
    parser.add_argument("--recognizers", type=Path, required=True, help="its folder Specs")
    parser.add_argument("--python", required=True, help="the Python of an environment with both tools")
    parser.add_argument("--missed", action="store_true", help="print the cases that this project has wrong")
    given = parser.parse_args(arguments)
    cases = [*_jio_money(given.jionlp), *_jio_time(given.jionlp), *_recognized(given.recognizers)]
    apply = [case for case in cases if not case.reason]
    right: Counter[tuple[str, str]] = Counter()
    total = Counter(case.suite for case in apply)
    for case, found in zip(apply, answers(apply, given.python), strict=True):
        good = {tool: (said := found[tool]) is not None and agree(case.expected, said) for tool in TOOLS}
        right.update((case.suite, tool) for tool in TOOLS if good[tool])
        if given.missed and not good["lawgraph"]:
            others = " ".join(tool for tool in TOOLS[1:] if good[tool])
            print(f"missed\t{case.suite}\t{case.text}\t{others or '-'}\t{found['lawgraph']}")
    print("suite\tcases\t" + "\t".join(TOOLS))
    for suite in (*total, *(one for one in ("jionlp", "recognizers"))):
        names = [name for name in total if name == suite or name.startswith(f"{suite} ")]
        print(
            suite, sum(total[n] for n in names), *(sum(right[n, t] for n in names) for t in TOOLS), sep="\t"
        )
    for reason, number in Counter(case.reason for case in cases if case.reason).most_common():
        print(f"left out\t{number}\t{reason}")
    behind = [s for s in total if right[s, "lawgraph"] < max(right[s, tool] for tool in TOOLS[1:])]
    return int(bool(behind))


if __name__ == "__main__":
    sys.exit(main())
