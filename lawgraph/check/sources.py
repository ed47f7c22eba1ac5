"""From what was named to the documents that are checked and those that they are read together with.

Files are read and annotated by worker processes, and kept as parts in a folder that goes when the check is done: so
files and documents of a graph are read alike, and a long list of them needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ingest.read import ReadError, find_sources
from lawgraph.annotator import annotate_file
from lawgraph.build.documents import make_text, read_source
from lawgraph.build.linking import make_words, words_key
from lawgraph.build.parts import TEXT, WORDS, Parts
from lawgraph.build.pool import Pool, Task
from lawgraph.check.shelf import Shelved, Tell, find_document, lost_text, of_graph, once, shelve
from queries.errors import QueryError


class NoSuchDocument(QueryError):
    """What was named is no file, and no document of the graph."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The documents that are checked, in the order in which they were named, and all that are read together.

    ``files`` are the IRIs of those read from files, with the path of each; ``failures`` say what could not be read.
    """

    wanted: tuple[str, ...]
    documents: tuple[Shelved, ...]
    files: Mapping[str, Path] = field(default_factory=dict)
    failures: tuple[Exception, ...] = ()
    notes: tuple[Exception, ...] = ()


def gather(named: Sequence[str], graph: Path | None, folder: Path, pool: Pool, tell: Tell) -> Gathered:
    """Read what was named: files, folders and archives, else documents of the graph in ``graph``.

    Without names all documents of the graph are wanted. Texts of files are written to ``folder``.
    """
    shelf, lost = of_graph(graph, tell) if graph is not None else ((), ())
    failures: list[Exception] = [lost_text(path) for path in lost]
    notes: list[Exception] = []
    paths = {name: Path(name) for name in named if _is_file(name)}
    read: dict[str, list[Path]] = {}
    for name, path in paths.items():
        found = find_sources([path])
        failures += found.failures
        notes += found.notes
        read[name] = list(found.paths)
    texts = _Texts(folder, pool, tell)
    keys = texts.read([path for those in read.values() for path in those])
    failures += texts.failures
    files, _ = shelve(folder, dict.fromkeys(keys.values()), tell)
    by_key = {each.key: each.header.document for each in files}
    wanted: list[str] = []
    for name in named:
        if name in paths:
            wanted += [by_key[keys[path]] for path in read[name] if keys.get(path) in by_key]
            continue
        meant = find_document(shelf, name)
        if len({each.header.work for each in meant}) == 1:
            wanted += [each.header.document for each in meant]
        else:
            failures.append(_unknown(name, meant, graph))
    if not named:
        wanted = [each.header.document for each in shelf]
    at = {by_key[key]: path for path, key in reversed(keys.items()) if key in by_key}
    documents = tuple(once((files, shelf)))
    return Gathered(tuple(dict.fromkeys(wanted)), documents, at, tuple(failures), tuple(notes))


def _is_file(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


class _Texts:
    """Files annotated by workers; what cannot be read is in ``failures``."""

    def __init__(self, folder: Path, pool: Pool, tell: Tell) -> None:
        self._parts = Parts(folder)
        self._pool = pool
        self._tell = tell
        self.failures: list[ReadError] = []

    def read(self, paths: Sequence[Path]) -> dict[Path, str]:
        """Return the keys of the texts of files; two names of the same file have one."""
        keys: dict[Path, str] = {}
        tasks: dict[str, Task] = {}
        for path in dict.fromkeys(paths):
            try:
                source = read_source(path)
            except ReadError as error:
                self.failures.append(error)
                continue
            keys[path] = source.key
            work = partial(make_text, annotate_file, self._parts.path(source.key, TEXT), source.key)
            tasks.setdefault(source.key, Task(work, path, source.size, source.key))
        made = set(self._made(list(tasks.values()), "读取文件 reading"))
        self._cut([tasks[key] for key in tasks if key in made])
        return {path: key for path, key in keys.items() if key in made}

    def _cut(self, tasks: Sequence[Task]) -> None:
        """Cut texts into words, by which their upper rules are chosen and linked."""
        wanted = []
        for task in tasks:
            key = words_key(task.key)
            work = partial(make_words, self._parts.path(task.key, TEXT), self._parts.path(key, WORDS))
            wanted.append(Task(work, task.path, task.weight // 4, key))
        list(self._made(wanted, "分词 words"))

    def _made(self, tasks: Sequence[Task], what: str) -> Iterator[str]:
        for number, done in enumerate(self._pool.run(tasks), 1):
            self._tell(f"{what}: {number}/{len(tasks)}")
            if isinstance(done.found, ReadError):
                self.failures.append(done.found)
            else:
                yield done.task.key


def _unknown(name: str, meant: Sequence[Shelved], graph: Path | None) -> NoSuchDocument:
    if meant:
        listed = "; ".join(dict.fromkeys(each.header.title for each in meant[:5]))
        return NoSuchDocument(
            f"{name}: 图谱中有几份文件可能是它：{listed}；请写出完整的标题或 IRI。"
            f"Several documents of the graph could be meant: {listed}; give the whole title or the IRI."
        )
    if graph is None:
        return NoSuchDocument(
            f"{name}: 没有这个文件，请核对文件名；图谱中的文件须用 --graph 指定图谱。"
            "There is no such file; check the name, or name the graph with --graph for a document of it."
        )
    return NoSuchDocument(
        f"{name}: 没有这个文件，图谱 {graph} 中也没有这份文件，请核对。"
        "There is no such file, and no such document in the graph; check the name."
    )
