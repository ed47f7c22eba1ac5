"""Parts: what is written is read again, what was changed is told, a merge of parts is the sorted set of their lines."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Annotation
from lawgraph import changing
from lawgraph.build import lines as of_lines
from lawgraph.build.lines import runs, unique
from lawgraph.build.merge import merged
from lawgraph.build.packing import NotPacked, pack, unpack
from lawgraph.build.parts import (
    QUADS,
    Part,
    PartDamaged,
    Parts,
    is_of_another_version,
    key_of,
    read_part,
    write_lines,
)
from lawgraph.build.versions import linking, program, reading, writing
from ontology.iri import BASE

SUBJECTS = [f"{BASE}/eli/cn/text/{n:016x}/art-{m}" for n, m in itertools.product(range(3), range(2))]
SUBJECTS += [f"{BASE}/gap/{n:x}" for n in range(20)]
SUBJECTS += [f"{BASE}/source/{n:064x}#char=1,2" for n in range(2)] + [f"{BASE}/eli/cn/630000/a", "urn:other"]


def quad(subject: str, predicate: int, value: str, graph: str) -> str:
    return f'<{subject}> <p:{predicate}> "{value}" <g:{graph}> .\n'


LINES = st.lists(
    st.builds(
        quad,
        st.sampled_from(SUBJECTS),
        st.integers(0, 1),
        st.sampled_from(["元", "a\u2028b\x85", "c"]),
        st.sampled_from("ab"),
    ),
    max_size=40,
)


def part(folder: Path, lines: list[str]) -> Part:
    path = Parts(folder).path(key_of(*lines), QUADS)
    write_lines(path, None, runs(unique(lines)))
    return read_part(path)


def test_an_annotation_is_read_as_it_was_written(opinion: Annotation, regulation: Annotation) -> None:
    for annotation in (opinion, regulation):
        data = pack(annotation)
        again = unpack(data)
        assert again == annotation
        assert again.document.metadata.inferred == annotation.document.metadata.inferred
        assert pack(again) == data, "equal annotations are equal bytes"
    assert len(pack(opinion)) < 60 * len(opinion.document.source.text), "no text is kept for each provision"


@given(st.binary(max_size=40))
def test_other_bytes_are_no_annotation(data: bytes) -> None:
    with pytest.raises(NotPacked):
        unpack(data)


@given(st.lists(LINES, max_size=5), LINES)
@settings(max_examples=60, deadline=None)
def test_a_merge_is_the_sorted_set_whatever_the_parts(
    tmp_path_factory: pytest.TempPathFactory, each: list[list[str]], own: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_lines, "BLOCK", 300)
        patch.setattr(of_lines, "_BATCH", 7)
        patch.setattr(of_lines, "_HELD", 2)
        those = [part(folder, lines) for lines in each]
    wanted = list(unique([*itertools.chain(*each), *own]))
    for order in (those, those[::-1]):
        pieces = list(merged(order, list(unique(own))))
        assert b"".join(data for data, _ in pieces) == b"".join(wanted)
        assert sum(count for _, count in pieces) == len(wanted)


def test_a_triple_stays_in_the_first_of_its_graphs() -> None:
    lines = [quad("urn:s", 0, "x", "b"), quad("urn:s", 0, "x", "a"), quad("urn:s", 0, "x", "c")]
    assert list(unique(lines)) == list(unique(lines[::-1])) == [lines[1].encode()]


DAMAGE = [
    (lambda data: data[:-1], "a file that is cut"),
    (lambda data: data + b"x", "a file with more"),
    (lambda data: data[:-20] + b"x" * 16 + data[-4:], "bytes of a block"),
    (lambda data: data[:30] + b"x" * 16 + data[46:], "bytes of the head"),
    (lambda data: data.replace(b"lawgraph part 1", b"lawgraph part 9"), "another format"),
    (lambda _: b"", "an empty file"),
]


@pytest.mark.parametrize(("damage", "why"), DAMAGE)
def test_a_damaged_part_is_told_and_is_not_found(
    tmp_path: Path, damage: Callable[[bytes], bytes], why: str
) -> None:
    lines = [quad(subject, 0, "元", "a") for subject in SUBJECTS]
    path = part(tmp_path, lines).path
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(PartDamaged):
        read_part(path).check()
    assert is_of_another_version(path) == (why == "another format")
    assert Parts(tmp_path).find(key_of(*lines), QUADS) is None, why
    assert not path.exists(), "it is made anew"


@given(
    st.sets(st.integers(0, 99), max_size=60), st.sets(st.integers(0, 99), max_size=60), st.integers(1, 200)
)
@settings(deadline=None)
def test_what_differs_between_two_sorted_files(
    tmp_path_factory: pytest.TempPathFactory, old: set[int], new: set[int], piece: int
) -> None:
    folder = tmp_path_factory.mktemp("files")
    lines = [sorted(b"%d\n" % n * (1 + n % 3) for n in each) for each in (old, new)]
    lines = [sorted({line for text in each for line in text.splitlines(keepends=True)}) for each in lines]
    for name, each in zip(("old", "new"), lines, strict=True):
        (folder / name).write_bytes(b"".join(each))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changing, "_PIECE", piece)
        found = changing.difference(folder / "old", folder / "new")
    assert found is not None
    removed, added = found
    assert sorted(removed) == sorted(set(lines[0]) - set(lines[1]))
    assert sorted(added) == sorted(set(lines[1]) - set(lines[0]))


def test_versions_differ_and_stay() -> None:
    versions = [reading(), writing(), linking(), program()]
    assert len(set(versions)) == 4
    assert versions == [reading(), writing(), linking(), program()]
