"""Makes ``terms.py`` and ``standards.py``, the names of terms in Python, and the scheme of the kinds of checks.

``python -m ontology.generate`` writes them from the data that define or list them; a test fails when they are not what
it would write. :class:`LG` has each term of ``lawgraph.ttl``; the standards and their terms in use are those of
``standards.tsv``; ``schemes/check-kinds.ttl`` has the kinds of ``checks/kinds.tsv``. Nothing that is made here is
imported here: a name that is missing in Python does not keep its module from being made anew.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef

from ontology.checks import GROUPS, Kind, kinds
from ontology.tables import Row, read_table

_FOLDER = Path(__file__).parent
_TURTLE = _FOLDER / "lawgraph.ttl"
STANDARDS = _FOLDER / "standards.tsv"
"""The standards and their terms in use: columns prefix, term, namespace, title."""
_COLUMNS = ("prefix", "term", "namespace", "title")
_ONTOLOGY = URIRef("https://w3id.org/lawgraph/ontology")
_PREFERRED = "http://purl.org/vocab/vann/preferredNamespace"
_LINE = 110  # as ruff formats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary with its names in alphabetical order; its class has its prefix in capitals."""

    prefix: str
    namespace: str
    title: str
    names: tuple[str, ...]

    @property
    def class_name(self) -> str:
        """The name of its class."""
        return self.prefix.upper()


def ours() -> Vocabulary:
    """Return the vocabulary of ``lawgraph.ttl``, by the prefix and namespace that its header prefers."""
    graph = Graph().parse(_TURTLE, format="turtle")
    prefix, namespace = (str(graph.value(_ONTOLOGY, URIRef(_PREFERRED + end))) for end in ("Prefix", "Uri"))
    names = {str(s).removeprefix(namespace) for s in graph.subjects() if str(s).startswith(namespace)}
    title = "The vocabulary of lawgraph (``ontology/lawgraph.ttl``)"
    return Vocabulary(prefix, namespace, title, tuple(sorted(names)))


def standards(path: Path = STANDARDS) -> tuple[Vocabulary, ...]:
    """Return the standards of ``standards.tsv`` in the order of the file.

    Raises :class:`ontology.tables.AuthorityError` for a term of a standard that no line before it names, a standard
    or term that stands twice, and one that is no name in Python.
    """
    heads: dict[str, Row] = {}
    names: dict[str, set[str]] = {}
    for row in read_table(path, _COLUMNS):
        prefix, term = row.require("prefix"), row.get("term")
        if not term:
            if prefix in heads:
                raise row.error(
                    f"{prefix} stands already in line {heads[prefix].line}; delete one of the two"
                )
            heads[prefix], names[prefix] = row, set()
            continue
        if prefix not in heads:
            raise row.error(f"no line before names {prefix}; add one with its namespace and title")
        if term in names[prefix]:
            raise row.error(f"{prefix}:{term} stands already above; delete this line")
        if not term.isidentifier() or keyword.iskeyword(term):
            raise row.error(f"{term} is no name in Python; use the IRI where it is needed")
        names[prefix].add(term)
    return tuple(
        Vocabulary(prefix, row.require("namespace"), row.require("title"), tuple(sorted(names[prefix])))
        for prefix, row in heads.items()
    )


_MADE = "Made by ``python -m ontology.generate``; do not edit by hand."
_SPELLING = "# ruff: noqa: N815 (terms are spelt as their vocabulary spells them)"
_FUTURE = "from __future__ import annotations"


def standards_module(of: Sequence[Vocabulary]) -> str:
    """Return the text of ``standards.py``."""
    head = f'''"""Terms of the standards that lawgraph uses, a class for each standard.

{_MADE}

Each attribute is the IRI of a term as a plain string. Only terms in use are listed: an IRI of a standard that
is not here fails ``tests/test_vocabulary.py``. To use another, look it up in the standard and add it to
``standards.tsv``.
"""

{_SPELLING}

{_FUTURE}

from typing import Final
'''
    return "\n\n".join([head, *("\n".join(_class(each)) + "\n" for each in of)])


def terms_module(of: Vocabulary, others: Sequence[Vocabulary]) -> str:
    """Return the text of ``terms.py``: the class of ``of``, and the names of those of ``others``."""
    every = [of, *others]
    exported = sorted([*(each.class_name for each in every), "PREFIXES", "VOCABULARIES"])
    imported = sorted(each.class_name for each in others)
    head = f'''"""Names of the vocabulary's terms, and of the terms of standards that lawgraph uses.

{_MADE}

A class for each vocabulary, an attribute for each term with its IRI as a plain string: a term that does not
exist is a type error.

>>> LG.Article
'{of.namespace}Article'
"""

{_SPELLING}

{_FUTURE}

from types import MappingProxyType
from typing import Final

from ontology.standards import (
{"".join(f"    {name},{chr(10)}" for name in imported)})

__all__ = [
{"".join(f'    "{name}",{chr(10)}' for name in exported)}]
'''
    tail = f'''VOCABULARIES: Final = (
{"".join(f"    {each.class_name},{chr(10)}" for each in every)})
"""The classes, ours first."""

PREFIXES: Final = MappingProxyType(
    {{
{"".join(f'        "{each.prefix}": {each.class_name}.NAMESPACE,{chr(10)}' for each in every)}    }}
)
"""The prefixes by which the vocabularies are written."""
'''
    return "\n\n".join([head, "\n".join(_class(of)) + "\n", tail])


def _class(of: Vocabulary) -> Iterator[str]:
    yield f"class {of.class_name}:"
    yield f'    """{of.title}."""'
    yield ""
    yield f'    NAMESPACE: Final = "{of.namespace}"'
    for name in of.names:
        line = f'    {name}: Final = "{of.namespace}{name}"'
        if len(line) <= _LINE:
            yield line
        else:
            yield from (f"    {name}: Final = (", f'        "{of.namespace}{name}"', "    )")


_CHECK_KIND = "https://w3id.org/lawgraph/scheme/check-kind"


def check_kinds_scheme(of: Sequence[Kind]) -> str:
    """Return the text of ``schemes/check-kinds.ttl``: a concept for each kind, with its question, under its group."""
    head = f"""# What the checks ask. {_MADE.replace("`", "")}

@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix s: <{_CHECK_KIND}/> .

<{_CHECK_KIND}> a skos:ConceptScheme ;
    skos:prefLabel "审查事项"@zh , "Kinds of checks"@en ;
    skos:definition "审查时逐项提出的问题。"@zh ,
        "The questions that checks ask."@en .
"""
    groups = (_concept(key, each, None) for key, each in GROUPS.items())
    members = (
        _concept(each.kind, (each.zh, each.en, each.question_zh, each.question_en), each.group) for each in of
    )
    return "\n".join([head, *groups, *members])


def _concept(key: str, words: tuple[str, str, str, str], broader: str | None) -> str:
    chinese, english, question, asked = (each.replace("\\", "\\\\").replace('"', '\\"') for each in words)
    return f"""s:{key} a skos:Concept ;
    skos:inScheme <{_CHECK_KIND}> ;
    skos:prefLabel "{chinese}"@zh , "{english}"@en ;
    skos:definition "{question}"@zh ,
        "{asked}"@en ;
    {f"skos:broader s:{broader}" if broader else f"skos:topConceptOf <{_CHECK_KIND}>"} .
"""


def modules() -> dict[Path, str]:
    """Return the text of each file that is made, by its path."""
    listed = standards()
    return {
        _FOLDER / "schemes" / "check-kinds.ttl": check_kinds_scheme(tuple(kinds().values())),
        _FOLDER / "terms.py": terms_module(ours(), listed),
        _FOLDER / "standards.py": standards_module(listed),
    }


def _write() -> None:
    for path, text in modules().items():
        path.write_text(text, "utf-8", newline="\n")
        print(path.relative_to(_FOLDER.parent))


if __name__ == "__main__":
    _write()
