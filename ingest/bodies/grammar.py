"""The words that names of Chinese public bodies are made of, once for finding names and for reading them.

A name is scope × function × ending. Scopes are the names of divisions, which with the functions are data of the
ontology, and the types of divisions (:data:`LEVEL_OF`); then there are the endings and the words that say of what
sort a department is (:data:`SORT`). They are words of the lexicon, where the guards that who finds names in running
text needs stand beside them, since 局 begins 局部.

Source: 中华人民共和国地方各级人民代表大会和地方各级人民政府组织法, articles 1, 2, 79 and 85; 中华人民共和国宪法,
article 30.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ontology.lexicon import pattern, words

LEVEL_OF: Final = {
    **dict.fromkeys(words("province-type"), "province"),
    **dict.fromkeys(words("prefecture-type"), "prefecture"),
    **dict.fromkeys(words("county-type"), "county"),
}
"""The types of divisions with their levels, as in ``ontology.divisions.LEVELS``."""
FORMS: Final = (*words("department-ending"), *words("unit-ending"))
"""The endings of a department's proper name, and of what is less than a department, or beside it."""
GROUPS: Final = ("领导小组", "协调小组", "联席会议")
"""The endings of what coordinates departments."""
SORT: Final = pattern("department-sort")
"""Of what sort a department is: 主管部门, 行政管理机关, 综合执法机构."""
SESSION: Final = re.compile(r"(?:第\w{1,5}|(?<![新上下每])[一二三四五六七八九十]{1,3})届")
"""The session of a congress: 第十三届."""


def one_of(words: Iterable[str]) -> str:
    """The pattern of any of ``words``, longer ones first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
