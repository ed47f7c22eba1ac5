"""What is wrong with a graph directory, what to do, and doing it.

All files are read and compared with their checksums: those of the current graph and all parts. A graph whose files
are not as they were is repaired from its N-Quads if these are whole, else from its parts; for a part that is damaged
its source is needed, so that the next build makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingest.read import one_line
from lawgraph.build.assembly import Assembly
from lawgraph.build.manifest import Manifest, is_manifest, read_manifest, write_manifest
from lawgraph.build.parts import PartDamaged, Parts, is_left_behind, is_of_another_version, read_part
from lawgraph.check.earlier import damaged
from lawgraph.checksums import CHECKSUMS, changed_files, noted
from lawgraph.loading import opens
from lawgraph.locks import is_free
from lawgraph.made_by import is_other, said
from lawgraph.store import (
    PARTS,
    Generation,
    GraphDamaged,
    building,
    current,
    is_scratch,
    publish,
    rebuild_store,
)
from queries.errors import GraphNotFound


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the doctor has to say of a file, in both languages; ``harmless`` if it does no harm."""

    where: Path
    chinese: str
    english: str
    harmless: bool = False

    def __str__(self) -> str:
        return one_line(f"{self.where}: {self.chinese}。{self.english}.")


class NotRepaired(Exception):
    """A graph cannot be repaired from what is there; the message says what to do."""


def examine(directory: Path) -> Iterator[Finding]:
    """Yield all that is wrong in a graph directory, reading all of it.

    Raises :class:`queries.errors.GraphNotFound` if there is neither a graph nor parts of one.
    """
    try:
        yield from examine_graph(directory)
    except GraphNotFound:
        if not any(Parts(directory).all()):
            raise
        yield Finding(
            directory,
            f"没有图谱，只有生成图谱的部件，请用 {_build(directory)} 生成",
            f"There is no graph, only parts of one; build it with '{_build(directory)}'",
        )
    yield from _of_another_version(directory)
    yield from _parts(directory)
    yield from _left(directory)


def _of_another_version(directory: Path) -> Iterator[Finding]:
    with suppress(GraphNotFound, GraphDamaged):
        program = current(directory).program
        if is_other(program):
            yield Finding(directory, *said(directory, program), harmless=True)


def examine_graph(directory: Path) -> Iterator[Finding]:
    """Yield what is wrong with the current graph; raises :class:`queries.errors.GraphNotFound`."""
    try:
        generation = current(directory)
    except GraphDamaged:
        yield _damaged(directory, directory / "current.json")
        return
    found = False
    for name in changed_files(generation.folder):
        found = True
        yield _damaged(directory, generation.folder / name)
    if not found and not opens(generation.store):
        build = _build(directory)
        repair = f"lawgraph doctor {directory} --repair"
        yield Finding(
            generation.store,
            f"图谱的库打不开，可能由另一版本写成，请用 {repair} 重做，或用 {build} 重新生成",
            "The store of the graph cannot be opened; another version may have written it; "
            f"make it anew with '{repair}', or build it anew with '{build}'",
        )
    was = noted(generation.folder).get(generation.nquads.name)
    if was is not None and not was.startswith(generation.digest):
        yield _damaged(directory, generation.folder / CHECKSUMS)


def _parts(directory: Path) -> Iterator[Finding]:
    build = _build(directory)
    for path in Parts(directory).all():
        try:
            read_part(path).check()
        except (PartDamaged, FileNotFoundError):
            if is_of_another_version(path):
                yield Finding(
                    path,
                    f"部件由另一版本写成，不再使用，下次 {build} 会重做",
                    f"The part was written by another version and is not used; the next '{build}' makes it anew",
                    harmless=True,
                )
            else:
                yield Finding(
                    path,
                    f"部件已损坏，请用 {build} 重做",
                    f"The part is damaged; '{build}' makes it anew",
                )
    for path in damaged(directory):
        yield Finding(
            path,
            f"保存的审查结果已损坏，{build} 会重写当前一次的；早先构建的请删去",
            f"The kept findings are damaged; '{build}' writes those of this graph anew, others may be deleted",
        )
    if not is_manifest(directory) and (directory / PARTS).is_dir():
        yield Finding(
            directory / PARTS,
            f"来源清单缺失或已损坏，下次 {build} 会重写",
            f"The list of sources is missing or damaged; the next '{build}' writes it anew",
        )


def _left(directory: Path) -> Iterator[Finding]:
    """Yield what builds that were ended have left behind, and whether one is going on."""
    if not is_free(directory):
        yield Finding(
            directory,
            "正有 build 在写入，结果以其结束后的检查为准",
            "A build is writing there; ask again when it has ended",
            harmless=True,
        )
        return
    left = [path for path in sorted(directory.iterdir()) if is_scratch(path)]
    left += [path for path in sorted((directory / PARTS).glob("??/.*")) if is_left_behind(path)]
    for path in left:
        yield Finding(
            path,
            "中断的 build 留下的，没有进程再用，下次 build 会清除",
            "It was left by a build that was ended, and nobody uses it; the next build removes it",
            harmless=True,
        )


def _damaged(directory: Path, path: Path) -> Finding:
    repair = f"lawgraph doctor {directory} --repair"
    return Finding(
        path,
        f"图谱的文件已损坏、缺失或被改动，请用 {repair} 修复，或用 {_build(directory)} 重新生成",
        "The file of the graph is damaged, missing or was changed; "
        f"repair it with '{repair}', or build it anew with '{_build(directory)}'",
    )


def _build(directory: Path) -> str:
    return f"lawgraph build SOURCES --out {directory}"


def repair(directory: Path) -> Generation:
    """Make the graph of a directory whole from what is there, and return it; what is whole is left as it is.

    Raises :class:`NotRepaired` where a source is needed, and ``OSError``.
    """
    with building(directory):
        manifest = read_manifest(directory)
        try:
            generation = current(directory)
            if not any(changed_files(generation.folder)) and opens(generation.store):
                return generation
            if rebuild_store(generation):
                return generation
        except (GraphDamaged, GraphNotFound):
            pass
        return _from_parts(directory, manifest)


def _from_parts(directory: Path, manifest: Manifest) -> Generation:
    try:
        assembly = Assembly.noted(directory, manifest)
        if not manifest.documents or assembly.recipe != manifest.recipe:
            raise FileNotFoundError
        generation = publish(directory, assembly.write, assembly.documents)
    except (PartDamaged, FileNotFoundError) as error:
        build = _build(directory)
        raise NotRepaired(
            f"{directory}: 部件缺失、已损坏或由另一版本写成，单凭它们无法修复，请用 {build} 重新生成。"
            f"Parts are missing, damaged or of another version, and the graph cannot be repaired from them; "
            f"build it anew with '{build}'."
        ) from error
    write_manifest(directory, assembly.manifest(manifest.sources, generation.digest))
    return generation
