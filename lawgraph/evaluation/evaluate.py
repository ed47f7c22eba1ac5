"""The job of ``lawgraph evaluate``: find what is annotated, annotate the texts, score, compare with the last run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.model import Annotation
from ingest.read import ReadError
from lawgraph.annotator import Annotator, annotate_file
from lawgraph.evaluation.genres import UnknownGenre
from lawgraph.evaluation.gold import BrokenGold, Gold, NoText, OtherText, find_gold, texts_of
from lawgraph.evaluation.items import Change
from lawgraph.evaluation.measure import Scored, predicted_rows, score_pair, score_rows

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was scored, by name; what could not be (``failures``); what has no text here (``notes``).

    ``changes`` are the rows gained and lost since the run in ``since``, where there is one.
    """

    scored: dict[str, Scored]
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    since: Path | None = None
    changes: tuple[Change, ...] = field(default=())


def evaluate(
    folders: Sequence[Path], texts: Sequence[Path], seconds: float, progress: Progress = lambda _: None
) -> Evaluation:
    """Score every document and pair annotated in ``folders``; their texts are looked for in ``texts`` too.

    One whose text is not there is a failure if its own folder was named, else a note. A text that cannot be
    read, is not the one annotated or takes more than ``seconds`` is a failure; the others go on.
    """
    scored: dict[str, Scored] = {}
    failures: list[str] = []
    notes: list[str] = []
    known: dict[Path, Annotation] = {}
    with Annotator(seconds, annotate_file) as annotator:

        def annotated(path: Path) -> Annotation:
            if path not in known:
                known[path] = annotator.annotate(path)
            return known[path]

        for gold in find_gold(folders):
            progress(gold.name)
            try:
                scored[gold.name] = _score(gold, [annotated(path) for path in texts_of(gold, texts)])
            except NoText as missing:
                (failures if gold.named else notes).append(str(missing))
            except (ReadError, OtherText, BrokenGold, UnknownGenre) as error:
                failures.append(str(error))
            except (
                KeyError,
                TypeError,
            ) as error:  # of the gold's rows: the program's own are held by a schema
                failures.append(
                    f"{gold.folder}: 标注缺少字段或类型不对（{error!r}），请照 data/gold 改正。"
                    f"Annotations lack a field or have one of another type ({error!r}); mend them as in data/gold."
                )
    return Evaluation(scored, tuple(failures), tuple(notes))


def _score(gold: Gold, annotations: Sequence[Annotation]) -> Scored:
    if gold.is_pair:
        upper, lower = annotations
        return score_pair(gold.folder, upper, lower)
    (annotation,) = annotations
    return score_rows(gold.folder, annotation.document.source.text, predicted_rows(annotation))
