"""What became of the provisions of a rule from one text to the next, as N-Quads, in the named graph of time."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.text import Span
from ingest.versions.change import Change, Comparison
from ingest.write.names import change_name
from ingest.write.statements import Statements
from ontology.iri import TIME_GRAPH, DocumentIri, concept_iri, edit_iri, place_iri, source_iri
from ontology.terms import LG, PROV


def change_quads(comparison: Comparison) -> Iterator[str]:
    """Yield the N-Quads of a comparison; no provision is repeated in them, only the words that differ.

    A text that speaks against the comparison (``diagnostics``) is not called a revision of the other.
    """
    statements = Statements(TIME_GRAPH)
    old, new = (DocumentIri(each.source.digest) for each in (comparison.old, comparison.new))
    if not comparison.diagnostics:
        statements.about(str(new)).iri(PROV.wasRevisionOf, str(old))
    for change in comparison.changes:
        _change(statements, comparison, change, old, new)
    return statements.lines()


def _change(
    statements: Statements, comparison: Comparison, change: Change, old: DocumentIri, new: DocumentIri
) -> None:
    iri = change_name(str(old), str(new), change)
    about = statements.about(iri, LG.Change)
    about.iri(LG.oldDocument, str(old))
    about.iri(LG.newDocument, str(new))
    about.iris(LG.oldProvision, map(old.provision, change.old))
    about.iris(LG.newProvision, map(new.provision, change.new))
    about.iri(LG.changeType, concept_iri("change-type", change.kind))
    if change.place is not None:
        about.iri(LG.movement, concept_iri("movement", change.place))
    about.decimal(LG.likeness, round(change.likeness, 4))
    about.string(LG.reservation, change.doubt)
    before, after = (source_iri(each.source.sha256) for each in (comparison.old, comparison.new))
    for number, edit in enumerate(change.edits, 1):
        about.iri(LG.hasEdit, edit_iri(iri, number))
        words = statements.about(edit_iri(iri, number), LG.Edit)
        words.string(LG.oldText, edit.old_text)
        words.string(LG.newText, edit.new_text)
        words.iris(LG.oldPlace, _places(before, edit.old_spans))
        words.iris(LG.newPlace, _places(after, edit.new_spans))


def _places(source: str, spans: tuple[Span, ...]) -> Iterator[str]:
    """Name places: the IRI of a place tells its source and offsets, and the source has the words."""
    return (place_iri(source, *span) for span in spans)
