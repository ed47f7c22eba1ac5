"""What a search of the invented examples has first: 15 searches judged by hand, each with the reason.

A search passes when its first hit is of the kind and has the words that somebody who searches so looks for.
"""

from __future__ import annotations

import pytest

import lawgraph.search
from lawgraph.build import BuildReport
from lawgraph.search import Index
from lawgraph.search.units import BODY

JUDGED = [
    (
        "县级",
        "paragraph",
        "县级以上人民政府应当",
        "a duty of theirs, none of the many bodies that are called so",
    ),
    ("罚款", "paragraph", "以下的罚款", "how much the fine is"),
    ("融资担保", "paragraph", "建立政府性融资担保体系", "the provision on guarantees, which says it twice"),
    ("补贴", "paragraph", "吸纳就业补贴", "who gets how much; 补助 comes after"),
    ("监督检查", "paragraph", "工业和信息化主管部门负责", "who supervises"),
    ("行政处罚", "paragraph", "不予行政处罚", "the rule on penalties"),
    ("中小企业", "document", "中小企业", "a document on them: all provisions name them"),
    ("应收账款", "paragraph", "以应收账款申请担保融资", "the rule on receivables"),
    ("15个工作日", "section", "15个工作日内发放", "the very words before 十五个工作日"),
    ("十五个工作日", "paragraph", "十五个工作日内", "the very words before 15个工作日"),
    ("政府采购 预留", "paragraph", "预留采购份额专门面向中小企业", "both words of the share"),
    ("转贷资金", "paragraph", "设立转贷资金", "who sets up the fund"),
    ("示例省促进中小企业发展条例", "document", "示例省促进中小企业发展条例", "the title in full"),
    ("县财政局", "body", "示例县财政局", "the body that has this name"),
    ("投诉", "paragraph", "设立中小企业投诉平台", "where one complains"),
]


@pytest.fixture(scope="module")
def index(built_examples: BuildReport) -> Index:
    return lawgraph.search.open(built_examples.generation.directory)


@pytest.mark.parametrize(("text", "kind", "words", "why"), JUDGED)
def test_what_comes_first(index: Index, text: str, kind: str, words: str, why: str) -> None:
    first = index.find(text, limit=1).hits[0]
    assert (first.kind, words in first.text) == (kind, True), (why, first.label, first.text)


@pytest.mark.parametrize("text", [text for text, *_ in JUDGED])
def test_bodies_come_after_provisions(index: Index, text: str) -> None:
    """Within the hits of the very words, and of the others, but for a body that is called so."""
    for exact in (True, False):
        hits = [hit for hit in index.find(text, limit=1000).hits if hit.exact == exact]
        bodies = [hit.kind == BODY for hit in hits if text not in hit.text.split("；")]
        assert bodies == sorted(bodies)
