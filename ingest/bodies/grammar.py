"""The words that names of Chinese public bodies are made of, once for finding names and for reading them.

A name is scope × function × ending. Scopes are the names of divisions, which with the functions are data of the
ontology, and the types of divisions (:data:`TYPES`); then there are the endings (:data:`FORMS`, :data:`GROUPS`) and
the words that say of what sort a department is (:data:`SORT`). Who finds names in running text needs guards besides,
since 区 ends 地区 and 局 begins 局部: they stand beside the word.

Source: 中华人民共和国地方各级人民代表大会和地方各级人民政府组织法, articles 1, 2, 79 and 85; 中华人民共和国宪法,
article 30.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """A word of names, with the patterns of what stands ``before`` and ``after`` it where it is one."""

    word: str
    before: str = ""
    after: str = ""

    @property
    def guarded(self) -> str:
        """The pattern of the word in running text."""
        return self.before + self.word + self.after


@dataclass(frozen=True, slots=True)
class DivisionType(Word):
    """A type of divisions; ``level`` as in ``ontology.divisions.LEVELS``, None below the county or over several."""

    level: str | None = None


TYPES: Final = (
    DivisionType("省", level="province"),
    DivisionType("自治区", level="province"),
    DivisionType("直辖市", level="province"),
    DivisionType("自治州", level="prefecture"),
    DivisionType("地州市"),
    DivisionType("州", level="prefecture"),
    DivisionType("盟", level="prefecture"),
    DivisionType("地市"),
    DivisionType("地区", "(?<!所在)", level="prefecture"),
    DivisionType("地", r"(?:(?<=各)|(?<![\u4e00-\u9fff]))", "(?=[、）])", level="prefecture"),
    DivisionType("自治县", level="county"),
    DivisionType("地级市", level="prefecture"),
    DivisionType("地级以上市"),
    DivisionType("市辖区", level="county"),
    DivisionType("不设区的市", level="county"),
    DivisionType("不设区市", level="county"),
    DivisionType("设区的市", level="prefecture"),
    DivisionType("设区市", level="prefecture"),
    DivisionType("较大的市", level="prefecture"),
    DivisionType("城市"),
    DivisionType("市", "(?<![超上都门夜])", level="prefecture"),
    DivisionType("自治旗", level="county"),
    DivisionType("县", level="county"),
    DivisionType("旗", level="county"),
    DivisionType("民族乡"),
    DivisionType("乡", "(?<![城家故下返])"),
    DivisionType("镇", "(?<![城集村])"),
    DivisionType("街道"),
    DivisionType("新区"),
    DivisionType("功能区"),
    DivisionType("开发区"),
    DivisionType(
        "区",
        r"(?:(?<![\u4e00-\u9fff])"
        r"|(?<=[市县各该本全省州旗由向对和或与及报经到为将在给的其者请于以是关农])|(?<=所在地))",
        level="county",
    ),
)
LEVEL_OF: Final = {
    **{each.word: each.level for each in TYPES if each.level is not None},
    "省辖市": "prefecture",  # found as 市
    "县级市": "county",  # found as 县级 and 市, so that there is one way to read it
}

FORMS: Final = (
    Word("厅", "(?<![大餐客舞事])", "(?!长)"),
    Word("局", "(?<![布格大全结当棋战开定时])", "(?!长|面|部|势|限|域)"),
    Word("委员会", after="(?!议)"),
    Word("委", after="(?!员|托|派|任|内|书|会(?![同商])|屈|培|以)"),
    Word("办公室"),
    Word(
        "办",
        "(?<![举创承主协开督经兴申代查交领合筹停试自民公])",
        "(?!法|理|事|公|学|案|税|件|结|班|展|证|复|医|好|国|实|成|园|矿|厂|刊|社|节|养|赛|会|得|完|妥|企)",
    ),
)
"""The endings of a department's proper name."""
UNITS: Final = (
    Word("分局"),
    Word("总队"),
    Word("支队"),
    Word("大队"),
    Word("署"),
    Word("指挥部"),
)
"""The endings of what is less than a department, or beside it."""
GROUPS: Final = ("领导小组", "协调小组", "联席会议")
"""The endings of what coordinates departments."""
SORT: Final = "职能|业务|行业|主管|行政|管理|监督|执法|监管|综合|工作"
"""Of what sort a department is: 主管部门, 行政管理机关, 综合执法机构."""
SESSION: Final = re.compile(r"第\w{1,5}届")
"""The session of a congress: 第十三届."""


def one_of(words: Iterable[str]) -> str:
    """The pattern of any of ``words``, longer ones first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: -len(word))) + ")"
