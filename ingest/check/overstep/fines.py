"""The fines of a rule: for which conduct of which party, in which case, within which bounds.

The conduct is what stands before the penalty: 擅自停止供水的，由…责令改正，处…罚款. Where items are listed
(有下列行为之一的) each is a conduct of its own, in the scope of the words that lead into the list. A conduct
that is told only by the number of an article of the rule is read there (:mod:`told <ingest.check.overstep.told>`);
told by the number of anything else it is not known: such a fine is compared with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.check.overstep.making import Side
from ingest.check.overstep.told import told_conduct
from ingest.link.alike import likeness
from ingest.link.units import Unit
from ingest.model import Quantity, QuantityKind
from ontology.check_words import pattern

_PENALTY = re.compile(
    r"(?:^|(?<=[，,：:]))(?:由[^，,。；;]{2,60}(?:部门|机关|机构|政府|委员会|单位|队|局)|可以|可|责令|给予|予以|没收|强制|强行|处以?|并处|对[^，,。；;]{2,30}处)"
    r"|(?:由[^，,。；;]{2,60}(?:部门|机关|机构|政府|委员会))"
)
_AMOUNT = re.compile(r"处以?[^，,。；;]{0,12}$")
_BREACH = re.compile(r"^\s*(?:对)?违反[^，,。；]{0,60}(?:规定[，,]?|(?:条例|办法)[，,])")
_LABEL = re.compile(r"^\s*[（(]?[一二三四五六七八九十〇零百0-9]+[）)、.．]\s*")
_LISTED = re.compile(r"[，,]?(?:有|具有)?(?:下列|以下)[^，,：:（(第]{0,12}(?:之一)?(?:的)?$")
_LIST = re.compile(r"(?:下列|以下)")
_REFERENCE = re.compile(
    r"(?:本(?:法|条例|办法|规定|细则)|前款|前条|第[一二三四五六七八九十百零0-9]+[条款项])"
)
_CASE = re.compile(rf"^[^，,；;。]{{0,6}}{pattern('case')}[^，,；;。]{{0,14}}$")
_GRAVE = re.compile(pattern("case-grave"))
_UNREPAIRED = re.compile(pattern("case-unrepaired"))
_AGAIN = re.compile(pattern("case-again"))
_RESPONSIBLE = re.compile(r"负责的|责任人|负责人|主管人员|从业人员|工作人员")
_PERSON = re.compile(r"个人|公民|自然人|居民|村民")
_UNIT = re.compile(r"单位|企业|组织|机构|法人|公司|经营者|者$")
_TO = re.compile(r"对(?:其)?([^，,；;。：:\n]{1,40}?)[，,]?(?:可以|可)?并?处(?:以)?[^，,；;。]{0,20}$")
_CUT = re.compile(r"[，,；;]")
_LEAST = 8
_FIGURE = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿.．%％]+")


@dataclass(frozen=True, slots=True)
class Act:
    """A conduct: the scope of the list in which it stands, and its words."""

    scope: str
    words: str


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine for acts, of a party (unit, person, responsible, any) in a case (plain, grave, unrepaired, again, other).

    ``low`` and ``high`` are yuan or percent; ``start`` and ``end`` the place of its sentence in the unit;
    ``named``: the acts are those of the article that the sentence names by its number.
    """

    unit: Unit
    quantity: Quantity
    acts: tuple[Act, ...]
    party: str
    case: str
    low: Decimal
    high: Decimal
    start: int
    end: int
    named: bool = False

    @property
    def money(self) -> bool:
        """Whether it is a sum, and no multiple of a gain or value."""
        return self.quantity.kind is QuantityKind.MONEY

    @property
    def measure(self) -> tuple[str, tuple[str, ...]]:
        """What must be the same to compare two: its unit, and per what it is counted."""
        return self.quantity.unit, self.quantity.per


def fines(side: Side) -> Iterator[Fine]:
    """Yield the fines of a document whose conduct is told, in its order."""
    for unit in side.units.values():
        for quantity in unit.quantities:
            found = _fine(unit, quantity, side.units) if quantity.role == "fine" else None
            if found is not None:
                yield found


def _fine(unit: Unit, quantity: Quantity, units: dict[str, Unit]) -> Fine | None:
    place = unit.position(quantity.spans)
    if place is None or not isinstance(quantity.high, int | Decimal):
        return None
    low = quantity.low if isinstance(quantity.low, int | Decimal) else 0
    text, at = unit.text, place[0]
    line = text.rfind("\n", 0, at) + 1
    start = max(text.rfind("。", 0, at) + 1, line)
    if "罚款" not in text[place[1] : place[1] + 12] and "罚款" not in text[max(start, at - 12) : at]:
        return None
    acts, case = _conduct(text, start, line, at)
    named = not acts
    if named:
        acts = _named(text[start:at], units)
    if not acts:
        return None
    end = min((i for i in (text.find("。", at), text.find("\n", at)) if i >= 0), default=len(text))
    party = _party(text[max(text.rfind("。", 0, at), text.rfind("；", 0, at)) + 1 : at], acts)
    return Fine(unit, quantity, acts, party, case, Decimal(low), Decimal(quantity.high), start, end, named)


def _named(sentence: str, units: dict[str, Unit]) -> tuple[Act, ...]:
    """Return the acts that a sentence names by the number of an article of its own rule."""
    scope, told = told_conduct(sentence, units)
    bare = [words for words in told if len(words) >= _LEAST and not _told_elsewhere(words)]
    return tuple(Act(_bare(scope), _bare(words)) for words in bare)


def _conduct(text: str, start: int, line: int, at: int) -> tuple[tuple[Act, ...], str]:
    """Return the acts that the fine at ``at`` punishes, none where they are not told, and its case."""
    parts = re.split(r"[；;]", text[start:at])
    head, rest = _head(parts[-1])
    told = [each for each in _CUT.split(rest) if each.endswith("的") and _CASE.match(each)]
    own = [each for each in _CUT.split(head) if each and not _CASE.match(each)]
    cases = [each for each in _CUT.split(head) if _CASE.match(each)] + told
    if not own and len(parts) > 1:
        for part in reversed(parts[:-1]):
            own = [each for each in _CUT.split(_head(part)[0]) if each and not _CASE.match(each)]
            if own:
                break
    conduct = "，".join(own)
    scope = ""
    if start == line and _LABEL.match(text[start:at]):
        scope = _scope(text, line)
    return _acts(text, conduct, scope, at), _case(cases[-1] if cases else "")


def _head(part: str) -> tuple[str, str]:
    """Part a clause of a penalty before the first word of the penalty."""
    part = _BREACH.sub("", _LABEL.sub("", part.strip()))
    found = _PENALTY.search(part) or _AMOUNT.search(part)
    at = found.start() if found else len(part)
    return part[:at].strip("，, "), part[at:]


def _scope(text: str, line: int) -> str:
    """Return what the line that leads into a list says of its scope: 在风景名胜区内."""
    while line > 0:
        before = text.rfind("\n", 0, line - 1) + 1
        words = text[before : line - 1].strip()
        if not _LABEL.match(words):
            return _LISTED.sub("", _head(words.rstrip("：:"))[0]).strip("，, ") if words[-1:] in "：:" else ""
        line = before
    return ""


def _acts(text: str, conduct: str, scope: str, at: int) -> tuple[Act, ...]:
    bare = conduct.strip("，, ")
    if _LISTED.search(bare) or (_LIST.search(bare) and len(bare) < _LEAST + 8):
        stop = min((i for i in (text.find("：", at), text.find(":", at)) if i >= 0), default=-1)
        if stop < 0:
            return ()
        lead = _LISTED.sub("", bare).strip("，, ")
        found = []
        for line in text[stop + 1 :].strip().split("\n"):
            if not _LABEL.match(line):
                break
            item = _LABEL.sub("", line).strip("；;。 ")
            if len(item) >= _LEAST and not _told_elsewhere(item):
                found.append(Act(_bare(lead), _bare(item)))
        return tuple(found)
    if _LIST.search(bare) or len(_bare(bare)) < _LEAST or _told_elsewhere(bare):
        return ()
    return (Act(_bare(scope), _bare(bare)),)


def _told_elsewhere(words: str) -> bool:
    """Whether a conduct is told by the number of another provision."""
    return bool(_REFERENCE.search(words))


def _bare(words: str) -> str:
    return _FIGURE.sub("", words).removesuffix("的")


def _case(words: str) -> str:
    for name, sign in (("again", _AGAIN), ("grave", _GRAVE), ("unrepaired", _UNREPAIRED)):
        if words and sign.search(words):
            return name
    return words and "other"


def _party(before: str, acts: tuple[Act, ...]) -> str:
    found = _TO.search(before)
    said = found[1] if found else ""
    for name, sign in (("responsible", _RESPONSIBLE), ("person", _PERSON), ("unit", _UNIT)):
        if said and sign.search(said):
            return name
    if said:
        return "other"
    return "person" if any(each.words.startswith(("个人", "公民")) for each in acts) else "any"


def same_conduct(one: Fine, other: Fine) -> float:
    """Return how far two fines are for one conduct, 0 to 1: by the two acts that are most alike.

    Where a list leads in with a scope, or only one act has one, both must be in one scope.
    """
    best = 0.0
    for low in one.acts:
        for high in other.acts:
            alike = likeness(low.words, high.words)
            if low.scope or high.scope:
                whole = likeness(low.scope + low.words, high.scope + high.words)
                alike = min(alike, max(whole, likeness(low.scope, high.scope)))
            best = max(best, alike)
    return best


def same_party(one: Fine, other: Fine) -> bool:
    """Whether two fines are for the same kind of party; one for whoever acts is held against those for both."""
    if "responsible" in (one.party, other.party) or "other" in (one.party, other.party):
        return one.party == other.party
    return one.party == other.party or "any" in (one.party, other.party)
