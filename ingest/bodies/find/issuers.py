"""Who issued a document, where the names run on behind its title: …的意见交通运输部 中央政法委 公安部.

The blanks between them are printed, and left out of the text that is read, so that a name begins where another ends.
They are read only where the text ends with them: elsewhere a name behind another is a part of it (公安部消防局).

Source: 党政机关公文格式, GB/T 9704—2012, 7.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from ingest.bodies.find.candidate import BodyKind, Candidate
from ontology.lexicon import pattern

_LAST: Final = re.compile("[部局委厅署院会办行社]|公司")
_GENRE: Final = re.compile(pattern("rule-genre"))
_COMPANY: Final = re.compile("中国[\u4e00-\u9fff]{2,16}公司")
_FEWEST: Final = 3
_SHORTEST: Final = 8
_LONGEST: Final = 400
_LONGEST_NAME: Final = 24


def find_issuers(text: str, whole: Callable[[str], Candidate | None]) -> Iterator[Candidate]:
    """Find the names behind the title that ``text`` is; ``whole`` tells what body a name is, None when it is none."""
    if len(text) > _LONGEST or not _LAST.match(text, len(text) - (2 if text.endswith("公司") else 1)):
        return
    for genre in _GENRE.finditer(text, 0, len(text) - _SHORTEST):
        run = text[genre.end() :]
        if not run.isalpha():
            continue
        found = list(_names(run, genre.end(), whole))
        if len(found) >= _FEWEST and found[-1].end == len(text):
            yield from found
            return


def _names(run: str, offset: int, whole: Callable[[str], Candidate | None]) -> Iterator[Candidate]:
    """Part ``run``, which stands at ``offset``, into names, each as long as it can be; end where none begins."""
    at = 0
    while at < len(run):
        ends = [last.end() for last in _LAST.finditer(run, at + 2, at + _LONGEST_NAME)]
        named = next((each for end in reversed(ends) if (each := _named(run[at:end], whole))), None)
        if named is None:
            return
        yield replace(named, start=at + offset, end=at + named.end + offset)
        at += named.end


def _named(name: str, whole: Callable[[str], Candidate | None]) -> Candidate | None:
    if _COMPANY.fullmatch(name):
        return Candidate(0, len(name), BodyKind.ASSOCIATION, rule="body-issuer")
    return whole(name)
