"""The facts of many files as rows, in two rounds of several processes: how ``lawgraph annotate`` reads a collection.

First each file is annotated, and its annotation laid aside with what it asks of the others (as the ``text`` part of a
build). When all are known, the questions of each are answered and its rows are written. So no process holds more than
one document, and no file is read twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.read import ReadError
from ingest.resolve import Collection
from lawgraph import annotator
from lawgraph.build.documents import Met, TextNotes, make_text, read_source, resolved_at
from lawgraph.build.parts import TEXT, read_part
from lawgraph.build.pool import Pool, Task

Tell = Callable[[int, int], None]
"""Is told how many works are done, of how many."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A file with its rows, lines of JSON in UTF-8, or with why there are none."""

    path: Path
    rows: bytes = b""
    error: ReadError | None = None


def facts_of_files(
    paths: Sequence[Path], seconds: float, jobs: int, tell: Tell = lambda _, __: None
) -> Iterator[Facts]:
    """Yield the facts of each file in turn (no file twice), those of the others known; each may take ``seconds``.

    A file that cannot be read, takes too long or ends its process is one failure, and the others go on. Raises
    ``OSError`` where what is laid aside has no room.
    """
    with TemporaryDirectory(prefix="lawgraph-") as folder, Pool(jobs, seconds) as pool:
        texts = {path: Path(folder, f"{number}.{TEXT}") for number, path in enumerate(paths)}
        of = 2 * len(texts)
        failed: dict[Path, ReadError] = {}
        for done, (path, error) in enumerate(_annotated(texts, pool, failed), 1):
            if error is not None:
                failed[path] = error
            tell(done, of)
        notes = {path: read_part(text).noted(TextNotes) for path, text in texts.items() if path not in failed}
        answers = _answers(notes, texts)
        written = _written(texts, answers, pool, failed)
        ready: set[Path] = set()
        done = len(texts)
        for path in paths:
            while path not in ready and path not in failed:
                ready.add(next(written))
                done += 1
                tell(done, of)
            if path in failed:
                yield Facts(path, error=failed[path])
            else:
                yield Facts(path, _rows_at(texts[path]).read_bytes())
                _rows_at(texts[path]).unlink()


def _rows_at(text: Path) -> Path:
    return text.with_suffix(".jsonl")


def _annotated(
    texts: Mapping[Path, Path], pool: Pool, failed: dict[Path, ReadError]
) -> Iterator[tuple[Path, ReadError | None]]:
    """Annotate each file; yield it when that is done, with why it could not be."""
    tasks = []
    for path, text in texts.items():
        try:
            source = read_source(path)
        except ReadError as error:
            yield path, error
            continue
        work = partial(make_text, annotator.annotate_file, text, source.key)
        tasks.append(Task(work, path, source.size, source.key))
    for each in pool.run(tasks):
        yield each.task.path, each.found if isinstance(each.found, ReadError) else None


def _answers(notes: Mapping[Path, TextNotes], texts: Mapping[Path, Path]) -> dict[Path, list[Met]]:
    """Answer what each text asks of all."""
    collection = Collection([])
    at: dict[str, Path] = {}
    for path, each in notes.items():
        collection.add(each.listed)
        at.setdefault(each.iri, texts[path])
    answers: dict[Path, list[Met]] = {}
    for path, each in notes.items():
        answers[path] = []
        for question in each.questions:
            entries = collection.find(*question)
            repealed = len(entries) == 1 and collection.repealed(entries[0], question.date)
            answers[path].append((tuple(at[entry.iri] for entry in entries), repealed))
    return answers


def _written(
    texts: Mapping[Path, Path],
    answers: Mapping[Path, Sequence[Met]],
    pool: Pool,
    failed: dict[Path, ReadError],
) -> Iterator[Path]:
    """Write the rows of each text; yield its file when that is done."""
    tasks = [
        Task(
            partial(make_rows, texts[path], met, _rows_at(texts[path])),
            path,
            texts[path].stat().st_size,
            str(path),
        )
        for path, met in answers.items()
    ]
    for each in pool.run(tasks):
        if isinstance(each.found, ReadError):
            failed[each.task.path] = each.found
        yield each.task.path


def make_rows(text: Path, answers: Sequence[Met], target: Path, _: Path) -> None:
    """Write the rows of the document at ``text``, whose questions were answered so."""
    from ingest.contract import dump
    from ingest.write.jsonl import rows  # heavy, and not needed by the process that only asks

    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in dump(rows(resolved_at(text, answers))))
