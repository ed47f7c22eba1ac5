"""The vectors of words that the linker compares provisions by: ``ingest/link/word_vectors.npz``.

``python benchmarks/word_vectors.py FOLDER … --without FILE …``: the texts of the folders are cut into words, paragraph
by paragraph; how much oftener than by chance two words stand within :data:`WINDOW` words of each other (positive
pointwise mutual information, context counts to the power of :data:`POWER`) is factorised (Levy, Goldberg, Dagan,
*Improving distributional similarity with lessons learned from word embeddings*, TACL 3, 2015): the first
:data:`DIMENSIONS` singular vectors, times the roots of the singular values, brought to length one and kept in bytes.
``--without`` names files (or a list of names, one a line) that are left out: those of annotated pairs.

Beside each vector stands in how many of the paragraphs, in thousandths of the logarithm, its word does not stand
(``rarity``: 1,000 for a word of one paragraph, 0 for one of all).
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.read import ReadError, find_sources, read  # noqa: E402
from ingest.similarity import word_terms  # noqa: E402

VECTORS = ROOT / "ingest" / "link" / "word_vectors.npz"
WINDOW = 5
POWER = 0.75
DIMENSIONS = 100
LEAST = 8  # times that a word must be seen
_STEPS = 8  # of the iteration that finds the singular vectors
_OVER = 16  # more of them than are kept
_AT_ONCE = 1 << 18

Floats = NDArray[np.float64]


class Sparse:
    """A symmetric matrix by its entries, sorted by row."""

    def __init__(self, size: int, places: NDArray[np.int64], values: Floats) -> None:
        self.size = size
        self.rows, self.columns = np.divmod(places, size)
        self.values = values

    def times(self, right: Floats) -> Floats:
        """Return the product with a matrix of few columns."""
        out = np.zeros((self.size, right.shape[1]))
        for start in range(0, len(self.rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            rows = self.rows[part]
            products = self.values[part, None] * right[self.columns[part]]
            first = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
            out[rows[first]] += np.add.reduceat(products, first, axis=0)
        return out


def near(texts: Iterable[Sequence[int]], size: int) -> Sparse:
    """Return how much oftener than by chance words, given by their numbers (-1: none), stand beside each other."""
    gap = [-1] * WINDOW
    flat = np.array([number for text in texts for number in (*text, *gap)], dtype=np.int64)
    places, counts = np.array([], dtype=np.int64), np.array([], dtype=np.float64)
    for distance in range(1, WINDOW + 1):
        one, other = flat[:-distance], flat[distance:]
        both = (one >= 0) & (other >= 0)
        one, other = one[both], other[both]
        all_places = np.concatenate([places, one * size + other, other * size + one])
        weight = (WINDOW + 1 - distance) / WINDOW
        weights = np.concatenate([counts, np.full(2 * len(one), weight)])
        places, which = np.unique(all_places, return_inverse=True)
        counts = np.bincount(which, weights)
    rows, columns = np.divmod(places, size)
    of_row = np.bincount(rows, counts, minlength=size)
    context = of_row**POWER
    information = np.log(counts / of_row[rows] / (context / context.sum())[columns])
    kept = information > 0
    return Sparse(size, places[kept], information[kept])


def factors(matrix: Sparse, dimensions: int) -> Floats:
    """Return the first singular vectors, times the roots of the singular values (subspace iteration)."""
    start = np.random.default_rng(1).standard_normal((matrix.size, dimensions + _OVER))
    basis, _ = np.linalg.qr(start)
    for _ in range(_STEPS):
        basis, _ = np.linalg.qr(matrix.times(basis))
    small = basis.T @ matrix.times(basis)
    values, inner = np.linalg.eigh((small + small.T) / 2)
    order = np.argsort(-values)[:dimensions]
    return (basis @ inner[:, order]) * np.sqrt(np.maximum(values[order], 0.0))


def _paragraphs(folders: Sequence[Path], without: frozenset[str]) -> Iterable[list[str]]:
    for path in find_sources(folders).paths:
        if path.name in without:
            continue
        try:
            text = read(path).text
        except ReadError as error:
            print(error, file=sys.stderr)
            continue
        for line in text.splitlines():
            words = [term.text for term in word_terms(line)]
            if len(words) > WINDOW:
                yield words


def main() -> None:
    """Write the vectors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, help="a list of names of files, one a line")
    args = parser.parse_args()
    left_out = frozenset(args.without.read_text("utf-8").split("\n")) if args.without else frozenset()
    paragraphs = list(_paragraphs(args.folder, left_out))
    seen = Counter(word for words in paragraphs for word in words)
    held = Counter(word for words in paragraphs for word in set(words))
    kept = sorted(word for word, times in seen.items() if times >= LEAST)
    number = {word: at for at, word in enumerate(kept)}
    matrix = near(([number.get(word, -1) for word in words] for words in paragraphs), len(kept))
    vectors = factors(matrix, DIMENSIONS)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    scale = 127 / np.abs(vectors).max(axis=1, keepdims=True)
    whole = math.log(len(paragraphs))
    rarity = [round(1000 * math.log(len(paragraphs) / held[word]) / whole) for word in kept]
    np.savez_compressed(
        VECTORS,
        words=np.frombuffer("\n".join(kept).encode("utf-8"), dtype=np.uint8),
        vectors=np.round(vectors * scale).astype(np.int8),
        rarity=np.array(rarity, dtype=np.int16),
    )
    digest = hashlib.sha256(VECTORS.read_bytes()).hexdigest()
    print(
        f"{len(kept)} words of {len(paragraphs)} paragraphs in {VECTORS}, {VECTORS.stat().st_size} bytes, {digest}"
    )


if __name__ == "__main__":
    main()
