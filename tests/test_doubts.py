"""What speaks against a norm: each sign with what has it and what is near it, and how many points they have."""

from __future__ import annotations

import re

import pytest

from benchmarks import doubts as weighing
from ingest.annotate.norm.clause import Words
from ingest.annotate.norm.clauses import clauses
from ingest.annotate.norm.doubts import DOUBTFUL, LOST, UNKNOWN, points, weighed
from ingest.annotate.norm.taken import Taken
from ingest.annotate.norms import read_norms
from ingest.model import BearerSource, Modality, Norm
from ingest.structure import structure
from ingest.text import SourceText

WORDED = (
    *("norm-obligation", "norm-must", "norm-prohibition", "norm-charge", "norm-right", "norm-exemption"),
    *("norm-purpose", "norm-aim", "norm-entry-into-force", "norm-definition-of-term"),
)
VERBAL = (
    *("norm-verb", "norm-verb-after-object", "norm-verb-after-ground", "norm-listed-verb"),
    *("norm-of-public-body", "norm-by-agent", "norm-procedure"),
)


def norm(
    rule: str = "norm-verb",
    modality: Modality = Modality.OBLIGATION,
    source: BearerSource = BearerSource.EXPLICIT,
) -> Norm:
    return Norm("art-1", "", (), modality, None, (), source, "", rule=rule, bearer_rule="bearer-none")


def sentence(text: str, *norms: Norm | None) -> list[Taken]:
    """Return the parts of a text, parted by ``|``, each taken for a norm or for nothing."""
    whole, found, at = text.replace("|", ""), [], 0
    for part, one in zip(text.split("|"), norms, strict=True):
        cut = clauses(whole, at, at + len(part), Words(whole))
        found.append(Taken("art-1", at, at + len(part), cut, one, None if one else "silent-no-verb"))
        at += len(part)
    return list(weighed(found, whole))


def signs(text: str, *norms: Norm | None) -> set[str]:
    """Return the signs against the first norm."""
    return set(next(each.signs for each in sentence(text, *norms) if each.norm is not None))


LONG = "市水务局应当按期检查城区的各项用水设备及其检修记录"


@pytest.mark.parametrize("rule", WORDED)
def test_a_norm_told_by_a_word_of_its_own(rule: str) -> None:
    assert "no-word" not in signs(LONG, norm(rule))


@pytest.mark.parametrize("rule", [*VERBAL, "norm-obligation-above", "norm-permission", "norm-sanction"])
def test_a_norm_without_a_word_of_its_own(rule: str) -> None:
    assert "no-word" in signs(LONG, norm(rule))


@pytest.mark.parametrize("rule", VERBAL)
def test_a_verb_alone_with_nobody_named(rule: str) -> None:
    assert "nobody" in signs(LONG, norm(rule, source=BearerSource.NONE))
    assert "nobody" not in signs(LONG, norm(rule, source=BearerSource.INHERITED))


def test_nobody_is_named_where_a_word_orders() -> None:
    assert "nobody" not in signs(LONG, norm("norm-grant", source=BearerSource.NONE))


ABOVE = [
    ("norm-permission-above", True, "可以 reaches over it"),
    ("norm-encouragement-above", True, "鼓励 reaches over it"),
    ("norm-obligation-above", False, "应当 reaches far more surely"),
    ("norm-permission", False, "its own 可以"),
]


@pytest.mark.parametrize(("rule", "sign", "why"), ABOVE, ids=[each[0] for each in ABOVE])
def test_a_modality_from_above(rule: str, sign: bool, why: str) -> None:
    assert ("from-above" in signs(LONG, norm(rule))) is sign, why


TELLS = [
    ("出差人员为国家机关的工作人员", True, "为 with what it is"),
    ("为国家机关提供服务", False, "为 without what it is said of"),
    ("检修公共设施所为", False, "为 at the end"),
    ("监督违法行为的后果", False, "行为"),
    ("把停车场作为公共设施", False, "为 after 作"),
    ("因为停车场管理公共设施", False, "为 after 因"),
    ("认为停车场属实", False, "为 after 认"),
    ("成为公共设施", False, "为 after 成"),
    ("视为公共设施", False, "为 after 视"),
    ("以为公共设施服务", False, "为 after 以"),
    ("差旅费包括住宿费", True, "包括"),
    ("本办法适用于国家机关", True, "适用"),
    ("停车场属于公共设施", True, "属于"),
    ("停车场是公共设施", True, "是"),
    ("或是公共设施", False, "是 after 或"),
    ("但是管理公共设施", False, "是 after 但"),
    ("凡是公共设施", False, "是 after 凡"),
    ("只是管理公共设施", False, "是 after 只"),
    ("检查设施是否损坏", False, "是否"),
    ("停车场应当是公共设施", False, "a word of duty"),
    ("是公共设施", False, "是 without what it is said of"),
    ("管理公共设施", False, "none of them"),
]


@pytest.mark.parametrize(("text", "sign", "why"), TELLS, ids=[each[2] for each in TELLS])
def test_what_may_only_tell_what_something_is(text: str, sign: bool, why: str) -> None:
    assert ("tells" in signs(text, norm())) is sign, why
    assert "tells" not in signs(text, norm(modality=Modality.DEFINITION)), "it is told to define"
    assert "tells" not in signs(text, norm(modality=Modality.SCOPE)), "it is told to say where it holds"
    assert "tells" not in signs(text, norm("norm-obligation")), "a word is its own"


def test_a_short_norm() -> None:
    assert "short" in signs("检" * 20, norm())
    assert "short" not in signs("检" * 21, norm())


def test_a_part_of_its_sentence() -> None:
    assert "part" in signs("检修设备|，并保存检修记录", norm(), norm())
    assert "part" not in signs("检修设备|，保存", norm(), norm()), "more than half"
    assert "part" not in signs("检修设备|，保存记", norm(), norm()), "just half"


def test_a_clause_beside_it_that_was_not_read() -> None:
    assert "unread" in signs("检修设备|，保存检修记录", norm(), None)
    assert "unread" in signs("保存检修记录|，检修设备", None, norm())
    assert "unread" not in signs("检修设备|，保存记录|，公布名单", norm(), norm(), None), (
        "it stands further on"
    )
    last = sentence("公布名单|，保存记录|，检修设备", None, norm(), norm())[-1]
    assert "unread" not in last.signs, "it stood further before"


NOUN = [
    ("难以满足养老需求的乡镇敬老院", True, "a noun with what describes it"),
    ("对需求进行的管理", True, "as well"),
    ("乡镇敬老院难以满足养老需求", False, "no 的"),
    ("未满足需求的", False, "的 at the end: a case"),
    ("的乡镇敬老院", False, "的 at the beginning"),
    ("对困难的老人提供服务", False, "a verb behind 的"),
]


@pytest.mark.parametrize(("text", "sign", "why"), NOUN, ids=[each[2] for each in NOUN])
def test_what_ends_in_a_noun_and_goes_on(text: str, sign: bool, why: str) -> None:
    assert ("noun" in signs(f"{text}|，应当加强管理", norm(), norm())) is sign, why
    assert "noun" not in signs(f"{text}。", norm()), "its sentence ends"


STOPS = [
    ("检修设备", "", True, "the end of the words"),
    ("检修设备", "\n保存记录", True, "the end of a line"),
    ("检修设备", " \n", True, "behind a blank"),
    ("检修设备", "\u3000\n", True, "behind a wide blank"),
    ("检修设备", "”\n", True, "behind a quotation"),
    ("检修设备", "）\n", True, "behind brackets"),
    ("检修设备", ")\n", True, "behind narrow brackets"),
    ("检修设备", "。", False, "a full stop"),
    ("检修设备", "；", False, "a semicolon"),
    ("检修设备", "：", False, "a colon"),
]


@pytest.mark.parametrize(("text", "after", "sign", "why"), STOPS, ids=[each[3] for each in STOPS])
def test_the_end_of_a_line_without_a_stop(text: str, after: str, sign: bool, why: str) -> None:
    cut = clauses(text, 0, len(text), Words(text))
    found = list(weighed([Taken("art-1", 0, len(text), cut, norm())], text + after))
    assert ("no-stop" in found[0].signs) is sign, why


def test_a_row_of_a_table_ends_without_a_stop() -> None:
    cut = clauses("检修设备", 0, 4, Words("检修设备"))
    found = list(weighed([Taken("art-1", 0, 4, cut, norm())], "检修设备", row=True))
    assert found[0].signs == ("short", "no-word")


def test_only_the_last_norm_of_a_sentence_ends_its_line() -> None:
    assert "no-stop" not in signs("检修设备|，保存记录", norm(), norm())


def test_an_unknown_subject_and_a_lost_character_are_doubtful_whatever_the_points() -> None:
    assert (
        sentence(LONG + "。", norm("norm-obligation", source=BearerSource.UNKNOWN))[0].norm.doubt == UNKNOWN
    )
    assert sentence("市水务局应当检修\ufffd设备", norm("norm-obligation"))[0].norm.doubt == LOST


def test_what_a_doubt_says() -> None:
    text = "检修设备"
    cut = clauses(text, 0, len(text), Words(text))
    taken = next(weighed([Taken("art-1", 0, 4, cut, norm())], text))
    assert taken.norm is not None
    assert taken.norm.doubt == (
        "行末没有标点，可能是标题；没有自己的情态词；句子短。"
        "There is no stop at the end of its line, which may be a heading; no word of duty is its own; it is short."
    )


def test_points_make_a_norm_doubtful_only_together() -> None:
    table = points()
    least = table[DOUBTFUL].points
    assert all(table[sign].points < least for sign in table if sign != DOUBTFUL)
    for taken in taken_of("企业应当检修设备，按期保存记录，并报告市水务局。检修设备"):
        assert taken.norm is not None
        assert (taken.norm.doubt is not None) is (sum(table[sign].points for sign in taken.signs) >= least)


def taken_of(text: str) -> list[Taken]:
    document = structure(SourceText("a.txt", f"某市办法\n第一条 {text}\n", "0" * 64))
    return [each for each in read_norms(document, (), ()) if each.norm is not None]


def test_every_sign_is_told_in_both_languages() -> None:
    for sign, told in points().items():
        assert re.fullmatch(r"[\u4e00-\u9fff，]+", told.zh), sign
        assert re.fullmatch(r"[a-z ,]+", told.en), sign


def test_the_points_stated_are_those_that_the_counts_give() -> None:
    signs, rule = weighing.stated()
    assert weighing.computed(signs, weighing.counts()) == rule, "run python -m benchmarks.doubts --write"
