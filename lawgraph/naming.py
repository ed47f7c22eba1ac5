"""Which provision or node of a graph somebody means: by IRI, whole or short, or as a provision is cited."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ontology.iri import BASE

if TYPE_CHECKING:
    from lawgraph.stored_links import Reader

_IRI = re.compile(r"(https?://|urn:|[a-z-]+/)[^\s\x00-\x20<>\"{}|\\^`]+")
_NAMED = """SELECT DISTINCT ?p ?title {{
  ?p lg:inDocument ?d ; lg:path ?path ; rdfs:label ?label . ?d eli:title ?title FILTER(STR(?label) = {label})
}} ORDER BY ?title ?p"""
_KNOWN = "SELECT ?p {{ <{iri}> lg:path ?p }}"


class ProvisionNotFound(Exception):
    """A graph has no provision of this name, or several; the message says which."""


def is_iri(name: str) -> bool:
    """Tell whether a name is an IRI, whole or relative to the graph's base.

    >>> is_iri("body/630000/finance"), is_iri("thresholds"), is_iri("第七条")
    (True, False, False)
    """
    return _IRI.fullmatch(name) is not None and not name.endswith(".rq")


def whole_iri(name: str) -> str:
    """Return an IRI whole that may be relative to the graph's base."""
    return name if re.match(r"https?://|urn:", name) else f"{BASE}/{name}"


def named_provision(reader: Reader, name: str, document: str | None = None) -> str:
    """Return the IRI of the provision that ``name`` means, an IRI or how it is cited (附件2第20项).

    ``document`` is the title of its document or a part of it. An article is meant, not its only paragraph. Raises
    :class:`ProvisionNotFound` when there is none, and when there are several.
    """
    if is_iri(name):
        iri = whole_iri(name)
        if not list(reader.ask(_KNOWN.format(iri=iri))):
            raise ProvisionNotFound(
                f"{name}: 图谱中没有这一条款。The graph has no such provision; see g.query('source-words', subject=…)."
            )
        return iri
    found = [
        (iri or "", title or "")
        for iri, title in reader.ask(_NAMED.format(label=json.dumps(name, ensure_ascii=False)))
        if document is None or document in (title or "")
    ]
    found = [each for each in found if not any(each[0].startswith(f"{iri}/") for iri, _ in found)]
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise ProvisionNotFound(
            f"{name}: 图谱中没有这一条款，请按引用的写法给出，如 第七条、附件2第20项。"
            f"The graph has no such provision; write it as it is cited."
        )
    listed = "; ".join(f"{iri.removeprefix(BASE + '/')} ({title})" for iri, title in found[:6])
    raise ProvisionNotFound(
        f"{name}: 有 {len(found)} 个条款如此，请用 document 指明文件，或给出 IRI：{listed}。"
        f"{len(found)} provisions are cited so; name the document, or give the IRI."
    )
