"""From when on a text is in force: by its words, by the decision that made it what it is, or by its day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.status.header import Entry, Header
from ingest.status.terms import plus
from ingest.status.timeline import Ground, Period
from ontology.document_types import is_normative_document
from ontology.states import GroundKind, State

_EARLIER = (
    "这部规则自{0}起施行，这一文本自{1}起才有，此前施行的是较早的文本 / "
    "the rule is in force since {0}; this text of it is there since {1}, and an earlier one stood before"
)
_OF_AMENDMENT = (
    "修改决定的施行日期未见，起日按修改的日期 / "
    "the day on which the amendment entered into force is not known: that on which it was made is taken"
)
_OF_REVISION = (
    "修改决定的施行日期未见，而条文中的施行日期是原来的 / "
    "the day on which the amendment entered into force is not known, and the one in the articles is that of before"
)
_NO_WORDS = "没有写明施行日期，公文按成文日期 / no day of entry is told: the day of the document is taken"
_NO_DAY = "公布的日期未载 / the day of publication is not told"
_LEFT_OPEN = "施行日期另行规定，未见该规定 / the day of entry is left to another act, which is not known"
_NO_ENTRY = "施行日期未载 / no day of entry into force is told"
_UNREAD = "施行日期没有写到日，或者历法中没有这一天 / the day of entry is not told to the day, or no calendar has it"
_LONG_AGO = (
    "公布或者施行的日期未载，作出已逾一年，推定已经施行，最迟自这一天起 / "
    "the day of publication or entry is not told; made more than a year before, it is taken to be in force, "
    "since that day at the latest"
)

_SEVERAL = re.compile(r"部分|等[^〈〉]{1,8}[部件个]")  # rules that one decision amends


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first day in force (ISO; None: not known), the words for it, what speaks against it.

    ``made``: the last day (ISO) on which the rule is known to have been made only, where ``day`` is None; ``surely``:
    a year after that it is taken to be in force.
    """

    day: str | None
    grounds: tuple[Ground, ...]
    doubt: str | None = None
    made: str | None = None
    before: str | None = None
    surely: bool = True

    def periods(self) -> list[Period]:
        """Return the periods up to the one that is open."""
        if self.day is not None:
            return [
                Period(State.NOT_YET, None, self.day, self.grounds, self.before),
                Period(State.IN_FORCE, self.day, None, self.grounds, self.doubt),
            ]
        if self.made is None:
            return [Period(State.UNKNOWN, None, None, self.grounds, self.doubt)]
        surely = plus_years(self.made, 1) if self.surely else None
        found = [
            Period(State.NOT_YET, None, self.made, self.grounds, self.before),
            Period(State.UNKNOWN, self.made, surely, self.grounds, self.doubt),
        ]
        if surely is not None:
            found.append(Period(State.IN_FORCE, surely, None, self.grounds, _LONG_AGO))
        return found


def changed_on(header: Header) -> str | None:
    """Return the day (ISO) of the last amendment: what an upper congress approves does not hold before that."""
    days = (max(each.date, each.approved or "") for each in header.amended if each.date)
    return max(days, default=None)


def plus_years(day: str, count: int) -> str | None:
    """Return the same day some years later, of a day in ISO; None where it is not told to the day."""
    return plus(day, count, "年")


def beginning(header: Header, decision: Header | None) -> Beginning:
    """Return from when on a text is in force; ``decision`` is the one that amended it last, where it is known."""
    whole = [entry for entry in header.entries if not entry.paths and not entry.partial]
    words = _words(header)
    changed = changed_on(header)
    if changed is not None and (header.in_force is None or header.in_force < changed):
        start = decision.in_force if decision is not None else None
        if (own := header.noted) is not None and own.day is not None and own.day >= changed:
            return _noted(header, own)
        if (noted := header.changed_said) is not None:
            words = (
                Ground(GroundKind.AMENDMENT, header.document, noted.path, noted.text, noted.spans),
                *words,
            )
        if decision is not None and start is not None:
            said = decision.in_force_said
            place = (said.path, said.text, said.spans) if said else (None, "", ())
            words = (Ground(GroundKind.ENTRY, decision.document, *place), *words)
        published = bool(whole) and whole[-1].publication
        if start is None and _has_own_entry(header, published):
            return Beginning(None, words, _OF_REVISION, made=changed, before=_before(header, changed))
        day = max(start or changed, changed)
        return Beginning(day, words, None if start else _OF_AMENDMENT, before=_before(header, day))
    if header.in_force is not None:
        return Beginning(header.in_force, words)
    known = max(filter(None, (header.dated, header.approved, header.issued)), default=None)
    if whole and whole[-1].unread:
        said = whole[-1].said
        return Beginning(
            None,
            (Ground(GroundKind.ENTRY, header.document, said.path, said.text, said.spans),),
            _UNREAD,
            made=known,
        )
    open_ended = bool(whole) and whole[-1].day is None and not whole[-1].publication
    if open_ended:
        return Beginning(None, words, _LEFT_OPEN)
    of_document = header.issued or header.dated
    if not whole and is_normative_document(header.document_type) and of_document is not None:
        return Beginning(of_document, _day_words(header), _NO_WORDS)
    doubt = _NO_DAY if whole else _NO_ENTRY
    return Beginning(None, words or _nothing(header), doubt, made=known, surely=bool(whole))


def _has_own_entry(header: Header, published: bool) -> bool:
    """Whether the last amendment is of a kind that enters into force on a day of its own, not when it is made.

    A revision (修订) is made known anew and has its day, unless its articles count from that (``published``). So have
    decisions about one law alone (of 2020 on the patent law and on the copyright law, of 2021 and 2023 on civil
    procedure, of 2023 on charities).
    """
    last = max((each for each in header.amended if each.date), key=lambda each: each.date or "")
    alone = last.by is not None and last.by.count("〈") == 1 and _SEVERAL.search(last.by) is None
    return (header.revised and not published) or (header.document_type == "law" and alone)


def _before(header: Header, day: str) -> str | None:
    return _EARLIER.format(header.in_force, day) if header.in_force else None


def _noted(header: Header, entry: Entry) -> Beginning:
    """Return the beginning of an amended text whose own notes tell the day of its entry into force."""
    assert entry.day is not None
    words = Ground(GroundKind.ENTRY, header.document, entry.said.path, entry.said.text, entry.said.spans)
    return Beginning(entry.day, (words,), before=_before(header, entry.day))


def _words(header: Header) -> tuple[Ground, ...]:
    said = header.in_force_said
    if said is None:
        return _day_words(header) if header.in_force else ()
    entry = next((each for each in header.entries if each.said == said), None)
    kind = GroundKind.PUBLICATION if entry is not None and entry.publication else GroundKind.ENTRY
    found = (Ground(kind, header.document, said.path, said.text, said.spans),)
    return (*found, *_day_words(header)) if kind is GroundKind.PUBLICATION else found


def _day_words(header: Header) -> tuple[Ground, ...]:
    said = header.dated_said
    return (
        (Ground(GroundKind.PUBLICATION, header.document, said.path, said.text, said.spans),) if said else ()
    )


def _nothing(header: Header) -> tuple[Ground, ...]:
    return (Ground(GroundKind.NOTHING, header.document, None, "", ()),)
