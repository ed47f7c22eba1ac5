"""The norms of a document, with what is carried on between its provisions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple, TypeVar

from ingest.annotate.norm import signs
from ingest.annotate.norm.bearers import Bearers, Placed, belongs, government_of, partners, place, subject
from ingest.annotate.norm.beneficiaries import beneficiaries, favours, turned_to
from ingest.annotate.norm.clause import Words, strip_adverbs
from ingest.annotate.norm.clauses import clauses
from ingest.annotate.norm.doubts import weighed
from ingest.annotate.norm.grouping import Group, group, of_list, with_aim, with_purposes
from ingest.annotate.norm.lists import (
    FOLLOWS,
    announced_before,
    announcement,
    announces_items,
    heads_list,
    of_items,
)
from ingest.annotate.norm.modality import Silence, Verdict, judge
from ingest.annotate.norm.modals import find_modal
from ingest.annotate.norm.predicate import parts_of_speech
from ingest.annotate.norm.sentences import announces, sentences
from ingest.annotate.norm.taken import Taken
from ingest.annotate.norm.voice import is_sanction
from ingest.model import (
    LISTED,
    Answering,
    BearerSource,
    Document,
    Mention,
    Modality,
    Norm,
    Provision,
    ProvisionKind,
    Quantity,
    Responsibility,
)
from ingest.structure.quotations import quoted_provisions
from ingest.text import Span
from ontology.document_types import EXPLANATION, REPLY
from ontology.lexicon import pattern, words

_HOLDS_NORMS = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.PARAGRAPH,
        ProvisionKind.ITEM,
        ProvisionKind.SUBITEM,
        ProvisionKind.TASK,
        ProvisionKind.SECTION,
        ProvisionKind.PREAMBLE,
        ProvisionKind.ANNEX,
    }
)
_HEADED = frozenset({ProvisionKind.SECTION, *LISTED})
_LONGEST_WORD = 4
_SHORT_HEADLINE = 24  # characters of a headline that ends with a full stop
_CLOSES = ("。", "；", "：", ";", ":", "！", "？")
_BEARERLESS = frozenset(
    {
        Modality.SCOPE,
        Modality.PURPOSE,
        Modality.DEFINITION,
        Modality.ENTRY_INTO_FORCE,
    }
)
_CALLS = frozenset({Modality.ENCOURAGEMENT})
_GRANTING = frozenset({Modality.OBLIGATION, Modality.PERMISSION, Modality.EXEMPTION})
_ACTS = frozenset({Modality.SANCTION, Modality.OBLIGATION, Modality.PERMISSION})
#: What is due in one case or another, as an item of a list of what is due.
_IN_CASE = re.compile(r"[^，；。]的，(?!或|且|并且|以及)[^，；。]{3,}")
_DUE = re.compile(rf"{pattern('handed-in')}(?:下列|以下|如下)")
#: What stands before a modal word and is no subject: circumstances, an object put first, a verb.
_NO_SUBJECT = re.compile(rf"{pattern('no-subject')}|但?(?:最[长高多低少短晚迟]|至[多少迟])")
#: What is only reckoned or judged, by whoever applies the rule.
_RECKONS = re.compile(
    r"(?:[^，]{0,40}?(?:应当?|可以?|不得))?(?:[^，]{0,16}认定为|计为|不?计入|[^，]{0,12}[按以][^，]*计算$|最[高低])"
)
_GOAL = "目标"
_Fact = TypeVar("_Fact", Mention, Quantity)
#: What is done to somebody's own people, by whoever is over them.
_DISCIPLINE = re.compile(r"对[^，]*给予[^，]{0,10}处分")
#: What somebody is given who is named before it (符合标准的企业，直接赋予最高信用等级).
_GIVEN = re.compile(r"(?:赋予|授予|颁发)(?=[^，]{2,400}$)")
_FILLS = ("担任", "兼任")  # what somebody is, who is named by 由
_CRIME = "刑事责任"
_LISTS_PARTS = ("包括", "包括但不限于")
_AFTER = words("circumstance-end")
_EXCEPTS = re.compile(r"^除[^，]*外$|除外$|^但[^，]*除外")
_NO_WORDS = Words("")
_MAY_ANNOUNCE = signs.GATES.within(FOLLOWS)
_MARKS = "，,。；;：:、 \u3000\n"


class Context(NamedTuple):
    """What a clause inherits: who bears it, the duty that governs it, the list that it stands in."""

    bearers: Bearers | None = None
    governing: Verdict | None = None
    silent: bool = False
    """The provision is an item of a list of things (conditions, offences, materials), which orders nothing."""
    due: bool = False
    """The things of the list are to be done or handed in (应当提交下列材料：)."""
    aims: bool = False
    """The provision tells what is to be reached (发展目标)."""

    def aiming(self, aims: bool) -> Context:
        """Return the same for a provision that tells what is to be reached, or does not."""
        return self if self.aims is aims else self._replace(aims=aims)


_NOTHING = Context()
# Members that are asked for at each norm: the way through their class takes longer than most patterns.
_TASK, _PREAMBLE, _PARAGRAPH = ProvisionKind.TASK, ProvisionKind.PREAMBLE, ProvisionKind.PARAGRAPH
_OBLIGATION, _PROHIBITION, _ENCOURAGEMENT = (
    Modality.OBLIGATION,
    Modality.PROHIBITION,
    Modality.ENCOURAGEMENT,
)
_INHERITED, _TABLE, _LEAD, _RESPONSIBLE = (
    BearerSource.INHERITED,
    BearerSource.TABLE,
    Answering.LEAD,
    Answering.RESPONSIBLE,
)


def annotate_norms(
    document: Document, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> tuple[Norm, ...]:
    """Return the norms of ``document``, in document order; the arguments are those of :func:`read_norms`."""
    signs.GATES.look_into(provision.own.text for provision in document.provisions)
    return tuple(each.norm for each in read_norms(document, mentions, quantities) if each.norm is not None)


def read_norms(
    document: Document, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> Iterator[Taken]:
    """Yield what the words of ``document`` were taken for, in document order.

    ``mentions`` give the full names of bodies, ``quantities`` the amounts that a norm carries (those that lie
    inside its spans). A bearer goes on over commas and full stops of a paragraph, from one 款 to the next of
    an article, and from an introducing paragraph to its items; a row of a responsibility table without a
    subject is borne by its lead departments.
    """
    by_path, amounts = _by_path(mentions), _by_path(quantities)
    contexts: dict[str, Context] = {}
    last_of: dict[str | None, Context] = {}
    explains = document.metadata.document_type == EXPLANATION
    replies = document.metadata.document_type == REPLY
    goals: set[str | None] = set()
    parents = {provision.parent for provision in document.provisions}
    for provision in document.provisions:
        aims = _aims(provision, goals)
        if provision.path in parents and _is_headline(provision):
            yield _unread(provision, "silent-heading")
            contexts[provision.path] = Context(_answering(provision.responsibilities, "bearer-note"))
            continue
        if explains or provision.kind not in _HOLDS_NORMS or _is_word(provision):
            yield _unread(provision, "silent-explanation" if explains else "silent-part")
            continue
        if _speaks(provision, replies=replies):
            provision = replace(provision, heading_end=0)
        context = _inherited(provision, contexts, last_of).aiming(aims)
        named, given = by_path.get(provision.path, ()), amounts.get(provision.path, ())
        first, *quoted = _paragraphs(provision)
        reader = _Reader(first, named, given, context)
        if context.silent and not _states_cases(provision, context):
            yield _unread(provision, "silent-list")
        else:
            yield from reader.read()
            yield from _of_quoted(quoted, named, given, reader)
        contexts[provision.path] = reader.handed_down()
        if provision.kind is _PARAGRAPH:
            last_of[provision.parent] = Context(bearers=reader.bearers)


def _aims(provision: Provision, goals: set[str | None]) -> bool:
    """Whether a provision tells what is to be reached, by its heading or by the one above, which ``goals`` keeps."""
    if provision.parent in goals or (provision.heading or provision.own.text).rstrip().endswith(_GOAL):
        goals.add(provision.path)
    return provision.path in goals


def _speaks(provision: Provision, *, replies: bool) -> bool:
    """Whether the heading of a provision is its first sentence: in a reply, or with a word of duty in it."""
    heading = provision.own.text[: provision.heading_end].strip()
    return heading.endswith("。") and (replies or find_modal(heading) is not None)


def _paragraphs(provision: Provision) -> tuple[Provision, *tuple[tuple[int, Provision], ...]]:
    """Part from the words of a provision the paragraphs of the rule that it quotes, each with its place in them."""
    own = provision.own
    if "“" not in own.text:
        return (provision,)
    lines = own.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    quoted = sorted(quoted_provisions(lines)[1] - {0})
    if not quoted:
        return (provision,)
    whole = [(starts[at], own[starts[at] : starts[at] + len(lines[at])]) for at in quoted]
    part = replace(provision, kind=_PARAGRAPH, heading=None, heading_end=0, notes=())
    return replace(provision, own=own[: starts[quoted[0]]]), *(
        (at, replace(part, own=words)) for at, words in whole
    )


def _of_quoted(
    quoted: Sequence[tuple[int, Provision]],
    mentions: Sequence[Mention],
    quantities: Sequence[Quantity],
    before: _Reader,
) -> Iterator[Taken]:
    """Yield what the paragraphs of a provision quoted were taken for; a bearer goes on from one to the next."""
    bearers = before.handed_down().bearers if quoted else None
    for at, paragraph in quoted:
        reader = _Reader(paragraph, mentions, quantities, Context(bearers=bearers))
        yield from (taken.moved(at) for taken in reader.read())
        bearers = reader.bearers


def _unread(provision: Provision, rule: str) -> Taken:
    return Taken(provision.path, 0, len(provision.own.text), silence=rule)


def _by_path(found: Iterable[_Fact]) -> Mapping[str, Sequence[_Fact]]:
    by_path: dict[str, list[_Fact]] = {}
    for each in found:
        by_path.setdefault(each.path, []).append(each)
    return by_path


def _inherited(
    provision: Provision, contexts: Mapping[str, Context], last_of: Mapping[str | None, Context]
) -> Context:
    """Return what ``provision`` takes over from its introduction, its elder sibling or its table row."""
    above = contexts.get(provision.parent or "", _NOTHING)
    if provision.kind in LISTED and _is_article(provision.parent or ""):
        above = contexts.get(
            f"{provision.parent}/para-1", above
        )  # the only paragraph opens the article's items
    if provision.kind is _TASK and not provision.notes:
        return Context(_answering(provision.responsibilities, "bearer-table"))
    if (
        provision.notes and provision.responsibilities
    ):  # it says who answers for it: a measure, whatever list it stands in
        above = above._replace(governing=None, silent=False) if above.silent else above
    if provision.kind in LISTED and (above.governing or above.silent or above.bearers):
        return above
    if provision.kind in (_PARAGRAPH, *LISTED):
        elder = last_of.get(provision.parent)
        return Context(bearers=elder.bearers if elder else above.bearers)
    return _NOTHING


def _answering(bodies: Sequence[Responsibility], rule: str) -> Bearers | None:
    """Return as bearers those who lead, where it is told who does, else all who are responsible."""
    if not bodies:
        return None
    for role in (_LEAD, _RESPONSIBLE):
        if names := tuple(dict.fromkeys(body.name for body in bodies if body.role is role)):
            return Bearers(names, _TABLE, rule=rule)
    return None


@dataclass(frozen=True, slots=True)
class _Note:
    """A note in the words ``[start, end)`` of a provision; ``heads``: in its heading, or before all words."""

    start: int
    end: int
    bearers: Bearers | None
    heads: bool


def _notes(provision: Provision) -> Iterator[_Note]:
    """Yield the notes of a provision; the bodies of one stand between its ends."""
    offsets = provision.own.offsets
    words = len(provision.own.text) - len(provision.own.text.lstrip())
    places = [each.spans[0].start for each in provision.responsibilities if each.spans]
    for note in provision.notes:
        start, end = bisect_left(offsets, note.start), bisect_left(offsets, note.end)
        named = provision.responsibilities[bisect_left(places, note.start) : bisect_left(places, note.end)]
        heads = start < provision.heading_end or start <= words
        yield _Note(start, end, _answering(named, "bearer-note"), heads)


def _is_word(provision: Provision) -> bool:
    """Whether a paragraph is a word on a line of its own (备注), as the cells of a table that was taken apart are."""
    if provision.kind is not _PARAGRAPH:
        return False
    text = provision.own.text.strip()
    return len(text) <= _LONGEST_WORD and not text.endswith(_CLOSES)


def _states_cases(provision: Provision, context: Context) -> bool:
    """Whether an item of a list of things that are due says what is due in which case (…的，提交…)."""
    return context.due and _IN_CASE.search(provision.own.text) is not None


def _is_headline(provision: Provision) -> bool:
    """Whether a provision with others inside is a headline without a mark of its own (（二）推动创新创业)."""
    if provision.kind not in _HEADED:
        return False
    text = provision.own.text.strip()
    if len(text) <= _SHORT_HEADLINE:
        text = text.removesuffix("。")
    return not text.endswith(_CLOSES) and "。" not in text and find_modal(text) is None


def _is_article(path: str) -> bool:
    return path.rpartition("/")[2].startswith("art-")


def _has_subject(one: Group) -> bool:
    """Whether words that may be a subject stand before the modal word, at the head of their clause."""
    modal = one.main.modal
    if modal is None:
        return False
    head = strip_adverbs(one.main.text[: modal.start()])
    return len(head) > 1 and _NO_SUBJECT.match(head) is None and not head.endswith(_AFTER)


def _is_given(one: Group, verdict: Verdict | Silence) -> bool:
    return verdict.rule == "norm-of-public-body" or _GIVEN.search(one.main.text) is not None


def _acts(core: str) -> bool:
    return signs.VERBS.match(core) is not None and signs.RESULT.match(core) is None


class _Reader:
    """Reads one provision from left to right; ``bearers`` and ``governing`` are what the next clause inherits."""

    def __init__(
        self,
        provision: Provision,
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        context: Context,
    ) -> None:
        self.provision = provision
        self.own = provision.own
        self.quantities: Sequence[Quantity] = ()
        if quantities:
            self.quantities = sorted((one for one in quantities if one.spans), key=lambda one: one.spans[0])
        self.starts = [one.spans[0].start for one in self.quantities]
        self.placed: tuple[Placed, ...] = place(provision.own, mentions)
        self.notes = tuple(_notes(provision)) if provision.notes else ()
        self.before = next((note for note in self.notes if note.heads), None) if self.notes else None
        """The note in the heading, or before all words: it is for all that no note follows."""
        self.above = context
        self.context = context
        self.bearers = context.bearers
        self.explicit = False
        self.local = False
        """The bearers were named in this provision."""
        self.of_thing = False
        """The subject of the sentence is a thing, which bears nothing."""
        self.governing: Verdict | None = context.governing
        self.last: Verdict | None = None
        """What the norm before did, whether or not it governs what follows."""
        self.taken: Verdict | None = None
        """What the clause does that speaks of a list to come."""
        self.called: tuple[str, ...] = ()
        """Who was called on last in the sentence."""
        self.turned_to: tuple[str, ...] = ()
        """Whom the sentence turned to (对成效明显的地区，…)."""
        self.down = Context(bearers=context.bearers)
        self.words = _NO_WORDS

    def read(self) -> Iterator[Taken]:
        """Yield what the provision's own words were taken for, sentence by sentence."""
        text = self.own.text
        if text[: self.provision.heading_end].strip():
            yield Taken(self.provision.path, 0, self.provision.heading_end, silence="silent-heading")
        if not text[self.provision.heading_end :].strip():
            return
        self.words = Words(text)
        at = self.provision.heading_end
        for note in self.notes:
            if note.end > at:
                yield from self._stretch(at, note.start, note)
                yield Taken(self.provision.path, max(at, note.start), note.end, silence="silent-note")
                at = note.end
        yield from self._stretch(at, len(text), self.before)

    def _stretch(self, start: int, end: int, note: _Note | None) -> Iterator[Taken]:
        """Yield what the words before ``note`` were taken for: whom it names answers for them."""
        if self.notes:
            above = note.bearers if note is not None and note.bearers else self.above.bearers
            self.context = self.above._replace(bearers=above)
            self.bearers, self.explicit, self.local = above, False, False
        while start < end and self.own.text[start] in _MARKS:
            start += 1
        mark = "。"
        for first, last, closed_by in sentences(self.own.text[start:end]):
            first, last = first + start, last + start
            if not self._goes_on(mark, first, last):
                self.governing = self.context.governing
            yield from self._sentence(first, last, closed_by)
            mark = closed_by

    def _goes_on(self, mark: str, start: int, end: int) -> bool:
        """Whether a duty reaches over the semicolon: not a permission, not to a new case (…的，) or a sanction."""
        if mark not in "；;" or self.governing is None or self.governing.modality is not _OBLIGATION:
            return False
        sentence = self.own.text[start:end]
        if not mark or sentence.partition("，")[0].endswith("的"):
            return False
        return not (sentence.startswith("对") and signs.SANCTION.search(sentence))

    def handed_down(self) -> Context:
        """Return what the items of this provision inherit."""
        down = self.down
        opened = down.governing is not None or down.silent or down.due or down.bearers != self.context.bearers
        if not opened and (listed := announced_before(self.own.text, self.provision.heading_end)):
            self._open_list(listed)
            down = self.down
        if down.bearers or down.governing or down.silent:
            return down
        bearers = self.bearers or _answering(self.provision.responsibilities, "bearer-note")
        return Context(bearers) if bearers is not None else _NOTHING

    def _sentence(self, start: int, end: int, closed_by: str) -> Iterator[Taken]:
        found = with_purposes(group(clauses(self.own.text, start, end, self.words)))
        if self.provision.kind is _PREAMBLE:
            found = with_aim(found)
        if self.governing is not None and self.governing.modality is _PROHIBITION:
            found = of_list(found)
        sentence = self.own.text[start:end]
        self.of_thing = False
        self.taken = None
        self.called = self.turned_to = ()
        row = self.provision.kind is _TASK
        taken = [self._taken(one) for one in found]
        if closed_by in ("：", ":") and len(found) == 1 and heads_list(found[0]):
            taken = [taken[0]._replace(norm=None, silence="silent-heading")]
        yield from weighed(taken, self.own.text, row=row)
        if closed_by in ("：", ":") or (not closed_by and (sentence.endswith("：") or announces(sentence))):
            self._open_list(announcement(self.own.text[:end], sentence))
        self.last = None

    def _open_list(self, sentence: str) -> None:
        """Let the items inherit what the list that ``sentence`` announces does."""
        verdict = self.governing or self.last
        governing, silent = of_items(sentence, verdict, self.taken)
        due = silent and verdict is not None and verdict.modality is _OBLIGATION and _DUE.search(sentence)
        self.down = Context(self.bearers, verdict if due else governing, silent, bool(due))

    def _taken(self, one: Group) -> Taken:
        found = self._norm(one)
        place = (self.provision.path, one.start, one.end, one.clauses)
        if isinstance(found, Silence):
            return Taken(*place, silence=found.rule)
        return Taken(*place, norm=found)

    def _norm(self, one: Group) -> Norm | Silence:
        own = self._subject(one)
        if own is not None:
            self.of_thing = not own.names
        governing = None if own is not None and self._changes(own) else self.governing
        active = own is None and self.bearers is not None and self.bearers.public and self.explicit
        verdict = judge(
            one, governing, public=self._public(own), active=active, named=own is not None and own.public
        )
        if own is not None and not own.public and self._noted() and _is_given(one, verdict):
            own = None  # it describes on whom those act who answer for the measure
        told_of = one.main.text.endswith(_LISTS_PARTS)  # whose parts the list below tells, not who acts in it
        if (
            own is not None
            and own.names
            and not told_of
            and (isinstance(verdict, Verdict) or self._public(own))
        ):
            self._carry(own)
        if isinstance(verdict, Silence):
            return verdict
        if verdict.rule == "norm-obligation-above" and own is None and self._names_thing(one):
            return Silence("silent-list")
        if not self._orders(one, verdict, own):
            return Silence("silent-preamble")
        if self.above.aims and verdict.trigger is None and not _acts(one.main.core):
            return Silence("silent-aim")  # what is to be reached says who must do what only by a word of duty
        self.last = verdict
        if one.marks & _MAY_ANNOUNCE and announces_items(self.own.text[one.start : one.end]):
            self.taken = verdict
        if verdict.governs:
            self.governing = verdict
        return self._made(one, verdict, self._who(one, verdict, own))

    def _subject(self, one: Group) -> Bearers | None:
        """Return who the words name as their subject; who fills an office (由…担任) does nothing yet."""
        if one.main.text.endswith(_FILLS):
            return None
        table = self.provision.kind is _TASK
        return self._owned(subject(one, self.own.text, self.placed, table=table))

    def _who(self, one: Group, verdict: Verdict, own: Bearers | None) -> Bearers:
        """Return who bears the norm: ``own``, whom its words name, else who was spoken of before, or nobody."""
        if verdict.modality in _BEARERLESS:
            table = self.context.bearers if self.provision.kind is _TASK else None
            return table or self._nobody(one, verdict, "bearer-of-no-act")
        if own is not None:
            return own
        if (why := self._nobodys(one, verdict)) is not None:
            return self._nobody(one, verdict, why)
        before = None if self.of_thing else self.bearers
        if before is None:
            return self._nobody(one, verdict, "bearer-of-thing" if self.of_thing else "bearer-none")
        if before.source is not _TABLE and _has_subject(one):
            # Somebody or something else stands there than who was spoken of before.
            return Bearers((), BearerSource.UNKNOWN, rule="bearer-unknown")
        if before.source is _INHERITED and _RECKONS.match(one.main.core) is not None:
            return self._nobody(one, verdict, "bearer-of-no-act")
        if _CRIME in one.main.text:
            return self._nobody(one, verdict, "bearer-of-crime")  # Courts decide, not the body that punished.
        with_others = () if before.source is _TABLE else partners(one.main, self.own.text, self.placed)
        return (
            replace(before, names=tuple(dict.fromkeys((*before.names, *with_others))))
            if with_others
            else before
        )

    def _nobodys(self, one: Group, verdict: Verdict) -> str | None:
        """Return the rule by which a norm without a subject is not borne by who was spoken of before, if one is."""
        if verdict.trigger in ("禁止", "严禁", "严格禁止") and not self._in_list():
            return "bearer-everybody"  # a ban binds everybody
        if verdict.modality is Modality.INTERPRETATION or one.main.text.endswith(_FILLS):
            return "bearer-of-no-act"
        if self.explicit and _DISCIPLINE.match(one.main.text):
            return "bearer-left-open"  # not who is in the case, or has a duty, punishes his own people
        if verdict.modality is _ENCOURAGEMENT and not self._named_here():
            # A call is nobody's in particular, not that of the paragraph before.
            return "bearer-of-thing" if self.of_thing else "bearer-none"
        return None

    def _nobody(self, one: Group, verdict: Verdict, why: str) -> Bearers:
        """Return bearers without a name: an authority that is not named acts, or ``why`` there is none."""
        left_open = verdict.modality in _ACTS and is_sanction(one.main)
        source = BearerSource.PASSIVE if left_open else BearerSource.NONE
        rule = "bearer-of-crime" if _CRIME in one.main.text else "bearer-left-open" if left_open else why
        return Bearers((), source, rule=rule)

    def _owned(self, own: Bearers | None) -> Bearers | None:
        """Give a department named alone to the government that the paragraph speaks of."""
        if own is None or not own.names or not self.local or self.bearers is None or not self.bearers.names:
            return own
        government = government_of(self.bearers.names[0])
        if government is None:
            return own
        if belongs(own.names[0], government) == own.names[0]:
            return own  # the first is whole, and what stands beside it is not of the government before
        return replace(own, names=tuple(belongs(name, government) for name in own.names))

    def _named_here(self) -> bool:
        """Whether who bears was named in this provision, or is a body, which calls on others."""
        return self.local or self.bearers is None or self.bearers.public or self._in_list()

    def _names_thing(self, one: Group) -> bool:
        """Whether an item of a list that is ordered is a thing (收集下列档案：工业建筑工程), not an act."""
        if self.provision.kind not in LISTED or self.governing is not self.context.governing:
            return False
        words = one.main.tokens
        if not words or one.main is not one.clauses[-1] or one.main.modal is not None:
            return False
        last = max((at for at, word in enumerate(words) if word.text == "的"), default=-1)
        verbs = any(word.tag == "v" for word in words[last + 1 :])
        named = words[0].tag[:1] in "nbajrm" or (
            last > 0 and words[0].tag in ("v", "vn") and signs.STATIVE.match(words[0].text)
        )
        return not verbs and bool(named) and words[-1].tag[:1] == "n"

    def _in_list(self) -> bool:
        return self.context.governing is not None or self.provision.kind is _TASK

    def _carry(self, own: Bearers) -> None:
        """Let later clauses inherit the subject; in a table row only a body takes over from the lead departments."""
        if self.provision.kind is _TASK and not own.public:
            self.bearers = self.context.bearers
            return
        self.bearers = Bearers(own.names, _INHERITED, own.public, own.passive, rule="bearer-carried")
        self.explicit = not own.passive
        self.local = True

    def _orders(self, one: Group, verdict: Verdict, own: Bearers | None) -> bool:
        """A preamble tells why; it orders only with a word of duty, or below its first line by who acts."""
        first = self.provision.own.text.find("\n")
        return (
            self.provision.kind is not _PREAMBLE
            or (0 <= first < one.start and own is not None and bool(own.names))
            or verdict.governs
            or verdict.modality
            not in (
                _OBLIGATION,
                _ENCOURAGEMENT,
            )
        )

    def _changes(self, own: Bearers) -> bool:
        return self.bearers is None or own.names != self.bearers.names

    def _public(self, own: Bearers | None) -> bool:
        if self.provision.kind is _TASK:
            return True
        if self._noted() and (own is None or own.rule == "bearer-described"):
            return True
        return own is not None and own.public

    def _noted(self) -> bool:
        """Whether a note says who answers for the measure."""
        return self.bearers is not None and self.bearers.rule == "bearer-note"

    def _made(self, one: Group, verdict: Verdict, bearers: Bearers) -> Norm:
        start, end = self.own.trimmed(one.start, one.end)
        while end > start + 1 and self.own.text[end - 1] in _MARKS:
            end -= 1
        spans = self.own.spans(start, end)
        action, thing = parts_of_speech(one, verdict)
        above = bearers is self.context.bearers and bearers.source is _INHERITED
        condition = self.own.text[one.start : one.leads[-1].end] if one.leads else None
        excepted: list[str] = []
        if "除" in one.text:
            excepted = [
                clause.text for clause in one.clauses if "除" in clause.text and _EXCEPTS.search(clause.text)
            ]
        return Norm(
            path=self.provision.path,
            text=self.own.text[start:end],
            spans=spans,
            modality=verdict.modality,
            trigger=verdict.trigger,
            bearers=bearers.names,
            bearer_source=bearers.source,
            action=action,
            object=thing,
            condition=condition,
            quantities=self._quantities_in(spans),
            beneficiaries=self._beneficiaries(one, verdict, bearers),
            exception="，".join(excepted) or None,
            rule=verdict.rule,
            bearer_rule="bearer-inherited" if above else bearers.rule,
        )

    def _beneficiaries(self, one: Group, verdict: Verdict, bearers: Bearers) -> tuple[str, ...]:
        """Who is called on, or whom the sentence turned to, stays so in the clauses that go on (鼓励企业…，参加…)."""
        names = beneficiaries(one, verdict, bearers.names)
        if verdict.modality is _ENCOURAGEMENT:
            names = names or self.called
            self.called = names
        if one.clauses[0].text.startswith("对"):
            self.turned_to = turned_to(one) or names
        if names or not self.turned_to:
            return names
        granting = verdict.modality in _CALLS or (verdict.modality in _GRANTING and favours(one))
        return tuple(name for name in self.turned_to if granting and name not in bearers.names)

    def _quantities_in(self, spans: tuple[Span, ...]) -> tuple[Quantity, ...]:
        if not spans or not self.quantities:
            return ()
        first = bisect_left(self.starts, spans[0].start)
        last = bisect_left(self.starts, spans[-1].end)
        return tuple(
            quantity
            for quantity in self.quantities[first:last]
            if all(any(s.start <= part.start and part.end <= s.end for s in spans) for part in quantity.spans)
        )
