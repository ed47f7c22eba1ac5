"""What the scorer does not count: what is said of a quantity, and whether doubt stands where errors are.

:func:`said_of` compares, over the quantities that gold and prediction share, to what each applies, on which
condition, who pays and who gains. :func:`states` counts the predicted rows by ``state`` (certain, doubtful),
and those of them that no row of the gold answers to. Matching is the scorer's; rows that only an optional row
of the gold answers to are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from lawgraph.evaluation.items import Row, meet
from lawgraph.evaluation.score import squeeze

#: the fields of a quantity that are words, and those that are names
WORDS = ("applies_to", "condition")
NAMES = ("payer", "beneficiaries")
#: from which likeness (twice the characters in common, over those of both) two wordings say the same
ALIKE = 0.5
#: the layers of facts, by the file of the gold
FACTS = {"quantities": "quantity", "bodies": "department", "citations": "citation", "norms": "norm"}

Counts = dict[str, Counter[str]]


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two wordings say the same; readers choose their words, so half in common is enough."""
    a, b = squeeze(one), squeeze(other)
    return a == b or (bool(a and b) and SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE)


def said_of(gold: list[Row], told: list[Row]) -> Counts:
    """Count for each field how often it agrees, over the quantities that met.

    ``asked``: the gold row has the field (one left out was not asked); ``agree``: both say none, alike
    wordings, the same set of names; ``same``: of these, letter by letter; ``named``: the gold says
    something, and ``named_agree`` of these; ``beside``: something is told where the gold says none.
    """
    out: Counts = {key: Counter() for key in (*WORDS, *NAMES)}
    for a, b in meet("quantity", gold, told).pairs:
        for key, count in out.items():
            if key not in a:
                continue
            if key in NAMES:
                want, got = ({squeeze(each) for each in row.get(key) or []} for row in (a, b))
                same = agree = want == got
            else:
                want, got = ({squeeze(row[key])} if row.get(key) else set() for row in (a, b))
                same, agree = want == got, alike(a[key], b.get(key))
            count.update(
                asked=1,
                agree=agree,
                same=same,
                named=bool(want),
                named_agree=bool(want) and agree,
                beside=bool(got) and not want,
            )
    return out


def states(kind: str, gold: list[Row], told: list[Row]) -> Counter[str]:
    """Count the predicted rows of one kind by ``state``, and those that no row of the gold answers to."""
    met = meet(kind, gold, told)
    right = {id(row) for _, row in met.pairs}
    out: Counter[str] = Counter()
    for row in met.counted:
        if "state" in row:
            out[row["state"]] += 1
            out[f"{row['state']}_wrong"] += id(row) not in right
    return out


def measured(gold: Mapping[str, list[Row]], predicted: Iterable[Row]) -> Counts:
    """Return all counts of one document; ``gold`` holds the rows of each file of facts annotated."""
    told = list(predicted)
    out: Counts = {}
    for file, kind in FACTS.items():
        if file in gold:
            of_kind = [row for row in told if row["type"] == kind]
            out |= said_of(gold[file], of_kind) if kind == "quantity" else {}
            out[f"state {kind}"] = states(kind, gold[file], of_kind)
    return out


def added(each: Iterable[Counts]) -> Counts:
    """Return the counts of all documents together."""
    out: Counts = {}
    for counts in each:
        for name, count in counts.items():
            out.setdefault(name, Counter()).update(count)
    return out


def shares(counts: Counts) -> dict[str, dict[str, Any]]:
    """Return the figures printed: shares with the counts that they are of, null where they are of none."""
    out: dict[str, dict[str, Any]] = {}
    for name, count in counts.items():
        if name.startswith("state "):
            if not count:
                continue  # the rows carry no state
            sure, doubtful = count["certain"], count["doubtful"]
            out[name] = {
                "doubtful_share": _share(doubtful, sure + doubtful),
                "certain_error": _share(count["certain_wrong"], sure),
                "doubtful_error": _share(count["doubtful_wrong"], doubtful),
                "certain": sure,
                "certain_wrong": count["certain_wrong"],
                "doubtful": doubtful,
                "doubtful_wrong": count["doubtful_wrong"],
            }
        else:
            counted = {
                key: count[key] for key in ("agree", "asked", "same", "named_agree", "named", "beside")
            }
            out[f"said {name}"] = {"share": _share(count["agree"], count["asked"])} | counted
    return out


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
