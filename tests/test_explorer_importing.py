"""The page 导入 over HTTP: files that are dropped, metadata that is corrected, builds, and what is refused."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from lawgraph.explorer.importing.opening import begin
from lawgraph.explorer.importing.rebuilding import Phase, Progress
from lawgraph.explorer.importing.receiving import MOST
from lawgraph.explorer.importing.sources import Sources
from lawgraph.serve import Settings, running

from .documents import word
from .test_serve import Said, send

MEASURES = (
    "某县企业扶持办法\n\n第一条 为了扶持企业，制定本办法。\n\n第二条 县财政局应当每年安排不少于50万元。\n"
)
PAGE = (
    "<html><head><title>青海省小微企业规定</title></head><body><h1>青海省小微企业规定</h1>"
    "<p>（2019年3月1日青海省人民政府公布）</p><p>第一条 为了扶持企业，制定本规定。</p>"
    "<p>第二条 省财政部门应当安排专项资金。</p></body></html>"
)
NOTICE = word(
    "青海省人民政府关于扶持企业的通知", "各市州人民政府：", "一、省财政厅应当安排专项资金。", "2021年5月6日"
)
DROPPED = {"办法.txt": MEASURES.encode(), "规定.html": PAGE.encode(), "通知.docx": NOTICE}


@dataclass(frozen=True)
class Open:
    """A service on a folder."""

    site: str
    sources: Sources

    def drop(self, name: str, data: bytes, query: str = "", **headers: Any) -> Said:
        return send(f"{self.site}/import/files/{quote(name, safe='')}{query}", data, method="PUT", **headers)

    def build(self) -> Progress:
        said = send(f"{self.site}/import/rebuild", b"", Accept="application/json")
        assert said.status == 202, said.text
        return self.sources.rebuilding.wait(300)

    def shown(self, query: str = "") -> dict[str, Any]:
        """Return the page as data, over the graph that was built last."""
        send(f"{self.site}/import/progress")  # goes over to it
        content: dict[str, Any] = json.loads(send(f"{self.site}/import.json{query}").text)["content"]
        return content

    def row(self, name: str) -> dict[str, Any]:
        return next(row for row in self.shown()["rows"] if row["name"] == name)


def _opened(folder: Path) -> Iterator[Open]:
    sources = Sources.of(folder)
    begin(sources.graph)
    with running(sources.graph, settings=Settings(port=0, sources=sources)) as service:
        try:
            yield Open(service.endpoint.removesuffix("/sparql"), sources)
        finally:
            sources.rebuilding.stop()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """A service on an empty folder."""
    yield from _opened(tmp_path)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """A service on a folder into which three files were dropped, and built."""
    for each in _opened(tmp_path_factory.mktemp("folder")):
        for name, data in DROPPED.items():
            said = each.drop(name, data)
            assert (said.status, json.loads(said.text)["changed"]) == (201, True), said.text
        ended = each.build()
        assert (ended.phase, ended.failed) == (Phase.DONE, 0), ended
        yield each


def test_an_empty_folder_says_what_to_do(opened: Open) -> None:
    said = send(f"{opened.site}/import", Accept="text/html")
    assert said.status == 200
    assert "放入文件后会自动生成" in said.text
    assert str(opened.sources.folder) in said.text, "where to copy files without a script"
    for path in ("/", "/health", "/import.csv", "/import.ttl"):
        assert send(f"{opened.site}{path}").status == 200, path


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:1", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),  # whose name was made to lead to this machine
        ("127.0.0.1.evil.example", 421),
    ],
)
def test_what_is_in_a_folder_is_read_on_this_machine_alone(opened: Open, host: str, status: int) -> None:
    for path in ("/import.json", "/", "/sparql?query=ASK%20%7B%7D"):
        said = send(opened.site + path, Host=host, Origin="https://evil.example")
        assert said.status == status, path
        assert "Access-Control-Allow-Origin" not in said.headers, "no other site may read it"


def test_three_files_of_different_kinds_are_read(filled: Open) -> None:
    shown = filled.shown()
    assert [row["name"] for row in shown["rows"]] == sorted(DROPPED)
    assert {row["fate"] for row in shown["rows"]} == {"read"}
    titles = {row["name"]: row["metadata"]["title"] for row in shown["rows"]}
    assert titles["规定.html"] == "青海省小微企业规定"
    assert {(name, count) for name, _, count in shown["counts"]} >= {("read", 3), ("failed", 0)}
    assert filled.row("办法.txt")["doubts"], "a county that is not named, a date that is not said"
    assert "青海省小微企业规定" in send(f"{filled.site}/import.csv").text
    assert not list(filled.sources.incoming.iterdir())


def _correct(site: Open, name: str, **fields: str) -> Said:
    """Fill in the form of a file as the page has it, but for some fields, and send it."""
    key = site.row(name)["key"]
    form = site.shown(f"?open={key}")["form"]
    items = {"file": key, "state": form["state"]}
    for field in form["fields"]:
        items |= {field["name"]: field["value"], f"was-{field['name']}": field["value"]}
    return send(
        f"{site.site}/import/stated", urlencode({**items, **fields}).encode(), Accept="application/json"
    )


def test_a_date_that_is_corrected_is_in_the_graph_after_the_build(filled: Open) -> None:
    beside = filled.sources.folder / "办法.toml"
    beside.write_text("# 由来见收文簿\nnumber = '县政〔2012〕3号'\n", "utf-8")
    filled.build()
    assert filled.row("办法.txt")["metadata"]["number"] == "县政〔2012〕3号"
    said = _correct(filled, "办法.txt", issued="2012-03-17")
    assert said.status == 200, said.text
    assert beside.read_text("utf-8") == "# 由来见收文簿\nnumber = '县政〔2012〕3号'\nissued = 2012-03-17\n"
    assert filled.shown()["folder"]["unbuilt"]["changed"] == ["办法.toml"]
    assert "有改动未生成" in send(f"{filled.site}/import", Accept="text/html").text
    assert filled.row("办法.txt")["metadata"]["issued"] == "", "the graph has it once it is built"
    filled.build()
    row = filled.row("办法.txt")
    assert row["metadata"]["issued"] == "2012-03-17"
    assert "issued" not in {doubt["field"] for doubt in row["doubts"]}
    assert (filled.sources.folder / "办法.txt").read_text("utf-8") == MEASURES
    asked = f'ASK {{ <{row["document"]}> ?p "2012-03-17"^^<http://www.w3.org/2001/XMLSchema#date> }}'
    assert json.loads(send(f"{filled.site}/sparql?{urlencode({'query': asked})}").text)["boolean"] is True


def test_what_is_filled_in_wrongly_or_late_is_told_and_not_written(filled: Open) -> None:
    before = sorted(each.name for each in filled.sources.folder.iterdir())
    wrong = _correct(filled, "通知.docx", jurisdiction="不存在省")
    assert (wrong.status, "行政区划" in json.loads(wrong.text)["zh"]) == (422, True)
    late = _correct(filled, "通知.docx", issued="2020-01-01", state="0" * 64)
    assert (late.status, "有人改过" in json.loads(late.text)["zh"]) == (409, True)
    nobody = _correct(filled, "通知.docx", file="0" * 16)
    assert nobody.status == 404
    page = send(f"{filled.site}/import/stated", urlencode({"file": "x"}).encode(), Accept="text/html")
    assert (page.status, "没有这个文件" in page.text) == (404, True), "without a script a page tells"
    long = send(f"{filled.site}/import/stated", b"a=" + b"x" * 400_000, Accept="application/json")
    assert long.status == 413
    assert sorted(each.name for each in filled.sources.folder.iterdir()) == before


def test_a_form_without_a_script_leads_back_to_the_list(filled: Open) -> None:
    key = filled.row("规定.html")["key"]
    form = filled.shown(f"?open={key}")["form"]
    items = {
        "file": key,
        "state": form["state"],
        "issued": "2019-03-01",
        "was-issued": "",
        "back": "?state=read&x=1",
    }
    said = send(f"{filled.site}/import/stated", urlencode(items).encode(), Accept="text/html")
    assert said.status == 200, said.text
    assert "已写入 规定.toml" in said.text
    assert 'aria-current="true"' in said.text, "the list is narrowed as it was"


def test_files_that_share_a_metadata_file_are_told(filled: Open) -> None:
    other = filled.sources.folder / "规定.pdf"
    other.write_bytes(b"%PDF-")
    key = filled.row("规定.html")["key"]
    assert filled.shown(f"?open={key}")["form"]["shared"] == ["规定.pdf"]
    assert "规定.pdf" in send(f"{filled.site}/import?open={key}", Accept="text/html").text
    other.unlink()


NAMES = ["../办法.txt", "a/b.txt", "CON.txt", ".x.txt", "README.md", "x" * 300 + ".txt", "图.jpg"]


@pytest.mark.parametrize("name", NAMES)
def test_files_that_cannot_be_are_refused_with_what_to_do(filled: Open, name: str) -> None:
    said = filled.drop(name, b"\xff\xd8\xff\xe0" if name.endswith("jpg") else MEASURES.encode())
    assert said.status == (415 if name.endswith("jpg") else 422)
    assert set(json.loads(said.text)) == {"zh", "en"}
    assert not list(filled.sources.incoming.iterdir())


def test_nothing_is_replaced_unasked(filled: Open) -> None:
    again = filled.drop("办法.txt", MEASURES.encode())
    assert (again.status, json.loads(again.text)["changed"]) == (200, False)
    other = MEASURES.replace("50万元", "60万元").encode()
    said = filled.drop("办法.txt", other)
    assert (said.status, json.loads(said.text)["instead"]) == (409, "办法-2.txt")
    assert (filled.sources.folder / "办法.txt").read_bytes() == MEASURES.encode()
    assert filled.drop("办法.txt", other, "?replace=1").status == 201
    assert (filled.sources.folder / "办法.txt").read_bytes() == other
    assert filled.drop("办法.txt", MEASURES.encode(), "?replace=1").status == 201


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(filled: Open) -> None:
    before = sorted(each.name for each in filled.sources.folder.iterdir())
    said = filled.drop("大.txt", b"\xe7\x94\xb2" * (MOST // 3 + 1))
    assert (said.status, "50 MB" in json.loads(said.text)["zh"]) == (413, True)
    assert sorted(each.name for each in filled.sources.folder.iterdir()) == before
    assert not list(filled.sources.incoming.iterdir())


def test_a_file_that_breaks_off_leaves_nothing(filled: Open) -> None:
    address = urlsplit(filled.site)
    with socket.create_connection((address.hostname or "", address.port or 0)) as opened:
        head = f"PUT /import/files/x.txt HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 100000\r\n\r\n"
        opened.sendall(head.encode() + b"x" * 1000)
        _wait(lambda: any(filled.sources.incoming.iterdir()))
    _wait(lambda: not any(filled.sources.incoming.iterdir()))
    assert not (filled.sources.folder / "x.txt").exists()


def _wait(until: Any) -> None:
    end = time.monotonic() + 20
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


FOREIGN = [
    # method, path, headers, status, why
    ("POST", "/import/rebuild", {"Origin": "https://example.org"}, 403, "a page of another site"),
    ("POST", "/import/stated", {"Origin": "null"}, 403, "a page without a site"),
    ("PUT", "/import/files/x.txt", {"Sec-Fetch-Site": "cross-site"}, 403, "a browser that tells where it is"),
    ("PUT", "/import/files/x.txt", {"Host": "example.org"}, 421, "a name of others that leads here"),
]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "why"), FOREIGN, ids=[case[4] for case in FOREIGN]
)
def test_only_pages_of_this_service_change_something(
    filled: Open, method: str, path: str, headers: dict[str, Any], status: int, why: str
) -> None:
    number = filled.sources.rebuilding.progress.number
    assert send(f"{filled.site}{path}", b"x", method=method, **headers).status == status, why
    assert filled.sources.rebuilding.progress.number == number
    assert not (filled.sources.folder / "x.txt").exists()


def test_without_a_folder_the_page_is_read_only(explored: str) -> None:
    said = send(f"{explored}/import", Accept="text/html")
    assert "lawgraph open" in said.text
    for form in ("/import/rebuild", "/import/stated", 'type="file"', "更正"):
        assert form not in said.text.partition("<main")[2].replace("更正标题", ""), form
    rows = json.loads(send(f"{explored}/import.json").text)["content"]["rows"]
    assert len(rows) == 2
    assert "/" not in "".join(row["name"] for row in rows), (
        "where they lie on this machine is nobody's business"
    )
    for method, path in (
        ("POST", "/import/rebuild"),
        ("PUT", "/import/files/x.txt"),
        ("GET", "/import/progress"),
    ):
        assert send(f"{explored}{path}", b"x" if method != "GET" else None, method=method).status == 404


def test_a_build_that_fails_leaves_the_graph_and_says_why(
    filled: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.shown()["rows"]
    script = "import sys; print('lawgraph: 磁盘已满。No room.', file=sys.stderr); sys.exit(1)"
    monkeypatch.setattr(filled.sources.rebuilding, "_run", (sys.executable, "-c", script))
    assert filled.build().phase is Phase.FAILED
    said = send(f"{filled.site}/import", Accept="text/html").text
    assert "磁盘已满" in said
    assert "原有图谱未变" in said
    assert filled.shown()["rows"] == before


WRONG = ["?state=x", "?open=x", "?offset=-1", "?page=2"]


@pytest.mark.parametrize("query", WRONG)
def test_wrong_parameters_are_told(filled: Open, query: str) -> None:
    assert send(f"{filled.site}/import{query}", Accept="text/html").status == 400


def test_the_list_is_narrowed_by_state_and_name(filled: Open) -> None:
    assert [row["name"] for row in filled.shown("?q=%E9%80%9A%E7%9F%A5")["rows"]] == ["通知.docx"]
    assert filled.shown("?state=failed")["rows"] == []
    assert "没有符合条件的文件" in send(f"{filled.site}/import?state=failed", Accept="text/html").text
