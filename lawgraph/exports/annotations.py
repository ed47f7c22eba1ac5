"""The facts as Web Annotations (W3C Web Annotation Data Model) on the source texts.

A fact is an annotation whose target is each of its places: a position (code points) and a quotation, as the graph has
them. Its bodies are the fact itself, what it was classified as, what it names or cites, and, where it is doubtful, why.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawgraph.exports import Export

if TYPE_CHECKING:
    from lawgraph.stored_links import Reader
    from queries.engine import Engine

_PLACES = """PREFIX oa: <http://www.w3.org/ns/oa#> SELECT DISTINCT ?fact ?source ?start ?end ?exact {
  ?fact lg:inProvision ?provision ; lg:place ?place . ?place oa:hasSource ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact .
}"""
_CLASSES = """SELECT DISTINCT ?fact ?class { ?fact lg:inProvision ?provision ; lg:place ?place ; a ?class }"""
_BODIES = """SELECT DISTINCT ?fact ?purpose ?body ?label {
  ?fact lg:inProvision ?provision .
  {
    ?fact lg:modality|lg:quantityRole|lg:mentionRole|lg:responsibilityRole ?body BIND("classifying" AS ?purpose)
  } UNION {
    ?fact lg:mentions|lg:body|lg:bearer ?body BIND("identifying" AS ?purpose)
  } UNION {
    ?fact lg:cites ?body BIND("linking" AS ?purpose)
  }
  OPTIONAL { ?body skos:prefLabel ?label FILTER(LANG(?label) = "zh") }
} ORDER BY ?fact ?purpose ?body ?label"""
_DOUBTS = (
    "SELECT DISTINCT ?fact ?doubt { ?fact lg:inProvision ?provision ; lg:doubt ?doubt } ORDER BY ?fact ?doubt"
)
_KINDS = {  # of facts, with what an annotation of one is for
    "Citation": ("引用", "linking"),
    "Mention": ("机构", "identifying"),
    "Norm": ("规范", "classifying"),
    "Quantity": ("数量", "classifying"),
    "Responsibility": ("职责", "identifying"),
}


def write(engine: Engine, path: Path) -> None:
    """Write the facts as one AnnotationCollection of JSON-LD in UTF-8, a line an annotation."""
    from lawgraph.stored_links import Reader
    from ontology.iri import BASE

    items = [
        json.dumps(each, ensure_ascii=False, separators=(",", ":"))
        for each in web_annotations(Reader(engine))
    ]
    text = ",\n".join(items)
    iri = f"{BASE}/annotations/{sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": iri,
        "type": "AnnotationCollection",
        "label": "法规政策文本中的事实",
        "total": len(items),
    }
    page = {"id": f"{iri}/page-1", "type": "AnnotationPage", "startIndex": 0}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "first": {json.dumps(page)[:-1]}')
        file.write(f', "items": [\n{text}\n]}}}}\n')


def web_annotations(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield the annotations in the order of the texts."""
    places: defaultdict[str, list[tuple[str, int, int, str]]] = defaultdict(list)
    for fact, source, start, end, exact in reader.ask(_PLACES):
        places[fact or ""].append((source or "", int(start or 0), int(end or 0), exact or ""))
    kinds: dict[str, str] = {}
    for fact, kind in reader.ask(_CLASSES):
        name = (kind or "").rpartition("#")[2]
        if name in _KINDS:
            kinds[fact or ""] = name
    bodies: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact, purpose, body, label in reader.ask(_BODIES):
        bodies[fact or ""].append({"type": "SpecificResource", "source": body, "purpose": purpose})
        if label:
            bodies[fact or ""].append(_words(label, "tagging"))
    for fact, doubt in reader.ask(_DOUBTS):
        bodies[fact or ""].append(_words(doubt or "", "questioning", ["zh", "en"]))
    for fact, at in sorted(places.items(), key=lambda item: (sorted(item[1]), item[0])):
        if fact not in kinds:
            continue
        label, motivation = _KINDS[kinds[fact]]
        itself = {"type": "SpecificResource", "source": fact, "purpose": "describing"}
        yield {
            "id": f"{fact}#annotation",
            "type": "Annotation",
            "motivation": motivation,
            "body": [itself, _words(label, "tagging"), *bodies[fact]],
            "target": [_target(*place) for place in sorted(at)],
        }


def _words(text: str, purpose: str, language: str | list[str] = "zh") -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/plain",
        "language": language,
        "purpose": purpose,
    }


def _target(source: str, start: int, end: int, exact: str) -> dict[str, Any]:
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": exact},
        ],
    }


EXPORT = Export(
    "annotations",
    "事实在原文中的位置（W3C Web Annotation），供标注工具使用",
    "the facts at their places in the sources as W3C Web Annotations, for annotation tools",
    write,
)
