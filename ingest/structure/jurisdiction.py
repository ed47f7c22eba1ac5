"""Whose text it is: the division that a text without a title or issuer gives evidence of.

A policy text names its own territory in several ways, none certain by itself: whom it addresses, how it speaks of
its home (我省, 全州, 本县), the prefix of document numbers, and the places it names. Evidence of the *level* and
evidence of the *place* are weighed apart; a division is concluded only where both point to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.document_numbers import NumberKind, document_numbers
from ingest.model import Diagnostic, Jurisdiction, Level, Provision, ProvisionKind
from ingest.structure.once import plain_form
from ingest.structure.territory import KINDS_OF_DIVISION
from ingest.text import CleanText, Span
from ontology.divisions import Division, abbreviated, ancestors, division, find, names, names_place

_KINDS = "自治区|省|自治州|州|盟|市|县|区|旗"
# The patterns of words of level are for texts in plain_form: marks of half width.
_HOME = re.compile(
    rf"(?<![大健安])(?:我|全|本)({_KINDS})(?![别分域间划]|场[^,。]{{0,4}}机制|[、(](?:自治区|直辖市))"
)
_ORGAN = re.compile(
    rf"(?:(?<=[,。;、:(])|^)({_KINDS})(?:人民政府|政府|委|直属|直|人大|政协|[\u4e00-\u9fff]{{1,10}}?(?:厅|局|委|办))(?=[,。;、:)牵负会等]|$)"
)
_CENTRAL = re.compile(r"各省[、(](?:自治区|区)|国务院各|各部[、,]各?(?:委|直属)|各省级|各省市自治区")
_ADDRESSED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "province",
        re.compile(
            r"各市[、(]?(?:自治)?州|各自治州|各州|各地[、(]?州|各设区|各地级|各市地|行署|行政公署|各市、县|各盟"
            r"|(?:^|[,、])各市人民政府|省(?:政府|人民政府)?各|省直|自治区各|各区县|各区人民政府"
        ),
    ),
    (
        "prefecture",
        re.compile(
            r"各县[、(](?:市|区|旗)|各县区|各县人民政府|各旗县|各区县|各区[、(]市|各区人民政府|[州盟市](?:政府|人民政府)?各|[州市]直"
        ),
    ),
    (
        "county",
        re.compile(
            r"各乡|各镇|各街道|各苏木|[县旗区](?:政府|人民政府)?各(?:部|委|办|局|有关|单位|直)|[县区]直"
        ),
    ),
)
_OF_STATE = re.compile(
    r"(?:国务院[\u4e00-\u9fff]{2,20}?部门|国家[\u4e00-\u9fff]{2,14}?(?:局|委员会|机构))"
    r"[^。;]{0,40}?(?:负责|承担|主管)[^。;,]{0,10}?全国[^。;,]{2,40}?工作"
)  # 国务院水行政主管部门负责全国渡槽管护工作
_SEVERAL_ARTICLES = 2
_CIRCUMSTANCES = re.compile(r"结合([\u4e00-\u9fff]{2,6}?)实际")  # 结合抚州实际: whose text it is
_GOVERNMENTAL = re.compile(r"(.)(?:政|府|发改|财|办|委)[\u4e00-\u9fff]{0,4}")
_LEVELS = {"province": "省 自治区 市", "prefecture": "市 州 盟 地区", "county": "县 市 区 旗"}
_SPEAKING = (ProvisionKind.SALUTATION, ProvisionKind.TITLE, ProvisionKind.SIGNATURE)
_CLEARLY = 0.6  # of the best, that no other candidate may reach


@dataclass(frozen=True, slots=True)
class _Found:
    printed: str
    spans: tuple[Span, ...]

    @classmethod
    def at(cls, own: CleanText, found: re.Match[str]) -> _Found:
        """Return what a pattern found in the plain form of words, as they are printed."""
        printed = own.text[found.start() : found.end()]
        return cls(printed.strip(), own.spans(*found.span()))


@dataclass(slots=True)
class _Evidence:
    """Weights gathered so far, and the first words for each."""

    levels: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    places: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    level_words: defaultdict[str, list[_Found]] = field(default_factory=lambda: defaultdict(list))
    place_words: defaultdict[str, list[_Found]] = field(default_factory=lambda: defaultdict(list))

    def level(self, kind: str, weight: float, found: _Found) -> None:
        self.levels[kind] += weight
        self.level_words[kind].append(found)

    def place(self, items: Sequence[Division], weight: float, found: _Found) -> None:
        """Count ``weight`` for the one division named, half of it for each division above all of ``items``."""
        if len(items) == 1:
            self.places[items[0].code] += weight
            self.place_words[items[0].code].append(found)
        shared = [[upper.code for upper in ancestors(item.code)] for item in items]
        for code in shared[0]:
            if all(code in other for other in shared) and code != "000000":
                self.places[code] += weight / 2
                self.place_words[code].append(found)


@cache
def _by_prefix() -> dict[str, tuple[str, ...]]:
    """Names that are plain enough to be looked for anywhere, by their first two characters, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names():
        known = find(name)
        if (len(name) > 2 and name.endswith(KINDS_OF_DIVISION)) or any(
            item.level == "province" for item in known
        ):
            found[name[:2]].append(name)
    return {prefix: tuple(items) for prefix, items in found.items()}


def _places_in(text: str) -> Iterator[tuple[int, str]]:
    known = _by_prefix()
    at = 0
    while at < len(text) - 1:
        name = next((n for n in known.get(text[at : at + 2], ()) if text.startswith(n, at)), None)
        if name is not None and names_place(text, at, at + len(name)):
            yield at, name
        at += len(name) if name else 1


def _gather(provisions: Iterable[Provision], year: int | None) -> _Evidence:
    evidence = _Evidence()
    for provision in provisions:
        _levels(provision, evidence)
        _places(provision, evidence, year)
    return evidence


def _levels(provision: Provision, evidence: _Evidence) -> None:
    """Gather how a provision speaks of its home, of its bodies and to its addressees."""
    own, plain = provision.own, plain_form(provision.own.text)
    for form, weight in ((_HOME, 1.0), (_ORGAN, 0.5)):
        for match in form.finditer(plain):
            evidence.level(match.group(1), weight, _Found.at(own, match))
    for each in provision.responsibilities:
        organ = _ORGAN.match(plain_form(each.name))
        if organ is not None:
            evidence.level(organ.group(1), 0.5, _Found(each.name, each.spans))
    if provision.kind is ProvisionKind.SALUTATION:
        for level, form in _ADDRESSED:
            for match in form.finditer(plain):
                evidence.level(level, 4.0, _Found.at(own, match))


def _places(provision: Provision, evidence: _Evidence, year: int | None) -> None:
    """Gather the divisions that a provision names, and the prefixes of document numbers."""
    own = provision.own
    for at, name in _places_in(own.text):
        quoted = own.text[max(0, at - 1) : at] == "《"
        weight = 4.0 if provision.kind in _SPEAKING else 3.0 if quoted else 1.0
        items = find(name, year) or find(name)
        evidence.place(items, weight, _Found(name, own.spans(at, at + len(name))))
    for match in _CIRCUMSTANCES.finditer(own.text):
        items = find(match.group(1), year) or find(match.group(1))
        if len(items) == 1:
            found = _Found(match.group(1), own.spans(*match.span(1)))
            evidence.place(items, 8.0, found)
            evidence.level(items[0].level, 1.0, found)
    for number in document_numbers(own.text):
        agency = number.kind is NumberKind.DOCUMENT and _GOVERNMENTAL.fullmatch(number.agency)
        if agency and (province := abbreviated(agency.group(1))):
            found = _Found(agency.group(1), own.spans(number.start, number.start + 1))
            evidence.place((province,), 2.0, found)


def _fits(item: Division, kind: str) -> bool:
    if kind in _LEVELS:
        return item.level == kind
    if kind == "市":
        return item.name.endswith("市")
    return item.name.endswith(kind) and (kind != "区" or item.level == "county")


def _central(provisions: Iterable[Provision]) -> _Found | None:
    for provision in provisions:
        addressed = provision.kind is ProvisionKind.SALUTATION
        found = _CENTRAL.search(plain_form(provision.text)) if addressed else None
        if found:
            return _Found.at(provision.clean, found)
    return None


def _of_state(provisions: Iterable[Provision]) -> list[_Found]:
    """Return where articles give a body of the State Council the charge of the whole country, one for each article."""
    articles = (each for each in provisions if each.kind is ProvisionKind.ARTICLE)
    places = ((each.clean, _OF_STATE.search(plain_form(each.text))) for each in articles)
    return [_Found.at(clean, found) for clean, found in places if found is not None]


def _said(found: Sequence[_Found]) -> str:
    return "、".join(dict.fromkeys(each.printed for each in found[:12]))[:80]


def infer_jurisdiction(
    provisions: Sequence[Provision], year: int | None = None
) -> tuple[Jurisdiction | None, Diagnostic]:
    """Conclude the division that made a text from what the text says; ``None`` where the evidence is not enough.

    The diagnostic (``jurisdiction-inferred`` or ``jurisdiction-unknown``) says from which words, with their places.
    ``year`` chooses among divisions that had a name at different times.
    """
    if (central := _central(provisions)) is not None:
        country = Jurisdiction("000000", "中华人民共和国", Level.NATIONAL)
        message = f"the text addresses the provinces: {central.printed}"
        return country, Diagnostic("jurisdiction-inferred", message, central.spans)
    evidence = _gather(provisions, year)
    scores: list[tuple[float, str]] = []
    for code, weight in evidence.places.items():
        level = sum(w for kind, w in evidence.levels.items() if _fits(division(code, year), kind))
        if level >= 1 and weight >= 1:
            scores.append((weight * level, code))
    scores.sort(key=lambda each: (-each[0], each[1]))
    if not evidence.levels and len(state := _of_state(provisions)) >= _SEVERAL_ARTICLES:
        message = f"bodies of the State Council have charge of the whole country: {_said(state)}"
        spans = tuple(sorted({span for each in state for span in each.spans}))
        country = Jurisdiction("000000", "中华人民共和国", Level.NATIONAL)
        return country, Diagnostic("jurisdiction-inferred", message, spans)
    if not scores or (len(scores) > 1 and scores[1][0] > _CLEARLY * scores[0][0]):
        printed = _said(
            [each for kind in sorted(evidence.level_words) for each in evidence.level_words[kind]]
        )
        told = f"words of level: {printed}" if printed else "no words of level"
        return None, Diagnostic(
            "jurisdiction-unknown", f"no division is clearly meant ({told}); state it beside the text"
        )
    item = division(scores[0][1], year)
    levels = [
        each
        for kind in sorted(evidence.level_words)
        if _fits(item, kind)
        for each in evidence.level_words[kind]
    ]
    places = evidence.place_words[item.code]
    message = f"{item.name} is concluded from {_said(places)} and {_said(levels)}"
    spans = tuple(sorted({span for each in (*places[:6], *levels[:6]) for span in each.spans}))
    return Jurisdiction(item.code, item.name, Level(item.level)), Diagnostic(
        "jurisdiction-inferred", message, spans
    )
