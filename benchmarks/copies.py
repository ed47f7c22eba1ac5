"""A larger collection made from a real one: ``python -m benchmarks.copies FOLDER OUT [--longest 5000]``.

OUT is filled with the texts of FOLDER and, up to the number asked for, with perturbed copies of them, so that no two
are alike: another division enacts it, days and numerals in the articles are others, some articles are left out and
some stand elsewhere, some sentences are gone. Half of the copies of a rule keep three quarters of its words, so that
they have much in common with it, as rules of neighbouring divisions have. ``--longest`` leaves out copies of texts of
more characters. The same arguments give the same bytes.
Their words are those of real rules, their sense is not: they measure time and size, never accuracy.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
from itertools import pairwise
from pathlib import Path

from ontology.divisions import divisions

_ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千]+条(?=[ \u3000])", re.MULTILINE)
_NUMERAL = re.compile(r"[二三四五六七八九]")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NUMERALS = "二三四五六七八九"
_SHARE_OF_NUMERALS = 0.2
_LOCAL = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|市|县)")
_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))


def numeral(number: int) -> str:
    """Return a number from 1 to 9,999 as articles are numbered.

    >>> [numeral(each) for each in (1, 10, 18, 20, 105, 110, 1260)]
    ['一', '十', '十八', '二十', '一百零五', '一百一十', '一千二百六十']
    """
    written, gap = "", False
    for value, unit in _UNITS:
        digit, number = divmod(number, value)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = not digit and bool(written)
    written += ("零" if gap and number else "") + (_DIGITS[number] if number else "")
    return written[1:] if written.startswith("一十") else written


def copied(text: str, division: str, draw: random.Random) -> str:
    """Return a copy of a text as if ``division`` had made it."""
    title, _, rest = text.partition("\n")
    local = _LOCAL.match(title.lstrip("# "))
    named = title.lstrip("# ")[local.end() :] if local else title.lstrip("# ").removeprefix("中华人民共和国")
    rest = rest.replace(local[0], division) if local else rest
    rest = _DATE.sub(lambda day: f"{day[1]}年{1 + draw.randrange(12)}月{1 + draw.randrange(28)}日", rest)
    keep = draw.choice((0.75, 0.95))
    starts = [label.start() for label in _ARTICLE.finditer(rest)]
    head = rest[: starts[0]] if starts else rest
    articles = [rest[start:end] for start, end in pairwise([*starts, len(rest)])]
    articles = [each for each in articles if draw.random() < keep] or articles
    for _ in range(len(articles) // 10):
        here, there = draw.randrange(len(articles)), draw.randrange(len(articles))
        articles[here], articles[there] = articles[there], articles[here]
    bodies = (_body(_ARTICLE.sub("", each, count=1), keep, draw) for each in articles)
    written = "".join(f"第{numeral(number)}条{body}" for number, body in enumerate(bodies, 1))
    return f"# {division}{named}\n{head}{written}".rstrip() + "\n"


def _body(article: str, keep: float, draw: random.Random) -> str:
    """Return the words of an article with other numerals, and without some of its sentences."""
    first, *others = re.split(r"(?<=。)", article)
    kept = "".join([first, *(each for each in others if each.isspace() or draw.random() < keep)])
    kept = kept if kept.endswith("\n") else kept + "\n\n"
    return _NUMERAL.sub(
        lambda one: draw.choice(_NUMERALS) if draw.random() < _SHARE_OF_NUMERALS else one[0], kept
    )


def write(folder: Path, out: Path, documents: int, seed: int, longest: int) -> int:
    """Fill ``out``, which must not be there, with so many texts of ``folder`` and copies; return how many."""
    paths = sorted(folder.rglob("*.md"))
    names = [
        each.name
        for each in divisions()
        if each.level in ("prefecture", "county") and each.valid_until is None
    ]
    short = [path for path in paths if len(path.read_text("utf-8")) <= longest]
    draw = random.Random(seed)
    out.mkdir(parents=True)
    for path in paths[:documents]:
        target = out / "real" / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for number in range(len(paths), documents):
        path, division = draw.choice(short), draw.choice(names)
        target = out / "copies" / f"{number // 1000:03d}" / f"{number:06d}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(copied(path.read_text("utf-8"), division, draw), "utf-8")
    return documents


def main() -> None:
    """Write the collection."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--documents", type=int, default=10_000)
    ask.add_argument("--seed", type=int, default=16)
    ask.add_argument("--longest", type=int, default=1_000_000, help="characters of a text that is copied")
    args = ask.parse_args()
    if args.out.exists():
        sys.exit(f"{args.out}: 已存在，请另选文件夹。It is there already; choose another folder.")
    print(
        f"{write(args.folder, args.out, args.documents, args.seed, args.longest):,} documents",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
