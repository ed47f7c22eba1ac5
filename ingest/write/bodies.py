"""The bodies that documents name, as organizations (W3C ORG) with their division and functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.model import Annotation
from ingest.write.statements import Statements
from ontology.bodies import Body, resolve
from ontology.iri import AUTHORITY_GRAPH, division_iri, function_iri
from ontology.terms import LG, ORG, SKOS

_CLASSES = {
    "government": (ORG.FormalOrganization, LG.Government),
    "congress": (ORG.FormalOrganization, LG.Congress),
    "standing-committee": (ORG.OrganizationalUnit, LG.Congress),
    "department": (ORG.FormalOrganization, LG.Department),
    "vertical": (ORG.FormalOrganization, LG.Department),
    "office": (ORG.OrganizationalUnit, LG.Department),
    "group": (LG.BodyGroup,),
}
_OTHER = (ORG.FormalOrganization, LG.Body)


def named_bodies(annotation: Annotation) -> Iterator[Body]:
    """Yield every body that the document names: issuers, mentions, lead and cooperating bodies, bearers."""
    metadata = annotation.document.metadata
    names = [*metadata.issuers]
    for provision in annotation.document.provisions:
        names += (responsibility.name for responsibility in provision.responsibilities)
    for mention in annotation.mentions:
        names += mention.names
    for norm in annotation.norms:
        names += norm.bearers
    code = metadata.jurisdiction.code if metadata.jurisdiction else None
    for name in dict.fromkeys(names):
        body = resolve(name, jurisdiction=code, year=metadata.year)
        if body is not None:
            yield body


def body_quads(annotations: Iterable[Annotation]) -> Iterator[str]:
    """Yield the N-Quads of all bodies that ``annotations`` name, each said once with all names it has there."""
    statements = Statements(AUTHORITY_GRAPH)
    for annotation in annotations:
        for body in named_bodies(annotation):
            classes = _CLASSES.get(body.kind, _OTHER)
            about = statements.about(body.iri, *classes)
            about.chinese(SKOS.prefLabel, body.label)
            about.chinese(SKOS.altLabel, *(name for name in body.alt_labels if name != body.label))
            about.iri(LG.division, division_iri(body.division) if body.division else None)
            about.iris(LG.function, (function_iri(function) for function in body.functions))
            if body.division is None or (LG.Department in classes and not body.functions):
                about.boolean(LG.unknown, True)
    return statements.lines()
