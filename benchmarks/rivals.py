"""How fast others do a part of the work, beside this project, on the same texts in one run.

``python -m benchmarks.rivals FOLDER [--documents 20] [--python PYTHON] [--json]``: characters a second of a processor,
and how many times the CPU of ``jieba.lcut`` each takes, of

=================  ====================================================================================
jieba.lcut         cutting into words
jieba.posseg       the same with parts of speech
spaCy phrases      ``PhraseMatcher`` with all words of the lexicon, on the characters of the text
spaCy tokens       ``Matcher`` with a pattern of tokens for amounts
JioNLP             amounts and times found and read (``extract_money``, ``extract_time``)
Recognizers-Text   amounts, percentages, dates and durations found and read
quantities         what this project does of it: amounts, rates, periods, dates found and read, their roles too
all facts          all that this project does: structure, bodies, citations, quantities, norms, topics
=================  ====================================================================================

``PYTHON`` is that of an environment with JioNLP and Recognizers-Text (see ``benchmarks/peers.py``); without it both are
"not run". They are slow, so they get a share of the texts, which is said. Each is done once: what this project has
read before it knows by heart, and a second round would be too good.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import jieba
import jieba.posseg
import spacy
from spacy.matcher import Matcher, PhraseMatcher

from benchmarks.serving import ROOT
from ingest.annotate.quantities import annotate_quantities
from ingest.pipeline import annotate, pipeline
from ingest.read import find_sources
from ingest.structure import read_document
from ontology.lexicon import classes, words

SHARE = 20
"""The two slow peers get the first so many thousand characters."""
_PEERS = """
import contextlib, io, json, sys
from importlib import import_module
from time import process_time
texts = json.load(sys.stdin)
with contextlib.redirect_stdout(io.StringIO()):
    jio = import_module("jionlp")
    unit, number, date = (import_module(n) for n in
        ("recognizers_number_with_unit", "recognizers_number", "recognizers_date_time"))
    def jionlp(text):
        for ask in (jio.ner.extract_money, jio.ner.extract_time):
            with contextlib.suppress(Exception):
                ask(text, with_parsing=True)
    def recognizers(text):
        for ask in (unit.recognize_currency, number.recognize_percentage, date.recognize_datetime):
            with contextlib.suppress(Exception):
                ask(text, "zh-cn")
    took = {}
    for name, work in (("JioNLP", jionlp), ("Recognizers-Text", recognizers)):
        work("罚款5万元，自2020年1月1日起三十日内缴纳30%")
        began = process_time()
        for text in texts:
            work(text)
        took[name] = process_time() - began
json.dump(took, sys.stdout)
"""


def _took(work: Callable[[Any], object], on: Sequence[Any]) -> float:
    """Return the CPU seconds of ``work`` on each."""
    began = process_time()
    for each in on:
        work(each)
    return process_time() - began


def _phrases() -> Callable[[str], object]:
    """Return spaCy's search for all words of the lexicon; each character is a token, as words are cut anywhere."""
    nlp = spacy.blank("zh")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("WORD", [nlp.make_doc(word) for word in sorted(set(words(*classes())))])
    return lambda text: matcher(nlp.make_doc(text))


def _tokens() -> Callable[[str], object]:
    """Return spaCy's search for amounts by a pattern of tokens, each character one."""
    nlp = spacy.blank("zh")
    matcher = Matcher(nlp.vocab)
    matcher.add(
        "AMOUNT", [[{"TEXT": {"REGEX": r"^[\d一二三四五六七八九十百千万亿.]$"}, "OP": "+"}, {"TEXT": "元"}]]
    )
    return lambda text: matcher(nlp.make_doc(text))


def measured(paths: Sequence[Path]) -> tuple[dict[str, float], list[str]]:
    """Return CPU seconds of each, and the texts."""
    pipeline()
    jieba.initialize()
    documents = [read_document(path) for path in paths]
    texts = [document.source.text for document in documents]
    annotate(read_document(find_sources([ROOT / "data" / "sources"]).paths[0]))  # loads the tables
    seconds = {
        "jieba.lcut": _took(jieba.lcut, texts),
        "jieba.posseg": _took(jieba.posseg.lcut, texts),
        "spaCy phrases": _took(_phrases(), texts),
        "spaCy tokens": _took(_tokens(), texts),
        "quantities": _took(annotate_quantities, documents),
        "all facts": _took(lambda path: annotate(read_document(path)), paths),
    }
    return seconds, texts


def share_of(texts: Sequence[str]) -> list[str]:
    """Return the paragraphs of the first :data:`SHARE` thousand characters."""
    left, found = 1000 * SHARE, []
    for paragraph in (line for text in texts for line in text.splitlines() if line.strip()):
        if left <= 0:
            break
        found.append(paragraph)
        left -= len(paragraph)
    return found


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("sources", nargs="*", type=Path, default=[ROOT / "data" / "sources"])
    ask.add_argument("--documents", type=int, default=20)
    ask.add_argument("--python", default="")
    ask.add_argument("--json", action="store_true")
    args = ask.parse_args()
    seconds, texts = measured(find_sources(args.sources).paths[: args.documents])
    characters = sum(map(len, texts))
    speed = {name: characters / took for name, took in seconds.items()}
    share = share_of(texts)
    if args.python:
        ran = subprocess.run(
            [args.python, "-c", _PEERS], input=json.dumps(share), capture_output=True, text=True, check=True
        )
        took = json.loads(ran.stdout)
        speed |= {name: sum(map(len, share)) / each for name, each in took.items()}
    found = {
        "documents": len(texts),
        "characters": characters,
        "share": sum(map(len, share)),
        "rows": {
            name: {"characters_a_second": round(each), "over_lcut": round(speed["jieba.lcut"] / each, 2)}
            for name, each in speed.items()
        },
        "not_run": [] if args.python else ["JioNLP", "Recognizers-Text"],
    }
    if args.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, row in found["rows"].items():
        print(
            f"{name:18}{row['characters_a_second']:>12,} characters/s{row['over_lcut']:>9} times jieba.lcut"
        )
    for name in found["not_run"]:
        print(f"{name:18}  not run")


if __name__ == "__main__":
    main()
