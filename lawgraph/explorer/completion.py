"""What the editor completes: terms of the vocabulary, concepts and functions with their Chinese names, as one file.

``python -m lawgraph.explorer.completion`` writes ``static/completion.json`` anew; a test holds the file to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ontology.described import TermKind, short, vocabulary
from ontology.functions import functions
from ontology.iri import function_iri
from ontology.known_terms import KNOWN_IRIS
from ontology.terms import LG, PREFIXES

FILE = Path(__file__).parent / "static" / "completion.json"
_KINDS = {
    TermKind.CLASS: ("类", "class"),
    TermKind.OBJECT: ("关系", "relation"),
    TermKind.VALUE: ("属性", "property"),
    TermKind.INDIVIDUAL: ("个体", "individual"),
}
_DEFINITION = 60  # characters of a definition


def completion() -> dict[str, object]:
    """Return the prefixes, and the terms: what is written, then kind, name and definition in two languages."""
    return {"prefixes": dict(PREFIXES), "terms": [*_ours(), *_concepts(), *_standards()]}


def _ours() -> Iterator[list[str]]:
    for term in vocabulary().terms:
        if not term.deprecated:
            said = term.definition
            yield [
                short(term.iri),
                *_KINDS[term.kind],
                term.label.zh,
                term.label.en,
                said.zh[:_DEFINITION],
                said.en[: 2 * _DEFINITION],
            ]


def _concepts() -> Iterator[list[str]]:
    for scheme in vocabulary().schemes:
        for each in scheme.concepts:
            written = f"<{each.iri}>" if each.iri.endswith(f"/{each.notation}") else f'"{each.notation}"'
            yield [written, scheme.label.zh, scheme.label.en, each.label.zh, each.label.en, "", ""]
    for function in functions():
        yield [
            f"<{function_iri(function.identifier)}>",
            "政府职能",
            "government function",
            function.label_zh,
            function.label_en,
            "",
            "",
        ]


def _standards() -> Iterator[list[str]]:
    for iri in sorted(KNOWN_IRIS, key=short):
        name = short(iri)
        if not iri.startswith(LG.NAMESPACE) and name != iri:
            is_class = name.partition(":")[2][:1].isupper()
            yield [name, *_KINDS[TermKind.CLASS if is_class else TermKind.VALUE], "", "", "", ""]


if __name__ == "__main__":
    FILE.write_text(
        json.dumps(completion(), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8", newline="\n"
    )
