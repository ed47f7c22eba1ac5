"""A Chinese font that every machine has: Noto Sans SC as the package ``zhplot`` carries it.

Noto Sans SC is under the SIL Open Font License 1.1, which allows subsets to be embedded in documents. The
package is located, not imported: importing it changes matplotlib's settings for the whole process.
"""

from __future__ import annotations

import base64
import io
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LICENSE_NOTICE = (
    "Noto Sans SC, © Adobe and Google LLC, subset. This Font Software is licensed under the SIL Open Font "
    "License, Version 1.1, available at https://openfontlicense.org"
)


class FontNotFound(Exception):
    """The Chinese font is not installed; the message has the remedy."""


def font_path() -> Path:
    """Return the path of the font file (TrueType); raise :class:`FontNotFound` when it is not installed."""
    remedy = "install it with: python -m pip install zhplot"
    try:
        package = distribution("zhplot")
    except PackageNotFoundError as error:
        raise FontNotFound(f"the Chinese font is missing; {remedy}") from error
    for file in package.files or ():
        if file.name == "NotoSansSC-Regular.ttf":
            found = Path(str(package.locate_file(file)))
            if found.is_file():
                return found
    raise FontNotFound(f"zhplot {package.version} has no NotoSansSC-Regular.ttf; {remedy}")


def subset_data_uri(text: str) -> str:
    """Return a ``data:`` URI of a WOFF font with the characters of ``text``; same text, same bytes."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, names, licence and its address stay in the font
    options.notdef_outline = True
    font = TTFont(font_path(), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(char) for char in text if ord(char) >= 32}))
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return "data:font/woff;base64," + base64.b64encode(out.getvalue()).decode("ascii")
