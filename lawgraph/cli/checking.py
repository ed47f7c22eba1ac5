"""The review desk: check, and review decide, by which a person confirms or dismisses what was found."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.ask import LABELS, AskError, one_of
from lawgraph.cli.console import (
    FAILED,
    NOTHING,
    STOPPED,
    USAGE,
    ReviewsOption,
    SecondsOption,
    app,
    fail,
    print_lines,
    review_places,
    say,
    with_progress,
)
from lawgraph.cli.reviewing import review
from lawgraph.given import STANDARD_INPUT, given
from lawgraph.store import DEFAULT_GRAPH

if TYPE_CHECKING:
    from ingest.check.finding import Finding
    from lawgraph.check.earlier import Build
    from lawgraph.check.report import CheckReport
    from lawgraph.check.run import Outcome, Wanted
    from ontology.states import Gravity

_TABLE, _JSON = "table", "json"
_GROUPS = ("staleness", "overstep", "order")
_GRAVITIES = ("high", "medium", "low")
_SUFFIXES = {"xml": "atom", "htm": "html", "jsonl": _JSON, "txt": _TABLE}
_PRECISION = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_LEAST_KEY = 4  # digits by which a finding is named

DocumentArguments = Annotated[
    list[str] | None,
    typer.Argument(
        help="文件、文件夹、压缩包（草案也可以），或图谱中的文件；- 为标准输入。Files, folders, archives, drafts too; "
        "or documents of the graph: title, IRI.",
        show_default="图谱中的全部文件 all documents of the graph",
    ),
]
CheckGraphOption = Annotated[
    Path | None,
    typer.Option(
        "--graph",
        help="对照用的图谱。The graph whose documents are read with them.",
        show_default=f"{DEFAULT_GRAPH}, 若有 if there",
        readable=False,
    ),
]
OnOption = Annotated[
    str | None, typer.Option("--on", help="审查日期。The day of the check.", show_default="今天 today")
]


@app.command()
def check(  # noqa: PLR0913, PLR0917  (an option is an argument)
    documents: DocumentArguments = None,
    graph: CheckGraphOption = None,
    on: OnOption = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="只列这些种类，可多次给出。Only findings of this kind, repeatable."),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", help=f"只列这一组，可多次给出。Only of this group: {', '.join(_GROUPS)}."),
    ] = None,
    gravity: Annotated[
        str, typer.Option("--gravity", help=f"至少多重。The least gravity: {', '.join(_GRAVITIES)}.")
    ] = _GRAVITIES[-1],
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="只列此日或此次构建以来新出现的：日期、构建的摘要或 previous。"
            "Only what is new since a day, or a build: its digest, or previous.",
        ),
    ] = None,
    dismissed: Annotated[
        bool, typer.Option("--all", help="已排除的也列出。Those that somebody dismissed too.")
    ] = False,
    reviews: ReviewsOption = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="形式：table, json, xlsx, docx, html, sarif, atom。Form of the report.",
            show_default="按 --out 的后缀，否则 table by the name of --out, else table",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="以 JSON 逐行输出（finding）。As JSON Lines.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="写到文件。File to write to.", readable=False)
    ] = None,
    labels: Annotated[
        str, typer.Option("--labels", help="table 的语言。Language of the table: zh, en.")
    ] = LABELS[0],
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", help="进程数。Processes.", min=1, show_default="处理器数 processors"),
    ] = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """审查文件：是否过时、越权、文内有误。Check rules and drafts: out of date, beyond the upper rule, not in order.

    每一处都是请法律人员判断的疑问，用 lawgraph review decide 确认或排除。Each finding is a question to a lawyer,
    confirmed or dismissed with 'lawgraph review decide'.

    退出码：0 有发现，3 没有发现，1 有文件读不了或出错（其余照常列出），2 用法不对。Exit codes: 0 something was found,
    3 nothing was, 1 something could not be read or failed (the rest is told), 2 usage.
    """
    from lawgraph.check.forms import FORMS
    from lawgraph.check.run import Wanted

    form = _form(_JSON if as_json else format, out, (_TABLE, _JSON, *FORMS))
    if form in FORMS and out is None and sys.stdout.isatty():
        fail(f"check: {form} 请用 --out 写到文件。Write {form} to a file with --out.", USAGE)
    place = _graph(graph, documents or [])
    day = _day(on)
    wanted = Wanted(
        day,
        frozenset(_named("--kind", kind or (), _kinds())),
        frozenset(_named("--group", group or (), _GROUPS)),
        _gravity(gravity),
        _since(since, place),
        dismissed,
    )
    language = _named("--labels", [labels], LABELS[:2])[0]
    outcome = _checked(documents or [], place, wanted, reviews, jobs, seconds)
    if outcome.checked or not outcome.failures:
        _tell(outcome.report, form, language, out)
    for note in outcome.notes:
        say(note)
    if form == _JSON:
        _say_open(outcome.report, language)
    _end(outcome)


@review.command()
def decide(  # noqa: PLR0913, PLR0917  (an option is an argument)
    document: Annotated[str, typer.Argument(help="文件，或图谱中的文件。File, or document of the graph.")],
    key: Annotated[
        str, typer.Argument(help="疑问的编号或前几位（见 check）。Key of the finding, or its first digits.")
    ],
    verdict: Annotated[str, typer.Argument(help="confirm 确认，dismiss 排除。")],
    author: Annotated[str, typer.Option("--author", help="谁决定：标识，如 orcid:…。Who: an identifier.")],
    name: Annotated[str, typer.Option("--author-name", help="姓名。Name.", show_default=False)] = "",
    day: Annotated[
        str | None, typer.Option("--date", help="哪天决定。The day.", show_default="今天 today")
    ] = None,
    remark: Annotated[str, typer.Option("--comment", help="理由。Why.", show_default=False)] = "",
    graph: CheckGraphOption = None,
    reviews: ReviewsOption = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """确认或排除一处疑问，记入审核文件。Confirm or dismiss a finding of check, in a file of reviews."""
    from ingest.read import ReadError
    from lawgraph.check import verdicts
    from lawgraph.check.run import Wanted
    from lawgraph.reviews import DEFAULT_REVIEWS
    from lawgraph.reviews.importing import BadAuthor, author_of

    chosen = _named("VERDICT", [verdict], ("confirm", "dismiss"))[0]
    try:
        who = author_of(author, name, day)
    except BadAuthor as error:
        fail(error, USAGE)
    outcome = _checked([document], _graph(graph, [document]), Wanted("9999"), None, 1, seconds, use=False)
    found = _finding(key, [finding for each in outcome.checked for finding in each.findings])
    if found is None:
        for failure in outcome.failures:
            say(failure)
        fail(
            f"{key}: {document} 没有这个编号的疑问，或有几处；请用 lawgraph check 查看编号。"
            "There is no finding with this key, or several; look at the keys with 'lawgraph check'.",
            FAILED if outcome.failures else NOTHING,
        )
    row = verdicts.decide(found, "dismiss" if chosen == "dismiss" else "confirm", who, outcome.works, remark)
    try:
        file = verdicts.write_verdict(reviews or DEFAULT_REVIEWS, row)
    except ReadError as error:
        fail(error)
    print_lines([f"{file}: {found.key} {found.kind} {chosen} {who.identifier} {who.day}"])


def _checked(
    documents: Sequence[str],
    graph: Path | None,
    wanted: Wanted,
    reviews: Path | None,
    jobs: int | None,
    seconds: int,
    *,
    use: bool = True,
) -> Outcome:
    """Check documents with a spinner on standard error; ``use`` what people decided on findings."""
    from lawgraph.check.run import check as run_check
    from lawgraph.check.verdicts import read_verdicts

    places = review_places(reviews)
    if reviews is not None and not reviews.exists():
        fail(
            f"{reviews}: 没有这个审核文件或文件夹，请核对。There are no such reviews; check the name.", USAGE
        )
    held = read_verdicts(places if use else [])
    done: list[Outcome] = []
    standard_input = [STANDARD_INPUT] if "-" in documents else []
    try:
        with given(standard_input) as files:
            named = [str(files[0]) if each == "-" else each for each in documents]
            with_progress(
                lambda progress: done.append(
                    run_check(
                        named,
                        graph,
                        wanted,
                        reviews=places,
                        verdicts=held.rows,
                        tell=progress,
                        jobs=jobs,
                        seconds=seconds,
                    )
                )
            )
    except KeyboardInterrupt:
        fail(STOPPED)
    (outcome,) = done
    return replace(outcome, failures=(*outcome.failures, *held.problems))


def _graph(named: Path | None, documents: Sequence[str]) -> Path | None:
    """Return the graph to read with: the one that was named, else the usual one if it is there."""
    from lawgraph.store import current
    from queries.errors import GraphNotFound

    if named is not None:
        return named
    try:
        current(DEFAULT_GRAPH)
    except GraphNotFound as error:
        if not documents:
            fail(error)
        return None
    return DEFAULT_GRAPH


def _day(on: str | None) -> str:
    from queries.values import read_date

    try:
        return (read_date(on) if on else datetime.now().astimezone().date()).isoformat()
    except ValueError:
        fail(
            f"--on {on}: 不是日期，请写如 2026-03-01。It is no date; write one like 2026-03-01.",
            USAGE,
        )


def _since(since: str | None, graph: Path | None) -> str | Build | None:
    """Return the day or the build that is meant; a year or a month is a day too."""
    from lawgraph.check import earlier
    from lawgraph.store import current

    if since is None or (_PRECISION.fullmatch(since) and _is_day(since)):
        return since
    if graph is None or not earlier.is_build(since):
        _not_since(since)
    try:
        found = earlier.read(graph, since, current(graph).digest)
    except earlier.NoSuchBuild as error:
        fail(error, USAGE)
    if not found.same_program:
        say(
            f"--since {since}: 那次的审查由另一版本的程序作出，新增的也可能是程序不同所致。"
            "Another version of the program made that check: what is new may be due to that."
        )
    return found


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]))
    except ValueError:
        return False


def _not_since(since: str) -> NoReturn:
    fail(
        f"--since {since}: 须是日期（如 2024、2024-03-01），或图谱的一次构建（摘要的前几位，previous 为上一次）。"
        "It is neither a day (2024, 2024-03-01) nor a build of the graph (first digits of its digest; previous).",
        USAGE,
    )


def _named(option: str, given_: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return values of an option; end with what is known where one is not."""
    values = list(given_)
    try:
        for value in values:
            one_of(option, value, known)
    except AskError as error:
        fail(error, USAGE)
    return values


def _kinds() -> tuple[str, ...]:
    from ontology.checks import kinds

    return tuple(kinds())


def _gravity(name: str) -> Gravity:
    from ontology.states import Gravity as Gravities

    return Gravities(_named("--gravity", [name], _GRAVITIES)[0])


def _form(named: str | None, out: Path | None, known: Sequence[str]) -> str:
    """Return the form of the report: as named, else by the name of the file."""
    if named is None and out is not None:
        suffix = out.suffix.lstrip(".").lower()
        named = _SUFFIXES.get(suffix, suffix if suffix in known else _TABLE)
    return _named("--format", [named or _TABLE], known)[0]


def _tell(report: CheckReport, form: str, language: str, out: Path | None) -> None:
    """Print a report, or write it to a file, whole or not at all."""
    from lawgraph.writing import beside

    data = _written(report, form, language)
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    with beside(out) as scratch:
        scratch.write_bytes(data)
    say(f"{out}: 已写出。Written.")


def _written(report: CheckReport, form: str, language: str) -> bytes:
    from ingest.contract import dump
    from ingest.write.time_rows import finding_row
    from lawgraph.check.forms import FORMS
    from lawgraph.check.table import lines

    if form == _TABLE:
        return "".join(f"{line}\n" for line in lines(report, language)).encode()
    if form == _JSON:
        return "".join(f"{line}\n" for line in dump(map(finding_row, report.findings))).encode()
    return FORMS[form].write(report)


def _say_open(report: CheckReport, language: str) -> None:
    """Say what could not be judged, by kind and reason: rows have no place for it."""
    from lawgraph.check.table import LANGUAGES, grouped

    for (kind, why), those in grouped(report.left_open, LANGUAGES.index(language)).items():
        say(f"未能判断 left open: {kind}: {why} ({len(those)})")


def _finding(key: str, findings: Iterable[Finding]) -> Finding | None:
    """Return the finding that a key or its first digits mean, nothing where there is none or several."""
    found = [each for each in findings if each.key.startswith(key.lower())]
    return found[0] if len(found) == 1 and len(key) >= _LEAST_KEY else None


def _end(outcome: Outcome) -> None:
    for failure in outcome.failures:
        say(failure)
    if outcome.failures:
        raise typer.Exit(FAILED)
    if not outcome.report.findings:
        raise typer.Exit(NOTHING)
