"""Ask JioNLP and Recognizers-Text; for the Python of an environment that has both, which this project has not.

Reads a JSON list of ``[suite, text]`` from standard input and writes, for each, ``{"jionlp": …, "recognizers": …}``
to standard output: what each tool returns, ``null`` where it has nothing to ask. ``benchmarks/peers.py`` starts it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from importlib import import_module
from typing import Any

BASE = 1623604000  # 2021-06-14 01:06:40 UTC, the time of reading in JioNLP's own tests
MONEY, NUMBER, PERCENT, TIME = "money", "number", "percent", "time"


def _jionlp(jio: Any, suite: str, text: str) -> object:
    """Return the amounts or times that JioNLP finds, by its parser where the whole text is one, else by its search."""
    if suite == PERCENT:
        return None
    with contextlib.suppress(Exception):
        if suite == TIME:
            return [jio.parse_time(text, time_base=BASE)]
        return [jio.parse_money(text)]
    try:
        if suite == TIME:
            return [one["detail"] for one in jio.ner.extract_time(text, time_base=BASE, with_parsing=True)]
        return [one["detail"] for one in jio.ner.extract_money(text, with_parsing=True)]
    except Exception as error:
        return {"error": repr(error)}


def _recognizers(ask: dict[str, Any], suite: str, text: str) -> object:
    """Return type, text and resolution of what Recognizers-Text finds."""
    try:
        return [
            {"Text": one.text, "TypeName": one.type_name, "Resolution": one.resolution}
            for one in ask[suite](text, "zh-cn")
        ]
    except Exception as error:
        return {"error": repr(error)}


def main() -> None:
    """Answer every text of standard input."""
    with contextlib.redirect_stdout(io.StringIO()):
        jio = import_module("jionlp")
        number = import_module("recognizers_number")
        ask = {
            MONEY: import_module("recognizers_number_with_unit").recognize_currency,
            NUMBER: number.recognize_number,
            PERCENT: number.recognize_percentage,
            TIME: import_module("recognizers_date_time").recognize_datetime,
        }
        said = [
            {"jionlp": _jionlp(jio, suite, text), "recognizers": _recognizers(ask, suite, text)}
            for suite, text in json.load(sys.stdin)
        ]
    json.dump(said, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
