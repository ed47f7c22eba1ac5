"""What ``lawgraph evaluate`` does: score what is asked for, compare with the last run, save this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lawgraph.evaluation import FORMS
from lawgraph.evaluation.evaluate import Evaluation, Progress, evaluate
from lawgraph.evaluation.govdoc_cn import UnknownLabel, evaluate_govdoc, stated_labels
from lawgraph.evaluation.lcr_cn import evaluate_lcr
from lawgraph.evaluation.report import evaluation_json, evaluation_lines
from lawgraph.evaluation.runs import NotARun, changes_since, load_run, save_run


class CannotEvaluate(Exception):
    """What was asked for cannot be done as it stands."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for; ``labels`` are ``LABEL=PART`` of govdoc-cn."""

    folders: tuple[Path, ...]
    texts: tuple[Path, ...]
    form: str
    labels: tuple[str, ...]
    since: Path | None
    save: Path
    seconds: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """An evaluation with what is to be said of it."""

    evaluation: Evaluation
    messages: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether nothing was scored."""
        return not self.evaluation.scored

    @property
    def failed(self) -> bool:
        """Tell whether something that was to be scored was not."""
        return bool(self.evaluation.failures)

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        return evaluation_lines(self.evaluation)

    def json(self) -> str:
        """Return it for programs."""
        return evaluation_json(self.evaluation)


def run(request: Request, progress: Progress) -> Outcome:
    """Score what is asked for and save the run; raises :class:`CannotEvaluate`."""
    _check(request)
    before = request.since or (request.save if request.save.is_file() else None)
    try:
        then = load_run(before) if before is not None else None
        found = _scored(request, progress)
    except (NotARun, UnknownLabel) as error:
        raise CannotEvaluate(str(error)) from error
    if then is not None:
        found = replace(found, since=before, changes=tuple(changes_since(then, found.scored)))
    messages = [*found.notes, *found.failures]
    if found.scored:
        save_run(request.save, found.scored)
    elif not messages:
        named = "、".join(map(str, request.folders))
        messages.append(
            f"{named}: 没有可评的标注，见 docs/evaluation。Nothing annotated to score; see docs/evaluation."
        )
    return Outcome(found, tuple(messages))


def _check(request: Request) -> None:
    if request.form not in FORMS:
        raise CannotEvaluate(
            f"--format {request.form}: 没有这种格式，请改用 {', '.join(FORMS)}。"
            f"No such form; use one of {', '.join(FORMS)}."
        )
    for path in request.folders:
        if not path.exists():
            raise CannotEvaluate(
                f"{path}: 没有这个文件或文件夹，请核对路径。No such file or folder; check the path."
            )
    if request.since is not None and not request.since.is_file():
        raise CannotEvaluate(
            f"--since {request.since}: 没有这个文件，请先用 --save 保存一次。"
            "No such file; save a run with --save first."
        )


def _scored(request: Request, progress: Progress) -> Evaluation:
    if request.form == "govdoc-cn":
        return evaluate_govdoc(request.folders, stated_labels(request.labels), request.seconds, progress)
    if request.form == "lcr-cn":
        return evaluate_lcr(request.folders, request.seconds, progress)
    return evaluate(request.folders, request.texts, request.seconds, progress)
