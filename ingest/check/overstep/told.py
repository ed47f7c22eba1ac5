"""Conduct that a penalty tells by the number of an article of its own rule: 违反本条例第十条第二项规定的，处…罚款.

What such a fine is for is read in the provision that is named: the item, the items of its list, or the one ban or duty
that it lays down. A provision that is not there, several of them, or one with several bans tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.units import Unit
from ingest.model import Modality, Norm, Provision, ProvisionKind
from ontology.numerals import whole_number

_NUMBER = "[一二三四五六七八九十百零〇0-9]{1,6}"
_NAMED = re.compile(
    r"^\s*[^，,。；;：:违]{0,30}违反本(?:法|条例|办法|规定|细则)"
    rf"第(?P<art>{_NUMBER})条(?:第(?P<para>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?(?:的)?(?:规定)?的?[，,]"
)
_LABEL = re.compile(r"^\s*[（(]?[一二三四五六七八九十〇零百0-9]+[）)、.．]\s*")
_BAN = re.compile(r"(?:严格)?禁止|不得|不准|严禁")
_DUTY = re.compile(r"应当|必须")
_BINDING = frozenset({Modality.PROHIBITION, Modality.OBLIGATION})


def told_conduct(clause: str, units: dict[str, Unit]) -> tuple[str, tuple[str, ...]]:
    """Return the scope and the acts that a clause of a penalty names by number; no acts where it does not.

    ``units`` are the articles of its rule by path (:func:`ingest.link.units.units`).
    """
    found = _NAMED.match(_LABEL.sub("", clause))
    article = whole_number(found["art"]) if found else None
    unit = units.get(f"art-{article}")
    if found is None or unit is None:
        return "", ()
    para = whole_number(found["para"]) if found["para"] else None
    item = whole_number(found["item"]) if found["item"] else None
    parts = [each for each in unit.parts if _within(each, unit.path, para)]
    items = [each for each in parts if each.kind is ProvisionKind.ITEM]
    if item is not None:
        named = [each for each in items if each.path.endswith(f"/item-{item}")]
        return (_lead(unit, named[0]), (_act(named[0].clean.text),)) if len(named) == 1 else ("", ())
    parents = {each.parent for each in items}
    if items:
        acts = tuple(_act(each.clean.text) for each in items)
        return (_lead(unit, items[0]), acts) if len(parents) == 1 and _banned(unit, items[0]) else ("", ())
    norms = list(_norms(unit, para))
    return ("", (_act(norms[0].text),)) if len(norms) == 1 else ("", ())


def _within(part: Provision, path: str, para: int | None) -> bool:
    return para is None or f"{part.path}/".startswith(f"{path}/para-{para}/")


def _norms(unit: Unit, para: int | None) -> Iterator[Norm]:
    for norm in unit.norms:
        inside = para is None or f"{norm.path}/".startswith(f"{unit.path}/para-{para}/")
        if inside and norm.modality in _BINDING:
            yield norm


def _lead(unit: Unit, item: Provision) -> str:
    """Return the scope that the words before a list give to its items: 在饮用水水源保护区内."""
    parent = next((each for each in unit.parts if each.path == item.parent), None)
    words = (parent.own.text if parent else unit.text.split("\n", 1)[0]).split("：")[0]
    return _BAN.split(words)[0].strip("，, ")


def _banned(unit: Unit, item: Provision) -> bool:
    """Whether the words before a list forbid its items."""
    parent = next((each for each in unit.parts if each.path == item.parent), None)
    return bool(_BAN.search(parent.own.text if parent else unit.text.split("\n", 1)[0]))


def _act(words: str) -> str:
    """Return a ban or duty as the act that breaks it."""
    bare = _LABEL.sub("", words).strip("；;。 \n")
    return _DUTY.sub("未", _BAN.sub("", bare, count=1), count=1)
