"""How bodies are named in Chinese rules, and how their names are found by characters.

* :mod:`~ingest.bodies.find.words`: the words that names are made of: levels, endings, boundaries.
* :mod:`~ingest.bodies.find.governments`: governments, congresses, courts, party organs, congress organs.
* :mod:`~ingest.bodies.find.organs`: departments, grown leftwards from their ending over known functions.
* :mod:`~ingest.bodies.find.coordination`: coordination groups that a text itself founds and abbreviates.
* :mod:`~ingest.bodies.find.named`: bodies by place and shape alone, and those that a text teaches.
* :mod:`~ingest.bodies.find.issuers`: who issued a document, where the names run on behind its title.
* :mod:`~ingest.bodies.find.expansion`: from the printed words to the full names meant.

Names are found by characters: division or level (省, 西宁市, 县级以上) × function (财政, 工业和信息化) ×
ending (厅, 委, 主管部门). The longest name wins; a government and the department it owns are two names
(县级以上人民政府 and 生态环境主管部门); a coordinated list gives a name an item.

Source for the kinds of bodies: 中华人民共和国地方各级人民代表大会和地方各级人民政府组织法, articles 2, 79
and 85.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ingest.bodies.find.candidate import BodyKind, Candidate, settle, without_title_words
from ingest.bodies.find.coordination import ANY_GROUP, find_groups
from ingest.bodies.find.expansion import MentionContext
from ingest.bodies.find.governments import ANY_GOVERNMENT, find_governments, find_others, find_party_organs
from ingest.bodies.find.issuers import find_issuers
from ingest.bodies.find.named import ANY_SHAPE, find_by_shape, find_learned, with_units, without_doubled
from ingest.bodies.find.organs import ANY_ORGAN, find_organs
from ingest.bodies.find.words import plain
from ingest.gates import AnyOf

_ANY_BODY = AnyOf(ANY_GOVERNMENT, ANY_GROUP, ANY_ORGAN, ANY_SHAPE)
_COUNCIL = "国务院"
_OPEN_END = re.compile("等(?:有关|相关)?(?:行政)?(?:主管)?(?:部门|机关)")
_LIST_GAPS = ("、", "和", "及", "与", "等")
# A unit inside a body (…调查总队工业调查处), an organ stationed in another (…驻…纪检组).
_COMPOUND = re.compile(r"驻|(?<=队)[\u4e00-\u9fff]{2,5}处$")

# A note says who answers, not that its label is somebody: 责任单位：市财政局.
_LABEL = re.compile(r"(?:责任|牵头|配合|负责|协办|承办|主管)(?:部门|单位)[：:]$")


def find_bodies(text: str, context: MentionContext) -> tuple[Candidate, ...]:
    """Find the bodies in ``text``; within a compound name (省纪委驻省旅游局纪检组) its parts too."""
    if not text:
        return ()
    text = plain(text)
    found = find_learned(text, context.learned)
    if _ANY_BODY.opens(text):
        found = chain(
            find_governments(text),
            find_others(text),
            find_party_organs(text),
            find_groups(text, context.groups),
            find_organs(text),
            find_by_shape(text),
            found,
        )
    issuers = find_issuers(text, lambda name: _whole(name, context))
    named = tuple(without_title_words(text, chain(with_units(text, found), issuers)))
    if not named:
        return ()
    candidates = sorted(without_doubled(text, named), key=lambda c: c.start)
    outer = tuple(c for c in _owned(text, settle(candidates)) if not _LABEL.search(text, c.start, c.end + 1))
    compound = [c for c in outer if _COMPOUND.search(text, c.start, c.end)]
    starts = [c.start for c in candidates]
    inner = [
        settle(
            i
            for i in candidates[bisect_left(starts, c.start) : bisect_left(starts, c.end)]
            if i.end <= c.end and i.end - i.start < c.end - c.start
        )
        for c in compound
    ]
    return tuple(sorted(chain(outer, *inner), key=lambda c: (c.start, -c.end)))


def _owned(text: str, found: tuple[Candidate, ...]) -> Iterator[Candidate]:
    """Join 国务院 with the department right behind it, any government with all of its: 市政府各部门 is one name.

    国务院财政等部门, which names no other, is one name too.
    """
    council: Candidate | None = None
    end = 0
    for candidate in found:
        if candidate.start < end:
            continue
        if council is not None:
            joined = (
                candidate.start == council.end
                and candidate.kind is BodyKind.DEPARTMENT
                and (
                    text[council.start : council.end] == _COUNCIL
                    or (text.startswith("各", candidate.start) and not candidate.elided)
                )
            )
            if joined:
                candidate = replace(candidate, start=council.start)
                if candidate.elided and (open_end := _OPEN_END.match(text, candidate.end)):
                    candidate = replace(candidate, end=open_end.end(), elided=False)
                    end = candidate.end
            else:
                yield council
            council = None
        if candidate.kind is BodyKind.GOVERNMENT and candidate.head is None:
            council = candidate
        else:
            yield candidate
    if council is not None:
        yield council


def owners(text: str, found: tuple[Candidate, ...]) -> list[str | None]:
    """Tell for each candidate the government that it belongs to: directly before it, or before its list."""
    owned: list[str | None] = []
    last: Candidate | None = None
    owner: str | None = None
    for candidate in found:
        gap = text[last.end : candidate.start] if last else None
        if candidate.kind is BodyKind.GOVERNMENT:
            owner = None
        elif candidate.elided and text.startswith(_COUNCIL, candidate.start):
            owned.append(None)
            last, owner = candidate, _COUNCIL
            continue
        elif last and last.kind is BodyKind.GOVERNMENT and gap in ("", "及其", "和其"):
            owner = text[last.start : last.end]
        elif gap not in _LIST_GAPS or not last or not last.elided:
            owner = None
        owned.append(owner if candidate.kind is BodyKind.DEPARTMENT else None)
        last = candidate
    return owned


def whole_name(name: str, context: MentionContext) -> Candidate:
    """Return what sort of body the whole of ``name`` is."""
    return _whole(name, context) or Candidate(
        0, len(name), BodyKind.DEPARTMENT, generic="单位" in name, rule="body-answering"
    )


def _whole(name: str, context: MentionContext) -> Candidate | None:
    return next((c for c in find_bodies(name, context) if (c.start, c.end) == (0, len(name))), None)
