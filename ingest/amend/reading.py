"""A decision read as instructions: each sentence by the formulas, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.amend.formulas import OPERATIVE, read_at
from ingest.amend.instruction import Decision, Instruction, Operation, Place, Quotation, Whither
from ingest.amend.paragraphs import Sentence, body_lines, sentences
from ingest.amend.tokens import Token, title_at, tokens
from ingest.amend.wording import instructions_of
from ingest.model import Diagnostic, Document
from ingest.text import CleanText, merge

_AMENDS = re.compile(r"(?:修改|修正|废止)")
_CALLED = re.compile(r"以下(?:简称|称)[“《]{1,2}([^”》]{1,40})[”》]{1,2}")
_COUNTRY = "中华人民共和国"
_AMENDMENT = re.compile(r"^(?:中华人民共和国)?(.{1,30}?)修正案")


def bare(title: str) -> str:
    """Return a title as it is compared: brackets, spaces and the name of the country left out.

    >>> bare("中华人民共和国刑法"), bare("最高人民法院关于适用〈公司法〉的规定（二）")
    ('刑法', '最高人民法院关于适用公司法的规定二')
    """
    return re.sub(r"[《》〈〉<>（）()\s　]", "", title).replace(_COUNTRY, "")


def titles_in(text: str) -> tuple[str, ...]:
    """Return the titles in brackets, without those that stand in others."""
    found, at = [], 0
    while (start := text.find("《", at)) >= 0:
        at = title_at(text, start)
        found.append(text[start + 1 : at - 1])
    return tuple(found)


def is_decision(document: Document) -> bool:
    """Say whether a document amends others by its title: 关于修改《…》的决定, 修正案, 废止."""
    title = document.metadata.title
    return _AMENDMENT.match(title) is not None or (
        _AMENDS.search(title.split("《")[0]) is not None
        and title.endswith(("决定", "通知", "决议", "命令", "令"))
    )


@dataclass(slots=True)
class _Reader:
    document: Document
    targets: list[str] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    target: str | None = None
    inline: str | None = None
    context: Place = field(default_factory=Place)
    found: list[Instruction] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def begin(self) -> None:
        """Take the rule, and what it is called, from the title."""
        title = self.document.metadata.title
        named = titles_in(title)
        self.targets.extend(named)
        amended = _AMENDMENT.match(title)
        if not named and amended is not None:
            self.targets.append(amended[1])
        for each in self.targets:
            self._call(each)

    def _call(self, title: str) -> None:
        short = title.replace(_COUNTRY, "")
        self.names += [(name, title) for name in {title, short} if len(name) > 1]
        self.names.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def name(self, sentence: Sentence) -> None:
        """Take names from the words that open a decision: 对《…》（以下简称《解释》）作如下修改."""
        text = sentence.clean().text
        titles = titles_in(text)
        for found in _CALLED.finditer(text):
            before = titles_in(text[: found.start()])
            if before and (found[1], before[-1]) not in self.names:
                self.names.append((found[1], before[-1]))
        if titles and len(self.targets) == 1 and bare(titles[0]).endswith(bare(self.targets[0])):
            self.targets[0] = titles[0]
            self._call(titles[0])

    def of_sentence(self, read: list[Token]) -> str | None:
        """Return the rule a sentence is for: named before a place (删去《…》第十六条中的), it holds for the point."""
        for at, token in enumerate(read):
            if token.letter != "i":
                continue
            after = next((each.letter for each in read[at + 1 :] if each.letter), "")
            known = next((each for each in self.targets if bare(each) == bare(token.title)), None)
            if known is None and after == "L" and token.text.startswith("《") and self.target is None:
                known = token.title
                self.targets.append(known)
            if known is not None and after in ("L", "Q", "W"):
                self.inline = known
                break
        return self.inline if self.inline is not None else self.target

    def head(self, sentence: Sentence, read: list[Token]) -> bool:
        """Take 一、修改《…》, or 一、对《…》作出修改, as the head of the instructions for one rule of a package."""
        if not sentence.opens_point or any(token.letter == "Q" for token in read):
            return False
        titles = [token.title for token in read if token.letter == "i"]
        text = sentence.clean().text
        if len(titles) != 1 or len(text) - len(titles[0]) > 24:
            return False
        if any(token.letter in "LUNDZM" and token.letter for token in read):
            return False
        if any(token.letter == "R" for token in read):
            return False
        self.target = titles[0]
        self.context = Place()
        if titles[0] not in self.targets:
            self.targets.append(titles[0])
        return True


def read(document: Document) -> Decision:
    """Read a decision: every sentence of its body is instructions, the words that open it, or ``unknown``.

    Numbers are those of the rule before the decision, but for those behind 作为 and 改为, which are the new ones: so in
    all decisions that were read (docs/amendments). Where the text is no decision by its title, it is read all the
    same and a diagnostic says so.
    """
    reader = _Reader(document)
    reader.begin()
    if not is_decision(document):
        message = (
            "标题不是修改或者废止的决定，仍按决定读取。"
            "The title is not that of an amending decision; read all the same."
        )
        reader.diagnostics.append(Diagnostic("no-decision", message))
    point: str | None = None
    for sentence in sentences(body_lines(document)):
        if sentence.label != point or sentence.opens_point:
            point, reader.context = sentence.label, Place()
            reader.inline = None if sentence.opens_point else reader.inline
        _sentence(reader, sentence)
    numbered = tuple(replace(each, order=at) for at, each in enumerate(reader.found, 1))
    return Decision(document, tuple(reader.targets), numbered, tuple(reader.diagnostics))


def _sentence(reader: _Reader, sentence: Sentence) -> None:
    clean = sentence.clean()
    if not clean.text.strip("　 。；"):
        return
    read = tokens(sentence, tuple(reader.names))
    for part in sentence.parts:
        if isinstance(part, Quotation) and not part.closed and part.paragraphs:
            message = (
                "引号没有关闭，以下一项的开头为止。"
                "A quotation is not closed; it is taken to end before the next point."
            )
            reader.diagnostics.append(Diagnostic("quotation-open", message, part.paragraphs[-1].spans()))
    letters = {token.letter for token in read if token.letter}
    common = (_printed(clean), clean.spans(), sentence.label, reader.target)
    if "d" in letters and "Y" in letters and not letters & set("CNDZMLQ,"):
        reader.found.append(_telling(Operation.COMMENCE, common))
    elif "P" in letters and "Q" not in letters:
        if "O" in letters and ("J" in letters or "调整" in clean.text):
            reader.found.append(_telling(Operation.ORDER, common))
        reader.found.append(_telling(Operation.REPUBLISH, common))
    elif reader.head(sentence, read):
        pass
    elif "R" in letters and "i" in letters and "L" not in letters and "Q" not in letters:
        titles = tuple(token.title for token in read if token.letter == "i")
        reader.found.append(replace(_telling(Operation.REPEAL, common), titles=titles))
    elif not letters & {*OPERATIVE, "L"} and not reader.found:
        reader.name(sentence)
    else:
        made = list(_parsed(reader, sentence, read))
        if not made:
            reader.context = Place()  # what follows and counts on these words is not understood either
        reader.found += made or [_telling(Operation.UNKNOWN, common)]


def _printed(clean: CleanText) -> str:
    """Return the very words from the first to the last, with the marks around quotations, on one line."""
    text, start, end = clean.source.text, clean.offsets[0], clean.offsets[-1] + 1
    while start > 0 and text[start - 1] in '“"':
        start -= 1
    while end < len(text) and text[end] in '”"。':
        end += 1
    return "".join(text[start:end].split())


def _without_purpose(kept: list[Token]) -> list[Token]:
    """Leave out the clauses that say why: 为了惩治…的犯罪，切实保护…，将第三百四十二条修改为."""
    first = next((at for at, token in enumerate(kept) if token.letter in "LQND"), 0)
    commas = [at for at in range(first) if kept[at].letter == ","]
    return kept[commas[-1] + 1 :] if commas else kept


def _hanging(instruction: Instruction) -> bool:
    """Say whether a paragraph or item is named without its article, which nothing before tells."""
    return any(
        place.article is None and place.level in ("paragraph", "item", "subitem")
        for place in (*instruction.places, *instruction.to)
    )


def _telling(operation: Operation, common: tuple[str, object, str | None, str | None]) -> Instruction:
    text, spans, label, target = common
    return Instruction(0, operation, text, spans, label, target)  # type: ignore[arg-type]


def _parsed(reader: _Reader, sentence: Sentence, read: list[Token]) -> Iterator[Instruction]:
    """Yield the instructions of a sentence; none where a word of it is not understood."""
    kept = [token for token in read if token.letter and token.letter != "i"]
    if kept and kept[0].letter == "p":
        kept = _without_purpose(kept)
    while kept and kept[0].letter in ",a":
        kept.pop(0)
    while kept and kept[-1].letter in ",":
        kept.pop()
    letters = "".join(token.letter for token in kept)
    at, made = 0, []
    context = reader.context
    while at < len(letters):
        if letters[at] in ",a":
            at += 1
            continue
        step = read_at(letters, at)
        if step is None or step[1] == at:
            return
        formula, end = step
        several = instructions_of(formula, kept[at:end], context)
        if several is None or any(_hanging(each) for each in several[0]):
            return
        new, context = several
        made += new
        at = end
    reader.context = context
    target = reader.of_sentence(read)
    clean = sentence.clean()
    for each in made:
        yield replace(
            each,
            text=_printed(clean),
            spans=merge(clean.spans()),
            label=sentence.label,
            target=target,
        )


__all__ = ["Whither", "bare", "is_decision", "read", "titles_in"]
