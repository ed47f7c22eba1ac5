"""Whether the words of a fact hold a word that is asked for, and where they do when the fact itself is cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.assistants.asking import Asking

_AT_ONCE = 200  # things in one query
_HAN = "〇零○一二两三四五六七八九十百千"
_CITED = re.compile(rf"第[{_HAN}0-9０-９]+[编章节条款项目]")
_TEXTS = "SELECT ?thing ?text { VALUES ?thing { %s } ?thing lg:text ?text }"
_PARTS = """SELECT ?around ?part ?text {
  VALUES ?around { %s }
  ?around lg:inDocument ?document . ?part lg:inDocument ?document ; lg:path ?path ; lg:text ?text .
  FILTER(?part = ?around || STRSTARTS(STR(?part), CONCAT(STR(?around), "/")))
}"""


def holds(text: str, word: str) -> bool:
    """Tell whether a text holds a word; a number is no part of a longer one, nor that of an article.

    >>> holds("十五个工作日内", "十五"), holds("依照第十五条", "十五"), holds("依照第十五条", "第十五条")
    (True, False, True)
    >>> holds("300万元", "30"), holds("二十五日", "十五"), holds("统一受理", "统一")
    (False, False, True)
    """
    if word not in text:
        return False
    if not word[:1].isdecimal() and not re.fullmatch(f"[{_HAN}]", word[:1]) and not _ends_in_number(word):
        return True
    before, after = _beside(word[:1]), _beside(word[-1:])
    bounded = (rf"(?<![{before}])" if before else "") + re.escape(word) + (rf"(?![{after}])" if after else "")
    return re.search(bounded, _CITED.sub("", text)) is not None


def _ends_in_number(word: str) -> bool:
    return _beside(word[-1:]) != ""


def _beside(char: str) -> str:
    """Return the characters that would make a number longer that begins or ends with one; none if it is no number."""
    if char.isdecimal():
        return "0-9０-９.．"
    return _HAN if char in _HAN else ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The words of things, and of the provisions in which they stand, part by part."""

    texts: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, asking: Asking, things: Iterable[str]) -> Proof:
        """Read the words of things and of their provisions."""
        wanted = sorted(set(things))
        texts: dict[str, str] = {}
        parts: dict[str, dict[str, str]] = {}
        for part in _groups(wanted):
            texts |= {row["thing"]: row["text"] for row in asking.rows(_TEXTS % part)}
        for part in _groups(sorted({thing.rpartition("/")[0] for thing in wanted})):
            for row in asking.rows(_PARTS % part):
                parts.setdefault(row["around"], {})[row["part"]] = row["text"]
        return cls(texts, parts)

    def completed(self, things: Sequence[str], words: Iterable[str]) -> tuple[str, ...]:
        """Return the things, and the smallest parts of their provisions that hold the words which they do not."""
        found = list(things)
        for word in words:
            if any(holds(self.texts.get(thing, ""), word) for thing in found):
                continue
            around = next(iter(things), "").rpartition("/")[0]
            having = [part for part, text in self.parts.get(around, {}).items() if holds(text, word)]
            found += sorted(
                part for part in having if not any(each.startswith(f"{part}/") for each in having)
            )
        return tuple(dict.fromkeys(found))


def _groups(iris: Sequence[str]) -> Iterable[str]:
    for first in range(0, len(iris), _AT_ONCE):
        yield " ".join(f"<{iri}>" for iri in iris[first : first + _AT_ONCE])
