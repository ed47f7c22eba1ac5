"""What is made of documents to link them: the words of each, the quads of each pair, those of all pairs of a rule.

A lower document has few upper ones, but all pairs together are many: their quads are merged by lower document, so
that the merge of the graph meets as many parts as there are documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ingest.model import Annotation
from lawgraph.build.aligned import pack_alignment
from lawgraph.build.documents import annotation_of
from lawgraph.build.lines import lines_of, runs, unique
from lawgraph.build.merge import merged
from lawgraph.build.parts import (
    ALIGNED,
    LINKS,
    PAIR,
    WORDS,
    Part,
    PartDamaged,
    key_of,
    read_part,
    write_lines,
    write_part,
)
from lawgraph.build.versions import linking, reviewing
from lawgraph.reviews.places import Trouble

if TYPE_CHECKING:
    from ingest.link import Features, Kept
    from lawgraph.reviews.decisions import Decision


class PairNotes(msgspec.Struct, array_like=True, frozen=True):
    """How many correspondences and gaps two documents have, and which decisions of reviews could not be used."""

    correspondences: int
    gaps: int
    troubles: tuple[Trouble, ...] = ()


def words_key(text: str) -> str:
    """Return the key of the words of a document, given that of its text."""
    return key_of(WORDS, linking(), text)


def make_words(text: Path, target: Path, _: Path) -> None:
    """Note the features of a document, and keep how it is cut into words; raises :class:`PartDamaged`."""
    from ingest.link import features, word_places  # heavy, and not needed by the process that only asks

    annotation = annotation_of(read_part(text))
    write_part(target, features(annotation), [msgspec.msgpack.encode(word_places(annotation))])


def features_of(words: Part) -> Features:
    """Return the features of a document; raises :class:`PartDamaged`."""
    from ingest.link import Features

    return words.noted(Features)


def pair_key(upper: str, lower: str, decisions: Sequence[Decision] = (), learned: Path | None = None) -> str:
    """Return the key of a pair, given the keys of the two texts, what was decided on their links, and learned."""
    if not decisions and learned is None:
        return key_of(PAIR, linking(), upper, lower)
    taught = learned.read_bytes() if learned is not None else b""
    return key_of(PAIR, linking(), reviewing(), upper, lower, msgspec.msgpack.encode(decisions), taught)


def links_key(pairs: Sequence[str]) -> str:
    """Return the key of all pairs of a lower document, given their keys."""
    return key_of(LINKS, linking(), *sorted(pairs))


@cache
def _kept() -> Kept[Annotation]:
    from ingest.link import Kept

    return Kept()


def cut_annotation(text: Path, words: Path) -> Annotation:
    """Return the document of a text, cut into the words that are kept of it; raises :class:`PartDamaged`."""
    return _kept().get(
        (text, words), lambda: _with_words(text, words), lambda made: len(made.document.source.text)
    )


def _with_words(text: Path, words: Path) -> Annotation:
    from ingest.link import know_words

    annotation = annotation_of(read_part(text))
    part = read_part(words)
    try:
        places = msgspec.msgpack.decode(part.block(part.head.blocks[0]), type=tuple[tuple[int, ...], ...])
        know_words(annotation, places)
    except (msgspec.MsgspecError, ValueError, IndexError, RecursionError) as error:
        raise PartDamaged(words) from error
    return annotation


def make_pair(
    upper: tuple[Path, Path],
    lower: tuple[Path, Path],
    decisions: Sequence[Decision],
    learned: Path | None,
    target: Path,
    _: Path,
) -> None:
    """Link two documents, given their texts and words, and write their quads; raises :class:`PartDamaged`.

    What was found is kept beside, for the checks (:mod:`lawgraph.build.aligned`).
    ``decisions`` are those of people on their links, which go before what is found; ``learned`` coefficients in place
    of those shipped.
    """
    from ingest.write.link_quads import link_quads  # heavy, and not needed by the process that only asks
    from lawgraph.reviews.apply import align_reviewed

    alignment, troubles = align_reviewed(cut_annotation(*upper), cut_annotation(*lower), decisions, learned)
    write_part(target.with_suffix(f".{ALIGNED}"), None, [pack_alignment(alignment)])
    notes = PairNotes(len(alignment.correspondences), len(alignment.gaps), troubles)
    write_lines(target, notes, runs(unique(link_quads(alignment))))


def make_links(pairs: Sequence[Path], target: Path, _: Path) -> None:
    """Merge the quads of the pairs of a lower document; raises :class:`PartDamaged`."""
    pieces = (lines_of(data) for data, _ in merged(map(read_part, pairs)))
    write_lines(target, None, runs(chain.from_iterable(pieces)))
