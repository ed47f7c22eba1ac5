"""Files that people drop onto the page: checked, and put into the folder whole or not at all.

A file comes in piece by piece into a folder of its own, which no build looks into, and is put in its place when all
of it is there and it may be read. Nothing is replaced unless that is asked for.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path

from ingest.read import READERS, ReadError, find_sources, read_stated
from ingest.read.archives import is_archive
from ingest.read.files import read_bytes
from ingest.read.formats import BY_SUFFIX, HEAD, refused, told_by_content
from ingest.read.text import EMPTY
from lawgraph.explorer.importing.refusals import Refused

MOST = 50 * 1024 * 1024
"""How many bytes a file that is dropped may have."""

_LONGEST = 200  # bytes of a name, as file systems take 255 and a build adds to it
_BAD = re.compile(r'[<>:"|?*\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_METADATA = ".toml"


def checked_name(name: str) -> str:
    """Return the name under which a file is kept; raise :class:`Refused` for one that cannot be.

    >>> checked_name("办法.txt")
    '办法.txt'
    """
    name = unicodedata.normalize("NFC", name)
    if not name.strip() or "/" in name or "\\" in name or name in (".", ".."):
        raise _bad_name("文件名不能为空，也不能带文件夹", "It must be a name without folders")
    if _BAD.search(name) or name != name.strip() or name.endswith("."):
        raise _bad_name(
            '文件名里不能有 < > : " | ? * 和看不见的字符，首尾不能是空格，末尾不能是点',
            'It may have none of < > : " | ? *, no invisible characters, no blank at its ends, no dot at its end',
        )
    if _RESERVED.fullmatch(name):
        raise _bad_name("这个名称是 Windows 保留的", "Windows keeps this name for itself")
    if name.startswith((".", "~$")) or Path(name).stem.upper() == "README":
        raise _bad_name(
            "以 . 或 ~$ 开头的文件和 README 是说明或临时文件，不作法规读取",
            "Files that begin with . or ~$, and READMEs, are passed over",
        )
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
        raise _bad_name("文件名太长", "The name is too long")
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise _bad_name(
            "文件名里有无法书写的字符", "The name has characters that cannot be written"
        ) from None
    return name


def _bad_name(zh: str, en: str) -> Refused:
    return Refused(422, f"{zh}；请改名后再放入。", f"{en}; rename it and drop it again.")


def too_large(most: int = MOST) -> Refused:
    """Say that a file is too large."""
    mb = most // (1 << 20)
    return Refused(
        413,
        f"文件超过 {mb} MB，没有收下。请拆分，或只留正文另存；压缩包请解压后分批放入，"
        "也可以直接复制进文件夹再点“重新生成”。",
        f"The file is larger than {mb} MB and was not taken. Split it, or save its text alone; "
        "unpack an archive and drop its files, or copy it into the folder and build anew.",
    )


@contextmanager
def incoming(scratch: Path, name: str) -> Iterator[Path]:
    """Give a path with a name of its own to write what comes in to; it is gone afterwards unless it was put away."""
    scratch.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=scratch))
    try:
        yield folder / name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def look_at(path: Path) -> None:
    """Raise :class:`Refused` for a file that no reader takes, as its name and first bytes tell."""
    try:
        found = _refusal(path)
    except ReadError as error:
        found = error
    if found is not None:
        raise Refused(415, f"没有收下：{found.chinese}。", f"Not taken: {found.problem}; {found.remedy}.")


def _refusal(path: Path) -> ReadError | None:
    if path.suffix.lower() == _METADATA:
        read_stated(path.with_suffix(".txt"))
        return None
    if not is_archive(path):
        head = read_bytes(path, HEAD)
        if not head.strip():
            return ReadError(path, *EMPTY)
        told = told_by_content(path, head)
        if told in BY_SUFFIX:
            return refused(path, BY_SUFFIX[told])
        if told in READERS and path.suffix.lower() not in BY_SUFFIX:
            return None
    found = find_sources([path.parent])
    return None if found.paths else next(iter((*found.failures, *found.notes)), None)


def put(path: Path, folder: Path, replace: bool) -> bool:
    """Put a file that came in into the folder; return whether that changed anything.

    Raises :class:`Refused` where another file has the name already and is not to be replaced.
    """
    target = folder / path.name
    there = _of_that_name(folder, path.name)
    if there is not None and there.is_file() and cmp(there, path, shallow=False):
        return False
    if there is not None and not there.is_file():
        raise Refused(
            409,
            f"文件夹里已有同名的文件夹“{there.name}”；请改名后再放入。",
            f"There is a folder of this name, {there.name}; rename the file and drop it again.",
            free_name(folder, path.name),
        )
    if replace:
        path.replace(there or target)
        return True
    try:
        if there is not None:
            raise FileExistsError
        _put_new(path, target)
    except FileExistsError:
        instead = free_name(folder, path.name)
        raise Refused(
            409,
            f"文件夹里已有“{target.name}”，内容不同，没有覆盖。可以替换原有文件，或以“{instead}”另存。",
            f"There is a file {target.name} with other contents, which was kept. "
            f"Replace it, or keep this one as {instead}.",
            instead,
        ) from None
    return True


def _put_new(path: Path, target: Path) -> None:
    """Put a file in a place where there is none; raise ``FileExistsError`` if one came there meanwhile."""
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("xb"):
            pass
        path.replace(target)


def _of_that_name(folder: Path, name: str) -> Path | None:
    """Return what has a name in a folder, for which many systems take capitals and small letters for the same."""
    wanted = _same(name)
    found = [each for each in folder.iterdir() if _same(each.name) == wanted]
    return next((each for each in found if each.name == name), found[0] if found else None)


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def free_name(folder: Path, name: str) -> str:
    """Return a name like ``name`` that nothing in the folder has.

    The first of 办法-2.txt, 办法-3.txt and so on.
    """
    stem, suffix = Path(name).stem, Path(name).suffix
    taken = {_same(each.name) for each in folder.iterdir()}
    return next(each for at in range(2, len(taken) + 3) if _same(each := f"{stem}-{at}{suffix}") not in taken)
