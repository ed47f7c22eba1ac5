"""Commands for reviews, the decisions of people on links: review check, template, import, learn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.cli.console import (
    FAILED,
    NOTHING,
    USAGE,
    ReviewsOption,
    SecondsOption,
    app,
    end,
    fail,
    print_lines,
    refuse_itself,
    review_places,
    say,
)

if TYPE_CHECKING:
    from ingest.link.fitting import Numbers
    from ingest.model import Annotation
    from lawgraph.reviews.reading import Reviews

_HELP = (
    "人工审核对应：检查、模板、读回（docs/reviews.zh.md）。"
    "Reviews of links: check, template, import (docs/reviews.en.md)."
)
review = typer.Typer(name="review", help=_HELP, no_args_is_help=True)
app.add_typer(review)


@review.command()
def check(
    place: Annotated[
        Path,
        typer.Argument(help="审核文件或文件夹。File of reviews, or folder of them.", readable=False),
    ] = Path("data/reviews"),
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts",
            help="所审文件（可多次给出），以核对条文和引文。The rules, to look for the provisions; repeatable.",
            readable=False,
        ),
    ] = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """检查审核文件，逐行指出错误。Check files of reviews; exit 1 if a line is wrong."""
    from lawgraph.check.verdicts import read_verdicts
    from lawgraph.reviews.reading import read_reviews

    if not place.exists():
        fail(f"{place}: 没有这个文件或文件夹，请核对。There is no such file or folder; check the name.")
    found = read_reviews([place])
    problems = [*found.problems, *(_fitting(found, texts, seconds) if texts else ())]
    problems += read_verdicts([place]).problems if found.findings else ()
    on_findings = f"{found.findings} 项疑问 findings, " if found.findings else ""
    for problem in problems:
        say(problem)
    print_lines(
        [
            f"{place}: {found.files} 个文件 files, {len(found.rows)} 项决定 decisions, "
            f"{on_findings}{found.waiting} 行待审 rows waiting, {len(problems)} 处错误 errors"
        ]
    )
    if problems:
        raise typer.Exit(FAILED)


def _fitting(found: Reviews, texts: list[Path], seconds: int) -> list[object]:
    """Return what is wrong with decisions by the texts that they are on, and on which others there are some."""
    from lawgraph.reviews.collect import assign
    from lawgraph.reviews.places import placed, troubled

    annotations, works, problems = _texts(texts, seconds)
    assigned = assign(found.rows, works)
    for (upper, lower), rows in assigned.pairs.items():
        _, troubles = placed(annotations[upper], annotations[lower], [row.decision for row in rows])
        problems += troubled(rows, troubles)
    return [*problems, *assigned.notes]


@review.command()
def template(
    upper: Annotated[Path, typer.Option("--upper", help="上位文件。The upper rule.", readable=False)],
    lower: Annotated[Path, typer.Option("--lower", help="下位文件。The lower rule.", readable=False)],
    reviews: ReviewsOption = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """输出尚未审定的对应和缺口，供人工填写。Print what nobody decided yet as a file of reviews to fill in."""
    from ingest.read import ReadError
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.reviews.apply import align_with
    from lawgraph.reviews.template import template as written

    try:
        with Annotator(seconds, annotate_file) as annotator:
            both = annotator.annotate(upper), annotator.annotate(lower)
    except ReadError as error:
        fail(error)
    refuse_itself(*both)
    alignment, problems = align_with(*both, review_places(reviews))
    if alignment.correspondences or alignment.gaps:
        sys.stdout.write(written(alignment))
    end(alignment, problems)


@review.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="填好人工意见的 xlsx。The workbook of 'lawgraph export xlsx' or of 'check --format xlsx', "
            "filled in.",
            readable=False,
        ),
    ],
    author: Annotated[
        str, typer.Option("--author", help="谁的意见：标识，如 orcid:…。Whose opinions: an identifier.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="写到哪个审核文件。File of reviews to write.",
            show_default="data/reviews/FILE.sssom.tsv；check 的 of check: findings.sssom.tsv",
        ),
    ] = None,
    name: Annotated[str, typer.Option("--author-name", help="姓名。Name.", show_default=False)] = "",
    day: Annotated[
        str | None,
        typer.Option(
            "--date", help="哪天的意见。The day of the opinions, like 2026-03-01.", show_default="今天 today"
        ),
    ] = None,
) -> None:
    """把填好的人工意见读回为审核文件。Read a filled-in column of opinions back as a file of reviews."""
    from ingest.read import ReadError
    from lawgraph.reviews import DEFAULT_REVIEWS
    from lawgraph.reviews.importing import BadAuthor, author_of, import_filled

    place = out or DEFAULT_REVIEWS / f"{file.stem}.sssom.tsv"
    if _import_on_findings(file, out or DEFAULT_REVIEWS, author, name, day):
        return
    try:
        found = import_filled(file, place, author_of(author, name, day))
    except BadAuthor as error:
        fail(error, USAGE)
    except ReadError as error:
        fail(error)
    _tell_import(f"{file}: {found.handed_out} 行 rows", len(found.rows), found.problems, place, "build")


def _import_on_findings(file: Path, place: Path, author: str, name: str, day: str | None) -> bool:
    """Read the workbook of a check back; return whether it is one."""
    from ingest.read import ReadError
    from lawgraph.check.filled import import_opinions, read_opinions
    from lawgraph.reviews.importing import BadAuthor, author_of

    try:
        found = read_opinions(file)
        if not found.there:
            return False
        written = import_opinions(found, place, author_of(author, name, day))
    except BadAuthor as error:
        fail(error, USAGE)
    except ReadError as error:
        fail(error)
    handed_out = f"{file}: {found.handed_out} 处疑问 findings"
    _tell_import(handed_out, len(found.rows), found.problems, written, "check")
    return True


def _tell_import(
    handed_out: str, read: int, problems: Sequence[Exception], place: Path | None, taken_by: str
) -> None:
    """Tell what was read back of a workbook, and end the command where some or all of it was not."""
    for problem in problems:
        say(problem)
    counted = f"{handed_out}, {read} 条意见已读回 opinions read, {len(problems)} 处未采用 not used"
    if not read:
        say(f"{counted}；没有写出文件。No file was written.")
        raise typer.Exit(FAILED if problems else NOTHING)
    print_lines([counted])
    say(f"{place}: 已写出，lawgraph {taken_by} 会采用。Written; lawgraph {taken_by} takes it up.")
    if problems:
        raise typer.Exit(FAILED)


@app.command()
def learn(
    texts: Annotated[
        list[Path],
        typer.Argument(
            help="所审文件或文件夹。The rules that were reviewed: files, folders.", readable=False
        ),
    ],
    place: Annotated[
        Path,
        typer.Option("--reviews", help="审核文件夹。Folder of reviews; what is learned is written there."),
    ] = Path("data/reviews"),
    dry: Annotated[
        bool, typer.Option("--dry-run", help="只显示前后对比，不写入。Show before and after, write nothing.")
    ] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """用审核结果重新拟合对应概率。Fit the probabilities of links anew on reviews; undone by deleting the file."""
    from ingest.link.fitting import table_of
    from lawgraph.reviews.learning import FEATURES, before_and_after
    from lawgraph.reviews.learning import learn as fitted
    from lawgraph.reviews.reading import LEARNED, read_reviews

    if not place.is_dir():
        fail(f"{place}: 没有这个审核文件夹，请核对。There is no such folder of reviews; check the name.")
    if not FEATURES.is_file():
        fail(
            f"{FEATURES}: 缺少拟合所用的数值，请在源码目录中运行。"
            "The numbers of the fit are missing; run this in a checkout of the project."
        )
    found = read_reviews([place])
    reviewed, problems = _reviewed(found, texts, seconds)
    for problem in (*found.problems, *problems):
        say(problem)
    if not any(len(numbers.wanted) for numbers in reviewed.values()):
        fail(
            f"{place}: 没有可用的人工决定，未作改动。No decision there can be used; nothing was changed.",
            NOTHING,
        )
    told = list(before_and_after(reviewed))
    lines = ["pair\tprovisions\tsquare_error_before\tsquare_error_after"]
    for name, before, after in told:
        lines.append(f"{name}\t{before.pairs}\t{before.brier:.4f}\t{after.brier:.4f}")
    print_lines(lines)
    better = sum(after.brier < before.brier for _, before, after in told)
    worse = sum(after.brier > before.brier for _, before, after in told)
    say(
        f"均方误差（越小越好）：{better} 对变小，{worse} 对变大，{len(told) - better - worse} 对不变。"
        f"The mean square error (the smaller, the better) fell for {better} pairs of rules and rose for {worse}."
    )
    if not dry:
        (place / LEARNED).write_text(table_of(fitted(reviewed)), "utf-8", newline="\n")
        say(f"{place / LEARNED}: 已写入，删除此文件即恢复原状。Written; delete this file to undo it.")
    if found.problems or problems:
        raise typer.Exit(FAILED)


def _reviewed(found: Reviews, texts: list[Path], seconds: int) -> tuple[dict[str, Numbers], list[object]]:
    """Return the numbers of the pairs of rules that decisions are on, and what is wrong; notes are said at once."""
    from lawgraph.reviews.collect import assign
    from lawgraph.reviews.learning import reviewed_numbers
    from lawgraph.reviews.places import placed, troubled

    annotations, works, problems = _texts(texts, seconds)
    assigned = assign(found.rows, works)
    for note in assigned.notes:
        say(note)
    numbers = {}
    for (upper, lower), rows in assigned.pairs.items():
        both = annotations[upper], annotations[lower]
        decisions = [row.decision for row in rows]
        problems += troubled(rows, placed(*both, decisions)[1])
        name = " → ".join(each.document.metadata.title for each in reversed(both))
        numbers[name] = reviewed_numbers(*both, decisions)
    return numbers, problems


def _texts(texts: list[Path], seconds: int) -> tuple[dict[str, Annotation], dict[str, str], list[object]]:
    """Annotate the rules that were reviewed, by their IRIs; also their works, and what could not be read."""
    from ingest.read import ReadError, find_sources
    from ingest.resolve.identity import identify
    from lawgraph.annotator import Annotator, annotate_file

    sources = find_sources(texts)
    problems: list[object] = [*sources.failures]
    annotations = {}
    works = {}
    with Annotator(seconds, annotate_file) as annotator:
        for path in sources.paths:
            try:
                annotation = annotator.annotate(path)
            except ReadError as error:
                problems.append(error)
                continue
            names = identify(annotation.document)
            annotations[str(names.document)] = annotation
            works[str(names.document)] = names.work
    return annotations, works, problems
