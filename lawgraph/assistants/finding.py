"""Finding provisions by their words: every word has to stand in the provision."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lawgraph.assistants.asking import Asking
from lawgraph.assistants.quotes import Quote
from ontology.iri import BASE

KINDS = ("article", "paragraph", "item", "section", "task", "annex")
LEVELS = ("national", "province", "prefecture", "county", "township")
_MOST_WORDS, _MOST_PARTS = 8, 12
_QUERY = """SELECT ?iri {
  ?iri lg:text ?text ; lg:path ?path ; lg:order ?order ; lg:inDocument ?document .
  FILTER(%s)
  OPTIONAL { ?document lg:preferredLabel ?title }
  %s
} ORDER BY ?title ?document ?order ?iri"""
_LEVEL = "?document lg:level ?level FILTER(?level = %s)"
_KIND = f"?iri eli:type_subdivision <{BASE}/scheme/provision-type/%s> ."
_PART = """SELECT ?part {
  VALUES ?part { %s } FILTER EXISTS { ?iri lg:path ?path ; lg:text ?text FILTER(CONTAINS(?text, ?part)) }
}"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision that was found; ``words`` are what was looked for in it."""

    iri: str
    words: tuple[str, ...]

    def spans(self, quote: Quote) -> list[list[int]]:
        """Return where the words stand in the source, as far as they are quoted; a line may break within one."""
        found = {
            (place.start + match.start(), place.start + match.end())
            for word in self.words
            for place in quote.places
            for match in re.finditer(r"\s*".join(map(re.escape, word)), place.exact)
        }
        return [list(span) for span in sorted(found)]


def find(
    asking: Asking, text: str, kind: str | None = None, document: str | None = None, level: str | None = None
) -> list[Hit]:
    """Return the smallest provisions that hold all words of ``text``, in the order of the texts.

    ``document`` is an IRI. Of a provision and one that it lies in the smaller is returned.
    """
    words = tuple(dict.fromkeys(text.split()))[:_MOST_WORDS]
    narrowed = f"VALUES ?document {{ <{document}> }}" if document else ""
    narrowed += _LEVEL % _quoted(level) if level else ""
    narrowed += _KIND % kind if kind else ""
    holds = " && ".join(f"CONTAINS(?text, {_quoted(word)})" for word in words)
    found = list(dict.fromkeys(row["iri"] for row in asking.rows(_QUERY % (holds, narrowed))))
    outer = {iri.rsplit("/", depth)[0] for iri in found for depth in range(1, iri.count("/"))}
    return [Hit(iri, words) for iri in found if iri not in outer]


def near(asking: Asking, text: str) -> list[str]:
    """Return the longest parts of ``text`` that do stand in the graph, at most three."""
    words = text.split()
    parts = [word for word in words if len(words) > 1]
    parts += [part for word in words for part in _parts(word)]
    parts = list(dict.fromkeys(part for part in parts if len(part) > 1))[:_MOST_PARTS]
    if not parts:
        return []
    rows = asking.rows(_PART % " ".join(map(_quoted, parts)))
    return sorted((row["part"] for row in rows), key=lambda part: (-len(part), parts.index(part)))[:3]


def _parts(word: str) -> Iterator[str]:
    """Yield beginnings and ends of a word, the longest first."""
    for length in range(min(len(word), _MOST_PARTS) - 1, 1, -1):
        yield word[:length]
        yield word[-length:]


def _quoted(text: str) -> str:
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
