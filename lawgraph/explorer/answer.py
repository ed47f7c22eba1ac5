"""An answer to a query for eyes: cells with the names of the things that they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from lawgraph.explorer.page import Language
from ontology.described import Words, vocabulary
from ontology.iri import BASE
from ontology.terms import ELI, LG, RDFS, SKOS
from queries.engine import Engine
from queries.result import ResultTable, Term, short, value_of, visible

_AT_ONCE = 400  # things that one query names
_MOST = 10_000  # things that are looked up for one answer
_WORDS = 24  # characters of the words of a fact in its name
_FACT = re.compile(r"/(?P<kind>quantity|mention|citation|norm|responsibility)-\d+-\d+(?:-\d+)?$")
_PLACE = re.compile(r"/source/[0-9a-f]+#(?:char|selector)=(?P<start>\d+),(?P<end>\d+)$")
_YES = {Language.ZH: ("是", "否"), Language.EN: ("yes", "no")}
_LINK = f"{BASE}/correspondence/"
_PREFIXES = "".join(
    f"PREFIX {name}: <{namespace}>\n"
    for name, namespace in (
        ("lg", LG.NAMESPACE),
        ("eli", ELI.NAMESPACE),
        ("rdfs", RDFS.NAMESPACE),
        ("skos", SKOS.NAMESPACE),
    )
)
_NAMED = f"""{_PREFIXES}
SELECT ?thing ?whole ?name ?title ?said ?english ?words ?file ?lacking {{
  VALUES ?thing {{ THINGS }}
  OPTIONAL {{ ?thing lg:fullLabel ?whole }}
  OPTIONAL {{ ?thing lg:preferredLabel ?name }}
  OPTIONAL {{ ?thing eli:title ?title }}
  OPTIONAL {{ ?thing skos:prefLabel|rdfs:label ?said FILTER(LANG(?said) = "zh") }}
  OPTIONAL {{ ?thing skos:prefLabel|rdfs:label ?english FILTER(LANG(?english) = "en") }}
  OPTIONAL {{ ?thing lg:text ?words }}
  OPTIONAL {{ ?thing lg:fileName ?file }}
  OPTIONAL {{ ?thing lg:gapProvision/lg:fullLabel ?lacking }}
}}"""

# Apart from the others: as an OPTIONAL its joins would be made for all links of the graph.
_ENDS = f"""{_PREFIXES}
SELECT ?thing ?lower ?upper {{
  VALUES ?thing {{ THINGS }}
  ?thing lg:lower ?one ; lg:upper ?other .
  ?one lg:fullLabel ?lower .
  ?other lg:fullLabel ?upper .
}}"""


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """What stands in a cell: words, and the IRI that they are the name of."""

    text: str = ""
    iri: str = ""
    number: bool = False

    @property
    def ours(self) -> bool:
        """Whether the thing is one of ours, so that there is a page of it."""
        return self.iri.startswith(f"{BASE}/")


def shown(term: Term | None, names: Mapping[str, str], language: Language = Language.ZH) -> AnswerCell:
    """Return a term as a cell; an IRI under its name, or short where it has none.

    >>> shown(ox.Literal(True), {}).text, shown(ox.Literal("第七条", language="zh"), {}).text
    ('是', '第七条')
    """
    match term:
        case None:
            return AnswerCell()
        case ox.NamedNode():
            return AnswerCell(names.get(term.value) or short(term.value), term.value)
        case ox.Literal():
            value = value_of(term)
            if isinstance(value, bool):
                return AnswerCell(_YES[language][not value])
            return AnswerCell(visible(term.value), number=isinstance(value, int | float))
        case _:
            return AnswerCell(str(value_of(term)))


def things_in(rows: Iterable[Iterable[Term | None]]) -> tuple[str, ...]:
    """Return the IRIs in rows, each once."""
    return tuple(dict.fromkeys(term.value for row in rows for term in row if isinstance(term, ox.NamedNode)))


def names_of(engine: Engine, iris: Iterable[str], language: Language = Language.ZH) -> dict[str, str]:
    """Return what things are called, by their IRIs; those that have no name are left out.

    Terms of the vocabulary are named by it, things of ours by the graph, at most 10,000 of them. Raises what the
    engine raises.
    """
    found: dict[str, str] = {}
    wanted: list[str] = []
    for iri in dict.fromkeys(iris):
        if iri in _terms():
            found[iri] = _terms()[iri].by(language)
        elif place := _PLACE.search(iri):
            first, last = int(place["start"]) + 1, int(place["end"])
            told = {Language.ZH: f"原文第 {first} 至 {last} 字", Language.EN: f"characters {first} to {last}"}
            found[iri] = told[language]
        elif iri.startswith(f"{BASE}/"):
            wanted.append(iri)
    wanted = wanted[:_MOST]
    links = [iri for iri in wanted if iri.startswith(_LINK)]
    for query, things in ((_NAMED, wanted), (_ENDS, links)):
        for known in _told(engine, query, things):
            if known["thing"] not in found and (name := _name(known, language)):
                found[known["thing"]] = name
    return found


def _told(engine: Engine, query: str, iris: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield what a query says of things, some of them at a time."""
    for first in range(0, len(iris), _AT_ONCE):
        named = " ".join(f"<{iri}>" for iri in iris[first : first + _AT_ONCE])
        answer = engine.query(query.replace("THINGS", named))
        assert isinstance(answer, ResultTable)
        for row in answer.rows:
            yield {
                name: term.value
                for name, term in zip(answer.variables, row, strict=True)
                if isinstance(term, ox.NamedNode | ox.Literal)
            }


@cache
def _terms() -> Mapping[str, Words]:
    return {term.iri: term.label for term in vocabulary().terms}


def _name(known: Mapping[str, str], language: Language) -> str:
    """Return the name of a thing from what the graph says of it; empty where there is none."""
    if language is Language.EN and "english" in known:
        return known["english"]
    if name := known.get("whole") or known.get("name") or known.get("title") or known.get("said"):
        return name
    if "lower" in known:
        return f"{known['lower']} → {known['upper']}"
    if "lacking" in known:
        return f"{_terms()[LG.Gap].by(language)}：{known['lacking']}"
    if "file" in known:
        return known["file"]
    if (fact := _FACT.search(known["thing"])) and "words" in known:
        words = known["words"]
        kind = _terms()[LG.NAMESPACE + fact["kind"].capitalize()].by(language)
        return f"{kind}：{words[:_WORDS]}{'…' if len(words) > _WORDS else ''}"
    return ""
