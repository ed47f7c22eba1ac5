"""Rules that a document repeals: by its last article (同时废止), a decision (废止《…》), or the list of a decision.

Words of a repeal end a clause whose titles stand before them, or open one whose titles stand behind. What may be, has
to be or is asked for (应当废止, 修改或者废止) is none, nor is what stands in quotation marks: a decision that amends
another rule puts those words there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.document_numbers import document_number
from ingest.model import Document, ProvisionKind
from ingest.status.said import Amends, Repeal, Said, Unit
from ingest.status.titled import TITLE, Named, chain, days, listed
from ingest.status.words import pattern
from ingest.structure.heading import genre

_END = re.compile(pattern("ends"))
_SINCE = r"(?:自|从|于)[^，。；;《》\n]{1,40}?(?:之日)?(?:起|日|时|后)"
_CLOSING = re.compile(
    rf"(?:及其[^，。；《》]{{1,12}})?\s*(?:等[^，。；;《》\n]{{0,24}})?[，,\s]*(?:[\d一二三四五六七八九十两]{{1,4}}[件部个项][^，。；《》]{{0,8}})?"
    rf"[，,\s]*(?:{_SINCE})?[，,\s]*{pattern('ends-adverb')}{{0,3}}[，,\s]*(?:{_SINCE})?{pattern('ends-adverb')}?"
)
_NO_END = re.compile(rf"{pattern('no-end')}{pattern('ends-adverb')}?$")
_NO_RULE = re.compile(f"{pattern('no-rule')}$")  # a certificate that is void
_OPENS = re.compile(r"(?:以下|下列)?[^，,。；;：:《》\n]{0,80}(?=《)")
_NAMED_ONLY = re.compile(r"(?:的|》)?(?:决定|决议|议案|说明|通知|公告|草案|建议|情况)")
_HEAD = re.compile(
    rf"{pattern('listed')}[^。；;《》\n]{{0,60}}{pattern('ends')}|{pattern('ends')}[^。；;《》\n]{{0,6}}{pattern('listed')}"
)
_CLEARING = re.compile(rf"{pattern('ends')}|清理")
_LIST_TITLE = re.compile(
    rf"{pattern('ends')}[^。《》\n]{{0,40}}(?:目录|[^。《》\n]{{0,12}}(?:法规|规章|文件|规定|决定)[^。《》\n]{{0,16}})$"
    rf"|{pattern('ends')}[^。《》\n]{{0,6}}$"
)
_KEPT = re.compile(r"修改|继续有效|保留")
_LABEL = re.compile(r"[\s|｜\d一二三四五六七八九十百（()）、．.，,]*")
_CELL = re.compile(r"[\s|｜]")
_SHORTEST = 6  # characters of a title without marks
_AMENDING = re.compile(r"修改|修正")
_AMENDS = re.compile(
    r"^[\s\d一二三四五六七八九十百（()）、．.]*(?:(?:将|对|删去|修改|在)[^《》。“\n]{0,24})?(?=《)"
)
_HEADS = re.compile(
    r"\s*+(?:[：:。]\s*+)?"
)  # behind the title of the rule that a part of a decision is about
_LOOK = 80  # characters behind a title in which it is told what is done to it
_CHANGES = re.compile(r"修改|修正|删去|删除|增加|中的?“|中第|第[^。]{1,12}条")


def repeals_of(document: Document, units: Sequence[Unit]) -> tuple[Repeal, ...]:
    """Return what a document repeals, each rule once for the same parts, in the order of the text."""
    found: dict[tuple[str, str | None, tuple[str, ...], tuple[str, ...]], Repeal] = {}
    clearing = _CLEARING.search(document.metadata.title) is not None
    for each in _all(document, units, clearing):
        found.setdefault((each.title, each.number, each.articles, each.days), each)
    return tuple(found.values())


def _all(document: Document, units: Sequence[Unit], clearing: bool) -> Iterator[Repeal]:
    inside = _lists(document, units, clearing)
    dates = {p.path for p in document.provisions if p.kind is ProvisionKind.DATE}
    said = False
    for unit in units:
        if unit.path in dates or unit.path is None or unit.path.startswith("title"):
            continue
        for each in _of(unit):
            said = True
            yield each
        if unit.path in inside:
            for each in _entries(unit):
                said = True
                yield each
    title = next((unit for unit in units if unit.path == "title"), None)
    if title is not None and clearing and not said:
        for act in _END.finditer(title.text):
            yield from _backward(title, act.start(), act.end())


def _of(unit: Unit) -> Iterator[Repeal]:
    """Yield what the words of a unit repeal in sentences of their own."""
    text = unit.text
    if not _END.search(text):
        return  # nor in what is left of it below: these are words, and no blank is in them
    behind = 0
    masked = _masked(text)
    for act in _END.finditer(masked):
        start = max(behind, *(masked.rfind(mark, behind, act.start()) + 1 for mark in "。；;\n"))
        if _NO_END.search(text, max(0, act.start() - 8), act.start()):
            continue
        forward = list(_forward(unit, start, act.start(), act.end()))
        yield from forward or _backward(unit, act.start(), act.end())
        behind = act.end() if forward else behind


def _masked(text: str) -> str:
    """Return the text with all in titles, brackets and quotation marks blank, so that no word there counts."""
    out = list(text)
    closing = {"《": "》", "“": "”", "（": "）", "(": ")"}
    stack: list[str] = []
    for at, char in enumerate(text):
        if char == "\n":
            stack.clear()
        elif stack and char == stack[-1]:
            stack.pop()
            out[at] = "\u3000"
        elif char in closing:
            stack.append(closing[char])
        if stack:
            out[at] = "\u3000"
    return "".join(out)


def _forward(unit: Unit, start: int, act: int, end: int) -> Iterator[Repeal]:
    named = chain(unit.text, start, act, _CLOSING)
    if not named:
        return
    first = _opening(unit.text, start, named[0].start)
    said = unit.said(first, end)
    since = _since(unit.text[named[-1].end : act]) or _since(unit.text[first : named[0].start], before=True)
    for each in named:
        if not _NO_RULE.search(each.title):
            yield _repeal(each, said, since)


def _opening(text: str, start: int, title: int) -> int:
    """Return where the words begin that tell the first title: at the last mark that ends a clause of its own."""
    cut = [m.end() for m in re.finditer(r"(?:起施行|起实施|起执行|生效)[，,。]?", text[start:title])]
    return start + max(cut, default=0)


def _since(words: str, before: bool = False) -> str | None:
    form = r"(?:自|从|于)([^，。；《》]{6,24}日)起?" + (r"[，,]" if before else "")
    found = re.search(form, words)
    return next(iter(days(found.group(1))), None) if found else None


def _backward(unit: Unit, act: int, end: int) -> Iterator[Repeal]:
    """Yield the titles directly behind the word: 废止《…》、《…》."""
    text = unit.text
    opens = _OPENS.match(text, end)
    stop = min([p for mark in "。；;\n" if (p := text.find(mark, end)) >= 0], default=len(text))
    if opens is None or opens.end() >= stop or (opens.end() > end and not days(opens.group())):
        return
    for each in listed(text, end, stop):
        if _NAMED_ONLY.match(text, each.end):
            return
        yield _repeal(each, unit.said(act, each.end), None)


def _repeal(named: Named, said: Said, since: str | None) -> Repeal:
    return Repeal(named.title, named.number, said, since, named.articles, named.days, named.partial)


def _lists(document: Document, units: Sequence[Unit], clearing: bool) -> frozenset[str]:
    """Return the paths of the units that stand in a list of what is repealed."""
    heads = {u.path for u in units if u.path and _HEAD.search(u.text) and not TITLE.search(u.text)}
    if clearing:
        for part in document.provisions:
            head = (part.heading or part.own.text.strip().partition("\n")[0]).rstrip("：:。 ")
            head = re.sub(r"[（(][^（()）]*[）)]$", "", head)
            if len(head) <= 60 and _LIST_TITLE.search(head) and not _KEPT.search(head):
                heads.add(part.path)
    found: set[str] = set()
    parents = {part.path: part.parent for part in document.provisions}
    children = set(parents.values())
    paths = [part.path for part in document.provisions]
    for head in heads:
        below = {p for p in paths if _under(p, head, parents)}
        if not below and head in parents and head not in children:
            below = set(_followers(head, document))
        found |= below | {head}
    return frozenset(found)


def _under(path: str, head: str, parents: dict[str, str | None]) -> bool:
    at = parents.get(path)
    while at is not None:
        if at == head:
            return True
        at = parents.get(at)
    return False


def _followers(head: str, document: Document) -> Iterable[str]:
    """Yield the paths directly behind a head that begin with a title."""
    order = list(document.provisions)
    at = next(n for n, part in enumerate(order) if part.path == head)
    for part in order[at + 1 :]:
        if not _LABEL.sub("", part.own.text[:12], count=1).startswith("《"):
            return
        yield part.path


def _entries(unit: Unit) -> Iterator[Repeal]:
    """Yield the rules that the lines of a list name: in title marks, else by the cell that is a title."""
    text, masked, start = unit.text, _masked(unit.text), 0
    for line in text.split("\n"):
        stop = start + len(line)
        title = next(filter(None, map(_bare_title, _cells(unit, start, stop))), None)
        if _END.search(masked, start, stop):
            pass  # it says what the list is, or what is repealed in a sentence of its own
        elif title is None or (TITLE.search(title) is None and TITLE.search(line)):
            marked = list(listed(text, start, stop))
            yield from (_repeal(each, unit.said(each.start, each.end), None) for each in marked)
        else:
            told = document_number(line.replace(title, " "))
            yield Repeal(title, told, unit.said(start, stop), None, (), days(line))
        start = stop + 1


def _cells(unit: Unit, start: int, stop: int) -> Iterator[str]:
    """Yield the cells of a line: what a sign of tables, or white space of the source, parts from the rest."""
    cell, offsets, source = "", unit.clean.offsets, unit.clean.source.text
    for at in range(start, stop):
        gap = at > start and source[offsets[at - 1] + 1 : offsets[at]]
        if (gap and gap.isspace()) or _CELL.match(unit.text[at]):
            yield cell
            cell = ""
        cell += unit.text[at]
    yield cell


def _bare_title(cell: str) -> str | None:
    """Return the title that a cell of a list is, without marks."""
    title = _LABEL.sub("", cell.strip(), count=1)
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", title)
    return bare if len(bare) >= _SHORTEST and genre(bare) and not _KEPT.search(bare) else None


def amends_of(document: Document, units: Sequence[Unit]) -> tuple[Amends, ...]:
    """Return the rules that a decision amends: by its title, and by the words that open its instructions."""
    title = document.metadata.title
    if not _AMENDING.search(title) or not re.search(r"决定|修正案|通知|令|公告", title):
        return ()
    found: dict[tuple[str, str | None], Amends] = {}
    instructed = {part.parent for part in document.provisions if _CHANGES.search(part.own.text)}
    for unit in units:
        below = unit.path in instructed
        for each in _amended_in_title(unit) if unit.path == "title" else _amended_in(unit, below):
            found.setdefault((each.title, each.number), each)
    return tuple(found.values())


def _amended_in_title(unit: Unit) -> Iterator[Amends]:
    act = _AMENDING.search(unit.text)
    for each in listed(unit.text, act.end(), len(unit.text)) if act else ():
        yield Amends(each.title, each.number, unit.said(0, len(unit.text)))


def _amended_in(unit: Unit, below: bool) -> Iterator[Amends]:
    """Yield the rule that the words of an instruction begin with: 对《…》作如下修改, 将《…》第三条中的“…”修改为.

    六、修改《…》 alone is the heading of a part of a decision over several rules; so is 六、《…》, where instructions
    stand ``below`` it.
    """
    text, opened = unit.text, _AMENDS.match(unit.text)
    named = next(listed(text, opened.end(), len(text)), None) if opened and unit.path else None
    if opened is None or named is None or named.start != opened.end():
        return
    if _HEADS.fullmatch(text, named.end) and (below or _AMENDING.search(opened.group())):
        yield Amends(named.title, named.number, unit.said(0, named.end))
        return
    stop = text.find("。", named.end)
    stop = min(len(text) if stop < 0 else stop + 1, named.end + _LOOK)
    changed = _CHANGES.search(text, named.start + len(named.title) + 2, stop)
    if changed and not _END.search(text, named.end, stop):
        yield Amends(named.title, named.number, unit.said(0, min(stop, named.end + _LOOK // 2)))
