"""The licences of all locked packages, read from what is installed, checked, and listed in ``docs/licences.md``.

``python tools/licences.py`` (``make licences``) says which licences are unknown or not allowed, and writes the
record ``tools/licences.tsv`` and the page. A package that is not installed here (one of another platform, or of
another lock) keeps what the record says of its version; if the lock has another version, pip is asked for the
metadata of that package alone.

Allowed are permissive licences. A package under a licence that asks for its own changes to be given away (MPL,
LGPL) is allowed by name only, with the reason in :data:`NAMED`. GPL and AGPL are not allowed at all.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.locked import ROOT, Locked, all_locked

RECORD = ROOT / "tools" / "licences.tsv"
PAGE = ROOT / "docs" / "licences.md"
COLUMNS = ("package", "version", "licence", "stated")
ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "OFL-1.1", "PSF-2.0", "Unlicense", "W3C", "W3C-20150513", "Zlib",
})  # fmt: skip
"""Permissive licences. ``BSD`` is one whose metadata do not say how many clauses it has."""
NAMED = {
    "certifi": "MPL-2.0：根证书数据，不改动。A list of root certificates, used unchanged.",
    "tqdm": "MPL-2.0：spaCy 的依赖，不改动。spaCy asks for it; used unchanged.",
    "hypothesis": "MPL-2.0：只用于测试。For tests alone.",
    "pathspec": "MPL-2.0：mypy 的依赖，只用于测试。mypy asks for it; for tests alone.",
    "fqdn": "MPL-2.0：JupyterLab 的依赖，只用于笔记本。JupyterLab asks for it; for notebooks alone.",
    "fpdf2": "LGPL-3.0：只用于测试，造 PDF 样本。For tests alone, makes PDF files to be read.",
    "cobalt": "LGPL-3.0：只用于测试，核对 Akoma Ntoso。For tests alone, checks Akoma Ntoso.",
}
"""Packages under a weak copyleft licence, each with the reason why it may be used."""
READ = {("appnope", "1.0.0"): "BSD-2-Clause", ("httpx2-jsfetch", "1.0"): "BSD-3-Clause"}
"""Versions whose licence was read in the files of the package, as metadata say nothing or cannot be asked for."""
_WEAK = frozenset({"MPL-2.0", "LGPL-3.0-only", "LGPL-3.0-or-later"})
_STATED = {
    "mit": "MIT", "mit license": "MIT", "the mit license": "MIT", "bsd": "BSD", "bsd license": "BSD",
    "bsd 3-clause license": "BSD-3-Clause", "bsd 2-clause license": "BSD-2-Clause", "psfl": "PSF-2.0",
    "apache 2.0": "Apache-2.0", "apache license": "Apache-2.0", "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0", "isc license": "ISC", "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0", "python software foundation license": "PSF-2.0",
    "sil open font license 1.1 (ofl-1.1)": "OFL-1.1", "w3c license": "W3C", "w3c software notice and license": "W3C",
    "lgplv3+": "LGPL-3.0-or-later", "mit no attribution license (mit-0)": "MIT-0", "psf": "PSF-2.0",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}  # fmt: skip
"""What metadata say in words, in lower case, as SPDX names it."""
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR) [A-Za-z0-9.+-]+)*")
_PLATFORMS = ("win_amd64", "macosx_11_0_arm64", "any")
Metadata = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the record: what the metadata of a package state, and what that is in SPDX's names."""

    package: str
    version: str
    licence: str
    stated: str


def stated(of: Message) -> str:
    """Return what the metadata of a package say of its licence, in one line; empty if nothing."""
    if expression := of.get("License-Expression"):
        return str(expression).strip()
    lines = [line.strip() for line in str(of.get("License") or "").splitlines() if line.strip()]
    classifiers = [
        str(each).rpartition(" :: ")[2]
        for each in of.get_all("Classifier") or ()
        if str(each).startswith("License")
    ]
    if lines and lines[0] != "UNKNOWN" and spdx(lines[0]):
        return lines[0]
    return next((each for each in classifiers if spdx(each)), lines[0] if lines else "")


def spdx(words: str) -> str:
    """Return the SPDX expression that the words of metadata mean; empty if that is not known.

    >>> spdx("BSD 3-Clause License"), spdx("MIT OR Apache-2.0"), spdx("free for all")
    ('BSD-3-Clause', 'MIT OR Apache-2.0', '')
    """
    if found := _STATED.get(words.strip().lower()):
        return found
    parts = re.split(r" (?:AND|OR) ", words)
    known = ALLOWED | _WEAK
    return words if _EXPRESSION.fullmatch(words) and all(part in known for part in parts) else ""


def problem(package: str, licence: str) -> str:
    """Return why a package may not be used; empty if it may."""
    if not licence:
        return "its licence is not known"
    ways = [way.split(" AND ") for way in licence.split(" OR ")]
    if any(all(part in ALLOWED for part in way) for way in ways):
        return ""
    if package in NAMED and any(all(part in ALLOWED | _WEAK for part in way) for way in ways):
        return ""
    return f"{licence} is not allowed"


def record() -> dict[str, Row]:
    """Return the record by package."""
    with RECORD.open(encoding="utf-8", newline="") as file:
        return {row["package"]: Row(**row) for row in csv.DictReader(file, delimiter="\t")}


def installed(package: str) -> Message | None:
    """Return the metadata of an installed package."""
    try:
        return metadata(package)  # type: ignore[return-value]
    except PackageNotFoundError:
        return None


def _asked(each: Locked) -> Message | None:
    """Ask pip for the metadata of a package that is not installed here."""
    for platform in _PLATFORMS:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            command = [sys.executable, "-m", "pip", "-q", "install", "--dry-run", "--no-deps", "--ignore-installed",
                       "--target", folder, "--only-binary", ":all:", "--platform", platform, "--report", str(report),
                       f"{each.name}=={each.version}"]  # fmt: skip
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                (found,) = json.loads(report.read_text("utf-8"))["install"]
                return _message(found["metadata"])
    return None


def _message(of: Metadata) -> Message:
    said = Message()
    for key, name in (("license_expression", "License-Expression"), ("license", "License")):
        if of.get(key):
            said[name] = str(of[key])
    classifiers = of.get("classifier") or []
    for each in classifiers if isinstance(classifiers, list) else []:
        said["Classifier"] = each
    return said


def rows(packages: Iterable[Locked], before: Mapping[str, Row]) -> list[Row]:
    """Return the record anew."""
    found: dict[str, Row] = {}
    for each in packages:
        said = installed(each.name)
        kept = before.get(each.name)
        if said is None and kept is not None and kept.licence and kept.version == each.version:
            found[each.name] = kept
            continue
        read = READ.get((each.name, each.version), "")
        said = said if said or read else _asked(each)
        words = "" if said is None else stated(said)
        licence = spdx(words) or read
        found[each.name] = Row(each.name, each.version, licence, words)
    return [found[name] for name in sorted(found)]


def page(packages: Iterable[Locked], of: Mapping[str, Row]) -> str:
    """Return the page that lists all packages."""
    purpose = {"run": "程序 program", "test": "测试 tests", "notebook": "笔记本 notebooks"}
    lines = [
        "# 所用软件包的许可 · Licences of the packages",
        "",
        "由 `make licences` 从已安装的软件包读出；测试核对每一项。允许宽松许可；MPL、LGPL 只限下面点名并说明理由的包；"
        "不用 GPL、AGPL 的包。",
        "Made by `make licences` from the metadata of the packages; a test checks each. Permissive licences are "
        "allowed; MPL and LGPL only for the packages that are named with a reason; no package under GPL or AGPL is "
        "used.",
        "",
        "| 软件包 package | 版本 version | 许可 licence | 用于 for | 说明 note |",
        "| --- | --- | --- | --- | --- |",
    ]
    for each in packages:
        row = of[each.name]
        note = NAMED.get(each.name, "")
        lines.append(f"| {each.name} | {each.version} | {row.licence} | {purpose[each.kind]} | {note} |")
    return "\n".join([*lines, ""])


def written(found: Iterable[Row]) -> str:
    """Return the record as a table."""
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((row.package, row.version, row.licence, row.stated) for row in found)
    return out.getvalue()


def main() -> int:
    """Write the record and the page; return 1 if a licence is unknown or not allowed."""
    packages = all_locked()
    found = rows(packages, record() if RECORD.exists() else {})
    RECORD.write_text(written(found), "utf-8", newline="\n")
    PAGE.write_text(page(packages, {row.package: row for row in found}), "utf-8", newline="\n")
    bad = [(row, why) for row in found if (why := problem(row.package, row.licence))]
    for row, why in bad:
        print(f"{row.package}: 许可不明或不允许。{why} ({row.stated!r}); read its licence, then add it to "
              "tools/licences.py or use another package.", file=sys.stderr)  # fmt: skip
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
