"""缺口: which gaps are counted and shown under which conditions, with the nearest text and what may correspond."""

from __future__ import annotations

import io
import json
import time

import openpyxl
import pytest

from lawgraph.explorer.compare.rows import Provision
from lawgraph.explorer.gaps import PAGE, Gaps, Overview, common
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing, Shown
from lawgraph.reviews.keys import RowKey
from lawgraph.tables.cells import Run, Table

from .test_explorer import read
from .test_explorer_compare import ENGINE, STORE, C, N, P, S, address, fetched


def shown(query: str) -> Shown:
    items = [(name, value) for name, _, value in (each.partition("=") for each in query.split("&")) if name]
    return PAGE.show(Asked(ENGINE, STORE, Given.of(items, PAGE.parameters)))


def gaps(query: str) -> Gaps:
    content = shown(query).content
    assert isinstance(content, Gaps)
    return content


def listed(content: Gaps) -> list[tuple[str, str, str]]:
    return [(gap.row.line.side, gap.provision.label, gap.row.line.state) for gap in content.gaps]


ALL = [
    ("upper", "第二条", "absent"),
    ("upper", "第四条", "formal"),
    ("lower", "第二条", "doubtful"),
    ("lower", "第四条", "absent"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"lower={P}&upper={N}", ALL),
        (f"lower={P}&upper={N}&side=lower", ALL[2:]),
        (f"lower={P}&upper={N}&state=absent", [ALL[0], ALL[3]]),
        (f"lower={P}&upper={N}&state=absent&severity=high", [ALL[0]]),
        (
            f"lower={P}&upper={N}&sort=severity",
            [ALL[0], ALL[2], ALL[3], ALL[1]],
        ),  # the purpose, of no weight, last
        (f"lower={P}&upper={N}&q=充电桩", [ALL[3]]),
        (f"lower={P}&upper={N}&offset=3", [ALL[3]]),
        (f"document={N}", ALL[:2]),  # those of its own provisions
        (f"document={P}", ALL[2:]),
        (f"document={C}", []),
        (f"lower={N}&upper={P}", []),  # they were not compared that way round
        (f"lower={P}&upper={N}&provision={P}/art-4", [ALL[3]]),
    ],
)
def test_gaps_of_a_pair_or_of_a_document(query: str, expected: list[tuple[str, str, str]]) -> None:
    assert listed(gaps(query)) == expected


def test_a_gap_has_the_nearest_text_with_what_both_say() -> None:
    first = gaps(f"lower={P}&upper={N}").gaps[2]
    assert (first.own.path, first.other.path, first.lower.path) == (P, N, P)
    assert first.nearest is not None
    assert first.nearest.text == "物业服务收费应当公示。具体办法另定。"
    assert first.row.why == ("另讲一事。", "another matter.")
    assert (first.row.line.severity, first.row.line.probability) == ("high", 0.4)


def test_long_texts_are_marked_at_their_beginning_in_little_time() -> None:
    """An annex of 60,000 characters would otherwise hold up all pages for a minute."""
    long = "".join(chr(0x4E00 + at * at % 499) for at in range(60_000))
    began = time.process_time()
    found = common(
        Provision("p", "附件", "Annex", (Run(f"设立专项资金{long}"),)), f"设立专项资金。{long[::-1]}"
    )
    assert time.process_time() - began < 5
    assert found.text == f"设立专项资金{long}"
    assert next(run.text for run in found.runs if run.marked).startswith("设立专项资金")


@pytest.mark.parametrize(
    ("text", "near", "marked"),
    [
        ("设立专项资金，用于担保。", "应当设立专项资金管理办法。", ["设立专项资金"]),
        ("设立资金。", "设立资金池。", ["设立资金"]),
        ("设立资。", "设立资金。", []),  # three characters say nothing
        ("，融资担保。", "，融资担保。", ["融资担保"]),  # no signs at the ends
        ("", "融资担保", []),
        ("融资担保", "", []),
    ],
)
def test_what_two_texts_have_in_common_is_marked(text: str, near: str, marked: list[str]) -> None:
    found = common(Provision("p", "第一条", "Article 1", (Run(near),)), text)
    assert [run.text for run in found.runs if run.marked] == marked
    assert found.text == near


@pytest.mark.parametrize(
    ("find", "labels", "total"),
    [
        ("", ["第一条", "第二条", "第三条", "第四条"], 4),  # the nearest and those around it
        ("第三条", ["第三条"], 1),
        ("3", ["第三条"], 1),
        ("消防 通道", ["第二条"], 1),
        ("没有这样的字", [], 0),
    ],
)
def test_a_counterpart_is_looked_for_by_number_or_words(find: str, labels: list[str], total: int) -> None:
    offer = gaps(f"lower={P}&upper={N}&provision={P}/art-4&find={find}").offer
    assert offer is not None
    assert ([each.label for each in offer.provisions], offer.total) == (labels, total)


@pytest.mark.parametrize(
    ("query", "many", "pairs", "upper", "lower"),
    [
        ("", 4, 1, 2, 2),
        ("side=lower", 2, 1, 0, 2),
        ("state=absent", 2, 1, 1, 1),
        ("state=absent&severity=high", 1, 1, 1, 0),
        ("q=物业管理条例", 4, 1, 2, 2),
        ("q=停车", 0, 0, 0, 0),
        (f"upper={N}", 4, 1, 2, 2),
        (f"upper={S}", 0, 0, 0, 0),
    ],
)
def test_gaps_are_counted_by_pairs(query: str, many: int, pairs: int, upper: int, lower: int) -> None:
    content = shown(query).content
    assert isinstance(content, Overview)
    assert (content.gaps, content.total, content.all) == (
        many,
        pairs,
        0 if "停车" in query or S in query else 4,
    )
    for group in content.groups:
        for pair in group.pairs:
            assert (content.of(pair).upper, content.of(pair).lower) == (upper, lower)


def test_a_choice_says_how_many_it_leaves() -> None:
    content = shown("state=absent").content
    assert isinstance(content, Overview)
    counts = {facet.parameter: {value: many for value, _, many in facet.options} for facet in content.facets}
    assert counts["state"] == {"absent": 2, "doubtful": 1, "formal": 1}
    assert counts["side"] == {"upper": 1, "lower": 1}
    assert counts["severity"] == {"high": 1, "low": 1}


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("state=odd", Wrong),
        ("document=x", Wrong),
        ("document=eli/cn/text/0123456789abcdef", Missing),
        (f"lower={P}&upper={N}&provision=x", Wrong),
        (f"lower={P}&upper={N}&provision={P}/art-1", Missing),  # it has a counterpart
    ],
)
def test_what_has_no_sense_is_refused(query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        shown(query)


def test_the_table_has_all_gaps_with_their_keys() -> None:
    made = shown(f"lower={P}&upper={N}&offset=3").table
    assert callable(made)
    table = made()
    assert isinstance(table, Table)
    keys = [RowKey.read(str(cells[-1])) for cells in table.cells()]
    assert [bool(key.lower.iri) for key in keys] == [False, False, True, True]
    assert all(key.nearest is not None and key.nearest.iri.endswith("art-1") for key in keys)


# Over HTTP, on the invented family


def test_the_page_leads_from_a_pair_to_a_gap_and_to_its_counterpart(explored_examples: str) -> None:
    pair = address(explored_examples, "样例市", "保障法")
    overview = read(explored_examples, "/gaps")
    assert pair.replace("&", "&amp;") in overview.text
    assert (
        f"{pair}&side=upper".replace("/", "%2F").replace("&", "&amp;") in overview.text
    )  # a count leads there
    listed_ = read(explored_examples, f"/gaps?{pair}&side=upper")
    assert listed_.text.count('data-kind="gap"') == listed_.text.count("为什么是缺口") > 5
    provision = listed_.text.split("&amp;provision=")[1].split('"')[0]
    chooser = read(explored_examples, f"/gaps?{pair}&provision={provision}&find=%E8%B5%84%E9%87%91")
    assert chooser.status == 200
    assert 'data-kind="link"' in chooser.text
    assert f'data-upper="https://w3id.org/lawgraph/{provision}"' in chooser.text


def test_the_workbook_has_a_place_for_opinions(explored_examples: str) -> None:
    pair = address(explored_examples, "样例市", "保障法")
    book = openpyxl.load_workbook(io.BytesIO(fetched(f"{explored_examples}/gaps.xlsx?{pair}")))
    assert "人工意见" in [str(cell.value).split("\n")[0] for cell in book["缺口"][1]]
    data = json.loads(fetched(f"{explored_examples}/gaps.json?{pair}"))
    assert data["content"]["total"] == book["缺口"].max_row - 1
