"""The rules by which facts are decided: data that say in words what the annotators do.

Each file ``ontology/rules/*.tsv`` has the columns of :data:`COLUMNS`:

* ``rule``: the identifier that facts carry; the first word is the layer (``norm-prohibition``).
* ``label-zh``, ``label-en``: its name.
* ``zh``, ``en``: a sentence that says when it fires and what it gives.
* ``example``: texts, parted by ``|``, each of which gives a fact by this rule.
* ``counter-example``: texts that look alike and give none by it.
* ``source``: the standard, law or drafting guide that it follows.

In a text ``¶`` begins a new line, ``‖`` another document that is read together with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import AuthorityError, Row, read_table

FOLDER = Path(__file__).parent / "rules"
"""The folder of the tables."""
COLUMNS = ("rule", "label-zh", "label-en", "zh", "en", "example", "counter-example", "source")
"""The header of each table of rules."""
_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz-")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its identifier, its name and its sentence in Chinese and English, and what shows it."""

    identifier: str
    label_zh: str
    label_en: str
    zh: str
    en: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    source: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by identifier, in the order of the files' names and lines.

    Raises :class:`AuthorityError` for what :func:`read_rules` refuses.
    """
    return read_rules(sorted(FOLDER.glob("*.tsv")))


def read_rules(paths: Sequence[Path]) -> Mapping[str, Rule]:
    """Read tables of rules.

    Raises :class:`AuthorityError` for an empty cell, an identifier or a label that stands twice, an identifier
    that is not of small letters and hyphens, and a text that is both example and counter-example.
    """
    found: dict[str, Rule] = {}
    taken: dict[tuple[str, str], Row] = {}
    for path in paths:
        for row in read_table(path, COLUMNS):
            for column in COLUMNS[:3]:
                key = (column, row.require(column))
                if key in taken:
                    other = taken[key]
                    raise row.error(
                        f"{column} {key[1]!r} stands already, {other.path.name} line {other.line}; "
                        "give each rule its own"
                    )
                taken[key] = row
            rule = _rule(row)
            found[rule.identifier] = rule
    return found


def _rule(row: Row) -> Rule:
    for column in COLUMNS:
        row.require(column)
    identifier = row.require("rule")
    if not set(identifier) <= _ALPHABET:
        raise row.error(f"rule {identifier!r}; write it with small letters and hyphens")
    examples, others = row.several("example"), row.several("counter-example")
    both = set(examples) & set(others)
    if both:
        raise row.error(f"{min(both)} is example and counter-example; delete one")
    return Rule(
        identifier,
        row.get("label-zh"),
        row.get("label-en"),
        row.get("zh"),
        row.get("en"),
        examples,
        others,
        row.get("source"),
    )


__all__ = ["COLUMNS", "FOLDER", "AuthorityError", "Rule", "read_rules", "rules"]
