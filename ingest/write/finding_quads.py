"""Findings of checks as N-Quads, in a named graph of their own: they are questions, and no facts of a rule.

A finding says since when it stands; no day of today is in it, so that the same documents give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ingest.check.finding import Finding, LawBehind, Quoted
from ingest.write.names import subject_name
from ingest.write.statements import Statements
from ontology.iri import FINDINGS_GRAPH, concept_iri, finding_iri, law_behind_iri, place_iri, source_iri
from ontology.terms import LG


def finding_quads(findings: Iterable[Finding], sources: Mapping[str, str]) -> Iterator[str]:
    """Yield the N-Quads of findings; ``sources`` are the SHA-256 of the sources of documents.

    Where words are of a document that is not among ``sources``, their place is left out.
    """
    statements = Statements(FINDINGS_GRAPH)
    for finding in findings:
        _finding(statements, finding, sources)
    return statements.lines()


def _finding(statements: Statements, finding: Finding, sources: Mapping[str, str]) -> None:
    here, there = finding.here, finding.there
    about = statements.about(finding_iri(finding.key), LG.Finding)
    about.iri(LG.checkKind, concept_iri("check-kind", finding.kind))
    about.iri(LG.inDocument, here.document)
    about.iri(LG.foundIn, subject_name(here.document, here.path))
    about.string(LG.text, here.text or None)
    about.iris(LG.quotedPlace, _places(here, sources))
    if there is not None:
        about.iri(LG.otherDocument, there.document)
        about.iri(LG.otherSide, subject_name(there.document, there.path))
        about.string(LG.otherText, there.text or None)
        about.iris(LG.otherPlace, _places(there, sources))
    about.iri(LG.gravity, concept_iri("gravity", finding.gravity))
    about.decimal(LG.confidence, finding.confidence)
    for predicate, said in ((LG.why, finding.why), (LG.mayBeLawful, finding.note)):
        if said is not None:
            about.chinese(predicate, said[0])
            about.english(predicate, said[1])
    about.date(LG.since, finding.since)
    about.string(LG.answeringName, *finding.answering)
    about.string(LG.checkRule, finding.rule or None)
    about.string(LG.review, finding.review)
    about.iris(LG.lawBehind, [_law(statements, each) for each in finding.law])


def _law(statements: Statements, law: LawBehind) -> str:
    """Say an article of law, once for all findings that rest on it; return its IRI."""
    iri = law_behind_iri(law.law, law.article, law.version or "", law.today_version or "")
    about = statements.about(iri, LG.LawBehind)
    about.string(LG.lawTitle, law.law)
    about.string(LG.lawArticle, law.article)
    about.date(LG.versionThen, law.version)
    about.string(LG.wordsThen, law.then)
    about.date(LG.versionToday, law.today_version)
    about.string(LG.wordsToday, law.today)
    about.string(LG.articleToday, law.today_article)
    return iri


def _places(quoted: Quoted, sources: Mapping[str, str]) -> Iterator[str]:
    if quoted.document in sources:
        source = source_iri(sources[quoted.document])
        yield from (place_iri(source, *span) for span in quoted.spans)
