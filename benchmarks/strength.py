"""Weigh the figures that tell one act from one matter, by linked provisions of annotated pairs of rules.

``python -m benchmarks.strength`` computes the coefficients anew from ``benchmarks/strength.tsv`` and prints, for each
pair of rules, how its links are told by coefficients computed from the others: the macro F1 over both strengths, and
that of a program that always says same-act. Exit code 1 when the coefficients stated (``ingest/link/strength.tsv``) are
others than those computed; ``--write`` states them.

``python -m benchmarks.strength --collect FOLDER …`` measures the figures of all wanted links of annotated pairs anew
and keeps them in ``benchmarks/strength.tsv``; the folders are where texts of pairs lie that are not beside the project.
Pairs that are kept for a first run are left out (:data:`FIRST_RUN`).

Coefficients are those of a logistic regression of "same-act" (Newton's method, ridge penalty :data:`RIDGE`), rounded
to a tenth.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.gold import CORPUS, GOLD, SEEDS, SHARED  # noqa: E402
from ingest.link.signals import measure  # noqa: E402
from ingest.link.strength import COLUMNS, CONSTANT, LINE, TABLE, Figures, coefficients, figures  # noqa: E402
from ingest.link.units import units  # noqa: E402
from ingest.model import Strength  # noqa: E402
from lawgraph.build import annotate_file  # noqa: E402
from ontology.tables import read_table  # noqa: E402

COUNTED = ROOT / "benchmarks" / "strength.tsv"
HEAD = ("pair", "lower", "upper", "act", *Figures._fields)
FIRST_RUN = ("guangdong-dongguan-water", "national-henan-sme")
RIDGE = 1.0
_STEPS = 30
_WANTED = ("strong", "partial")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Link:
    """A wanted link of an annotated pair of rules, with its figures and the strength that its reader gave it."""

    pair: str
    lower: str
    upper: str
    act: str
    figures: Figures

    @property
    def one(self) -> bool:
        """Whether it is of one act."""
        return self.act == Strength.SAME_ACT.value


def links() -> list[Link]:
    """Return what is kept in ``benchmarks/strength.tsv``."""
    return [
        Link(
            row.require("pair"),
            row.require("lower"),
            row.require("upper"),
            row.require("act"),
            Figures(*(float(row.require(column)) for column in Figures._fields)),
        )
        for row in read_table(COUNTED, HEAD)
    ]


def computed(found: Sequence[Link]) -> dict[str, float]:
    """Return the coefficients that the links give, rounded to a tenth."""
    table = np.array([[1.0, *link.figures] for link in found])
    wanted = np.array([float(link.one) for link in found])
    ridge = np.diag([0.0] + [RIDGE] * len(Figures._fields))
    slopes = np.zeros(table.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ slopes))
        curve = (table * (likely * (1 - likely))[:, None]).T @ table + ridge
        slopes += np.linalg.solve(curve, table.T @ (wanted - likely) - ridge @ slopes)
    return {name: round(float(x), 1) for name, x in zip((CONSTANT, *Figures._fields), slopes, strict=True)}


def told(link: Link, by: Mapping[str, float]) -> bool:
    """Return whether a link is told to be of one act."""
    total = by[CONSTANT] + sum(by[name] * x for name, x in zip(Figures._fields, link.figures, strict=True))
    return bool(1 / (1 + np.exp(-total)) >= LINE)


def macro(said: Iterable[tuple[bool, bool]]) -> float:
    """Return the mean F1 of the strengths that a reader gave, of pairs of what was read and what was told."""
    pairs = list(said)
    classes = sorted({read for read, _ in pairs})
    scores = []
    for each in classes:
        hits = sum(read == each == say for read, say in pairs)
        scores.append(
            2 * hits / max(sum(read == each for read, _ in pairs) + sum(say == each for _, say in pairs), 1)
        )
    return sum(scores) / max(len(scores), 1)


def report(found: Sequence[Link]) -> Iterator[str]:
    """Yield a line for each pair, told by coefficients of the others, and one for all."""
    every: list[tuple[bool, bool]] = []
    means = []
    for name in dict.fromkeys(link.pair for link in found):
        by = computed([link for link in found if link.pair != name])
        said = [(link.one, told(link, by)) for link in found if link.pair == name]
        every += said
        means.append(macro(said))
        yield _line(name, said)
    yield _line("all", every)
    yield f"mean of pairs {sum(means) / len(means):.3f}"


def _line(name: str, said: Sequence[tuple[bool, bool]]) -> str:
    constant = macro((read, True) for read, _ in said)
    matter = sum(not read for read, _ in said)
    hits = sum(not read and not say for read, say in said)
    return (
        f"{name:32} macro F1 {macro(said):.3f}  constant {constant:.3f}  links {len(said):4}  "
        f"same-matter {matter:3} told {sum(not say for _, say in said):3} right {hits:3}"
    )


def collected(folders: Sequence[Path]) -> Iterator[Link]:
    """Yield the wanted links of all annotated pairs that may be looked at, as the program measures them now."""
    for gold in (*SEEDS, *CORPUS):
        if gold.is_pair:
            yield from _measured(gold.name.removeprefix("links-"), gold.folder, gold.texts())
    for folder in sorted(path for path in (GOLD / "pairs").iterdir() if path.is_dir()):
        if folder.name not in FIRST_RUN:
            document = json.loads((folder / "doc.json").read_text("utf-8"))
            files = [_find(document[side]["file"], folders) for side in ("upper", "lower")]
            yield from _measured(folder.name, folder, files)


def _find(name: str, folders: Sequence[Path]) -> Path:
    for folder in (SHARED / "corpus" / "families", *folders):
        for path in sorted(folder.rglob(Path(name).name)):
            return path
    raise FileNotFoundError(
        f"{name}: 各文件夹中没有这份文本，请给出它所在的文件夹。not in the folders; name its folder."
    )


def _measured(name: str, folder: Path, texts: Sequence[Path]) -> Iterator[Link]:
    upper, lower = (annotate_file(path) for path in texts)
    titles = lower.document.metadata.title, upper.document.metadata.title
    signals = measure(units(lower), units(upper), titles)
    rows = {unit.path: at for at, unit in enumerate(signals.lower)}
    columns = {unit.path: at for at, unit in enumerate(signals.upper)}
    for line in (folder / "links.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["strength"] in _WANTED and row["lower"] in rows and row["upper"] in columns:
            found = figures(signals, rows[row["lower"]], columns[row["upper"]])
            rounded = Figures(*(round(value, 3) for value in found))
            yield Link(name, row["lower"], row["upper"], row["act"], rounded)


def keep(found: Iterable[Link]) -> None:
    """Write the links with their figures into ``benchmarks/strength.tsv``."""
    lines = ["\t".join((x.pair, x.lower, x.upper, x.act, *map(str, x.figures))) + "\n" for x in found]
    COUNTED.write_text("\t".join(HEAD) + "\n" + "".join(lines), "utf-8")


def state(by: Mapping[str, float]) -> None:
    """Write the coefficients into ``ingest/link/strength.tsv``."""
    lines = [f"{name}\t{value}\n" for name, value in by.items()]
    TABLE.write_text("\t".join(COLUMNS) + "\n" + "".join(lines), "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; return 1 when other coefficients are stated than computed."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument(
        "--write", action="store_true", help=f"state the coefficients in {TABLE.relative_to(ROOT)}"
    )
    ask.add_argument(
        "--collect", type=Path, nargs="*", metavar="FOLDER", help="measure anew; where texts are"
    )
    asked = ask.parse_args(arguments)
    if asked.collect is not None:
        keep(collected(asked.collect))
    found = links()
    by = computed(found)
    if asked.write:
        state(by)
        coefficients.cache_clear()
    for line in report(found):
        print(line)
    if dict(coefficients()) != by:
        print(
            f"{TABLE.name} 与算得的系数不同，请用 --write 写入。states others than {by}; state them with --write."
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
