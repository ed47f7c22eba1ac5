"""Whether every document of a collection ends, loses no character, and has as many articles as it has labels.

``python benchmarks/bulk.py FOLDER … [--facts 3] [--show]``: each file is read and its structure found; every
``--facts``-th is annotated too (0: none). Printed are

ended      files that came to an end, of all, with the longest time
covered    files of which every character that is no blank is in exactly one provision or residue, and in exactly one
           of the parts of each provision
articles   files with as many articles as labels, counted by a pattern that knows nothing of the reader: 第…条 at the
           start of a line or after a full stop, outside quotations and comments

``--show`` names each file that differs, with what the two counts are.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.model import Document, ProvisionKind  # noqa: E402
from ingest.pipeline import annotate  # noqa: E402
from ingest.read import ReadError, find_sources  # noqa: E402
from ingest.structure import read_document  # noqa: E402
from ingest.text import Span  # noqa: E402

_NUMERAL = r"[〇零一二三四五六七八九十百千两\d]"
_LABEL = re.compile(
    rf"(?:^[\s#>*\-]*|(?<=。)\s*|(?<=附则))第({_NUMERAL}(?:[ \u3000]?{_NUMERAL})*)[ \u3000]?条"
    r"((?:之[一二三四五六七八九十]+)?)(?![第、，和至款项的规])"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def labels(text: str) -> list[str]:
    """Return the labels of articles at the starts of lines and after full stops, those in quotations left out.

    >>> labels("第一条 甲\\n“第二条 乙\\n第三条 丙”\\n第二 条 丁。第三条戊。第四条规定的己。")
    ['第一条', '第二条', '第三条']
    """
    lines = _COMMENT.sub("", text).splitlines()
    found, inside = [], False
    for at, line in enumerate(lines):
        for label in _LABEL.finditer(line):
            before = line[: label.start()]
            opened, closed = before.rfind("“"), before.rfind("”")
            if not (inside if opened == closed else opened > closed):
                found.append(f"第{''.join(label[1].split())}条{label[2]}")
        opened, closed = line.rfind("“"), line.rfind("”")
        if opened != closed:
            inside = opened > closed and _is_closed(lines, at + 1)
    return found


def _is_closed(lines: list[str], start: int) -> bool:
    """Tell whether the quotation that is open at a line ends before another begins inside a line."""
    for line in lines[start : start + 200]:
        mark = re.search("[“”]", line.lstrip("“ \u3000"))
        if mark:
            return mark[0] == "”" or line.startswith("“")
    return False


def _times(spans: Iterable[Span], length: int) -> list[int]:
    """Return how often each character is in one of ``spans``."""
    steps = [0] * (length + 1)
    for start, end in spans:
        steps[start] += 1
        steps[end] -= 1
    return list(accumulate(steps))[:length]


def uncovered(document: Document) -> int:
    """Return how many characters are in no part of the document, or in several."""
    text = document.source.text
    tops = [span for each in document.provisions if each.parent is None for span in each.spans]
    times = _times([*tops, *(span for each in document.residues for span in each.spans)], len(text))
    wrong = sum(count != 1 for count, char in zip(times, text, strict=True) if not char.isspace())
    leaves = _times((span for each in document.leaves() for span in each.spans), len(text))
    return wrong + sum(count > 1 for count in leaves)


def _inner(document: Document) -> Iterator[str]:
    """Yield the paths of provisions that do not lie in their parents."""
    for each in document.provisions:
        if each.parent is not None:
            outer = document.provision(each.parent).spans
            if each.spans and not (
                outer[0].start <= each.spans[0].start and each.spans[-1].end <= outer[-1].end
            ):
                yield each.path


def compare(document: Document, name: str, figures: Counter[str], show: bool) -> None:
    """Count what is lost and doubled of a document, and its articles beside its labels."""
    lost = uncovered(document) + sum(1 for _ in _inner(document))
    wanted = Counter(labels(document.source.text))
    got = Counter(
        "".join((each.label or "").split())
        for each in document.provisions
        if each.kind is ProvisionKind.ARTICLE
    )
    same = wanted.total() == got.total()
    figures.update(
        characters=len(document.source.text), ended=1, covered=lost == 0, same=same,
        labels=wanted.total(), articles=got.total(),
    )  # fmt: skip
    if show and (lost or not same):
        missing, more = list((wanted - got).elements()), list((got - wanted).elements())
        print(
            f"{name}: lost {lost}; labels {wanted.total()}, articles {got.total()};",
            "missing", *missing[:5], "more", *more[:5], flush=True,
        )  # fmt: skip


def main() -> int:
    """Read all and print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--facts", type=int, default=3)
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--every", type=int, default=1, help="read every so many of the files only")
    args = ask.parse_args()
    paths = find_sources(args.folders).paths[:: args.every]
    figures: Counter[str] = Counter()
    slowest = (0.0, "")
    for at, path in enumerate(paths):
        started = perf_counter()
        try:
            document = read_document(path)
            if args.facts and at % args.facts == 0:
                annotate(document)
                figures["annotated"] += 1
        except ReadError as error:
            print(f"not read: {error}")
            continue
        slowest = max(slowest, (perf_counter() - started, path.name))
        compare(document, path.name, figures, args.show)
    of = len(paths)
    print(
        f"ended {figures['ended']} of {of}, {figures['annotated']} with facts;"
        f" longest {slowest[0]:.2f} s {slowest[1]}"
    )
    print(f"covered {figures['covered']} of {of} ({figures['characters']} characters)")
    print(
        f"articles as many as labels in {figures['same']} of {of} ({figures['same'] / of:.4f});"
        f" {figures['articles']} articles, {figures['labels']} labels"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
