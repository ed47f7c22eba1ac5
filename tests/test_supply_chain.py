"""What the program is made of: licences, the bill of materials, the audit, and the same wheel from the same commit."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from email.message import Message
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from tools import audit, licences, sbom
from tools.locked import LOCKS, Locked, all_locked, locked
from tools.wheel import built

from .conftest import ROOT

PACKAGES = all_locked()


def test_every_line_of_the_locks_is_read() -> None:
    for kind, name in LOCKS.items():
        lines = [
            line for line in (ROOT / name).read_text("utf-8").splitlines() if "==" in line.partition("#")[0]
        ]
        found = list(locked(kind))
        assert len(found) == len(lines)
        assert all(each.hashes for each in found)


# Licences


@pytest.mark.parametrize("package", PACKAGES, ids=lambda each: each.name)
def test_the_licence_of_each_locked_package_is_known_and_allowed(package: Locked) -> None:
    row = licences.record().get(package.name)
    assert row is not None, "run 'make licences'"
    assert licences.problem(package.name, row.licence) == ""
    said = licences.installed(package.name)
    if said is None:
        assert row.version == package.version, (
            "not installed here, and the record is of another version: 'make licences'"
        )
    elif licences.READ.get((package.name, package.version)) is None:
        assert licences.spdx(licences.stated(said)) == row.licence, (
            "its metadata say another licence: 'make licences'"
        )


def test_what_is_recorded_is_locked_and_on_the_page() -> None:
    found = licences.record()
    assert set(found) == {each.name for each in PACKAGES}
    lines = (ROOT / "docs" / "licences.md").read_text("utf-8").splitlines()
    named = {
        line.split(" | ")[0].removeprefix("| "): line.split(" | ")[2]
        for line in lines
        if line.startswith("| ")
    }
    assert {name: row.licence for name, row in found.items()}.items() <= named.items()


def test_the_program_uses_no_package_that_is_named_for_tests_alone() -> None:
    weak = {each.name for each in PACKAGES if each.kind == "run"} & set(licences.NAMED)
    assert weak == {"certifi", "tqdm"}, "MPL, used unchanged; no LGPL"
    assert set(licences.NAMED) <= {each.name for each in PACKAGES}


LICENCES = [
    ("MIT License", "MIT", "", "words of a classifier"),
    ("MIT OR GPL-3.0-only", "", "not known", "an expression with a licence that is nowhere allowed"),
    ("GPL-3.0-only", "", "not known", "GPL"),
    ("AGPL-3.0-or-later", "", "not known", "AGPL"),
    ("MPL-2.0", "MPL-2.0", "not allowed", "allowed by name only"),
    ("LGPLv3+", "LGPL-3.0-or-later", "not allowed", "allowed by name only"),
    ("MPL-2.0 AND MIT", "MPL-2.0 AND MIT", "not allowed", "both count"),
    ("Apache-2.0 OR BSD-3-Clause", "Apache-2.0 OR BSD-3-Clause", "", "one of them is enough"),
    ("", "", "not known", "nothing is said"),
    ("Commercial", "", "not known", "a word that no table has"),
]


@pytest.mark.parametrize(("words", "expression", "problem", "why"), LICENCES)
def test_what_metadata_say_of_a_licence(words: str, expression: str, problem: str, why: str) -> None:
    said = Message()
    said["License"] = words
    assert licences.spdx(licences.stated(said)) == expression, why
    found = licences.problem("a-package", expression)
    assert (problem in found) if problem else found == "", why


def test_a_package_that_is_named_may_be_under_its_licence_and_no_other() -> None:
    assert licences.problem("certifi", "MPL-2.0") == ""
    assert licences.problem("certifi", "GPL-3.0-only") != ""


# The bill of materials


def _schema_of_cyclonedx() -> tuple[dict[str, Any], Registry[Any]]:
    kept = pytest.importorskip("cyclonedx.schema", reason="SKIPPED: the schemas of CycloneDX are not there")
    folder = Path(kept.__file__).parent / "_res"

    def schema(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
        return found

    registry: Registry[Any] = Registry()
    for name in ("spdx", "jsf-0.82", "cryptography-defs"):
        for address in (
            f"{name}.SNAPSHOT.schema.json",
            f"http://cyclonedx.org/schema/{name}.SNAPSHOT.schema.json",
        ):
            registry = registry.with_resource(address, Resource.from_contents(schema(name)))
    return schema("bom-1.6"), registry


def test_the_bill_of_materials_is_valid_by_its_schema() -> None:
    schema, registry = _schema_of_cyclonedx()
    validator = jsonschema.Draft7Validator(schema, registry=registry)
    assert [error.message for error in validator.iter_errors(sbom.sbom())] == []
    assert not validator.is_valid(sbom.sbom() | {"components": [{"type": "thing"}]}), "the schema is asked"


def test_the_bill_of_materials_names_all_that_is_installed_and_bundled() -> None:
    made = sbom.sbom()
    refs = {each["bom-ref"] for each in made["components"]}
    assert {f"pkg:pypi/{each.name}@{each.version}" for each in locked("run")} <= refs
    assert {each.rpartition("@")[0] for each in refs if "npm" in each} == set(sbom._NPM.values())
    reached, todo = set[str](), [made["metadata"]["component"]["bom-ref"]]
    asked = {each["ref"]: each.get("dependsOn", []) for each in made["dependencies"]}
    while todo:
        ref = todo.pop()
        if ref not in reached:
            reached.add(ref)
            todo += asked[ref]
    assert refs <= reached, "nothing is in it that nobody asks for"


def test_the_bill_of_materials_is_the_same_bytes_each_time() -> None:
    assert sbom.text() == sbom.text()
    assert "timestamp" not in sbom.text()


# The audit


def _said(report: object, code: int = 0, err: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(
        [], code, report if isinstance(report, str) else json.dumps(report), err
    )


VULNERABLE = {"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
CLEAN = {"name": "a", "version": "1", "vulns": []}
ONE = [Locked("a", "1", "", (), (), "run")]
AUDITS: list[tuple[object, object, int, str, str]] = [
    ("", "", audit.NOT_RUN, "NOT RUN", "no network: no report at all"),
    ({"dependencies": [CLEAN]}, "", audit.NOT_RUN, "NOT RUN", "a mirror that knows of no vulnerability whatever"),
    ({"dependencies": [VULNERABLE]}, {"dependencies": [CLEAN]}, audit.CLEAN, "nothing known", "clean"),
    ({"dependencies": [VULNERABLE]}, "", audit.FOUND, "skipped", "pip-audit gives up at a package: it fails"),
    (
        {"dependencies": [VULNERABLE]}, {"dependencies": [{"name": "a", "skip_reason": "no such package"}]},
        audit.FOUND, "a: no such package", "a package that is skipped fails",
    ),
    ({"dependencies": [VULNERABLE]}, {"dependencies": []}, audit.FOUND, "a: no answer", "one that is left out too"),
    (
        {"dependencies": [VULNERABLE]}, {"dependencies": [CLEAN | {"vulns": VULNERABLE["vulns"]}]},
        audit.FOUND, "PYSEC-1, fixed in 3", "a known vulnerability",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("control", "report", "code", "words", "why"), AUDITS)
def test_what_the_audit_makes_of_answers(
    control: object, report: object, code: int, words: str, why: str
) -> None:
    def ask(_: str, wanted: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return _said(control if list(wanted) == [audit.CONTROL] else report)

    found, said = audit.audit(ONE, ask)
    assert found == code, why
    assert words in "\n".join(said), why
    assert any("\u4e00" <= char <= "\u9fff" for char in said[0])


def test_an_audit_that_was_not_run_is_no_success_of_the_audit_and_make_test_goes_on() -> None:
    rule = (ROOT / "Makefile").read_text("utf-8")
    assert audit.NOT_RUN not in (audit.CLEAN, audit.FOUND)
    assert "[ $$code -eq 4 ]" in rule, "make test takes this code, and this one alone, for not run"


# The wheel

Clone = Callable[[str], Path]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    if not (ROOT / ".git").exists():
        pytest.skip("SKIPPED: this is no checkout, so there is no commit to clone")

    def made(name: str) -> Path:
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", ROOT, tmp_path / name], check=True)
        return tmp_path / name

    return made


def test_two_clones_make_the_same_wheel(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other folders, other times of the files, another mask of rights, another time zone: the same bytes."""
    found = []
    for name, zone, mode in (("one", "Asia/Shanghai", 0o644), ("two/deeper", "America/Lima", 0o600)):
        monkeypatch.setenv("TZ", zone)
        folder = clone(name)
        for path in (folder / "lawgraph").rglob("*.py"):
            path.chmod(mode)
        found.append(built(folder, folder / "dist").read_bytes())
    assert found[0] == found[1]
