"""Exports of graphs and to places that are not as one hopes; releases of the data."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import lawgraph.writing
from lawgraph.exports import Export, export_to, exports
from lawgraph.exports.dump import stated_date
from lawgraph.writing import beside, write_files
from queries import EmbeddedEngine
from queries.result import Result

from .conftest import ROOT
from .test_export import INPUT, _bytes, _engine
from .test_export_formats import WICKED, written

LONG = "关于" + "很" * 297 + "长"
_NODES = (
    "d a lg:Document ; lg:level 'province' ; eli:title {title} .",
    "p a lg:Article ; lg:inDocument g:d ; lg:path 'art-1' ; lg:order 1 ; eli:is_part_of g:d ; lg:text {text} .",
)


def _with(title: str, text: str) -> EmbeddedEngine:
    return _engine(*(each.format(title=ox.Literal(title), text=ox.Literal(text)) for each in _NODES))


@pytest.mark.parametrize("format", exports())
def test_an_empty_graph_is_written(tmp_path: Path, format: str) -> None:
    out = written(EmbeddedEngine(ox.Store()), format, tmp_path / "out")
    assert out.exists()


@pytest.mark.parametrize("format", exports())
def test_a_graph_without_links_is_written(tmp_path: Path, format: str) -> None:
    assert _bytes(written(_with("某条例", "应当公示。"), format, tmp_path / "out"))


@pytest.mark.parametrize("format", exports())
def test_a_long_title_is_written(tmp_path: Path, format: str) -> None:
    assert len(LONG) == 300
    assert _bytes(written(_with(LONG, "应当公示。"), format, tmp_path / "out"))


@pytest.mark.parametrize("format", exports())
def test_markup_is_no_markup(tmp_path: Path, format: str) -> None:
    """A text that would be an element, a formula or an end of a string opens none in what is written."""
    for data in _bytes(written(_with(WICKED, WICKED), format, tmp_path / "out")).values():
        if data.startswith((b"PK", b"\x89PNG")):
            continue
        said = data.decode("utf-8")
        markup = said.lstrip("\ufeff").startswith(
            ("<?xml", "<!doctype", "<html", "<svg", "<graphml", "<gexf")
        )
        assert not markup or "<script>alert" not in said
        if format in {"nodes-csv", "edges-csv"}:
            assert ",=1+1" not in said


class Afar:
    """An engine that answers queries and nothing else, as an endpoint does."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def query(self, text: str) -> Result:
        return self._engine.query(text)


@pytest.mark.parametrize("format", exports())
def test_an_endpoint_gives_the_same(tmp_path: Path, format: str) -> None:
    engine = EmbeddedEngine.open(INPUT)
    near, far = (
        _bytes(written(each, format, tmp_path / name)) for each, name in ((engine, "a"), (Afar(engine), "b"))
    )
    assert near == far


# --- places


def _export(monkeypatch: pytest.MonkeyPatch, out: Path, write: object) -> Path:
    found = dict(exports()) | {"sketch": Export("sketch", "测试", "a test", write)}  # type: ignore[arg-type]
    monkeypatch.setattr("lawgraph.exports.exports", lambda: found)
    return export_to(INPUT, "sketch", out)


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.txt"
    out.write_text("before", "utf-8")

    def half(engine: object, path: Path) -> None:
        path.write_text("half", "utf-8")
        raise OSError(28, "No space left on device", str(path))

    with pytest.raises(OSError, match=r"No space left .*out\.txt") as told:
        _export(monkeypatch, out, half)
    assert told.value.filename == str(out)
    assert _bytes(tmp_path) == {"out.txt": b"before"}


def test_what_is_whole_takes_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "new" / "out.txt"
    for text in ("one", "two"):
        _export(monkeypatch, out, lambda engine, path, text=text: path.write_text(text, "utf-8"))
        assert _bytes(tmp_path / "new") == {"out.txt": text.encode()}


def test_a_link_stays_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there.txt").write_text("before", "utf-8")
    (tmp_path / "link.txt").symlink_to("there.txt")
    _export(monkeypatch, tmp_path / "link.txt", lambda engine, path: path.write_text("new", "utf-8"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "there.txt").read_text("utf-8") == "new"


PLACES = [
    ("folder", "turtle", "not empty", "a file where a folder with something in it is"),
    ("folder", "akoma-ntoso", "not empty", "a folder where one with something in it is"),
    ("empty", "turtle", "Is a directory", "a file where a folder is"),
    ("file/below", "turtle", "Not a directory|File exists", "a file below a file"),
    ("file", "akoma-ntoso", "File exists", "a folder where a file is"),
]


@pytest.mark.parametrize(("name", "format", "said", "why"), PLACES)
def test_a_place_that_is_taken_is_refused(
    tmp_path: Path, name: str, format: str, said: str, why: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("mine", "utf-8")
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(OSError, match=said):
        export_to(INPUT, format, tmp_path / name)
    there = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert there == ["empty", "file", "folder", "folder/mine"], why
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_an_empty_folder_is_a_place(tmp_path: Path) -> None:
    (tmp_path / "akn").mkdir()
    export_to(INPUT, "akoma-ntoso", tmp_path / "akn")
    assert len(_bytes(tmp_path / "akn")) == 2


def test_a_file_that_may_not_be_changed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.ttl"
    out.write_text("mine", "utf-8")
    monkeypatch.setattr(lawgraph.writing.os, "access", lambda path, mode: False)  # whoever runs this
    with pytest.raises(PermissionError, match=r"out\.ttl"):
        export_to(INPUT, "turtle", out)
    assert out.read_text("utf-8") == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="SKIPPED: this system has no /dev/full")
def test_a_full_disk_is_told() -> None:
    with pytest.raises(OSError, match="No space left"):
        export_to(INPUT, "turtle", Path("/dev/full"))


def test_a_device_is_written_to(tmp_path: Path) -> None:
    assert export_to(INPUT, "turtle", Path(os.devnull)) == Path(os.devnull)
    assert not Path(os.devnull).is_file()


ENDLESS = """
import time
from lawgraph.exports import Export


def write(engine, path):
    path.write_text("half", "utf-8")
    print("writing", flush=True)
    time.sleep(60)


EXPORT = Export("sketch", "测试", "a test", write)
"""


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "sketch.py").write_text(ENDLESS, "utf-8")
    script = (
        f"import lawgraph.exports; lawgraph.exports.__path__.append({str(tmp_path / 'formats')!r})\n"
        "from lawgraph.cli import main\nmain()"
    )
    arguments = ["export", "sketch", "--graph", str(INPUT), "--out", str(tmp_path / "new" / "out")]
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"writing\n"
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 1
    assert list((tmp_path / "new").iterdir()) == []


def test_an_archive_has_a_folder_of_its_name(tmp_path: Path) -> None:
    write_files(tmp_path / "a.zip", {"x": b"1", "y": b"2"})
    with beside(tmp_path / "b.zip") as scratch:
        write_files(scratch, {"x": b"1"})
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["a/x", "a/y"]
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.namelist() == ["b/x"]


# --- releases


DATES = [
    ("lawgraph-2026-03-01.zip", "", "2026-03-01", "in the name"),
    ("20260301", "", "2026-03-01", "without hyphens"),
    ("release-2026-13-01", "", None, "no month"),
    ("release", "1772323200", "2026-03-01", "as reproducible builds say it"),
    ("release-2025-01-02", "1772323200", "2025-01-02", "the name goes before"),
    ("release", "today", None, "no number"),
    ("release", "9" * 30, None, "beyond all calendars"),
    ("release", "", None, "nobody said one"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "epoch", "wanted", "why"), DATES)
def test_the_date_of_a_release_is_stated(
    monkeypatch: pytest.MonkeyPatch, name: str, epoch: str, wanted: str | None, why: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    found = stated_date(name)
    assert (found and found.isoformat()) == wanted, why


def test_a_release_says_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    files = _bytes(export_to(INPUT, "dump", tmp_path / "lawgraph-2026-03-01"))
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    store = EmbeddedEngine.open(INPUT).store
    assert set(ox.parse(files["graph.nq"], format=ox.RdfFormat.N_QUADS)) == set(store)
    about = rdflib.Graph().parse(data=files["dataset.ttl"], format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    (triples,) = about.objects(None, void.triples)
    assert int(triples) == len(store)  # type: ignore[call-overload]
    entities = {
        str(about.value(each, void["class"])): int(about.value(each, void.entities) or 0)
        for each in about.objects(None, void.classPartition)
    }
    gap, article = (f"https://w3id.org/lawgraph/ontology#{name}" for name in ("Gap", "Article"))
    assert (entities[gap], entities[article]) == (2, sum(1 for _ in store.quads_for_pattern(
        None, ox.NamedNode(str(rdflib.RDF.type)), ox.NamedNode(article)
    )))  # fmt: skip
    citation = files["CITATION.cff"].decode()
    assert "\ndate-released: 2026-03-01\n" in citation
    assert f'version: "{sums["graph.nq"][:16]}"' in citation
    assert "CC BY 4.0" in files["LICENSE.txt"].decode()
    undated = _bytes(export_to(INPUT, "dump", tmp_path / "lawgraph"))
    assert b"date-released" not in undated["CITATION.cff"]
    assert b"issued" not in undated["dataset.ttl"]


def test_a_graph_of_no_named_graph_is_exported(tmp_path: Path) -> None:
    engine = _with("某条例", "应当公示。")
    found = json.loads(written(engine, "jsonld", tmp_path / "g").read_text("utf-8"))
    assert {node["id"] for node in found["@graph"]} == {"http://x/d", "http://x/p"}
    assert _bytes(written(Afar(engine), "nquads", tmp_path / "a")) == _bytes(
        written(engine, "nquads", tmp_path / "b")
    )


# --- what is said of them


@pytest.mark.parametrize("page", ["docs/exports.en.md", "docs/exports.zh.md"])
def test_the_page_on_exports_names_each_and_its_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    text = (ROOT / page).read_text("utf-8")
    table = "".join(line for line in text.splitlines() if line.startswith("| "))
    assert [name for name in exports() if f"`{name}`" not in table] == []
    files = {
        "graphml": "links.graphml",
        "cytoscape": "links.cyjs",
        "edges-csv": "edges.csv",
        "chunks": "articles.jsonl",
        "turtle": "graph.ttl",
    }
    for format, name in files.items():
        written(EmbeddedEngine.open(INPUT), format, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    said: dict[str, object] = {}
    exec(code, said)
    assert len(said["network"]) == len(said["same"]) > 10  # type: ignore[arg-type]
    assert len(said["edges"]) == said["same"].number_of_edges()  # type: ignore[arg-type, attr-defined]
    assert len(said["articles"]) == 7  # type: ignore[arg-type]
    assert len(said["graph"]) > 500  # type: ignore[arg-type]
