"""Write what the program is made of, as CycloneDX 1.6 JSON: ``make sbom``, into ``build/sbom.json``.

Made of the lock, the record of licences and the notes beside what is bundled, so that the same checkout gives the
same bytes: no date, no random number, nothing of the machine. (cyclonedx-bom reads what is installed, and so says
less of another platform's packages and writes a date and a random serial number.) ``--out FILE`` writes elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.licences import record
from tools.locked import ROOT, Locked, canonical, locked

OUT = ROOT / "build" / "sbom.json"
_VENDOR = ROOT / "lawgraph" / "explorer" / "static" / "vendor"
_HEAD = re.compile(r"# (?P<name>\S+) (?P<version>\d[\w.]*)")
_NPM = {"cytoscape": "pkg:npm/cytoscape", "yasgui": "pkg:npm/%40zazuko/yasgui"}
_SPDX = "https://cyclonedx.org/schema/bom-1.6.schema.json"
_NAMESPACE = uuid.UUID("5b1f2f5e-6a55-5c0e-9b0b-8c5fb8f7a1d0")
_NO_IDS = {"BSD", "W3C"}  # what metadata say without a number: a name, no identifier of SPDX


def version() -> str:
    """Return the version of the program, from its source."""
    text = (ROOT / "lawgraph" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    assert found is not None
    return found[1]


def licences(expression: str) -> list[dict[str, Any]]:
    """Return the licences of a component: one, or an expression of several."""
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"name" if expression in _NO_IDS else "id": expression}}]


def component(package: Locked, licence: str) -> dict[str, Any]:
    """Return a package as a component; each file that the lock allows is a distribution with its hash."""
    purl = f"pkg:pypi/{package.name}@{package.version}"
    found: dict[str, Any] = {
        "type": "library", "bom-ref": purl, "name": package.name, "version": package.version,
        "scope": "optional" if package.marker else "required", "licenses": licences(licence), "purl": purl,
        "externalReferences": [
            {"type": "distribution", "url": purl, "hashes": [{"alg": "SHA-256", "content": each}]}
            for each in sorted(package.hashes)
        ],
    }  # fmt: skip
    if package.marker:
        found["properties"] = [{"name": "lawgraph:marker", "value": package.marker}]
    return found


def bundled() -> list[dict[str, Any]]:
    """Return what is bundled with the pages, from the notes beside it."""
    found = []
    for folder in sorted(path for path in _VENDOR.iterdir() if path.is_dir()):
        head = _HEAD.match((folder / "README.md").read_text("utf-8"))
        assert head is not None, folder
        purl = f"{_NPM[folder.name]}@{head['version']}"
        found.append({
            "type": "library", "bom-ref": purl, "name": head["name"], "version": head["version"],
            "scope": "required", "licenses": licences("MIT"), "purl": purl,
        })  # fmt: skip
    return found


def sbom() -> dict[str, Any]:
    """Return the bill of materials of the program as it is installed from its lock."""
    packages = sorted(locked("run"), key=lambda each: each.name)
    known = record()
    of = {each.name: f"pkg:pypi/{each.name}@{each.version}" for each in packages}
    ours = f"pkg:pypi/lawgraph@{version()}"
    asked: dict[str, set[str]] = {ref: set() for ref in (ours, *of.values())}
    for each in packages:
        for by in each.via:
            asked[of.get(canonical(by), ours)].add(of[each.name])
    vendored = bundled()
    asked[ours] |= {each["bom-ref"] for each in vendored}
    made: dict[str, Any] = {
        "$schema": _SPDX, "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {
            "type": "application", "bom-ref": ours, "name": "lawgraph", "version": version(),
            "licenses": licences("Apache-2.0"), "purl": ours,
        }},
        "components": [*(component(each, known[each.name].licence) for each in packages), *vendored],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(on)} if on else {"ref": ref} for ref, on in sorted(asked.items())
        ] + [{"ref": each["bom-ref"]} for each in vendored],
    }  # fmt: skip
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(made, sort_keys=True))}"
    return made


def text() -> str:
    """Return the bill of materials as JSON."""
    return json.dumps(sbom(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def main() -> int:
    """Write the bill of materials; return the exit code."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--out", type=Path, default=OUT)
    out = ask.parse_args().out
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text(), "utf-8", newline="\n")
    except OSError as error:
        print(f"{out}: 写不下（{error.strerror}），换一个位置。It cannot be written ({error.strerror}); "
              "write it elsewhere with --out.", file=sys.stderr)  # fmt: skip
        return 1
    print(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
