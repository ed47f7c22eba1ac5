"""Repeated words, other definitions, further conditions of a licence and narrower circles in linked provisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.check.finding import Finding, Open
from ingest.check.others import Library
from ingest.check.overstep.making import Pair, finding, hierarchy, later, pairs
from ingest.check.overstep.powers import Maker
from ingest.link.alike import likeness, pair_set
from ingest.link.units import Unit
from ingest.model import Annotation, Modality, Norm, Resolved
from ingest.resolve.identity import identify
from ontology.check_words import pattern
from ontology.states import Gravity

_REPEATED, _LEAST_REPEATED = 0.93, 60
_TERM = re.compile(
    r"(?:^|[。；\n）)]|[，,]\s*)(?:本(?:法|条例|办法|规定|细则)所称(?:的)?)?(?P<term>[^，,。；：:\n（）()]{2,16}?)[，,]?(?:，|,)?是指(?P<words>[^。；\n]{8,})"
)
_SO_CALLED = re.compile(r"^.*所称的?")
_CONDITIONS = re.compile(pattern("condition-list"))
_BY_ITSELF = re.compile(r"\s*(?:依照|按照|根据|依据)本(?:法|条例|办法|规定|细则)")
_NATIONAL = re.compile(pattern("national-organ"))
_LICENCE = re.compile(pattern("licence"))
_OPEN_END = re.compile(pattern("open-end"))
_LABEL = re.compile(r"^\s*[（(]?[一二三四五六七八九十0-9]+[）)、.．]\s*")
_NARROWS = re.compile(pattern("circle"))
_OWN = re.compile(
    r"本(?:省|市|州|县|区|自治区|自治州|行政区域|辖区)(?:行政区域)?|行政区域|中华人民共和国|境内|范围内|本(?:法|条例|办法|规定|细则)"
)
_GIVES = frozenset({Modality.RIGHT, Modality.OBLIGATION, Modality.EXEMPTION, Modality.ENCOURAGEMENT})
_SAME_LEAD = 0.7
_NOTHING_LIKE = 0.35
_SAME_ACT = 0.8
_ALIKE, _OTHER = 0.3, 0.8
_SHORT, _TELLING = 12, 24


def _linked(resolved: Resolved, library: Library) -> Iterator[tuple[Pair, Unit, Unit]]:
    iri = str(identify(resolved.annotation.document).document)
    for pair in pairs(resolved.annotation, iri, library):
        for each in pair.alignment.correspondences:
            low, high = pair.lower.units.get(each.lower_unit), pair.upper.units.get(each.upper_unit)
            if low is not None and high is not None:
                yield pair, low, high


def repetition(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find articles that say nearly the same words as one of an upper rule (立法法 2023, art. 82 para. 4)."""
    done: set[str] = set()
    for pair, low, high in _linked(resolved, library):
        maker = pair.lower.rule.maker
        if low.path in done or low.framing or len(low.text) < _LEAST_REPEATED:
            continue
        if maker not in (Maker.LOCAL, Maker.GOVERNMENT, Maker.DEPARTMENTAL):
            continue
        alike = likeness(low.text, high.text)
        if alike < _REPEATED or _figures(pair.alignment.lower, low) != _figures(pair.alignment.upper, high):
            continue  # with another amount, rate or time limit it says something else
        if _own_matter(low.text, high.text):
            continue
        done.add(low.path)
        here, there = pair.lower.quoted(low, 0, len(low.text)), pair.upper.quoted(high, 0, len(high.text))
        if not pair.known:
            yield later("repetition", here.path, pair)
            continue
        title = pair.upper.rule.title
        why = (
            f"本条与《{title}》{high.label or ''}的文字相同程度为 {alike:.0%}。",
            f"The words are {alike:.0%} those of 《{title}》 {high.label or ''}.",
        )
        note = (
            "为了条文完整而必要的重复可以保留。",
            "What has to be repeated for the text to be whole may stay.",
        )
        keys = ("legislation-82",) if maker is Maker.LOCAL else ("regulations-8-2",)
        yield finding("repetition", pair.lower.rule, here, there, keys, Gravity.LOW, 0.95, (why, note))


def _own_matter(low: str, high: str) -> bool:
    """Whether like words tell of another matter: what is done under the rule itself, or by organs of the country above.

    依照本条例规定给予单位罚款处罚的 reaches the fines of one rule alone; how the 全国人民代表大会 makes laws says
    nothing of how the congress of a city makes regulations.
    """
    return bool(_BY_ITSELF.match(low)) or not set(_NATIONAL.findall(high)) <= set(_NATIONAL.findall(low))


def _figures(annotation: Annotation, unit: Unit) -> list[tuple[str, ...]]:
    """Return the amounts, rates and time limits of a unit, whatever their order."""
    return sorted(
        (each.kind.value, each.unit, str(each.low), str(each.high))
        for each in annotation.quantities
        if f"{each.path}/".startswith(f"{unit.path}/")
    )


@dataclass(frozen=True, slots=True)
class _Definition:
    term: str
    words: str
    unit: Unit
    start: int
    end: int


def _definitions(units: Iterator[Unit]) -> Iterator[_Definition]:
    for unit in units:
        for found in _TERM.finditer(unit.text):
            term = _SO_CALLED.sub("", _LABEL.sub("", found["term"])).strip("“”\"' ")
            if len(term) > 1:
                yield _Definition(term, found["words"], unit, found.start("term"), found.end())


def definition_other(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find terms that the upper rule defines otherwise; a term that one upper rule defines so is none."""
    iri = str(identify(resolved.annotation.document).document)
    for pair in pairs(resolved.annotation, iri, library):
        above = {each.term: each for each in _definitions(iter(pair.upper.units.values()))}
        for one in _definitions(iter(pair.lower.units.values())):
            other = above.get(one.term)
            if other is None:
                continue
            words = _OWN.sub("", one.words), _OWN.sub("", other.words)
            alike = likeness(*words)
            if (
                not (pair.basis or alike >= _ALIKE)
                or alike >= _OTHER
                or _only_place(*words)
                or max(map(len, words)) < _TELLING
            ):
                continue
            here = pair.lower.quoted(one.unit, one.start, one.end)
            there = pair.upper.quoted(other.unit, other.start, other.end)
            if not pair.known:
                yield later("definition-other", here.path, pair)
                continue
            why = (
                f"“{one.term}”在上位规定中另有定义，文字相同程度为 {alike:.0%}。",
                f"“{one.term}” is defined otherwise in the upper rule; {alike:.0%} of the words are the same.",
            )
            note = (
                "限于本行政区域或者本文件调整范围的定义可能是适当的。",
                "A definition for the territory or the matter of this rule alone may be right.",
            )
            keys = hierarchy(pair)
            yield finding(
                "definition-other", pair.lower.rule, here, there, keys, Gravity.LOW, 0.85, (why, note)
            )


def _only_place(one: str, other: str) -> bool:
    """Whether one definition only adds to the other a territory or the like."""
    return pair_set(one) <= pair_set(other) or pair_set(other) <= pair_set(one)


def licence_condition(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find conditions of a licence that the upper rule, which lists its conditions, does not have."""
    for pair, low, high in _linked(resolved, library):
        one, other = _conditions(low), _conditions(high)
        if one is None or other is None or likeness(one[0], other[0]) < _SAME_LEAD:
            continue
        if not (_LICENCE.search(low.text) and _LICENCE.search(high.text)):
            continue
        open_end = any(_OPEN_END.search(each) for each, _, _ in other[1])
        for words, start, end in one[1]:
            near = max((likeness(words, each) for each, _, _ in other[1]), default=0.0)
            if near >= _NOTHING_LIKE or _OPEN_END.search(words) or len(words) < 6:
                continue
            here = pair.lower.quoted(low, start, end)
            there = pair.upper.quoted(high, 0, len(high.text))
            if not pair.known:
                yield later("licence-condition", here.path, pair)
                continue
            why = (
                f"条件“{words[:40]}”在上位规定所列条件中没有对应。",
                f"The condition “{words[:40]}” has no counterpart among those of the upper rule.",
            )
            note = (
                "上位规定的条件留有余地（法律、法规规定的其他条件），可能合法。",
                "The upper rule leaves its list open to other conditions; it may be lawful.",
            )
            gravity = Gravity.MEDIUM if open_end or not pair.basis else Gravity.HIGH
            rule = pair.lower.rule
            yield finding(
                "licence-condition",
                rule,
                here,
                there,
                ("licence-16",),
                gravity,
                0.7,
                (why, note if open_end else None),
            )


def _conditions(unit: Unit) -> tuple[str, list[tuple[str, int, int]]] | None:
    """Return the words that lead into a list of conditions, and its items with their places."""
    found = _CONDITIONS.search(unit.text)
    stop = unit.text.find("\n", found.end()) if found else -1
    if found is None or stop < 0:
        return None
    lead = unit.text[
        max(unit.text.rfind("。", 0, found.start()), unit.text.rfind("\n", 0, found.start())) + 1 : stop
    ]
    items, at = [], stop + 1
    for line in unit.text[stop + 1 :].split("\n"):
        label = _LABEL.match(line)
        if not label:
            break
        items.append((line[label.end() :].strip("；;。 "), at, at + len(line)))
        at += len(line) + 1
    return (lead, items) if len(items) > 1 else None


def circle_narrower(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find a circle of those who benefit that the lower rule narrows by a condition of residence or the like."""
    for pair, low, high in _linked(resolved, library):
        for one in low.norms:
            condition = _narrowing(one)
            if condition is None or one.modality not in _GIVES:
                continue
            other = next(
                (
                    each
                    for each in high.norms
                    if each.modality in _GIVES
                    and likeness(one.action, each.action) >= _SAME_ACT
                    and len(one.action) >= _SHORT
                    and not _NARROWS.search(each.text)
                ),
                None,
            )
            places = low.position(one.spans), high.position(other.spans) if other else None
            if other is None or places[0] is None or places[1] is None:
                continue
            here, there = pair.lower.quoted(low, *places[0]), pair.upper.quoted(high, *places[1])
            if not pair.known:
                yield later("circle-narrower", here.path, pair)
                continue
            why = (
                f"受益对象多了“{condition}”的限制，上位规定没有。",
                f"Those who benefit are narrowed by “{condition}”, which the upper rule does not have.",
            )
            keys = hierarchy(pair)
            yield finding(
                "circle-narrower", pair.lower.rule, here, there, keys, Gravity.MEDIUM, 0.7, (why, None)
            )


def _narrowing(norm: Norm) -> str | None:
    """Return the words that narrow the circle of those who benefit: 本市户籍, 连续缴纳社会保险满一年."""
    for words in (*norm.beneficiaries, *norm.bearers, norm.condition or ""):
        found = _NARROWS.search(words)
        if found:
            return words
    return None
