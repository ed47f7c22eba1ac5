"""Documentation that stays true: the READMEs' output, the commands they name, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from lawgraph.build import BuildReport
from lawgraph.cli import app
from lawgraph.evaluation.published import published
from tools.query_table import table

from .conftest import ROOT
from .readme import ACCURACY, EXPORTS, READMES, accuracy_block, block, exports_block, run_block, time_block

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "data/**/*.md", "ontology/*.md")
    for path in ROOT.glob(pattern)
)


@pytest.fixture(scope="module")
def run_output(tmp_path_factory: pytest.TempPathFactory) -> str:
    return run_block(tmp_path_factory.mktemp("readme") / "graph")


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_readme_shows_real_output(name: str, language: str, run_output: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    remedy = "run 'make docs' and look at what changed"
    assert block(text, "run") == run_output, remedy
    assert re.search(r"= \d+ passed", block(text, "test")), (
        "run 'make test 2>&1 | python -m tests.readme --test'"
    )


def test_the_page_of_queries_has_all_of_them() -> None:
    assert (ROOT / "docs" / "queries.md").read_text("utf-8") == table(), "make docs"


@pytest.mark.parametrize(("name", "language"), EXPORTS.items())
def test_the_page_on_exports_has_all_of_them(name: str, language: str) -> None:
    assert block((ROOT / name).read_text("utf-8"), "exports") == exports_block(language), "make docs"


@pytest.mark.parametrize(("name", "language"), ACCURACY.items())
def test_the_page_on_accuracy_has_the_figures_stated(name: str, language: str) -> None:
    assert block((ROOT / name).read_text("utf-8"), "accuracy") == accuracy_block(published(), language), (
        "make docs"
    )


@pytest.mark.parametrize(("name", "language"), READMES.items())
def test_readme_shows_what_is_in_force(name: str, language: str, built_examples: BuildReport) -> None:
    shown = time_block(built_examples.generation.directory, language)
    assert block((ROOT / name).read_text("utf-8"), "time") == shown, (
        "run 'make docs' and look at what changed"
    )


@pytest.mark.parametrize("name", [*READMES, *(page for page in PAGES if page.startswith("docs/"))])
def test_pages_name_commands_and_options_that_exist(name: str) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    blocks = re.findall(r"^```\w*\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    text = "\n".join(blocks)
    for line in re.findall(r"^\s*(?:\$ )?(?:\.venv/bin/)?lawgraph ([a-z]+.*)$", text, re.MULTILINE):
        command, *rest = line.split()
        assert command in commands, line
        found = commands[command]
        if hasattr(found, "commands"):  # review check, review template
            assert rest[0] in found.commands, line
            found = found.commands[rest[0]]
        options = {option for parameter in found.params for option in parameter.opts}
        used = {word for word in " ".join(rest).split("#")[0].split() if word.startswith("--")}
        assert used <= options, line


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (path.parent / target).exists(), f"{page} → {target}"


def named_paths(text: str) -> list[str]:
    """The files and folders that a page names: with a folder, or alone beside the one named before them."""
    found: list[str] = []
    folder = ""
    for name in re.findall(r"`([\w./*-]+)`", text):
        if "/" in name:
            folder = name.rpartition("/")[0]
            found.append(name)
        elif re.search(r"\.(?:py|md|ttl|tsv|rq|json)$", name):
            found.append(f"{folder}/{name}")
        elif (ROOT / name).exists() or re.search(r"\.\w+$", name):
            found.append(name)
    return found


def test_what_the_page_on_architecture_names_is_there() -> None:
    found = named_paths((ROOT / "docs" / "architecture.md").read_text("utf-8"))
    assert [path for path in found if not list(ROOT.glob(path.rstrip("/")))] == []
    assert len(found) > 40


def test_the_page_on_architecture_names_each_stage() -> None:
    stages = {path.name for path in (ROOT / "ingest").iterdir() if (path / "__init__.py").is_file()}
    named = set(named_paths((ROOT / "docs" / "architecture.md").read_text("utf-8")))
    assert {stage for stage in stages if not any(p.startswith(f"ingest/{stage}/") for p in named)} == set()


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_readme(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert [command for command in commands if not re.search(rf"(lawgraph |`){command}\b", text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_speak_of_the_project_alone(page: str) -> None:
    text = Path(ROOT / page).read_text("utf-8")
    assert not re.search(r"(?<!\w)/(?:work|tmp|root|home)/", text)
