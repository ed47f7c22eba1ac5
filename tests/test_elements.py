"""A page whose elements became lines: its sentences are put together, and nothing else is."""

from __future__ import annotations

import random

import pytest

from benchmarks.damaged import DAMAGES, read, words
from ingest.repair import repair
from ingest.repair.elements import elements, in_elements
from ingest.text import SourceText

NOTICE = """某县水利局关于印发2022年春灌期间渠道供水实施细则的通知
各乡镇人民政府，有关单位：
为做好2022年春灌供水工作，依据《某县渠道供水管理办法》（某政发〔2019〕12号）等文件，我局制定了《2022年春灌期间渠道供水实施细则》，现予以印发，请遵照执行。
某县水利局
2022年2月8日
（此件公开发布）
附件
2022年春灌期间渠道供水实施细则
一、供水时间
本次供水时间为2022年3月1日至2022年4月15日，每日6:00至18:00，预计供水总量为350万立方米。
二、用水条件
（一）申请范围
具备量水设施的用水户、用水合作社可以申请供水，且上一年度未拖欠水费。
（二）申请数量
用水户申请的水量不低于3000立方米（平均流量不低于0.5立方米每秒），申请的次数不超过4次。
三、水价和补贴
执行《某县农业水价改革方案》的水价为0.12元每立方米；用水量低于申请水量50%的，按照水价的120%收费。
渠道管理单位应当在供水结束后10日内公示用水量。
"""

RULES = """某市公共浴场卫生管理办法
第一章 总则
第一条 为了加强公共浴场卫生管理，根据《公共场所卫生管理条例》和有关法律、法规，结合本市实际，制定本办法。
第二条 本办法所称公共浴场，是指面积在200平方米以上、向社会开放的沐浴场所。
第二章 卫生要求
第三条 经营者应当遵守下列规定：
（一）池水每日更换不少于2次；
（二）池水温度保持在38度至42度；
（三）客用毛巾一客一换，消毒时间不少于30分钟。
第四条 卫生行政部门应当每年检查不少于4次，并自检查结束之日起15日内公布结果。
经营者对结果有异议的，可以在5日内申请复核。
第三章 法律责任
第五条 违反本办法第三条规定的，由卫生行政部门责令改正，处1000元以上5000元以下罚款；情节严重的，处2万元以下罚款。
第六条 本办法自2023年7月1日起施行。2008年6月1日公布的《某市浴室卫生暂行规定》同时废止。
"""

PLAN = """某区推进社区食堂建设三年行动计划
为满足老年人用餐需求，到2026年建成社区食堂60家，覆盖90%以上的社区，制定本计划。
一、主要任务
（一）扩大供给。新建社区食堂40家，改造单位食堂20家，每家面积不少于120平方米。（区民政局牵头，区商务局、区市场监管局配合）
（二）降低费用。对70周岁以上老年人每餐补贴3元，对80周岁以上老年人每餐补贴5元。（区财政局、区民政局负责）
（三）保证安全。落实《餐饮服务食品安全操作规范》，每季度检查1次。（区市场监管局负责）
二、保障措施
（一）加强领导。建立由区政府分管负责人召集的联席会议制度，每半年召开1次会议。
（二）加大投入。区财政每年安排800万元，市级资金按照30%的比例配套。
"""

TEXTS = {"notice": NOTICE, "rules": RULES, "plan": PLAN}


def lines(text: str) -> list[str]:
    return [line.text.strip() for line in repair(SourceText("a.txt", text, "0" * 64)).lines]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", TEXTS)
def test_sentences_broken_at_elements_are_put_together(name: str, seed: int) -> None:
    clean = TEXTS[name].splitlines()
    broken = DAMAGES["elements"](list(clean), random.Random(f"{seed} {name}"))
    wanted = words(read(name, TEXTS[name]))
    got = words(read(name, broken))
    same = sum(got.get(path) == said for path, said in wanted.items())
    assert same >= 0.95 * len(wanted)


def test_it_is_told() -> None:
    broken = DAMAGES["elements"](RULES.splitlines(), random.Random(1))
    assert "wrapped" in {d.code for d in repair(SourceText("a.txt", broken, "0" * 64)).diagnostics}


def test_offsets_are_those_of_the_source() -> None:
    broken = DAMAGES["elements"](NOTICE.splitlines(), random.Random(3))
    for line in repair(SourceText("a.txt", broken, "0" * 64)).lines:
        assert "".join(broken[at] for at in line.offsets) == line.text


JOINTS = [
    ("依照本办法第|十|条第|二|款处罚。", "依照本办法第十条第二款处罚。", "numerals of a reference"),
    ("（|1|）用水户按照|2021|年的数量申请。", "（1）用水户按照2021年的数量申请。", "a label broken in three"),
    ("期限为|30|日|，从批准之日起计算。", "期限为30日，从批准之日起计算。", "a figure, its unit and a mark"),
    (
        "依照|《某办法》|第五条|的规定处理。",
        "依照《某办法》第五条的规定处理。",
        "a label that is a reference",
    ),
    ("首先，|提出申请；|其次，|缴纳水费。", "首先，提出申请；其次，缴纳水费。", "clauses without labels"),
    (
        "参与竞价|的用户|，需在|3|日内登录平台。",
        "参与竞价的用户，需在3日内登录平台。",
        "a word that leads on opens a line",
    ),
]
BREAKS = """自
2021
年
5
月
1
日
起，执行
《某办法》
，每户
（
含租户
）
补贴
30
元
。
"""


@pytest.mark.parametrize(("text", "wanted", "why"), JOINTS, ids=[why for *_, why in JOINTS])
def test_what_is_joined(text: str, wanted: str, why: str) -> None:
    assert wanted in lines(BREAKS + text.replace("|", "\n") + "\n"), why


APART = [
    ("请遵照执行。|某县水利局|2022|年|2|月|8|日|（此件公开发布）", 4, "signature, date and remark"),
    (
        "一、目标|保障用水。|二、依据|按计划供水。|三、时间|2018~2020|年|，连续供水。",
        6,
        "a heading and a paragraph that opens with a figure",
    ),
    ("水价见下表。|乡镇|水量|单价|户数|甲镇|30|1.2|15|乙镇|20|1.3|16", 13, "cells of a table"),
    ("各户应当：|申请用水；|缴纳水费；|保护渠道。", 4, "a list without labels"),
]


@pytest.mark.parametrize(("text", "count", "why"), APART, ids=[why for *_, why in APART])
def test_what_stays_apart(text: str, count: int, why: str) -> None:
    before = len(lines(BREAKS))
    assert len(lines(BREAKS + text.replace("|", "\n") + "\n")) == before + count, why


OTHERS = [
    (TEXTS["notice"], "a clean text"),
    ("某县渠道供水名单\n" + "\n".join(["张三", "李四", "王小五", "欧阳明"] * 6), "a list of names"),
    ("申请人：\n姓名：\n单位（盖章）：\n年 月 日\n联系电话：\n" * 4, "a form"),
    (
        "序号\n任务\n牵头单位\n配合单位\n" + "1\n建立制度\n水利局\n财政局\n2\n检查渠道\n农业局\n水利局\n" * 4,
        "a table",
    ),
    ("序号\n内容\n" + "1\n项目审批\n2\n年度检查\n3\n条件核查\n" * 3, "cells that begin as a unit does"),
    ("甲方\n乙方\n2022年2月8日\n某县水利局\n2022年2月8日\n" * 4, "signatures"),
]


@pytest.mark.parametrize(("text", "why"), OTHERS, ids=[why for _, why in OTHERS])
def test_other_texts_are_left_alone(text: str, why: str) -> None:
    assert not in_elements(text.splitlines()), why
    assert elements(text.splitlines()) is None
