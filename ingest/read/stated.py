"""Metadata stated beside a source: ``NAME.toml`` next to ``NAME.txt``.

Some texts do not say their own title or number. Who adds a source may say it in a small file; ``inferred``
names the fields that were concluded rather than read, and they are marked so in the graph.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ingest.read.errors import ReadError
from ingest.read.files import exists, read_bytes
from ontology.divisions import find, is_known
from ontology.document_types import document_types, named_type
from ontology.iri import stated_work_iri

_TEXT = ("title", "number", "document_type", "jurisdiction", "work")
_DATES = ("adopted", "approved", "issued", "in_force", "expires")
_LISTS = ("issuers", "based_on", "inferred")
_FIELDS = (*_TEXT, *_DATES, *_LISTS)
_LONGEST = 1 << 20  # characters
_MOST_POINTS = 2_000  # a key of so many parts takes time with the square of their number


@dataclass(frozen=True, slots=True)
class Stated:
    """What the file says; ``None`` or empty where it is silent. ``jurisdiction`` is a name or GB/T 2260 code.

    ``work`` fixes the IRI of the rule that this is a text of (:func:`ontology.iri.stated_work_iri`).
    """

    title: str | None = None
    number: str | None = None
    document_type: str | None = None
    jurisdiction: str | None = None
    work: str | None = None
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

    Raises :class:`ReadError` naming the file and the field for bad TOML, an unknown field, a value of the wrong
    type, a day that no calendar has, and a jurisdiction or document type that no table knows.
    """
    path = Path(source).with_suffix(".toml")
    if path == Path(source):
        return None
    try:
        if not exists(path):
            return None
        text = read_bytes(path).decode("utf-8-sig")
        if len(text) > _LONGEST or text.count(".") > _MOST_POINTS:
            raise ValueError("larger than what is to be said of a document")
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise ReadError(
            path,
            f"不是 TOML 文件（{error}），请改正或删除",
            f"It is not a TOML file ({error})",
            "correct it or remove it",
        ) from error
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if key in _TEXT:
            texts[key] = _text(path, key, value)
        elif key in _DATES:
            texts[key] = _day(path, key, value)
        elif key in _LISTS:
            lists[key] = _list(path, key, value)
        else:
            raise _unknown_field(path, key)
    return Stated(
        **texts,
        issuers=lists.get("issuers", ()),
        based_on=lists.get("based_on", ()),
        inferred=lists.get("inferred", ()),
    )


def _text(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, key, value, '应为非空的文字，如 "某条例"', 'words, such as "某条例"')
    if key == "jurisdiction" and not (is_known(value) or _is_division(value)):
        raise _wrong(
            path, key, value,
            '应为唯一的行政区划名称（如 "青海省""北京市朝阳区"）或六位代码（如 "630000"）',
            'the name of one division (such as "青海省", "北京市朝阳区") or its six-digit code (such as "630000")',
        )  # fmt: skip
    if key == "document_type" and not _is_type(value):
        raise _wrong(
            path, key, value,
            '应为文件种类（如 "意见""地方性法规"）或其标识',
            'a type of document (such as "意见", "地方性法规") or its identifier',
        )  # fmt: skip
    if key == "work" and not _is_work(value):
        raise _wrong(
            path, key, value,
            '应为小写字母和数字，以 - 与 / 相连，如 "632800/smes"',
            'small letters and digits, joined by - and / (such as "632800/smes")',
        )  # fmt: skip
    return value


def _is_work(name: str) -> bool:
    try:
        stated_work_iri(name)
    except ValueError:
        return False
    return True


def _is_division(name: str, within: str | None = None) -> bool:
    """Tell whether ``name`` is that of one division, or those of nested ones from the uppermost down."""
    name = "".join(name.split())
    for end in range(2, len(name) + 1):
        found = find(name[:end], within=within)
        uppermost = {item.code for item in found if item.level == found[0].level}
        if len(uppermost) == 1 and (end == len(name) or _is_division(name[end:], found[0].code)):
            return True
    return False


def _is_type(name: str) -> bool:
    kinds = document_types().values()
    known = any(name in (kind.identifier, kind.zh, *kind.alt_labels) for kind in kinds)
    return known or named_type(name) != "normative-document"


def _day(path: Path, key: str, value: object) -> str:
    """Return a day as ISO 8601 writes it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and len(value) == len("2012-03-17"):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise _wrong(
        path, key, value, "应为历法上有的日期，如 2012-03-17", "a day of the calendar, such as 2012-03-17"
    )


def _list(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise _wrong(
            path, key, value, '应为文字的列表，如 ["某人民政府"]', 'a list of words, such as ["某人民政府"]'
        )
    if key == "inferred":
        for name in value:
            if name not in _FIELDS or name == key:
                raise _unknown_field(path, name)
    return tuple(value)


def _wrong(path: Path, key: str, value: object, wanted_zh: str, wanted: str) -> ReadError:
    shown = str(value) if len(str(value)) <= 60 else f"{str(value)[:60]}…"
    return ReadError(
        path,
        f"字段 {key} 的值“{shown}”不对，{wanted_zh}",
        f"The field {key} has the wrong value {shown!r}",
        f"write {wanted}",
    )


def _unknown_field(path: Path, key: str) -> ReadError:
    near = difflib.get_close_matches(key, _FIELDS, n=1)
    known = ", ".join(near or _FIELDS)
    return ReadError(
        path,
        f"没有字段“{key}”，请改为 {known}" if near else f"没有字段“{key}”，可用的有 {known}",
        f"There is no field {key!r}",
        f"write {known}" if near else f"the fields are {known}",
    )
