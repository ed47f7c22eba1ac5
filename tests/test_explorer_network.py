"""The network: what stands around a node, how much of a hub, where it lies, and what the addresses answer."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qsl, quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.network import growing
from lawgraph.explorer.network.drawing import svg
from lawgraph.explorer.network.model import LEVELS, MOST, Kind, Sort, Thing
from lawgraph.explorer.network.page import PAGE, show
from lawgraph.explorer.network.placing import Box
from lawgraph.explorer.network.routing import curves
from lawgraph.explorer.network.telling import Network, Node, label, table
from lawgraph.explorer.page import Asked, Missing
from ontology.terms import PREFIXES
from queries.engine import EmbeddedEngine

from .test_serve import send

BASE = "https://w3id.org/lawgraph"
D = "eli/cn/text/"
LAW, RULES, CITY, ALONE = D + "1aw", D + "ru1es", D + "c1ty", D + "a1one"
FINANCE, COMMISSION, INDUSTRY = "body/1/finance", "body/1/commission", "body/1/industry"
EVIL = '甲"><script>alert(1)</script>&办法'
BEFORE = """
{law} a lg:Document ; eli:title "保障法" ; lg:preferredLabel "保障法" ; lg:level "national" ;
  eli:date_document "2017-01-01"^^xsd:date .
{rules} a lg:Document ; eli:title "促进条例" ; lg:preferredLabel "促进条例" ; lg:level "province" ; eli:based_on {law} .
{city} a lg:Document ; eli:title "实施办法" ; lg:preferredLabel "实施办法" ; lg:level "prefecture" .
{alone} a lg:Document ; eli:title '甲' ; lg:preferredLabel '甲"><script>alert(1)</script>&办法' .
<eli/cn/0/w0rk> eli:has_member {rules} , {law} .
{rules} eli:date_document "2019-01-01"^^xsd:date . {city} eli:date_document "2020-05-01"^^xsd:date .
<k/1> a lg:Correspondence ; lg:lowerUnit <{r}/art-2> ; lg:upperUnit <{l}/art-1> ; lg:score 0.9 ;
  lg:difference <scheme/difference/stricter> .
<k/2> a lg:Correspondence ; lg:lowerUnit <{r}/art-3> ; lg:upperUnit <{l}/art-1> ; lg:score 0.3 .
<k/3> a lg:Correspondence ; lg:lowerUnit <{c}/art-1> ; lg:upperUnit <{r}/art-2> ; lg:score 0.6 .
<c/1> a lg:Citation ; lg:inDocument {rules} ; lg:inProvision <{r}/art-3/para-1> ; lg:cites <{l}/art-2/para-1> .
<c/2> a lg:Citation ; lg:inDocument {rules} ; lg:inProvision <{r}/art-2> ; lg:cites {law} .
<f/1> a lg:Responsibility ; lg:inDocument {rules} ; lg:inProvision <{r}/art-2> ; lg:body <{f}> ;
  lg:responsibilityRole <scheme/body-role/lead> .
<f/2> a lg:Norm ; lg:inDocument {city} ; lg:inProvision <{c}/art-1> ; lg:bearer <{f}> .
<f/3> a lg:Mention ; lg:inDocument {rules} ; lg:inProvision <{r}/art-3> ; lg:mentions <{i}> ;
  lg:mentionRole <scheme/body-role/cooperating> .
<f/4> a lg:Mention ; lg:inDocument {rules} ; lg:inProvision <{r}/art-3> ; lg:mentions <{o}> ;
  lg:mentionRole <scheme/body-role/other> .
<{f}> a org:FormalOrganization ; lg:bodyKind "department" ; lg:preferredLabel "省财政厅" ; lg:division <division/1> .
<{o}> a org:FormalOrganization ; lg:bodyKind "department" ; lg:preferredLabel "省经委" .
<{i}> a org:FormalOrganization ; lg:bodyKind "department" ; lg:preferredLabel "省工信厅" .
<body/0/group> a lg:BodyGroup ; lg:bodyKind "group" ; lg:preferredLabel "县级以上人民政府" .
<f/5> a lg:Norm ; lg:inDocument {law} ; lg:inProvision <{l}/art-2> ; lg:bearer <body/0/group> .
<division/1> lg:level "province" .
<e/1> a org:ChangeEvent ; org:originalOrganization <{o}> ; org:resultingOrganization <{i}> , <{o}> ;
  dcterms:date "2009"^^xsd:gYear ; lg:preferredLabel "组建工业和信息化部门" ; lg:certainty "from-memory" .
"""


def provision(document: str, path: str, unit: str, order: int) -> str:
    return (
        f"<{document}/{path}> lg:path '{path}' ; lg:inDocument <{document}> ; lg:preferredLabel '第{order}条' ; "
        f"lg:inUnit <{document}/{unit}> ; lg:order {order} ; lg:text '应当……' .\n"
    )


def graph(*more: str) -> EmbeddedEngine:
    names = {"law": f"<{LAW}>", "rules": f"<{RULES}>", "city": f"<{CITY}>", "alone": f"<{ALONE}>"}
    shorter = {"l": LAW, "r": RULES, "c": CITY, "f": FINANCE, "o": COMMISSION, "i": INDUSTRY}
    text = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    text += BEFORE.format(**names, **shorter)
    for document, paths in ((LAW, (1, 2)), (RULES, (2, 3)), (CITY, (1,))):
        for number in paths:
            text += provision(document, f"art-{number}", f"art-{number}", number)
            text += provision(document, f"art-{number}/para-1", f"art-{number}", number)
    store = ox.Store()
    store.load("".join([text, *more]).encode(), format=ox.RdfFormat.TURTLE, base_iri=f"{BASE}/")
    return EmbeddedEngine(store)


def hub(many: int, cited: str = LAW, name: str = "h") -> str:
    """So many documents that cite one as a whole."""
    return "".join(
        f'<{D}{name}{at:04}> a lg:Document ; lg:level "county" ; eli:title "通知" ; lg:preferredLabel "通知{at}" .\n'
        f"<{name}/{at}> a lg:Citation ; lg:inDocument <{D}{name}{at:04}> ; lg:cites <{cited}> .\n"
        for at in range(many)
    )


@pytest.fixture(scope="module")
def small() -> EmbeddedEngine:
    return graph()


@pytest.fixture(scope="module")
def big() -> EmbeddedEngine:
    return graph(hub(1000), hub(300, RULES, "g"))


def asked(engine: EmbeddedEngine, query: str, store: str = "none/store") -> Network:
    found = show(Asked(engine, Path(store), Given.of(parse_qsl(query), PAGE.parameters))).content
    assert isinstance(found, Network)
    return found


def names(found: Network) -> set[str]:
    return {node.name for node in found.nodes if node.sort != Sort.MORE}


def said(found: Network) -> set[tuple[str, str, str]]:
    return {(edge.source_name, edge.kind, edge.target_name) for edge in found.edges}


LINKED = {("促进条例", "link", "保障法"), ("促进条例", "basis", "保障法"), ("促进条例", "citation", "保障法")}


@pytest.mark.parametrize(
    ("query", "edges"),
    [
        # a document: those above and below it by all its provisions, and who answers for something in it
        (
            f"node={RULES}",
            {
                *LINKED, ("实施办法", "link", "促进条例"), ("省财政厅", "duty", "促进条例"),
                ("省工信厅", "duty", "促进条例"),
            },
        ),
        # an article: its counterparts, what its paragraphs cite
        (
            f"node={RULES}/art-3",
            {
                ("《促进条例》第3条", "link", "《保障法》第1条"), ("《促进条例》第3条", "citation", "《保障法》第2条"),
                ("省工信厅", "duty", "《促进条例》第3条"),
            },
        ),
        # a paragraph stands for its article
        (f"node={RULES}/art-3/para-1&kind=citation", {("《促进条例》第3条", "citation", "《保障法》第2条")}),
        # a fact stands for the article it is in
        ("node=f/2", {("《实施办法》第1条", "link", "《促进条例》第2条"), ("省财政厅", "duty", "《实施办法》第1条")}),
        # a rule with two texts stands for the newer
        ("node=eli/cn/0/w0rk&kind=duty", {("省财政厅", "duty", "促进条例"), ("省工信厅", "duty", "促进条例")}),
        # a body: documents in which it answers for something
        (f"node={FINANCE}", {("省财政厅", "duty", "促进条例"), ("省财政厅", "duty", "实施办法")}),
        # a class of bodies is a body too
        (f"node={LAW}/art-2&kind=duty", {("县级以上人民政府", "duty", "《保障法》第2条")}),
        ("node=body/0/group", {("县级以上人民政府", "duty", "保障法")}),
        # a body that was mentioned and no more has no duty; a reform does not join it with itself
        (f"node={COMMISSION}", {("省经委", "reform", "省工信厅")}),
        # kinds that are switched off are not asked for
        (f"node={RULES}&kind=basis", {("促进条例", "basis", "保障法")}),
        # two steps
        (f"node={CITY}&kind=link&depth=2", {("实施办法", "link", "促进条例"), ("促进条例", "link", "保障法")}),
        # expanded: the same as a step from there
        (f"node={CITY}&kind=link&open={RULES}", {("实施办法", "link", "促进条例"), ("促进条例", "link", "保障法")}),
        # collapsed: no step from there
        (f"node={CITY}&kind=link&depth=2&shut={RULES}", {("实施办法", "link", "促进条例")}),
        # opened: the provisions in place of the whole
        (
            f"node={RULES}&kind=link&inside={RULES}",
            {
                ("《促进条例》第2条", "link", "保障法"), ("《促进条例》第3条", "link", "保障法"),
                ("实施办法", "link", "《促进条例》第2条"),
            },
        ),
        # both opened
        (
            f"node={RULES}&kind=link&inside={RULES}&inside={LAW}",
            {
                ("《促进条例》第2条", "link", "《保障法》第1条"), ("《促进条例》第3条", "link", "《保障法》第1条"),
                ("实施办法", "link", "《促进条例》第2条"),
            },
        ),
        # nothing is known of it
        (f"node={ALONE}", set()),
    ],
)  # fmt: skip
def test_what_stands_around_a_node(
    small: EmbeddedEngine, query: str, edges: set[tuple[str, str, str]]
) -> None:
    assert said(asked(small, query)) == edges


def test_what_is_told_of_links(small: EmbeddedEngine) -> None:
    [edge] = [each for each in asked(small, f"node={RULES}&kind=link").edges if each.target_name == "保障法"]
    assert (edge.count, edge.doubtful, edge.probability, edge.sure) == (2, 1, 0.9, "certain")
    assert (edge.differences, edge.upper, edge.lower) == (("从严",), f"{BASE}/{LAW}", f"{BASE}/{RULES}")
    [reform] = asked(small, f"node={COMMISSION}").edges
    assert (reform.role, reform.certain) == ("2009 组建工业和信息化部门", False), "a doubt is shown"


def test_a_graph_without_links_is_a_picture_of_its_documents() -> None:
    found = asked(EmbeddedEngine(ox.Store()), "")
    assert (found.nodes, found.edges) == ((), ())
    ElementTree.fromstring(svg(found, "图"))
    alone = asked(graph(), f"node={ALONE}")
    assert [node.centre for node in alone.nodes] == [True]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("node=eli/cn/text/nothing", Missing),  # never said
        ("node=scheme/difference/stricter", Missing),  # no node of the network
        ("node=x> } DELETE", Wrong),  # no IRI
        (f"node={LAW}&depth=4", Wrong),  # too far
        (f"node={LAW}&depth=0", Wrong),
        (f"node={LAW}&kind=other", Wrong),
        (f"node={LAW}&open=%3Cx%3E", Wrong),
        (f"node={LAW}&" + "&".join(f"open=eli/{at}" for at in range(61)), Wrong),  # more than a page bears
        ("more=other", Wrong),  # no level
    ],
)
def test_what_cannot_be_shown_is_told(small: EmbeddedEngine, query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        asked(small, query)


def test_a_hub_shows_some_and_counts_the_rest(big: EmbeddedEngine) -> None:
    found = asked(big, f"node={LAW}&kind=citation")
    [rest] = [node for node in found.nodes if node.sort == Sort.MORE]
    assert len(names(found)) == growing.FIRST + 1
    assert (rest.left, rest.lines) == (1001 - growing.FIRST, (f"还有 {1001 - growing.FIRST:,} 个",))
    more = asked(big, rest.ways[0].link[1:])
    assert len(names(more)) == growing.ALL + 1
    assert more.left == 1001 - growing.ALL


@pytest.mark.parametrize(
    "query",
    [
        f"node={LAW}&kind=citation&more={LAW}&depth=3&" + "&".join(f"open={D}h{at:04}" for at in range(58)),
        f"node={D}h0001&depth=3&kind=citation&more={LAW}&open={RULES}",
        f"node={RULES}/art-3&depth=3&more={LAW}&open={LAW}&inside={RULES}",
        f"node={D}h0001&depth=3&kind=citation&more={LAW}&more={RULES}&open={RULES}&open={LAW}",
    ],
)
def test_a_network_has_no_more_nodes_than_can_be_looked_at(big: EmbeddedEngine, query: str) -> None:
    found = asked(big, query)
    assert growing.ALL < len(found.nodes) <= MOST
    assert found.left >= 1000 - growing.ALL


def test_a_later_step_shows_less_of_each_node(big: EmbeddedEngine) -> None:
    found = asked(big, f"node={CITY}&depth=3&kind=link&kind=citation")
    assert len([name for name in names(found) if "通知" in name]) <= growing.LATER
    assert found.left > 900


def inside(one: Node, other: Node) -> bool:
    return (
        abs(one.x - other.x) <= (other.width - one.width) / 2 + 0.2
        and abs(one.y - other.y) <= (other.height - one.height) / 2 + 0.2
    )


def apart(one: Node, other: Node) -> bool:
    return (
        abs(one.x - other.x) >= (one.width + other.width) / 2
        or abs(one.y - other.y) >= (one.height + other.height) / 2
    )


@pytest.mark.parametrize(
    "query",
    [
        f"node={RULES}&depth=2",
        f"node={RULES}/art-2&depth=2",
        f"node={RULES}&inside={RULES}&inside={LAW}",
        f"node={FINANCE}&depth=3",
        f"node={LAW}&more={LAW}",
        f"node={LAW}&depth=3",
    ],
)
def test_no_two_nodes_lie_on_each_other_and_levels_are_layers(big: EmbeddedEngine, query: str) -> None:
    found = asked(big, query)
    assert found == asked(big, query), "the same each time"
    for one, other in combinations(found.nodes, 2):
        if one.around or other.around:
            around, node = (one, other) if one.around else (other, one)
            if node.document == around.iri or node.sort == Sort.MORE:
                assert inside(node, around) or apart(node, around), (node.name, around.name)
                continue
        assert apart(one, other), (one.name, other.name)
    lanes = {lane.level: lane for lane in found.lanes}
    order = [lane.level for lane in found.lanes]
    assert order == [level for level in LEVELS if level in lanes]
    assert all(a.y + a.height <= b.y for a, b in zip(found.lanes, found.lanes[1:], strict=False))
    for node in found.nodes:
        lane = lanes[node.level]
        assert lane.y <= node.y - node.height / 2
        assert node.y + node.height / 2 <= lane.y + lane.height
        assert lane.x <= node.x - node.width / 2
        assert node.x + node.width / 2 <= lane.x + lane.width


def test_edges_begin_and_end_at_the_sides_of_their_nodes_each_at_its_own_place(big: EmbeddedEngine) -> None:
    found = asked(big, f"node={LAW}&depth=2")
    nodes = {node.id: node for node in found.nodes}
    ends: list[tuple[float, float]] = []
    for edge in found.edges:
        for name, x, y in ((edge.source, *edge.curve[:2]), (edge.target, *edge.curve[6:])):
            node = nodes[name]
            beside = abs(abs(x - node.x) - node.width / 2) < 0.2 and abs(y - node.y) <= node.height / 2
            above = abs(abs(y - node.y) - node.height / 2) < 0.2 and abs(x - node.x) <= node.width / 2
            assert beside or above
            ends.append((x, y))
    assert len(set(ends)) == len(ends)


@pytest.mark.parametrize(
    ("other", "sides"),
    [
        (Box(0, 200, 100, 40), ((0, 20), (0, 180))),  # below
        (Box(0, -200, 100, 40), ((0, -20), (0, -180))),  # above
        (Box(160, 0, 100, 40), ((50, 0), (110, 0))),  # next to it
        (Box(900, 0, 100, 40), ((0, -20), (900, -20))),  # far away in its row: over what lies between
    ],
)
def test_an_edge_leaves_by_the_side_that_faces_the_other(other: Box, sides: tuple[object, object]) -> None:
    [way] = curves({"a": Box(0, 0, 100, 40), "b": other}, [("a", "b")])
    assert (way[:2], way[6:]) == sides


@pytest.mark.parametrize(
    ("name", "year", "lines"),
    [
        ("民法典", "2020", ("民法典", "2020年")),
        ("中华人民共和国中小企业促进法", "", ("中华人民共和国", "中小企业促进法")),  # two lines alike
        ("甲" * 40, "", ("甲" * 13, "…" + "甲" * 12)),  # its beginning and its end
        ("二〇二〇年\n 办法", "", ("二〇二〇年 办法",)),  # on one line
    ],
)
def test_labels_are_short_and_keep_what_tells_documents_apart(
    name: str, year: str, lines: tuple[str, ...]
) -> None:
    assert label(Thing("d", Sort.DOCUMENT, name, year=year)) == lines


def test_two_texts_of_one_rule_are_told_apart() -> None:
    """The day on which a rule was made is that of all its texts."""
    assert (
        label(Thing("d", Sort.DOCUMENT, "某市条例", year="2020", amended="2023"))[-1] == "2020年（2023 修正）"
    )


def test_the_picture_is_xml_and_texts_are_text_in_it(small: EmbeddedEngine) -> None:
    found = asked(small, f"node={ALONE}")
    drawn = svg(found, f"图：{EVIL}\x0b")
    assert "<script" not in drawn
    root = ElementTree.fromstring(drawn)
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert f"图：{EVIL}" in texts
    assert {"对应", "依据", "引用", "责任", "沿革", "确定", "很可能", "待核"} <= set(texts), "a legend"
    assert "Noto Sans SC" in root.attrib["font-family"]
    big_one = ElementTree.fromstring(svg(asked(small, f"node={RULES}&depth=2"), "图"))
    ways = [
        each.get("d", "")
        for each in big_one.iter("{http://www.w3.org/2000/svg}path")
        if "marker-end" in each.attrib
    ]
    assert len([way for way in ways if "Q" in way]) == len(asked(small, f"node={RULES}&depth=2").edges)


def test_the_table_has_a_row_for_each_edge(small: EmbeddedEngine) -> None:
    found = asked(small, f"node={RULES}")
    rows = [[column.of(row) for column in table(found).columns] for row in table(found).rows]
    assert len(rows) == len(found.edges)
    assert ["促进条例", "对应", "保障法"] in [row[:3] for row in rows]


def test_the_documents_are_a_ladder_without_a_node(big: EmbeddedEngine, tmp_path: Path) -> None:
    found = asked(big, "", str(tmp_path / "store"))
    assert {("促进条例", "link", "保障法"), ("实施办法", "link", "促进条例")} <= said(found)
    [rest] = [node for node in found.nodes if node.sort == Sort.MORE]
    assert (rest.level, rest.left) == ("county", 1300 - 15)
    assert found.total == 1304
    assert len(asked(big, "more=county", str(tmp_path / "store")).nodes) > len(found.nodes)
    assert {edge.kind for edge in asked(big, "kind=basis", str(tmp_path / "store")).edges} == {Kind.BASIS}


def test_ways_on_lead_there_and_back(small: EmbeddedEngine) -> None:
    def way(found: Network, name: str, does: str) -> str:
        [node] = [each for each in found.nodes if each.name == name]
        return {each.does: each.link[1:] for each in node.ways}[does]

    first = asked(small, f"node={CITY}&kind=link")
    opened = asked(small, way(first, "促进条例", "open"))
    assert "保障法" in names(opened)
    assert names(asked(small, way(opened, "促进条例", "close"))) == names(first)
    within = asked(small, way(first, "促进条例", "inside"))
    assert "《促进条例》第2条" in names(within)
    assert names(asked(small, way(within, "促进条例", "outside"))) == names(first)
    assert way(first, "促进条例", "centre").startswith("kind=link&node=eli")


def test_what_a_step_opened_is_closed_and_addresses_stay_short(small: EmbeddedEngine) -> None:
    far = asked(small, f"node={CITY}&kind=link&depth=2")
    [rules] = [each for each in far.nodes if each.name == "促进条例"]
    [close] = [each.link for each in rules.ways if each.does == "close"]
    assert names(asked(small, close[1:])) == {"实施办法", "促进条例"}
    whole = asked(small, f"node={BASE}/{CITY}&kind=link&open={BASE}/{RULES}")
    assert [node.ways for node in whole.nodes] == [
        node.ways for node in asked(small, f"node={CITY}&kind=link&open={RULES}").nodes
    ]


def test_what_joins_two_nodes_of_a_step_is_counted_once() -> None:
    engine = graph(
        f"<c/3> a lg:Citation ; lg:inDocument <{CITY}> ; lg:inProvision <{CITY}/art-1> ; lg:cites <{RULES}> .\n"
    )
    found = asked(engine, f"node={FINANCE}&depth=2&kind=duty&kind=citation")
    assert [edge.count for edge in found.edges if edge.source_name == "实施办法"] == [1]


def test_of_an_opened_document_so_many_provisions_are_shown_and_the_rest_counted() -> None:
    more = "".join(
        provision(RULES, f"art-{at}", f"art-{at}", at)
        + f"<k/{at}> lg:lowerUnit <{RULES}/art-{at}> ; lg:upperUnit <{LAW}/art-1> ; lg:score 0.7 .\n"
        for at in range(10, 40)
    )
    engine = graph(more)
    found = asked(engine, f"node={RULES}&kind=link&inside={RULES}")
    [rest] = [node for node in found.nodes if node.sort == Sort.MORE]
    many = sum(node.sort == Sort.PROVISION for node in found.nodes)
    assert (many, rest.left) == (12, 20)
    assert sum(node.sort == Sort.PROVISION for node in asked(engine, rest.ways[0].link[1:]).nodes) == 32


def test_a_document_that_names_itself_as_its_basis_is_not_joined_with_itself(tmp_path: Path) -> None:
    engine = graph(f"<{LAW}> eli:based_on <{LAW}> .\n")
    assert ("保障法", "basis", "保障法") not in said(asked(engine, "", str(tmp_path / "store")))
    assert ("保障法", "basis", "保障法") not in said(asked(engine, f"node={LAW}"))


def nodes_of(text: str) -> Iterable[str]:
    return (node["name"] for node in json.loads(text)["content"]["nodes"])


def test_the_addresses_answer_with_page_picture_and_data(explored_examples: str) -> None:
    site = explored_examples
    [law] = [
        node["iri"]
        for node in json.loads(send(f"{site}/network.json").text)["content"]["nodes"]
        if "保障法" in node["name"]
    ]
    drawn = send(f"{site}/network.svg?node={law}")
    assert (drawn.status, drawn.kind.split(";")[0]) == (200, "image/svg+xml")
    ElementTree.fromstring(drawn.text)
    assert "base64" not in drawn.text, "fonts by name"
    carried = send(f"{site}/network.svg?font=carried&node={law}").text
    assert 'url("data:font' in carried
    assert len(carried) < 200_000
    ElementTree.fromstring(carried)
    assert any("条例" in name for name in nodes_of(send(f"{site}/network.json?node={law}").text))
    rows = list(csv.reader(io.StringIO(send(f"{site}/network.csv?node={law}").text)))
    assert len(rows) > 5
    said = send(f"{site}/network?node={law}&q={quote('财政')}", Accept="text/html")
    assert said.status == 200
    assert "财政厅" in said.text
    assert 'data-way="open"' in said.text
    assert send(f"{site}/network?node=eli/cn/text/0", Accept="text/html").status == 404
    assert send(f"{site}/network?depth=9&node={law}", Accept="text/html").status == 400
    for wrong in ("%00", "a%00b", "eli/a%1Fb", "a%7Fb%3E"):
        assert send(f"{site}/network?node={wrong}", Accept="text/html").status == 400, wrong
    assert send(f"{site}/network?q=%20", Accept="text/html").status in (200, 400)
