"""The numbers of parts of a rule: 第二十条第一款第（三）项, 第六、八、九条, 第八条至第十一条, 第二章第一节.

:class:`Place` is one part that a reference means; its path is the contract's (``art-20/para-1/item-3``). What a
reference leaves out is taken from where it stands, or from the part named before it: 第二款 in article 20 is
``art-20/para-2``. :func:`read_parts` reads all parts that stand together, a row of the contract each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ontology.numerals import plain_form, whole_number

_N = r"[\d一]{1,12}"  # in plain_form
_NUMBER = rf"\(?{_N}\)?"
_RANGE = r"[至到—–~～-]{1,2}"
_STEP = re.compile(
    rf"第(?P<numbers>{_NUMBER}(?:(?:[、,和或与及]|以及|或者|{_RANGE})第?{_NUMBER})*)"
    rf"(?:(?P<unit>条(?![例件约目])|款|项(?!目)|目(?![录标的前])|章(?!程)|节(?![约能水日目点]))(?:之(?P<of>一+))?"
    rf"|(?P<book>分?编(?![制写号码])))"
)
_EACH = re.compile(rf"(?P<join>{_RANGE})?第?\(?(?P<number>{_N})\)?")
_JOIN = re.compile(rf"(?P<range>{_RANGE})|以及|或者|及其|[、,和或与及]")
_BETWEEN = re.compile(r"(?:“[^“”]{1,60}”|\([^()]{1,30}\)|【[^【】]{1,30}】){0,2}(?:的?规定)?")
_LONGEST = 120  # characters of one part by its numbers
_MOST = 400  # parts of one range

UNITS = {"章": "chapter", "节": "section", "条": "article", "款": "para", "项": "item", "目": "subitem"}
_ORDER = tuple(UNITS.values())
_SEGMENTS = {"chapter": "ch", "section": "sec", "article": "art", "para": "para", "item": "item"}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a rule by its numbers; ``None`` where the reference is silent."""

    article: str | None = None
    para: int | None = None
    item: int | None = None
    subitem: int | None = None
    chapter: int | None = None
    section: int | None = None

    @classmethod
    def at(cls, path: str) -> Place:
        """Read the path of a provision.

        >>> Place.at("art-40/para-2")
        Place(article='40', para=2, item=None, subitem=None, chapter=None, section=None)
        """
        parts = dict(re.findall(r"(art|para|item|subitem)-([\d.]+)", path))

        def number(name: str) -> int | None:
            value = parts.get(name, "").partition(".")[0]
            return int(value) if value else None

        return cls(parts.get("art"), number("para"), number("item"), number("subitem"))

    @property
    def path(self) -> str | None:
        """The path in the contract's form, ``None`` when nothing is known; articles are numbered through."""
        whole = ("art", "para", "item", "subitem"), (self.article, self.para, self.item, self.subitem)
        heads = ("ch", "sec"), (self.chapter, self.section)
        names, values = heads if all(value is None for value in whole[1]) else whole
        steps = [f"{name}-{value}" for name, value in zip(names, values, strict=True) if value is not None]
        return "/".join(steps) or None

    def inside(self, outer: Place) -> Place:
        """Fill what the reference leaves out, from the outermost part down to the first that it says."""
        if self.article is not None or self.chapter is not None:
            return self
        if self.section is not None:
            return replace(self, chapter=outer.chapter)
        if self.para is not None:
            return replace(self, article=outer.article)
        if self.item is not None:
            return replace(self, article=outer.article, para=outer.para)
        if self.subitem is not None:
            return replace(self, article=outer.article, para=outer.para, item=outer.item)
        return outer

    @property
    def deepest(self) -> str | None:
        """The name of the last unit that is said (``article``, ``para`` …)."""
        said = [name for name in _ORDER if getattr(self, name) is not None]
        return said[-1] if said else None


@dataclass(frozen=True, slots=True)
class Parts:
    """One reference: its range in the compact text, and the parts that it means (several: 第六、八条, 至)."""

    start: int
    end: int
    places: tuple[Place, ...]


def _with(place: Place, unit: str, value: str | int | None) -> Place:
    changed: dict[str, Any] = {unit: value}
    return replace(place, **changed)


def _numbers(text: str, folded: str) -> tuple[int, ...] | None:
    """Return the numbers of 六、八、九 or 二至四; ``None`` where one of them is none."""
    found: list[int] = []
    for match in _EACH.finditer(folded):
        number = whole_number(text[slice(*match.span("number"))])
        if number is None:
            return None
        if match["join"] and found and found[-1] < number <= found[-1] + _MOST:
            found.extend(range(found[-1] + 1, number))
        found.append(number)
    return tuple(found)


def _one(text: str, at: int) -> tuple[tuple[Place, ...], int] | None:
    """Read the part that stands at ``at``: steps of numbers with units of falling rank, the first as it stands."""
    places: tuple[Place, ...] = ()
    rank, end = -1, at
    folded = plain_form(text[at : at + _LONGEST])
    while match := _STEP.match(folded, end - at):
        said = slice(at + match.start("numbers"), at + match.end("numbers"))
        numbers = _numbers(text[said], match["numbers"])
        if match["book"]:
            if rank >= 0 or numbers is None:
                break
            places, end = (Place(),), at + match.end()
            continue
        unit = UNITS[match["unit"]]
        if _ORDER.index(unit) <= rank or not numbers:
            break
        rank, end = _ORDER.index(unit), at + match.end()
        last = places[-1] if places else Place()
        of = whole_number(text[at + match.start("of") : at + match.end("of")]) if match["of"] else None
        values = [f"{n}.{of}" if of else str(n) for n in numbers] if unit == "article" else [*numbers]
        places = (*places[:-1], *(_with(last, unit, value) for value in values))
    return (places, end) if end > at else None


def _through(first: Place, last: Place) -> Iterator[Place]:
    """Yield the parts between two of one kind (第八条至第十一条), without the two."""
    unit = first.deepest
    if unit is None or unit != last.deepest or _with(first, unit, None) != _with(last, unit, None):
        return
    low, high = (str(getattr(place, unit)).partition(".")[0] for place in (first, last))
    for number in range(int(low) + 1, min(int(high), int(low) + _MOST)):
        yield _with(first, unit, str(number) if unit == "article" else number)


def read_parts(text: str, at: int, outer: Place | None = None) -> tuple[Parts, ...]:
    """Return the references that stand together in compact text from ``at`` on; none where there is no number.

    Parts joined by 、 or 和 are references of their own; a range, and numbers that share a unit, are one.
    Words in quotation marks or brackets behind a part are passed over.

    >>> [(p.start, p.end, [x.path for x in p.places]) for p in read_parts("第一条第二款、第三款和第五条至第七条", 0)]
    [(0, 6, ['art-1/para-2']), (7, 10, ['art-1/para-3']), (11, 18, ['art-5', 'art-6', 'art-7'])]
    >>> [x.path for x in read_parts("第六、八条", 0)[0].places], read_parts("第二十3条", 0)
    (['art-6', 'art-8'], ())
    """
    found: list[Parts] = []
    last = outer or Place()
    start = at
    while part := _one(text, start):
        places = tuple(place.inside(last) for place in part[0])
        end, last = part[1], places[-1]
        found.append(Parts(start, end, places))
        between = _BETWEEN.match(text, end)
        join = _JOIN.match(text, between.end() if between else end)
        while join and join["range"]:
            more = _one(text, join.end())
            if more is None:
                return tuple(found)
            inner = tuple(place.inside(last) for place in more[0])
            whole = (*found[-1].places, *_through(last, inner[0]), *inner)
            end, last = more[1], inner[-1]
            found[-1] = Parts(found[-1].start, end, whole)
            join = _JOIN.match(text, end)
        if join is None:
            break
        start = join.end()
    return tuple(found)


def before(here: Place, what: str, count: int) -> tuple[Place, ...]:
    """Return the parts that 前条, 前款, 前两项 mean from ``here``; empty where there is none.

    >>> [place.path for place in before(Place("5", 3), "款", 2)]
    ['art-5/para-1', 'art-5/para-2']
    """
    unit = UNITS[what]
    if unit == "item" and here.item is None and here.subitem is not None:
        unit = "subitem"  # of a list numbered 1., 2.
    value = getattr(here, unit)
    if value is None:
        return ()
    number = int(str(value).partition(".")[0])
    kept: dict[str, None] = dict.fromkeys(_ORDER[_ORDER.index(unit) + 1 :])
    first = max(1, number - count)
    return tuple(
        replace(here, **kept, **{unit: str(each) if unit == "article" else each})  # type: ignore[arg-type]
        for each in range(first, number)
    )


def target_path(article: str, paths: frozenset[str]) -> str | None:
    """Return the provision of ``paths`` that a path means, or ``None`` when the document has no such part.

    The only paragraph of an article may have no path of its own: 第一款 is then the article. An item by its number
    alone is that of the only paragraph, or of the first that has it. 项 means the parts of a
    list numbered 1., 2. too.

    >>> target_path("art-3/para-1", frozenset({"art-3"})), target_path("art-9", frozenset({"art-3"}))
    ('art-3', None)
    >>> target_path("art-3/item-2", frozenset({"art-3", "art-3/para-1/item-2"}))
    'art-3/para-1/item-2'
    >>> target_path("art-3/item-2", frozenset({"art-3", "art-3/para-1/subitem-2"}))
    'art-3/para-1/subitem-2'
    """
    for path in (article, article.replace("/item-", "/subitem-")):
        inner = re.sub(r"^(art-[\d.]+)/(?=(?:sub)?item-)", r"\1/para-1/", path)
        for wanted in (path, path.replace("/para-1", "", 1), inner):
            if wanted in paths:
                return wanted
    return None
