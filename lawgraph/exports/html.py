"""One self-contained page with rules side by side; it opens offline and asks nothing of any server.

The data lie in elements of their own: ``index`` (documents, pairs, names of codes), ``document-N`` (the units of a
document) and ``pair-LOWER-UPPER`` (links and gaps of two documents), each an array of JSON that the page reads when it
shows it, so that the page of a large graph opens at once. Units are named by their number in their document, documents
by their number in the index.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine
    from queries.pictured import Absence, Label, Link, Picture, Quote, Unit

_PAGE = Path(__file__).parent / "page"
_SCRIPTS = ("words.js", "model.js", "cells.js", "page.js")
_ASCII = "".join(map(chr, range(32, 127)))
_SCHEMES = {
    "relation": "relations",
    "strength": "strengths",
    "difference": "differences",
    "gap": "gap-states",
    "severity": "severities",
    "topic": "topics",
    "measure": "quantity-roles",
    "role": "body-roles",
}

Json = Any  # what json.dumps writes


def page(found: Picture) -> str:
    """Return the HTML of ``found``; the same picture gives the same characters.

    Raises :class:`lawgraph.font.FontNotFound`.
    """
    from lawgraph.font import LICENSE_NOTICE, subset_data_uri

    html = (_PAGE / "page.html").read_text("utf-8")
    code = "\n".join((_PAGE / name).read_text("utf-8") for name in _SCRIPTS)
    script = f'\n"use strict";\n(() => {{\n{code}}})();\n'
    data = "\n".join(_element(name, value) for name, value in _data(found))
    font = subset_data_uri(_ASCII + html + script + data)
    face = f'@font-face {{ font-family: "LawgraphSans"; src: url({font}) format("woff"); }}'
    style = f"\n{face}\n{(_PAGE / 'page.css').read_text('utf-8')}"
    parts = {
        "policy": "; ".join(
            (
                "default-src 'none'",
                f"script-src {_hash(script)}",
                f"style-src {_hash(style)}",
                "font-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        "style": style,
        "script": script,
        "data": data,
        "notice": LICENSE_NOTICE,
    }
    pieces = html.split("@@")  # text, name, text, name, … text
    return "".join(parts[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def _hash(content: str) -> str:
    """Return what a Content-Security-Policy (Level 3, section 2.3.1) calls an element of these characters by."""
    digest = hashlib.sha256(content.encode("utf-8", errors="replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _element(name: str, value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # No text of a document may end the element that holds it (HTML, section 4.12.1.3), nor break a line.
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" id="{name}">{text}</script>'


@dataclass(slots=True)
class _Pair:
    """What there is between two documents, and how much of each kind."""

    links: list[Json] = field(default_factory=list)
    gaps: list[Json] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def _data(found: Picture) -> Iterable[tuple[str, Json]]:
    """Yield the elements of data, by their names."""
    places = {document.id: at for at, document in enumerate(found.documents)}
    units: defaultdict[int, list[Unit]] = defaultdict(list)
    at: dict[str, tuple[int, int]] = {}
    for unit in found.units:
        own = places[unit.document]
        at[unit.id] = own, len(units[own])
        units[own].append(unit)
    pairs = _pairs(found, places, at)
    documents = [
        {
            "title": each.title, "level": each.level, "place": each.place, "number": each.number,
            "date": each.date, "file": each.file, "sha256": each.sha256, "iri": each.id,
        }
        for each in found.documents
    ]  # fmt: skip
    listed = [[low, up, pair.counts] for (low, up), pair in sorted(pairs.items())]
    yield "index", {"documents": documents, "pairs": listed, "names": _names()}
    for own, those in sorted(units.items()):
        yield f"document-{own}", [_unit(unit) for unit in those]
    for (low, up), pair in sorted(pairs.items()):
        yield f"pair-{low}-{up}", {"links": pair.links, "gaps": pair.gaps}


def _pairs(
    found: Picture, places: Mapping[str, int], at: Mapping[str, tuple[int, int]]
) -> dict[tuple[int, int], _Pair]:
    from lawgraph.levels import CERTAIN, LIKELY

    pairs: defaultdict[tuple[int, int], _Pair] = defaultdict(_Pair)
    for link in found.links:
        (low, below), (up, above) = at[link.lower], at[link.upper]
        pair = pairs[low, up]
        sure = "certain" if link.score >= CERTAIN else "likely" if link.score >= LIKELY else "unsure"
        pair.links.append(_link(link, below, above, "reviewed" if link.review else sure))
        pair.counts["reviewed" if link.review else sure] += 1
        pair.counts[link.difference] += bool(link.difference)
    for gap in found.gaps:
        own, unit = at[gap.unit]
        if gap.against not in places:
            continue
        other = places[gap.against]
        pair = pairs[(own, other) if gap.side == "lower" else (other, own)]
        pair.gaps.append(_gap(gap, unit))
        pair.counts[f"{gap.state or 'doubtful'}-{gap.side}"] += 1
        pair.counts["grave"] += gap.severity == "high" and gap.state == "absent"
    return pairs


def _names() -> dict[str, dict[str, list[str]]]:
    """Return the names of codes in Chinese and English, by what they are codes of."""
    from lawgraph.explain_links import SIGNALS
    from ontology.concepts import scheme

    names = {
        name: {concept.identifier: [concept.zh, concept.en] for concept in scheme(file)}
        for name, file in _SCHEMES.items()
    }
    return names | {"signal": {code: list(said) for code, said in SIGNALS.items()}}


def _said(**members: Json) -> dict[str, Json]:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value not in (None, "", (), [])}


def _both(label: Label | None) -> Json:
    return [label.zh, label.en] if label else None


def _quote(quote: Quote) -> Json:
    """Return the ranges of a quotation, or its words where there are none."""
    return [list(each) for each in quote.ranges] or quote.words


def _unit(unit: Unit) -> Json:
    return _said(
        path=unit.path, label=_both(unit.label), heading=unit.heading, text=unit.text, topics=unit.topics,
        departments=[[each.name, each.role] for each in unit.departments],
    )  # fmt: skip


def _link(link: Link, low: int, up: int, sure: str) -> Json:
    compared = link.comparison
    return _said(
        low=low, up=up, lowerPart=_both(link.lower_part), upperPart=_both(link.upper_part),
        relation=link.relation, score=link.score, sure=sure, strength=link.strength,
        difference=link.difference, whom=link.difference_for, review=link.review,
        sentences=[_quote(each) for each in link.sentences],
        only=[[each.side, _quote(each.quote)] for each in link.only_in],
        compared=[compared.measure, compared.verdict, compared.lower, compared.upper] if compared else None,
        evidence=[[each.signal, each.weight, _quote(each.lower), _quote(each.upper)] for each in link.evidence],
    )  # fmt: skip


def _gap(gap: Absence, unit: int) -> Json:
    return _said(
        unit=unit, side=gap.side, state=gap.state or "doubtful", severity=gap.severity,
        probability=gap.probability, part=_both(gap.part), nearest=_both(gap.nearest),
        reason=_both(gap.reason), review=gap.review,
    )  # fmt: skip


def write(engine: Engine, path: Path) -> None:
    """Write the page of ``engine``'s graph (:func:`queries.picture.picture`) in UTF-8.

    Raises :class:`lawgraph.font.FontNotFound` as well.
    """
    from queries.picture import picture

    html = page(picture(engine))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8", errors="replace", newline="\n")


EXPORT = Export(
    "html",
    "一个网页，离线可开、可打印：两级、三级或多地规定并列，全文、对应、差异、依据、缺口",
    "one page with rules of two or three levels or many places side by side: texts, links, differences, evidence, "
    "gaps; it opens offline and prints",
    write,
)
