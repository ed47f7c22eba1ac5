"""The form by which the metadata of a file is corrected: what stands in it, and what somebody filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.read import READERS, Stated
from ingest.read.archives import holder
from lawgraph.build.became import Became, Fate
from lawgraph.explorer.importing.refusals import Refused
from lawgraph.explorer.importing.report import Doubt, Metadata, Row, label
from lawgraph.explorer.importing.sources import Sources
from lawgraph.explorer.importing.stating import DAYS, Value, beside
from lawgraph.explorer.page import Said
from ontology.document_types import document_types

FIELDS = (
    "title",
    "number",
    "document_type",
    "jurisdiction",
    "issuers",
    "issued",
    "adopted",
    "approved",
    "in_force",
    "expires",
)
"""The fields that can be corrected, in the order in which they are asked for."""
_WAS, _CONFIRMED = "was-", "confirmed"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: ``kind`` is ``words``, ``day``, ``lines`` or ``choice``; ``stated`` tells that the metadata file has it.

    ``doubts`` are what is to be checked in it.
    """

    name: str
    label: Said
    kind: str
    value: str
    stated: bool
    doubts: tuple[Doubt, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a file, and the digest that tells whether its metadata file was changed meanwhile.

    ``beside`` is the name of that file, ``there`` tells whether there is one, ``shared`` are other files of the folder
    that it is of as well. ``zh`` and ``en`` say why nothing can be corrected; then there are no fields.
    """

    key: str
    name: str
    beside: str = ""
    there: bool = False
    state: str = ""
    fields: tuple[Field, ...] = ()
    shared: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""


def editable(each: Became, sources: Sources | None) -> bool:
    """Tell whether the metadata of a file can be corrected here."""
    return sources is not None and each.fate is Fate.READ and not _why_not(each, sources)


def source_of(each: Became, sources: Sources) -> Path:
    """Return the file whose metadata is corrected; raise :class:`Refused` where it cannot be."""
    why = _why_not(each, sources)
    if why or each.fate is not Fate.READ:
        said = why or Said(
            "这个文件没有收入图谱，没有可更正的。",
            "The file is not in the graph; there is nothing to correct.",
        )
        raise Refused(409, said.zh, said.en)
    return Path(each.path)


def _why_not(each: Became, sources: Sources) -> Said | None:
    path = Path(each.path)
    if not path.is_relative_to(sources.folder):
        return Said(
            "这个文件不在打开的文件夹里，不能在此更正。", "The file does not lie in the folder that is open."
        )
    if holder(path):
        return Said(
            "这个文件在压缩包里，旁边放不了元数据文件；请解压后再更正。",
            "The file lies in an archive, where no metadata file can be put beside it; unpack it first.",
        )
    if not path.is_file():
        return Said("原文件已不在；请重新生成。", "The file is there no more; build anew.")
    return None


def form_of(row: Row, each: Became, sources: Sources) -> Form:
    """Return the form of a file."""
    try:
        source = source_of(each, sources)
    except Refused as refused:
        return Form(row.key, row.name, zh=refused.zh, en=refused.en)
    found = beside(source)
    if found.error is not None:
        error = found.error
        zh, en = (
            f"{found.path.name}：{error.chinese}。",
            f"{found.path.name}: {error.problem}; {error.remedy}.",
        )
        return Form(row.key, row.name, found.path.name, True, zh=zh, en=en)
    fields = tuple(_field(name, row, found.stated) for name in FIELDS)
    shared = _others(source)
    return Form(row.key, row.name, found.path.name, bool(found.state), found.state, fields, shared)


def _others(source: Path) -> tuple[str, ...]:
    """Return the files that have the same metadata file: those whose names differ in the suffix alone."""
    beside = (each for each in source.parent.iterdir() if each.stem == source.stem and each.suffix in READERS)
    return tuple(sorted(each.name for each in beside if each != source))


def _field(name: str, row: Row, stated: Stated | None) -> Field:
    said = getattr(stated, name) if stated is not None else None
    value = said or _read(name, row.metadata)
    kind = {"issuers": "lines", "document_type": "choice"}.get(name, "day" if name in DAYS else "words")
    choices: tuple[str, ...] = ()
    if kind == "choice":
        names = tuple(dict.fromkeys(each.zh for each in document_types().values()))
        choices = names if value in names or not value else (str(value), *names)
    return Field(
        name,
        label(name),
        kind,
        "\n".join(value) if isinstance(value, tuple) else value,
        bool(said),
        tuple(doubt for doubt in row.doubts if doubt.field == name),
        choices,
    )


def _read(name: str, metadata: Metadata) -> Value:
    found: Value = getattr(metadata, "kind" if name == "document_type" else name)
    return found


def filled_in(items: Iterable[tuple[str, str]]) -> dict[str, Value | None]:
    """Return what somebody changed or confirmed; ``None`` for a field that is to be as the text has it.

    ``items`` are those of the form: each field, with ``was-`` before its name what stood in it, and ``confirmed`` the
    names of fields that were checked and are right.
    """
    given = [(name, "\n".join(_lines(value))) for name, value in items]
    values = dict(given)
    confirmed = {value for name, value in given if name == _CONFIRMED}
    found: dict[str, Value | None] = {}
    for name in FIELDS:
        value = values.get(name)
        if value is None or (value == values.get(_WAS + name, "") and name not in confirmed):
            continue
        if not value:
            found[name] = None
        else:
            found[name] = tuple(value.split("\n")) if name == "issuers" else value.replace("\n", "")
    return found


def _lines(value: str) -> list[str]:
    return [line for each in value.splitlines() if (line := " ".join(each.split()))]
