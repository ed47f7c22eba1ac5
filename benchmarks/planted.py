"""Defects planted into clean rules, and lawful things that look like oversteps: what ``lawgraph check`` finds of them.

    python -m benchmarks.planted BULK [TEXTS …]

``BULK`` is a folder of laws and local rules in Markdown (``TITLE(YYYY-MM-DD).md``), ``TEXTS`` folders of further ones;
none of them lies in the project. ``planted.tsv`` says what is put where, and what a careful reader would ask of it.
Each rule is checked alone with the upper rules of :data:`UPPERS`. Printed are the plants with what was found at their
place, and how many were found; a plant counts as found where a finding of its kind stands in its article.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.check.finding import Finding
from lawgraph.check.run import Wanted, check
from ontology.checks import kinds
from ontology.states import Gravity

TABLE = Path(__file__).with_suffix(".tsv")
UPPERS = {
    "菏泽市土壤污染防治条例": ("土壤污染防治法", "立法法"),
    "菏泽市物业管理条例": ("山东省物业管理条例", "物业管理条例"),
    "青岛市燃气管理条例": ("城镇燃气管理条例",),
    "开封市优化营商环境条例": ("优化营商环境条例", "附则"),
    "beijing-data-zones-2022": (),
}
"""The upper rules that each rule is checked with, and those that repeal what it may cite, by the names of files."""
ON = "2026-11-27"


@dataclass(frozen=True, slots=True)
class Plant:
    """What is put into a rule: ``replace`` for ``find``; the kinds that may be found, and where."""

    name: str
    lawful: bool
    base: str
    find: str
    replace: str
    kinds: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Result:
    """A plant and what was found that was not there without it."""

    plant: Plant
    new: tuple[Finding, ...]

    @property
    def hits(self) -> tuple[Finding, ...]:
        """The findings that are of its kind and in its article."""
        place = self.plant.path
        return tuple(
            each
            for each in self.new
            if each.kind in self.plant.kinds and (each.here.path or "").startswith(place)
        )


def plants() -> tuple[Plant, ...]:
    """Return the plants of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Plant(
                row["name"],
                row["lawful"] == "yes",
                row["base"],
                row["find"],
                row["replace"].replace("\\n", "\n"),
                tuple(filter(None, row["kinds"].split("|"))),
                row["path"],
            )
            for row in csv.DictReader(file, delimiter="\t")
        )


def file_of(name: str, folders: Sequence[Path]) -> list[Path]:
    """Return the files of a rule, all its versions, in the first folder that has any."""
    for folder in folders:
        found = sorted(path for path in folder.rglob(f"{name}*") if path.stem.partition("(")[0] == name)
        if found:
            return found
    raise SystemExit(f"{name}: 找不到文件。No file of this rule in {', '.join(map(str, folders))}.")


def findings(text: str, base: Path, uppers: Sequence[Path]) -> tuple[Finding, ...]:
    """Return what is found on a text among the upper rules."""
    with TemporaryDirectory() as folder:
        there = []
        for path in uppers:
            (Path(folder) / path.name).write_bytes(path.read_bytes())
            there.append(str(Path(folder) / path.name))
        own = Path(folder) / base.name
        own.write_text(text, encoding="utf-8")
        report = check([str(own), *there], None, Wanted(ON), jobs=1).report
        iri = next(each.header.document for each in report.documents if Path(each.file).name == base.name)
        return tuple(each for each in report.findings if each.here.document == iri)


def results(folders: Sequence[Path]) -> Iterator[Result]:
    """Yield the result of each plant, in the order of the table."""
    before: dict[str, set[tuple[str, str | None]]] = {}
    for plant in plants():
        base = file_of(plant.base, folders)[0]
        uppers = [path for name in UPPERS[plant.base] for path in file_of(name, folders)]
        text = base.read_text("utf-8")
        if text.count(plant.find) != 1:
            raise SystemExit(
                f"{plant.name}: {plant.find} 在原文中不是恰好一处。It does not stand once in the text."
            )
        if plant.base not in before:
            before[plant.base] = {(each.kind, each.here.path) for each in findings(text, base, uppers)}
        found = findings(text.replace(plant.find, plant.replace), base, uppers)
        yield Result(
            plant, tuple(each for each in found if (each.kind, each.here.path) not in before[plant.base])
        )


def main(arguments: Sequence[str]) -> int:
    """Print what was found; exit 1 where less than nine tenths were, or a lawful thing is told as grave."""
    folders = [Path(each) for each in arguments]
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    defects, oversteps, grave, lawful = [], [], [], []
    for result in results(folders):
        plant, best = result.plant, ", ".join(f"{each.kind} {each.gravity}" for each in result.hits)
        other = ", ".join(
            f"{each.kind} {each.gravity} {each.here.path}" for each in result.new if each not in result.hits
        )
        high = any(each.gravity is Gravity.HIGH for each in (result.new if plant.lawful else result.hits))
        if plant.lawful:
            lawful.append(not high)
            print(f"lawful   {'GRAVE' if high else 'ok   '} {plant.name}: {other or '-'}", flush=True)
            continue
        defects.append(bool(best))
        if kinds()[plant.kinds[0]].group == "overstep":
            oversteps.append(bool(best))
            grave.append(high)
        print(
            f"planted  {'found' if best else 'MISS '} {plant.name}: {best or '-'}; also {other or '-'}",
            flush=True,
        )
    print(
        f"planted defects found {sum(defects)} of {len(defects)}; oversteps {sum(oversteps)} of {len(oversteps)}, "
    )
    print(f"of these high {sum(grave)}; lawful things not told as grave {sum(lawful)} of {len(lawful)}")
    return 0 if sum(defects) >= 0.9 * len(defects) and all(lawful) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
