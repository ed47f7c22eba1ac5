"""Documents that are read together: which of them the words of another one mean, and what these do to them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.document_numbers import together_ordered
from ingest.status.header import Extension, Header, Repeal, Said
from ingest.status.timeline import Ground
from ingest.status.words import pattern
from ingest.structure.heading import genre
from ingest.text import squeeze
from ontology.divisions import division, is_known
from ontology.states import GroundKind, State

_COUNTRY = "中华人民共和国"
_MARKS = re.compile(r"[《》〈〉<>＜＞]")
_ONCE = re.compile(rf"{pattern('made-once')}(?:（[^）]*）)?$")
_ANOTHER_DAY = (
    "废止的文字写明了另外的日期，可能指另一文本 / the words name another day: another text may be meant"
)
_EACH_OTHER = (
    "两份文件写明互相废止，以哪一份为准不明 / two documents repeal each other: which stands is not told"
)
_SERIES = re.compile(
    r"[（(][一二三四五六七八九十]{1,3}[）)]$|补充"
)  # the next of a series stands beside the others
_TRIAL = re.compile(rf"[（(](?:{pattern('trial')}|{pattern('amended-it')})[^（()）]{{0,8}}[）)]$")
_SENT = re.compile(r"(?:印发|发布|公布)《(.{1,400})》的(?:通知|公告|决定)$")


@dataclass(frozen=True, slots=True)
class Act:
    """What a document does to another one on a day (ISO), by which words; ``made`` is the day of the document.

    ``sure`` says that the day is that on which the document enters into force by its words. ``doubt`` is why another
    document may be meant. ``paths`` are those of the provisions it is done to; ``partial``: not to the whole.
    """

    day: str
    state: State
    ground: Ground
    sure: bool = True
    doubt: str | None = None
    paths: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Longer:
    """Words by which a document goes on, to the last day ``until`` (ISO) or for a time that is not said."""

    day: str
    until: str | None
    ground: Ground


def title_key(title: str) -> str:
    """Return a title as it is compared: without blanks, title marks and 中华人民共和国 at its beginning."""
    return _MARKS.sub("", squeeze(title)).removeprefix(_COUNTRY)


def repeals_by_title(headers: Iterable[Header]) -> dict[str, tuple[tuple[Header, Repeal], ...]]:
    """Return what documents repeal as a whole, each with the header of who says so, by :func:`title_key`."""
    found: dict[str, list[tuple[Header, Repeal]]] = defaultdict(list)
    for header in headers:
        for repeal in header.repeals:
            if repeal.title and not repeal.partial and not repeal.articles:
                found[title_key(repeal.title)].append((header, repeal))
    return {key: tuple(each) for key, each in found.items()}


def _shorter(header: Header) -> Iterator[str]:
    key = title_key(header.title)
    names = [*header.issuers]
    if header.code and is_known(header.code):
        names.append(division(header.code).name)
    for name in names:
        if key.startswith(name) and len(key) > len(name) + 3:
            yield key.removeprefix(name)


def _serials(number: str | None) -> frozenset[str]:
    """Return what tells a number whoever prints it: year and serial."""
    return frozenset({"-".join(re.findall(r"\d+", number))}) if number else frozenset()


def _numbers(number: str | None) -> frozenset[str]:
    if not number:
        return frozenset()
    return frozenset({squeeze(number), *(squeeze(str(each)) for each in together_ordered(number))})


def made(header: Header) -> str | None:
    """Return the day on which a rule was made, whatever was changed in it later."""
    return header.adopted or header.issued or header.dated


def ground(kind: GroundKind, header: Header, said: Said | None) -> Ground:
    """Return the words of a document as what a period rests on."""
    if said is None:
        return Ground(kind, header.document, None, "", ())
    return Ground(kind, header.document, said.path, said.text, said.spans)


class Register:
    """Headers by titles and numbers, and what they do to each other."""

    def __init__(self, headers: Iterable[Header]) -> None:
        self._headers = {header.document: header for header in headers}
        self._titles: dict[str, list[Header]] = defaultdict(list)
        self._shorter: dict[str, list[Header]] = defaultdict(list)
        self._numbers: dict[str, list[Header]] = defaultdict(list)
        self._works: dict[str, list[Header]] = defaultdict(list)
        self._subjects: dict[tuple[str | None, str], list[Header]] = defaultdict(list)
        for header in sorted(self._headers.values(), key=lambda each: (each.dated or "", each.document)):
            self._add(header)
        self.acts: dict[str, list[Act]] = defaultdict(list)
        self.longer: dict[str, list[Longer]] = defaultdict(list)
        self._made_by: dict[str, list[Header]] = defaultdict(list)
        for document in sorted(self._headers):
            self._does(self._headers[document])
        self._each_other()

    @property
    def reaches(self) -> str | None:
        """The day of the newest document (ISO): nothing later is known."""
        return max((header.dated for header in self._headers.values() if header.dated), default=None)

    def __len__(self) -> int:
        return len(self._headers)

    def header(self, document: str) -> Header | None:
        """Return the header of a document by its IRI."""
        return self._headers.get(document)

    def texts(self, work: str) -> tuple[Header, ...]:
        """Return the texts of a rule in the order of their days."""
        return tuple(self._works.get(work, ()))

    def decision(self, header: Header) -> Header | None:
        """Return the one decision that amended a text last: by its title and day, else by what it says to amend."""
        last = max((each for each in header.amended if each.date), key=lambda e: e.date or "", default=None)
        if last is None:
            return None
        entitled = self._titles.get(title_key(last.by), []) if last.by else []
        named = [each for each in entitled if each.code == header.code and last.date in _own_days(each)]
        found = named or [each for each in self._made_by[header.document] if last.date in _own_days(each)]
        return found[0] if len(found) == 1 else None

    def successors(self, header: Header) -> tuple[Header, ...]:
        """Return later rules of the same territory, office and subject under another title or number."""
        subject = _subject(header)
        if subject is None or header.dated is None:
            return ()
        return tuple(
            each
            for each in self._subjects.get((header.code, subject), ())
            if each.work != header.work and each.dated and each.dated > header.dated
            and set(each.issuers) & set(header.issuers)
        )  # fmt: skip

    def meant(
        self, repeal: Repeal | Extension, by: Header, *, made_by: bool = False
    ) -> Iterator[tuple[Header, str | None]]:
        """Yield the documents that a title, number and days mean in another document, each with its doubt.

        They are older, or they are the texts that the other document made (``made_by``).
        """
        day = made(by)
        key = title_key(repeal.title)
        numbered = {h.document: h for n in _numbers(repeal.number) for h in self._numbers.get(n, ())}
        entitled = {h.document: h for h in self._titles.get(key, ())}
        for each in self._shorter.get(key, ()):
            if each.code == by.code and each.code is not None:
                entitled.setdefault(each.document, each)
        for header in (*numbered.values(), *(h for d, h in entitled.items() if d not in numbered)):
            until = day if header.work == by.work else max(filter(None, (day, by.in_force)), default=None)
            older = not (header.dated and until and header.dated >= until)
            if header.document == by.document or not (_made_by(header, by) if made_by else older):
                continue
            if header.document in numbered:
                if _related(key, header):
                    yield header, None
                continue
            told = _told_apart(repeal, header)
            near = header.code == by.code and (
                header.code is not None or set(header.issuers) & set(by.issuers)
            )
            if told is not None and (near or (told == "" and _by_day(repeal, header))):
                yield header, told or None

    def _add(self, header: Header) -> None:
        self._titles[title_key(header.title)].append(header)
        self._works[header.work].append(header)
        for short in {*_shorter(header), *map(title_key, header.other_titles)}:
            self._shorter[short].append(header)
        for number in _numbers(header.number):
            self._numbers[number].append(header)
        if subject := _subject(header):
            self._subjects[header.code, subject].append(header)

    def _each_other(self) -> None:
        """Mark the repeals by which two documents repeal each other on one day: neither is known to be in force."""
        done = {
            (act.ground.document, document, act.day)
            for document, acts in self.acts.items()
            for act in acts
            if act.state is State.REPEALED and not act.partial
        }
        for document, acts in self.acts.items():
            self.acts[document] = [
                replace(act, doubt=act.doubt or _EACH_OTHER)
                if {(act.ground.document, document, act.day), (document, act.ground.document, act.day)}
                <= done
                else act
                for act in acts
            ]

    def _does(self, by: Header) -> None:
        day = by.in_force or by.issued or made(by)
        if day is None:
            return
        sure = by.in_force is not None
        for repeal in by.repeals:
            since = repeal.since or day
            for header, doubt in self.meant(repeal, by):
                act = Act(
                    since, State.REPEALED, ground(GroundKind.REPEAL, by, repeal.said), sure or repeal.since is not None,
                    doubt, repeal.articles, repeal.partial,
                )  # fmt: skip
                self.acts[header.document].append(act)
        self._amends(by, day)
        for renamed in by.renames:
            for header, doubt in self.meant(Repeal(renamed.old, None, renamed.said), by):
                if _made_by(header, by):
                    continue
                words = ground(GroundKind.RENAMED, by, renamed.said)
                self.acts[header.document].append(Act(day, State.SUPERSEDED, words, sure, doubt))
        for longer in by.extends:
            for header, doubt in self.meant(longer, by):
                if doubt is None:
                    words = ground(GroundKind.EXPIRY, by, longer.said)
                    self.longer[header.document].append(Longer(made(by) or day, longer.until, words))

    def _amends(self, by: Header, day: str) -> None:
        """Note the texts that a decision made, and set it against the older ones that it replaces from a day on."""
        for amends in by.amends:
            named = Repeal(amends.title, amends.number, amends.said)
            for header, _ in self.meant(named, by, made_by=True):
                if _one_office(header, by):
                    self._made_by[header.document].append(by)
            for header, doubt in self.meant(named, by):
                if not _one_office(header, by) or _made_by(header, by):
                    continue
                words = ground(GroundKind.AMENDMENT, by, amends.said)
                self.acts[header.document].append(
                    Act(day, State.SUPERSEDED, words, by.in_force is not None, doubt)
                )


def _own_days(header: Header) -> set[str]:
    """Return the days on which a document was made and made known."""
    return {day for day in (header.dated, header.adopted, header.approved, header.issued) if day}


def _made_by(header: Header, by: Header) -> bool:
    """Whether a text has the changes of a decision in it: its own notes name the decision, or the day of either."""
    changed = {each.date for each in header.amended}
    if changed & _own_days(by):
        return True
    key = title_key(by.title)
    named = {title_key(each.by) for each in header.amended if each.by and each.date is None}
    noted = header.noted.day if header.noted is not None and changed else None
    return key in named or (noted is not None and noted == by.in_force)


def _related(key: str, header: Header) -> bool:
    own = title_key(header.title)
    return not key or key in own or own in key


def _told_apart(named: Repeal | Extension, header: Header) -> str | None:
    """Return "" where a document is meant, a doubt where it may be another text, None where another one is."""
    told = named.days if isinstance(named, Repeal) else ()
    if _by_day(named, header):
        return ""
    if named.number and header.number and not _serials(named.number) & _serials(header.number):
        return None
    if told and (header.adopted or header.issued):
        return _ANOTHER_DAY
    return ""


def _one_office(one: Header, other: Header) -> bool:
    """Whether two documents are of one office, of a congress and its committee, or of offices that are not known."""
    pairs = ((a, b) for a in one.issuers for b in other.issuers)
    return not (one.issuers and other.issuers) or any(a.startswith(b) or b.startswith(a) for a, b in pairs)


def _by_day(named: Repeal | Extension, header: Header) -> bool:
    """Whether the words name a day of a document."""
    own = {header.adopted, header.issued, header.approved, header.dated, header.in_force}
    own |= {day for each in header.amended for day in (each.date, each.approved)} | set(header.days_told)
    return isinstance(named, Repeal) and bool(own & set(named.days))


def _subject(header: Header) -> str | None:
    """Return what a rule is about: its title without place, 试行 and the word for its kind."""
    sent = _SENT.search(header.title)
    title = squeeze(sent.group(1) if sent else header.title)
    if _ONCE.search(title) or _SERIES.search(title):
        return None
    title = _TRIAL.sub("", title)
    kind = genre(title)
    if kind is None:
        return None
    subject = title_key(title[: len(title) - len(kind)])
    if header.code and is_known(header.code):
        subject = subject.removeprefix(division(header.code).name)
    return subject if len(subject) >= 4 else None
