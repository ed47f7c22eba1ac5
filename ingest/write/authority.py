"""What every graph holds beside its documents: schemes, rules, and the authority data that its facts refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ingest.bodies.body import Body
from ingest.model import Resolved
from ingest.write.authority_graph import authority_quads
from ingest.write.statements import Statements
from ontology.concepts import SCHEMES
from ontology.divisions import COUNTRY
from ontology.iri import AUTHORITY_GRAPH, rule_iri, scheme_iri
from ontology.rules import rules
from ontology.terms import DCTERMS, LG, SKOS


@dataclass(frozen=True, slots=True)
class Referred:
    """The bodies and the codes of the divisions that a document names."""

    bodies: tuple[Body, ...]
    codes: frozenset[str]

    @classmethod
    def by(cls, resolved: Resolved) -> Referred:
        """Return what ``resolved`` refers to."""
        annotation = resolved.annotation
        codes = {mention.division for mention in annotation.mentions if mention.division}
        if annotation.document.metadata.jurisdiction is not None:
            codes.add(annotation.document.metadata.jurisdiction.code)
        codes |= {body.division for body in resolved.referred if body.division}
        return cls(tuple(dict.fromkeys(resolved.referred)), frozenset(codes))


def referred_quads(documents: Iterable[Referred]) -> Iterator[str]:
    """Yield the N-Quads of the schemes, functions, kinds of departments and reforms, and of what is referred to.

    Bodies and divisions are those that ``documents`` name, with the divisions above them.
    """
    bodies: dict[Body, None] = {}
    codes = {COUNTRY}
    for referred in documents:
        bodies |= dict.fromkeys(referred.bodies)
        codes |= referred.codes
    yield from _scheme_quads()
    yield from _rule_quads()
    yield from authority_quads(codes, bodies)


def _rule_quads() -> Iterator[str]:
    """Yield the rules by which facts are decided, each with its sentence, its examples and its source."""
    statements = Statements(AUTHORITY_GRAPH)
    scheme = statements.about(scheme_iri("rule"), SKOS.ConceptScheme)
    scheme.chinese(SKOS.prefLabel, "判定规则")
    scheme.english(SKOS.prefLabel, "rules of decision")
    for rule in rules().values():
        about = statements.about(rule_iri(rule.identifier), LG.Rule, SKOS.Concept)
        about.iri(SKOS.inScheme, scheme_iri("rule"))
        about.string(SKOS.notation, rule.identifier)
        about.chinese(SKOS.prefLabel, rule.label_zh)
        about.string(LG.preferredLabel, rule.label_zh)
        about.english(SKOS.prefLabel, rule.label_en)
        about.chinese(SKOS.definition, rule.zh)
        about.english(SKOS.definition, rule.en)
        about.chinese(SKOS.example, *(text.replace("¶", "\n") for text in rule.examples))
        about.chinese(DCTERMS.source, rule.source)
    return statements.lines()


def _scheme_quads() -> Iterator[str]:
    graph = ox.NamedNode(AUTHORITY_GRAPH)
    for path in sorted(SCHEMES.glob("*.ttl")):
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        quads = [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples]
        data = ox.serialize(
            [*quads, *map(_plain, filter(_is_chinese_label, quads))], format=ox.RdfFormat.N_QUADS
        )
        assert data is not None
        yield from data.decode("utf-8").splitlines(keepends=True)


def _is_chinese_label(quad: ox.Quad) -> bool:
    label = quad.object
    return quad.predicate.value == SKOS.prefLabel and isinstance(label, ox.Literal) and label.language == "zh"


def _plain(quad: ox.Quad) -> ox.Quad:
    """Return the same label as the one that needs no language to be told by."""
    assert isinstance(quad.object, ox.Literal)
    return ox.Quad(
        quad.subject, ox.NamedNode(LG.preferredLabel), ox.Literal(quad.object.value), quad.graph_name
    )
