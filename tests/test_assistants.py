"""``lawgraph mcp`` over standard input and output, by the client of the SDK: twenty questions and what is refused."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the extra lawgraph[mcp] is not installed")

from mcp import Client, StdioServerParameters

from benchmarks.assistants import once
from lawgraph.assistants.asking import _refused
from lawgraph.assistants.toolbox import TOOLS
from lawgraph.build import BuildReport, build
from lawgraph.cli import main
from lawgraph.service.worker import Reply
from tests.conftest import ROOT

Call = dict[str, Any]
QUESTIONS = json.loads((ROOT / "tests" / "data" / "questions.json").read_text("utf-8"))
_SCHEMA = 8_000  # bytes
_START = 1.0  # seconds of work


def parameters(graph: Path) -> StdioServerParameters:
    """How a client starts the server."""
    return StdioServerParameters(
        command=sys.executable, args=["-m", "lawgraph", "mcp", "--graph", str(graph)], cwd=ROOT
    )


class Kept:
    """A server on a graph and a client of it, started once for all that a test asks."""

    def __init__(self, graph: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._works: asyncio.Queue[tuple[Callable[[Client], Awaitable[Any]], asyncio.Future[Any]] | None]
        self._works = asyncio.Queue()
        self._held = self._loop.create_task(self._hold(graph))

    async def _hold(self, graph: Path) -> None:
        async with Client(parameters(graph)) as client:
            while (given := await self._works.get()) is not None:
                work, done = given
                try:
                    done.set_result(await work(client))
                except Exception as error:  # an assertion of the test, which is told there
                    done.set_exception(error)

    async def _asked(self, work: Callable[[Client], Awaitable[Any]]) -> Any:
        done = self._loop.create_future()
        self._works.put_nowait((work, done))
        async with asyncio.timeout(120):
            await asyncio.wait({done, self._held}, return_when=asyncio.FIRST_COMPLETED)
        if not done.done():
            self._held.result()
            raise AssertionError("the server has ended")
        return done.result()

    def ask(self, work: Callable[[Client], Awaitable[Any]]) -> Any:
        """Return what ``work`` returns with the client."""
        return self._loop.run_until_complete(self._asked(work))

    def end(self) -> None:
        """End the server."""
        if not self._held.done():
            self._works.put_nowait(None)
        self._loop.run_until_complete(asyncio.wait({self._held}, timeout=60))
        self._loop.close()


_kept: dict[Path, Kept] = {}


@pytest.fixture(scope="module", autouse=True)
def servers() -> Iterator[None]:
    """End the servers of this module when its last test has ended."""
    yield
    while _kept:
        _kept.popitem()[1].end()


def asked(graph: Path, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """Return what ``work`` returns with a client of a server on the graph, which is the same for all tests."""
    if graph not in _kept:
        _kept[graph] = Kept(graph)
    return _kept[graph].ask(work)


async def answered(client: Client, call: Call) -> Any:
    """Return the result of a call."""
    return await client.call_tool(call["tool"], call["arguments"])


@pytest.fixture(scope="module")
def graphs(built: BuildReport, built_examples: BuildReport) -> Mapping[str, Path]:
    """The directories of the two graphs."""
    return {"sources": built.generation.directory, "examples": built_examples.generation.directory}


@pytest.fixture(scope="module")
def results(graphs: Mapping[str, Path]) -> list[list[Any]]:
    """The results of the calls of all questions, asked of one server a graph."""

    def of(graph: str) -> Iterator[list[Any]]:
        calls = [question["calls"] for question in QUESTIONS if question["graph"] == graph]

        async def work(client: Client) -> list[list[Any]]:
            return [[await answered(client, call) for call in each] for each in calls]

        yield from asked(graphs[graph], work)

    there = {graph: of(graph) for graph in graphs}
    return [next(there[question["graph"]]) for question in QUESTIONS]


@cache
def characters(file: str) -> tuple[str, str]:
    """Return the text of a source by its name, and the SHA-256 of its bytes."""
    found = next(path for path in (ROOT / "data").glob(f"*/{file}"))
    data = found.read_bytes()
    return data.decode("utf-8-sig"), sha256(data).hexdigest()


def quotes_in(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield all quotations anywhere in an answer."""
    if isinstance(data, dict):
        if "places" in data:
            yield data
        for value in data.values():
            yield from quotes_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from quotes_in(value)


def prove(data: Any) -> int:
    """Assert that each quotation stands at its place in the very characters of its source; return their number."""
    number = 0
    for number, quote in enumerate(quotes_in(data), 1):  # noqa: B007
        text, digest = characters(quote["source"]["file"])
        assert quote["source"]["sha256"] == digest
        assert quote["iri"].startswith("https://w3id.org/lawgraph/eli/cn/text/")
        assert quote["state"] in ("verbatim", "certain", "doubtful")
        read = ""
        for place in quote["places"]:
            assert text[place["start"] : place["end"]] == place["exact"]
            read += place["exact"]
        assert "".join(quote["quote"].split()) == "".join(read.split())
        for start, end in quote.get("hits", []):
            assert any(place["start"] <= start < end <= place["end"] for place in quote["places"])
    return number


def test_there_are_twenty_questions_of_all_tools() -> None:
    """Each tool answers one at least, but for the card, which answers none by itself."""
    assert len(QUESTIONS) == 20
    used = {call["tool"] for question in QUESTIONS for call in question["calls"]}
    assert used == {tool.name for tool in TOOLS} - {"schema"}


@pytest.mark.parametrize("page", ["docs/assistants.en.md", "docs/assistants.zh.md"])
def test_the_page_has_what_there_is(page: str) -> None:
    """The page lists every tool, and every question with its calls."""
    text = (ROOT / page).read_text("utf-8")
    assert [tool.name for tool in TOOLS if f"| `{tool.name}` |" not in text] == []
    for number, question in enumerate(QUESTIONS, 1):
        calls = "；".join(
            f"`{call['tool']} {json.dumps(call['arguments'], ensure_ascii=False)}`"
            for call in question["calls"]
        )
        assert f"| {number} | {question['question']} | {calls} |" in text


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=[str(each) for each in range(1, 21)])
def test_question(number: int, results: list[list[Any]]) -> None:
    """The calls answer the question with the facts, whose words stand where the answer says."""
    question, came = QUESTIONS[number], [result.structured_content for result in results[number]]
    kinds = [data["refused"]["type"] for data in came if "refused" in data]
    assert kinds == ([question["refused"]] if "refused" in question else [])
    assert [result.is_error for result in results[number]] == ["refused" in data for data in came]
    proven = sum(prove(data) for data in came)
    items = [item for data in came for item in data.get("items", [])]
    for wanted in question.get("answer", ()):
        assert any(_says(item, wanted) for item in items), (wanted, came)
    rows = [
        dict(zip(data["columns"], row, strict=True))
        for data in came
        if "rows" in data
        for row in data["rows"]
    ]
    for wanted in question.get("rows", ()):
        assert any(wanted.items() <= row.items() for row in rows), (wanted, rows)
    assert question.get("answer") or question.get("rows")
    assert proven or "answer" not in question


def _says(item: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    names = [body["name"] for body in item.get("bodies", [])]
    assert "body" not in wanted or all("、" not in name for name in names), "each body has a value of its own"
    if "body" in wanted and wanted["body"] not in names:
        return False
    return wanted["said"].items() <= item.items() and any(
        quote["label"].endswith(wanted["at"]) and wanted["quote"] in quote["quote"]
        for quote in item["quotes"]
    )


def test_text_of_documents_is_on_lines_of_its_own(results: list[list[Any]]) -> None:
    """In the short text what a document says stands on lines that begin with ``>``, and nowhere else."""
    for result in (each for came in results for each in came if not each.is_error):
        plain = [line for line in result.content[0].text.split("\n") if not line.startswith("> ")]
        for quote in quotes_in(result.structured_content):
            assert all(quote["quote"][:12] not in line and quote["label"] not in line for line in plain)


def test_tools_are_few_small_and_read_only(graphs: Mapping[str, Path]) -> None:
    """At most eight tools, in at most 8,000 bytes, all of which only read; what a document says is said to be data."""

    async def work(client: Client) -> tuple[Any, Any]:
        return await client.list_tools(), client.instructions

    listed, instructions = asked(graphs["sources"], work)
    data = listed.model_dump(by_alias=True, exclude_none=True, mode="json")
    assert len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()) <= _SCHEMA
    assert len(listed.tools) <= 8
    assert all(tool.annotations.read_only_hint for tool in listed.tools)
    assert "不是指令" in instructions
    assert len(instructions.encode()) <= _SCHEMA / 2


REFUSED = [
    ("provision", {"address": "《刑法》第三条"}, "not-in-this-graph", "a document that is not there"),
    (
        "provision",
        {"address": "《中华人民共和国中小企业促进法》"},
        "not-in-this-graph",
        "one that is only cited",
    ),
    ("provision", {"address": "《海西》第九十九条"}, "not-found", "an article that the document lacks"),
    ("provision", {"address": "《海西》第七条第九款"}, "not-found", "a paragraph that the article lacks"),
    ("provision", {"address": "eli/cn/text/8fb97fd50b203320/art-99"}, "not-found", "an IRI in a document"),
    (
        "provision",
        {"address": "eli/cn/text/0000000000000000/art-1"},
        "not-in-this-graph",
        "an IRI of another",
    ),
    ("provision", {"address": "http://example.org/x"}, "not-in-this-graph", "an IRI of elsewhere"),
    (
        "provision",
        {"address": "eli/x> { ?s ?p ?o } #"},
        "not-in-this-graph",
        "what would leave the brackets of an IRI",
    ),
    ("provision", {"address": "第五条第一款"}, None, "one document alone has it"),
    ("provision", {"address": "《青海省》附件2", "cursor": "x"}, "bad-request", "a cursor that is none"),
    ("provision", {}, "bad-request", "a missing argument"),
    ("provision", {"address": "第七条", "colour": "red"}, "bad-request", "an argument that there is not"),
    ("provision", {"address": 7}, "bad-request", "an argument of another type"),
    ("provision", {"address": "   "}, "bad-request", "a blank address"),
    ("provision", {"address": "第" + "七" * 100_000 + "条"}, "limit", "a huge address"),
    ("provision", {"address": "《" * 200}, "not-in-this-graph", "brackets without end"),
    ("find", {"text": "量子计算"}, "not-found", "words that stand nowhere"),
    ("find", {"text": '") } DELETE WHERE { ?s ?p ?o } #'}, "not-found", "words that would end their string"),
    ("find", {"text": "资金", "kind": "poem"}, "bad-request", "a kind that there is not"),
    ("find", {"text": "资金", "limit": 10_000}, "bad-request", "too many at once"),
    ("find", {"text": "资金", "limit": True}, "bad-request", "a truth value for a number"),
    ("duties", {"body": "量子局"}, "not-found", "a body that there is not"),
    ("duties", {"body": "省旅游局", "role": "lead"}, "not-found", "a role that the body does not have"),
    (
        "links",
        {"address": "第三十二条", "document": "海西", "kind": "cited-by"},
        "not-found",
        "nothing cites it",
    ),
    ("find", {"text": "资金", "level": "national"}, "not-in-this-graph", "a level of no document"),
    ("find", {"text": "资金", "level": "乡级"}, "not-in-this-graph", "a level of no document, in Chinese"),
    ("find", {"text": "资金", "kind": "章"}, "not-in-this-graph", "a kind that this graph has nothing of"),
    ("find", {"text": "-资金", "level": "省级"}, "bad-request", "no word to look for, whatever the level"),
    ("find", {"text": "资金", "level": "省级", "kind": "任务"}, None, "a level and a kind in Chinese"),
    ("duties", {"body": "省财政厅", "role": "牵头"}, None, "a role in Chinese"),
    ("figures", {"what": "amounts", "document": "海西", "text": "罚款"}, "not-found", "no such amounts"),
    ("figures", {"what": "amounts", "who": "财政"}, "bad-request", "a body for a kind that has none"),
    ("compare", {"first": "海西", "second": "海西"}, "bad-request", "a document with itself"),
    (
        "compare",
        {"first": "海西", "second": "青海", "what": "differences"},
        "not-found",
        "linked, without differences",
    ),
    ("sparql", {"query": "SELECT * { ?s ?p"}, "bad-request", "broken syntax"),
    ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "bad-request", "an update"),
    (
        "sparql",
        {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"},
        "bad-request",
        "a call out",
    ),
    ("sparql", {"query": "{" * 15_000}, "bad-request", "nesting without end"),
    ("sparql", {"query": "#" * 50_000}, "limit", "a huge query"),
    ("sparql", {"query": "SELECT ?x { ?x lg:nosuch ?y }"}, "not-found", "no rows"),
    ("sparql", {"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"}, "limit", "the whole graph"),
    ("sparql", {"name": "no-such-query"}, "not-found", "a query that there is not"),
    ("sparql", {"name": "department-duties"}, "bad-request", "a parameter that has to be given"),
    (
        "sparql",
        {"name": "thresholds", "parameters": {"role": ["fund"]}},
        "bad-request",
        "a list for a parameter",
    ),
    ("sparql", {}, "bad-request", "neither a query nor a name"),
    ("poem", {}, "bad-request", "a tool that there is not"),
]


@pytest.fixture(scope="module")
def refused(graphs: Mapping[str, Path]) -> list[Any]:
    """The results of what is refused, of one server."""

    async def work(client: Client) -> list[Any]:
        return [await client.call_tool(tool, arguments) for tool, arguments, _, _ in REFUSED]

    came: list[Any] = asked(graphs["sources"], work)
    return came


@pytest.mark.parametrize("number", range(len(REFUSED)), ids=[why for *_, why in REFUSED])
def test_refusals_are_typed(number: int, refused: list[Any]) -> None:
    """What is not answered is refused with its type and a message in both languages, never an empty success."""
    kind, result = REFUSED[number][2], refused[number]
    if kind is None:
        assert not result.is_error
        assert prove(result.structured_content)
        return
    said = result.structured_content["refused"]
    assert (said["type"], result.is_error) == (kind, True)
    assert result.content[0].text.startswith(f"{kind}: ")
    assert len(said["message"]) < 1_000
    assert "。" in said["message"]


def test_refusals_offer_what_there_is(graphs: Mapping[str, Path]) -> None:
    """Near names lead to an answer, and so do candidates."""

    async def work(client: Client) -> None:
        async def near(tool: str, **arguments: object) -> list[str]:
            result = await client.call_tool(tool, dict(arguments))
            found: list[str] = result.structured_content["refused"]["near"]
            return found

        assert "第七条" in await near("provision", address="《海西》第七条第九款")
        assert "融资担保" in await near("find", text="融资担保费补助")
        name = (await near("duties", body="旅游厅"))[0]
        assert not (await client.call_tool("duties", {"body": name})).is_error

    async def ambiguous(client: Client) -> None:
        result = await client.call_tool("provision", {"address": "第九条"})
        assert result.structured_content["refused"]["type"] == "ambiguous"
        for candidate in result.structured_content["refused"]["candidates"]:
            assert not (await client.call_tool("provision", {"address": candidate["iri"]})).is_error

    asked(graphs["sources"], work)
    asked(graphs["examples"], ambiguous)


def test_pages_are_the_whole(graphs: Mapping[str, Path]) -> None:
    """The pages of an answer, one after the other, are its items, each once; a cursor is of its question alone."""

    async def work(client: Client) -> None:
        seen, cursor = [], None
        while True:
            page = {"text": "企业", "limit": 7} | ({"cursor": cursor} if cursor else {})
            data = (await client.call_tool("find", page)).structured_content
            seen += [quote["iri"] for quote in quotes_in(data)]
            last, cursor = cursor, data.get("next")
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == data["total"] > 7
        other = await client.call_tool("find", {"text": "资金", "limit": 7, "cursor": last})
        assert other.structured_content["refused"]["type"] == "bad-request"

    asked(graphs["sources"], work)


def test_full_text_on_demand(graphs: Mapping[str, Path]) -> None:
    """A long provision is cut and says so; its full text is there on demand, in the very characters."""

    async def work(client: Client) -> tuple[Any, Any]:
        short = await client.call_tool("provision", {"address": "附件2", "document": "青海"})
        data, pages, cursor = short.structured_content, [], None
        while not pages or cursor:
            more = {"cursor": cursor} if cursor else {}
            asking = {"address": "附件2", "document": "青海", "full": True, **more}
            page = (await client.call_tool("provision", asking)).structured_content
            pages.append(page)
            cursor = page.get("next")
        return data, pages

    short, pages = asked(graphs["sources"], work)
    cut = next(quotes_in(short))
    whole = "".join(quote["quote"] for page in pages for quote in quotes_in(page))
    assert prove([short, *pages]) == 1 + len(pages)
    assert cut["left_out"] == len(whole) - len(cut["quote"]) > 0
    assert whole.startswith(cut["quote"])


def test_a_bomb_is_ended_and_others_answered(graphs: Mapping[str, Path]) -> None:
    """A cross product without end is a refusal within its limit; a question beside it is answered meanwhile."""
    bomb = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}

    async def work(client: Client) -> tuple[Any, Any, bool]:
        bombs = [asyncio.create_task(client.call_tool("sparql", bomb)) for _ in range(2)]
        await asyncio.sleep(1)
        beside = await client.call_tool("find", {"text": "专项资金"})
        first = not any(task.done() for task in bombs)
        return [await task for task in bombs], beside, first

    bombs, beside, first = asked(graphs["sources"], work)
    assert [result.structured_content["refused"]["type"] for result in bombs] == ["limit", "limit"]
    assert prove(beside.structured_content)
    assert first


def test_the_server_starts_within_a_second_of_work(graphs: Mapping[str, Path]) -> None:
    """To its first answer the server works for less than a second, whatever else the machine does meanwhile."""
    if not Path("/proc/self/stat").is_file():
        pytest.skip("SKIPPED: this system does not tell for how long a process has worked")
    assert 0 < once(graphs["sources"])["CPU"] < _START * 1000


def test_what_cannot_start_says_so(tmp_path: Path) -> None:
    """No graph, an address of elsewhere, a port that is none: one line on standard error, no other output."""
    for arguments, code, word in (
        (["--graph", str(tmp_path)], 1, "lawgraph build"),
        (["--http", "0.0.0.0:7879"], 2, "127.0.0.1"),
        (["--http", "127.0.0.1:99999"], 2, "HOST:PORT"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "lawgraph", "mcp", *arguments],
            capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (code, "")
        assert word in done.stderr
        assert done.stderr.count("\n") == 1


def test_the_missing_extra_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without the SDK the command says in one line what to install."""
    monkeypatch.setattr("lawgraph.assistants.run.there", lambda: False)
    monkeypatch.setattr(sys, "argv", ["lawgraph", "mcp"])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capfd.readouterr()
    assert (ended.value.code, said.out) == (1, "")
    assert "pip install 'lawgraph[mcp]'" in said.err
    assert said.err.count("\n") == 1


def answers(graph: Path, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """Return the results of calls to one server."""

    async def work(client: Client) -> list[Any]:
        return [await client.call_tool(tool, arguments) for tool, arguments in calls]

    came: list[Any] = asked(graph, work)
    return came


def test_a_level_of_no_document_is_told_with_those_there_are(graphs: Mapping[str, Path]) -> None:
    """A refusal names the levels of the documents in the graph, and asks nobody to change the words."""
    (result,) = answers(graphs["sources"], ("find", {"text": "资金", "level": "national"}))
    assert result.structured_content["refused"]["near"] == ["省级 province", "地级 prefecture"]


def test_bodies_are_told_apart_with_why_they_are_meant(graphs: Mapping[str, Path]) -> None:
    """One body under two names is one; who is meant by a function alone is said to be."""
    named, other = answers(
        graphs["sources"],
        ("duties", {"body": "省财政厅", "dated": True, "limit": 50}),
        ("duties", {"body": "财政", "limit": 50}),
    )
    data = named.structured_content
    assert [(body["name"], body["matched"]) for body in data["bodies"]] == [("青海省财政厅", "name")]
    assert data["bodies"][0]["duties"] == data["total"]
    assert {word for item in data["items"] for body in item["bodies"] for word in body["written"]} >= {
        "省财政厅"
    }
    assert named.content[0].text.startswith("1 个机构，")
    for body in other.structured_content["bodies"]:
        assert body["matched"] in ("name", "function", "words")
        assert body["matched"] != "name" or "财政" in body["name"], "none but by its name"
        assert body["matched"] != "function" or body["function"]


def test_conditions_are_no_deadlines(graphs: Mapping[str, Path]) -> None:
    """未满2年 (for whom a fee is halved) and 一年以上 (of a contract) are no time within which anything is done."""
    came = answers(
        graphs["sources"],
        *(("duties", {"body": body, "dated": True, "limit": 50}) for body in ("厅", "局", "委", "部门")),
    )
    limits = [item["limits"] for result in came for item in result.structured_content.get("items", ())]
    assert limits
    assert not any("未满2年" in limit or "一年以上" in limit for limit in limits)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param({"what": "penalties", "text": "罚款"}, "罚款", id="sanctions that are fines"),
        pytest.param(
            {"what": "penalties", "who": "拖延支付"}, "拖延支付", id="conduct that stands elsewhere"
        ),
        pytest.param({"what": "amounts", "text": "采购"}, "采购", id="what an amount applies to"),
        pytest.param({"what": "working-days", "text": "十五"}, "十五", id="a number"),
    ],
)
def test_figures_quote_the_words_that_matched(
    graphs: Mapping[str, Path], arguments: dict[str, Any], shown: str
) -> None:
    """Each figure that is found by words has these in its quotations."""
    (result,) = answers(graphs["examples"], ("figures", {**arguments, "limit": 50}))
    data = result.structured_content
    assert prove(data)
    for item in data["items"]:
        assert any(shown in quote["quote"] for quote in item["quotes"]), item
    if arguments["what"] == "penalties" and "text" in arguments:
        assert all(shown in item["measure"] for item in data["items"])


def test_the_number_of_an_article_is_no_figure(tmp_path: Path) -> None:
    """十五 is found in 十五个工作日, and in 第十五条 and 二十五日 not."""
    source = tmp_path / "rule.txt"
    source.write_text(
        "示例县关于数据的规定\n\n第十五条 县数据局应当在十五个工作日内答复。\n"
        "第十六条 县数据局应当依照第十五条在三个工作日内告知。\n第十七条 县数据局应当在二十五个工作日内公开。\n",
        "utf-8",
    )
    graph = build([source], tmp_path / "graph").generation.directory
    all_of_them, some = answers(
        graph, ("figures", {"what": "working-days"}), ("figures", {"what": "working-days", "text": "十五"})
    )
    assert all_of_them.structured_content["total"] == 3
    assert [item["high"] for item in some.structured_content["items"]] == [15]


def test_refusals_advise_what_was_given(graphs: Mapping[str, Path]) -> None:
    """Nobody is asked to take away what was not given, nor to run a command."""
    came = answers(
        graphs["sources"],
        ("figures", {"what": "amounts", "text": "量子"}),
        ("figures", {"what": "payments", "who": "量子局"}),
        ("duties", {"body": "量子局"}),
        ("sparql", {"name": "no-such-query"}),
    )
    text, who, *commands = [result.structured_content["refused"]["message"] for result in came]
    assert "请去掉 text 再问" in text
    assert "who" not in text
    assert "请去掉 who 再问" in who
    assert not any("lawgraph quer" in message for message in commands)


def test_codes_stand_in_fields_and_words_in_the_text(graphs: Mapping[str, Path]) -> None:
    """What people read is in words; link, lower, upper are codes of the data."""
    (result,) = answers(graphs["sources"], ("links", {"address": "第七条", "document": "海西"}))
    assert {item["kind"] for item in result.structured_content["items"]} >= {"link"}
    lines = result.content[0].text.split("\n")
    assert lines[0].startswith("对应 ")
    assert not any(code in line for line in lines if line.startswith("> - ") for code in ("link", "lower"))


def test_failures_of_a_worker_are_typed() -> None:
    """A store that fails is broken; what is too large, too busy, too long or has no room met a limit."""
    kinds = {
        (status, limit): _refused(Reply(status, "错。Error.", limit=limit)).kind.value
        for status, limit in (*((each, False) for each in (400, 413, 500, 503, 504, 507)), (500, True))
    }
    assert kinds == {
        (400, False): "bad-request", (413, False): "limit", (500, False): "broken", (500, True): "limit",
        (503, False): "limit", (504, False): "limit", (507, False): "limit",
    }  # fmt: skip


def test_a_broken_index_is_no_limit(built: BuildReport, tmp_path: Path) -> None:
    """An index that can be read no more, while a server runs, is told as broken."""
    graph = tmp_path / "graph"
    shutil.copytree(built.generation.directory, graph)

    async def work(client: Client) -> list[Any]:
        first = await client.call_tool("find", {"text": "资金"})
        for index in graph.rglob("search-*.db"):
            index.write_bytes(b"no database" * 1000)
        return [first, await client.call_tool("find", {"text": "资金"})]

    whole, broken = asked(graph, work)
    assert not whole.is_error
    assert broken.structured_content["refused"]["type"] == "broken"


def test_synonyms_are_found(graphs: Mapping[str, Path]) -> None:
    """补贴 finds provisions that speak of 补助 alone, and shows where."""

    async def work(client: Client) -> Any:
        return (await client.call_tool("find", {"text": "补贴", "limit": 50})).structured_content

    found = [quote for quote in quotes_in(asked(graphs["sources"], work)) if "补贴" not in quote["quote"]]
    assert any("补助" in quote["quote"] and quote["hits"] for quote in found)
