"""The texts of a built graph by their names: an IRI, a title, or a title with a day where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.model import Document
from lawgraph.store import leased
from lawgraph.stored_documents import stored_annotation
from lawgraph.stored_links import Reader
from queries.engine import EmbeddedEngine

AT = "@"
"""What parts the title from the day: 中华人民共和国公司法@2023-12-29."""


class SeveralTexts(Exception):
    """A graph has several texts of this title (and day)."""

    def __init__(self, name: str, texts: Sequence[tuple[str, str, str]]) -> None:
        listed = "; ".join(f"{title}{AT}{day or '?'} ({iri.rsplit('/', 1)[-1]})" for iri, title, day in texts)
        super().__init__(
            f"{name}: 图谱中有几份这样的文本，请写明日期或标识：{listed}。"
            f"The graph has several such texts; give the day or the identifier: {listed}."
        )


def stored_text(directory: Path, name: str) -> Document:
    """Return the document of the graph in ``directory`` that ``name`` means.

    That is its IRI, the end of it, its title or a part of it; with ``@`` and a day, or the beginning of one, the text
    of that title whose last amendment, or adoption, was on that day. Raises :class:`SeveralTexts`, and what
    :func:`lawgraph.stored_documents.stored_annotation` raises.
    """
    title, _, day = name.partition(AT)
    with leased(directory) as generation:
        texts = _texts(Reader(EmbeddedEngine.open(generation.store)))
    found = [each for each in texts if title == each[1] and each[2].startswith(day)]
    if len(found) > 1:
        raise SeveralTexts(name, found)
    return stored_annotation(directory, found[0][0] if found else name).document


def _texts(reader: Reader) -> list[tuple[str, str, str]]:
    """Return the documents of a graph with their titles and days (empty: none)."""
    rows = reader.ask(
        "SELECT ?d ?t (MAX(?day) AS ?last) { ?d a lg:Document ; eli:title ?t "
        "OPTIONAL { ?d lg:dateAmended|eli:date_document ?on BIND(STR(?on) AS ?day) } } GROUP BY ?d ?t ORDER BY ?t ?d"
    )
    return [(iri or "", title or "", last or "") for iri, title, last in rows]
