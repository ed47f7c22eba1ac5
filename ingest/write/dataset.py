"""What the data set itself is: a ``dcat:Dataset`` with the run that made it (PROV-O)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.write.statements import Statements
from ontology.iri import BASE, DATASET_GRAPH
from ontology.terms import DCAT, DCTERMS, LG, PROV, VOID

DATASET = f"{BASE}/dataset"


def dataset_quads(sources: Iterable[str], version: str) -> Iterator[str]:
    """Yield the N-Quads of the data set, derived from ``sources`` (their IRIs) by lawgraph in ``version``.

    There is no clock in it: the same sources give the same bytes.
    """
    statements = Statements(DATASET_GRAPH)
    about = statements.about(DATASET, DCAT.Dataset, VOID.Dataset)
    about.chinese(DCTERMS.title, "中国法规政策知识图谱")
    about.english(DCTERMS.title, "A knowledge graph of Chinese legal and policy texts")
    about.iri(VOID.vocabulary, LG.NAMESPACE.rstrip("#"))
    about.string(VOID.uriSpace, BASE + "/")
    run = statements.about(f"{BASE}/dataset/run", PROV.Activity)
    about.iri(PROV.wasGeneratedBy, f"{BASE}/dataset/run")
    run.iri(PROV.wasAssociatedWith, f"{BASE}/dataset/lawgraph")
    agent = statements.about(f"{BASE}/dataset/lawgraph", PROV.SoftwareAgent)
    agent.string(DCAT.version, version)
    for source in sources:
        about.iri(PROV.wasDerivedFrom, source)
        run.iri(PROV.used, source)
    return statements.lines()
