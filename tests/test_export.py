"""Exports: a network that is counted and read back, and formats that register themselves."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lawgraph.exports
from lawgraph.build import BuildReport
from lawgraph.exports import export_to, exports
from lawgraph.font import font_path
from ontology.terms import PREFIXES
from queries import EmbeddedEngine, ResultTable, open_engine
from queries.network import network
from queries.prefixes import with_prefixes

from .conftest import ROOT
from .readme import exports_block

INPUT = Path(__file__).parent / "data" / "two-levels.trig"


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


# What joins two nodes, asked of the graph without the query of the export: how many facts of each kind.
COUNTED = [
    ("a correspondence is one edge", "?fact a lg:Correspondence ; lg:relation ?kind"),
    ("a responsibility for each of its bodies", "?fact lg:responsibilityRole ?kind ; lg:body ?end"),
    ("a norm for each of its bearers", "?fact a lg:Norm ; lg:modality ?kind ; lg:bearer ?end"),
    ("a citation for each target found", 'BIND("cites" AS ?kind) ?fact a lg:Citation ; lg:cites ?end'),
    ("a provision for what it is part of", 'BIND("part-of" AS ?kind) ?end lg:path ?p ; eli:is_part_of ?fact'),
]


@pytest.mark.parametrize("which", ["small", "real"])
def test_each_kind_of_edge_is_counted_as_the_graph_says(real: EmbeddedEngine, which: str) -> None:
    engine = open_engine(INPUT) if which == "small" else real
    wanted: Counter[str] = Counter()
    for _, pattern in COUNTED:
        text = f"SELECT ?kind ?fact ?end {{ {pattern} }}"
        answer = engine.query(with_prefixes(text).text)
        assert isinstance(answer, ResultTable)
        assert len(set(answer.values())) == len(answer)
        wanted.update(str(kind).rsplit("/", 1)[-1] for kind, _, _ in answer.values())
    found: Counter[str] = Counter()
    for _, _, data in network(engine).edges(data=True):
        found[data["kind"]] += data["weight"]
    assert found == wanted
    assert len(wanted) > 5


def test_resolved_citations_say_so(real: EmbeddedEngine) -> None:
    edges = [data for _, _, data in network(real).edges(data=True) if data["kind"] == "cites"]
    assert sum(data["weight"] for data in edges) == 3
    assert {data["label"] for data in edges} == {"引用"}


def test_facts_that_say_the_same_of_the_same_two_are_one_edge_with_weight() -> None:
    quads = [
        "provision a lg:Article ; lg:inDocument g:d ; lg:path 'art-1' ; lg:order 1 ; eli:is_part_of g:d ."
    ]
    for name, kind in (("n1", "obligation"), ("n2", "obligation"), ("n3", "permission")):
        quads.append(
            f"{name} a lg:Norm ; lg:bearer g:body ; lg:inProvision g:provision ; lg:modality g:{kind} ."
        )
    found = network(_engine(*quads))
    between = found["http://x/body"]["http://x/provision"]
    assert {kind: data["weight"] for kind, data in between.items()} == {"obligation": 2, "permission": 1}


def _engine(*statements: str) -> EmbeddedEngine:
    store = ox.Store()
    text = "".join(f"g:{statement}\n" for statement in statements)
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    store.load(f"{prefixes}@prefix g: <http://x/> .\n{text}".encode(), format=ox.RdfFormat.TURTLE)
    return EmbeddedEngine(store)


def _graphml(path: Path) -> nx.MultiDiGraph[str]:
    return nx.read_graphml(path, force_multigraph=True)  # type: ignore[return-value]


def _gexf(path: Path) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(nx.read_gexf(path))


READERS = {"graphml": _graphml, "gexf": _gexf}
ATTRIBUTES = {"kind": str, "label": str, "weight": int, "score": float}


def _same(read: nx.MultiDiGraph[str], written: nx.MultiDiGraph[str]) -> None:
    assert dict(read.nodes(data=True)) == dict(written.nodes(data=True))
    ends = [
        sorted((a, b, [data[name] for name in ATTRIBUTES]) for a, b, data in graph.edges(data=True))
        for graph in (read, written)
    ]
    assert ends[0] == ends[1]


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("which", ["small", "real"])
def test_what_is_written_is_read_back(real: EmbeddedEngine, tmp_path: Path, which: str, format: str) -> None:
    engine = open_engine(INPUT) if which == "small" else real
    path = tmp_path / "out" / f"g.{format}"
    exports()[format].write(engine, path)
    _same(READERS[format](path), network(engine))


def test_every_attribute_has_one_type(real: EmbeddedEngine) -> None:
    found = network(real)
    for _, _, data in found.edges(data=True):
        assert {name: type(value) for name, value in data.items()} == ATTRIBUTES
    types = {tuple((name, type(value)) for name, value in data.items()) for _, data in found.nodes(data=True)}
    assert len(types) == 1


@pytest.mark.parametrize("format", READERS)
def test_no_id_stands_twice(real: EmbeddedEngine, tmp_path: Path, format: str) -> None:
    path = tmp_path / "g"
    exports()[format].write(real, path)
    text = path.read_text("utf-8")
    for element in ("key", "node", "edge", "attribute"):
        ids = re.findall(rf'<{element} [^>]*?\bid="([^"]*)"', text)
        assert len(set(ids)) == len(ids), element
    assert text.count("<edge ") == network(real).number_of_edges()
    assert len(re.findall(r'<edge [^>]*\bid="', text)) == text.count("<edge ")


@pytest.mark.parametrize("format", READERS)
@settings(max_examples=25, deadline=None)
@given(
    title=st.one_of(
        st.just("甲\x0b\x0c\x01乙 <&>\r\n丙\r"), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
def test_any_text_is_read_back(tmp_path_factory: pytest.TempPathFactory, format: str, title: str) -> None:
    engine = _engine(f"d a lg:Document ; eli:title {ox.Literal(title)} .")
    path = tmp_path_factory.mktemp("any") / "g"
    exports()[format].write(engine, path)
    written = network(engine)
    _same(READERS[format](path), written)
    kept = (
        re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", title)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    assert written.nodes["http://x/d"]["label"] == kept


@pytest.mark.parametrize("format", exports())
def test_same_graph_same_bytes(tmp_path: Path, format: str) -> None:
    first, second = (export_to(INPUT, format, tmp_path / name) for name in "ab")
    assert _bytes(first) == _bytes(second) != {}


def _bytes(path: Path) -> dict[str, bytes]:
    """What a file, or each file of a folder, holds."""
    files = path.iterdir() if path.is_dir() else [path]
    return {file.name if path.is_dir() else "": file.read_bytes() for file in files}


FORMAT = """
from lawgraph.exports import Export


def write(engine, path):
    path.write_text(type(engine).__name__)


EXPORT = Export({name!r}, "测试", "a test", write)
"""


def _with_folder(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with ``folder`` as if its files lay in ``lawgraph/exports``."""
    script = (
        "import sys, lawgraph.exports\n"
        f"lawgraph.exports.__path__.append({str(folder)!r})\n"
        "from lawgraph.cli import main\n"
        "main()"
    )
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_a_file_put_in_the_folder_is_a_format(tmp_path: Path) -> None:
    (tmp_path / "sketch.py").write_text(FORMAT.format(name="sketch"), "utf-8")
    listed = ", ".join(sorted([*exports(), "sketch"]))
    assert listed in " ".join(_with_folder(tmp_path, "export", "--help").stdout.replace("│", " ").split())
    refused = _with_folder(tmp_path, "export", "pdf", "--out", str(tmp_path / "x"))
    assert (refused.returncode, listed in refused.stderr) == (2, True)
    out = tmp_path / "out"
    done = _with_folder(tmp_path, "export", "sketch", "--graph", str(INPUT), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_text() == "EmbeddedEngine"


def test_a_new_format_is_in_the_readme(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sketch.py").write_text(FORMAT.format(name="sketch"), "utf-8")
    monkeypatch.setattr(lawgraph.exports, "__path__", [*lawgraph.exports.__path__, str(tmp_path)])
    exports.cache_clear()
    try:
        assert "| `export sketch` | a test |" in exports_block("en")
        assert "| `export sketch` | 测试 |" in exports_block("zh")
    finally:
        exports.cache_clear()
        sys.modules.pop("lawgraph.exports.sketch", None)


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "registers nothing"), (FORMAT.format(name="other"), "registers another name than its own")],
)
def test_a_file_that_is_no_format_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "sketch.py").write_text(text, "utf-8")
    done = _with_folder(tmp_path, "export", "--help")
    assert done.returncode != 0, why
    assert "没有登记导出格式，请在其中写 EXPORT = Export('sketch', …)。It registers no export" in done.stderr


def test_font_is_located_without_importing_its_package() -> None:
    assert font_path().name == "NotoSansSC-Regular.otf"
