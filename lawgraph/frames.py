"""Answers in a notebook: a DataFrame that programs read by code and people read in Chinese.

Columns keep the names of the query's variables and cells their values; only what Jupyter draws differs: Chinese
headings, labels instead of IRIs, no columns that programs alone need. It is drawn anew by ``_repr_html_``, so the
exported HTML of a notebook shows the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
import pyoxigraph as ox

from ontology.iri import BASE
from ontology.terms import PREFIXES
from queries.engine import Engine
from queries.result import ResultTable, Term

_LABELS = """SELECT ?id (SAMPLE(?zh) AS ?label) {{
  VALUES ?id {{ {iris} }}
  {{ ?id skos:prefLabel ?zh FILTER(LANG(?zh) = "zh") }} UNION {{ ?id rdfs:label ?zh FILTER(LANG(?zh) = "zh") }}
  UNION {{ ?id eli:title ?zh }}
}} GROUP BY ?id"""
_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("eli", "rdfs", "skos"))
_AT_ONCE = 500  # IRIs asked for in one query
_DRAWN = 1000  # rows from either end whose IRIs are named: pandas draws no more, and a graph is not read for one table


def full_iri(iri: str) -> str:
    """Return the full form of an IRI that the graph shows in its short one.

    >>> full_iri("eli:title"), full_iri("body/630000/finance")
    ('http://data.europa.eu/eli/ontology#title', 'https://w3id.org/lawgraph/body/630000/finance')
    """
    prefix, _, name = iri.partition(":")
    if prefix in PREFIXES:
        return PREFIXES[prefix] + name
    return iri if name else f"{BASE}/{iri}"


class Labels:
    """The Chinese labels of IRIs, asked of a graph when they are first shown; a copy by pickle knows what was asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine: Engine | None = engine
        self._known: dict[str, str] = {}

    def of(self, iris: Iterable[str]) -> Mapping[str, str]:
        """Return the label of each IRI (full form), itself where it has none."""
        new = [iri for iri in dict.fromkeys(iris) if iri not in self._known]
        for at in range(0, len(new) if self._engine else 0, _AT_ONCE):
            self._ask(new[at : at + _AT_ONCE])
        return self._known

    def _ask(self, iris: list[str]) -> None:
        self._known |= {iri: iri for iri in iris}
        assert self._engine is not None
        listed = " ".join(str(ox.NamedNode(iri)) for iri in iris)
        found = self._engine.query(_PROLOGUE + _LABELS.format(iris=listed))
        for iri, label in found.rows if isinstance(found, ResultTable) else ():
            if isinstance(iri, ox.NamedNode) and isinstance(label, ox.Literal):
                self._known[iri.value] = label.value

    def __getstate__(self) -> dict[str, Any]:
        return {"_engine": None, "_known": self._known}

    def __deepcopy__(self, memo: object) -> Labels:
        return self


class LabelledFrame(pd.DataFrame):
    """A DataFrame by code that is shown with labels; what is taken from it is one too.

    ``lawgraph_titles`` are the Chinese headings of columns, ``lawgraph_codes`` the columns that are not shown,
    ``lawgraph_iris`` those whose cells are short IRIs, ``lawgraph_labels`` what these are called.
    """

    _metadata = ["lawgraph_titles", "lawgraph_codes", "lawgraph_iris", "lawgraph_labels"]  # noqa: RUF012 of pandas
    lawgraph_titles: Mapping[str, str]
    lawgraph_codes: frozenset[str]
    lawgraph_iris: frozenset[str]
    lawgraph_labels: Labels | None

    @property
    def _constructor(self) -> Callable[..., LabelledFrame]:
        return LabelledFrame

    def shown(self) -> pd.DataFrame:
        """Return the table as it is drawn: headings in Chinese, labels for IRIs, nothing for what is unknown."""
        codes: frozenset[str] = getattr(self, "lawgraph_codes", frozenset())
        titles: Mapping[str, str] = getattr(self, "lawgraph_titles", {})
        iris: frozenset[str] = getattr(self, "lawgraph_iris", frozenset())
        kept = [at for at, name in enumerate(self.columns) if name not in codes]
        table = pd.DataFrame(self).iloc[:, kept or list(range(len(self.columns)))].astype(object)
        for at, name in enumerate(table.columns):
            column = table.iloc[:, at]
            if name in iris:
                column = self._named(column)
            table.isetitem(at, column.map(_shown).to_list())
        return table.rename(columns=dict(titles))

    def _named(self, column: pd.Series[Any]) -> pd.Series[Any]:
        labels: Labels | None = getattr(self, "lawgraph_labels", None)
        if labels is None:
            return column
        drawn = [*column.head(_DRAWN), *column.tail(_DRAWN)]
        known = labels.of(full_iri(cell) for cell in drawn if isinstance(cell, str))

        def name(cell: object) -> object:
            if not isinstance(cell, str):
                return cell
            iri = full_iri(cell)
            label = known.get(iri, iri)
            return cell if label == iri else label

        return column.map(name)

    def _repr_html_(self) -> str | None:
        found = self.shown()._repr_html_()  # type: ignore[operator]
        return None if found is None else str(found)


def _shown(value: object) -> object:
    """A value as people write it: nothing for what is unknown, a whole number without a fraction."""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return int(value) if value.is_integer() else value
    return "" if value is None else value


def labelled(
    table: ResultTable, titles: Mapping[str, str], codes: Iterable[str], labels: Labels
) -> LabelledFrame:
    """Return an answer as a frame that is shown with ``titles`` and ``labels`` and without ``codes``."""
    frame = LabelledFrame(list(table.values()), columns=list(table.variables))
    frame.lawgraph_titles = dict(titles)
    frame.lawgraph_codes = frozenset(codes)
    frame.lawgraph_iris = frozenset(
        name for at, name in enumerate(table.variables) if any(map(_is_iri, (row[at] for row in table.rows)))
    )
    frame.lawgraph_labels = labels
    return frame


def _is_iri(term: Term | None) -> bool:
    return isinstance(term, ox.NamedNode)
