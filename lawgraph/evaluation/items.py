"""Which rows of the gold were found and which were not, layer by layer, and what was found beside them.

The scorer (``score.py``) gives counts; this module names the rows behind them, by its matching. A test holds
the two together: as many rows here as the scorer counts.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lawgraph.evaluation.score import answering, greedy, iou, rows, same_quantity, spans_of, squeeze

Row = dict[str, Any]
_LONGEST = 40


@dataclass(slots=True)
class Items:
    """Of one layer: the gold rows found, those not found, and the rows that no gold row answers to."""

    hit: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    spurious: list[str] = field(default_factory=list)

    def add(self, name: str, right: bool) -> None:
        """File a gold row under found or not found."""
        (self.hit if right else self.missed).append(name)


Layers = dict[str, Items]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two runs in one layer of one document, by the names of the rows."""

    document: str
    layer: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    new_spurious: tuple[str, ...]
    gone_spurious: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the change for a reader, a row a line."""
        yield f"{self.document}, {self.layer}: {len(self.gained)} gained, {len(self.lost)} lost"
        for sign, names in (
            ("+ found", self.gained),
            ("- lost", self.lost),
            ("- false", self.new_spurious),
            ("+ no longer false", self.gone_spurious),
        ):
            yield from (f"    {sign}: {name}" for name in names)


def changes(document: str, then: Mapping[str, Items], now: Mapping[str, Items]) -> Iterator[Change]:
    """Yield the layers of a document in which rows were gained or lost between two runs."""
    for layer in {**then, **now}:
        old, new = then.get(layer, Items()), now.get(layer, Items())
        found = [
            tuple(sorted((Counter(more) - Counter(less)).elements()))
            for more, less in (
                (new.hit, old.hit),
                (old.hit, new.hit),
                (new.spurious, old.spurious),
                (old.spurious, new.spurious),
            )
        ]
        if any(found):
            yield Change(document, layer, *found)


def _plain(path: str) -> str:
    """A path without the 款 of an article that has only one."""
    return re.sub(r"/para-1(?=/|$)", "", path)


def document_items(source: str, gold: Path, predicted: list[Row]) -> Layers:
    """Return the items of each layer of one document that the scorer counts row by row."""
    of: dict[str, list[Row]] = defaultdict(list)
    for row in predicted:
        of[row["type"]].append(row)
    name = _namer(source)
    out: Layers = {}
    out |= _structure(rows(gold / "units.jsonl"), of["provision"])
    out |= _responsibility(rows(gold / "units.jsonl") + rows(gold / "measures.jsonl"), of["provision"], name)
    out |= _metadata(gold / "metadata.json", of["document"])
    for file, kind, layers in (
        ("quantities", "quantity", _quantities),
        ("bodies", "department", _departments),
        ("citations", "citation", _citations),
        ("norms", "norm", _norms),
    ):
        if (gold / f"{file}.jsonl").exists():
            out |= layers(rows(gold / f"{file}.jsonl"), of[kind], name)
    return out


Name = Callable[[Row, object], str]


def _namer(source: str) -> Name:
    """Return what names a row: its place, its first words in the source, and what is said of it."""

    def name(row: Row, said: object = "") -> str:
        spans = spans_of(row)
        words = squeeze("".join(source[start:end] for start, end in spans))
        shown = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
        place = f"{spans[0][0]}-{spans[-1][1]}"
        return f"{row.get('path') or ''} [{place}] {shown} {said}".strip()

    return name


def _structure(units: list[Row], provisions: list[Row]) -> Layers:
    out: Layers = {}
    by_path = {row["path"]: row for row in provisions}
    whole = [unit for unit in units if unit["kind"] in ("article", "task") and unit.get("text")]
    if whole:
        items = out["structure"] = Items()
        matched = set()
        for unit in whole:
            found = by_path.get(unit["path"]) or by_path.get(unit["path"].split("/")[-1]) or {}
            right = squeeze(unit["text"]) == squeeze(found.get("text"))
            items.add(unit["path"], right)
            matched |= {found["path"]} if right else set()
        kinds = {unit["kind"] for unit in whole}
        items.spurious += [
            row["path"] for row in provisions if row["kind"] in kinds and row["path"] not in matched
        ]
    siblings = Counter((row.get("parent"), row["kind"]) for row in provisions)
    read = {(_plain(row["path"]), squeeze(row.get("text"))) for row in provisions}
    for kind in ("paragraph", "item", "subitem", "section", "chapter"):
        finer = [u for u in units if u["kind"] == kind and u.get("text") and not u.get("optional")]
        if finer:
            items = out[f"structure-{kind}"] = Items()
            keys = {(_plain(unit["path"]), squeeze(unit["text"])) for unit in finer}
            for unit in finer:
                items.add(unit["path"], (_plain(unit["path"]), squeeze(unit["text"])) in read)
            items.spurious += [
                row["path"]
                for row in provisions
                if row["kind"] == kind
                and (kind != "paragraph" or siblings[row.get("parent"), kind] > 1)
                and (_plain(row["path"]), squeeze(row.get("text"))) not in keys
            ]
    return out


_ANSWERING = ("lead", "cooperating", "responsible")


def _responsibility(units: list[Row], provisions: list[Row], name: Name) -> Layers:
    asked = [{"kind": "measure", **unit} for unit in units if any(unit.get(k) for k in _ANSWERING)]
    if not asked:
        return {}
    told = [row for row in provisions if any(row.get(k) for k in _ANSWERING)]
    by_path = {row["path"]: row for row in provisions}
    items, right = Items(), set()
    for unit in asked:
        task = unit["kind"] == "task"
        found = by_path.get(unit["path"]) if task else max(told, key=lambda t: iou(unit, t), default=None)
        same = bool(
            found
            and (task or iou(unit, found) >= 0.5)
            and answering(unit, unit["kind"]) == answering(found, unit["kind"])
        )
        items.add(unit["path"], same)
        right |= {found["path"]} if found and same else set()
    items.spurious += [name(row, "") for row in told if row["path"] not in right]
    return {"responsibility": items}


def _metadata(file: Path, documents: list[Row]) -> Layers:
    meta = json.loads(file.read_text("utf-8")) if file.exists() else {}
    if "dates" not in meta or not documents:
        return {}
    told, accept = documents[0], meta.get("acceptable") or {}

    def bare(value: Any) -> str:
        return re.sub(r"[《》〈〉<>“”\"\[\]〔〕]", "", squeeze(value))

    def same(want: Any, got: Any) -> bool:
        if isinstance(want, list):
            return {bare(x) for x in want} == {bare(x) for x in got or []}
        return bare(want) == bare(got) if want else not got

    fields = {k: (meta[k], told.get(k)) for k in ("title", "number", "issuers", "based_on") if k in meta}
    codes = [(row.get("jurisdiction") or {}).get("code") for row in (meta, told)]
    fields["jurisdiction"] = (codes[0], codes[1])
    dates = told.get("dates") or {}
    fields |= {
        k: (meta["dates"][k], dates.get(k))
        for k in ("adopted", "approved", "issued", "in_force", "expires")
        if k in meta["dates"]
    }
    items = Items()
    for key, (want, got) in fields.items():
        wants = [want, *(accept.get(key, []) if key != "jurisdiction" else [])]
        if got or any(wants):
            items.add(key, any(same(each, got) for each in wants))
    return {"metadata": items}


Weight = Callable[[Row, Row], float]


def _half(gold: Row, told: Row) -> float:
    return iou(gold, told) if iou(gold, told) >= 0.5 else 0


def _asked(gold: list[Row], told: list[Row], forgive: Weight = iou) -> tuple[list[Row], list[Row]]:
    """The rows of both sides that count: without the optional ones and those that answer to them."""
    spare = [row for row in gold if row.get("optional")]
    forgiven = {id(row) for _, row in greedy(spare, told, forgive)}
    return [row for row in gold if not row.get("optional")], [row for row in told if id(row) not in forgiven]


def _matched(
    gold: list[Row], told: list[Row], pairs: Iterable[tuple[Row, Row]], name: Callable[[Row], str]
) -> Items:
    """File the rows of both sides by the pairs in which they met."""
    pairs = list(pairs)
    found, met = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
    items = Items(spurious=[name(row) for row in told if id(row) not in met])
    for row in gold:
        items.add(name(row), id(row) in found)
    return items


@dataclass(frozen=True, slots=True)
class Met:
    """The rows of both sides of one layer that count, and the pairs in which they met."""

    wanted: list[Row]
    counted: list[Row]
    pairs: list[tuple[Row, Row]]


def _same_value(a: Row, b: Row) -> float:
    return float(iou(a, b) > 0 and same_quantity(a, b)) * (0.01 + iou(a, b))


def _same_ends(a: Row, b: Row) -> float:
    ends, other = ((spans_of(row)[0][0], spans_of(row)[-1][1]) for row in (a, b))
    return float(ends == other)


def _same_target(a: Row, b: Row) -> float:
    def title(words: str | None) -> str:
        return re.sub(r"[《》〈〉<>“”\"]", "", squeeze(words))

    if bool(a.get("internal")) != bool(b.get("internal")):
        return 0
    accepted = {title(words) for words in (a.get("title"), *(a.get("accept_titles") or []))}
    return _half(a, b) if a.get("internal") or title(b.get("title")) in accepted else 0


def _same_modality(a: Row, b: Row) -> float:
    return _half(a, b) if b["modality"] in {a["modality"], *a.get("also", [])} else 0


#: what makes a predicted row the one of the gold, and what makes it one that the gold leaves open
_MEETING: dict[str, tuple[Weight, Weight]] = {
    "quantity": (_same_value, iou),
    "department": (_same_ends, iou),
    "citation": (_same_target, iou),
    "norm": (_same_modality, _half),
}


def meet(kind: str, gold: list[Row], told: list[Row]) -> Met:
    """Match the rows of one kind (quantity, department, citation, norm) as the scorer does."""
    same, forgive = _MEETING[kind]
    wanted, counted = _asked(gold, told, forgive)
    return Met(wanted, counted, greedy(wanted, counted, same))


def _quantities(gold: list[Row], told: list[Row], name: Name) -> Layers:
    def valued(row: Row) -> str:
        low, high = (_inclusive(row, side) for side in ("low", "high"))
        return name(row, f"{low}..{high} {row.get('unit') or ''}")

    met = meet("quantity", gold, told)
    out: Layers = {}
    for kind in ("money", "percent", "duration", "date", "count"):
        g, p = ([row for row in side if row["kind"] == kind] for side in (met.wanted, met.counted))
        out[f"quantity-{kind}"] = _matched(
            g, p, [pair for pair in met.pairs if pair[0]["kind"] == kind], valued
        )
    return out


def _inclusive(row: Row, side: str) -> str:
    value = row.get(side)
    if value is None:
        return ""
    shown = f"{value:g}" if isinstance(value, int | float) else str(value)
    return shown if row.get(f"{side}_inclusive") is not False else f"({shown})"


def _departments(gold: list[Row], told: list[Row], name: Name) -> Layers:
    def named(row: Row) -> str:
        return name(row, "、".join(row.get("names") or []))

    met = meet("department", gold, told)
    g, p = met.wanted, met.counted
    same = [
        (a, b)
        for a, b in met.pairs
        if len(b.get("names", [])) <= 4
        and {squeeze(n) for n in a.get("names", [])} & {squeeze(n) for n in b.get("names", [])}
    ]
    return {"department": _matched(g, p, met.pairs, named), "department-names": _matched(g, p, same, named)}


def _citations(gold: list[Row], told: list[Row], name: Name) -> Layers:
    def placed(row: Row) -> str:
        return name(row, row.get("article") or "")

    met = meet("citation", gold, told)
    out = {"citation": _matched(met.wanted, met.counted, met.pairs, placed)}
    articles = Items()
    for a, b in met.pairs:
        article = a.get("article")
        if str(article or "").startswith("art-"):
            same = article in (b.get("article"), *(b.get("articles") or []))
            articles.add(placed(a), same or str(article).removesuffix("/para-1") == b.get("article"))
    return out | ({"citation-article": articles} if articles.hit or articles.missed else {})


def _norms(gold: list[Row], told: list[Row], name: Name) -> Layers:
    def modal(row: Row) -> str:
        return name(row, row["modality"])

    def members(row: Row, key: str) -> set[str]:
        return {squeeze(each) for each in row.get(key) or []}

    met = meet("norm", gold, told)
    g, p, pairs = met.wanted, met.counted, met.pairs
    anyhow = greedy(g, p, _half)
    out = {"norm-span": _matched(g, p, anyhow, modal), "norm": _matched(g, p, pairs, modal)}
    bearers, found = Items(), {id(a): b for a, b in pairs}
    for row in g:
        if row.get("bearers", []) is not None:
            other = found.get(id(row))
            same = other is not None and members(row, "bearers") == members(other, "bearers")
            bearers.add(name(row, "、".join(row.get("bearers") or []) or "–"), same)
    out["norm-bearers"] = bearers
    if any(row.get("beneficiaries") for row in g):
        items = out["norm-beneficiaries"] = Items()
        for a, b in pairs:
            want, got = members(a, "beneficiaries"), members(b, "beneficiaries")
            for each in sorted(want):
                items.add(name(a, each), each in got)
            items.spurious += [name(b, each) for each in sorted(got - want)]
    return out
