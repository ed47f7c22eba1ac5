"""Where a fact is, by its IRI."""

from __future__ import annotations

import pytest

from ingest.model import Annotation
from ingest.write.names import Names
from lawgraph.explorer.facts import Place, place_in
from ontology.iri import BASE

TEXT = f"{BASE}/eli/cn/text/0123456789abcdef"


@pytest.mark.parametrize(
    ("fact", "place", "why"),
    [
        (
            f"{TEXT}/art-7/para-1/norm-5-9",
            Place(TEXT, f"{TEXT}/art-7/para-1", "norm", 5),
            "a norm of a paragraph",
        ),
        (f"{TEXT}/art-7/norm-5-9-2", Place(TEXT, f"{TEXT}/art-7", "norm", 5), "the second of its kind there"),
        (
            f"{TEXT}/annex-2/task-6/responsibility-8-9",
            Place(TEXT, f"{TEXT}/annex-2/task-6", "responsibility", 8),
            "a task",
        ),
        (f"{TEXT}/mention-0-2", Place(TEXT, TEXT, "mention", 0), "in no provision"),
        (f"{BASE}/body/630000/finance", Place("", "", "", 0), "no fact"),
        ("", Place("", "", "", 0), "nothing"),
    ],
)
def test_the_place_of_a_fact(fact: str, place: Place, why: str) -> None:
    assert place_in(fact) == place, why


def test_it_is_the_place_that_the_graph_gives_it(opinion: Annotation) -> None:
    names = Names(opinion)
    for norm in opinion.norms:
        place = place_in(names.norm(norm))
        assert (place.document, place.kind) == (str(names.iri), "norm")
        assert place.provision == f"{names.iri}/{norm.path}"
        assert place.start == norm.spans[0].start
