"""Metadata stated beside a source: ``NAME.toml`` next to ``NAME.txt``.

Some texts do not say their own title or number. Who adds a source may say it in a small file; ``inferred``
names the fields that were concluded rather than read, and they are marked so in the graph.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ingest.read.errors import ReadError

_TEXT = ("title", "number", "document_type", "jurisdiction")
_DATES = ("adopted", "approved", "issued", "in_force", "expires")
_LISTS = ("issuers", "based_on", "inferred")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the file says; ``None`` or empty where it is silent. ``jurisdiction`` is a name or GB/T 2260 code."""

    title: str | None = None
    number: str | None = None
    document_type: str | None = None
    jurisdiction: str | None = None
    adopted: str | None = None
    approved: str | None = None
    issued: str | None = None
    in_force: str | None = None
    expires: str | None = None
    issuers: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


def read_stated(source: Path | str) -> Stated | None:
    """Read the metadata file beside ``source``; ``None`` when there is none.

    Raises :class:`ReadError` naming the file for bad TOML, an unknown field or a value of the wrong type.
    """
    path = Path(source).with_suffix(".toml")
    try:
        if not path.is_file():
            return None
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ReadError(path, f"it cannot be opened ({error.strerror})", "check its permissions") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(path, f"it is not a TOML file ({error})", "correct it or remove it") from error
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if key in _TEXT and isinstance(value, str):
            texts[key] = value
        elif key in _DATES and not isinstance(value, list | dict):
            texts[key] = str(value)
        elif key in _LISTS and isinstance(value, list) and all(isinstance(each, str) for each in value):
            lists[key] = tuple(value)
        else:
            known = ", ".join((*_TEXT, *_DATES, *_LISTS))
            raise ReadError(path, f"the field {key!r} is unknown or of the wrong type", f"fields are {known}")
    return Stated(
        **texts,
        issuers=lists.get("issuers", ()),
        based_on=lists.get("based_on", ()),
        inferred=lists.get("inferred", ()),
    )
