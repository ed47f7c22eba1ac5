"""What a document sets that it may not set: penalties, licences, compulsory measures and enforcement.

* Documents other than laws, regulations and 规章 set no penalty (行政处罚法 2021, art. 16), no licence
  (行政许可法, art. 17) and no compulsory measure (行政强制法, art. 10 para. 4); rules of departments, and of
  cities, set no licence (art. 15); 规章 set no compulsory measure (art. 10 para. 4).
* Local regulations set no detention and no revocation of a business licence (行政处罚法 2021, art. 12 para. 1), of the
  measures only sealing and seizing (行政强制法, art. 10 para. 3), and no enforcement (art. 13).

What is done under another rule (依法, 依照《…》, 由公安机关…) is repeated and not set. Where a rule over it that
is at hand sets the same, it is no new setting either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.check.finding import Finding, Open
from ingest.check.others import Library
from ingest.check.overstep.making import Note, Side, finding
from ingest.check.overstep.powers import Maker, over, rule_of
from ingest.link.alike import pair_set
from ingest.link.units import Unit
from ingest.model import Level, Modality, Norm, Resolved
from ingest.resolve.identity import identify
from ontology import lexicon
from ontology.check_words import pattern
from ontology.states import Gravity

_BASIS = re.compile(pattern("basis"))
_PENALTY = re.compile(pattern("penalty-set"))
_FINED = re.compile(
    r"处(?:以)?[^，,。；;]{0,24}罚款|没收(?!的)|吊销|责令停产停业|责令停业整顿|责令关闭|行政拘留"
)
_LICENCE_PENALTY = re.compile(pattern("penalty-licence"))
_MEASURE = re.compile(pattern("measure"))
_MEASURE_LAW = re.compile(pattern("measure-law"))
_ENFORCED = re.compile(pattern("enforcement"))
_GENERAL = re.compile(pattern("enforcement-general"))
_DOER = re.compile(
    rf"(?:由|^|[，,；;。\n])[^，,；;。\n]{{0,50}}(?:{lexicon.pattern('department-ending')}|政府|机关|机构|办事处|委员会)[^，,；;。\n]{{0,24}}$"
)
_COURT = re.compile(pattern("court"))
_NO_LEAVE = re.compile(
    rf"未经(?P<who>[^，,。；;]{{0,40}}?)(?:书面)?{pattern('licence')}(?:的)?[^，,。；;]{{0,16}}[，,]?[^，,。；;]{{0,16}}不得(?P<what>[^，,。；;]{{2,40}})"
    rf"|未(?:取得|办理)[^，,。；;]{{0,24}}(?:许可证|资质证书|批准文件|许可)[^，,。；;]{{0,16}}不得(?P<act>[^，,。；;]{{2,40}})"
    rf"|(?:应当|须|必须)(?:事先|提前)?(?:向|报经?|经)(?P<to>[^，,。；;]{{2,40}}?)(?:申请|办理|领取|审查)?[^，,。；;]{{0,12}}(?:许可证|许可|批准|核准|审批)"
)
_INNER = re.compile(pattern("not-licence"))
_AUTHORITY = re.compile(rf"{lexicon.endings('department-ending', 'open-ending')}|政府|部门|局|委员会|机关")
_PUBLIC = re.compile(r"(?:政府|部门|局|委员会|机关|机构|办公室|厅|院|学校|人员|干部)$")
# Whoever does a business is no authority, whatever the noun: 从事节能产品认证的机构.
_IN_BUSINESS = re.compile(r"(?:从事|经营)[^，,。；;]{1,40}的[^，,。；;的]{1,6}$")
_SENTENCE_END = re.compile(r"[。；;\n]")
_ACTS = frozenset({Modality.SANCTION, Modality.PERMISSION, Modality.OBLIGATION})
# The share of the words of a licence that stand in a provision of an upper rule which sets it
_HELD = 0.6
_NOT_ALLOWED = frozenset({Maker.DEPARTMENTAL, Maker.GOVERNMENT, Maker.NORMATIVE})


@dataclass(frozen=True, slots=True)
class _Sentence:
    unit: Unit
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.unit.text[self.start : self.end]


def _sentences(side: Side) -> Iterator[_Sentence]:
    for unit in side.units.values():
        if not unit.framing or unit.norms:
            for start, end in unit.sentences:
                yield _Sentence(unit, start, end)


def _own(sentence: _Sentence) -> bool:
    """Whether a sentence names no other rule as what it is done under, nor does the one that leads to it."""
    line = sentence.unit.text.rfind("。", 0, sentence.start) + 1
    return not _BASIS.search(sentence.unit.text[line : sentence.end])


def _norms(sentence: _Sentence, sign: re.Pattern[str]) -> Iterator[tuple[Norm, int]]:
    for norm in sentence.unit.norms:
        place = sentence.unit.position(norm.spans)
        if place and sentence.start <= place[0] < sentence.end and norm.modality in _ACTS:
            found = sign.search(sentence.unit.text, place[0], place[1])
            if found:
                yield norm, found.start()


def penalties(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find penalties set by documents that may set none, or none of the kind."""
    side = Side.of(resolved.annotation)
    maker = side.rule.maker
    for each in _sentences(side):
        if maker is Maker.NORMATIVE and _FINED.search(each.text) and _own(each):
            said = next(
                (norm for norm, _ in _norms(each, _PENALTY) if norm.modality is Modality.SANCTION), None
            )
            if said is None:
                continue
            word = _first(_FINED, each.text)
            why = (
                f"本文件是规范性文件，本条写明“{word}”，没有写明所依据的法律、法规或者规章。",
                f"This is a normative document, and says “{word}” without a law, regulation or rule it rests on.",
            )
            note = (
                "如果只是引述上位规定已有的处罚，可能合法，应当写明依据。",
                "If it only repeats a penalty that an upper rule has, it may be lawful; the basis should be named.",
            )
            yield _set(side, "fine-in-normative", each, ("penalty-none",), Gravity.HIGH, 0.85, why, note)
        elif maker is Maker.LOCAL and _LICENCE_PENALTY.search(each.text) and _own(each):
            if not any(True for _ in _norms(each, _LICENCE_PENALTY)) or _has_words(
                side, library, _first(_LICENCE_PENALTY, each.text)
            ):
                continue
            word = _first(_LICENCE_PENALTY, each.text)
            if unknown := _unknown(side, library, "penalty-kind", each):
                yield unknown
                continue
            why = (
                f"地方性法规不得设定“{word}”，本条没有写明法律、行政法规的依据。",
                f"A local regulation must not set “{word}”, and no law or administrative regulation is named.",
            )
            note = (  # most of those read were taken over from a law that the rule does not name
                "法律、行政法规（如《产品质量法》《消费者权益保护法》）对该行为已有同样处罚的，属于具体规定，可能合法。",
                "Where a law or administrative regulation (as that on product quality) has the same penalty for it, "
                "it may be lawful.",
            )
            yield _set(side, "penalty-kind", each, ("penalty-local",), Gravity.LOW, 0.5, why, note)


def licences(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find licences set by documents that may set none, where no rule over them at hand has the same."""
    side = Side.of(resolved.annotation)
    if side.rule.maker not in _NOT_ALLOWED:
        return
    provincial = side.rule.maker is Maker.GOVERNMENT and side.rule.level is Level.PROVINCE
    above = _above(side, library)
    for each in _sentences(side):
        found = _NO_LEAVE.search(each.text)
        if not found or not _own(each) or _INNER.search(found[0]):
            continue
        if not _AUTHORITY.search(found[0]) or _bears_public(each):
            continue
        if any(_held(found[0], unit.text) for other in above for unit in other.units.values()):
            continue
        if unknown := _unknown(side, library, "licence-new", each):
            yield unknown
            continue
        keys = ("licence-17",) if side.rule.maker is Maker.NORMATIVE else ("licence-15",)
        why = (
            f"本条要求“{found[0]}”，{side.rule.name[0]}不得设定行政许可，没有写明依据，在库的上位规定中也没有同样的许可。",
            f"“{found[0]}” is asked for; a {side.rule.name[1]} must not set licences, no basis is named, and no upper "
            "rule at hand has the same.",
        )
        note = (
            "如果上位法已设定该许可，或者属于机关内部审批，可能合法。",
            "If an upper rule sets this licence, or it is an approval within the administration, it may be lawful.",
        )
        gravity = Gravity.HIGH if side.rule.maker is Maker.NORMATIVE else Gravity.MEDIUM
        if provincial:
            gravity = Gravity.LOW
            note = (
                "省级政府规章可以设定临时性行政许可，实施满一年需要继续实施的应当制定地方性法规。",
                "A rule of a provincial government may set a temporary licence, for one year.",
            )
        yield _set(side, "licence-new", each, keys, gravity, 0.75, why, note)


def compulsion(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find compulsory measures set by documents that may not set them."""
    side = Side.of(resolved.annotation)
    maker = side.rule.maker
    if maker is None or maker is Maker.LAW or maker is Maker.ADMINISTRATIVE:
        return
    sign = _MEASURE if maker in _NOT_ALLOWED else _MEASURE_LAW
    for each in _sentences(side):
        if not sign.search(each.text) or not _own(each) or _COURT.search(each.text):
            continue
        told = [at for norm, at in _norms(each, sign) if _does(norm, each.unit, at)]
        word = _first(sign, each.text)
        if not told or _has_words(side, library, word):
            continue
        if unknown := _unknown(side, library, "compulsion-new", each):
            yield unknown
            continue
        why = (
            f"本条规定“{word}”，{side.rule.name[0]}不得设定这种行政强制措施，没有写明依据。",
            f"“{word}” is provided for; a {side.rule.name[1]} must not set such a measure, and no basis is named.",
        )
        note = (
            "如果法律、法规已有同样的强制措施，本条只是引述，可能合法。",
            "If a law or regulation has the same measure and this only repeats it, it may be lawful.",
        )
        grave = maker is Maker.NORMATIVE or bool(_MEASURE_LAW.search(each.text))
        gravity = Gravity.HIGH if grave else Gravity.MEDIUM
        yield _set(side, "compulsion-new", each, ("compulsion-10", "compulsion-11"), gravity, 0.75, why, note)


def enforcement(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find enforcement by an authority that no law at hand lets it do."""
    side = Side.of(resolved.annotation)
    maker = side.rule.maker
    if maker is None or maker is Maker.LAW:
        return
    for each in _sentences(side):
        if not _ENFORCED.search(each.text) or not _own(each) or _COURT.search(each.text):
            continue
        word = _first(_ENFORCED, each.text)
        told = [at for norm, at in _norms(each, _ENFORCED) if _does(norm, each.unit, at)]
        if maker is not Maker.NORMATIVE and _GENERAL.search(each.text):
            continue
        told = [at for at in told if _DOER.search(each.unit.text[each.start : at])]
        if not told or _enforced_above(side, library):
            continue
        if unknown := _unknown(side, library, "enforcement-new", each):
            yield unknown
            continue
        why = (
            f"本条规定“{word}”，行政强制执行由法律设定，本条没有写明法律依据，在库的上位规定中也没有这一方式。",
            f"“{word}” is provided for; enforcement is set by laws, none is named, and no upper rule at hand has it.",
        )
        note = (
            "法律（如行政强制法关于代履行、加处罚款、滞纳金和强制拆除违法建筑的规定）已经授权的，可能合法。",
            "Where a law empowers it (as 行政强制法 does for substitute performance and surcharges), it may be lawful.",
        )
        gravity = Gravity.HIGH if maker is Maker.NORMATIVE else Gravity.LOW
        yield _set(side, "enforcement-new", each, ("compulsion-13",), gravity, 0.7, why, note)


def _set(
    side: Side,
    kind: str,
    sentence: _Sentence,
    keys: Iterable[str],
    gravity: Gravity,
    confidence: float,
    why: Note,
    note: Note,
) -> Finding:
    here = side.quoted(sentence.unit, sentence.start, sentence.end)
    return finding(kind, side.rule, here, None, tuple(keys), gravity, confidence, (why, note))


def _unknown(side: Side, library: Library, kind: str, sentence: _Sentence) -> Open | None:
    """Return that it is not known whether an upper rule has the same: not all that it was made under is at hand.

    Documents other than laws, regulations and 规章 have to name what they repeat; theirs is always told.
    """
    if side.rule.maker is Maker.NORMATIVE:
        return None
    named = {each.rule.title for each in _above(side, library)}
    missing = [each for each in side.rule.based_on if each not in named]
    if named and not missing:
        return None
    said = "、".join(f"《{each}》" for each in missing) or "上位规定"
    return Open(
        kind,
        sentence.unit.path,
        (
            f"{said}不在比较之列，本条所写是否已有上位依据，不能评判。",
            f"{said} could not be compared; whether an upper rule has the same is not known.",
        ),
    )


def _first(sign: re.Pattern[str], text: str) -> str:
    found = sign.search(text)
    return found[0] if found else ""


def _does(norm: Norm, unit: Unit, at: int) -> bool:
    """Whether a norm has a measure done, and tells neither of what was done (查封的物品) nor of a ban."""
    behind = unit.text[at : at + 8]
    before = unit.text[max(0, at - 8) : at]
    told = re.match(r".{2,4}(?:的|期间|决定|措施的)", behind)
    return not told and not re.search(r"不得|被|擅自|已|解除|转移|隐匿", before)


def _bears_public(sentence: _Sentence) -> bool:
    """Whether it is authorities alone that are bound: their approvals are inner ones."""
    bearers = [
        bearer
        for norm in sentence.unit.norms
        if (place := sentence.unit.position(norm.spans)) and sentence.start <= place[0] < sentence.end
        for bearer in norm.bearers
    ]
    return bool(bearers) and all(_PUBLIC.search(each) and not _IN_BUSINESS.search(each) for each in bearers)


def _above(side: Side, library: Library) -> list[Side]:
    iri = str(identify(side.annotation.document).document)
    uppers = (each.upper for each in library.alignments(iri))
    return [Side.of(each) for each in uppers if over(rule_of(each.document), side.rule)]


def _has_words(side: Side, library: Library, word: str) -> bool:
    """Whether a rule over it that is at hand has the measure too."""
    return any(word in unit.text for other in _above(side, library) for unit in other.units.values())


def _enforced_above(side: Side, library: Library) -> bool:
    """Whether a rule over it that is at hand has an authority enforce, in whatever words."""
    texts = (unit.text for other in _above(side, library) for unit in other.units.values())
    return any(_ENFORCED.search(text) and not _GENERAL.search(text) for text in texts)


def _held(words: str, text: str) -> bool:
    pairs = pair_set(words)
    return bool(pairs) and len(pairs & pair_set(text)) >= _HELD * len(pairs)
