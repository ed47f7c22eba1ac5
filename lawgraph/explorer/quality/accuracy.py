"""How right the program was found to be, as the graph says it, beside what it was measured on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.write.quality import EVALUATION, FIGURES, LAYERS
from lawgraph.evaluation.genres import GENRES
from lawgraph.evaluation.published import published
from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader, last

GROUPS: Mapping[str, Said] = {
    "structure": Said("原文与结构", "text and structure"),
    "facts": Said("数额、机构、引用", "figures, bodies, citations"),
    "norms": Said("规范", "norms"),
    "links": Said("对应与缺口", "links and gaps"),
}
"""The groups of layers, in their order."""
_STARTS = {"quantity": "facts", "department": "facts", "citation": "facts", "norm": "norms"}
_STRUCTURE = ("structure", "responsibility", "metadata", "coverage", "kept", "offsets")
_MAIN = ("f1", "share", "first", "macro", "lowest share")
_ROWS = ("gold", "rows", "fields", "matched", "units", "links", "pairs")
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a layer: its value, of how many annotated documents."""

    value: float
    documents: int


@dataclass(frozen=True, slots=True)
class Layer:
    """What was measured of a layer: the main figure and what it is called, of all rows together and as a mean.

    ``rows`` is how many annotated items it was measured on; 0 where that is not known. ``genres`` has the main figure
    by the code of the genre.
    """

    code: str
    group: str
    said: Said
    main: str
    main_said: Said
    value: float
    precision: float | None
    recall: float | None
    mean: float | None
    documents: int
    rows: int
    genres: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Sample:
    """An annotated document or pair that figures are of, and its genre."""

    name: str
    genre: Said


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What is measured: layers, the genres that have figures, when, on which documents, and of which graph's own."""

    at: str
    layers: tuple[Layer, ...]
    genres: tuple[tuple[str, Said], ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class _Measured:
    layer: str
    figure: str
    value: float
    at: str
    on: str
    documents: int
    mean: bool


_QUERY = """PREFIX dqv: <http://www.w3.org/ns/dqv#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?notation ?metric ?value ?at ?on ?documents { %s
    ?m dqv:isMeasurementOf ?metric ; dqv:value ?value ; prov:generatedAtTime ?at ; dqv:computedOn ?on .
    ?metric skos:notation ?notation OPTIONAL { ?on void:entities ?documents }
}"""


def accuracy_of(reader: Reader) -> Accuracy:
    """Return what the graph says of the program that made it; without layers where it says nothing."""
    measured = [each for each in _measured(reader) if each.on.startswith(f"{EVALUATION}/")]
    at = max((each.at for each in measured), default="")
    stated = published()
    same = stated["at"] == at  # then this program knows more of these figures than the graph says
    layers = tuple(_layers(measured, stated["pool"] if same else {}))
    genres = tuple(
        (code, Said(*said)) for code, said in GENRES.items() if any(code in layer.genres for layer in layers)
    )
    samples = tuple(_samples(stated["documents"])) if same else ()
    return Accuracy(at, layers, genres, samples)


def accuracy_of_document(reader: Reader, document: str) -> tuple[Layer, ...]:
    """Return what was measured on one document of the graph, or on a pair that it is part of."""
    measured = list(_measured(reader, f"VALUES ?on {{ <{document}> }}"))
    return tuple(_layers([_on_all(each) for each in measured], {}))


def _on_all(each: _Measured) -> _Measured:
    on = f"{EVALUATION}/{_ALL}/{each.layer}"
    return _Measured(each.layer, each.figure, each.value, each.at, on, 1, each.mean)


def _measured(reader: Reader, narrowed: str = "") -> Iterator[_Measured]:
    for row in reader.ask(_QUERY % narrowed):
        notation, metric, value, at, on, documents = (each or "" for each in row)
        layer, _, figure = notation.partition(" ")
        mean = "/metric/mean/" in metric
        yield _Measured(layer, figure, float(value or 0), at, on, int(documents or 0), mean)


def _layers(measured: Iterable[_Measured], pool: Mapping[str, Mapping[str, float]]) -> Iterator[Layer]:
    found: defaultdict[str, dict[tuple[str, str, bool], _Measured]] = defaultdict(dict)
    for each in measured:
        scope = each.on.removeprefix(f"{EVALUATION}/").split("/")[0]
        found[each.layer][scope, each.figure, each.mean] = each
    for code, (zh, en) in LAYERS.items():
        figures = found.get(code, {})
        main = next((name for name in _MAIN if (_ALL, name, False) in figures), None)
        if main is None:
            continue
        whole = figures[_ALL, main, False]
        counted = pool.get(code, {})
        yield Layer(
            code,
            _group(code),
            Said(zh, en),
            main,
            Said(*FIGURES[main]),
            whole.value,
            _value(figures, "precision"),
            _value(figures, "recall"),
            _value(figures, main, mean=True),
            whole.documents,
            int(next((counted[name] for name in _ROWS if name in counted), 0)),
            {
                scope: Figure(each.value, each.documents)
                for (scope, name, _), each in figures.items()
                if scope != _ALL and name == main
            },
        )


def _value(figures: Mapping[tuple[str, str, bool], _Measured], name: str, mean: bool = False) -> float | None:
    found = figures.get((_ALL, name, mean))
    return None if found is None else found.value


def _group(code: str) -> str:
    start = code.partition("-")[0]
    return "structure" if start in _STRUCTURE else _STARTS.get(start, "links")


def _samples(documents: Mapping[str, Mapping[str, str]]) -> Iterator[Sample]:
    for name, each in documents.items():
        yield Sample(last(name), Said(*GENRES[each["genre"]]))
