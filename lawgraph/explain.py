"""How a provision was read: its clauses, what each was taken for, the rules that decided, and the facts they gave.

The norms are read once more from what was annotated, by the same code, so that what was left unsaid is told too.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.annotate.norm.taken import Taken
from ingest.annotate.norms import read_norms
from ingest.contract import dump
from ingest.model import Document, Provision, Resolved
from ingest.structure.pinpoints import pinpoints
from ingest.text import Span
from ingest.write.jsonl import rows
from ingest.write.names import Names
from ontology.rules import Rule, rules

LANGUAGES = ("zh", "en")
_NEAR = 4  # paths that are named when one is unknown
_FACTS = ("quantity", "department", "citation", "norm")
_SHOWN = {
    "quantity": ("kind", "low", "high", "unit", "role"),
    "department": ("names", "generic", "role"),
    "citation": ("title", "number", "article", "status"),
    "norm": ("modality", "trigger", "bearers", "bearer_source", "condition"),
}
"""What is said of a fact beside its words and rules: fields of its row."""
_WORDS = {
    "zh": {
        "text": "文字",
        "nothing": "未得出规范",
        "clause": "分句",
        "uncut": "（未分句）",
        "leads": "条件、情形或先行的主语",
        "main": "谓语",
        "follows": "目的、结果、方式或并列短语",
        "rule": "规则",
        "norm": "规范",
        "quantity": "数量",
        "department": "机构",
        "citation": "引用",
        "empty": "自己没有文字，见其下各条款",
    },
    "en": {
        "text": "words",
        "nothing": "gave no norm",
        "clause": "clause",
        "uncut": "(not cut into clauses)",
        "leads": "condition, case or a subject that waits",
        "main": "predicate",
        "follows": "purpose, result, manner or a parallel phrase",
        "rule": "rule",
        "norm": "norm",
        "quantity": "quantity",
        "department": "body",
        "citation": "citation",
        "empty": "no words of its own, see the provisions inside it",
    },
}

Fields = dict[str, Any]


class NoSuchProvision(Exception):
    """The document has no provision at a path; the message names near ones."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one provision was read.

    ``words`` is its text without inner provisions and where that stands, ``readings`` what its clauses were taken
    for, in order, ``facts`` the rows of the contract that are not norms. Places are code points of the source.
    """

    path: str
    zh: str
    en: str
    words: Fields
    readings: tuple[Fields, ...]
    facts: tuple[Fields, ...]


def explain(resolved: Resolved, path: str) -> tuple[Explanation, ...]:
    """Return how the provision at ``path`` and those inside it were read, in document order.

    Raises :class:`NoSuchProvision`.
    """
    annotation = resolved.annotation
    document = annotation.document
    if path not in {provision.path for provision in document.provisions}:
        raise NoSuchProvision(unknown_provision(document, path))
    wanted = list(_inside(document.provisions, path))
    paths = {provision.path for provision in wanted}
    found = [json.loads(line) for line in dump(rows(resolved))]
    facts = [row for row in found if row["type"] in _FACTS and row["path"] in paths]
    taken = read_norms(document, annotation.mentions, annotation.quantities)
    read = [each for each in taken if each.path in paths]
    named, names = pinpoints(document.provisions), Names(annotation)
    return tuple(
        Explanation(
            provision.path,
            named[provision.path].zh,
            named[provision.path].en,
            _words(provision, 0, len(provision.own.text)),
            tuple(_reading(each, provision, names, facts) for each in read if each.path == provision.path),
            tuple(_ruled(row) for row in facts if row["path"] == provision.path and row["type"] != "norm"),
        )
        for provision in wanted
    )


def _inside(provisions: Iterable[Provision], path: str) -> Iterator[Provision]:
    """Yield the provision at ``path`` and all that lie in it."""
    held = {path}
    for provision in provisions:
        if provision.path == path or provision.parent in held:
            held.add(provision.path)
            yield provision


def unknown_provision(document: Document, path: str) -> str:
    """Return what is said of a path that a document has not, with near ones."""
    paths = [provision.path for provision in document.provisions]
    near = [each for each in paths if each.startswith(f"{path}/") or path.startswith(f"{each}/")]
    near += difflib.get_close_matches(path, paths, n=_NEAR, cutoff=0.5)
    told = list(dict.fromkeys(near))[:_NEAR] or paths[:_NEAR]
    return (
        f"{path}: {document.source.name} 没有这一条款，请改用相近的 {'、'.join(told)}，"
        "全部路径见 lawgraph annotate。"
        f"{document.source.name} has no such provision; use a near one ({', '.join(told)}), "
        "all paths are in the output of 'lawgraph annotate'."
    )


def _places(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _words(provision: Provision, start: int, end: int) -> Fields:
    own = provision.own
    return {"text": own.text[start:end], "spans": _places(own.spans(start, end))}


def _reading(taken: Taken, provision: Provision, names: Names, facts: Sequence[Fields]) -> Fields:
    """Return what some words were taken for, with their clauses and the norm, or the rule of silence."""
    clauses = [
        {**_words(provision, each.start, each.end), "part": each.part.name.lower()} for each in taken.clauses
    ]
    norm = None
    if taken.norm is not None:
        iri = names.norm(taken.norm)
        norm = next(_ruled(row) for row in facts if row["id"] == iri)
    silence = [_rule(rules()[taken.silence])] if taken.silence else []
    return {**_words(provision, taken.start, taken.end), "clauses": clauses, "norm": norm, "silence": silence}


def _ruled(row: Fields) -> Fields:
    """Return a row with the rules that it names written out."""
    named = [value for field, value in row.items() if field.endswith("rule")]
    return {**row, "rules": [_rule(rules()[identifier]) for identifier in named]}


def _rule(rule: Rule) -> Fields:
    return {
        "rule": rule.identifier,
        "label": {"zh": rule.label_zh, "en": rule.label_en},
        "sentence": {"zh": rule.zh, "en": rule.en},
        "source": rule.source,
    }


def as_json(explained: Iterable[Explanation]) -> Iterator[str]:
    """Yield a line of JSON for each provision."""
    for one in explained:
        fields = {
            "path": one.path,
            "label": {"zh": one.zh, "en": one.en},
            **one.words,
            "readings": one.readings,
            "facts": one.facts,
        }
        yield json.dumps(fields, ensure_ascii=False)


def as_lines(explained: Iterable[Explanation], language: str) -> Iterator[str]:
    """Yield lines for people, in ``zh`` or ``en``."""
    words = _WORDS[language]
    for number, one in enumerate(explained):
        if number:
            yield ""
        yield f"{one.path}  {one.zh if language == 'zh' else one.en}"
        if not one.words["text"].strip():
            yield f"  {words['empty']}"
        else:
            yield f"  {words['text']} {quoted(one.words)}"
        for reading in one.readings:
            yield from _reading_lines(reading, language)
        for fact in one.facts:
            yield from _fact_lines(fact, language)


def quoted(words: Fields) -> str:
    """Return words with their places, on one line.

    >>> quoted({"text": "应当\\n公开", "spans": [[3, 5], [6, 8]]})
    '[3, 5) [6, 8) 应当 公开'
    """
    places = " ".join(f"[{start}, {end})" for start, end in words["spans"])
    return f"{places} {' '.join(words['text'].split())}"


def _reading_lines(reading: Fields, language: str) -> Iterator[str]:
    words, norm = _WORDS[language], reading["norm"]
    if norm is None:
        yield f"  {words['nothing']} {quoted(reading)}"
    else:
        yield f"  {words['norm']} {quoted(norm)}"
    if not reading["clauses"]:
        yield f"    {words['uncut']}"
    for clause in reading["clauses"]:
        yield f"    {words['clause']} {quoted(clause)} ← {words[clause['part']]}"
    if norm is None:
        yield from _rule_lines(reading["silence"], language)
    else:
        yield f"    {_said(norm)}"
        yield from _rule_lines(norm["rules"], language)


def _fact_lines(fact: Fields, language: str) -> Iterator[str]:
    yield f"  {_WORDS[language][fact['type']]} {quoted(fact)}"
    yield f"    {_said(fact)}"
    yield from _rule_lines(fact["rules"], language)


def _said(fact: Fields) -> str:
    """Return what is said of a fact, by the names of the contract's fields."""
    said = (
        f"{field}: {'、'.join(value) if isinstance(value, list) else value}"
        for field in _SHOWN[fact["type"]]
        if (value := fact[field]) not in (None, [], False)
    )
    return "; ".join(said)


def _rule_lines(named: Iterable[Fields], language: str) -> Iterator[str]:
    for rule in named:
        label, sentence = rule["label"][language], rule["sentence"][language]
        colon = "：" if language == "zh" else ": "
        yield f"    {_WORDS[language]['rule']} {rule['rule']} {label}{colon}{sentence}"


__all__ = [
    "LANGUAGES",
    "Explanation",
    "NoSuchProvision",
    "as_json",
    "as_lines",
    "explain",
    "quoted",
    "unknown_provision",
]
