"""Names of bodies: the table of real names, patterns, robustness, and the bodies in the graph."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import divisions
from ontology.authority_graph import authority_quads, body_quads
from ontology.bodies import Body, resolve

TABLE = Path(__file__).parent / "data" / "department_names.tsv"
QUERY = Path(__file__).parent.parent / "queries" / "body-succession.rq"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def is_right(row: dict[str, str]) -> bool:
    """Division and functions as expected; ``-``: a name that tells no body."""
    body = resolve(row["name"], jurisdiction=row["jurisdiction"], year=int(row["year"] or 0) or None)
    if body is None:
        return row["division"] == "-"
    wanted = set(filter(None, row["functions"].split("|")))
    same_functions = wanted <= set(body.functions) if wanted else not body.functions
    return body.division == row["division"] and same_functions


def test_the_table_is_large_and_mixed() -> None:
    assert len(rows()) >= 150
    assert len({row["jurisdiction"][:2] for row in rows()}) >= 8
    assert len({row["year"] for row in rows()}) >= 20


@pytest.mark.parametrize("part", ["seed", "family", "held-out-1", "held-out-2"])
def test_names_resolve(part: str) -> None:
    wrong = [row["name"] for row in rows() if row["part"] == part and not is_right(row)]
    total = sum(row["part"] == part for row in rows())
    assert len(wrong) <= 0.05 * total, wrong


CASES = [
    ("省经委", "630000", 2012, "630000/economic-commission", "a named department"),
    ("工信部门", "632800", 2020, "632800/function-industry", "a function alone is another body"),
    ("省工业和信息化厅", "632800", 2020, "630000/industry-informatization", "省 is above the prefecture"),
    ("州工信局", "632800", 2020, "632800/industry-informatization", "州 is the prefecture itself"),
    ("县财政局", "632800", 2020, "632800/finance-county", "县 below it is a class"),
    ("县财政局", "632821", 2020, "632821/finance", "县 in a county is the county"),
    ("市财政局", "310000", 2020, "310000/finance", "市 in a municipality is the municipality"),
    ("市人民政府", "632801", 2020, "632801/government", "市 in a county-level city is that city"),
    ("格尔木市人民政府", "630000", 2020, "632801/government", "a division in the text wins"),
    ("县级以上人民政府", "000000", 2020, "000000/governments-county-and-above", "a class of governments"),
    ("国务院", "632800", 2020, "000000/state-council", "the State Council from anywhere"),
    ("国务院工业和信息化主管部门", "000000", 2017, "000000/function-industry", "a function of the country"),
    ("中国人民银行西宁中心支行", "630000", 2012, "630100/central-bank", "a branch of a central body"),
    ("国家税务总局青海省税务局", None, 2019, "630000/tax", "a branch needs no jurisdiction"),
    ("青海银监局", None, 2012, "630000/banking-regulator", "nor does an abbreviated one"),
    ("中共青海省委", None, 2012, "630000/party-committee", "a Party committee"),
    ("海东行署", "630000", 2012, "632100/government", "a division that no longer exists"),
    ("省财政厅", None, 2012, "unplaced/finance-province", "no jurisdiction: a province unknown"),
    ("残疾人联合会等部门", "630000", 2012, "630000/disabled-federation", "等部门 belongs to no name"),
    ("柴达木循环经济试验区管委会", "630000", 2012, "630000/zone-f7f5c336", "the committee of a zone"),
]


@pytest.mark.parametrize(("name", "jurisdiction", "year", "iri", "reason"), CASES)
def test_resolve(name: str, jurisdiction: str | None, year: int, iri: str, reason: str) -> None:
    body = resolve(name, jurisdiction=jurisdiction, year=year)
    assert body is not None, reason
    assert body.iri == f"https://w3id.org/lawgraph/body/{iri}", reason


NO_BODIES = [
    ("有关部门", "an open class"),
    ("国务院有关部门", "an open class of the State Council"),
    ("主管部门", "no function is named"),
    ("商业银行", "an enterprise"),
    ("金融机构", "an object of supervision"),
    ("精神卫生医疗机构", "a service with the stem of a function inside"),
    ("司法机关", "courts, procuratorates and more, not the department of justice"),
    ("人民调解委员会", "a committee that is not the government's"),
    ("业主委员会", "owners are no body of the state"),
    ("财政、税务部门", "a list is several bodies"),
    ("", "nothing"),
    ("部门", "a bare word"),
]


@pytest.mark.parametrize(("name", "reason"), NO_BODIES)
def test_no_body(name: str, reason: str) -> None:
    assert resolve(name, jurisdiction="630000", year=2020) is None, reason


def test_民政_is_not_read_in_人民政府() -> None:  # noqa: N802
    body = resolve("沿海县级以上地方人民政府海洋主管部门", jurisdiction="000000")
    assert body is not None
    assert body.functions == ("ocean",)


ALPHABET = "省市州县区本各级以上人民政府财工信部门局厅委员会和、（）国务院青海西宁的有关所在地 aA1\n\ud800"


@given(
    st.text(alphabet=ALPHABET, max_size=30),
    st.sampled_from([None, "000000", "630000", "632800", "310000", "999999"]),
    st.sampled_from([None, 1949, 2012, 2020]),
)
def test_any_text_resolves_or_not(name: str, jurisdiction: str | None, year: int | None) -> None:
    body = resolve(name, jurisdiction=jurisdiction, year=year)
    assert body == resolve(name, jurisdiction=jurisdiction, year=year)
    if body is not None:
        assert body.iri.isascii()
        assert body.label
        assert body.division is None or divisions.is_known(body.division)


def known(name: str, jurisdiction: str, year: int) -> Body:
    body = resolve(name, jurisdiction=jurisdiction, year=year)
    assert body is not None, name
    return body


def test_the_authority_graph_is_the_same_twice_and_has_all_labels() -> None:
    lines = list(authority_quads(["632800"]))
    assert lines == list(authority_quads(["632800"]))
    store = ox.Store()
    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    unlabelled = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX lg: <https://w3id.org/lawgraph/ontology#>
        PREFIX org: <http://www.w3.org/ns/org#>
        ASK { VALUES ?class { lg:GovernmentFunction lg:DepartmentKind org:ChangeEvent } ?thing a ?class
              VALUES ?language { "zh" "en" }
              FILTER NOT EXISTS { ?thing skos:prefLabel ?label FILTER(LANG(?label) = ?language) } }
    """
    assert not store.query(unlabelled, use_default_graph_as_union=True)


def test_from_the_economic_commission_of_2012_to_haixi_in_2020() -> None:
    mentioned = [
        known("省经委", "630000", 2012),
        known("省财政厅", "630000", 2012),
        known("自治州县级以上人民政府工信部门", "632800", 2020),
        known("财政部门", "632800", 2020),
    ]
    assert list(body_quads(mentioned)) == list(body_quads(reversed(mentioned)))
    store = ox.Store()
    lines = [*authority_quads(["632800"]), *body_quads(mentioned)]
    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    query = QUERY.read_text(encoding="utf-8")
    for name, value in (("body", '"省经委"'), ("division", '"632800"'), ("year", "2020")):
        before, _, after = query.partition(f"VALUES ?{name} {{")
        query = f"{before}VALUES ?{name} {{ {value} {after[after.index('}') :]}"
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    answers = [
        tuple(
            str(row[name].value)
            for name in ("body_name", "function_name", "successor_name", "counterparts", "printed_as")
        )
        for row in found
    ]
    assert answers == [
        (
            "青海省经济委员会",
            "工业和信息化",
            "青海省工业和信息化厅",
            "海西蒙古族藏族自治州县级以上工业和信息化主管部门",
            "自治州县级以上人民政府工信部门",
        )
    ]


def test_an_event_is_not_earlier_than_the_text_that_still_has_the_old_name() -> None:
    lines = [line for line in body_quads([known("省经委", "630000", 2012)]) if "industry-local-2009" in line]
    assert any('"2012"' in line for line in lines)
