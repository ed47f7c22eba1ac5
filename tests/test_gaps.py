"""Gaps: their states and probabilities, how grave they are, and reasons in words of the case."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from benchmarks.absence import fitted, read_rows, table_of
from ingest.link import align, features
from ingest.link.absence import FILE, absence, coefficients, measures
from ingest.link.gaps import gaps, names_of
from ingest.link.signals import Signals, measure
from ingest.link.subject import likeness, unrelated, unrelated_subjects
from ingest.link.units import Unit, units
from ingest.model import Annotation, Gap, GapState, Severity
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText
from lawgraph.build import annotate_file
from ontology.numerals import chinese_numeral

from .conftest import GOLD

FAMILIES = ["links-shandong-linyi", "links-national-beijing"]
FUND = "县级以上人民政府应当设立中小企业发展专项资金。"
FORCE = "本条例自2020年7月1日起施行。"


def read(*texts: str) -> Annotation:
    """Return a rule of the articles given."""
    lines = [f"第{chinese_numeral(n)}条　{text}" for n, text in enumerate(texts, 1)]
    return annotate(structure(SourceText("a.txt", "\n".join(["某市促进条例", *lines, ""]), "0" * 64)))


def titled(annotation: Annotation, title: str, *based_on: str) -> Annotation:
    metadata = replace(annotation.document.metadata, title=title, based_on=based_on)
    return replace(annotation, document=replace(annotation.document, metadata=metadata))


def signals(upper: Annotation, lower: Annotation) -> Signals:
    return measure(units(lower), units(upper))


def found(upper: Annotation, lower: Annotation, score: list[list[float]]) -> dict[tuple[str, str], Gap]:
    """Return the gaps by side and path, with the pairs of 0.5 and more as links; ``score`` is lower by upper."""
    matrix = np.array(score, dtype=np.float64)
    return {
        (gap.side, gap.path): gap
        for gap in gaps(signals(upper, lower), matrix, matrix >= 0.5, names_of(upper, lower))
    }


def only(upper: str, lower: str, score: float = 0.1) -> Gap:
    """Return the gap of one upper provision beside one lower one."""
    return found(read(upper), read(lower), [[score]])["upper", "art-1"]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [([0.02, 0.01], GapState.ABSENT), ([0.45, 0.45], GapState.DOUBTFUL), ([0.0, 0.0], GapState.ABSENT)],
    ids=["nothing is near", "two may be counterparts", "nothing is like it"],
)
def test_a_counterpart_is_absent_or_in_doubt(row: list[float], wanted: GapState) -> None:
    gap = found(read(FUND, FUND), read(FUND), [row])["lower", "art-1"]
    assert gap.state is wanted
    assert (gap.probability >= coefficients().absent) is (wanted is GapState.ABSENT)
    assert ("请人工核对" in gap.reason) is (wanted is GapState.DOUBTFUL)


def test_the_likelier_a_link_the_less_probable_that_there_is_none() -> None:
    falling = absence(np.array([[best, 0.0] for best in (0.0, 0.1, 0.3, 0.6, 0.9, 1.0)]))
    assert all(one > other for one, other in pairwise(falling[:-1]))
    assert falling[-2] >= falling[-1]
    assert ((falling > 0) & (falling < 1)).all()
    more = absence(np.array([[0.3, 0.0], [0.3, 0.3]]))
    assert more[0] > more[1], "another likely counterpart"


def test_the_coefficients_are_those_that_come_out_of_the_annotated_pairs() -> None:
    assert table_of(fitted(read_rows())) == FILE.read_text("utf-8")


def test_a_rule_without_a_provision_to_compare_with() -> None:
    assert measures(np.zeros((2, 0))).shape == (2, 2)
    fund = read(FUND)
    empty = measure((), units(fund))
    gap = gaps(empty, np.zeros((0, 1)), np.zeros((0, 1), dtype=np.bool_), names_of(fund, fund))[0]
    assert (gap.nearest, gap.nearest_score, gap.state) == (None, 0.0, GapState.ABSENT)


FORMAL = [
    (FORCE, True, "says when it enters into force"),
    ("本办法由市财政局负责解释。", True, "says who interprets it"),
    ("本办法由市财政局负责解释，自2020年7月1日起施行。", True, "both"),
    (FUND, False, "rules something"),
    ("本条例所称中小企业，是指规模较小的企业。", False, "a definition can be missed below"),
    ("本条例适用于本市行政区域内的企业。", False, "so can a scope"),
    ("市财政局应当公布标准。本条例自2020年7月1日起施行。", False, "a duty beside it"),
]


@pytest.mark.parametrize(("text", "formal", "why"), FORMAL, ids=[case[2] for case in FORMAL])
def test_what_speaks_of_its_own_text_is_a_formal_gap(text: str, formal: bool, why: str) -> None:
    gap = only(text, "市人民政府应当公布名录。")
    assert (gap.state is GapState.FORMAL) is formal, why
    assert ("只关乎本文件自身" in gap.reason) is formal
    if formal:
        assert (gap.probability, gap.severity) == (1.0, Severity.LOW)


SEVERITIES = [
    (FUND, Severity.HIGH, "a duty"),
    ("禁止在湖泊保护范围内围湖造地。", Severity.HIGH, "a ban"),
    ("违反规定的，由公安机关给予警告。", Severity.HIGH, "a sanction"),
    (
        "有下列行为之一的，依照治安管理处罚法的规定处罚。",
        Severity.HIGH,
        "a sanction that another law sets out",
    ),
    ("违反本条例规定，构成犯罪的，依法追究刑事责任。", Severity.LOW, "the criminal law says so anyway"),
    ("对小微企业免征登记费。", Severity.HIGH, "a relief"),
    ("鼓励金融机构给予不超过十万元的贷款。", Severity.HIGH, "an amount of money"),
    ("鼓励采购单位把百分之三十的份额留给小微企业。", Severity.HIGH, "a rate"),
    ("鼓励企业在三十日内支付账款。", Severity.HIGH, "a time limit"),
    ("鼓励聘用五名以上技术人员的企业申报项目。", Severity.HIGH, "a count"),
    ("鼓励企业于2025年12月31日前完成改造。", Severity.HIGH, "a day by which something is due"),
    ("各级人民政府应当于2025年12月31日前推进改造。", Severity.HIGH, "also in a general duty"),
    ("鼓励企业参加2019年举办的博览会。", Severity.LOW, "a day by which nothing is due"),
    ("本市应当公布科技成果目录。", Severity.HIGH, "a place is bound by a word of duty"),
    ("市财政局编制资金目录。", Severity.HIGH, "a bare verb of a body that is named"),
    ("企业应当建立健全安全生产责任制。", Severity.HIGH, "what has to be there then"),
    ("鼓励社会资本参与技术改造。", Severity.LOW, "calls on others"),
    ("企业可以自主选择服务机构。", Severity.LOW, "allows"),
    ("国家建立多层次的资本市场体系。", Severity.LOW, "what the state does in general"),
    ("本市推动科技成果转化。", Severity.LOW, "what a place does in general"),
    ("本市对失误给予更多理解、包容。", Severity.LOW, "what it gives is no word of duty"),
    ("本市应当推动科技成果转化。", Severity.LOW, "furthers what others do, by whatever word"),
    (
        "各级人民政府应当加强对消防工作的领导。",
        Severity.LOW,
        "improves a matter, and nothing definite is to be done",
    ),
    ("各级人民政府应当加强对消防工作的领导，设立专项资金。", Severity.HIGH, "a definite act beside it"),
    ("市财政局推动相关标准编制。", Severity.LOW, "so it is without a word of duty"),
    ("各级人民政府应当采取补助等措施，鼓励企业参保。", Severity.LOW, "a duty to call on others"),
    ("机关应当切实遵守法律、法规。", Severity.LOW, "binds to what binds anyway"),
    ("本条例所称中小企业，是指规模较小的企业。", Severity.LOW, "a definition"),
    ("本条例所称小企业，是指从业人员不足二十人的企业。", Severity.HIGH, "a definition by a figure"),
]


@pytest.mark.parametrize(("text", "severity", "why"), SEVERITIES, ids=[case[2] for case in SEVERITIES])
def test_a_gap_is_grave_by_what_has_no_counterpart(text: str, severity: Severity, why: str) -> None:
    assert only(text, "市人民政府应当公布名录。").severity is severity, why


REASONS = [
    (
        "国家机关和大型企业不得违约拖欠中小企业的账款。",
        "任何单位不得强制中小企业购买产品。",
        ("下位全文未提“违约拖欠”“账款”",),
        "words that stand nowhere in the other rule",
    ),
    (
        "违反规定擅自拆除消火栓的，由消防救援机构给予警告。",
        "任何单位不得擅自拆除消火栓。",
        ("不设“给予警告”这样的罚则",),
        "a breach is not punished below",
    ),
    (
        "任何单位不得擅自拆除消火栓。",
        "擅自拆除消火栓的，由消防救援机构给予警告。",
        ("那是罚则，“擅自拆除消火栓”本身未作要求",),
        "punished below and not forbidden",
    ),
    (
        "电梯使用单位应当张贴安全注意事项。",
        "业主委员会应当张贴安全注意事项。",
        ("主体不同：此处是“电梯使用单位”，彼处是“业主委员会”",),
        "somebody else's duty",
    ),
    (
        "企业应当在三十日内支付账款。",
        "企业应当支付账款。",
        ("没有“三十日内”这样的数额或期限",),
        "the time limit is missing",
    ),
    (
        "企业应当公开信用信息。",
        "鼓励企业公开信用信息。",
        ("此处是义务（应当），彼处是鼓励（鼓励）",),
        "a duty became a call",
    ),
    (
        "供水企业应当检测水源水质，公示检测结果和水质周报。",
        "供水企业应当检测水源水质。",
        ("虽都涉及“检测”“水质”", "未提“公示”“周报”"),
        "another act on the same thing",
    ),
]


@pytest.mark.parametrize(("upper", "lower", "words", "why"), REASONS, ids=[case[3] for case in REASONS])
def test_a_reason_quotes_both_texts_and_names_what_differs(
    upper: str, lower: str, words: tuple[str, ...], why: str
) -> None:
    chinese, english = only(upper, lower).reason.split(" / ")
    assert chinese.startswith("上位第一条规定“"), why
    assert "，下位文件没有对应的规定；最相近的第一条只说“" in chinese
    assert chinese.endswith("。")
    assert all(word in chinese for word in words), chinese
    assert english.startswith("Article 1 of the upper rule lays down “")
    assert ", and the lower rule has no counterpart; nearest is Article 1 (“" in english
    assert english.endswith(".")
    for text in (upper, lower):
        assert quoted_of(text, chinese), text


def test_a_reason_names_the_smallest_provision_that_is_quoted() -> None:
    upper = "鼓励投保责任保险。\n国家机关不得违约拖欠账款。"
    reason = only(upper, "本市鼓励投资。\n任何单位不得拖欠水费。").reason
    assert "上位第一条第二款规定“国家机关不得违约拖欠账款”" in reason, reason
    assert "最相近的第一条第二款只说“任何单位不得拖欠水费”" in reason, reason
    assert "Article 1, paragraph 2 of the upper rule" in reason, reason
    assert "art-" not in reason


def quoted_of(text: str, reason: str) -> bool:
    """Tell whether a reason quotes at least six characters, or a whole short norm, of a text."""
    solid = "".join(text.split())
    return any(quote.rstrip("…") in solid for quote in re.findall("“([^”]+)", reason) if len(quote) >= 6)


def test_where_nothing_is_shared_the_reason_says_so() -> None:
    reason = only("政府采购应当预留采购份额。", "文物保护单位禁止攀爬。", score=0.0).reason
    assert reason.startswith("上位第一条规定“政府采购应当预留采购份额”，下位文件没有一条与之有共同的词")
    assert "“预留采购份额”全文未见" in reason


def test_a_word_that_stands_elsewhere_in_the_other_rule_is_not_called_absent_from_it() -> None:
    upper = read("国家机关不得违约拖欠账款。")
    lower = read("任何单位不得强制购买产品。", "禁止违约拖欠账款。")
    reason = found(upper, lower, [[0.2], [0.1]])["upper", "art-1"].reason
    assert "其中未提“违约拖欠账款”" in reason, reason


def test_where_the_nearest_corresponds_to_another_the_reason_names_that_one() -> None:
    upper = read("国家完善市场体系。", "国家完善市场体系，鼓励投资。")
    reason = found(upper, read("本市完善市场体系，鼓励投资。"), [[0.2, 0.9]])["upper", "art-1"].reason
    assert "它对应的是上位第二条" in reason, reason
    assert "corresponds to Article 2 of the upper rule instead" in reason, reason


def test_where_no_word_differs_the_act_is_named() -> None:
    reason = only("市人民政府应当公布名录。", "市人民政府应当公布名录。").reason
    assert "不见“公布名录”的规定" in reason, reason


BINDING = [
    "用水单位不得破坏计量设施",
    "用水单位应当安装计量设施",
    "破坏计量设施的，由公安机关给予警告",
    "对小微企业免征登记费",
]


@pytest.mark.parametrize("norm", BINDING)
def test_a_norm_that_binds_is_quoted(norm: str) -> None:
    reason = only(f"鼓励投保责任保险。{norm}。", "市人民政府可以公布名录。").reason
    assert f"上位第一条规定“{norm}”" in reason, reason


def test_of_norms_that_bind_the_one_that_the_nearest_lacks_is_quoted() -> None:
    reason = only("企业应当公开信用信息和经营信息。企业应当缴纳土地复垦费。", "企业应当公开信用信息。").reason
    assert "上位第一条规定“企业应当缴纳土地复垦费”" in reason, reason


def test_a_norm_that_names_who_is_bound_goes_before_one_that_is_carried_on() -> None:
    upper = "消防救援机构应当检查公众聚集场所和企业，并缴纳土地复垦费。"
    reason = only(upper, "消防救援机构应当检查企业。").reason
    assert "上位第一条规定“消防救援机构应当检查公众聚集场所" in reason, reason


def test_how_something_is_to_be_done_is_no_word_of_the_matter() -> None:
    assert "“高效”" not in only("金融机构应当高效、公平地服务企业。", "金融机构应当服务企业。").reason


def test_the_common_subject_of_a_rule_is_no_word_of_the_matter() -> None:
    acts = ("公布目录", "安装门禁", "培训馆员", "修复古籍", "登记读者")
    upper = read(*(f"图书馆应当{act}。" for act in acts))
    gap = found(upper, read("学校应当配备校医。"), [[0.1] * 5])["upper", "art-4"]
    assert "未提“修复古籍”。" in gap.reason, gap.reason


def test_a_day_is_no_amount_that_is_missing() -> None:
    reason = only("企业应当自2021年1月1日起公开信用信息。", "企业应当公开信用信息。").reason
    assert "数额或期限" not in reason, reason


def test_a_bearer_that_is_doubtful_is_not_said_to_differ() -> None:
    upper, lower = read("电梯使用单位应当张贴注意事项。"), read("业主委员会应当张贴注意事项。")
    doubtful = replace(upper, norms=tuple(replace(norm, doubt="存疑") for norm in upper.norms))
    assert found(upper, lower, [[0.1]])["upper", "art-1"].reason.count("主体不同")
    assert "主体不同" not in found(doubtful, lower, [[0.1]])["upper", "art-1"].reason


def test_without_norms_the_words_of_entry_into_force_tell() -> None:
    force, fund = (replace(read(text), norms=()) for text in (FORCE, FUND))
    other = read("市人民政府应当公布名录。")
    assert found(force, other, [[0.0]])["upper", "art-1"].state is GapState.FORMAL
    assert found(fund, other, [[0.0]])["upper", "art-1"].state is not GapState.FORMAL


def test_what_opens_a_list_is_quoted_with_its_items() -> None:
    upper = "业主应当履行下列义务：（一）遵守管理规约；（二）按时交纳物业费。"
    reason = only(upper, "市人民政府应当公布名录。").reason
    assert "业主应当履行下列义务：（一）遵守管理规约" in reason
    assert "规约" in reason.split("未提")[1]


def test_a_rule_that_names_itself_is_about_nothing_by_that() -> None:
    reason = only("违反本法规定，构成犯罪的，依法追究刑事责任。", "市人民政府应当公布名录。").reason
    assert "“本法”" not in reason, reason


EMPTY = [
    ("积极探索市场化债转股。", "市场化债转股", "how it goes about it"),
    ("市财政局应当推进存量房屋盘活。", "存量房屋", "what only furthers"),
    ("市财政局应当加强古籍修复。", "古籍", "what only improves"),
]


@pytest.mark.parametrize(("upper", "word", "why"), EMPTY, ids=[case[2] for case in EMPTY])
def test_what_differs_is_told_by_things_and_acts(upper: str, word: str, why: str) -> None:
    missing = only(upper, "任何单位不得强制购买产品。").reason.partition(" / ")[0].partition("未提")[2]
    assert word in missing, why
    assert not re.search("积极|探索|推进|加强", missing), why


def test_a_number_is_left_to_the_amounts() -> None:
    reason = only("违反规定倾倒垃圾的，处五百元罚款。", "违反规定堆放物料的，处五千元罚款。").reason
    assert "“倾倒垃圾”" in reason, reason
    assert "“五百元”" not in reason, reason


def test_a_state_or_a_place_is_no_other_bearer() -> None:
    assert "主体不同" not in only("国家建立信用评价制度。", "市财政局应当建立信用评价制度。").reason


def test_a_long_provision_is_cut_and_a_norm_carried_on_is_quoted_after_its_subject() -> None:
    upper = "消防救援机构应当对公众聚集场所进行检查，并在五日内公布结果，" + "完善" * 30 + "档案。"
    reason = only(upper, "市人民政府应当公布名录。").reason
    assert "规定“消防救援机构应当对公众聚集场所进行检查" in reason, reason
    assert all(len(quote) <= 44 for quote in re.findall("“([^”]+)”", reason))


def keeps_its_promises(upper: Annotation, lower: Annotation) -> None:
    """Check what holds of the gaps between any two rules."""
    sides = {"upper": units(upper), "lower": units(lower)}
    told = align(upper, lower).gaps
    seen: set[str] = set()
    for gap in told:
        own = one(sides[gap.side], gap.path)
        chinese, _, english = gap.reason.partition(" / ")
        assert english
        assert (gap.state is GapState.FORMAL) is ("只关乎本文件自身" in chinese)
        assert not re.search(r"(?:art|para|sec|item|annex|task)-[0-9]", gap.reason), gap.reason
        assert quoted_of(own.text, chinese), gap.reason
        if gap.nearest is not None and gap.state is not GapState.FORMAL:
            assert quoted_of(
                one(sides["lower" if gap.side == "upper" else "upper"], gap.nearest).text, chinese
            )
        assert 0 <= gap.probability <= 1
        missing = re.findall("“([^”]+)”", chinese.partition("未提")[2])
        assert all(2 <= len(word) <= 10 for word in missing), gap.reason
        assert not re.search(r"[0-9一二三四五六七八九十]|本(?:条例|法)$", "".join(missing)), gap.reason
        bare = re.sub(r"第[〇零一二三四五六七八九十百千0-9]+[条款项]", "", chinese)
        assert bare not in seen, f"another gap has the same reason but for its number: {gap.reason}"
        seen.add(bare)


def one(those: tuple[Unit, ...], path: str) -> Unit:
    return next(unit for unit in those if unit.path == path)


def test_no_two_reasons_of_the_opinion_and_the_regulation_are_alike(
    opinion: Annotation, regulation: Annotation
) -> None:
    keeps_its_promises(opinion, regulation)
    told = {gap.path: gap.reason for gap in align(opinion, regulation).gaps}
    assert told["annex-2/task-6"].startswith("上位附件2第6项规定")
    assert told["sec-2/item-2"].startswith("上位二、二是规定")


@pytest.mark.corpus
@pytest.mark.parametrize("name", FAMILIES)
def test_no_two_reasons_of_an_annotated_pair_are_alike(corpus: Path, name: str) -> None:
    texts = json.loads((GOLD / name / "doc.json").read_text("utf-8"))
    keeps_its_promises(
        *(annotate_file(corpus / "families" / texts[side]["file"]) for side in ("upper", "lower"))
    )


WATER = (
    "从事取水的单位应当申领取水许可证。",
    "取水单位应当安装取水计量设施。",
    "水库应当保障灌溉用水。",
    "河道管理范围内不得堆放弃土。",
    "水文站应当监测河道水位。",
    "水库大坝应当定期检查。",
)
SCHOOL = (
    "幼儿园应当配备保育员。",
    "教师不得体罚学生。",
    "学校应当保障学生的课间休息。",
    "学校食堂应当公示食谱。",
    "家长可以参加学校的开放日。",
    "教师应当参加培训。",
)


def test_two_rules_about_different_subjects_are_told() -> None:
    above, below = read(*WATER), read(*SCHOOL)
    assert unrelated(above, below)
    assert unrelated(below, above)
    said = unrelated_subjects(above, below)
    assert said.code == "unrelated-subjects"
    assert "取水" in said.message
    assert "保育员" in said.message


RELATED = [
    (read(*WATER), read(*WATER), "the same words"),
    (read(*WATER), read(*SCHOOL[:5]), "five provisions are too few to judge"),
    (read(*WATER[:5]), read(*SCHOOL), "on either side"),
    (
        titled(read(*WATER), "某省水利条例"),
        titled(read(*SCHOOL), "某市条例", "某省水利条例"),
        "made under it",
    ),
    (
        titled(read(*WATER), "某省水利条例"),
        read("违反规定的，依照《某省水利条例》第一条处罚。", *SCHOOL),
        "names an article of it",
    ),
]


@pytest.mark.parametrize(("upper", "lower", "why"), RELATED, ids=[case[2] for case in RELATED])
def test_related_rules_are_compared(upper: Annotation, lower: Annotation, why: str) -> None:
    assert not unrelated(upper, lower), why


def test_a_rule_that_is_named_in_passing_needs_less_in_common() -> None:
    upper = titled(read(*WATER), "某省水利条例")
    plain = read(*SCHOOL, "水库边的学校应当设置警示标志。")
    named = read(*SCHOOL, "水库边的学校应当遵守《某省水利条例》。")
    assert 40 <= likeness(features(upper), features(named)) < 80
    assert unrelated(upper, plain)
    assert not unrelated(upper, named)
    assert unrelated(upper, read(*SCHOOL, "学校应当遵守《某省水利条例》。")), "nothing in common but the name"
