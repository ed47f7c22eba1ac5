"""A Chinese font that every machine has: Noto Sans SC as the package ``pylopdf-fonts-zh-cn`` carries it.

Noto Sans SC is under the SIL Open Font License 1.1, which allows subsets to be embedded in documents. The
package holds the font and nothing else; it is located, not imported.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

_PACKAGE = "pylopdf-fonts-zh-cn"
_FILE = "NotoSansSC-Regular.otf"
LICENSE_NOTICE = (
    "Noto Sans SC, © Adobe and Google LLC, subset. This Font Software is licensed under the SIL Open Font "
    "License, Version 1.1, available at https://openfontlicense.org"
)


class FontNotFound(Exception):
    """The Chinese font is not installed; the message has the remedy."""


def font_path() -> Path:
    """Return the path of the font file (OpenType); raise :class:`FontNotFound` when it is not installed."""
    from importlib.metadata import PackageNotFoundError, distribution  # not for a command that draws nothing

    try:
        package = distribution(_PACKAGE)
    except PackageNotFoundError as error:
        raise FontNotFound(_missing(_PACKAGE)) from error
    for file in package.files or ():
        if file.name == _FILE:
            found = Path(str(package.locate_file(file)))
            if found.is_file():
                return found
    raise FontNotFound(_missing(f"{_PACKAGE} {package.version}"))


def _missing(where: str) -> str:
    command = f"python -m pip install --force-reinstall {_PACKAGE}"
    return f"{where}: 没有中文字体 {_FILE}，请运行 {command}。The Chinese font {_FILE} is missing; run: {command}"


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
