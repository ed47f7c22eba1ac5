"""The command: data on standard output, all else on standard error, documented exit codes."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.main import get_command

from ingest.status.header import Header
from ingest.structure import read_document
from lawgraph.ask import FORMATS, LABELS
from lawgraph.build import BuildReport
from lawgraph.cli import app, main
from lawgraph.exports import exports

from .conftest import OPINION, REGULATION, ROOT
from .test_annotator import hostile


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["lawgraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        code = ended.value.code
        return Outcome(code if isinstance(code, int) else 0, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def graph(built: BuildReport) -> Path:
    return built.generation.directory


def test_annotate_prints_rows_and_nothing_else(run: Run) -> None:
    outcome = run("annotate", REGULATION)
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert rows[0]["title"] == "海西蒙古族藏族自治州促进中小微企业发展条例"
    assert outcome.err == ""
    assert run("annotate", "--json", REGULATION) == outcome, "it is JSON whoever asks for it"


def test_annotate_goes_on_after_a_bad_file(run: Run, tmp_path: Path) -> None:
    outcome = run("annotate", tmp_path / "nowhere.txt", REGULATION)
    assert outcome.code == 1
    assert "nowhere.txt" in outcome.err
    assert len(outcome.out.splitlines()) > 100


def test_text_is_what_offsets_count_in(run: Run) -> None:
    assert run("text", REGULATION).out == REGULATION.read_bytes().decode("utf-8")


def test_text_shows_its_repair(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text("某办法\n第一条 甲ꎮ\n— 1 —\n", "utf-8")
    assert run("text", "--repaired", path).out == "某办法\n第一条 甲。\n"
    assert run("text", "--diff", path).out == "2: 第一条 甲[-ꎮ-]{+。+} ocr-marks\n3: [-— 1 —-] page-number\n"
    assert json.loads(run("text", "--repaired", "--json", path).out.splitlines()[1])["line"] == 2
    assert run("text", "--repaired", "--diff", path).code == 2


def test_links_of_files_and_of_a_graph_are_the_same(run: Run, graph: Path) -> None:
    files = run("links", "--upper", OPINION, "--lower", REGULATION)
    found = [json.loads(line) for line in files.out.splitlines()]
    title = "海西蒙古族藏族自治州促进中小微企业发展条例"
    documents = json.loads(run("query", "documents", "--format", "json", "--graph", graph).out)
    upper = next(
        row["document"]["value"]
        for row in documents["results"]["bindings"]
        if row["level"]["value"] == "province"
    )
    stored = run("links", "--graph", graph, "--upper", upper, "--lower", title)
    assert files.code == stored.code == 0
    assert {row["type"] for row in found} == {"correspondence", "gap"}

    def key(row: dict[str, object]) -> tuple[str, str]:
        return str(row["type"]), str(row["id"])

    assert sorted((json.loads(line) for line in stored.out.splitlines()), key=key) == sorted(found, key=key)


@pytest.mark.parametrize(
    "command",
    [("build", "--out", "graph", "asleep.txt"), ("annotate", "asleep.txt"),
     ("links", "--upper", "a.txt", "--lower", "asleep.txt"), ("links", "--upper", "asleep.txt", "--lower", "a.txt")],
)  # fmt: skip
def test_whatever_annotates_a_document_has_the_limit_of_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[object, ...]
) -> None:
    for name in ("asleep.txt", "a.txt"):
        (tmp_path / name).write_text(f"第一条 企业应当遵守{name}。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for module in ("build.run", "annotator"):
        monkeypatch.setattr(f"lawgraph.{module}.annotate_file", hostile)
    outcome = run(*command, "--seconds-per-document", 2)
    assert (outcome.code, outcome.out) == (1, "")
    assert re.fullmatch(
        r"lawgraph: asleep\.txt: 用时超过.*。It took longer than the 2 seconds .*\n", outcome.err
    )


def test_links_names_the_documents_that_there_are(run: Run, graph: Path) -> None:
    outcome = run("links", "--graph", graph, "--upper", "没有的文件", "--lower", "也没有")
    assert outcome.code == 2
    assert "海西蒙古族藏族自治州促进中小微企业发展条例" in outcome.err


def test_query_gives_a_table_csv_and_json(run: Run, graph: Path) -> None:
    table = run("query", "cross-level-links", "--graph", graph)
    assert table.code == 0
    assert "第十六条" in table.out
    csv = run("query", "cross-level-links", "--graph", graph, "--format", "csv")
    assert csv.out.startswith("\ufeff"), "spreadsheets need the mark to read Chinese"
    answer = json.loads(run("query", "cross-level-links", "--graph", graph, "--format", "json").out)
    assert answer["results"]["bindings"]


def test_query_reads_a_file_and_standard_input(
    run: Run, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "PREFIX lg: <https://w3id.org/lawgraph/ontology#> SELECT (COUNT(?a) AS ?n) { ?a a lg:Article }"
    path = tmp_path / "articles.rq"
    path.write_text(text, "utf-8")
    from_file = run("query", path, "--graph", graph, "--format", "csv")
    assert "32" in from_file.out
    for encoding in ("utf-8", "utf-8-sig"):  # with the mark of byte order that Windows writes
        path.write_text(text, encoding)
        assert run("query", path, "--graph", graph, "--format", "csv").out == from_file.out
        with path.open(encoding="utf-8") as stdin, monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            assert run("query", "-", "--graph", graph, "--format", "csv").out == from_file.out


def test_construct_gives_turtle(run: Run, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "titles.rq"
    path.write_text(
        "PREFIX eli: <http://data.europa.eu/eli/ontology#> CONSTRUCT WHERE { ?d eli:title ?t }", "utf-8"
    )
    outcome = run("query", path, "--graph", graph, "--format", "ttl")
    assert outcome.code == 0
    assert "eli:title" in outcome.out


REFUSED = [
    (("query", "cross-level-lnks"), 2, "cross-level-links", "a wrong name suggests a near one"),
    (
        ("query", "cross-level-links", "--param", "score=1"),
        2,
        "min-score",
        "a wrong parameter names the right ones",
    ),
    (("query", "cross-level-links", "--param", "min-score"), 2, "name=value", "a parameter without a value"),
    (
        ("query", "gaps", "--param", "a-b=1", "--param", "a_b=2"),
        2,
        "不止一次",
        "a parameter that is given twice, however it is spelt",
    ),
    (("query", "cross-level-links", "--param", "min-score=x"), 2, "decimal", "a value of the wrong type"),
    (("query", "cross-level-links", "--format", "xml"), 2, "table, csv, json, ttl", "an unknown format"),
    (("query", "cross-level-links", "--labels", "fr"), 2, "zh, en, code", "an unknown kind of labels"),
    (("query", "cross-level-links", "--format", "ttl"), 2, "只有 CONSTRUCT", "a table is no Turtle"),
    (
        ("query", "cross-level-links", "--param", "relation=严格"),
        2,
        "从严 stricter",
        "a value that is not allowed",
    ),
    (("query", "SELECT * { ?s ?p ?o }"), 2, "query - < FILE", "SPARQL for a name"),
    (("query", "pyproject.toml", "--param", "a=b"), 2, "# param", "a parameter that nothing declares"),
    (("query", "--formt", "csv", "gaps"), 2, "没有这个选项", "an unknown option"),
    (("query",), 2, "缺少参数", "no name"),
    (("next", "please"), 2, "命令用法不对", "too many words"),
    (("export", "graphml"), 2, "缺少参数", "no file to write"),
    (("serve", "--port", "x"), 2, "参数值不对", "a port that is no number"),
    (("query", "nowhere.rq"), 2, "nowhere.rq", "a query file that is not there"),
    (
        ("query", "cross-level-links", "--param", "min-score=1.01"),
        3,
        "cross-level-links min-score=1.01: 没有结果，请降低 min-score",
        "nothing found: the next step of that query",
    ),
    (
        ("query", "body-succession", "--param", "body=经委"),
        3,
        "相近的名称有 省经委、",
        "a body that is not there: near names",
    ),
    (("query", "department-duties", "--param", "department=外星人"), 3, "也没有相近的机构名", "no near name"),
    (("export", "pdf", "--out", "x.pdf"), 2, ", ".join(exports()), "an unknown export"),
]


@pytest.mark.parametrize(("arguments", "code", "words", "why"), REFUSED)
def test_refusals(run: Run, graph: Path, arguments: tuple[str, ...], code: int, words: str, why: str) -> None:
    outcome = run(*arguments, "--graph", graph)
    assert outcome.code == code, why
    assert words in outcome.err, why
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(("arguments", "code", "words", "why"), [row for row in REFUSED if row[1] == 2])
def test_wrong_usage_is_said_in_one_line_in_both_languages(
    run: Run, graph: Path, arguments: tuple[str, ...], code: int, words: str, why: str
) -> None:
    outcome = run(*arguments, "--graph", graph)
    (line,) = outcome.err.strip().splitlines()
    assert re.search("[\u4e00-\u9fff].*。[^\u4e00-\u9fff]*[A-Za-z]", line), line
    assert outcome.out == ""


@pytest.mark.parametrize(
    "arguments", [("foo",), ("--foo",), ("queries", "foo"), ("query", "gaps", "--graph")]
)
def test_wrong_commands_are_usage_errors(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    (line,) = outcome.err.strip().splitlines()
    assert "。" in line
    assert "lawgraph" in line


def test_no_command_at_all_shows_the_help(run: Run) -> None:
    outcome = run()
    assert outcome.code == 2
    assert "Commands:" in outcome.out + outcome.err


@pytest.mark.parametrize("command", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_help_is_in_both_languages(command: str) -> None:
    found = get_command(app).commands[command]  # type: ignore[attr-defined]
    for said in (found.help, *(p.help for p in found.params if p.name != "help")):
        assert re.search("[\u4e00-\u9fff]", said or ""), said
        assert re.search("[A-Za-z]{2}", said or ""), said


def test_help_lists_formats_and_labels_of_the_registry(run: Run) -> None:
    said = "".join(run("query", "--help").out.split())
    assert ",".join(FORMATS) in said
    assert ",".join(LABELS) in said
    assert ",".join(exports()) in "".join(run("export", "--help").out.split())


def test_help_waits_for_nothing_heavy() -> None:
    heavy = {"networkx", "fontTools", "pandas", "rdflib", "spacy"}
    code = f"import sys, lawgraph.cli; print({heavy} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("options", "head", "why"),
    [
        ((), "文件,条款,用途,原文,下限,上限,单位", "Chinese by default"),
        (("--labels", "zh"), "文件,条款,用途,原文,下限,上限,单位", "Chinese"),
        (("--labels", "en"), "document,provision,role,words,low,high,unit", "English"),
        (
            ("--labels", "code"),
            "document_title,provision_label,role_label,words,low,high,unit_label",
            "for programs",
        ),
    ],
)
def test_csv_names_its_columns(run: Run, graph: Path, options: tuple[str, ...], head: str, why: str) -> None:
    outcome = run("query", "thresholds", "--format", "csv", "--graph", graph, *options)
    assert outcome.out.removeprefix("\ufeff").startswith(head), why
    assert ",80000000," in outcome.out, "numbers stay numbers"


def test_a_query_of_ones_own_keeps_its_names(run: Run, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text("SELECT ?title { ?d eli:title ?title } LIMIT 1", "utf-8")
    assert run("query", path, "--format", "csv", "--graph", graph).out.startswith("\ufefftitle\r\n")
    json_form = run("query", "documents", "--format", "json", "--labels", "zh", "--graph", graph).out
    assert json.loads(json_form)["head"]["vars"][0] == "title"


def test_what_a_command_has_made_is_told_in_both_languages(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("law.txt").write_text("某市公园条例\n第一条 市人民政府应当建设公园。\n", "utf-8")
    built = run("build", "law.txt", "--out", "graph").out.splitlines()
    assert re.fullmatch(r".*: \d+ 条 articles, \d+ 规范 norms, .*", built[0])
    assert re.fullmatch(r"\d+ 四元组 quads in graph/[0-9a-f]{16}/graph\.nq", built[-1])
    checked = run("validate", "--graph", "graph").out.splitlines()
    assert re.fullmatch(r"0 处不合，共 (\d+) 个三元组。0 violations in \1 triples", checked[-1])
    written = run("export", "gexf", "--out", "new/folder/x.gexf", "--graph", "graph")
    assert (written.code, written.out) == (0, "")
    assert written.err == "lawgraph: new/folder/x.gexf: 已写出。Written.\n"


WIDTHS = [(80, "thresholds", True), (160, "thresholds", False), (80, "gaps", True), (160, "gaps", False)]


@pytest.mark.parametrize(("columns", "name", "cards"), WIDTHS)
def test_a_table_that_cannot_be_read_becomes_cards(
    run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch, columns: int, name: str, cards: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("query", name, "--graph", graph).out.splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert (lines[0] == "[1]") is cards
    assert any(line.startswith("条款:") for line in lines) is cards
    assert name != "thresholds" or any("8000万元" in line for line in lines)
    if cards:
        english = run("query", name, "--graph", graph, "--labels", "en").out
        assert "\nprovision:" in english


def test_an_unknown_term_of_ours_is_a_warning(run: Run, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.rq"
    path.write_text("SELECT ?s { ?s a lg:Artical }", "utf-8")
    outcome = run("query", path, "--graph", graph)
    assert outcome.code == 3
    first, second = outcome.err.splitlines()
    assert "lg:Artical" in first
    assert "Article" in first
    assert "没有结果" in second


def test_queries_lists_the_values_that_are_allowed(run: Run) -> None:
    text = run("queries").out
    assert "从严 stricter" in text
    assert "lawgraph queries provisions-by-topic" in text
    topics = run("queries", "provisions-by-topic").out
    assert re.search("信贷支持与激励 +bank-credit +bank credit", topics)
    listed = {entry["name"]: entry for entry in json.loads(run("queries", "--json").out)}
    values = listed["provisions-by-topic"]["parameters"][0]["values"]
    assert {
        "code": "bank-credit",
        "zh": "信贷支持与激励",
        "en": "bank credit and credit incentives",
    } in values


def test_a_syntax_error_shows_line_and_column(run: Run, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("SELECT ?a\nWHERE { ?a ?b }\n", "utf-8")
    outcome = run("query", path, "--graph", graph)
    assert outcome.code == 2
    assert "line 2, column" in outcome.err


@pytest.mark.parametrize(
    "command", ["query cross-level-links", "validate", "export html --out x.html", "serve"]
)
def test_no_graph_says_how_to_build_one(run: Run, tmp_path: Path, command: str) -> None:
    outcome = run(*command.split(), "--graph", tmp_path / "none")
    assert outcome.code == 1
    assert "lawgraph build" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_queries_lists_at_least_ten(run: Run) -> None:
    listed = json.loads(run("queries", "--json").out)
    assert len(listed) >= 10
    text = run("queries").out
    assert all(entry["name"] in text and entry["title"]["zh"] in text for entry in listed)


def test_validate_finds_no_violation(run: Run, graph: Path) -> None:
    outcome = run("validate", "--graph", graph)
    assert outcome.code == 0, outcome.out


BAD_SOURCES = [
    ("missing", None, "a file that is not there"),
    ("empty.txt", b"", "an empty file"),
    ("binary.txt", bytes(range(256)) * 8, "a binary file"),
    ("english.txt", b"Article 1. This is a law in another language. " * 20, "no Chinese text"),
    ("broken.txt", "第一条 应当。".encode()[:-1] + b"\xff\xfe\xff" * 9, "no encoding reads it"),
    ("folder", "mkdir", "a folder without documents"),
]


def _but_for_the_report(out: Path) -> dict[Path, bytes]:
    """Return the files of a graph without the one that tells what became of the files of the last build."""
    return {
        entry: entry.read_bytes()
        for entry in out.rglob("*.*")
        if entry.is_file() and entry.name != "became.json"
    }


@pytest.mark.parametrize(("name", "content", "why"), BAD_SOURCES)
def test_a_bad_source_gets_one_line_with_the_remedy(
    run: Run, tmp_path: Path, graph: Path, name: str, content: bytes | str | None, why: str
) -> None:
    path, out = tmp_path / name, tmp_path / "graph"
    if content == "mkdir":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    shutil.copytree(graph, out)
    before = _but_for_the_report(out)
    outcome = run("build", path, "--out", out)
    assert outcome.code == 1, why
    assert name in outcome.err
    assert ";" in outcome.err, "the problem; the remedy"
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    assert _but_for_the_report(out) == before, "the graph is unharmed"


def test_build_reports_as_json(run: Run, tmp_path: Path) -> None:
    outcome = run("build", REGULATION, "--out", tmp_path / "graph", "--json")
    assert outcome.code == 0
    *events, done = map(json.loads, outcome.out.splitlines())
    merged = ["merged"] * (len(events) - 3)
    assert [event["event"] for event in events] == ["started", "document", "checked", *merged]
    assert done["event"] == "done"
    assert done["documents"][0]["articles"] == 32


@pytest.mark.parametrize("language", ["C", "C.UTF-8"])
def test_chinese_is_printed_in_any_locale(language: str) -> None:
    environment = {
        **os.environ,
        "LANG": language,
        "LC_ALL": language,
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "lawgraph", "text", str(REGULATION)],
        cwd=ROOT, env=environment, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode("utf-8") == REGULATION.read_bytes().decode("utf-8")
    assert done.stderr == b""


def test_a_full_disk_is_one_line(graph: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("SKIPPED: this system has no /dev/full to stand for a disk that is full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "lawgraph", "text", str(OPINION)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    message = done.stderr.decode("utf-8")
    assert "No space left" in message
    assert "Traceback" not in message


# As many rows as the sixth power of the triples: no machine counts them in the time of a test.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?p ?q ?r }"


@pytest.mark.parametrize(("options", "interrupted", "words"), [
    (("--timeout", "1.5"), False, "超过 1.5 秒"),
    ((), True, "已中断"),
])  # fmt: skip
def test_a_query_ends_at_its_time_and_at_ctrl_c(
    graph: Path, tmp_path: Path, options: tuple[str, ...], interrupted: bool, words: str
) -> None:
    path = tmp_path / "endless.rq"
    path.write_text(ENDLESS, "utf-8")
    asked = subprocess.Popen(
        [sys.executable, "-m", "lawgraph", "query", str(path), "--graph", str(graph), *options],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    if interrupted:
        time.sleep(4)
        asked.send_signal(signal.SIGINT)
    try:
        out, err = asked.communicate(timeout=30)
    finally:
        asked.kill()
    assert (asked.returncode, out) == (1, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_text_reads_folders_archives_and_standard_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = "第一条 企业应当遵守本条例。\n"
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text(law, "utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("c.txt", law)
    for given in ([tmp_path], [tmp_path / "inner", tmp_path / "b.zip"]):
        assert run("text", *given).out == law * 2
    page = f"<!DOCTYPE html><html><body><p>{law.strip()}</p></body></html>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    assert run("text", "-").out == law, "the format of standard input is told by its content"


def test_text_says_what_cannot_be_read_and_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第一条 企业应当遵守本条例。\n", "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    outcome = run("text", tmp_path, tmp_path / "gone.txt")
    assert (outcome.code, outcome.out) == (1, "第一条 企业应当遵守本条例。\n")
    assert len(outcome.err.splitlines()) == 2


def test_texts_of_a_graph_are_compared_by_title_and_day(run: Run, graph: Path) -> None:
    """A text beside itself has no change; a day that no text of the title has is told."""
    title = read_document(REGULATION).metadata.title
    day = Header.of(read_document(REGULATION)).dated
    done = run("diff", "--graph", graph, f"{title}@{day}", title, "--json")
    assert done.code == 0
    assert {json.loads(line)["kind"] for line in done.out.splitlines()} == {"same"}
    missing = run("diff", "--graph", graph, f"{title}@1900", title)
    assert missing.code == 2
    assert f"{title}@1900" in missing.err
