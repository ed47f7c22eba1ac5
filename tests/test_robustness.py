"""The careless and the hostile user: any machine, any locale, any text, processes that end or meet."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from lawgraph import store
from lawgraph.build import BuildReport, annotate_file, build

from .conftest import OPINION, REGULATION, ROOT

ONE = '<https://a.example/s> <https://a.example/p> "一" <https://a.example/g> .\n'
TWO = '<https://a.example/s> <https://a.example/p> "二" <https://a.example/g> .\n'


def start(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "lawgraph", *map(str, arguments)],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


SEVERAL = """
import os, sys
from lawgraph.cli import main
from tests.annotators import handed_on
with handed_on():
    commands = [[]]
    for word in sys.argv[1:]:
        commands.append([]) if word == "&&" else commands[-1].append(word)
    for command in commands:
        sys.argv = ["lawgraph", *command]
        try:
            main()
        except SystemExit:
            pass
        for stream in sys.stdout, sys.stderr:
            print(end="\\0", file=stream, flush=True)
"""


def said_by(commands: Sequence[Sequence[object]], **environment: str) -> list[tuple[str, str]]:
    """Run commands one after the other in one process; return what each said, on output and on standard error."""
    words = [word for command in commands for word in ("&&", *map(str, command))][1:]
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL, *words],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True,
    )  # fmt: skip
    out, err = (stream.decode("utf-8").split("\0") for stream in (done.stdout, done.stderr))
    assert len(out) == len(err) == len(commands) + 1
    return list(zip(out, err, strict=True))[:-1]


def test_the_same_bytes_in_every_process(tmp_path: Path, built: BuildReport) -> None:
    """The process of the tests has a seed by chance, another locale and folder, and the other order."""
    process = start(
        "build", REGULATION, OPINION, "--out", tmp_path / "g", "--jobs", 1,
        cwd=tmp_path, PYTHONHASHSEED="4242", LC_ALL="C", TZ="Asia/Shanghai",
    )  # fmt: skip
    _, err = process.communicate()
    assert process.returncode == 0, err.decode()
    (nquads,) = (tmp_path / "g").glob("*/graph.nq")
    assert nquads.read_bytes() == built.generation.nquads.read_bytes()


def test_no_home_and_no_folder_for_temporary_files(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    process = start(
        "annotate", REGULATION, cwd=tmp_path, HOME=nowhere, TMPDIR=nowhere, TEMP=nowhere, TMP=nowhere
    )
    out, err = process.communicate()
    assert process.returncode == 0
    assert len(out.splitlines()) > 100
    assert err == b""


STANDING = [
    ("C", "0", "条例.txt".encode(), "a locale that reads ASCII only"),
    ("C", "1", "条例.txt".encode("gb18030"), "a name from an old archive"),
    ("C", "0", "条例.txt".encode("gb18030"), "both"),
]


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: names are no bytes on this system")
@pytest.mark.parametrize(("locale", "utf8", "name", "why"), STANDING)
def test_a_name_is_shown_right_whatever_the_locale(
    tmp_path: Path, locale: str, utf8: str, name: bytes, why: str
) -> None:
    place = bytes(tmp_path / "法")
    (tmp_path / "法").mkdir()
    try:
        Path(os.fsdecode(place + b"/" + name)).symlink_to(REGULATION)
    except OSError:
        pytest.skip("SKIPPED: this file system takes names in UTF-8 only")
    cases = (
        (["annotate", os.fsdecode(place + b"/" + name)], '"条例.txt"'),
        (["annotate", os.fsdecode(place + b"/no-" + name)], f"lawgraph: {tmp_path}/法/no-条例.txt: 没有"),
        (
            ["query", "documents", "--graph", os.fsdecode(place + b"/x")],
            f"lawgraph: {tmp_path}/法/x: 这里没有",
        ),
        (["build", os.fsdecode(place), "--out", os.fsdecode(place + b"/g")], f"{tmp_path}/法/g/"),
        (["search", "融资担保", "--level", "地级", "--graph", os.fsdecode(place + b"/g")], "融资担保机构"),
    )
    told = said_by([command for command, _ in cases], LC_ALL=locale, PYTHONUTF8=utf8)
    for (command, wanted), (out, err) in zip(cases, told, strict=True):
        assert wanted in out + err, (why, command)


def test_a_title_commands_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某市公园条例\n第一条 市人民政府应当建设公园。\n", "utf-8")
    (tmp_path / "a.toml").write_text('title = "红\\u001b[31m条例\\u202e"\n', "utf-8")
    graph = tmp_path / "graph"
    commands = (
        ["build", tmp_path, "--out", graph],
        ["query", "documents", "--graph", graph],
        ["validate", "--graph", graph],
        ["links", "--graph", graph, "--upper", "x", "--lower", "y"],
        ["annotate", "\x1b[31m"],
        ["query", "\x1b[31m", "--graph", graph],
        ["query", "documents", "--\x1b[31m"],
    )
    *told, (csv, _) = said_by([*commands, ["query", "documents", "--graph", graph, "--format", "csv"]])
    for command, (out, err) in zip(commands, told, strict=True):
        assert out + err, command
        assert all(character.isprintable() or character == "\n" for character in out + err), command
    assert "条例" in told[1][0], "the title is shown"
    assert "红\x1b[31m条例\u202e" in csv, "programs get it as it is"


def test_a_reader_that_goes_away_is_no_error_worth_a_word() -> None:
    process = start("annotate", OPINION)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stderr, process.stdout:
        assert json.loads(process.stdout.readline())["type"] == "document"
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: a POSIX shell closes the streams")
@pytest.mark.parametrize(("closed", "why"), [(">&-", "no output"), ("<&- >&-", "descriptor 0 is free too")])
def test_a_closed_output_is_told(closed: str, why: str) -> None:
    command = f"{sys.executable} -m lawgraph queries {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, why
    assert "Standard output is closed" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system knows no such signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_ended_leaves_the_graph_and_the_next_one_no_litter(
    tmp_path: Path, how: signal.Signals
) -> None:
    old = store.write(tmp_path, [ONE], ["d"])
    script = (
        "import sys, time; from pathlib import Path; from lawgraph import store\n"
        "class Slow:\n"
        "    def bulk_load(self, *a, **k): print('loading', flush=True); time.sleep(60)\n"
        "store.Store = lambda path: (Path(path).mkdir(), Slow())[1]\n"
        f"store.write(Path(sys.argv[1]), [{TWO!r}], ['d'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"loading\n"
        process.send_signal(how)
        process.wait()
    assert store.current(tmp_path) == old
    new = store.write(tmp_path, [TWO], ["d"])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([new.digest, "current.json"])


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system has no flock")
def test_builds_into_one_folder_take_turns(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from lawgraph import store\n"
        "for i in range(4):\n"
        "    line = f'<a:s> <a:p> \"{sys.argv[2]} {i // 2}\" <a:g> .\\n'\n"
        "    store.write(Path(sys.argv[1]), [line], ['d'])\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), who], cwd=ROOT)
        for who in ("x", "x", "y")
    ]
    assert [process.wait() for process in processes] == [0, 0, 0]
    last = store.current(tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([last.digest, "current.json"])


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system has no flock")
def test_a_generation_in_use_is_kept_until_it_is_free(tmp_path: Path) -> None:
    held = store.lease(tmp_path) if store.write(tmp_path, [ONE], ["d"]) else None
    assert held is not None
    new = store.write(tmp_path, [TWO], ["d"])
    assert held.generation.store.is_dir(), "a service or a notebook still reads it"
    held.close()
    store.write(tmp_path, [TWO], ["d"])
    assert not held.generation.folder.exists()
    assert store.current(tmp_path) == new


@pytest.mark.parametrize("part", ["graph.nq", "store/CURRENT"])
def test_a_damaged_generation_is_written_anew(tmp_path: Path, part: str) -> None:
    generation = store.write(tmp_path, [ONE], ["d"])
    (generation.folder / part).write_text("spoilt")
    store.write(tmp_path, [ONE], ["d"])
    assert generation.nquads.read_text("utf-8") == ONE
    with store.leased(tmp_path) as again:
        assert len(store.Store.read_only(str(again.store))) == 1


def test_what_is_not_of_a_build_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "graph.nq"
    own.parent.mkdir()
    own.write_text("mine")
    store.write(tmp_path, [ONE], ["d"])
    store.write(tmp_path, [TWO], ["d"])
    assert own.read_text() == "mine"


ODD = [
    (
        "条例\x85第一条 为了发展，制定本条例。\u2028第二条 本条例自公布之日起施行。\x0c\x1c",
        "line ends of Unicode",
    ),
    ("第一条 政府应当\x00建立制度。\n" + "第二条 县级以上政府应当支持企业发展。\n" * 9, "a NUL"),
    (
        "\ufeff第一条 政府应当建立\u200b制度，\u202e补助10万元。\ufffd\ue000𠮷",
        "marks, private and rare characters",
    ),
    ("第一条\r\r第二条 企业有权拒绝摊派。\r\n\r第三条 罚款五万元以下。", "mixed line ends"),
    ('第一条 "引号\\反斜线\\n" <尖> {花} 企业应当遵守。', "what N-Quads and SPARQL escape"),
    ("第一条", "a label without words"),
    ("第一条 " + "县级以上人民政府应当支持中小企业发展，补助不超过10万元。" * 300, "one long line"),
]


@pytest.mark.parametrize(("text", "why"), ODD)
def test_odd_texts_make_a_whole_graph(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "odd.txt").write_bytes(text.encode("utf-8"))
    report = build([tmp_path / "odd.txt"], tmp_path / "graph")
    assert not report.failures, why
    with store.leased(tmp_path / "graph") as generation:
        assert len(store.Store.read_only(str(generation.store))) == generation.quads, why
    assert annotate_file(tmp_path / "odd.txt").document.source.text == text, why


def test_help_of_every_command_is_in_both_languages() -> None:
    commands = (
        "build",
        "annotate",
        "links",
        "text",
        "query",
        "queries",
        "validate",
        "serve",
        "export",
        "next",
    )
    for command, (said, _) in zip(commands, said_by([(name, "--help") for name in commands]), strict=True):
        assert any("\u4e00" <= char <= "\u9fff" for char in said), command
        assert "Show this message" in said, command


def test_help_loads_nothing_heavy() -> None:
    heavy = ("spacy", "pandas", "networkx", "fontTools", "rdflib", "jieba", "matplotlib", "ingest")
    script = (
        "import sys; sys.argv = ['lawgraph', 'export', '--help']\n"
        "from lawgraph.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]", "--help must answer at once"
