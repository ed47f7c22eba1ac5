"""Which documents an address names, and what they are called."""

from __future__ import annotations

from lawgraph.explorer.compared import Name
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Missing
from lawgraph.explorer.pairing import name
from lawgraph.stored_links import Reader
from ontology.iri import BASE, DocumentIri


def document_iri(parameter: str, value: str) -> str:
    """Return the IRI of a document, given as it is or as the part of it below the base.

    Raises :class:`Wrong` for what is none.

    >>> document_iri("lower", "eli/cn/text/0a1b2c3d4e5f6071")
    'https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071'
    """
    whole = value if value.startswith(f"{BASE}/") else f"{BASE}/{value.removeprefix('/')}"
    try:
        found = str(DocumentIri.parse(whole))
    except ValueError:
        found = ""
    if found != whole:
        raise Wrong(
            parameter,
            f"“{value[:60]}”不是文件的地址，应如 eli/cn/text/0a1b2c3d4e5f6071。",
            f"'{value[:60]}' is no address of a document; it is like eli/cn/text/0a1b2c3d4e5f6071.",
        )
    return found


def below_base(iri: str) -> str:
    """Return the part of an IRI below the base, as addresses have it."""
    return iri.removeprefix(f"{BASE}/")


def documents(reader: Reader, given: Given, parameters: tuple[str, ...]) -> dict[str, tuple[Name, ...]]:
    """Return the documents that each of the parameters names.

    Raises :class:`Wrong` for what is no address of a document and :class:`Missing` for a document that is not there.
    """
    wanted = {
        parameter: tuple(document_iri(parameter, value) for value in given.several(parameter))
        for parameter in parameters
    }
    named = tuple(dict.fromkeys(iri for each in wanted.values() for iri in each))
    found = name(reader, named) if named else {}
    for iri in named:
        if iri not in found:
            raise Missing(
                f"图谱中没有这份文件：{below_base(iri)}。请在对照表中重新选择文件。",
                f"The graph has no such document: {below_base(iri)}. Choose the documents anew.",
            )
    return {parameter: tuple(found[iri] for iri in each) for parameter, each in wanted.items()}
