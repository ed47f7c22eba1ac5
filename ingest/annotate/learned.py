"""What a document itself teaches: the terms it defines, and the bodies and parties that it uses as subjects.

A first pass over the words of all provisions, before any fact is looked for. What it finds joins the lexicon for this
document: a body called so once is one wherever the words stand, whatever its ending and whether or not a table knows
it. The authority data say which body a name means, never whether it is one.

A term is learned where the text

* defines it: 国家发展改革委（以下简称发展改革委）, 《…条例》（以下简称《条例》）, 以下统称审批机关;
* explains it: 本条例所称养犬人，是指…;
* lets it act: the noun group between the mark that opens a clause and 应当, 负责, 可以, 不得 ….
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ingest.bodies.find.words import stems
from ingest.model import Document
from ingest.scanning import Scan
from ingest.text import CleanText, Span
from ontology.lexicon import pattern, words


class TermKind(StrEnum):
    """What a term stands for: a public body, a party (a person, an enterprise), a rule by its title, a thing."""

    BODY = "body"
    PARTY = "party"
    TITLE = "title"
    THING = "thing"


class TermSource(StrEnum):
    """How a term was learned: defined (以下简称), explained (所称…是指), or used as a subject."""

    DEFINED = "defined"
    EXPLAINED = "explained"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a document.

    ``text`` is the term as the document uses it, without white space and marks of quotation; ``full`` what it is
    short for (a name, or a title without 《》), ``text`` itself where it is short for nothing. ``path`` is the
    provision that teaches it and ``spans`` are its characters there.
    """

    text: str
    kind: TermKind
    full: str
    path: str
    spans: tuple[Span, ...]
    source: TermSource

    @property
    def is_short(self) -> bool:
        """Whether the term is short for something."""
        return self.full != self.text


@dataclass(frozen=True, slots=True)
class Learned:
    """The terms of a document, in its order; of several lessons about one term the first counts."""

    terms: tuple[Term, ...] = ()
    _by_text: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_text: dict[str, Term] = {}
        for term in self.terms:
            by_text.setdefault(term.text, term)
        object.__setattr__(self, "_by_text", by_text)

    def get(self, text: str) -> Term | None:
        """Return the term with this text; None when the document teaches none."""
        return self._by_text.get(text)

    def of(self, *kinds: TermKind) -> tuple[Term, ...]:
        """Return the terms of these kinds, each text once, in document order."""
        return tuple(term for term in self._by_text.values() if term.kind in kinds)


_HAN: Final = "\u4e00-\u9fff"
# --- defined: （以下简称“X”）, （以下统称X）, ，以下简称X
_DEFINED: Final = re.compile(
    rf"(?P<bracket>[（(])?[，,]?以下(?:分别)?(?:简称|统称|均称|称)[为：:]?[“\"‘《〈「]*(?P<short>[{_HAN}A-Za-z][{_HAN}A-Za-z0-9]{{0,23}})"
)
_FULL: Final = re.compile(rf"[{_HAN}（）()、A-Za-z0-9·]{{2,60}}$")
_TITLE_BEFORE: Final = re.compile(
    r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》(?:[（(][^（）()]*[）)])?(?:[（(]?[\u4e00-\u9fff]{1,8}[〔\[【（(]?\d{4}[〕\]】）)]?\d+号[）)]?)?[，,]?$"
)
# --- explained: 本条例所称X，是指…
_EXPLAINED: Final = re.compile(
    rf"所称的?[“\"]?(?P<term>[{_HAN}（）]{{2,16}}?)[”\"]?(?:，|,)?(?:是指|，?指|包括)"
)
# --- subjects
_MODAL: Final = re.compile(
    r"(?:(?:应当|必须|不得|可以|有权|负责|履行)|(?:依法|按照|根据|依照|会同|统一)(?=[^，。；]{2}))"
)
_CLAUSE_MARK: Final = re.compile(r"[^\u4e00-\u9fff（）()、A-Za-z0-9·]")
_ADVERBS: Final = re.compile(rf"(?:{pattern('trailing')}|[要须应并]|具体|统一|共同|及时|分别|各自){{1,4}}$")
_OPENER: Final = re.compile(rf"^(?:但是|{pattern('leading-word')}|由|经|并由|应当由|须由|而|则)+")
_JOINT: Final = re.compile(r"、|以及|或者|和|及其|及|与|会同|或")
# Words at which a name elsewhere ends, but not a subject: they stand inside one, or the whole is then no name.
_INSIDE: Final = frozenset(words("inside-subject"))
_BOUNDARY: Final = re.compile(f"{pattern('name-boundary')}|^充分发挥")
_SCAN_BOUNDARY: Final = Scan(_BOUNDARY)
_BROKEN: Final = re.compile(
    rf"{pattern('in-no-term')}|[上前后内中]$|[本一二三四五六七八九十两]项|第[一二三四五六七八九十百]"
)
_BODY_END: Final = re.compile(rf"{pattern('taught-end')}$")
_PARTY_END: Final = re.compile(rf"{pattern('party-end', 'person', 'organization')}$")
_TITLE_END: Final = re.compile(rf"{pattern('rule-genre')}$")
_ACTS: Final = re.compile(rf"(?:应当|负责|可以|必须|有权)?(?:依法|及时|统一|定期)*{pattern('agent-act')}")
_PLACED: Final = re.compile(
    rf"^(?:[{_HAN}]{{0,10}}?(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道)|国家|中国|中央|全国|国务院|本)"
)
_POLITY: Final = re.compile(r"[省市州县区旗乡镇村地域国方面]$|市场|主体|进行$|场所$")
_SHORT_BODY: Final = re.compile("海关|工会|法院|妇联|残联|政府|部$")
_PUBLIC: Final = re.compile("(?<!金融)(?<!中介)(?<!评估)(?:机构|组织)$")
_LONGEST: Final = 20
_SORTS: Final = frozenset(words("bare-sort"))


def learn(document: Document) -> Learned:
    """Return what ``document`` teaches, in its order; never raises on any text, in linear time."""
    return _sure(
        [each for provision in document.provisions for each in _lessons(provision.own, provision.path)]
    )


def learn_from(clean: CleanText, path: str = "") -> Learned:
    """Return what one text teaches.

    >>> from ingest.text import SourceText
    >>> text = "市破产事务管理署应当公开名单。国家发展改革委（以下简称发展改革委）负责解释。"
    >>> learned = learn_from(CleanText.of(SourceText("a.txt", text, "0" * 64)))
    >>> [(term.text, str(term.kind), term.full) for term in learned.terms]
    [('市破产事务管理署', 'body', '市破产事务管理署'), ('发展改革委', 'body', '国家发展改革委')]
    """
    return _sure(list(_lessons(clean, path)))


def _sure(lessons: list[tuple[Term, bool]]) -> Learned:
    """Leave out what only its place in one sentence says: a name of no known end is taught by two."""
    taught = Counter(term.text for term, sure in lessons if not sure)
    return Learned(tuple(term for term, sure in lessons if sure or taught[term.text] > 1))


def _lessons(clean: CleanText, path: str) -> Iterator[tuple[Term, bool]]:
    if not clean.text:
        return
    text = "".join(clean.text.split())
    found = [*_defined(text), *_explained(text), *_subjects(text)]
    if not found:
        return
    places: Sequence[int] = range(len(text))
    if len(text) < len(clean.text):
        places = [at for at, char in enumerate(clean.text) if not char.isspace()]
    for start, end, kind, full, source in sorted(found, key=lambda each: each[:2]):
        spans = clean.spans(places[start], places[end - 1] + 1)
        yield Term(text[start:end], kind or TermKind.BODY, full, path, spans, source), kind is not None


Lesson = tuple[int, int, TermKind | None, str, TermSource]


def _defined(text: str) -> Iterator[Lesson]:
    for found in _DEFINED.finditer(text) if "以下" in text else ():
        before = text[max(0, found.start() - 80) : found.start()]
        start, end = found.span("short")
        short = found["short"]
        if title := _TITLE_BEFORE.search(before):
            yield start, end, TermKind.TITLE, title["title"], TermSource.DEFINED
            continue
        whole = _FULL.search(before)
        full = _head(whole[0]) if whole else short
        yield start, end, _kind(short, full), full or short, TermSource.DEFINED


def _head(before: str) -> str:
    """Return the name at the end of the words before 以下简称: what stands after the last word of the clause."""
    return before[_after_boundary(before, 0, len(before)) :].lstrip("、（）()")


def _after_boundary(text: str, start: int, end: int) -> int:
    """Return where the last word before ``end`` ends that no subject goes over, or ``start``."""
    cuts = (mark for mark in _SCAN_BOUNDARY.finditer(text, start, end) if mark[0] not in _INSIDE)
    return max((mark.end() for mark in cuts if mark.end() < end), default=start)


def _kind(*names: str) -> TermKind:
    """Return what the first name that tells it is; a body by any of them, before a party by any."""
    for end, kind in ((_TITLE_END, TermKind.TITLE), (_BODY_END, TermKind.BODY), (_PARTY_END, TermKind.PARTY)):
        if any(end.search(name) for name in names):
            return kind
    return TermKind.THING


def _explained(text: str) -> Iterator[Lesson]:
    for found in _EXPLAINED.finditer(text) if "所称" in text else ():
        term = found["term"]
        yield *found.span("term"), _kind(term), term, TermSource.EXPLAINED


def _subjects(text: str) -> Iterator[Lesson]:
    """Find noun groups between the mark that opens a clause and a modal word."""
    last = 0
    modals = [*_MODAL.finditer(text)]
    opens = [0, *(mark.end() for mark in _CLAUSE_MARK.finditer(text))] if modals else []
    at = 0
    for modal in modals:
        while at + 1 < len(opens) and opens[at + 1] <= modal.start():
            at += 1
        start = opens[at]
        if start < last or modal.start() - start > 3 * _LONGEST:
            continue
        last = modal.end()
        end = modal.start()
        if adverbs := _ADVERBS.search(text, start, end):
            end = adverbs.start()
        if opener := _OPENER.match(text[start:end]):
            start += opener.end()
        cut = _after_boundary(text, start, end)
        sort = text[cut:end]
        start = (
            start if sort in _SORTS and not sort.endswith("政府") else cut
        )  # 实行政府统一领导 names nobody
        acts = bool(_ACTS.match(text, modal.start()))
        yield from _items(text, start, end, acts)


def _items(text: str, start: int, end: int, acts: bool) -> Iterator[Lesson]:
    joints = (
        joint.span() for joint in _JOINT.finditer(text, start, end) if not _in_function(text, *joint.span())
    )
    cuts = [start, *(each for joint in joints for each in joint), end]
    for first, after in zip(cuts[::2], cuts[1::2], strict=True):
        name = text[first:after]
        if not 2 <= len(name) <= _LONGEST or name in _SORTS or _BROKEN.search(name) or not name.isalpha():
            continue
        kind = _subject_kind(name, acts)
        if kind is not TermKind.THING:
            yield first, after, kind, name, TermSource.SUBJECT


def _in_function(text: str, start: int, end: int) -> bool:
    """Tell whether the joint is part of a function's name: 和 of 发展和改革."""
    return any(
        text[first:last] in stems()
        for first in range(max(0, start - 6), start)
        for last in range(end + 1, end + 7)
    )


def _subject_kind(name: str, acts: bool) -> TermKind | None:
    """Tell what a subject is: by its end; None where, after a place, it does what only somebody can do."""
    if _POLITY.search(name):
        return TermKind.THING
    if _BODY_END.search(name) and (len(name) > 3 or _SHORT_BODY.search(name)):
        return TermKind.BODY
    if _PARTY_END.search(name):
        return TermKind.BODY if _PLACED.match(name) and _PUBLIC.search(name) else TermKind.PARTY
    return None if acts and len(name) > 4 and _PLACED.match(name) else TermKind.THING
