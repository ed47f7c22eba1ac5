"""Traditional characters: whether a text is printed in them, and how each is read.

A text in traditional script (廣東省人民政府關於…) is read as if it were printed in simplified script, one character for
one, so that words, numbers and names are found in it; what is printed stays in the source and in every quotation
(:mod:`ingest.write.printed`). A text in simplified script with a traditional name in it (乾陵, 劉氏) is left alone.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "traditional.tsv"
_LEAST = 4
_LEAST_SHARE = 0.04  # of the ideographs; in running text every third is another one in simplified script
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def readings() -> dict[int, str]:
    """Return the simplified character that each traditional one is read as, by code point (for ``str.translate``)."""
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {ord(traditional): simplified for traditional, simplified in rows}


@cache
def _only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what only traditional and what only simplified script has.

    Characters of the table that GB 2312-80 has too (後, 於) are no evidence, nor are simplified ones that Big5 has
    (后, 里): both scripts print them.
    """
    table = readings()
    traditional = [chr(code) for code in table if not _encodable(chr(code), "gb2312")]
    simplified = sorted({char for char in table.values() if not _encodable(char, "big5")})
    return re.compile(f"[{''.join(traditional)}]"), re.compile(f"[{''.join(simplified)}]")


def _encodable(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_traditional(text: str) -> bool:
    """Say whether a text is in traditional script: it has characters of it, and five times as many as of the other.

    >>> is_traditional("第一條 為了加強漁港管理,制定本辦法。"), is_traditional("第一条 劉氏宗祠、萬壽宮由县政府保护。")
    (True, False)
    """
    traditional, simplified = _only()
    found = len(traditional.findall(text))
    if found < _LEAST or found < _LEAST_SHARE * len(_HAN.findall(text)):
        return False
    return found >= 5 * len(simplified.findall(text))
