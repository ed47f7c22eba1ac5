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
    rf"(?:最低|最少)?不{_MAY}(?:低于|少于|小于|短于|低於)|至少(?:达到)?|最低(?:限额|标准|额)?(?:达到)?|最少"
    r"|(?<![送到抵传下])达到?|(?<![期届圆充美])满|下限为"
)
MORE_THAN = r"超过|高于|大于|多于|超出|(?<!未)逾|长于"
AT_MOST = (
    rf"(?:最高|最长|最多|最大)?[不未]{_MAY}(?:超过|高于|多于|大于|超出|长于|突破)"
    r"|(?:最高|最长|最多|至多)可?(?:给予|达|奖励|补助|补贴|资助)?|上限为|(?<!最低)限额为"
    # a time limit or a cost cut to a figure may be less, and no more: 缩短为5个工作日
    r"|(?<=(?:缩短|压缩|压减|精简)[为到至])"
)
LESS_THAN = r"低于|少于|小于|短于|[未不](?:满|足|到|及)|未达到?"

_SIDES = (("AT_MOST", AT_MOST), ("AT_LEAST", AT_LEAST), ("LESS_THAN", LESS_THAN), ("MORE_THAN", MORE_THAN))
BEFORE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _SIDES))
"""Bound words that stand before a figure; the group's name is the kind of bound."""

AFTER = re.compile(
    r"(?:\((?P<note>不?含)[^)]{0,8}\))?(?P<word>及以上|或以上|以上|及以下|或以下|以下|以内|之内|内)?"
    r"(?:\((?P<late>不?含)[^)]{0,8}\))?"
)
"""（含） and bound words that stand after a figure."""
_BEFORE_RULES = {
    "AT_LEAST": "bounds-at-least",
    "MORE_THAN": "bounds-more-than",
    "AT_MOST": "bounds-at-most",
    "LESS_THAN": "bounds-less-than",
}
_CEILING = re.compile(r"的(?:最高)?(?:限额|上限|额度内|限度内|标准以内)|为上?限")
_FLOOR = re.compile(r"的最低限额|[的为]下限")


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range; ``None`` is unbounded. The flag of an unbounded side is ``False``; ``rule`` is what gave it."""

    low: Number | None
    high: Number | None
    low_inclusive: bool
    high_inclusive: bool
    stated: bool = False  # an explicit （含） or （不含） stands at a bound
    rule: str = field(default="bounds-exact", compare=False)

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
        )


def bounds(value: Number, before: str | None, after: str) -> tuple[Bounds, int]:
    """Return the bounds that the words around a figure give, and how much of ``after`` belongs to them.

    ``before`` is the kind of the bound word before it (``AT_LEAST``, ``MORE_THAN``, ``AT_MOST``,
    ``LESS_THAN``) or ``None``, ``after`` the compact text that follows.

    >>> bounds(30, None, "以上的罚款")
    (Bounds(low=30, high=None, low_inclusive=True, high_inclusive=False, stated=False, rule='bounds-or-more'), 2)
    >>> bounds(6, "LESS_THAN", "(含)的企业")[0].high_inclusive
    True
    """
    found = AFTER.match(after)
    word = (found["word"] or "") if found else ""
    note = (found["note"] or found["late"]) if found else None
    length = found.end() if found and (word or note) else 0
    if before in ("AT_LEAST", "MORE_THAN"):
        low, inclusive, rule = True, before == "AT_LEAST", _BEFORE_RULES[before]
    elif before in ("AT_MOST", "LESS_THAN"):
        low, inclusive, rule = False, before == "AT_MOST", _BEFORE_RULES[before]
    elif word:
        low, inclusive = word.endswith("上"), True
        rule = "bounds-or-more" if low else "bounds-or-less"
    elif _CEILING.match(after):
        low, inclusive, rule = False, True, "bounds-ceiling-noun"
    elif _FLOOR.match(after):
        low, inclusive, rule = True, True, "bounds-floor-noun"
    else:
        return Bounds(value, value, True, True), 0
    if note:
        inclusive = note == "含"
        rule = "bounds-figure-included" if inclusive else "bounds-figure-excluded"
    made = Bounds(value, None, inclusive, False) if low else Bounds(None, value, False, inclusive)
    return replace(made, stated=note is not None, rule=rule), length
