"""What stands next to a provision, a body or a document, as a picture for a notebook: SVG with its own font."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lawgraph.font import subset_data_uri
from lawgraph.levels import sureness
from lawgraph.naming import ProvisionNotFound, whole_iri
from lawgraph.stored_links import Reader
from queries.network import xml_text

MOST = 40
"""How many nodes a picture has at most; of what is left out the number is told."""

_SELF = """SELECT ?label ?title {{
  {{ <{iri}> a ?class }}
  OPTIONAL {{ <{iri}> skos:prefLabel ?p FILTER(LANG(?p) = "zh") }}
  OPTIONAL {{ <{iri}> rdfs:label ?r FILTER(LANG(?r) = "zh") }}
  OPTIONAL {{ <{iri}> eli:title ?t }}
  OPTIONAL {{ <{iri}> lg:inDocument/eli:title ?title }}
  BIND(STR(COALESCE(?t, ?p, ?r, "")) AS ?label)
}} ORDER BY DESC(?label) ?title LIMIT 1"""
# Of each neighbour: on which side it is drawn, under which heading, how sure it is, how many facts say so.
_NEAR = """SELECT ?side ?heading ?id ?label ?title ?score (COUNT(DISTINCT ?fact) AS ?facts) {{
  {{
    ?fact a lg:Correspondence ; lg:score ?score ; lg:lower ?mine ; lg:upper ?id . ?mine eli:is_part_of* <{iri}> .
    ?id lg:path ?path BIND("left" AS ?side) BIND("上级条款" AS ?heading)
  }} UNION {{
    ?fact a lg:Correspondence ; lg:score ?score ; lg:upper ?mine ; lg:lower ?id . ?mine eli:is_part_of* <{iri}> .
    ?id lg:path ?path BIND("right" AS ?side) BIND("下级条款" AS ?heading)
  }} UNION {{
    <{iri}> eli:is_part_of ?id BIND(?id AS ?fact) BIND("left" AS ?side) BIND("属于" AS ?heading)
  }} UNION {{
    ?id eli:is_part_of <{iri}> BIND(?id AS ?fact) BIND("right" AS ?side) BIND("组成部分" AS ?heading)
  }} UNION {{
    ?fact a lg:Citation ; lg:inProvision ?mine ; lg:cites ?id . ?mine eli:is_part_of* <{iri}> .
    BIND("left" AS ?side) BIND("引用" AS ?heading)
  }} UNION {{
    ?fact a lg:Citation ; lg:inProvision ?id ; lg:cites <{iri}> BIND("right" AS ?side) BIND("被引用于" AS ?heading)
  }} UNION {{
    ?fact a lg:Responsibility ; lg:inProvision ?mine ; lg:body ?id ; lg:responsibilityRole ?role .
    ?mine eli:is_part_of* <{iri}> . ?role skos:prefLabel ?name FILTER(LANG(?name) = "zh")
    BIND("right" AS ?side) BIND(CONCAT(STR(?name), "机构") AS ?heading)
  }} UNION {{
    ?fact a lg:Norm ; lg:inProvision ?mine ; lg:bearer ?id . ?mine eli:is_part_of* <{iri}> .
    BIND("right" AS ?side) BIND("规范承担者" AS ?heading)
  }} UNION {{
    ?fact a lg:Responsibility ; lg:body <{iri}> ; lg:inProvision ?id ; lg:responsibilityRole ?role .
    ?role skos:prefLabel ?name FILTER(LANG(?name) = "zh")
    BIND("right" AS ?side) BIND(CONCAT(STR(?name), "的任务") AS ?heading)
  }} UNION {{
    ?fact a lg:Norm ; lg:bearer <{iri}> ; lg:inProvision ?id ; lg:modality ?modality .
    ?modality skos:prefLabel ?name FILTER(LANG(?name) = "zh")
    BIND("right" AS ?side) BIND(CONCAT("承担：", STR(?name)) AS ?heading)
  }} UNION {{
    ?fact org:originalOrganization ?id ; org:resultingOrganization <{iri}> FILTER(?id != <{iri}>)
    BIND("left" AS ?side) BIND("前身" AS ?heading)
  }} UNION {{
    ?fact org:originalOrganization <{iri}> ; org:resultingOrganization ?id FILTER(?id != <{iri}>)
    BIND("left" AS ?side) BIND("由其承接" AS ?heading)
  }} UNION {{
    <{iri}> lg:function ?id BIND(?id AS ?fact) BIND("left" AS ?side) BIND("职能" AS ?heading)
  }}
  FILTER(?id != <{iri}>)
  OPTIONAL {{ ?id skos:prefLabel ?p FILTER(LANG(?p) = "zh") }}
  OPTIONAL {{ ?id rdfs:label ?r FILTER(LANG(?r) = "zh") }}
  OPTIONAL {{ ?id eli:title ?t }}
  OPTIONAL {{ ?id lg:inDocument/eli:title ?title }}
  BIND(STR(COALESCE(?t, ?p, ?r, ?id)) AS ?label)
}} GROUP BY ?side ?heading ?id ?label ?title ?score ORDER BY ?side ?heading DESC(?score) DESC(?facts) ?label ?id"""
_PREFIX = "PREFIX org: <http://www.w3.org/ns/org#> "
_ROW, _WIDE, _BETWEEN, _EDGE = 26, 300, 90, 12  # pixels: a row, a box, the room for lines, the border
_CHARACTERS = 21  # that fit in a box
_INK = {"left": "#8a5a00", "right": "#1f4e79"}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A node next to the one asked about; ``score`` is the probability of a correspondence, 0 to 1, else ``None``."""

    iri: str
    label: str
    document: str
    score: float | None
    facts: int


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours under one heading, drawn on one side (left, right); ``more`` counts those left out."""

    side: str
    heading: str
    neighbours: tuple[Neighbour, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A node with its neighbours; a notebook draws it."""

    iri: str
    label: str
    document: str
    groups: tuple[Group, ...]

    def __len__(self) -> int:
        """How many nodes are drawn, the one in the middle too."""
        return 1 + sum(len(group.neighbours) for group in self.groups)

    def svg(self) -> str:
        """Return the picture as SVG; its Chinese font is in it."""
        body = "".join(self._drawn())
        font = subset_data_uri(_characters(body))
        family = "lawgraph-" + hashlib.sha256(font.encode("ascii")).hexdigest()[:12]
        height = _EDGE * 2 + _ROW * max(1, *(self._rows(side) for side in ("left", "right")))
        width = _EDGE * 2 + 3 * _WIDE + 2 * _BETWEEN
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" font-family="{family}, sans-serif" font-size="13">'
            f'<style>@font-face{{font-family:"{family}";src:url("{font}")}}</style>'
            f'<rect width="{width}" height="{height}" fill="#fff"/>{body}</svg>'
        )

    def _repr_svg_(self) -> str:
        return self.svg()

    def _rows(self, side: str) -> int:
        return sum(
            1 + len(group.neighbours) + bool(group.more) for group in self.groups if group.side == side
        )

    def _drawn(self) -> Iterator[str]:
        rows = {side: self._rows(side) for side in ("left", "right")}
        tallest = max(1, *rows.values())
        middle = _EDGE + tallest * _ROW / 2
        columns = {"left": _EDGE, "right": _EDGE + 2 * (_WIDE + _BETWEEN)}
        centre = _EDGE + _WIDE + _BETWEEN
        for side, left in columns.items():
            y = _EDGE + (tallest - rows[side]) * _ROW / 2
            for group in (each for each in self.groups if each.side == side):
                total = len(group.neighbours) + group.more
                yield f'<text x="{left}" y="{y + 18}" fill="{_INK[side]}">{_safe(group.heading)}（{total}）</text>'
                y += _ROW
                for each in group.neighbours:
                    yield _line(side, left, centre, y + _ROW / 2, middle)
                    yield _box(left, y, each.label, _INK[side], _said(each), _tail(each))
                    y += _ROW
                if group.more:
                    yield f'<text x="{left + 8}" y="{y + 17}" fill="#555">……另有 {group.more} 个</text>'
                    y += _ROW
        yield _box(centre, middle - _ROW / 2, self.label, "#000", f"{self.document} {self.label}".strip(), "")


def neighbourhood(reader: Reader, iri: str, most: int = MOST) -> Neighbourhood:
    """Return what stands next to a node: at most ``most`` nodes with it, each kind in its turn.

    ``iri`` may be relative to the graph's base. Raises :class:`lawgraph.naming.ProvisionNotFound` when the graph
    says nothing of it.
    """
    iri = whole_iri(iri)
    named = next(reader.ask(_SELF.format(iri=iri)), None)
    if named is None:
        raise ProvisionNotFound(
            f'{iri}: 图谱中没有这个 IRI；条款、机构和文件的 IRI 见 g.query(…, labels="code")。'
            f'The graph has no such IRI; see the columns of g.query(…, labels="code").'
        )
    found: defaultdict[tuple[str, str], dict[str, Neighbour]] = defaultdict(dict)
    for side, heading, near, label, title, score, facts in reader.ask(_PREFIX + _NEAR.format(iri=iri)):
        each = Neighbour(
            near or "", label or "", title or "", float(score) if score else None, int(facts or 0)
        )
        found[side or "", heading or ""].setdefault(each.iri, each)  # the most probable stands first
    lists = {key: list(nodes.values()) for key, nodes in found.items()}
    kept = _fair({key: len(nodes) for key, nodes in lists.items()}, most - 1)
    groups = tuple(
        Group(*key, tuple(nodes[: kept[key]]), len(nodes) - kept[key]) for key, nodes in lists.items()
    )
    label, title = named
    return Neighbourhood(iri, label or iri.rsplit("/", 1)[-1], title or "", groups)


def _fair(sizes: dict[tuple[str, str], int], most: int) -> dict[tuple[str, str], int]:
    """Return how many of each kind are drawn: one after the other gets one more until ``most`` are given."""
    given = dict.fromkeys(sizes, 0)
    while most > 0 and given != sizes:
        for key, size in sizes.items():
            if given[key] < size and most > 0:
                given[key] += 1
                most -= 1
    return given


def _safe(text: str) -> str:
    return escape(xml_text(text))


def _characters(body: str) -> str:
    return body + "sans-serif"


def _said(each: Neighbour) -> str:
    sure = "" if each.score is None else f"，概率 {each.score:.2f}（{sureness(each.score)}）"
    return f"{each.document} {each.label}".strip() + sure + f"，{each.facts} 处"


def _tail(each: Neighbour) -> str:
    return "" if each.score is None else f"{sureness(each.score)} {each.score:.2f}"


def _line(side: str, left: float, centre: float, y: float, middle: float) -> str:
    start, end = (left + _WIDE, centre) if side == "left" else (left, centre + _WIDE)
    half = (start + end) / 2
    return (
        f'<path d="M{start} {y}C{half} {y} {half} {middle} {end} {middle}" fill="none" '
        f'stroke="{_INK[side]}" stroke-opacity="0.45"/>'
    )


def _box(x: float, y: float, label: str, ink: str, said: str, tail: str) -> str:
    room = _CHARACTERS - (7 if tail else 0)
    words = label if len(label) <= room else label[: room - 1] + "…"
    right = (
        f'<text x="{x + _WIDE - 8}" y="{y + 17}" text-anchor="end" fill="#555">{_safe(tail)}</text>'
        if tail
        else ""
    )
    return (
        f"<g><title>{_safe(said)}</title>"
        f'<rect x="{x}" y="{y + 2}" width="{_WIDE}" height="{_ROW - 4}" rx="4" fill="#fff" stroke="{ink}"/>'
        f'<text x="{x + 8}" y="{y + 17}">{_safe(words)}</text>{right}</g>'
    )
