"""Functions of government, kinds of departments and reforms: the tables and what their loaders refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ontology import departments, functions, reforms
from ontology.tables import AuthorityError

STEMS = [
    ("财政", "finance"),
    ("工信", "industry"),
    ("工业和信息化", "industry"),
    ("经信", "industry"),
    ("发展改革", "development-reform"),
    ("发改", "development-reform"),
    ("科技", "science"),
    ("人社", "human-resources"),
    ("自然资源", "natural-resources"),
    ("国土资源", "natural-resources"),
    ("环保", "environment"),
    ("市场监管", "market-supervision"),
    ("工商", "market-supervision"),
    ("安监", "emergency"),
    ("农牧", "agriculture"),
    ("税务", "tax"),
]


@pytest.mark.parametrize(("stem", "identifier"), STEMS)
def test_a_stem_names_its_function(stem: str, identifier: str) -> None:
    assert identifier in functions.functions_named(stem)


def test_functions_are_complete() -> None:
    found = functions.functions()
    assert len(found) >= 60
    assert all(item.label_zh and item.label_en and item.label_zh in item.stems for item in found)
    assert all(item.identifier.isascii() for item in found)


def test_stems_are_longest_first_and_each_once() -> None:
    stems = functions.stems()
    assert len(set(stems)) == len(stems)
    assert [len(stem) for stem in stems] == sorted((len(stem) for stem in stems), reverse=True)


def test_every_function_has_a_department_or_a_broader_function() -> None:
    carried = {name for kind in departments.department_kinds() for name in kind.functions}
    homeless = [f.identifier for f in functions.functions() if f.identifier not in carried and not f.broader]
    assert homeless == []


def test_no_function_is_without_stem_and_broader_ends() -> None:
    by_name = {item.identifier: item for item in functions.functions()}
    for item in by_name.values():
        assert item.stems, item.identifier
        seen = [item.identifier]
        while (upper := by_name[seen[-1]].broader) is not None:
            assert upper not in seen, seen
            seen.append(upper)


def test_kinds_have_labels_in_both_languages() -> None:
    for kind in departments.department_kinds():
        assert kind.label_en.isascii(), kind.identifier
        assert not kind.label_zh.isascii(), kind.identifier


NAMES = [
    ("经委", "province", 2012, "economic-commission", "the commission before the reforms of the province"),
    ("工信厅", "province", 2020, "industry-informatization", "an abbreviation"),
    ("国土资源局", "county", 2012, "land-resources", "a county bureau"),
    ("质监局", "prefecture", 2010, "quality-supervision", "an abbreviation at a prefecture"),
    ("工业和信息化部", "national", 2020, "industry-informatization", "a ministry"),
]


@pytest.mark.parametrize(("name", "level", "year", "kind", "reason"), NAMES)
def test_names(name: str, level: str, year: int, kind: str, reason: str) -> None:
    assert departments.names_like(name, level, year)[0].identifier == kind, reason


SUCCESSIONS = [
    ("economic-commission", "industry-informatization"),
    ("land-resources", "natural-resources"),
    ("environmental-protection", "ecology-environment"),
    ("industry-commerce", "market-supervision"),
    ("quality-supervision", "market-supervision"),
    ("food-drug", "market-supervision"),
    ("state-tax", "tax"),
    ("local-tax", "tax"),
    ("agriculture", "agriculture-rural-affairs"),
    ("local-finance-office", "local-financial-regulation"),
    ("work-safety", "emergency"),
    ("poverty-relief-office", "rural-revitalization"),
    ("culture-press", "culture-tourism"),
    ("tourism", "culture-tourism"),
    ("banking-regulator", "financial-regulatory-administration"),
    ("insurance-regulator", "financial-regulatory-administration"),
    ("trade-commission", "commerce"),
    ("planning-commission", "development-reform-commission"),
    ("labour-social-security", "human-resources"),
    ("personnel", "human-resources"),
    ("construction", "housing-construction"),
    ("forestry", "forestry-grassland"),
    ("legislative-affairs-office", "justice"),
    ("price-bureau", "development-reform-commission"),
    ("health", "health-commission"),
    ("family-planning", "health-commission"),
    ("planning-bureau", "natural-resources"),
    ("informatization-department", "industry-informatization"),
    ("poverty-relief-office", "agriculture-rural-affairs"),
    ("development-reform-commission", "data-administration"),
    ("civil-defence", "national-defence-office"),
    ("overseas-chinese", "party-united-front"),
]


@pytest.mark.parametrize(("before", "after"), SUCCESSIONS)
def test_a_department_is_followed_through_reform(before: str, after: str) -> None:
    reached = {kind for reform in reforms.local_successions(before) for kind in reform.resulting}
    assert after in reached


def test_reforms_span_the_years_and_say_how_sure_they_are() -> None:
    found = reforms.reforms()
    years = {(reform.date_national or reform.date_local or "")[:4] for reform in found}
    assert {"2003", "2008", "2013", "2018", "2023"} <= years
    assert {reform.kind for reform in found} == set(reforms.KINDS)
    assert all(reform.source for reform in found if reform.certainty == "checked")


NATIONAL = [
    ("trade-2003", "2003-03-10", "checked"),
    ("industry-2008", "2008-03-15", "checked"),
    ("railway-2013", "2013-03", "checked"),
    ("tax-2018", "2018-06-15", "checked"),
    ("forestry-2018", "2018-03", "from-memory"),
    ("religion-2018", "2018-03", "checked"),
    ("data-2023", "2023-03-10", "checked"),
    ("rural-revitalization-2023", "2023-03-10", "from-memory"),
]


@pytest.mark.parametrize(("identifier", "date", "certainty"), NATIONAL)
def test_dates_of_reforms(identifier: str, date: str, certainty: str) -> None:
    found = next(reform for reform in reforms.reforms() if reform.identifier == identifier)
    assert (found.date_national, found.certainty) == (date, certainty)


F, K = "\t".join(functions.FUNCTION_COLUMNS), "\t".join(departments.KIND_COLUMNS)
N, R = "\t".join(departments.NAME_COLUMNS), "\t".join(reforms.REFORM_COLUMNS)
FINANCE = "finance\t财政\tpublic finance\t财政\t\tchecked"
BUREAU = "finance\tcounty\t财政局\t\t{}\t{}\tchecked\t\t"


def read_names(path: Path) -> object:
    return departments.read_names(path, frozenset({"finance"}))


BAD: list[tuple[Callable[[Path], object], str, int, str]] = [
    (functions.read_functions, f"{F}\n{FINANCE}\n{FINANCE}", 3, "stands already in line 2"),
    (functions.read_functions, f"{F}\nfinance\t财政\t\t财政\t\tchecked", 2, "no label_en"),
    (functions.read_functions, f"{F}\nfinance\t\tfinance\t财政\t\tchecked", 2, "no label_zh"),
    (functions.read_functions, f"{F}\nfinance\t财政\tfinance\t财政\tmoney\tchecked", 2, "broader 'money'"),
    (functions.read_functions, f"{F}\nfinance\t财政\tfinance\t财政\t\tsure", 2, "certainty"),
    (functions.read_functions, "", 1, "empty"),
    (departments.read_kinds, f"{K}\nfinance\t财政\tfinance\tdepartment\tmoney", 2, "function 'money'"),
    (departments.read_kinds, f"{K}\nfinance\t财政\t\tdepartment\tfinance", 2, "no label_en"),
    (read_names, f"{N}\n{BUREAU.format('', '2010')}\n{BUREAU.format('2010', '')}", 3, "overlap"),
    (read_names, f"{N}\nmoney\tcounty\t财政局\t\t\t\tchecked\t\t", 2, "kind 'money'"),
    (read_names, f"{N}\nfinance\tvillage\t财政局\t\t\t\tchecked\t\t", 2, "levels"),
    (reforms.read_reforms, f"{R}\nx\tmerge\t2018\t\tfinance\tfinance\t并\t\t\tchecked", 2, "no label_en"),
    (reforms.read_reforms, f"{R}\nx\tend\t2018\t\tfinance\tfinance\t并\tm\t\tchecked", 2, "kind is 'end'"),
    (reforms.read_reforms, f"{R}\nx\tmerge\t18\t\tfinance\tfinance\t并\tm\t\tchecked", 2, "no date"),
    (reforms.read_reforms, f"{R}\nx\tmerge\t\t\tfinance\tfinance\t并\tm\t\tchecked", 2, "no date"),
    (reforms.read_reforms, f"{R}\nx\tmerge\t2018\t\tmoney\tfinance\t并\tm\t\tchecked", 2, "kind 'money'"),
]


@pytest.mark.parametrize(("read", "text", "line", "words"), BAD)
def test_a_wrong_line_is_refused(
    tmp_path: Path, read: Callable[[Path], object], text: str, line: int, words: str
) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match=f"table.tsv, line {line}: .*{words}"):
        read(path)
