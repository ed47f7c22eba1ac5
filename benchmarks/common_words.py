"""The words that say nothing of what a rule is about: those that a fifth of all rules have.

``python benchmarks/common_words.py FOLDER …``: the texts of the folders are cut into words, and those of two and more
Chinese characters that stand in at least a fifth of the texts are written to ``ingest/link/common_words.txt``. What
they are for: :mod:`ingest.link.profile`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.read import ReadError, find_sources, read  # noqa: E402
from ingest.similarity import word_terms  # noqa: E402

WORDS = ROOT / "ingest" / "link" / "common_words.txt"
_SHARE = 0.2


def common(texts: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """Return how many texts there are, and the words that a fifth of them have, in the order of their characters.

    >>> common(["应当防治", "应当种植", "防治污染", "收养登记", "继承遗产"])
    (5, ('应当', '收养', '污染', '登记', '种植', '继承', '遗产', '防治'))
    """
    held: Counter[str] = Counter()
    count = 0
    for text in texts:
        held.update({term.text for term in word_terms(text) if not term.text.isascii()})
        count += 1
    return count, tuple(sorted(word for word, texts_with in held.items() if texts_with >= _SHARE * count))


def _texts(folders: Iterable[Path]) -> Iterable[str]:
    for path in find_sources(folders).paths:
        try:
            yield read(path).text
        except ReadError as error:
            print(error, file=sys.stderr)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="+")
    count, words = common(_texts(parser.parse_args().folder))
    head = f"# Words in a fifth and more of {count} laws and regulations; made by benchmarks/common_words.py"
    WORDS.write_text("\n".join([head, *words]) + "\n", encoding="utf-8")
    print(f"{len(words)} words of {count} texts in {WORDS}")


if __name__ == "__main__":
    main()
