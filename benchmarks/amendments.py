"""Amending decisions made from real pairs of versions, and how many of their instructions are applied exactly.

``python -m benchmarks.amendments FOLDER`` takes the titles that stand in a folder of Markdown laws in two dated
versions (``title(YYYY-MM-DD).md``), draws twenty pairs that look like amendments, writes for each a decision in the
usual formulas and applies it to the old version. An instruction is exact where the article it is on has the words
of the new version afterwards. ``--print`` shows the decisions, to be read. The maker reads articles by lines of its
own: it shares no code with the reader that it tests, and no words with its lists.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ingest.amend import Consolidated, Operation, apply
from ingest.structure import structure
from ingest.text import SourceText

_DATED = re.compile(r"(.*)\((\d{4}-\d{2}-\d{2})\)\.md$")
_ARTICLE = re.compile(r"第([一二三四五六七八九十百零]+)条(?:[ 　]+(.*)|$)")
_ITEM = re.compile(r"（[一二三四五六七八九十]+）")
_HAN = "零一二三四五六七八九"
SEED = 29


def han(number: int) -> str:
    """Write a number below 1,000 in Chinese."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (_HAN[ones] if ones or not number else "")


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its title, day, and articles as paragraphs, each a list of lines (the first, then items)."""

    path: Path
    title: str
    day: str
    articles: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def words(self) -> list[str]:
        """The words of each article in one string."""
        return ["".join("".join(lines) for lines in article) for article in self.articles]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without headings, those that lost their sign too: short, and ended by no mark."""
    lines = [line.strip() for line in text.partition("<!-- INFO END -->")[2].split("\n")]
    return [
        line
        for line in lines
        if line
        and not line.startswith("#")
        and (len(line) > 25 or line[-1] in "。；：，、”）;:" or _ARTICLE.match(line))
    ]


def version(path: Path, title: str, day: str) -> Version | None:
    """Read a version by its lines; ``None`` where its articles are not numbered one after the other."""
    articles: list[list[list[str]]] = []
    for line in lines_of(path.read_text(encoding="utf-8")):
        found = _ARTICLE.match(line)
        if found is not None and found[1] == han(len(articles) + 1):
            articles.append([[(found[2] or "").strip()]])
        elif found is not None and articles:
            return None
        elif articles and _ITEM.match(line):
            articles[-1][-1].append(line)
        elif articles:
            articles[-1].append([line])
    if len(articles) < 10 or not all(article[0][0] for article in articles):
        return None
    return Version(path, title, day, tuple(tuple(tuple(p) for p in article) for article in articles))


def pairs(folder: Path) -> list[tuple[Version, Version]]:
    """Return pairs of versions that follow each other and share at least three quarters of their articles."""
    dated: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    for path in sorted(folder.rglob("*.md")):
        if (found := _DATED.match(path.name)) is not None:
            dated[found[1]].append((found[2], path))
    made = []
    for title, several in sorted(dated.items()):
        several.sort()
        read = [v for day, path in several if (v := version(path, title, day)) is not None]
        for old, new in pairwise(read):
            if (
                old.day < new.day
                and old.words != new.words
                and len(set(old.words) & set(new.words)) >= 0.5 * len(old.words)
            ):
                made.append((old, new))
    return made


def aligned(old: Version, new: Version) -> list[tuple[int | None, int | None]]:
    """Return which article of the old version is which of the new one, in order; None where it is new or gone."""
    one, other = old.words, new.words
    made: list[tuple[int | None, int | None]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            made += zip(range(a, b), range(c, d), strict=True)
        else:
            made += _alike(one, other, list(range(a, b)), list(range(c, d)))
    return made


def _alike(
    one: Sequence[str], other: Sequence[str], olds: list[int], news: list[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Pair changed articles in order by how much of their words is the same."""
    while olds and news:
        likely = [
            (difflib.SequenceMatcher(None, one[a], other[b], autojunk=False).ratio(), -i - j, i, j)
            for i, a in enumerate(olds[:6])
            for j, b in enumerate(news[:6])
        ]
        near = [each for each in likely if each[0] >= 0.5]
        if not near:
            break
        _, _, i, j = max(near, key=lambda each: (each[1], each[0]))
        yield from ((a, None) for a in olds[:i])
        yield from ((None, b) for b in news[:j])
        yield olds[i], news[j]
        olds, news = olds[i + 1 :], news[j + 1 :]
    yield from ((a, None) for a in olds)
    yield from ((None, b) for b in news)


@dataclass(slots=True)
class Made:
    """A decision made: its points, each with the number of the new article (None: gone) that it leads to."""

    old: Version
    new: Version
    points: list[tuple[str, int | None]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The decision."""
        title = self.old.title
        head = f"关于修改《{title}》的决定\n\n{_day(self.new.day)}通过\n\n决定对《{title}》作如下修改：\n\n"
        body = "\n\n".join(f"{han(at)}、{point}" for at, (point, _) in enumerate(self.points, 1))
        tail = "\n\n此外，对条文顺序作相应调整。\n\n本决定自公布之日起施行。\n\n"
        return f"{head}{body}{tail}《{title}》根据本决定作相应修改，重新公布。\n"


def _day(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{year}年{int(month)}月{int(of_month)}日"


def quoted(lines: Sequence[str], *, again: bool) -> str:
    """Quote lines: marks in them one level down, each further line opened again in one of the two manners."""
    low = [line.replace("“", "‘").replace("”", "’") for line in lines]
    return "“" + ("\n\n“" if again else "\n\n").join(low) + "”"


def _flat(article: Sequence[Sequence[str]]) -> list[str]:
    return [line for paragraph in article for line in paragraph]


def decision(old: Version, new: Version, chance: random.Random) -> Made:
    """Write the decision that leads from one version to the next."""
    made = Made(old, new)
    again = chance.random() < 0.6
    for a, b in aligned(old, new):
        if a is None and b is not None:
            words = quoted(_flat(new.articles[b]), again=again)
            comma = "，" if chance.random() < 0.7 else ""
            made.points.append((f"增加一条{comma}作为第{han(b + 1)}条：{words}", b + 1))
        elif b is None and a is not None:
            made.points.append((f"{chance.choice(['删去', '删除'])}第{han(a + 1)}条。", None))
        elif a is not None and b is not None and old.words[a] != new.words[b]:
            moved = a + 1 != b + 1
            made.points.append(
                (_changed(old.articles[a], new.articles[b], a + 1, b + 1, moved, again, chance), b + 1)
            )
    return made


def _changed(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    number: int,
    to: int,
    moved: bool,
    again: bool,
    chance: random.Random,
) -> str:
    """Write what changes an article: words, paragraphs, items, or all of it."""
    label = f"第{han(number)}条"
    says_move = moved and chance.random() < 0.6
    items = _by_items(old, new)
    ways = [_by_words(old, new, chance), _by_paragraphs(old, new, again)] if items is None else [items]
    fit = [way for way in ways if way is not None]
    if fit and chance.random() < 0.85:
        clauses = chance.choice(fit)
        if says_move:
            if not clauses[0].startswith("@") and not clauses[0].startswith("删去@第"):
                return f"将{label}改为第{han(to)}条，修改为：{quoted(_flat(new), again=again)}"
            first = clauses[0].replace("@", "", 1)
            named = f"将{label}改为第{han(to)}条，" + ("其中的" if first.startswith("中的") else "")
            first = first.removeprefix("中的")
            return "\n\n".join([named + first, *(each.replace("@", "") for each in clauses[1:])])
        start = (
            chance.choice(["将", ""])
            if "删去" not in clauses[0] and "增加" not in clauses[0][:9] and clauses[0][0] == "@"
            else ""
        )
        return "\n\n".join(
            [start + clauses[0].replace("@", label), *(each.replace("@", "") for each in clauses[1:])]
        )
    words = quoted(_flat(new), again=again)
    if says_move:
        return f"将{label}改为第{han(to)}条，修改为：{words}"
    return f"将{label}修改为：{words}" if chance.random() < 0.7 else f"{label}修改为：{words}"


def _by_words(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], chance: random.Random
) -> list[str] | None:
    """Write 第X条中的“甲”修改为“乙” where a few words of one line are others; the words quoted stand once."""
    one, other = _flat(old), _flat(new)
    if [len(p) for p in old] != [len(p) for p in new]:
        return None
    text = "\n".join(one)
    made = []
    for before, after in zip(one, other, strict=True):
        blocks = [
            op
            for op in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
            if op[0] != "equal"
        ]
        if not blocks:
            continue
        start, end = blocks[0][1], blocks[-1][2]
        c, d = blocks[0][3], blocks[-1][4]
        label = _ITEM.match(before)
        first = label.end() if label else 0
        if start < first:
            return None
        while start > first and (text.count(before[start:end]) != 1 or end - start < 2 or d - c < 1):
            start, c = start - 1, c - 1
        while end < len(before) and text.count(before[start:end]) != 1:
            end, d = end + 1, d + 1
        if (
            text.count(before[start:end]) != 1
            or end - start > 40
            or "“" in before[start:end] + after[c:d]
            or "”" in before[start:end] + after[c:d]
        ):
            return None
        made.append((before[start:end], after[c:d]))
    if not made or len(made) > 3:
        return None
    if len(made) == 1 and (special := _added_or_cut(*made[0], text)) is not None:
        return [special]
    if len(made) > 1 and chance.random() < 0.4:
        olds, news = ("、".join(f"“{pair[side]}”" for pair in made) for side in (0, 1))
        return [f"@中的{olds}分别修改为{news}。"]
    said = "，".join(f"“{a}”修改为“{b}”" for a, b in made)
    return [f"@中的{said}。"]


def _added_or_cut(old: str, new: str, text: str) -> str | None:
    """Write words that are only added behind others, or only cut, so; ``None`` for a change of both."""
    at = 0
    while at < min(len(old), len(new)) and old[at] == new[at]:
        at += 1
    behind = old[at:]
    if new.endswith(behind) and len(new) > len(old) and at >= 2:
        added = new[at : len(new) - len(behind)]
        return f"在@中的“{old[:at]}”后增加“{added}”。" if text.count(old[:at]) == 1 else None
    if old.endswith(new[at:]) and len(old) > len(new):
        cut = old[at : len(old) - len(new[at:])]
        return f"删去@中的“{cut}”。" if text.count(cut) == 1 else None
    return None


def _by_paragraphs(
    old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], again: bool
) -> list[str] | None:
    """Write what becomes of the paragraphs of an article, where at least one stays."""
    if len(old) == 1 and len(new) == 1:
        return None
    one, other = ["".join(p) for p in old], ["".join(p) for p in new]
    made: list[str] = []
    kept = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            kept += b - a
        elif tag == "replace" and b - a == d - c:
            made += [
                f"@第{han(i + 1)}款修改为：{quoted(new[j], again=again)}"
                for i, j in zip(range(a, b), range(c, d), strict=True)
            ]
        elif tag == "delete":
            made.append("删去@" + "、".join(f"第{han(i + 1)}款" for i in range(a, b)) + "。")
        elif tag == "insert":
            many = {1: "一", 2: "两", 3: "三"}.get(d - c)
            if many is None:
                return None
            numbers = "、".join(f"第{han(j + 1)}款" for j in range(c, d))
            made.append(f"@增加{many}款，作为{numbers}：{quoted(_flat(new[c:d]), again=again)}")
        else:
            return None
    return made if kept and made else None


def _by_items(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[str] | None:
    """Write what becomes of the items of the only paragraph with items, where all else stays."""
    if len(old) != len(new):
        return None
    listed = [at for at, paragraph in enumerate(old) if len(paragraph) > 1]
    if len(listed) != 1 or any(old[i] != new[i] for i in range(len(old)) if i != listed[0]):
        return None
    at = listed[0]
    if old[at][0] != new[at][0] or len(new[at]) < 2:
        return None
    one = [_ITEM.sub("", line, count=1) for line in old[at][1:]]
    other = [_ITEM.sub("", line, count=1) for line in new[at][1:]]
    where = f"第{han(at + 1)}款" if len(old) > 1 else ""
    made: list[str] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and b - a == d - c:
            made += [
                f"@{where}第{han(i + 1)}项修改为：{quoted([new[at][j + 1]], again=True)}"
                for i, j in zip(range(a, b), range(c, d), strict=True)
            ]
        elif tag == "delete":
            made.append(f"删去@{where}" + "、".join(f"第{han(i + 1)}项" for i in range(a, b)) + "。")
        elif tag == "insert" and d - c == 1:
            made.append(f"@{where}增加一项，作为第{han(c + 1)}项：{quoted([new[at][c + 1]], again=True)}")
        else:
            return None
    return made or None


@dataclass(frozen=True, slots=True)
class Score:
    """Instructions of a decision: exact, applied and not exact, refused; and articles equal to those of the version."""

    exact: int
    wrong: int
    refused: int
    articles: int
    equal: int


def score(made: Made, done: Consolidated) -> tuple[Score, list[str]]:
    """Compare the consolidated text with the new version, article by article."""
    words: list[str] = []
    for line in lines_of(done.text):
        if (found := _ARTICLE.match(line)) is not None:
            words.append(f"第{found[1]}条" + (found[2] or "").strip())
        elif words:
            words[-1] += line
    expected = [f"第{han(at)}条{each}" for at, each in enumerate(made.new.words, 1)]
    same = [at < len(words) and words[at] == each for at, each in enumerate(expected)]
    exact = wrong = refused = 0
    said = []
    for outcome in done.outcomes:
        one = outcome.instruction
        if one.operation in (Operation.COMMENCE, Operation.REPUBLISH, Operation.ORDER):
            continue
        point = _point(one.label)
        to = made.points[point - 1][1] if point else None
        right = same[to - 1] if to else len(words) == len(expected)
        if outcome.applied is False:
            refused += 1
            said.append(f"  refused {one.text[:90]} … {outcome.reason}")
        elif right:
            exact += 1
        else:
            wrong += 1
            found = words[to - 1] if to and to <= len(words) else ""
            said.append(f"  wrong   {one.text[:90]} …\n     is    {found}")
            said.append(f"     not   {expected[to - 1] if to else ''}")
    return Score(exact, wrong, refused, len(expected), sum(same)), said


def _point(label: str | None) -> int:
    for number in range(1, 300):
        if label == f"{han(number)}、":
            return number
    return 0


def main() -> None:
    """Make the decisions, apply them, and tell what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--print", action="store_true", dest="show")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    found = pairs(given.folder)
    drawn = chance.sample(found, min(given.pairs, len(found)))
    total = [0, 0, 0, 0, 0]
    for old, new in drawn:
        made = decision(old, new, chance)
        base = structure(_source(old.path.name, old.path.read_text(encoding="utf-8")))
        done = apply(base, structure(_source("decision.txt", made.text)), regardless_of_dates=True)
        one, said = score(made, done)
        for at, value in enumerate((one.exact, one.wrong, one.refused, one.articles, one.equal)):
            total[at] += value
        print(f"{old.title} {old.day} → {new.day}: {one}")
        if done.refused:
            print("  nothing applied:", done.refused)
        print("\n".join(said), end="\n" if said else "")
        if given.show:
            print(made.text)
    exact, wrong, refused, articles, equal = total
    share = exact / max(1, exact + wrong + refused)
    print(
        f"{len(drawn)} of {len(found)} pairs: {exact} exact, {wrong} wrong, {refused} refused ({share:.1%});",
        f"{equal} of {articles} articles equal",
    )


def _source(name: str, text: str) -> SourceText:
    return SourceText(name, text, "0" * 64, "text/markdown" if name.endswith(".md") else "text/plain")


if __name__ == "__main__":
    main()
