"""The small language of bounds: 以上, 不超过, 未满, （含）.

A bound word stands before a figure (不低于三十日), after it (三十日以内), or on both sides (最高不超过…以内).
Which ones include the figure is fixed: 以上, 以下, 以内, 届满 include it, 不满 and 以外 do not (Civil
Code of the PRC, article 1259; Criminal Law, article 99); 超过, 高于 and 低于 are read by their words. A printed （含）
or （不含） overrides the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ontology.numerals import Number

_MAY = r"(?:得|应当|应|能|宜|可|准|许)?"
AT_LEAST = (
    rf"(?:最低|最少)?不{_MAY}(?:低于|少于|小于|短于|低於)(?!或者?等于)|[大多高]于(?:或者?)?等于|[≥≧]|至少(?:达到|为|是)?"
    r"|最低(?:限额|标准|额|可?(?:给予|奖励|补助|补贴|资助))?(?:达到|为|是)?|最少|(?<![送到抵传下高])达到?|(?<![期届圆充美])满|下限为"
)
MORE_THAN = r"不得(?:少于|低于|小于)或者?等于|超过了?|高于|大于|多于|超出|(?<!未)逾|长于|>"
AT_MOST = (
    rf"(?:最高|最长|最多|最大)?[不未]{_MAY}(?:超过|高于|多于|大于|超出|长于|突破)(?!或者?等于)|[小少低]于(?:或者?)?等于|[≤≦]"
    r"|(?:最长|最多|至多)(?:只?[可能]以?)?再?(?:延长|顺延|延期|展期|宽限|推迟)"
    r"|(?:最高|最长|最多|至多)可?(?:给予|达到?|奖励|补助|补贴|资助|为|是)?|上限为|(?<!最低)限额为"
    # a time limit or a cost cut to a figure may be less, and no more: 缩短为5个工作日
    r"|(?<=(?:缩短|压缩|压减|精简)[为到至])"
)
LESS_THAN = r"不得(?:多于|高于|大于)或者?等于|低于|少于|小于|短于|[未不](?:满|足|到|及)|未达到?|<"

CONTRADICTION = "数字前后的界限词相反。The words of bound before and after the figure contradict each other."
"""The doubt of 不低于30万元以下."""
_SIDES = (("AT_MOST", AT_MOST), ("AT_LEAST", AT_LEAST), ("LESS_THAN", LESS_THAN), ("MORE_THAN", MORE_THAN))
BEFORE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _SIDES))
"""Bound words that stand before a figure; the group's name is the kind of bound."""

AFTER = re.compile(
    r"(?:\((?P<note>[^()\d%]{1,40}|不?包?[含括][^()]{1,20})\))?(?:(?P<word>及以上|或以上|以上|及以下|或以下|以下|以内|之内|内|[≥≧≤≦<>])|(?P<about>左右))?"
    r"(?:\((?P<late>[^()]{1,40})\))?"
)
"""（含） and bound words that stand after a figure, a remark in brackets before them."""
_NOTE = re.compile(r"(?P<no>不?)包?[含括](?:本数|该数|本级)?")
_REACHED = re.compile(r"达到?|满")
_BEFORE_RULES = {
    "AT_LEAST": "bounds-at-least",
    "MORE_THAN": "bounds-more-than",
    "AT_MOST": "bounds-at-most",
    "LESS_THAN": "bounds-less-than",
}
_SIGNS = {
    "≤": (True, True),
    "≦": (True, True),
    "<": (True, False),
    "≥": (False, True),
    "≧": (False, True),
    ">": (False, False),
}
"""A sign after a figure bounds it from the other side (80万元≤收入): whether from below, whether it is included."""
_CEILING = re.compile(r"的?(?:最高)?(?:限额(?!为)|上限)|的(?:额度内|限度内|标准以内)|为上?限")
_FLOOR = re.compile(r"的最低限额|[的为]下限")


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range; ``None`` is unbounded. The flag of an unbounded side is ``False``; ``rule`` is what gave it."""

    low: Number | None
    high: Number | None
    low_inclusive: bool
    high_inclusive: bool
    stated: bool = False  # an explicit （含） or （不含） stands at a bound, or 及以上, 及以下
    rule: str = field(default="bounds-exact", compare=False)
    noted: bool | None = field(default=None, compare=False)  # what a note beside an exact figure says of it
    doubt: str | None = field(default=None, compare=False)  # what speaks against the range

    @property
    def floor_only(self) -> bool:
        """Nothing but a lower bound."""
        return self.high is None and self.low is not None

    @property
    def ceiling_only(self) -> bool:
        """Nothing but an upper bound."""
        return self.low is None and self.high is not None

    def joined(self, upper: Bounds) -> Bounds | None:
        """Join a floor with the ceiling that follows; ``None`` when they make no range."""
        if not (self.floor_only and upper.ceiling_only):
            return None
        if self.low is None or upper.high is None or self.low > upper.high:
            return None
        return Bounds(
            self.low,
            upper.high,
            self.low_inclusive,
            upper.high_inclusive,
            self.stated or upper.stated,
            "bounds-floor-and-ceiling",
            doubt=self.doubt or upper.doubt,
        )


def _noted(note: str | None, printed: str) -> bool | None:
    """Tell what a note in brackets says of its figure: it is included, it is not, or nothing.

    （含）, （不含本数） and （含六十万元） beside 六十万元 are notes on the figure, （不含评审时间） is a remark.
    """
    found = _NOTE.match(note or "")
    if not found or note is None or note[found.end() :] not in ("", printed):
        return None
    return not found["no"]


def bounds(
    value: Number, before: str | None, after: str, printed: str = "", word: str = ""
) -> tuple[Bounds, int]:
    """Return the bounds that the words around a figure give, and how much of ``after`` belongs to them.

    ``before`` is the kind of the bound word ``word`` before it (``AT_LEAST``, ``MORE_THAN``, ``AT_MOST``,
    ``LESS_THAN``) or ``None``, ``after`` the compact text that follows the figure ``printed``.

    >>> bounds(30, None, "以上的罚款")[0].low_inclusive, bounds(30, None, "以上的罚款")[1]
    (True, 2)
    >>> bounds(6, "LESS_THAN", "(含)的企业")[0].high_inclusive
    True
    >>> bounds(20, None, "(节假日顺延)以内答复")[0].high, bounds(20, None, "(节假日顺延)以内答复")[1]
    (20, 9)
    """
    found = AFTER.match(after)
    assert found is not None  # every part of it may be absent
    if found["about"] and (not before or _REACHED.fullmatch(word)):  # 达到50%左右
        return Bounds(value, value, True, True), found.end("about")
    note, length = _note(found, printed)
    side = _side(before, found["word"] or "", after[length:])
    if side is None:
        return Bounds(value, value, True, True, noted=note), length
    low, inclusive, rule = side
    if note is not None:
        inclusive = note
        rule = "bounds-figure-included" if inclusive else "bounds-figure-excluded"
    made = Bounds(value, None, inclusive, False) if low else Bounds(None, value, False, inclusive)
    stated = note is not None or (found["word"] or "").startswith(("及", "或"))
    other = _side(None, found["word"] or "", "") if before else None
    doubt = CONTRADICTION if other and other[0] is not low else None
    return replace(made, stated=stated, rule=rule, doubt=doubt), length


def _note(found: re.Match[str], printed: str) -> tuple[bool | None, int]:
    """Return what the notes behind a figure say of it, and how many characters are read: a remark alone is not."""
    early, late = _noted(found["note"], printed), _noted(found["late"], printed)
    length = found.end("word") if found["word"] else 0
    if early is not None:
        length = max(length, found.end("note") + 1)
    if late is not None:
        length = found.end()
    return (early if early is not None else late), length


def _side(before: str | None, behind: str, after: str) -> tuple[bool, bool, str] | None:
    """Return whether a figure is a lower bound, whether it is included, and the rule; ``None`` for an exact one."""
    if before:
        return before in ("AT_LEAST", "MORE_THAN"), before.startswith("AT"), _BEFORE_RULES[before]
    if behind:
        low, inclusive = _SIGNS.get(behind) or (behind.endswith("上"), True)
        return low, inclusive, "bounds-or-more" if low else "bounds-or-less"
    if _CEILING.match(after):
        return False, True, "bounds-ceiling-noun"
    return (True, True, "bounds-floor-noun") if _FLOOR.match(after) else None
