"""OFD (GB/T 33190-2016): text objects of the pages of an electronic document, put into lines by their places.

A page is drawn from text objects: a box (``Boundary``), where each piece begins in it (``TextCode`` with ``X``, ``Y``)
and how far the next character is (``DeltaX``). Templates of a page (heads, forms) are read before the page, as they
are drawn. Lengths are millimetres, the origin is above left. Not read: pictures, seals, annotations.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from ingest.read.content import Content
from ingest.read.package import Package, attribute, child, local
from ingest.read.printed import MOST_PAGES, PrintedPage, composed, printed_page, too_long
from ingest.read.rows import Box, Glyph

KIND = "OFD"
_MOST_WORDS = 20  # of the drawing of a rectangle: points, each with its sign
_POINT = 72 / 25.4  # points in a millimetre
_MOST_GLYPHS = 1_000_000  # of a page


def content(path: Path, data: bytes) -> Content:
    """Return the text of an OFD file with its marks. Raises :class:`ReadError` for one that is broken or a scan."""
    package = Package(path, data, KIND)
    try:
        pages: list[PrintedPage] = []
        for number, (glyphs, boxes, pictures) in enumerate(_pages(package), 1):
            before = pages[-1] if pages else None
            pages.append(printed_page(number, glyphs, (), boxes, pictures, before))
    except KeyError as error:
        raise package.broken(f"no part {error}") from error
    except RecursionError as error:
        raise package.broken("nested too deep") from error
    return composed(path, KIND, pages)


def _pages(package: Package) -> Iterator[tuple[list[Glyph], list[Box], int]]:
    """Yield the characters of each page, the boxes of what is drawn, and the number of its pictures."""
    for root in _texts(package.xml("OFD.xml"), "DocRoot"):
        name = root.lstrip("/")
        document = package.xml(name)
        folder = posixpath.dirname(name)
        templates = {
            attribute(each, "ID") or "": _inside(folder, attribute(each, "BaseLoc") or "")
            for each in document.iter()
            if local(each.tag) == "TemplatePage"
        }
        listed = child(document, "Pages")
        pages = list(listed) if listed is not None else []
        if len(pages) > MOST_PAGES:
            raise too_long(package.path, KIND, len(pages))
        for each in pages:
            page = package.xml(_inside(folder, attribute(each, "BaseLoc") or ""))
            layers = [
                package.xml(templates[used])
                for template in page
                if local(template.tag) == "Template"
                and (used := attribute(template, "TemplateID") or "") in templates
            ]
            drawn = [*layers, page]
            glyphs = [glyph for layer in drawn for glyph in _glyphs(layer)]
            pictures = sum(local(each.tag) == "ImageObject" for layer in drawn for each in layer.iter())
            boxes = [box for layer in drawn for box in _boxes(layer)]
            yield glyphs, boxes, pictures


def _texts(element: Element, name: str) -> Iterator[str]:
    for each in element.iter():
        if local(each.tag) == name and each.text:
            yield each.text.strip()


def _inside(folder: str, name: str) -> str:
    """Return the name of a part that is named from a folder, or from the root by a slash."""
    return posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))


def _boxes(layer: Element) -> Iterator[Box]:
    """Yield the boxes of straight lines and rectangles, in points as those of other formats."""
    for each in layer.iter():
        if local(each.tag) != "PathObject":
            continue
        drawn = child(each, "AbbreviatedData")
        words = (drawn.text or "").split() if drawn is not None else []
        if len(words) <= _MOST_WORDS and not {"B", "Q", "A"}.intersection(words):
            left, top, width, height = (_POINT * value for value in _numbers(attribute(each, "Boundary"), 4))
            yield Box(left, -top - height, left + width, -top)


def _glyphs(layer: Element) -> Iterator[Glyph]:
    """Yield the characters of a page as they are drawn, upside up."""
    count = 0
    for each in layer.iter():
        if local(each.tag) != "TextObject":
            continue
        left, top, _, _ = _numbers(attribute(each, "Boundary"), 4)
        size = (_numbers(attribute(each, "Size"), 1) or [1.0])[0]
        a, b, c, d, e, f = (
            _numbers(attribute(each, "CTM"), 6) if attribute(each, "CTM") else (1, 0, 0, 1, 0, 0)
        )
        for code in each:
            if local(code.tag) != "TextCode":
                continue
            x = (_numbers(attribute(code, "X"), 1) or [0.0])[0]
            y = (_numbers(attribute(code, "Y"), 1) or [0.0])[0]
            steps, falls = _deltas(attribute(code, "DeltaX")), _deltas(attribute(code, "DeltaY"))
            for at, char in enumerate(code.text or ""):
                count += 1
                if count > _MOST_GLYPHS:
                    return
                across, down = left + a * x + c * y + e, top + b * x + d * y + f
                wide, high = size * (abs(a) or 1), size * (abs(d) or 1)
                if char not in "\r\n\t":
                    right = across + wide * (1 if ord(char) > 0x2E80 else 0.5)
                    box = Box(across * _POINT, -down * _POINT, right * _POINT, (high - down) * _POINT)
                    yield Glyph(char, box, breaks=at == 0)
                x += steps[at] if at < len(steps) else (size if not falls else 0.0)
                y += falls[at] if at < len(falls) else 0.0


def _numbers(value: str | None, count: int) -> list[float]:
    try:
        found = [float(each) for each in (value or "").split()][:count]
    except ValueError:
        found = []
    return found if len(found) == count else [0.0] * count if count > 1 else []


def _deltas(value: str | None) -> list[float]:
    """Return the steps between characters; ``g 3 4.5`` stands for three of 4.5 (GB/T 33190, 11.3)."""
    found: list[float] = []
    words = (value or "").split()
    at = 0
    try:
        while at < len(words) and len(found) < _MOST_GLYPHS:
            if words[at] == "g":
                found += [float(words[at + 2])] * min(int(words[at + 1]), _MOST_GLYPHS)
                at += 3
            else:
                found.append(float(words[at]))
                at += 1
    except (ValueError, IndexError):
        return []
    return found
