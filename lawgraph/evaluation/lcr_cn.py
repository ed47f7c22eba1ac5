"""LCR-CN: provisions of draft rules, the superior provisions they are under, and whether they conflict.

Source: the data set for review of legislative conflicts of Zhao et al. (2026), 6,995 provisions of 173 drafts; its
published programs read JSON Lines with ``id``, ``title``, ``level``, ``category``, ``content`` (the provision of the
lower rule), ``golden_content`` (as experts would mend it), ``high_level_laws`` (list of superior provisions),
``conflict_type`` (无冲突 or one of four), ``conflict_description`` and ``distractors`` (list of ``title``, ``clause``).

A record becomes two small rules: the provision, and the superior provisions with the distractors as articles,
in an order that tells nothing. Layers: ``lcr-superior``, whether a superior provision ranks first (among three,
mean reciprocal rank) among them; ``lcr-conflict``, a conflict is told where a link to a superior provision is
stricter, looser or a possible conflict; ``lcr-conflict-…``, of each type the share told.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.link import align
from ingest.read import ReadError
from lawgraph.annotator import Annotator, annotate_file
from lawgraph.evaluation.evaluate import Evaluation, Progress
from lawgraph.evaluation.gold import BrokenGold
from lawgraph.evaluation.items import Items, Layers
from lawgraph.evaluation.measure import Scored, link_rows_of
from lawgraph.evaluation.score import f1

Row = dict[str, Any]

NONE = "无冲突"
TYPES = {
    "职权或责任划分不符": "responsibility",
    "概念或定义范围不符": "definition",
    "处罚幅度或范围不符": "sanction",
    "增设或变更适用条件": "condition",
}
"""The types of conflict, and how a layer is named for each."""
_DIFFERENT = {"stricter", "looser", "possible-conflict"}
_NUMBER = "[零〇一二三四五六七八九十百千0-9]+"
_LABEL = re.compile(rf"\A\s*(?:《[^》]*》)?\s*(?:第{_NUMBER}条(?:之[一二三四五六七八九十])?)?[\s:：]*")
_ARTICLE = re.compile(r"(?:^|/)art-(\d+)")


@dataclass(frozen=True, slots=True)
class Record:
    """A provision of a lower rule, its superior provisions, other ones beside them, the type of conflict or None."""

    id: str
    title: str
    content: str
    superior: tuple[str, ...]
    others: tuple[str, ...]
    conflict: str | None

    @property
    def candidates(self) -> list[str]:
        """Superior and other provisions once each, in an order that tells nothing of which is which."""
        every = {*self.superior, *self.others}
        return sorted(every, key=lambda each: hashlib.sha256(each.encode()).hexdigest())

    def texts(self) -> tuple[str, str]:
        """Return the texts of the upper and of the lower rule."""
        upper = "".join(
            f"第{number}条 {_LABEL.sub('', each, count=1)}\n"
            for number, each in enumerate(self.candidates, 1)
        )
        return f"上位法条文\n{upper}", f"{self.title}\n第一条 {_LABEL.sub('', self.content, count=1)}\n"


def read_records(path: Path) -> Iterator[Record]:
    """Yield the records of a file; raises :class:`BrokenGold` with the line and the field."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield _record(json.loads(line), f"{path.stem}:{number}")
                except (ValueError, KeyError, TypeError) as error:
                    raise BrokenGold(
                        f"{path}: 第{number}行不是 LCR-CN 的记录（{error!r}），请核对。"
                        f"Line {number} is no record of LCR-CN ({error!r}); check it."
                    ) from error


def _record(row: Row, place: str) -> Record:
    conflict = row["conflict_type"]
    if conflict != NONE and conflict not in TYPES:
        raise ValueError(f"conflict_type {conflict}")
    superior = tuple(str(law) for law in row["high_level_laws"])
    others = tuple(str(each["clause"]) for each in row.get("distractors") or ())
    if not superior:
        raise ValueError("high_level_laws: []")
    return Record(
        str(row.get("id", place)),
        row["title"],
        row["content"],
        superior,
        tuple(each for each in others if each not in superior),
        None if conflict == NONE else conflict,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What the program says of a record: where the first superior provision ranks (0: nowhere), and a conflict."""

    rank: int
    conflict: bool


def told_of(record: Record, rows: Sequence[Row]) -> Told:
    """Return what the rows of the links between the two small rules say of the record."""
    candidates = record.candidates
    scores: dict[int, float] = defaultdict(float)
    conflict = False
    for row in rows:
        place = _ARTICLE.search(str(row.get("upper")))
        if row["type"] in ("correspondence", "candidate") and place and int(place[1]) <= len(candidates):
            number = int(place[1]) - 1
            scores[number] = max(scores[number], row["score"])
            if row["type"] == "correspondence" and candidates[number] in record.superior:
                conflict = conflict or bool({row.get("difference"), row.get("relation")} & _DIFFERENT)
    order = sorted(scores, key=lambda number: (-scores[number], number))
    rank = next((n for n, number in enumerate(order, 1) if candidates[number] in record.superior), 0)
    return Told(rank, conflict)


def score_lcr(answers: Sequence[tuple[Record, Told]]) -> Scored:
    """Return the figures of all records of a file."""
    figures: dict[str, dict[str, float]] = {}
    items: Layers = {}
    ranked = [(record, told) for record, told in answers if record.others]
    if ranked:
        items["lcr-superior"] = Items()
        for record, told in ranked:
            items["lcr-superior"].add(record.id, told.rank == 1)
        ranks = [told.rank for _, told in ranked]
        figures["lcr-superior"] = {
            "first": round(sum(rank == 1 for rank in ranks) / len(ranks), 4),
            "of_three": round(sum(0 < rank <= 3 for rank in ranks) / len(ranks), 4),
            "mrr": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4),
            "units": len(ranks),
        }
    conflict = items["lcr-conflict"] = Items()
    for record, told in answers:
        if record.conflict:
            conflict.add(record.id, told.conflict)
            layer = items.setdefault(f"lcr-conflict-{TYPES[record.conflict]}", Items())
            layer.add(record.id, told.conflict)
        elif told.conflict:
            conflict.spurious.append(record.id)
    hit, gold = len(conflict.hit), len(conflict.hit) + len(conflict.missed)
    figures["lcr-conflict"] = f1(hit, gold, hit + len(conflict.spurious))
    for name, layer in sorted(items.items()):
        if name.startswith("lcr-conflict-"):
            rows = len(layer.hit) + len(layer.missed)
            figures[name] = {"share": round(len(layer.hit) / rows, 4), "rows": rows}
    return Scored(figures, items, genre="pair")


def evaluate_lcr(named: Sequence[Path], seconds: float, progress: Progress) -> Evaluation:
    """Score every file named, or ``*.jsonl`` and ``*.json`` in a folder named."""
    files = [
        file
        for path in named
        for file in (sorted({*path.glob("*.jsonl"), *path.glob("*.json")}) if path.is_dir() else [path])
    ]
    scored: dict[str, Scored] = {}
    failures: list[str] = []
    with Annotator(seconds, annotate_file) as annotator, tempfile.TemporaryDirectory() as made:
        paths = Path(made) / "upper.txt", Path(made) / "lower.txt"
        for file in files:
            answers = []
            try:
                for record in read_records(file):
                    progress(f"{file.name} {record.id}")
                    for path, text in zip(paths, record.texts(), strict=True):
                        path.write_text(text, "utf-8", newline="\n")
                    upper, lower = (annotator.annotate(path) for path in paths)
                    answers.append((record, told_of(record, link_rows_of(align(upper, lower)))))
            except (ReadError, BrokenGold) as error:
                failures.append(str(error))
                continue
            if answers:
                scored[file.stem] = score_lcr(answers)
    return Evaluation(scored, tuple(failures))
