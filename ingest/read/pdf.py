"""PDF with a text layer (ISO 32000-1): characters in the order of reading, with pages and cells.

pypdfium2 gives the characters, their places and what is drawn; :mod:`ingest.read.printed` puts them together.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.read.content import Content
from ingest.read.errors import ReadError
from ingest.read.package import encrypted
from ingest.read.printed import MOST_PAGES, PrintedPage, composed, printed_page, too_long
from ingest.read.rows import Box, Glyph

KIND = "PDF"
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_TURNS = (0, 90, 180, 270)
_SLANT = 8  # degrees by which a line may be off
_GAP = ""
_DEEPEST = 4  # forms in forms


def content(path: Path, data: bytes) -> Content:
    """Return the text of a PDF with its marks.

    Raises :class:`ReadError` for one that is broken, encrypted, too long, a scan, or of characters without meaning.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise encrypted(path, KIND) from error
        raise _broken(path, error) from error
    try:
        if len(document) > MOST_PAGES:
            raise too_long(path, KIND, len(document))
        try:
            pages: list[PrintedPage] = []
            for number in range(len(document)):
                pages.append(_page(document, number, pages[-1] if pages else None))
        except pypdfium2.PdfiumError as error:
            raise _broken(path, error) from error
    finally:
        document.close()
    return composed(path, KIND, pages)


def _page(document: Any, number: int, before: PrintedPage | None) -> PrintedPage:
    page = document[number]
    text = page.get_textpage()
    try:
        glyphs, turned = _glyphs(text)
        return printed_page(number + 1, glyphs, turned, *_drawn(page), before)
    finally:
        text.close()
        page.close()


def _glyphs(text: Any) -> tuple[list[Glyph], list[Glyph]]:
    """Return the characters of a page, and those that are written in another direction than most."""
    from pypdfium2 import raw

    places = _Places()
    found: list[tuple[Glyph, float]] = []
    breaks = True
    for at, char in _characters(text.raw):
        if char in "\r\n":
            breaks = True
        elif char == _GAP:
            if found and not breaks:
                found.append((Glyph(" ", found[-1][0].box), found[-1][1]))
        else:
            unmapped = raw.FPDFText_HasUnicodeMapError(text.raw, at) == 1
            glyph = Glyph(char, places.character(text.raw, at), breaks, unmapped)
            found.append((glyph, math.degrees(raw.FPDFText_GetCharAngle(text.raw, at))))
            breaks = False
    angles = Counter(round(angle) for _, angle in found)
    usual = min(_TURNS, key=lambda turn: _apart(angles.most_common(1)[0][0], turn)) if angles else 0
    straight: list[Glyph] = []
    other: list[Glyph] = []
    for glyph, angle in found:
        along = angle == usual or _apart(angle, usual) < _SLANT
        (straight if along else other).append(_turned(glyph, usual) if usual else glyph)
    return straight, other


def _characters(page: Any) -> Iterator[tuple[int, str]]:
    """Yield place and character; :data:`_GAP` is a blank that the library adds where it sees a gap."""
    from pypdfium2 import raw

    high = ""
    for at in range(raw.FPDFText_CountChars(page)):
        code = raw.FPDFText_GetUnicode(page, at)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond U+FFFF
            high = chr(code)
        elif raw.FPDFText_IsGenerated(page, at) == 1:
            yield at, _GAP if code == 32 else "\n"
        elif 0xDC00 <= code < 0xE000:
            yield at, (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            high = ""
        else:
            yield at, chr(code) if code else "\ufffd"


class _Places:
    """The places of characters and drawings, asked of the library with variables made once."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._loose = raw.FS_RECTF()
        self._edges = [ctypes.c_float() for _ in range(4)]

    def character(self, page: Any, at: int) -> Box:
        """Return the place of a character, with the room beside it that its font gives it."""
        self._raw.FPDFText_GetCharBox(page, at, *self._sides)
        left, right, bottom, top = self._sides
        loose = self._loose
        if self._raw.FPDFText_GetLooseCharBox(page, at, loose):
            middle, quarter = (loose.bottom + loose.top) / 2, abs(loose.top - loose.bottom) / 4
            # Marks are small: ” hangs from the top of its line, 、 stands at its foot, and both are in it.
            return Box(
                min(left.value, loose.left),
                min(bottom.value, middle - quarter),
                max(right.value, loose.right),
                max(top.value, middle + quarter),
            )
        return Box(left.value, bottom.value, right.value, top.value)

    def drawing(self, drawn: Any) -> Box:
        """Return the place of something drawn."""
        self._raw.FPDFPageObj_GetBounds(drawn, *self._edges)
        left, bottom, right, top = (edge.value for edge in self._edges)
        return Box(left, bottom, right, top)


def _apart(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """Return a character of a page that is printed sideways as it stands when the page is turned upright."""
    box = glyph.box
    if turn == 90:
        box = Box(box.bottom, -box.right, box.top, -box.left)
    elif turn == 180:
        box = Box(-box.right, -box.top, -box.left, -box.bottom)
    elif turn == 270:
        box = Box(-box.top, box.left, -box.bottom, box.right)
    return Glyph(glyph.char, box, glyph.breaks, glyph.unmapped)


def _drawn(page: Any) -> tuple[list[Box], int]:
    """Return the boxes of straight lines and rectangles on a page, and the number of its pictures."""
    from pypdfium2 import raw

    places = _Places()
    boxes: list[Box] = []
    pictures = 0
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        for each in _with_parts(raw.FPDFPage_GetObject(page.raw, at), _DEEPEST):
            kind = raw.FPDFPageObj_GetType(each)
            if kind == raw.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif kind == raw.FPDF_PAGEOBJ_PATH and _is_straight(each):
                boxes.append(places.drawing(each))
    return boxes, pictures


def _with_parts(drawn: Any, deepest: int) -> Iterator[Any]:
    """Yield something drawn and, of a form, what it is drawn of."""
    from pypdfium2 import raw

    yield drawn
    if deepest and raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_FORM:
        for at in range(raw.FPDFFormObj_CountObjects(drawn)):
            yield from _with_parts(raw.FPDFFormObj_GetObject(drawn, at), deepest - 1)


def _is_straight(path: Any) -> bool:
    """Tell whether a path is a line or a rectangle: few points and no curve."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= 6:
        return False
    kinds = (raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, at)) for at in range(count))
    return raw.FPDF_SEGMENT_BEZIERTO not in kinds


def _broken(path: Path, why: object) -> ReadError:
    return ReadError(
        path,
        f"PDF 文件已损坏（{why}），请重新下载，或用阅读器打开后另存",
        f"The PDF file is broken ({why})",
        "get it again, or open it in a viewer and save it anew",
    )
