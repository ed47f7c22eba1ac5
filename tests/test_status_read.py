"""Fifty texts on a day, read by a person from the texts alone before the program was asked."""

from __future__ import annotations

import csv
import hashlib
import tarfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from ingest.status.header import Header
from ingest.status.periods import Holdings
from ingest.structure import read_document

from .conftest import GOLD


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLD / "status" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


FIFTY = _rows("fifty.tsv")
MORE = _rows("more.tsv")
BESIDE = _rows("beside.tsv")


def _cases() -> list[Any]:
    marks = {
        "right": (),
        "wrong": (pytest.mark.xfail(reason="known to be wrong", strict=True, raises=AssertionError),),
    }
    return [
        pytest.param(row, id=f"{PurePosixPath(row['file']).stem}-{row['on']}", marks=marks[row["verdict"]])
        for row in [*FIFTY, *MORE]
        if row["verdict"] in marks
    ]


@pytest.fixture(scope="module")
def together(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Holdings, dict[str, Header]]:
    """The headers of the texts that are asked of and of those beside them, read together."""
    folder = tmp_path_factory.mktemp("texts")
    wanted = {row["file"]: row["digest"] for row in [*FIFTY, *MORE, *BESIDE]}
    paths = {name: corpus.parent / name for name in wanted if not name.startswith("bulk/")}
    with tarfile.open(corpus / "bulk.tar.xz") as bulk:
        for member in bulk:
            if member.name in wanted:
                file = bulk.extractfile(member)
                assert file is not None
                paths[member.name] = folder / PurePosixPath(member.name).name
                paths[member.name].write_bytes(file.read())
    assert set(paths) == set(wanted)
    for name, path in paths.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert digest.startswith(wanted[name]), f"{name} is not the text that was read"
    headers = {name: Header.of(read_document(paths[name])) for name in wanted}
    return Holdings(headers.values()), headers


def test_what_was_read() -> None:
    """All fifty are there, and what is left out or known to be wrong stays the smaller part."""
    verdicts = [row["verdict"] for row in FIFTY]
    assert len(verdicts) == 50
    assert verdicts.count("right") >= 48
    assert verdicts.count("debatable") <= 2


@pytest.mark.corpus
@pytest.mark.parametrize("row", _cases())
def test_state_as_read(row: dict[str, str], together: tuple[Holdings, dict[str, Header]]) -> None:
    """The state, and the day from which it holds or to which it lasts, are those that were read."""
    holdings, headers = together
    period = holdings.timeline(headers[row["file"]].document, None).on(row["on"])
    assert period.state == row["state"]
    if row["since"]:
        assert period.since in row["since"].split("|")
    if row["until"]:
        assert period.until == row["until"]
