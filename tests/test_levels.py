"""Several levels side by side: rows headed by the topmost provision, cells from the links between pairs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from ingest.model import Alignment, Annotation, Correspondence, Difference, Gap, GapState, Relation
from lawgraph.build import BuildReport
from lawgraph.cli import app
from lawgraph.levels import Levels, State, TooManyDocuments, json_of, levels, table
from lawgraph.stored_links import DocumentNotFound
from tests.linked import graph_of, read

NATION = read(
    "中华人民共和国物业法\n\n第一条 物业服务收费应当公示。具体办法另定。\n第二条 禁止占用消防通道。\n"
    "第三条 业主可以查询账目。\n第四条 本法自2020年1月1日起施行。\n"
)
PROVINCE = read(
    "青海省物业管理条例\n\n第一条 物业服务收费应当公示。\n第二条 禁止占用消防通道。\n第三条 业主可以查询账目。\n"
    "第四条 鼓励安装充电桩。\n"
)
CITY = read(
    "西宁市物业管理办法\n\n第一条 物业服务收费应当在六十分钟内公示。\n\n占用消防通道的，责令改正。\n"
    "第二条 业主可以查询账目。\n第三条 鼓励安装充电桩。\n第四条 装修应当登记。\n"
)
OTHER = read("格尔木市物业管理办法\n\n第一条 物业服务收费应当公示。\n")
N, P, C = (
    "国家：中华人民共和国物业法",
    "省级：青海省物业管理条例",
    "市级：西宁市物业管理办法",
)


def link(lower: str, upper: str, score: float, difference: Difference | None = None) -> Correspondence:
    return Correspondence(lower, upper, Relation.DETAILS, score, (), difference=difference)


def gap(side: str, path: str, state: GapState, probability: float) -> Gap:
    side_of = "upper" if side == "upper" else "lower"
    return Gap(side_of, path, None, 0.0, "…", state=state, probability=probability)  # type: ignore[arg-type]


def pair(
    upper: Annotation, lower: Annotation, links: Sequence[Correspondence], gaps: Sequence[Gap] = ()
) -> Alignment:
    return Alignment(upper, lower, tuple(links), tuple(gaps))


NATION_PROVINCE = pair(
    NATION,
    PROVINCE,
    [link("art-1", "art-1", 0.9), link("art-2", "art-2", 0.7), link("art-3", "art-3", 0.4)],
    [gap("upper", "art-4", GapState.FORMAL, 1.0), gap("lower", "art-4", GapState.ABSENT, 0.9)],
)
PROVINCE_CITY = pair(
    PROVINCE,
    CITY,
    [
        link("art-1/para-1", "art-1", 0.8, Difference.STRICTER),
        link("art-1/para-2", "art-2", 0.9),
        link("art-2", "art-3", 0.9),
        link("art-3", "art-4", 0.95),
    ],
    [gap("lower", "art-4", GapState.DOUBTFUL, 0.6)],
)
NATION_CITY = pair(
    NATION,
    CITY,
    [link("art-1/para-1", "art-1", 0.6, Difference.STRICTER)],
    [
        gap("upper", "art-2", GapState.DOUBTFUL, 0.5),
        gap("upper", "art-3", GapState.ABSENT, 0.8),
        gap("lower", "art-4", GapState.ABSENT, 0.9),
    ],
)


def rows(found: Levels) -> list[dict[str, object]]:
    told = table(found)
    return [dict(zip(told.variables, row, strict=True)) for row in told.values()]


def test_one_row_a_matter_one_column_a_level() -> None:
    engine = graph_of([CITY, PROVINCE, NATION], [NATION_PROVINCE, PROVINCE_CITY])
    assert rows(levels(engine)) == [
        {
            "事项": "物业服务收费应当公示",
            N: "第一条",
            P: "第一条（0.9 确定）",
            C: "第一条第一款（0.72 很可能，经第一条）",
        },
        {
            "事项": "禁止占用消防通道",
            N: "第二条",
            P: "第二条（0.7 很可能）",
            C: "第一条第二款（0.63 很可能，经第二条）",
        },
        {"事项": "业主可以查询账目", N: "第三条", P: "第三条（0.4 待核）", C: "未比较"},
        {"事项": "鼓励安装充电桩", N: "无对应（0.9）", P: "第四条", C: "第三条（0.95 确定）"},
        {"事项": "业主可以查询账目", N: "未比较", P: "第三条（0.9 确定）", C: "第二条"},
        {"事项": "装修应当登记", N: "未比较", P: "待核（0.6）", C: "第四条"},
    ]


def test_what_is_linked_outright_stands_before_what_is_reached_over_another() -> None:
    engine = graph_of([NATION, PROVINCE, CITY], [NATION_PROVINCE, PROVINCE_CITY, NATION_CITY])
    first, second, third, fourth, fifth, last = rows(levels(engine))
    assert first[C] == "第一条第一款（0.6 很可能，从严）", "0.72 over the province is not said beside it"
    assert second[C] == "第一条第二款（0.63 待核，经第二条）", (
        "a way stands before a gap, and is to be checked"
    )
    found = levels(engine).matters[1].cells[2]
    assert (found.state, found.counterparts[0].unconfirmed) == (State.DOUBTFUL, True)
    assert third[C] == "无对应（0.8）", "0.36 is no way"
    assert (fourth[P], fourth[N], fourth[C]) == ("第四条", "无对应（0.9）", "第三条（0.95 确定）")
    assert fifth == {"事项": "业主可以查询账目", N: "未判定", P: "第三条（0.9 确定）", C: "第二条"}, (
        "no gap, no link"
    )
    assert (last[N], last[P]) == ("无对应（0.9）", "待核（0.6）")


def test_columns_stand_as_they_were_named_and_cities_beside_each_other() -> None:
    pairs = [NATION_CITY, pair(NATION, OTHER, [link("art-1", "art-1", 0.85)])]
    engine = graph_of([NATION, CITY, OTHER, PROVINCE], pairs)
    found = levels(engine, ["格尔木", "中华人民共和国物业法", "西宁市物业管理办法", "格尔木市物业管理办法"])
    assert [column.title for column in found.columns] == [
        "格尔木市物业管理办法",
        "中华人民共和国物业法",
        "西宁市物业管理办法",
    ]
    first = found.matters[0]
    assert [cell.state for cell in first.cells] == [State.HEAD, State.LINKED, State.LINKED]
    assert first.cells[2].counterparts[0].probability == round(0.85 * 0.6, 4)
    assert len(levels(engine).columns) == 3, "the province was compared with none"


def test_what_a_person_decided_is_said() -> None:
    decided = replace(link("art-2", "art-2", 1.0), review="orcid:0000-0002-1825-0097 2026-03-01")
    engine = graph_of([NATION, PROVINCE], [pair(NATION, PROVINCE, [link("art-1", "art-1", 0.9), decided])])
    assert [row[P] for row in rows(levels(engine))] == ["第一条（0.9 确定）", "第二条（1 已审核）"]


def test_the_same_table_as_json() -> None:
    engine = graph_of([NATION, PROVINCE, CITY], [NATION_PROVINCE, PROVINCE_CITY])
    told = json.loads(json_of(levels(engine)))
    assert [column["level"] for column in told["columns"]] == ["national", "province", "prefecture"]
    cell = told["matters"][0]["cells"][2]
    assert (cell["state"], cell["counterparts"][0]["probability"]) == ("linked", 0.72)
    assert cell["counterparts"][0]["via"] == [told["matters"][0]["cells"][1]["counterparts"][0]["provision"]]


def test_it_takes_two_documents_and_no_more_unasked_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = graph_of([NATION, PROVINCE, CITY], [NATION_PROVINCE])
    with pytest.raises(TooManyDocuments, match=r"须有两份以上.*takes two documents"):
        levels(engine, ["西宁市物业管理办法"])
    with pytest.raises(DocumentNotFound, match="没有这份文件"):
        levels(engine, ["海南省物业条例", "中华人民共和国物业法"])
    with pytest.raises(TooManyDocuments, match="须有两份以上"):
        levels(graph_of([NATION, CITY], []))
    monkeypatch.setattr("lawgraph.levels.MOST", 2)
    with pytest.raises(TooManyDocuments, match="图谱有 3 份文件"):
        levels(engine)
    assert len(levels(engine, ["中华人民共和国物业法", "青海省物业管理条例"]).columns) == 2


@pytest.mark.parametrize(("format", "start"), [("csv", "\ufeff事项,省级："), ("json", '{\n "columns"')])
def test_the_command_prints_the_table(format: str, start: str, built: BuildReport) -> None:
    result = CliRunner().invoke(
        app, ["levels", "--graph", str(built.generation.directory), "--format", format]
    )
    assert result.exit_code == 0
    assert result.stdout.startswith(start)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "xml"), "levels xml: 没有这种格式.*csv, json"),
        (("--document", "青海"), "须有两份以上"),
        (("--document", "海南"), "没有这份文件"),
    ],
)
def test_a_wrong_command_says_what_to_do(options: tuple[str, ...], said: str, built: BuildReport) -> None:
    result = CliRunner().invoke(app, ["levels", "--graph", str(built.generation.directory), *options])
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(said, result.stderr)


def test_a_link_of_a_paragraph_is_found_by_its_article() -> None:
    part = replace(link("art-1/para-2", "art-1", 0.9), lower_unit="art-1")
    engine = graph_of([NATION, CITY], [pair(NATION, CITY, [part])])
    (row,) = rows(levels(engine))
    assert (row[N], row[C]) == ("第一条", "第一条第二款（0.9 确定）")


def test_of_an_article_that_is_linked_outright_no_paragraph_is_reached_over_another() -> None:
    direct = replace(link("art-1/para-1", "art-1", 0.6), lower_unit="art-1")
    over = replace(link("art-1/para-2", "art-1", 0.9), lower_unit="art-1")
    pairs = [
        pair(NATION, PROVINCE, [link("art-1", "art-1", 0.9)]),
        pair(PROVINCE, CITY, [over]),
        pair(NATION, CITY, [direct]),
    ]
    (row,) = rows(levels(graph_of([NATION, PROVINCE, CITY], pairs)))
    assert row[C] == "第一条第一款（0.6 很可能）"


def test_of_one_article_the_paragraph_of_the_better_way_is_shown() -> None:
    first = replace(link("art-1/para-1", "art-1", 0.7), lower_unit="art-1")
    second = replace(link("art-1/para-2", "art-2", 0.9), lower_unit="art-1")
    above = [link("art-1", "art-1", 0.9), link("art-2", "art-1", 0.9)]
    engine = graph_of(
        [NATION, PROVINCE, CITY], [pair(NATION, PROVINCE, above), pair(PROVINCE, CITY, [first, second])]
    )
    assert rows(levels(engine))[0][C] == "第一条第二款（0.81 确定，经第二条）"
