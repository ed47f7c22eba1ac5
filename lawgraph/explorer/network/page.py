"""The page of the network: what an address asks for, and what is answered."""

from __future__ import annotations

from dataclasses import replace

from lawgraph.explorer.bodies.busy import BUSY
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.network.documents import documents
from lawgraph.explorer.network.drawing import svg
from lawgraph.explorer.network.growing import Wanted, grown
from lawgraph.explorer.network.model import Kind, Sort
from lawgraph.explorer.network.reading import Near
from lawgraph.explorer.network.telling import Hit, Network, table, told
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.naming import is_iri, whole_iri
from lawgraph.search.finding import Index, index_of
from lawgraph.search.wanted import SearchError
from lawgraph.stored_links import Reader
from ontology.iri import BASE
from queries.errors import EngineError

_DEEPEST = 3
_MOST = 60  # IRIs of one parameter
_HITS = 8  # of each sort
_NODES = ("open", "shut", "more", "inside")


def show(asked: Asked) -> Shown:
    """Return the page; raise :class:`Missing` where the graph has no such node."""
    asked = replace(asked, given=_short(asked.given))
    given = asked.given
    kinds = tuple(Kind(each) for each in given.several("kind", tuple(Kind))) or tuple(Kind)
    depth = given.number("depth", 1, most=_DEEPEST, least=1)
    node = given.text("node")
    near = Near(Reader(asked.engine), BUSY.of(asked.engine, asked.store))
    if node:
        meant = near.meant(_iri("node", node))
        if meant is None:
            raise Missing(
                "图中没有这个节点。请在“图”页按名称查找，或从文件、条款、部门的页面进入。",
                "There is no such node. Search for it by name, or come from the page of a document, article or body.",
            )
        opened, shut, more, inside = (_several(given, name) for name in _NODES)
        found = told(
            grown(near, Wanted(*meant, depth, kinds, opened, shut, more, inside)), given, depth, kinds
        )
        title = Said(f"图：{found.centre.name}", f"Network: {found.centre.name}") if found.centre else None
    else:
        found, title = documents(asked, kinds), None
    found = _searched(asked, found)
    things = tuple(each.iri for each in found.nodes if each.sort != Sort.MORE)
    return Shown(found, title=title, table=lambda: table(found), things=things)


def _short(given: Given) -> Given:
    """Return what is given with all IRIs relative to the base, so that addresses stay short."""
    named = ("node", *_NODES)
    return Given(
        tuple(
            (name, value.removeprefix(f"{BASE}/") if name in named else value) for name, value in given.items
        )
    )


def _several(given: Given, name: str) -> frozenset[str]:
    found = given.several(name)
    if len(found) > _MOST:
        raise Wrong(name, f"最多给 {_MOST} 个。", f"Give at most {_MOST}.")
    return frozenset(_iri(name, each) for each in found)


def _iri(parameter: str, value: str) -> str:
    """Return an IRI that may be relative to the base; raise :class:`Wrong` for what is none."""
    iri = whole_iri(value)
    if not is_iri(iri):
        raise Wrong(
            parameter,
            "应为文件、条款或部门的地址。",
            "It is the address of a document, a provision or a body.",
        )
    return iri


def _searched(asked: Asked, found: Network) -> Network:
    """Add what was found of the name that somebody looks for."""
    wanted = asked.given.text("q")
    if not wanted:
        return found
    try:
        index = index_of(asked.store.parent)
        hits = [
            hit
            for kind in (Sort.DOCUMENT, Sort.BODY, "article")
            for hit in _hits(index, wanted, kind, asked.given)
        ]
    except SearchError as error:
        raise Wrong("q", str(error), "") from None
    except EngineError:
        return replace(found, wanted=wanted, searchable=False)
    return replace(found, wanted=wanted, hits=tuple(dict.fromkeys(hits)))


def _hits(index: Index, wanted: str, kind: str, given: Given) -> list[Hit]:
    return [
        Hit(
            hit.iri, hit.label, hit.level, kind,
            Given().link(node=hit.iri.removeprefix(f"{BASE}/"), depth=given.text("depth"), kind=given.several("kind")),
        )
        for hit in index.find(wanted, kind=kind, limit=_HITS).hits
    ]  # fmt: skip


def _picture(asked: Asked, shown: Shown) -> bytes:
    assert isinstance(shown.content, Network)
    title = (shown.title or PAGE.title).zh
    carried = asked.given.text("font", allowed=("carried",)) == "carried"
    return svg(shown.content, title, carried).encode("utf-8", "replace")


PAGE = Page(
    name="network",
    path="/network",
    title=Said("图", "Network"),
    show=show,
    parameters=("node", "depth", "kind", *_NODES, "q", "font"),
    bundled=("vendor/cytoscape/cytoscape.min.js",),
    picture=_picture,
)
