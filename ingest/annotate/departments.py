"""Mentions of governments, departments, institutions and associations.

The names are found and understood by ``ingest.bodies``; here they get their places in the source, their roles, and
the cells of tables and notes beside them. A coordinated list gives a mention an item, each with the name it would
have alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TypedDict

from ingest.annotate.learned import Learned, TermKind, learn
from ingest.annotate.roles import roles_of
from ingest.bodies.find import find_bodies, owners, whole_name
from ingest.bodies.find.candidate import GATES, Candidate
from ingest.bodies.find.coordination import long_names
from ingest.bodies.find.expansion import MentionContext, full_names, function_of
from ingest.bodies.find.named import with_classes
from ingest.bodies.find.words import plain as _plain
from ingest.bodies.resolve import resolve_first
from ingest.model import Answering, Document, Mention, MentionRole, Provision, Responsibility
from ingest.text import CleanText, Span, merge
from ontology.divisions import at_level, is_known
from ontology.lexicon import pattern

_ROLES = {
    Answering.LEAD: MentionRole.LEAD,
    Answering.COOPERATING: MentionRole.COOPERATING,
    Answering.RESPONSIBLE: MentionRole.BEARER,  # the contract has no other word for who answers undistinguished
}
_WRAP = re.compile(r"(?<!\s)[ \r]*\n[ \r\n]*(?!\s)")
_POST = re.compile(f"{pattern('post')}$")
_LONGEST_MEMBER = 60

__all__ = ["MentionContext", "annotate_mentions", "find_mentions"]


def annotate_mentions(document: Document, learned: Learned | None = None) -> tuple[Mention, ...]:
    """Find the bodies that ``document`` mentions, in the words of its provisions and the cells of its tables.

    ``learned`` is what the document teaches, where somebody has asked for it already.
    The mentions stand in document order; the cells of a table row after its words, with their column as role.
    """
    GATES.look_at(_plain(_unwrapped(provision.own.text)[0]) for provision in document.provisions)
    context = _context(document, learn(document) if learned is None else learned)
    return tuple(
        chain.from_iterable(
            (
                *_in_notes(provision, context),
                *(() if provision.notes else _from_table(provision, context)),
            )
            for provision in document.provisions
        )
    )


def find_mentions(
    clean: CleanText, path: str = "", context: MentionContext | None = None
) -> tuple[Mention, ...]:
    """Find the bodies mentioned in ``clean``.

    ``path`` is the path of the provision and goes into every mention. ``context`` says whose text it is;
    without one, level words (省财政厅) are not written out. Never raises on any text.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "由县级以上人民政府工信、财政等部门负责。", "0" * 64)
    >>> [m.names[0] for m in find_mentions(CleanText.of(source))]
    ['县级以上人民政府', '县级以上人民政府工信部门', '县级以上人民政府财政部门']
    """
    if not clean.text:
        return ()
    context = context or MentionContext()
    flat, places = _unwrapped(clean.text)
    if after := _post_after_name(clean, flat, places):
        flat, places = f"{flat[:after]}　{flat[after:]}", (*places[: after + 1], *places[after:])
    found = find_bodies(flat, context)
    owned, roles = owners(flat, found), roles_of(flat, found)
    return tuple(
        _mention(clean, flat, places, candidate, owner, role, path, context)
        for candidate, owner, role in zip(found, owned, roles, strict=True)
    )


def _unwrapped(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` without line wraps, and where each of its characters stood (and the end).

    White space with an indent, a tab or no newline parts words (吴海昆　省经委主任) and is kept.
    """
    if "\n" not in text:
        return text, range(len(text) + 1)
    wraps = [run.span() for run in _WRAP.finditer(text)]
    kept = [*pairwise((0, *chain.from_iterable(wraps), len(text)))][::2]  # from each wrap to the next
    places = chain.from_iterable(range(*part) for part in kept)
    return "".join(text[start:end] for start, end in kept), (*places, len(text))


def _post_after_name(clean: CleanText, flat: str, places: Sequence[int]) -> int:
    """Return where a body with a post begins after the wide gap behind a name (陈宝生　　教育部部长), or 0.

    The gap is printed, and left out of the text that is read.
    """
    if len(flat) > _LONGEST_MEMBER or not _POST.search(flat):
        return 0
    offsets, source = clean.offsets, clean.source.text
    gaps = (
        at for at in range(1, len(flat)) if "　　" in source[offsets[places[at] - 1] : offsets[places[at]]]
    )
    return max(gaps, default=0)


def _mention(
    clean: CleanText,
    flat: str,
    places: Sequence[int],
    candidate: Candidate,
    owner: str | None,
    role: MentionRole,
    path: str,
    context: MentionContext,
) -> Mention:
    start, end = places[candidate.start], places[candidate.end - 1] + 1
    text, spans = flat[candidate.start : candidate.end], clean.spans(start, end)
    if candidate.head:
        text += flat[slice(*candidate.head)]
        spans = merge((*spans, *clean.spans(places[candidate.head[0]], places[candidate.head[1] - 1] + 1)))
    names = full_names(candidate, text, owner, context)
    return Mention(
        path=path,
        text=text,
        spans=spans,
        generic=candidate.generic,
        role=role,
        rule=candidate.rule,
        **_known(names, candidate.generic, candidate.stem, context),
    )


class _Known(TypedDict):
    """What is known of the body that a mention names."""

    names: tuple[str, ...]
    body: tuple[str, ...]
    division: str | None
    function: str | None


def _known(names: tuple[str, ...], generic: bool, stem: str, context: MentionContext) -> _Known:
    """Return what the authority data know of the body by its names; an open class (有关部门) is none of theirs.

    Of a name that is unknown to them, its division and its function are told, but no body is meant.
    """
    body = None if generic else resolve_first(names, jurisdiction=context.jurisdiction, year=context.year)
    if body is None:
        return _Known(names=names, body=(), division=None, function=function_of(stem))
    # The label of a class or of a name read by pattern says less than the printed words.
    label = () if body.kind == "group" or body.certainty == "by-pattern" else (body.label,)
    return _Known(
        names=tuple(dict.fromkeys((*label, *names))),
        body=() if body.unknown else (body.iri,),
        division=body.division,
        function=next(iter(body.functions), None) or function_of(stem),
    )


def _in_notes(provision: Provision, context: MentionContext) -> tuple[Mention, ...]:
    """Find the bodies in the words of a provision; those that its notes make responsible have that role.

    A body of a note is mentioned by the whole name that the note gives it (市工信商务和科技局).
    """
    mentions = find_mentions(provision.own, provision.path, context)
    if not provision.notes:
        return tuple(mentions)
    noted = {at for each in provision.responsibilities for span in each.spans for at in range(*span)}
    others = [mention for mention in mentions if mention.spans[0].start not in noted]
    return tuple(sorted((*others, *_from_table(provision, context)), key=lambda mention: mention.spans))


def _from_table(provision: Provision, context: MentionContext) -> list[Mention]:
    """Make a mention of each body in the cells of a table row, in the order of the cells.

    The cells 甲开发区、乙园区管委会 share the ending: the first is 甲开发区管委会 with the spans of both
    parts.
    """
    mentions: list[Mention] = []
    for cell, ending in zip(provision.responsibilities, _endings(provision.responsibilities), strict=True):
        text = cell.name + (ending[0] if ending else "")
        kind = whole_name(text, context)
        mentions.append(
            Mention(
                path=provision.path,
                text=text,
                spans=merge((*cell.spans, ending[1])) if ending else cell.spans,
                generic=kind.generic,
                role=_ROLES[cell.role],
                rule="body-answering-sharing" if ending else "body-answering",
                **_known(full_names(kind, text, None, context), kind.generic, kind.stem, context),
            )
        )
    return mentions


def _endings(cells: tuple[Responsibility, ...]) -> list[tuple[str, Span] | None]:
    """Return for each cell the ending that it shares with a later one, with the place of that ending."""
    endings: list[tuple[str, Span] | None] = []
    shared: tuple[str, Span] | None = None
    for cell in reversed(cells):
        board = next((word for word in ("管委会", "管理委员会") if cell.name.endswith(word)), None)
        if board:
            shared = (board, Span(cell.spans[-1].end - len(board), cell.spans[-1].end))
        elif not cell.name.endswith("区"):
            shared = None
        endings.append(None if board else shared)
    return endings[::-1]


def _context(document: Document, learned: Learned) -> MentionContext:
    where = document.metadata.jurisdiction
    texts = tuple(provision.own.text for provision in document.provisions)
    context = MentionContext(
        year=document.metadata.year,
        groups=long_names(texts),
        learned=with_classes(term.text for term in learned.of(TermKind.BODY)),
    )
    if where is None:
        return context
    province = at_level(where.code, "province") if is_known(where.code) else None
    return replace(
        context,
        jurisdiction=where.code,
        division=where.name,
        province=province.name if province else None,
    )
