"""To what an amount belongs: its condition, what it is said of, who pays it.

It is decided after the norms are found. A condition belongs to the amount that follows it in its sentence, never to
the figure that it holds itself: of 营业收入超过5000万元的，奖励10万元 the condition is that of 10万元. Who pays is who
is said to pay, and nobody else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.annotate.quantity.subject import SENTENCE, Around, of_days, said_of
from ingest.annotate.reading import Reading
from ingest.model import BearerSource, Document, Modality, Norm, Quantity, QuantityKind
from ingest.text import CleanText

_LONGEST = 2000  # characters of a sentence
_CLAUSE = re.compile(r"[，,：:]")
_SUPPOSED = re.compile(r"(?:的|时|情形之一)$")
"""How a clause ends that supposes something."""
_NOT_SUPPOSED = re.compile(r"^(?:其中|依法|根据|按照?|依照|属于本级)")
_PAYS = re.compile(
    r"(?<!申请|获得|享受|领取)(?:给予|补[贴助偿]|奖励|资助|支付|承担|安排|拨付|发放|负担|兑现)"
)
_BY = re.compile(
    r"由(?P<payer>(?:[^、对]|对外){2,30}?)(?:对[^，,]{1,40}?)?(?:再(?=给予|奖励|补[贴助]))?"
    r"(?:按照?|依法|统一|全额|一次性|分别|给予|补[贴助偿]|奖励|资助|支付|承担|安排|拨付|发放|负担)"
)
_PAID_OUT = frozenset({"reward", "reward-step", "subsidy", "fee-reduction", "deduction"})
_PAYING = frozenset({Modality.OBLIGATION, Modality.PERMISSION})
_GRAVER = re.compile(r"逾期|拒不|情节|造成|在限[定期]|再次|尚[可不]|无法|不能")
"""How a condition begins that supposes the offence named before it."""
_BREACH = re.compile(r"^违反(?:本|《[^》]*》)[^，的、第]{0,12}?规定[，,](?=[^，,]{3})(?!有下列)")
_AMOUNT_ROLES = frozenset(
    {"fine", "confiscation", "reward", "reward-step", "subsidy", "fee", "fee-reduction", "deduction"}
)
"""The roles of amounts that are due on a condition."""


def _clauses(text: str, start: int) -> list[tuple[int, int]]:
    """Return the clauses of the sentence that goes on at ``start``, up to there."""
    near = max(0, start - _LONGEST)
    first = max((m.end() for m in SENTENCE.finditer(text, near, start)), default=near)
    cuts = [first, *(m.end() for m in _CLAUSE.finditer(text, first, start)), start]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def condition_of(text: str, start: int, others: Iterable[int]) -> str | None:
    """Return the condition of the amount at ``start``: the clauses of its sentence that suppose something.

    ``others`` are where the amounts begin to which an earlier condition belongs: what stands before the last of them is
    theirs.

    >>> condition_of("擅自采砂的，没收违法所得，并处五万元罚款", 15, [])
    '擅自采砂的'
    """
    clauses = _clauses(text, start)[:-1]
    floor = max((at for at in others if at < start), default=-1)
    last = None
    for number, (begin, end) in enumerate(clauses):
        words = text[begin:end].rstrip("，,：: ")
        if begin > floor and _SUPPOSED.search(words) and not _NOT_SUPPOSED.match(words):
            last = number
    if last is None:
        return None
    first = last
    while first and clauses[first - 1][0] > floor and not text.startswith("处", clauses[first - 1][0]):
        first -= 1
    return text[clauses[first][0] : clauses[last][1]].strip("，,：: \n") or None


def _offence(text: str, start: int, condition: str) -> str:
    """Return what the fine at ``start`` is for: its condition, after the offence from which 逾期不改正的 goes on."""
    said, at = condition, start
    while _GRAVER.match(said):
        at = max((m.start() for m in SENTENCE.finditer(text, 0, at)), default=-1)
        if at < 0 or text[at] not in "；;":
            return condition
        said = condition_of(text, at, ()) or "情节"
    whole = condition if said == condition else f"{said.removesuffix('的')}，{condition}"
    return _BREACH.sub("", whole)


_AMENDED = re.compile(r"将(?P<place>[^“”，。；]{1,24}?)中的?“[^”]*”(?:[^“”]|“[^”]*”)*?(?:改为|增加)“[^”]*$")
_RENUMBERED = re.compile(r"将(?P<place>第[^“”，。；]{1,16}?)改为[^“”。；]{0,400}$")
_REACH = 400  # characters in which the words that are replaced are looked for


def _amended(text: str, start: int, end: int) -> str | None:
    """Return the place whose words are replaced by others in which the amount stands (将第七条中的“…”修改为“…”)."""
    before = text[max(0, start - _REACH) : start]
    if "“" not in before or (found := _AMENDED.search(before)) is None:
        return None
    place = found["place"]
    if place == "其":
        earlier = _RENUMBERED.search(before[: found.start()])
        place = earlier["place"] if earlier else ""
    fined = "的罚款" if text[end:].lstrip("的").startswith("罚款") else ""
    return f"{place}{fined}" if place else None


def _payer(text: str, start: int, norm: Norm | None, opens: int) -> tuple[str, ...]:
    """Return who is said to pay the amount at ``start``: 由市财政给予补助, or the subject of 给予.

    ``opens`` is where the norm begins: the clause that it begins with has its subject.
    """
    begin, end = _clauses(text, start)[-1] if _clauses(text, start) else (start, start)
    if said := _BY.search(text, begin, start):
        return (said["payer"],)
    explicit = norm is not None and norm.bearer_source is BearerSource.EXPLICIT
    if norm is not None and explicit and norm.modality in _PAYING and _PAYS.search(text[begin:end]):
        return (
            norm.bearers
            if begin <= opens < end or any(name in text[begin:end] for name in norm.bearers)
            else ()
        )
    return ()


def _gains(quantity: Quantity, norm: Norm | None) -> tuple[str, ...]:
    """Return who gets an amount: those for whom its norm is, where it is paid to somebody."""
    return norm.beneficiaries if norm is not None and quantity.role in _PAID_OUT else ()


def attributed(
    document: Document, quantities: Sequence[Quantity], norms: Sequence[Norm]
) -> Mapping[Quantity, Quantity]:
    """Return by each quantity the same with its condition, what it applies to, who pays and who gets it."""
    of: dict[Quantity, Norm] = {}
    for norm in norms:
        of.update(dict.fromkeys(norm.quantities, norm))
    own = {provision.path: provision.own for provision in document.provisions}
    dated = of_days(document.provisions)
    due_before: dict[tuple[str, str | None], list[int]] = {}
    made: dict[Quantity, Quantity] = {}
    for quantity in quantities:
        words = own[quantity.path]
        start = bisect_left(words.offsets, quantity.spans[0].start) if quantity.spans else 0
        if not quantity.spans or not words.text.startswith(quantity.text[:1], start):
            made[quantity] = quantity
            continue
        place = (start, bisect_left(words.offsets, quantity.spans[-1].end))
        if quantity.kind is QuantityKind.DATE:
            said = dated.get(quantity.path) or said_of(Around.of(quantity, Reading.of(words), *place))
            made[quantity] = replace(quantity, applies_to=said)
            continue
        earlier = due_before.setdefault((quantity.path, quantity.role), [])
        made[quantity] = _attributed(quantity, words, place, of.get(quantity), earlier)
        earlier.append(start)
    return made


def _attributed(
    quantity: Quantity, words: CleanText, place: tuple[int, int], norm: Norm | None, earlier: Sequence[int]
) -> Quantity:
    """Return an amount or a length of time that stands at ``place`` with all that is said of it.

    ``earlier`` are where those of its role begin before it in the same words.
    """
    text, (start, end) = words.text, place
    around = Around.of(quantity, Reading.of(words), start, end)
    condition = None
    if quantity.role in _AMOUNT_ROLES:
        condition = condition_of(text, start, earlier) or condition_of(text, start, ())
    said = quantity.applies_to or _amended(text, start, end)
    if said is None and condition and quantity.role == "fine" and not around.supposed:
        said = _offence(text, start, condition)
    opens = bisect_left(words.offsets, norm.spans[0].start) if norm is not None and norm.spans else -1
    return replace(
        quantity,
        condition=condition,
        applies_to=said or said_of(around, condition),
        payer=_payer(text, start, norm, opens) if quantity.kind is QuantityKind.MONEY else (),
        beneficiaries=() if around.supposed else _gains(quantity, norm),
    )
