"""References to a part of a rule: 第二十条第一款第（三）项, 前款, 前条, 附件二.

:class:`Place` is what a reference says; its path is the contract's (``art-20/para-1/item-3``). What a
reference leaves out is taken from where it stands: 第二款 in article 20 is ``art-20/para-2``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology import lexicon
from ontology.numerals import plain_form, whole_number

_N = r"[\d一]{1,12}"  # in plain_form
_PLACE = re.compile(
    rf"(?:第(?P<art>{_N})条(?:之(?P<of>一+))?)?"
    rf"(?:第(?P<para>{_N})款)?(?:第\(?(?P<item>{_N})\)?项)?(?:第(?P<sub>{_N})目)?"
)
_LONGEST = 80  # characters of an article, paragraph, item and subitem by number

SELF = f"本{lexicon.pattern('rule-genre')}"
"""This rule, by its own kind (本条例)."""

_JOIN = re.compile(r"以及|或者|[、,和及或至到与]")
_STEM = re.compile(
    rf"(?P<own>{SELF})(?=第)|(?P<here>本[条款项])(?=第)|(?P<back>前(?P<many>一)?(?P<what>[条款项])(?![件目例]))"
    rf"|(?P<annex>附件(?P<no>{_N}))|(?P<bare>(?<![〉》年号届法典例定则])(?=第{_N}[条款]))"
)
_ORDER = ("art", "para", "item", "subitem")


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a rule by its numbers; ``None`` where the reference is silent."""

    article: str | None = None
    para: int | None = None
    item: int | None = None
    subitem: int | None = None

    @classmethod
    def read(cls, text: str, at: int) -> tuple[Place, int] | None:
        """Return the place that stands in compact text at ``at``, and its end; ``None`` where none stands there.

        >>> Place.read("依照第二十条第(三)项", 2)
        (Place(article='20', para=None, item=3, subitem=None), 11)
        """
        if not text.startswith("第", at):
            return None
        window = text[at : at + _LONGEST]
        match = _PLACE.match(plain_form(window))
        if not match or not match[0]:
            return None

        numbers = {
            name: whole_number(window[slice(*match.span(name))])
            for name, said in match.groupdict().items()
            if said
        }
        if None in numbers.values():  # 第二十3条: no number
            return None
        article, of = numbers.get("art"), numbers.get("of")
        label = None if article is None else f"{article}.{of}" if of else str(article)
        place = cls(label, numbers.get("para"), numbers.get("item"), numbers.get("sub"))
        return place, at + match.end()

    @classmethod
    def at(cls, path: str) -> Place:
        """Read the path of a provision.

        >>> Place.at("art-40/para-2")
        Place(article='40', para=2, item=None, subitem=None)
        """
        parts = dict(re.findall(r"(art|para|item|subitem)-([\d.]+)", path))

        def number(name: str) -> int | None:
            value = parts.get(name, "").partition(".")[0]
            return int(value) if value else None

        return cls(parts.get("art"), number("para"), number("item"), number("subitem"))

    @property
    def path(self) -> str | None:
        """The path in the contract's form, ``None`` when nothing is known."""
        steps = [
            f"{name}-{value}"
            for name, value in zip(_ORDER, (self.article, self.para, self.item, self.subitem), strict=True)
            if value is not None
        ]
        return "/".join(steps) or None

    def inside(self, outer: Place) -> Place:
        """Fill what the reference leaves out, from the outermost part down to the first that it says."""
        if self.article is not None:
            return self
        if self.para is not None:
            return Place(outer.article, self.para, self.item, self.subitem)
        if self.item is not None:
            return Place(outer.article, outer.para, self.item, self.subitem)
        return Place(outer.article, outer.para, outer.item, self.subitem)


def _back(here: Place, what: str, count: int) -> Place:
    """Return the part that 前条, 前款 or 前项 means; of several (前两款) the first."""
    if what == "条":
        whole = (here.article or "").partition(".")[0]
        return Place(str(int(whole) - count)) if whole and int(whole) > count else Place()
    if what == "款":
        para = here.para - count if here.para and here.para > count else None
        return Place(here.article, para)
    item = here.item - count if here.item and here.item > count else None
    return Place(here.article, here.para, item)


def _stem(text: str, match: re.Match[str], here: Place) -> Place:
    """Return the part that the word before the numbers stands for."""
    if match["back"]:
        many = text[match.start("many")] if match["many"] else "一"
        return _back(here, match["what"], whole_number(many) or 1)
    if match["here"]:
        return Place(here.article, here.para if match["here"] != "本条" else None)
    return Place() if match["own"] else here


_STEM_RULES = {
    "own": "citation-own-part",
    "here": "citation-part-of-here",
    "back": "citation-part-before",
    "bare": "citation-part-by-number",
}


def internal_references(text: str, path: str) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield each reference to a part of this rule: its range in the compact text, the path it means and the rule.

    A list gives one reference a part (本条第一款、第二款).

    >>> text = "本条第一款、第三款和前条的规定"
    >>> [(text[s:e], p) for s, e, p, _ in internal_references(text, "art-8")]
    [('本条第一款', 'art-8/para-1'), ('第三款', 'art-8/para-3'), ('前条', 'art-7')]
    """
    here, at, plain = Place.at(path), 0, plain_form(text)
    while match := _STEM.search(plain, at):
        start, end = match.span()
        if match["annex"]:
            at = end
            number = whole_number(text[match.start("no") : end])
            if start > 0 and text[end : end + 1] != ":" and number is not None:  # else the annex's own label
                yield start, end, f"annex-{number}", "citation-annex"
            continue
        place = _stem(text, match, here)
        if part := Place.read(text, end):
            place, end = part[0].inside(place), part[1]
        if end > start:
            yield start, end, place.path, _STEM_RULES[match.lastgroup or "bare"]
        last = place
        while end > start and (join := _JOIN.match(text, end)) and (part := Place.read(text, join.end())):
            last, end = part[0].inside(last), part[1]
            yield join.end(), end, last.path, "citation-next-part"
        at = max(end, match.end(), start + 1)


def target_path(article: str, paths: frozenset[str]) -> str | None:
    """Return the provision of ``paths`` that a path means, or ``None`` when the document has no such part.

    The only paragraph of an article may have no path of its own: 第一款 is then the article.

    >>> target_path("art-3/para-1", frozenset({"art-3"})), target_path("art-9", frozenset({"art-3"}))
    ('art-3', None)
    """
    for wanted in (article, article.replace("/para-1", "", 1)):
        if wanted in paths:
            return wanted
    return None
