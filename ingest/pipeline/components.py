"""The components of the pipeline, registered under their names with spaCy.

Each finds one kind of facts in the whole document and writes one group of spans. None has settings or a state:
what they know is the lexicon and the authority data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from ingest.annotate.confidence import Places, of_citation, of_mentions, of_norm, of_quantity
from ingest.annotate.norms import annotate_norms
from ingest.annotate.quantity.attribution import attributed
from ingest.annotate.topics import annotate_topics
from ingest.model import Citation, Mention, Norm, Quantity
from ingest.pipeline.facts import Topics, facts_of, found_in, rewrite_facts, write_facts

QUANTITIES = "lawgraph_quantities"
BODIES = "lawgraph_bodies"
CITATIONS = "lawgraph_citations"
NORMS = "lawgraph_norms"
TOPICS = "lawgraph_topics"

CONFIDENCE = "lawgraph_confidence"

COMPONENTS = (QUANTITIES, BODIES, CITATIONS, NORMS, TOPICS, CONFIDENCE)

Component = Callable[[Doc], Doc]


def find_quantities(doc: Doc) -> Doc:
    """Write the amounts, rates, time limits, dates and counts of ``doc`` into ``doc.spans["quantities"]``."""
    found = found_in(doc)
    facts = found.quantities
    write_facts(doc, "quantities", facts, (fact.kind for fact in facts), found)
    return doc


def find_bodies(doc: Doc) -> Doc:
    """Write the mentions of bodies into ``doc.spans["bodies"]``."""
    found = found_in(doc)
    facts = found.mentions
    write_facts(doc, "bodies", facts, ("generic" if fact.generic else fact.role for fact in facts), found)
    return doc


def find_citations(doc: Doc) -> Doc:
    """Write the citations into ``doc.spans["citations"]``."""
    found = found_in(doc)
    facts = found.citations
    write_facts(doc, "citations", facts, (fact.status for fact in facts), found)
    return doc


def find_norms(doc: Doc) -> Doc:
    """Write the norms into ``doc.spans["norms"]``, with the bodies and quantities that others have written.

    The quantities get what the norms say of them: condition, payer, what they apply to.
    """
    found = found_in(doc)
    mentions, quantities = facts_of(doc, "bodies", Mention), facts_of(doc, "quantities", Quantity)
    facts = annotate_norms(found.document, mentions, quantities)
    made = attributed(found.document, quantities, facts)
    facts = tuple(
        replace(norm, quantities=tuple(made[one] for one in norm.quantities)) if norm.quantities else norm
        for norm in facts
    )
    rewrite_facts(doc, {"quantities": tuple(made[one] for one in quantities)})
    write_facts(doc, "norms", facts, (fact.modality for fact in facts), found)
    return doc


def find_topics(doc: Doc) -> Doc:
    """Write the provisions that have topics into ``doc.spans["topics"]``."""
    found = found_in(doc)
    facts = [
        Topics(path, found.segments[path].provision.own.spans(), topics)
        for path, topics in annotate_topics(found.document)
    ]
    write_facts(doc, "topics", facts, (fact.topics[0] for fact in facts), found)
    return doc


def find_doubts(doc: Doc) -> Doc:
    """Write into the facts that others have written what speaks against them."""
    found = found_in(doc)
    damaged = Places.of(found.document.diagnostics)
    quantities = {fact: of_quantity(fact, damaged) for fact in facts_of(doc, "quantities", Quantity)}
    amounts = tuple(quantities.values())
    changed = {old for old, new in quantities.items() if new is not old}
    norms = tuple(
        replace(norm, quantities=tuple(quantities.get(one, one) for one in norm.quantities))
        if changed and not changed.isdisjoint(norm.quantities)
        else norm
        for norm in (of_norm(each, damaged) for each in facts_of(doc, "norms", Norm))
    )
    mentions = of_mentions(facts_of(doc, "bodies", Mention), damaged)
    citations = tuple(of_citation(fact, damaged) for fact in facts_of(doc, "citations", Citation))
    rewrite_facts(doc, {"quantities": amounts, "bodies": mentions, "citations": citations, "norms": norms})
    return doc


FINDERS = (find_quantities, find_bodies, find_citations, find_norms, find_topics, find_doubts)
"""The components, in their order, as spaCy runs them."""

# What spaCy makes the components with; ``setup.cfg`` names these functions (``spacy_factories``), so that
# ``nlp.add_pipe("lawgraph_quantities")`` works wherever lawgraph is installed, without an import.


@Language.factory(QUANTITIES, assigns=["doc.spans"])
def create_quantities(nlp: Language, name: str) -> Component:
    """Return :func:`find_quantities`."""
    return find_quantities


@Language.factory(BODIES, assigns=["doc.spans"])
def create_bodies(nlp: Language, name: str) -> Component:
    """Return :func:`find_bodies`."""
    return find_bodies


@Language.factory(CITATIONS, assigns=["doc.spans"])
def create_citations(nlp: Language, name: str) -> Component:
    """Return :func:`find_citations`."""
    return find_citations


@Language.factory(NORMS, assigns=["doc.spans"])
def create_norms(nlp: Language, name: str) -> Component:
    """Return :func:`find_norms`."""
    return find_norms


@Language.factory(TOPICS, assigns=["doc.spans"])
def create_topics(nlp: Language, name: str) -> Component:
    """Return :func:`find_topics`."""
    return find_topics


@Language.factory(CONFIDENCE, assigns=["doc.spans"])
def create_confidence(nlp: Language, name: str) -> Component:
    """Return :func:`find_doubts`."""
    return find_doubts
