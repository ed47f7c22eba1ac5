"""Sources at addresses of a storage: brought to this disk, so that a build reads and hashes them as any others.

They lie under ``OUT/parts/sources`` by their addresses. What has not changed since the last build, as far as the
storage tells (size, time, its own digest), is not brought again; what is no longer there is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from lawgraph.cluster.errors import ClusterError
from lawgraph.cluster.storage import Storage, filesystem
from lawgraph.given import address_of, is_address
from lawgraph.store import PARTS, check_place

_FOLDER = "sources"
_SEEN = ".seen.json"
_UNFIT = re.compile(r'[\\:*?"<>|\x00-\x1f]')


@contextmanager
def mirrored(paths: Sequence[Path], out: Path) -> Iterator[tuple[list[Path], Mapping[Path, str]]]:
    """Yield where the sources are on this disk, and the addresses of files that were brought.

    Raises :class:`ClusterError` if an address cannot be read or has nothing, and
    :class:`lawgraph.store.NotAGraphDirectory` if ``out`` is no place for a graph.
    """
    urls: dict[Path, str] = {}
    here = []
    for path in paths:
        if is_address(path):
            check_place(out, [])
            here.append(_brought(address_of(path), out / PARTS / _FOLDER, urls))
        else:
            here.append(path)
    yield here, urls


def _brought(url: str, folder: Path, urls: dict[Path, str]) -> Path:
    """Bring what is at an address; return where it lies: a folder, or a file."""
    files, root = filesystem(url)
    storage = Storage(url, files, root)
    found = storage.listed()
    scheme, _, rest = url.partition("://")
    place = folder.joinpath(scheme, *_names(rest))
    if not found:
        raise _nothing(url)
    if list(found) == [root]:
        seen = _read(place.parent)
        _bring(storage, root, place, found[root], seen)
        _write(place.parent, seen)
        urls[place.absolute()] = storage.address(root)
        return place
    seen = _read(place)
    kept = set()
    for each, mark in found.items():
        target = place.joinpath(*_names(each[len(root) :]))
        _bring(storage, each, target, mark, seen)
        urls[target.absolute()] = storage.address(each)
        kept.add(target)
    for gone in [path for path in place.rglob("*") if path.is_file() and path not in kept]:
        gone.unlink()
    _write(place, {each: mark for each, mark in seen.items() if each in found})
    return place


def _bring(storage: Storage, each: str, target: Path, mark: str, seen: dict[str, str]) -> None:
    if target.is_file() and seen.get(each) == mark:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".bringing-{target.name}")
    if not storage.get_file(each, scratch):
        raise _nothing(storage.address(each))
    scratch.replace(target)
    seen[each] = mark


def _names(path: str) -> list[str]:
    names = [_UNFIT.sub("_", name) for name in path.split("/")]
    return [name for name in names if name not in ("", ".", "..")]


def _read(folder: Path) -> dict[str, str]:
    with suppress(OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return msgspec.json.decode((folder / _SEEN).read_bytes(), type=dict[str, str])
    return {}


def _write(folder: Path, seen: dict[str, str]) -> None:
    (folder / _SEEN).write_bytes(msgspec.json.encode(seen, order="deterministic"))


def _nothing(url: str) -> ClusterError:
    return ClusterError(
        url,
        "这个地址没有文件，请核对",
        "There is no file at this address",
        "check it",
    )
