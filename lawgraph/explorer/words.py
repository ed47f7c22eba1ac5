"""Codes of the graph in words of both languages, for templates: content that is a :class:`Worded` has them."""

from __future__ import annotations

from functools import cache

from lawgraph.explain_links import SIGNALS
from lawgraph.explorer.page import Said
from lawgraph.reviews.apply import SIGNAL
from ontology.concepts import scheme

_VERDICTS = {
    "stricter": Said("下位更严", "stricter below"),
    "looser": Said("下位更宽", "looser below"),
    "equal": Said("相同", "equal"),
    "incomparable": Said("不可比", "not comparable"),
}
_SIDES = {"lower": Said("下位", "lower"), "upper": Said("上位", "upper")}


@cache
def _concepts(name: str) -> dict[str, Said]:
    return {each.identifier: Said(each.zh, each.en) for each in scheme(name)}


def concept(name: str, code: str) -> Said:
    """Return the words of a code in a scheme of the vocabulary; the code itself where there are none.

    >>> concept("gap-states", "absent").zh
    '无对应'
    """
    return _concepts(name).get(code, Said(code, code))


def signal(code: str) -> Said:
    """Return the words of a signal that a link goes by."""
    return Said("人工指定", "set by a person") if code == SIGNAL else Said(*SIGNALS.get(code, (code, code)))


class Worded:
    """What a page shows, with the words of its codes."""

    __slots__ = ()

    @staticmethod
    def concept(name: str, code: str) -> Said:
        """Return the words of a code in a scheme."""
        return concept(name, code)

    @staticmethod
    def signal(code: str) -> Said:
        """Return the words of a signal."""
        return signal(code)

    @staticmethod
    def verdict(code: str) -> Said:
        """Return how figures compare, in words."""
        return _VERDICTS.get(code, Said(code, code))

    @staticmethod
    def side(code: str) -> Said:
        """Return a side in words."""
        return _SIDES.get(code, Said(code, code))
