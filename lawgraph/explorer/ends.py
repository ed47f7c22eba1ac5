"""The two sides of a link or gap as a file of reviews has them, read from the graph that is served."""

from __future__ import annotations

from lawgraph.explorer.decided import End, text_of
from lawgraph.explorer.page import Missing
from lawgraph.naming import is_iri
from lawgraph.reviews.sssom import PREFIXES as PREFIXES_OF_REVIEWS
from lawgraph.stored_links import Reader
from lawgraph.tables.keys import first_words
from queries.engine import Engine

_TEXTS = PREFIXES_OF_REVIEWS["text"]


def provision_ends(engine: Engine, *iris: str) -> tuple[End, ...]:
    """Return provisions as ends; raise :class:`Missing` for one that the graph does not have."""
    for iri in iris:
        _check(iri)
    named = " ".join(f"<{iri}>" for iri in iris)
    rows = Reader(engine).ask(
        f"""SELECT ?p ?document ?work ?digest ?text ?label {{
            VALUES ?p {{ {named} }} ?p lg:inDocument ?document ; lg:text ?text
            OPTIONAL {{ ?document eli:is_member_of ?work }} OPTIONAL {{ ?p lg:textDigest ?digest }}
            OPTIONAL {{ ?p rdfs:label ?label FILTER(LANG(?label) = "zh") }}
        }} LIMIT {4 * len(iris)}"""
    )
    found = {
        iri: End(iri, document or "", work or "", digest or "", first_words(text or ""), label or "")
        for iri, document, work, digest, text, label in rows
        if iri is not None
    }
    for iri in iris:
        if iri not in found:
            raise _missing(iri)
    return tuple(found[iri] for iri in iris)


def document_end(engine: Engine, iri: str) -> End:
    """Return the document in which nothing corresponds; raise :class:`Missing` where the graph has none."""
    _check(iri)
    rows = Reader(engine).ask(
        f"SELECT ?title ?work {{ <{iri}> a lg:Document ; eli:title ?title "
        f"OPTIONAL {{ <{iri}> eli:is_member_of ?work }} }} LIMIT 1"
    )
    for title, work in rows:
        return End("", iri, work or "", "", "", f"《{title}》")
    raise _missing(iri)


def score_of(engine: Engine, lower: str, upper: str) -> float:
    """Return the probability that the program gave a link between two provisions of the graph, 0 for none."""
    rows = Reader(engine).ask(
        f"SELECT ?score {{ ?k lg:lower <{lower}> ; lg:upper <{upper}> ; lg:score ?score }} LIMIT 1"
    )
    return next((float(score or 0) for (score,) in rows), 0.0)


def gap_score(engine: Engine, provision: str, against: str) -> tuple[float, str]:
    """Return the probability that the program gave a gap, and its side (``lower``, ``upper``, nothing for none)."""
    rows = Reader(engine).ask(
        f"""SELECT ?probability ?side {{ ?g lg:gapProvision <{provision}> ; lg:against <{against}> ; lg:side ?side
            OPTIONAL {{ ?g lg:probability ?probability }} }} LIMIT 1"""
    )
    return next(((float(probability or 0), side or "") for probability, side in rows), (0.0, ""))


def _check(iri: str) -> None:
    if not iri.startswith(_TEXTS) or not is_iri(iri):
        raise _missing(iri)


def _missing(iri: str) -> Missing:
    shown = text_of(iri)[-40:]
    return Missing(
        f"图谱中没有这一条（{shown}），可能已重新生成，请回到原页刷新。",
        f"The graph has no such provision ({shown}); it may have been built anew: go back and reload.",
    )
