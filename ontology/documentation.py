"""The pages ``docs/vocabulary.zh.md`` and ``docs/vocabulary.en.md``, made from the Turtle.

``python -m ontology.documentation docs`` writes them; a test fails when they are not what it would write.
Chinese and English stand on pages of their own, each with a picture of the classes (Mermaid).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.described import Scheme, Term, TermKind, Vocabulary, short, vocabulary
from ontology.terms import LG


@dataclass(frozen=True, slots=True)
class _Captions:
    """What the page says in one language."""

    language: str
    title: str
    intro: str
    stop: str
    picture: str
    classes: str
    objects: str
    values: str
    individuals: str
    schemes: str
    example: str
    above: str
    domain: str
    range: str
    related: str
    deprecated: str
    scheme_row: str


CAPTIONS: Mapping[str, _Captions] = {
    "zh": _Captions(
        "zh",
        "规则图谱词汇",
        "本页由 `ontology/lawgraph.ttl` 生成，请勿手改。版本",
        "。",
        "类的关系图",
        "类",
        "对象属性",
        "数据属性",
        "个体",
        "概念体系",
        "例",
        "上位",
        "定义域",
        "值域",
        "相关术语",
        "已弃用",
        "| 标识 | 名称 | 定义 |",
    ),
    "en": _Captions(
        "en",
        "The lawgraph vocabulary",
        "Made from `ontology/lawgraph.ttl`; do not edit by hand. Version",
        ". ",
        "The classes in one picture",
        "Classes",
        "Object properties",
        "Datatype properties",
        "Individuals",
        "Concept schemes",
        "Example",
        "Under",
        "Domain",
        "Range",
        "Related terms",
        "Deprecated",
        "| Identifier | Name | Definition |",
    ),
}


def page(language: str) -> str:
    """Return the page in ``zh`` or ``en`` as Markdown; raises ``KeyError`` for another language."""
    captions = CAPTIONS[language]
    whole = vocabulary()
    lines = [
        f"# {captions.title}",
        "",
        f"{captions.intro} {whole.version}{captions.stop}`lg:` = `{LG.NAMESPACE}`",
        "",
    ]
    lines += [f"## {captions.picture}", "", *_picture(whole, language), ""]
    headings = (captions.classes, captions.objects, captions.values, captions.individuals)
    for kind, heading in zip(TermKind, headings, strict=True):
        lines += [f"## {heading}", ""]
        for term in whole.of(kind):
            lines += _term(term, captions)
    lines += [f"## {captions.schemes}", ""]
    for scheme in whole.schemes:
        lines += _scheme(scheme, captions)
    return "\n".join(lines).rstrip() + "\n"


def _names(iris: Iterable[str]) -> str:
    return ", ".join(f"`{short(iri)}`" for iri in iris)


def _term(term: Term, captions: _Captions) -> Iterator[str]:
    yield f"### `{short(term.iri)}` {term.label.by(captions.language)}"
    yield ""
    yield term.definition.by(captions.language)
    yield ""
    facts = (
        (captions.example, term.example.by(captions.language)),
        (captions.above, _names(term.above)),
        (captions.domain, _names(term.domain)),
        (captions.range, _names(term.range)),
        (captions.related, _names(term.related)),
        (captions.deprecated, "✓" if term.deprecated else ""),
    )
    stated = [f"- {name}: {value}" for name, value in facts if value]
    yield from stated
    if stated:
        yield ""


def _scheme(scheme: Scheme, captions: _Captions) -> Iterator[str]:
    language = captions.language
    yield f"### {scheme.label.by(language)}"
    yield ""
    yield f"`{scheme.iri}`. {scheme.definition.by(language)}"
    yield ""
    yield captions.scheme_row
    yield "| --- | --- | --- |"
    for concept in scheme.concepts:
        yield f"| `{concept.notation}` | {concept.label.by(language)} | {concept.definition.by(language)} |"
    yield ""


def _picture(whole: Vocabulary, language: str) -> Iterator[str]:
    """Draw the subclasses as arrows and the properties between our classes as labelled lines."""
    classes = whole.of(TermKind.CLASS)
    yield "```mermaid"
    yield "flowchart LR"
    for term in classes:
        yield f'  {term.name}["{term.label.by(language)}<br/>lg:{term.name}"]'
    for term in classes:
        for above in _ours(term.above):
            yield f"  {term.name} --> {above}"
    for term in whole.of(TermKind.OBJECT):
        for source in _ours(term.domain):
            for target in _ours(term.range):
                yield f'  {source} -. "{term.label.by(language)}" .-> {target}'
    yield "```"


def _ours(iris: Iterable[str]) -> list[str]:
    return [iri.removeprefix(LG.NAMESPACE) for iri in iris if iri.startswith(LG.NAMESPACE)]


def write_pages(folder: Path) -> tuple[Path, ...]:
    """Write the pages into ``folder`` and return their paths."""
    paths = []
    for language in CAPTIONS:
        path = folder / f"vocabulary.{language}.md"
        path.write_text(page(language), "utf-8", newline="\n")
        paths.append(path)
    return tuple(paths)


if __name__ == "__main__":
    for written in write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")):
        print(written)
