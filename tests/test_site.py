"""The documentation as one site: built strictly, whole, in two languages, with nothing that a policy refuses."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .conftest import ROOT
from .site_pages import BUILDER, Seen, pages, site


@pytest.fixture(scope="module")
def seen() -> dict[str, Seen]:
    return dict(pages())


def test_all_links_and_anchors_lead_somewhere(seen: dict[str, Seen]) -> None:
    """MkDocs looks at links in Markdown; these are those of the pages, of the theme and of notebooks too."""
    dead = []
    for name, page in seen.items():
        for link in [*page.links, *page.loaded]:
            target = urlsplit(link)
            if target.scheme in ("http", "https", "mailto", "data"):
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target.path)))
            path = name if not target.path else path
            if path == "..":
                continue  # the way back to the explorer, which only a served site shows
            if not (site() / path).is_file():
                dead.append(f"{name} → {link}")
            elif target.fragment and unquote(target.fragment) not in seen[path].anchors:
                dead.append(f"{name} → {link}: no such anchor")
    assert dead == []


def test_each_page_says_its_language_and_has_one_headline(seen: dict[str, Seen]) -> None:
    for name, page in seen.items():
        wanted = "zh-CN" if re.search(r"\.zh\.html$|^index\.html$|^notebooks/", name) else None
        assert page.language == wanted or (wanted is None and page.language in ("en", "zh-CN")), name
        assert page.headings == 1, name


def test_each_page_leads_to_one_in_the_other_language(seen: dict[str, Seen]) -> None:
    for name, page in seen.items():
        text = (site() / name).read_text("utf-8")
        (other,) = re.findall(r'<a class="language" href="([^"]+)"', text)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
        both = name.startswith("notebooks/")  # each of these speaks both
        assert seen[path].language != page.language or both, f"{name} → {path}"


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_in_a_page(seen: dict[str, Seen]) -> None:
    for name, page in seen.items():
        assert [each for each in page.loaded if re.match(r"(https?:)?//", each)] == [], name
        assert page.inline == [], (
            f"{name}: the policy of the explorer allows no style, script or handler in a page"
        )
    styles = "".join(path.read_text("utf-8") for path in site().rglob("*.css"))
    assert re.findall(r"(?:url\(|@import)[^;]*", styles) == []


@pytest.mark.parametrize("name", ["vocabulary.zh.html", "vocabulary.en.html"])
def test_a_diagram_that_nothing_draws_is_folded_up(name: str) -> None:
    text = (site() / name).read_text("utf-8")
    assert text.count('class="language-mermaid"') == 1
    assert re.search(
        r"<details>\s*<summary>[^<]*Mermaid[^<]*</summary>\s*<pre[^>]*><code class=\"language-mermaid\"", text
    )


def test_every_page_of_docs_is_in_it() -> None:
    wanted = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    wanted = {path.with_name("index.html") if path.stem == "README" else path for path in wanted}
    assert {path for path in wanted if not (site() / path).is_file()} == set()


def test_the_front_page_has_four_entrances_with_a_reading_order() -> None:
    text = (site() / "index.html").read_text("utf-8")
    for entrance in ("分析人员", "写 SPARQL 的人", "增加规则与读入格式的人", "运维人员"):
        after = text.split(f">{entrance}</h3>")[1].split("<h")[0]
        assert len(re.findall(r"<li><a |<li>[^<]*<a |<li>", after)) >= 3, entrance


def test_what_the_search_reads_has_all_pages_and_their_words(seen: dict[str, Seen]) -> None:
    script = (site() / "assets" / "words.js").read_text("utf-8")
    rows = json.loads(script.removeprefix("window.lawgraphPages = ").removesuffix(";\n"))
    assert {row[0] for row in rows} == set(seen)
    words = {row[0]: "".join(heading + text for _, heading, text in row[3]) for row in rows}
    assert "没有对应" in words["reviews.zh.html"]
    assert "罚款的上限" in words["sparql.zh.html"]
    for address, _, title, sections in rows:
        assert title, address
        assert {anchor for anchor, _, _ in sections if anchor} <= seen[address].anchors


def test_files_that_pages_lead_to_outside_it_are_named_by_their_path() -> None:
    assert "<code>lawgraph/evaluation/score.py</code>" in (site() / "evaluation.zh.html").read_text("utf-8")


def test_it_is_the_same_on_another_day(tmp_path: Path) -> None:
    again = tmp_path / "again"
    subprocess.run([sys.executable, str(BUILDER), "--apart", "--out", str(again)], cwd=ROOT, check=True)
    found = [
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in (site(), again)
    ]
    assert found[0] == found[1]
    assert "sitemap.xml" not in found[0], "it would have the day of the build"


BROKEN = (
    ("[nowhere](nothing.md)", "a page that is not there"),
    ("[nowhere](rules.md#no-such-heading)", "an anchor that is not there"),
    ("[nowhere](../ontology/nothing.tsv)", "a file of the sources that is not there"),
)


@pytest.mark.parametrize(("link", "why"), BROKEN, ids=[why for _, why in BROKEN])
def test_a_dead_link_fails_the_build(link: str, why: str, tmp_path: Path) -> None:
    copy = _copied(tmp_path)
    with (copy / "docs" / "index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{link}\n")
    assert _fails(copy), why


def test_a_page_that_no_list_names_fails_the_build(tmp_path: Path) -> None:
    copy = _copied(tmp_path)
    (copy / "docs" / "forgotten.zh.md").write_text("# 忘了\n", "utf-8")
    assert "forgotten.zh.md" in _fails(copy)


def _copied(folder: Path) -> Path:
    """Return a copy of what the site is made of."""
    copy = folder / "copy"
    beside = [*ROOT.glob("*.md"), ROOT / "mkdocs.yml"]
    for name in ("docs", "tools/site", "ontology", "benchmarks", "data", "lawgraph/evaluation", "notebooks"):
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("*.npz", "__pycache__", "texts")
        )
    for path in beside:
        shutil.copy(path, copy)
    return copy


def _fails(copy: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(copy / "tools/site/build.py"), "--apart", "--out", str(copy / "site")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "make site" in done.stderr or "mkdocs" in done.stderr
    return done.stdout + done.stderr
