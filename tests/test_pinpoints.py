"""How provisions are cited: 第七条第二款, 附件2第18项."""

from __future__ import annotations

import pytest

from ingest.model import Annotation
from ingest.structure import structure
from ingest.structure.pinpoints import pinpoints
from ingest.text import SourceText
from ontology.numerals import chinese_numeral

OPINION = [
    ("annex-2/task-18", "附件2第18项", "Annex 2, item 18", "a row whose printed label is a bare number"),
    ("annex-2/task-6", "附件2第6项", "Annex 2, item 6", "a row whose printed label ends with a mark"),
    ("sec-2/item-1", "二、一是", "Section 2, item 1", "an enumeration in running text"),
    ("sec-3/item-2", "三、（二）", "Section 3, item 2", "a bracketed item of a part of a policy document"),
    ("sec-1/para-1", "一、", "Section 1", "the only paragraph is its part"),
    ("preamble", "序言", "preamble", "a part without label is named by its kind"),
    ("annex-1/member-1", "附件1组长骆玉林", "Annex 1, member 骆玉林", "a member by role and name"),
]
REGULATION = [
    ("art-7/para-2", "第七条第二款", "Article 7, paragraph 2", "a paragraph is counted in its article"),
    ("art-32/para-1", "第三十二条", "Article 32", "the only paragraph of an article is not counted"),
    ("title", "标题", "title", "the title"),
]


@pytest.mark.parametrize(("path", "zh", "en", "reason"), OPINION, ids=[case[3] for case in OPINION])
def test_policy_document(opinion: Annotation, path: str, zh: str, en: str, reason: str) -> None:
    found = pinpoints(opinion.document.provisions)[path]
    assert (found.zh, found.en) == (zh, en), reason


@pytest.mark.parametrize(("path", "zh", "en", "reason"), REGULATION, ids=[case[3] for case in REGULATION])
def test_regulation(regulation: Annotation, path: str, zh: str, en: str, reason: str) -> None:
    found = pinpoints(regulation.document.provisions)[path]
    assert (found.zh, found.en) == (zh, en), reason


def test_every_provision_is_named(opinion: Annotation, regulation: Annotation) -> None:
    for annotation in (opinion, regulation):
        provisions = annotation.document.provisions
        found = pinpoints(provisions)
        assert set(found) == {provision.path for provision in provisions} != set()
        assert all(pinpoint.zh and pinpoint.en for pinpoint in found.values())


LAW = """某市促进条例

第一章 总则

第一条 为了促进发展，制定本条例。

第二条 本条例适用于下列情形：
（一）设立企业的；
（二）经营企业的。

第二章 附则

第三条 本条例自2020年1月1日起施行。
"""


def test_chapters_are_not_cited_and_items_are_counted() -> None:
    document = structure(SourceText("a.txt", LAW, "0" * 64))
    found = {path: point.zh for path, point in pinpoints(document.provisions).items()}
    assert found["ch-1"] == "第一章"
    assert "第三条" in found.values()
    assert "第二条第一项" in found.values()


@pytest.mark.parametrize(
    ("number", "text"),
    [(7, "七"), (10, "十"), (32, "三十二"), (100, "一百"), (105, "一百零五"), (1000, "1000")],
)
def test_numerals_as_labels_write_them(number: int, text: str) -> None:
    assert chinese_numeral(number) == text


def test_a_decimal_label_has_the_number_of_its_part() -> None:
    plan = "某县应急预案\n\n1 总则\n1.1 编制目的\n为了应对事件，制定本预案。\n1.2 职责\n县政府应当报告。\n"
    found = pinpoints(structure(SourceText("a.txt", plan, "0" * 64)).provisions)
    assert [found[path].zh for path in ("sec-1", "sec-1/item-1", "sec-1/item-2")] == ["1", "1.1", "1.2"]
