"""DOCX: the body of a WordprocessingML document (ISO/IEC 29500-1, 17) as text with marks.

What a reader of the printed page sees is the text: paragraphs with the numbers that the program generates, tables,
text boxes after their paragraph, foot- and endnotes at the end (set aside). Of tracked changes the accepted text is
read. What is not in the text is said: deletions, comments, headers and footers, hidden words, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from ingest.read.composer import Composer, Grid
from ingest.read.content import Content
from ingest.read.errors import ReadError
from ingest.read.numbering import LEVELS, Numbering, is_on
from ingest.read.package import Package, attribute, child, local
from ingest.text import Aside, Block, Diagnostic, Heading, ListItem, Mark, Span

KIND = "DOCX"
_MAIN = "word/document.xml"
_SHOWN = 60  # characters of a text that is not read, in a diagnostic
_FIGURES = {"br": "\n", "cr": "\n", "tab": "\u3000", "ptab": "\u3000", "noBreakHyphen": "-"}
_PASSED_OVER = frozenset((
    "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr", "instrText", "delText", "delInstrText", "rt",
    "sdtPr", "sdtEndPr", "Fallback", "bookmarkStart", "bookmarkEnd", "proofErr",
))  # fmt: skip
_PICTURES = frozenset(("blip", "imagedata", "OLEObject", "altChunk"))
_WORDS = re.compile(r"[^\W\d_]")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)


def content(path: Path, data: bytes) -> Content:
    """Return the text of a DOCX file with its marks. Raises :class:`ReadError` for one that is broken or encrypted."""
    package = Package(path, data, KIND)
    try:
        return _Document(package).content()
    except KeyError as error:
        raise package.broken(f"no part {error}") from error
    except RecursionError as error:
        raise package.broken("nested too deep") from error


class _Styles:
    """What the paragraph styles say of level and list, those that a style is based on included."""

    def __init__(self, part: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for each in part if part is not None else ():
            if local(each.tag) == "style":
                self._styles[attribute(each, "styleId") or ""] = each

    def chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style]
            yield style, found
            based = child(found, "basedOn")
            style = None if based is None else attribute(based, "val")

    def name(self, style: str | None) -> str:
        """Return the name of a style, its identifier if it has none."""
        found = self._styles.get(style or "")
        name = child(found, "name")
        return (attribute(name, "val") if name is not None else style) or ""


class _Document:
    """One document as it is composed."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = _main_part(package)
        self.composer = Composer()
        self.styles = _Styles(self._optional("styles.xml"))
        self.numbering = Numbering(self._optional("numbering.xml"))
        self.deleted: list[str] = []
        self.inserted: list[Span] = []
        self.hidden: list[str] = []
        self.pictures = 0
        self.symbols: list[Span] = []
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self.taken = 0  # characters of runs that came into the text

    def _optional(self, name: str) -> Element | None:
        where = str(PurePosixPath(self.main).parent / name)
        return self.package.xml(where) if where in self.package.names else None

    def content(self) -> Content:
        root = self.package.xml(self.main)
        body = child(root, "body")
        if body is None:
            raise self.package.broken("no body")
        self._blocks(body)
        self._append_notes()
        self._second_count(root)
        text = self.composer.text
        return Content(text, "utf-8", self.composer.marks(), tuple(self._diagnostics(text)))

    def _blocks(self, parent: Element) -> None:
        """Read paragraphs and tables, those in content controls, insertions and custom XML included."""
        for each in parent:
            name = local(each.tag)
            if name == "p":
                self._paragraph(each)
            elif name == "tbl":
                self._table(each)
            elif name == "altChunk":
                self.pictures += 1
            elif name in ("del", "moveFrom"):
                self._drop(each)
            elif name not in _PASSED_OVER:
                self._blocks(each)

    def _paragraph(self, paragraph: Element, ends: bool = True) -> tuple[int, int]:
        """Read a paragraph; return its place. One whose end was deleted goes on in the next."""
        composer = self.composer
        properties = child(paragraph, "pPr")
        style_mark = child(properties, "pStyle")
        style = None if style_mark is None else attribute(style_mark, "val")
        label, level = self._label(properties, style)
        start = composer.length
        boxes, self.boxes = self.boxes, []
        label_end = composer.put(label)[1]
        self._runs(paragraph)
        if composer.length == label_end and label.strip():
            self._unlabelled(label_end - start)  # Word prints no number of its own worth reading there
        self._mark(start, properties, style, level)
        place = start, composer.length
        own, self.boxes = self.boxes, boxes
        if ends and child(properties, "rPr", "del") is None:
            composer.end_line()
        for box in own:
            self._blocks(box)
        return place

    def _unlabelled(self, length: int) -> None:
        self.composer.take_back(length)

    def _label(self, properties: Element | None, style: str | None) -> tuple[str, int]:
        """Return the generated number of a paragraph, and the level of its list or 0."""
        number, level = _list_of(child(properties, "numPr"))
        for name, each in self.styles.chain(style):
            if number is not None:
                break
            number, at = _list_of(child(each, "pPr", "numPr"))
            if number is not None and level is None:
                level = at if at is not None else self.numbering.level_of_style(number, name)
        if number is None or number == "0":
            return "", 0
        level = min(max(level or 0, 0), LEVELS - 1)
        return self.numbering.next(number, level), level + 1

    def _mark(self, start: int, properties: Element | None, style: str | None, level: int) -> None:
        """Mark a paragraph without the blanks around it as what its properties and style say."""
        words = self.composer.since(start)
        first = start + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first == last:
            return
        mark: Mark = Block(first, last)
        if _CONTENTS.fullmatch(self.styles.name(style)):
            mark = Aside(first, last, "contents")
        elif outline := self._outline(properties, style):
            mark = Heading(first, last, outline)
        elif level:
            mark = ListItem(first, last, level)
        self.composer.mark(mark)

    def _outline(self, properties: Element | None, style: str | None) -> int:
        """Return the level of a heading, 0 for a paragraph that is none."""
        levels = [child(properties, "outlineLvl")]
        levels += [child(each, "pPr", "outlineLvl") for _, each in self.styles.chain(style)]
        for each in levels:
            value = "" if each is None else attribute(each, "val") or ""
            if value.isdecimal():
                return int(value) + 1 if int(value) < LEVELS else 0
        named = _HEADING.fullmatch(self.styles.name(style))
        return int(named[1]) if named else 0

    def _runs(self, parent: Element) -> None:
        """Read the words in an element, at any depth."""
        for each in parent:
            name = local(each.tag)
            if name == "t":
                words = each.text or ""
                self.composer.put(words)
                self.taken += _solid(words)
            elif name in _FIGURES:
                self.composer.put(_FIGURES[name])
            elif name == "sym":
                self.symbols.append(Span(*self.composer.put("\ufffd")))
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), attribute(each, "id") or ""))
            elif name == "txbxContent":
                self.boxes.append(each)
            elif name in ("del", "moveFrom"):
                self._drop(each)
            elif name == "r" and is_on(child(each, "rPr", "vanish")):
                self.hidden.append(_words(each))
            elif name == "AlternateContent":
                self._runs(_chosen(each))
            elif name in ("ins", "moveTo"):
                start = self.composer.length
                self._runs(each)
                self.inserted.append(Span(start, self.composer.length))
            elif name not in _PASSED_OVER:
                self.pictures += name in _PICTURES
                self._runs(each)

    def _drop(self, deleted: Element) -> None:
        words = _words(deleted)
        if words.strip():
            self.deleted.append(words)

    def _table(self, table: Element) -> None:
        """Read a table: a row a line, its cells parted by tabs."""
        composer = self.composer
        number = composer.new_table()
        rows = list(_children(table, "tr"))
        merged = _vertical(rows)
        grid = Grid(number)
        for at, row in enumerate(rows):
            if child(row, "trPr", "del") is not None:
                self._drop(row)
                continue
            grid.next_row()
            start = composer.length
            for column, cell in enumerate(_children(row, "tc")):
                grid.column = merged.column(at, column) - 1
                composer.put("\t" if column else "")
                if not merged.continues(at, column):
                    rows_of, columns = merged.size(at, column)
                    composer.mark(grid.place(*self._cell(cell), rows_of, columns))
                elif words := _words(cell).strip():
                    self.hidden.append(words)
            if composer.length > start:
                composer.end_line()

    def _cell(self, cell: Element) -> tuple[int, int]:
        """Read the paragraphs of a cell; return the place of its words."""
        start = self.composer.length
        self._blocks(cell)
        words = self.composer.since(start)
        self.composer.take_back(len(words) - len(words.rstrip()))
        return start + min(
            len(words) - len(words.lstrip()), self.composer.length - start
        ), self.composer.length

    def _append_notes(self) -> None:
        """Put the notes that the text refers to at its end, set aside."""
        parts: dict[str, dict[str, Element]] = {}
        for kind, identifier in self.notes:
            if kind not in parts:
                root = self._optional(f"{kind}s.xml")
                found = list(root) if root is not None else []
                parts[kind] = {attribute(each, "id") or "": each for each in found}
            if (note := parts[kind].get(identifier)) is None:
                continue
            start = self.composer.length
            counted = self.taken
            self._blocks(note)
            self.taken = counted
            words = self.composer.since(start)
            if words.strip():
                self.composer.mark(Aside(start, start + len(words.rstrip()), kind))

    def _second_count(self, root: Element) -> None:
        """Count the words of the part anew, without its structure, against what was taken."""
        everything = sum(_solid(each.text or "") for each in root.iter() if local(each.tag) == "t")
        dropped = sum(
            _solid(_words(each)) for each in root.iter() if local(each.tag) in ("Fallback", "moveFrom", "rt")
        )
        dropped += sum(map(_solid, (*self.hidden,)))
        self.lost = max(everything - dropped - self.taken, 0)

    def _diagnostics(self, text: str) -> Iterator[Diagnostic]:
        if self.deleted or self.inserted:
            message = (
                f"tracked changes: {len(self.inserted)} insertions are read, "
                f"{len(self.deleted)} deletions are not{_shown(self.deleted)}"
            )
            yield Diagnostic("tracked-changes", message, tuple(span for span in self.inserted if span))
        comments = self._optional("comments.xml")
        said = [_words(each) for each in comments] if comments is not None else []
        if said:
            yield Diagnostic("comments-left-out", f"{len(said)} comments are not read{_shown(said)}")
        if self.hidden:
            shown = _shown(self.hidden)
            yield Diagnostic("hidden-text", f"{len(self.hidden)} hidden pieces of text are not read{shown}")
        beside = self._headers()
        if beside:
            yield Diagnostic("header-footer", f"headers and footers are not read{_shown(beside)}")
        if self.symbols:
            message = f"{len(self.symbols)} symbols of a font of its own stand as U+FFFD"
            yield Diagnostic("glyphs-lost", message, tuple(self.symbols))
        if self.pictures:
            yield Diagnostic("pictures-left-out", f"{self.pictures} pictures or embedded files are not read")
        if self.lost:
            solid = _solid(text)
            message = f"{self.lost} characters of the file did not come into the text of {solid}"
            yield Diagnostic("characters-lost", message)

    def _headers(self) -> list[str]:
        """Return the words of headers and footers, those that are a page number only left out."""
        folder = str(PurePosixPath(self.main).parent)
        names = sorted(
            name for name in self.package.names if re.fullmatch(rf"{folder}/(?:header|footer)\d*\.xml", name)
        )
        words = ("".join(_words(self.package.xml(name)).split()) for name in names)
        return list(dict.fromkeys(each for each in words if _WORDS.search(each)))


class _Merged:
    """How the cells of a table are merged, by row and place in the row."""

    def __init__(self) -> None:
        self.columns: list[list[int]] = []
        self.spans: list[list[int]] = []
        self.down: list[list[str]] = []

    def column(self, row: int, at: int) -> int:
        return self.columns[row][at]

    def continues(self, row: int, at: int) -> bool:
        return self.down[row][at] == "continue"

    def size(self, row: int, at: int) -> tuple[int, int]:
        """Return over how many rows and columns a cell goes."""
        rows = 1
        column = self.columns[row][at]
        if self.down[row][at] == "restart":
            for columns, down in zip(self.columns[row + 1 :], self.down[row + 1 :], strict=True):
                if column not in columns or down[columns.index(column)] != "continue":
                    break
                rows += 1
        return rows, self.spans[row][at]


def _vertical(rows: list[Element]) -> _Merged:
    found = _Merged()
    for row in rows:
        before = child(row, "trPr", "gridBefore")
        at = 1 + _whole(before)
        columns, spans, down = [], [], []
        for cell in _children(row, "tc"):
            span = max(_whole(child(cell, "tcPr", "gridSpan")), 1)
            merge = child(cell, "tcPr", "vMerge")
            columns.append(at)
            spans.append(span)
            down.append("" if merge is None else attribute(merge, "val") or "continue")
            at += span
        found.columns.append(columns)
        found.spans.append(spans)
        found.down.append(down)
    return found


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Yield rows or cells, those in content controls and insertions included."""
    for each in parent:
        found = local(each.tag)
        if found == name:
            yield each
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(each, name)


def _whole(element: Element | None) -> int:
    value = "" if element is None else attribute(element, "val") or ""
    return min(int(value), 1000) if value.isdecimal() else 0


def _list_of(properties: Element | None) -> tuple[str | None, int | None]:
    number, level = child(properties, "numId"), child(properties, "ilvl")
    return (
        None if number is None else attribute(number, "val"),
        None if level is None else _whole(level),
    )


def _chosen(alternatives: Element) -> Element:
    """Return the choice that is printed; the fallback says the same once more."""
    choice = child(alternatives, "Choice")
    return choice if choice is not None else alternatives


def _words(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each.tag) in ("t", "delText"))


def _solid(words: str) -> int:
    return sum(not char.isspace() for char in words)


def _shown(pieces: list[str]) -> str:
    """Return the beginning of what is not read, for a message."""
    words = " | ".join(piece.strip() for piece in pieces if piece.strip())
    if not words:
        return ""
    return f": {words[:_SHOWN]}…" if len(words) > _SHOWN else f": {words}"


def _main_part(package: Package) -> str:
    """Return the name of the part that is the document."""
    if _MAIN in package.names:
        return _MAIN
    try:
        types = package.xml("[Content_Types].xml")
    except KeyError:
        types = None
    for each in types if types is not None else ():
        if "wordprocessingml.document.main+xml" in (attribute(each, "ContentType") or ""):
            return (attribute(each, "PartName") or "").lstrip("/")
    raise ReadError(
        package.path,
        "这个 DOCX 文件里没有正文，请用 Word、WPS 或 LibreOffice 打开后另存",
        "The DOCX file has no document in it",
        "open it in Word, WPS Office or LibreOffice and save it anew",
    )
