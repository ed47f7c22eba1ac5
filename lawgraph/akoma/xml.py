"""Akoma Ntoso 3.0 of a document, valid against the schema of OASIS.

1. A document that has articles is an ``act``, any other a ``doc``. What stands before its first chapter, section,
   article or measure is the ``preface``, what signs and dates it the ``conclusions``, an annex an ``attachment``.
2. ``eId`` is made of the path of a provision (``art-16/para-2`` is ``art_16__para_2``), ``wId`` is its IRI.
3. All words of a provision are in it: those that none of its parts has stand before, between or behind the parts.
4. A citation is a ``ref`` where what it cites is known, else an ``inline`` without an address. A date that is not
   known is 0001-01-01 under the name ``unknown``, an author that is not known ``#unknown``: the schema asks for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from lawgraph.akoma.reading import Mark, Paper
from lawgraph.outline import Provision
from ontology.iri import BASE
from queries.network import xml_text

__all__ = ["document_xml"]

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNKNOWN = ("0001-01-01", "unknown")
_ELEMENTS = {
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "paragraph": "paragraph",
    "item": "point",
    "subitem": "indent",
}
_BEFORE = frozenset({"title", "date", "preamble", "salutation"})
_OF_WORDS = frozenset({"p", "num", "heading"})
_BEHIND = frozenset({"signature", "date"})


def document_xml(paper: Paper) -> bytes:
    """Return a document as XML in UTF-8; the same document gives the same bytes."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    writer = _Writer(paper)
    writer.document(root)
    _break_lines(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _add(parent: ET.Element, tag: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, {key: xml_text(value) for key, value in attributes.items()})


def _break_lines(element: ET.Element) -> None:
    """Begin a line with each element; in those that hold words nothing is added."""
    if element.tag in _OF_WORDS or not len(element):
        return
    element.text = "\n"
    for child in element:
        child.tail = "\n"
        _break_lines(child)


def _eid(path: str) -> str:
    """Return the identifier in the document of a provision.

    >>> _eid("art-16/para-2")
    'art_16__para_2'
    """
    return path.replace("-", "_").replace("/", "__")


class _Writer:
    """Writes a document below the root element."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        named = {body.iri or body.name: body for body in (*paper.issuers, *paper.bodies)}
        self.organizations = {
            key: (f"org_{number}", body) for number, (key, body) in enumerate(named.items(), 1)
        }
        self.eids = {each.iri: _eid(each.path) for top in paper.provisions for each in top.whole()}

    def document(self, root: ET.Element) -> None:
        """Write all of it."""
        tops = [each for each in self.paper.provisions if each.kind != "annex"]
        annexes = [each for each in self.paper.provisions if each.kind == "annex"]
        first = next((at for at, each in enumerate(tops) if each.kind not in _BEFORE), len(tops))
        past = next((at for at in range(len(tops), first, -1) if tops[at - 1].kind not in _BEHIND), first)
        is_act = any(each.kind == "article" for top in tops[first:past] for each in top.whole())
        element = _add(root, "act" if is_act else "doc", name=self.paper.type or "document")
        if is_act:
            element.set("contains", "originalVersion")
        self._meta(_add(element, "meta"), "", self.paper.title)
        self._blocks(element, "preface", tops[:first])
        body = _add(element, "body" if is_act else "mainBody")
        for each in tops[first:past]:
            self._provision(body, each)
        if not len(body):
            _add(body, "p")
        self._blocks(element, "conclusions", tops[past:])
        if annexes:
            attachments = _add(element, "attachments")
            for each in annexes:
                self._annex(_add(attachments, "attachment", eId=f"att_{_eid(each.path)}"), each)

    def _annex(self, attachment: ET.Element, annex: Provision) -> None:
        heading = " ".join(filter(None, (annex.label or annex.cited, annex.heading)))
        _add(attachment, "heading").text = xml_text(heading)
        document = _add(attachment, "doc", name="annex")
        self._meta(_add(document, "meta"), f"/{annex.path}", heading)
        main = _add(document, "mainBody")
        self._provision(main, annex)

    def _meta(self, meta: ET.Element, part: str, title: str) -> None:
        paper = self.paper
        identification = _add(meta, "identification", source="#lawgraph")
        work = _add(identification, "FRBRWork")
        self._frbr(work, paper.work, part, paper.dates or (_UNKNOWN[::-1],), title)
        _add(work, "FRBRcountry", value="cn")
        if paper.number:
            _add(work, "FRBRnumber", value=paper.number)
        expression = _add(identification, "FRBRExpression")
        document_date = [(what, day) for what, day in paper.dates if what == "document"]
        self._frbr(expression, paper.expression, part, document_date or (_UNKNOWN[::-1],), title)
        _add(expression, "FRBRlanguage", language="zho")
        manifestation = _add(identification, "FRBRManifestation")
        self._frbr(manifestation, f"{paper.expression}/akn", part, (_UNKNOWN[::-1],), title)
        if part:
            return  # what is referred to stands once in a file
        references = _add(meta, "references", source="#lawgraph")
        _add(references, "TLCOrganization", eId="lawgraph", href=BASE, showAs="lawgraph")
        if not paper.issuers:
            _add(references, "TLCOrganization", eId="unknown", href="#unknown", showAs="未知")
        for eid, body in self.organizations.values():
            _add(references, "TLCOrganization", eId=eid, href=body.iri or f"#{eid}", showAs=body.name or "?")

    def _frbr(
        self,
        level: ET.Element,
        iri: str,
        part: str,
        dates: tuple[tuple[str, str], ...] | list[tuple[str, str]],
        title: str,
    ) -> None:
        _add(level, "FRBRthis", value=iri + part)
        _add(level, "FRBRuri", value=iri)
        _add(level, "FRBRalias", name="title", value=title or "?")
        for what, day in dates:
            _add(level, "FRBRdate", date=day, name=what)
        of = self.paper.issuers if level.tag != "FRBRManifestation" else ()
        for body in of:
            _add(level, "FRBRauthor", href=f"#{self.organizations[body.iri or body.name][0]}")
        if not of:
            _add(
                level,
                "FRBRauthor",
                href="#lawgraph" if self.paper.issuers or level.tag == "FRBRManifestation" else "#unknown",
            )

    def _blocks(self, element: ET.Element, name: str, provisions: list[Provision]) -> None:
        if not provisions:
            return
        block = _add(element, name)
        for each in provisions:
            if each.kind == "title":
                holder = (
                    _add(block, "longTitle", **self._ids(each))
                    if name == "preface"
                    else _add(block, "container", name="title", **self._ids(each))
                )
                for paragraph in self._paragraphs(holder, each, 0, len(each.text)):
                    _wrap(paragraph, "docTitle")
            else:
                self._paragraphs(
                    _add(block, "container", name=each.kind or "text", **self._ids(each)),
                    each,
                    0,
                    len(each.text),
                )

    def _ids(self, provision: Provision) -> dict[str, str]:
        return {"eId": self.eids[provision.iri], "wId": provision.iri}

    def _provision(self, parent: ET.Element, provision: Provision) -> None:
        name = _ELEMENTS.get(provision.kind, "hcontainer")
        element = _add(parent, name, **self._ids(provision))
        if name == "hcontainer":
            element.set("name", provision.kind or "provision")
        if provision.label:
            _add(element, "num").text = xml_text(provision.label)
        if provision.heading:
            _add(element, "heading").text = xml_text(provision.heading)
        start = _behind(provision.text, 0, provision.heading)
        if not provision.parts:
            self._paragraphs(_add(element, "content"), provision, start, len(provision.text))
            return
        at = start
        for part, (begin, end) in zip(provision.parts, _parts_in(provision, start), strict=True):
            self._own(element, provision, at, _before(provision.text, begin, at, part), first=at == start)
            self._provision(element, part)
            at = end
        if provision.text[at:].strip():
            self._paragraphs(_add(element, "wrapUp"), provision, at, len(provision.text))

    def _own(self, element: ET.Element, provision: Provision, start: int, end: int, *, first: bool) -> None:
        """Write words of a provision that stand before one of its parts."""
        if not provision.text[start:end].strip():
            return
        if first:
            self._paragraphs(_add(element, "intro"), provision, start, end)
        else:
            holder = _add(element, "hcontainer", name="text", eId=f"{self.eids[provision.iri]}__text_{start}")
            self._paragraphs(_add(holder, "content"), provision, start, end)

    def _paragraphs(self, holder: ET.Element, provision: Provision, start: int, end: int) -> list[ET.Element]:
        """Write the lines of a piece of a provision's text, each as a ``p``; return them, at least one."""
        marks = self.paper.marks.get(provision.iri, ())
        paragraphs = []
        for begin, stop in _lines(provision.text, start, end):
            paragraph = _add(holder, "p")
            self._marked(paragraph, provision.text, begin, stop, marks)
            paragraphs.append(paragraph)
        return paragraphs or [_add(holder, "p")]

    def _marked(
        self, paragraph: ET.Element, text: str, start: int, end: int, marks: tuple[Mark, ...]
    ) -> None:
        at, before = start, None
        for mark in marks:
            if mark.start < at or mark.end > end:
                continue
            _say(paragraph, before, text[at : mark.start])
            before = self._inline(paragraph, mark)
            before.text = xml_text(text[mark.start : mark.end])
            at = mark.end
        _say(paragraph, before, text[at:end])

    def _inline(self, paragraph: ET.Element, mark: Mark) -> ET.Element:
        if mark.kind == "date":
            return _add(paragraph, "date", date=mark.value)
        if mark.kind == "body":
            return _add(paragraph, "organization", refersTo=f"#{self.organizations[mark.value][0]}")
        if not mark.value:
            return _add(paragraph, "inline", name="citation")
        here = self.eids.get(mark.value)
        return _add(paragraph, "ref", href=f"#{here}" if here else mark.value)


def _say(paragraph: ET.Element, before: ET.Element | None, text: str) -> None:
    if before is None:
        paragraph.text = xml_text(text)
    else:
        before.tail = xml_text(text)


def _wrap(paragraph: ET.Element, name: str) -> None:
    """Put all that a paragraph holds into one element in it."""
    inner = ET.Element(name)
    inner.text, paragraph.text = paragraph.text, None
    inner.extend(list(paragraph))
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(inner)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the lines of a piece of a text that have words."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            begin = at + line.index(bare)
            yield begin, begin + len(bare)
        at += len(line)


def _behind(text: str, at: int, words: str) -> int:
    """Return the place behind ``words`` where the text has them there, else the same place."""
    return at + len(words) if words and text.startswith(words, at) else at


def _parts_in(provision: Provision, start: int) -> list[tuple[int, int]]:
    """Return where the words of each part stand in those of the whole; one not found in order takes no place."""
    places = []
    at = start
    for part in provision.parts:
        begin = provision.text.find(part.text, at)
        if begin < 0:
            places.append((at, at))
            continue
        at = begin + len(part.text)
        places.append((begin, at))
    return places


def _before(text: str, begin: int, least: int, part: Provision) -> int:
    """Return the end of what stands before a part: its label, and a blank, are its own."""
    end = least + len(text[least:begin].rstrip())
    if part.label and text.endswith(part.label, least, end):
        end -= len(part.label)
    return end
