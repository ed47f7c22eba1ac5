"""Labels by sequence: which sites are labels, and the lines cut so that every label opens its own.

A label at the start of a line is an anchor; a site in mid-line is a label only where its number goes on: it fills
what is missing between anchors, or makes a whole chain (1, 2, 3 …) in a text that has lost its line breaks. Articles
are one chain through the text, the levels below start anew under each label above them. Of all chains the one is taken
that the sites together speak for most (:func:`_chain`, one look at each site). :func:`cut` parts the lines,
:func:`labels` reads the labels of parted lines; both go by the same chains.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.repair.wrap import ends_sentence
from ingest.structure.front import is_title
from ingest.structure.labels import LONGEST_DIVISION_HEADING, Label, Level, is_closing_chapter, label_of
from ingest.structure.once import plain_form
from ingest.structure.outline import read_outline
from ingest.structure.quotations import quoted_lines
from ingest.structure.sites import Left, Site, first_sites, sites

_ANCHOR = 6.0
_WEAK = 1.0  # a reference may stand there as well
_BREAK = 2.5  # what a number costs that does not go on
_NEVER = float("-inf")
_HOLE = 1.0  # one or two numbers are missing
_LONGEST_BARE = 15  # a heading without a number
_SEVERAL = 3  # ordinals of a list of paragraphs
_RUN_TOGETHER = 2  # other labels in mid-line of a line that was run together
_HEADED_PART = re.compile(r"[^。；：]{3,40}。[^。]+。")  # of a paragraph with its ordinal
_BARE = re.compile(r"[\u4e00-\u9fff\s]+")
_BELOW = (Level.HEADED, Level.ITEM, Level.ORDINAL, Level.SUBITEM, Level.POINT, Level.CIRCLE)


@dataclass(slots=True)
class Chosen:
    """The sites of a text, and which of them are labels: ``labels`` holds their indexes.

    ``bare``: how many characters of a heading without a number stand right before the site of an article.
    """

    found: list[Site]
    labels: set[int] = field(default_factory=set)
    bare: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Best:
    """The best chains so far: of all, by their last number and by its whole part, each by its last site."""

    scores: list[float] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    wholes: dict[int, int] = field(default_factory=dict)
    top: int = -1

    def way(self, site: Site, scope_top: int) -> tuple[float, int]:
        """Return the score and the last site of the best chain that ``site`` can go on with."""
        whole, inserted = number = site.number
        anchor, first, marked = site.left is Left.START, number == (1, 0), site.left is Left.STOP
        scores, best = self.scores, (_NEVER, -1)
        previous = self.numbers.get((whole, inserted - 1)) if inserted else self.wholes.get(whole - 1)
        if previous is not None:
            best = max(best, (scores[previous], previous))
        if anchor or first or (marked and site.apart):
            best = max(best, (0.0 if first else -_BREAK, -1))
        if (anchor or first) and self.top >= 0:
            best = max(best, (scores[self.top] - _BREAK, self.top))
        if first and scope_top >= 0:
            best = max(best, (scores[scope_top], scope_top))
        if (anchor or marked) and not inserted:
            for hole in (whole - 2, whole - 3):
                if hole in self.wholes:
                    best = max(best, (scores[self.wholes[hole]] - _HOLE, self.wholes[hole]))
        return best

    def take(self, site: Site, score: float, before: int) -> None:
        """Add the next site."""
        at = len(self.scores)
        self.scores.append(score)
        self.before.append(before)
        if score == _NEVER:
            return
        whole, _ = number = site.number
        if score > 0 and (self.top < 0 or score >= self.scores[self.top]):
            self.top = at
        if number not in self.numbers or score >= self.scores[self.numbers[number]]:
            self.numbers[number] = at
        if whole not in self.wholes or score >= self.scores[self.wholes[whole]]:
            self.wholes[whole] = at


def _chain(found: Sequence[Site], weights: Sequence[float], scopes: Sequence[int] = ()) -> list[int]:
    """Return the indexes of the sites that make the best chain of numbers; a site of weight 0 is in none.

    A number goes on from the one before it (16 from 15 or 15.2, 15.1 from 15) at no cost. To begin anew at 1, and an
    anchor that does not go on, cost a break; one or two missing numbers before a well-marked site, a hole. In another
    of the ``scopes`` to begin anew costs nothing.
    """
    best = _Best()
    scope_top = -1
    for at, (site, weight) in enumerate(zip(found, weights, strict=True)):
        if scopes and at and scopes[at] != scopes[at - 1]:
            scope_top = best.top
        score, before = best.way(site, scope_top) if weight else (_NEVER, -1)
        best.take(site, score + weight, before)
    chain: list[int] = []
    at = best.top
    while at >= 0:
        chain.append(at)
        at = best.before[at]
    return chain[::-1]


def _goes_on(one: Site, other: Site) -> bool:
    (whole, inserted), following = one.number, other.number
    return following in ((whole + 1, 0), (whole, inserted + 1))


def _whole_runs(found: Sequence[Site], chain: Iterable[int], headed: Collection[int] = ()) -> list[int]:
    """Leave out runs of consecutive numbers in mid-line that are one label long, or two that begin with no 1.

    A site right below the heading of a chapter (``headed``) needs no other.
    """
    runs: list[list[int]] = []
    for at in chain:
        if runs and _goes_on(found[runs[-1][-1]], found[at]):
            runs[-1].append(at)
        else:
            runs.append([at])
    kept: list[int] = []
    for order, run in enumerate(runs):
        anchored = any(found[at].left is Left.START or at in headed for at in run)
        begins = found[run[0]].number == (1, 0) or order > 0
        if anchored or len(run) > (1 if begins else 2):
            kept.extend(run)
    return kept


def _divisions(chosen: Chosen, lines: Sequence[str]) -> None:
    """Choose the sites of 编, 章 and 节 that head what follows them."""
    last: dict[Level, int] = {}
    found = chosen.found
    for at, site in enumerate(found):
        level = site.label.level
        if level > Level.SECTION or site.cites or site.refers:
            continue
        number = site.number[0]
        if not _heads(found, at, lines):
            continue
        sequential = number in (1, last.get(level, 0) + 1)
        under = site.under and found[at - 1].label.level <= Level.SECTION
        marked = site.left is Left.STOP and site.apart
        placed = (
            site.left is Left.START
            or marked
            or (sequential and (site.left > Left.GLUED or number == 1 or under))
        )
        if placed:
            chosen.labels.add(at)
            last[level] = number
            for below in [below for below in last if below > level]:
                del last[below]


def _heads(found: Sequence[Site], at: int, lines: Sequence[str]) -> bool:
    """Say whether short words follow the site of a division, and then a label of an article or of a division."""
    site = found[at]
    after = at + 1
    while after < len(found) and _in_sentence(found[after]):
        after += 1
    following = found[after] if after < len(found) else None
    line = lines[site.line]
    if following is not None and following.line == site.line and following.label.level <= Level.ARTICLE:
        words = line[site.label.end : following.label.start].strip()
        return (
            bool(words)
            and _is_heading(words)
            and not (following.cites or (following.refers and not following.apart))
        )
    if site.left is Left.START:
        return label_of(line) is not None
    words = line[site.label.end :].strip()
    opens = following is None or (following.left is Left.START and following.label.level <= Level.ARTICLE)
    return bool(words) and _is_heading(words) and opens


def _in_sentence(site: Site) -> bool:
    """Say whether a site may be 一是 within a paragraph."""
    return site.label.level is Level.ORDINAL and site.left is not Left.START


def _is_heading(words: str) -> bool:
    return len(words) <= LONGEST_DIVISION_HEADING and not any(mark in words for mark in "。；：，！？")


def _article_weight(chosen: Chosen, at: int) -> float:
    """Say how much speaks for the site of an article: its number aside."""
    site = chosen.found[at]
    if site.left is Left.START:
        return _ANCHOR if site.apart and not site.refers else _WEAK if site.apart or not site.refers else 0.0
    if site.cites or (site.refers and not (site.left is Left.STOP and site.apart)):
        return 0.0
    if site.refers:
        return 0.6
    above = chosen.found[at - 1] if at else None
    if site.under and above is not None and site.words and _is_heading(site.words):
        if at - 1 in chosen.labels:
            return 2.0
        if above.label.level in (Level.HEADED, Level.ITEM) and not above.cites and above.left >= Left.CLOSED:
            return 1.5
    if site.left >= Left.CLOSED:
        return (2.0 if site.apart else 1.2) - (0.0 if site.left is Left.STOP else 0.7)
    if site.number == (1, 0) or site.left is Left.BLANK:
        return 0.8 if site.apart else 0.3
    bare = site.fresh and site.words is not None and _bare_heading(site.words)
    return (0.5 if site.apart else 0.3) if bare else 0.0


def _bare_heading(words: str) -> bool:
    return 0 < len(words) <= _LONGEST_BARE and _BARE.fullmatch(words) is not None


def _articles(chosen: Chosen) -> None:
    """Choose the sites of articles: one chain through the text."""
    places = [at for at, site in enumerate(chosen.found) if site.label.level is Level.ARTICLE]
    found = [chosen.found[at] for at in places]
    chain = _chain(found, [_article_weight(chosen, at) for at in places])
    headed = {n for n, at in enumerate(places) if chosen.found[at].under and at - 1 in chosen.labels}
    chain = _whole_runs(found, chain, headed)
    for at in (places[n] for n in chain):
        site = chosen.found[at]
        chosen.labels.add(at)
        if site.left is Left.START or not site.words:
            continue
        above = chosen.found[at - 1]
        if site.under and above.label.level in (Level.HEADED, Level.ITEM) and _is_heading(site.words):
            chosen.labels.add(at - 1)
        elif (
            site.left < Left.CLOSED and not site.under and site.number != (1, 0) and _bare_heading(site.words)
        ):
            chosen.bare[at] = len(site.words)


def _lower_weight(chosen: Chosen, at: int) -> float:
    site = chosen.found[at]
    if site.left is Left.START:
        return _ANCHOR
    if site.cites or site.refers:
        return 0.0
    if site.left >= Left.CLOSED:
        return 2.0 if site.left is Left.STOP else 1.5
    first = site.number == (1, 0)
    if site.under and at - 1 in chosen.labels and site.words and _is_heading(site.words.replace("，", "")):
        above = chosen.found[at - 1].label.level
        return 1.5 if above < site.label.level and above is not Level.ARTICLE else 0.0
    if first and site.label.level is Level.HEADED:
        return (
            0.5 if is_title(site.words or "") else 0.2
        )  # after the front of the text, which ends with no mark
    return 0.0


def _below(chosen: Chosen, lines: Sequence[str]) -> None:
    """Choose the sites below the articles, one level after the other, anew under every article.

    In a text without articles the numbers of a level may run on through its sections.
    """
    present = {site.label.level for site in chosen.found}
    for level in (each for each in _BELOW if each in present):
        article: list[int] = []
        scopes: list[int] = []
        scope = 0
        for at, site in enumerate(chosen.found):
            if at in chosen.labels and site.label.level < level:
                scope += 1
                if site.label.level is Level.ARTICLE:
                    _in_article(chosen, lines, article, scopes)
                    article, scopes = [], []
            elif site.label.level is level and at not in chosen.labels:
                article.append(at)
                scopes.append(scope)
        _in_article(chosen, lines, article, scopes)


def _in_article(chosen: Chosen, lines: Sequence[str], places: Sequence[int], scopes: Sequence[int]) -> None:
    """Choose the sites of one level under one article, or in a text without articles."""
    if not places:
        return
    found = [chosen.found[at] for at in places]
    if all(site.left is Left.START for site in found):
        chosen.labels.update(at for at in places if label_stands(chosen.found[at]))
        return
    if found[0].label.level is Level.ORDINAL:
        weights = _ordinal_weights(chosen, lines, places)
    else:
        weights = [_lower_weight(chosen, at) for at in places]
    chain = _chain(found, weights, scopes)
    chosen.labels.update(places[n] for n in _whole_runs(found, chain, _alone_below(chosen, places, chain)))


def _alone_below(chosen: Chosen, places: Sequence[int], chain: Sequence[int]) -> set[int]:
    """Return the sites of a 1. that is the only one below a heading (二、机制1.甲。三、队伍1.乙。2.丙。).

    It needs one below another heading of the text that has a 2. after it.
    """
    found = [chosen.found[at] for at in places]
    below = {
        n
        for n in chain
        if found[n].number == (1, 0)
        and found[n].under
        and places[n] - 1 in chosen.labels
        and chosen.found[places[n] - 1].label.level < found[n].label.level
        and _is_heading(found[n].words or "")
    }
    lists = [n for n, after in pairwise(chain) if n in below and _goes_on(found[n], found[after])]
    return below if lists else set()


def _ordinal_weights(chosen: Chosen, lines: Sequence[str], places: Sequence[int]) -> list[float]:
    """Say how much speaks for 一是, 二是, …: in mid-line nothing, unless they are paragraphs that lost their line.

    A paragraph may list clauses or sentences so. A site stands for a paragraph where it fills what is missing between
    those that open their lines, or where all of a list on a line that was run together (two other labels stand in
    it) have a sentence as heading and more after it.
    """
    found = [chosen.found[at] for at in places]
    weights = [_ANCHOR if site.left is Left.START else 0.0 for site in found]
    for run in _ordinal_runs(found):
        opened = [n for n in run if found[n].left is Left.START]
        rest = [n for n in run if found[n].left is not Left.START]
        if len(opened) > 1 or (opened and opened[0] != run[0]):
            rest = [n for n in rest if n < opened[-1]]
        elif not _are_paragraphs(chosen, lines, [places[n] for n in run]):
            rest = []
        for n in rest:
            weights[n] = 2.0
    return weights


def _ordinal_runs(found: Sequence[Site]) -> Iterable[list[int]]:
    """Yield the runs of numbers that go on by one."""
    run: list[int] = []
    for n, site in enumerate(found):
        if run and not _goes_on(found[run[-1]], site):
            yield run
            run = []
        run.append(n)
    if run:
        yield run


def _are_paragraphs(chosen: Chosen, lines: Sequence[str], run: Sequence[int]) -> bool:
    """Say whether the ordinals of a run are paragraphs with a heading each, on one line that was run together."""
    first, found = chosen.found[run[0]], chosen.found
    if len(run) < _SEVERAL or first.number != (1, 0) or any(found[at].line != first.line for at in run):
        return False
    beside = [at for at in chosen.labels if found[at].line == first.line]
    if sum(found[at].left is not Left.START for at in beside) < _RUN_TOGETHER:
        return False
    starts = [found[at].label.start for at in run]
    after = min((found[at].label.start for at in beside if found[at].label.start > starts[-1]), default=None)
    parts = [lines[first.line][start:end] for start, end in pairwise([*starts, after])]
    return all(_HEADED_PART.match(part) for part in parts)


def label_stands(site: Site) -> bool:
    """Say whether a label below the articles at the start of a line is no reference."""
    return site.apart or not site.refers


def choose(lines: Sequence[str], quoted: frozenset[int]) -> Chosen:
    """Find the sites of the lines, those in quotations left out, and choose the labels among them."""
    chosen = Chosen(sites(lines, quoted))
    _divisions(chosen, lines)
    _articles(chosen)
    _below(chosen, lines)
    return chosen


def labels(lines: Sequence[str]) -> list[Label | None]:
    """Read the label at the start of each line; ``None`` where none stands, in a quotation and in a reference.

    The heading of a chapter that has lost its number has a label that is not printed, with the number that it must be.

    >>> [label and label.printed for label in labels(["第一条 甲。", "第二条对于乙丙。", "第一条对丁的要求。"])]
    ['第一条', '第二条', None]
    """
    quoted = quoted_lines(lines)
    read = [None if at in quoted else label_of(line) for at, line in enumerate(lines)]
    if any(label is not None and label.level is Level.ARTICLE for label in read):
        chosen = Chosen(first_sites(lines, quoted))
        _articles(chosen)
        told = {chosen.found[at].line for at in chosen.labels}
        for at, label in enumerate(read):
            if label is not None and label.level is Level.ARTICLE and at not in told:
                read[at] = None
        _number_chapters(lines, read, quoted)
    _before_digits(lines, read)
    read_outline(lines, read)
    return read


def _number_chapters(lines: Sequence[str], read: list[Label | None], quoted: frozenset[int]) -> None:
    """Number the headings of chapters without a number: back from the next chapter that has one, or as the last ones.

    A heading is a short line of words alone between the end of a sentence and an article. Where the numbers of the
    chapters around leave no room, it is none; where no chapter has a number, only 附则 is.
    """
    last = 0
    bare: list[int] = []
    articles = False
    for at, label in enumerate(read):
        if label is None:
            if articles and at not in quoted and _opens_chapter(lines, read, at):
                bare.append(at)
        elif label.level is Level.ARTICLE:
            articles = True
        elif label.level <= Level.CHAPTER:
            number = int(label.number) if label.level is Level.CHAPTER else 1
            if len(bare) < number - last:
                _set_chapters(lines, read, bare, number - len(bare))
            last, bare = (number, []) if label.level is Level.CHAPTER else (0, [])
    if last == 0:
        bare = [at for at in bare if is_closing_chapter(lines[at])]
    _set_chapters(lines, read, bare, last + 1)


def _set_chapters(lines: Sequence[str], read: list[Label | None], bare: Sequence[int], number: int) -> None:
    for order, at in enumerate(bare):
        start = len(lines[at]) - len(lines[at].lstrip())
        read[at] = Label(Level.CHAPTER, "", str(number + order), start, start)


def _opens_chapter(lines: Sequence[str], read: Sequence[Label | None], at: int) -> bool:
    if is_closing_chapter(lines[at]):
        return True
    following = read[at + 1] if at + 1 < len(read) else None
    heads = following is not None and following.level is Level.ARTICLE
    return heads and _bare_heading(lines[at].strip()) and ends_sentence(lines[at - 1])


def ends_in_bare_heading(line: str, following: str) -> int | None:
    """Return where words start that end a line after a sentence, before an article: they may head a chapter.

    >>> ends_in_bare_heading("第二条 企业应当备案。监督管理", "第三条 甲。")
    11
    """
    start = line.rfind("。") + 1
    if not start or not _bare_heading(line[start:].strip()):
        return None
    label = label_of(following)
    return start if label is not None and label.level is Level.ARTICLE else None


_BEFORE_DIGIT = re.compile(r"\s*(\d{1,3})\s*[.．](?=\d)")


def _before_digits(lines: Sequence[str], read: list[Label | None]) -> None:
    """Read 11.318人才项目 between 10. and 12. as the eleventh, which else is a decimal."""
    numbered = [at for at, label in enumerate(read) if label is not None]
    for at, other in pairwise(numbered):
        label, after = read[at], read[other]
        if (
            label is None
            or after is None
            or label.level is not Level.SUBITEM
            or after.level is not Level.SUBITEM
        ):
            continue
        if int(after.number) != int(label.number) + 2:
            continue
        for between in range(at + 1, other):
            found = _BEFORE_DIGIT.match(plain_form(lines[between]))
            if found is not None and int(found.group(1)) == int(label.number) + 1:
                read[between] = Label(
                    Level.SUBITEM, found.group().strip(), found.group(1), found.start(1), found.end()
                )
