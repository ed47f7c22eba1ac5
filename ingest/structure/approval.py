"""Rules that the State Council approved and a department promulgated: administrative regulations until mid-2000.

Three kinds of administrative regulations are in force: those that the State Council made and promulgated; those that,
before the Legislation Law (立法法) took effect on 1 July 2000, it approved and a department promulgated by the
procedure of the time; and those that it confirmed as such when it sorted them. What was approved so later is none
(最高人民法院《关于审理行政案件适用法律规范问题的座谈会纪要》, 法〔2004〕96号, part 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.structure.dates import iso_date

_APPROVED = re.compile(r"日[\s，,]*(?:[由经]\s*)?国务院(?:、中央军委)?批准(?!修)")
_SINCE = "2000-07-01"
"""The day on which 立法法 took effect (its art. 94 as made in 2000)."""


def approved_as_regulation(notes: Iterable[str]) -> bool:
    """Tell whether the notes under a title say that the State Council approved the rule before ``2000-07-01``.

    >>> approved_as_regulation(["1988年11月30日 国务院批准", "1988年12月20日 建设部令第1号发布"])
    True
    >>> approved_as_regulation(["2002年6月21日 国务院批准"]), approved_as_regulation(["1988年12月20日 国务院发布"])
    (False, False)
    """
    for note in notes:
        found = _APPROVED.search(note)
        day = iso_date(note[: found.start() + 1]) if found else None
        if day is not None and day < _SINCE:
            return True
    return False
