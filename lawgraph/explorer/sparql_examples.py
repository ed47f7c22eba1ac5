"""Questions to start from in the SPARQL page: each finds something in any graph with documents of two levels.

Variables are named in Chinese: they head the columns of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from lawgraph.explorer.page import Said
from queries.prefixes import with_prefixes


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the query that answers it; ``name`` is what an address calls it."""

    name: str
    title: Said
    text: str


def with_prefix_lines(text: str) -> str:
    """Return a query with the prefixes of the vocabulary that it uses and does not declare, each on its line.

    >>> with_prefix_lines("ASK { ?x a lg:Gap }")
    'PREFIX lg: <https://w3id.org/lawgraph/ontology#>\\nASK { ?x a lg:Gap }'
    """
    added = "".join(edit.new for edit in with_prefixes(text).edits)
    return added.replace("> ", ">\n") + text


def _example(name: str, zh: str, en: str, text: str) -> Example:
    return Example(name, Said(zh, en), with_prefix_lines(text.strip() + "\n"))


EXAMPLES: tuple[Example, ...] = (
    _example(
        "links",
        "下级哪一条对应上级哪一条，把握多大",
        "Which lower provision carries on which upper one, and how surely",
        """
SELECT ?下级条款 ?上级条款 ?关系 ?概率 {
  ?对应 lg:lower ?下级条款 ; lg:upper ?上级条款 ;
        lg:relation ?关系 ; lg:score ?概率 .
  FILTER(?概率 >= 0.5)   # 只要“很可能”以上的
}
LIMIT 50
""",
    ),
    _example(
        "texts-side-by-side",
        "上下两级对应条款的原文对照",
        "The words of linked provisions side by side",
        """
SELECT ?下级条款 ?下级原文 ?上级条款 ?上级原文 {
  ?对应 lg:lower ?下级条款 ; lg:upper ?上级条款 ; lg:score ?概率 .
  ?下级条款 lg:text ?下级原文 .
  ?上级条款 lg:text ?上级原文 .
  FILTER(?概率 >= 0.8)   # 0.8 以上为“确定”
}
LIMIT 20
""",
    ),
    _example(
        "differences",
        "对应的条款有什么差异，对谁而言",
        "How linked provisions differ, and for whom",
        """
SELECT ?差异 ?下级条款 ?上级条款 ?对谁 {
  ?对应 lg:difference ?差异 ; lg:lower ?下级条款 ; lg:upper ?上级条款 .
  OPTIONAL { ?对应 lg:differenceFor ?对谁 }
}
ORDER BY ?差异 ?上级条款
LIMIT 50
""",
    ),
    _example(
        "doubtful-links",
        "待核的对应：概率在 0.5 以下的",
        "Links to be checked: those with a probability below 0.5",
        """
SELECT ?下级条款 ?上级条款 ?概率 {
  ?对应 lg:score ?概率 ; lg:lower ?下级条款 ; lg:upper ?上级条款 .
  FILTER(?概率 < 0.5)
}
LIMIT 50
""",
    ),
    _example(
        "gaps",
        "上级的哪些规定在下级没有对应，最接近的是哪一条",
        "Which upper provisions have no counterpart below, and what comes nearest",
        """
SELECT ?上级条款 ?对照文件 ?轻重 ?最接近 ?无对应的概率 {
  ?缺口 a lg:Gap ; lg:side "upper" ; lg:gapProvision ?上级条款 ;
        lg:against ?对照文件 ; lg:probability ?无对应的概率 .
  OPTIONAL { ?缺口 lg:severity ?轻重 }
  OPTIONAL { ?缺口 lg:nearest ?最接近 }
  FILTER(?无对应的概率 >= 0.9)
}
LIMIT 50
""",
    ),
    _example(
        "gaps-counted",
        "有对应的上级文件各有多少条缺口，按状态数一数（前十份）",
        "How many gaps ten upper documents with links have, by state",
        """
SELECT ?上级文件 ?状态 (COUNT(*) AS ?缺口数) {
  { SELECT DISTINCT ?上级文件 { ?对应 lg:upperUnit/lg:inDocument ?上级文件 } LIMIT 10 }
  ?条款 lg:inDocument ?上级文件 .
  ?缺口 lg:gapProvision ?条款 ; lg:gapState ?状态 .
}
GROUP BY ?上级文件 ?状态
ORDER BY ?上级文件 DESC(?缺口数)
""",
    ),
    _example(
        "duties",
        "财政部门应当做什么",
        "What departments of finance are obliged to do",
        """
SELECT ?部门 ?条款 ?应当做的事 {
  ?部门 lg:function <https://w3id.org/lawgraph/function/finance> .
  ?规范 lg:bearer ?部门 ; a lg:Obligation ;
        lg:inProvision ?条款 ; lg:text ?应当做的事 .
}
ORDER BY ?部门 ?条款
LIMIT 50
""",
    ),
    _example(
        "leads",
        "哪些部门牵头的任务最多",
        "Which departments lead the most tasks",
        """
SELECT ?部门 (COUNT(DISTINCT ?条款) AS ?牵头任务数) {
  ?分工 lg:responsibilityRole <https://w3id.org/lawgraph/scheme/body-role/lead> ;
        lg:body ?部门 ; lg:inProvision ?条款 .
}
GROUP BY ?部门
ORDER BY DESC(?牵头任务数) ?部门
LIMIT 30
""",
    ),
    _example(
        "responsible-on-both-sides",
        "对应的条款，上下两级各由谁负责",
        "Who answers for linked provisions on each level",
        """
SELECT ?上级条款 ?上级责任部门 ?下级条款 ?下级责任部门 {
  ?对应 lg:upperUnit ?上级条款 ; lg:lowerUnit ?下级条款 .
  ?上级条款 lg:responsibleNames ?上级责任部门 .
  ?下级条款 lg:responsibleNames ?下级责任部门 .
}
LIMIT 50
""",
    ),
    _example(
        "amounts",
        "十万元以上的金额，用途是什么",
        "Amounts of 100,000 yuan and more, and what they are for",
        """
SELECT ?条款 ?用途 ?原文 ?下限 ?上限 {
  ?金额 a lg:MonetaryThreshold ; lg:inProvision ?条款 ; lg:text ?原文 .
  OPTIONAL { ?金额 lg:quantityRole ?用途 }
  OPTIONAL { ?金额 schema:minValue|schema:value ?下限 }
  OPTIONAL { ?金额 schema:maxValue ?上限 }
  FILTER(COALESCE(?上限, ?下限) >= 100000)
}
LIMIT 50
""",
    ),
    _example(
        "figures-compared",
        "对应条款的数额、比例和期限：上下两级各是多少",
        "Amounts, rates and time limits of linked provisions on both levels",
        """
SELECT ?上级条款 ?上级数额 ?下级条款 ?下级数额 ?宽严 {
  ?对应 lg:upperQuantity/lg:text ?上级数额 ; lg:lowerQuantity/lg:text ?下级数额 ;
        lg:upper ?上级条款 ; lg:lower ?下级条款 .
  OPTIONAL { ?对应 lg:verdict ?宽严 }
}
ORDER BY ?上级条款
LIMIT 50
""",
    ),
    _example(
        "time-limits",
        "有哪些办理期限，各在哪一条",
        "Which time limits there are, and in which provisions",
        """
SELECT ?文件 ?条款 ?期限 {
  ?时限 a lg:TimeLimit ; lg:inProvision ?条款 ; lg:inDocument ?文件 ; lg:text ?期限 .
}
LIMIT 50
""",
    ),
    _example(
        "cited",
        "被引用最多的法规和文件",
        "The rules and documents that are cited most",
        """
SELECT ?被引用的文件 (COUNT(*) AS ?次数) {
  ?引用 a lg:Citation ; lg:citedTitle ?被引用的文件 .
}
GROUP BY ?被引用的文件
ORDER BY DESC(?次数)
LIMIT 30
""",
    ),
    _example(
        "words",
        "哪些条文写到“企业”（用检索索引，很快）",
        "Which provisions speak of 企业 (by the search index, at once)",
        """
SELECT ?条款 ?原文 {
  ?条款 lg:matches "企业" ; lg:text ?原文 .
}
LIMIT 30
""",
    ),
    _example(
        "doubts",
        "哪些事实存疑，为什么",
        "Which facts are in doubt, and why",
        """
SELECT ?事实 ?条款 ?存疑的原因 {
  ?事实 lg:doubt ?存疑的原因 ; lg:inProvision ?条款 .
}
LIMIT 50
""",
    ),
)
"""The examples, in the order in which they are offered."""


def example(name: str) -> Example | None:
    """Return the example of this name."""
    return next((each for each in EXAMPLES if each.name == name), None)
