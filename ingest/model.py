"""The facts that lawgraph finds in a document, as small frozen types.

They are the rows of ``docs/contract.md`` with the same names: ``ingest.write.jsonl`` prints them as JSON
Lines, ``ingest.write.nquads`` as RDF. Every fact keeps its source spans. Money is in yuan, percentages in
percent, dates are ISO 8601 strings in the precision printed (``2012``, ``2012-03``, ``2012-03-17``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from ingest.bodies.body import Body
from ingest.text import CleanText, SourceText, Span
from ingest.text import Diagnostic as Diagnostic
from ontology.numerals import Number


class ProvisionKind(StrEnum):
    """Parts of a document; the values stand in the contract."""

    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节, or a 一、 section
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项, （一）, 一是
    SUBITEM = "subitem"  # 目, 1. and （1） wherever they stand
    ANNEX = "annex"  # 附件
    TASK = "task"  # a numbered row of a responsibility table
    MEMBER = "member"  # a row of a member list
    TITLE = "title"
    PREAMBLE = "preamble"
    SALUTATION = "salutation"
    SIGNATURE = "signature"
    DATE = "date"


LISTED = frozenset({ProvisionKind.ITEM, ProvisionKind.SUBITEM})
"""The labelled parts of lists."""


class Modality(StrEnum):
    """What a norm does (contract, "Norms: how they are counted")."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENCOURAGEMENT = "encouragement"
    EXEMPTION = "exemption"
    RIGHT = "right"
    SANCTION = "sanction"
    DEFINITION = "definition"
    SCOPE = "scope"
    PURPOSE = "purpose"
    ENTRY_INTO_FORCE = "entry-into-force"
    INTERPRETATION = "interpretation"


class BearerSource(StrEnum):
    """Where the bearer of a norm was found."""

    EXPLICIT = "explicit"  # its own subject, or named by 由
    INHERITED = "inherited"  # a subject spoken of before
    TABLE = "table"  # who answers for the task or measure
    PASSIVE = "passive"  # the subject is what the act is done to, and no agent is named
    NONE = "none"
    UNKNOWN = "unknown"  # a subject stands there and was not understood


class QuantityKind(StrEnum):
    """What a quantity measures."""

    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    COUNT = "count"


class MentionRole(StrEnum):
    """What a body does where it is mentioned."""

    LEAD = "lead"
    COOPERATING = "cooperating"
    BEARER = "bearer"
    BENEFICIARY = "beneficiary"
    OTHER = "other"


class Answering(StrEnum):
    """How a body answers for a task or measure; the values stand in the contract."""

    LEAD = "lead"  # it leads: 牵头, or the text tells it from the others
    COOPERATING = "cooperating"
    RESPONSIBLE = "responsible"  # named without distinction


class CitationStatus(StrEnum):
    """How far a citation could be followed."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    OUTSIDE = "outside"
    DESCRIPTIVE = "descriptive"


class CitationCheck(StrEnum):
    """Whether what a citation names is there, once its target is known."""

    EXISTS = "exists"
    HEADING_DIFFERS = "heading-differs"
    ABSENT = "absent"
    REPEALED = "repealed"
    NOT_UNDERSTOOD = "not-understood"


class Relation(StrEnum):
    """How a lower provision stands to an upper one."""

    IMPLEMENTS = "implements"
    RESTATES = "restates"
    DETAILS = "details"
    EXTENDS = "extends"
    STRICTER = "stricter"
    LOOSER = "looser"
    SAME_INSTRUMENT = "same-instrument"
    SAME_SUBJECT = "same-subject"
    POSSIBLE_CONFLICT = "possible-conflict"


class Level(StrEnum):
    """Levels of government."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Residue:
    """Characters that belong to no provision, with the reason (``page-number``, ``column-bleed``, …)."""

    text: str
    spans: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A row of a member list: a person in a post of an organization, with a role in the group.

    ``name`` is ``None`` in a row that names posts only (成员：各州政府分管副州长).
    """

    name: str | None
    post: str | None
    organization: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A body that a row of a table, or a note at a measure, says to answer for it, with how it does."""

    name: str
    spans: tuple[Span, ...]
    role: Answering


@dataclass(frozen=True, slots=True)
class Provision:
    """A part of a document.

    ``clean`` is the words after the label, with the heading and the inner provisions (repaired; its spans are
    the contract's ``text_spans``). ``own`` is the part of it that lies in no inner provision: for a leaf the
    same as ``clean``, for a chapter its heading, for a paragraph with items the words before and after them.
    Facts are looked for in ``own``, of every provision, so that each character is read once.
    ``own.text[:heading_end]`` is the heading with its closing punctuation (0: none). ``spans`` is the whole
    extent: label, text, cells and inner provisions, without residue. ``leaf``: no inner provision.
    ``notes`` are the places of the notes in its own words that name who answers (（责任单位：…）), in order.
    """

    path: str
    kind: ProvisionKind
    clean: CleanText = field(repr=False)
    spans: tuple[Span, ...]
    order: int
    label: str | None = None
    number: str | None = None
    heading: str | None = None
    parent: str | None = None
    leaf: bool = True
    own: CleanText = field(repr=False, kw_only=True)
    heading_end: int = 0
    responsibilities: tuple[Responsibility, ...] = ()
    notes: tuple[Span, ...] = ()
    member: Member | None = None

    @property
    def listed_first(self) -> bool:
        """Whether it is a part of a list that stands in no other list: a 项, or a 目 without one above it."""
        above = (self.parent or "").rpartition("/")[2]
        return self.kind in LISTED and not above.startswith(("item-", "subitem-"))

    @property
    def text(self) -> str:
        """The repaired words after the label."""
        return self.clean.text

    @property
    def text_spans(self) -> tuple[Span, ...]:
        """The source spans of :attr:`text`."""
        return self.clean.spans()

    def named(self, role: Answering) -> tuple[str, ...]:
        """The names of those who answer in that way, as printed, in order, each once."""
        return tuple(dict.fromkeys(r.name for r in self.responsibilities if r.role is role))


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """An administrative division by its GB/T 2260 code; ``000000`` is the whole country."""

    code: str
    name: str
    level: Level


@dataclass(frozen=True, slots=True)
class Amendment:
    """When a rule was amended, and by which decision, or at which meeting where no decision is named.

    ``approved`` is the day on which an upper congress approved that, where the text tells it.
    """

    date: str | None
    by: str | None
    approved: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; ``inferred`` names the fields that it does not say.

    ``genre`` is the word for its kind that its title ends with, ``repeals`` the titles of rules that it repeals.

    ``work`` is the IRI of its work where the metadata file fixes it (:func:`ontology.iri.stated_work_iri`).
    """

    title: str
    document_type: str
    number: str | None
    issuers: tuple[str, ...]
    jurisdiction: Jurisdiction | None
    adopted: str | None = None
    approved: str | None = None
    issued: str | None = None
    in_force: str | None = None
    expires: str | None = None
    based_on: tuple[str, ...] = ()
    inferred: frozenset[str] = frozenset()
    work: str | None = None
    genre: str | None = None
    amended: tuple[Amendment, ...] = ()
    repeals: tuple[str, ...] = ()

    @property
    def dated(self) -> str | None:
        """The day of this very text: that of its last amendment, else that on which it was made."""
        changed = [each.date for each in self.amended if each.date]
        return max([*changed, *([self.adopted] if self.adopted else [])], default=self.issued)

    @property
    def year(self) -> int | None:
        """The year in which the text was made, by the first date it gives."""
        for date in (self.adopted, self.issued, self.approved, self.in_force):
            if date:
                return int(date[:4])
        return None


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its structure: every non-blank character in one leaf, label, heading or residue.

    ``provisions`` stand in document order, parents before their children.
    """

    source: SourceText
    metadata: Metadata
    provisions: tuple[Provision, ...]
    residues: tuple[Residue, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    _by_path: Mapping[str, Provision] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_path", {provision.path: provision for provision in self.provisions})

    def leaves(self) -> Iterator[Provision]:
        """The provisions without inner provisions, in document order."""
        return (provision for provision in self.provisions if provision.leaf)

    def provision(self, path: str) -> Provision:
        """Return the provision at ``path``; raise ``KeyError`` naming it."""
        return self._by_path[path]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount, rate, time limit, date or count with its bounds.

    ``text`` is the printed form (it is never recomputed from the numbers); ``low`` and ``high`` are numbers
    or, for a date, ISO strings; ``None`` is unbounded. An exact figure has ``low == high``. ``rule`` is the rule of
    :mod:`ontology.rules` that found it, ``bounds_rule`` the one that gave its bounds. ``condition`` is on what the
    amount is due, ``payer`` and ``beneficiaries`` who pays and who gets it, where the text says so. ``doubt`` is why a
    fact may be wrong, ``None`` for a certain one; so in every kind of fact.
    """

    path: str
    text: str
    spans: tuple[Span, ...]
    kind: QuantityKind
    low: Number | str | None
    high: Number | str | None
    low_inclusive: bool
    high_inclusive: bool
    unit: str
    per: tuple[str, ...] = ()
    role: str | None = None
    applies_to: str | None = None
    base: str | None = None
    condition: str | None = None
    payer: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    doubt: str | None = field(default=None, kw_only=True)
    rule: str = field(kw_only=True)
    bounds_rule: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a government, department, institution or association.

    ``names`` are full names meant, most specific first; ``body`` IRIs of authority entries, empty when none
    is known; ``generic`` marks 有关部门 and the like; ``rule`` is the rule of :mod:`ontology.rules` that found it.
    """

    path: str
    text: str
    spans: tuple[Span, ...]
    names: tuple[str, ...]
    body: tuple[str, ...] = ()
    generic: bool = False
    role: MentionRole = MentionRole.OTHER
    division: str | None = None
    function: str | None = None
    doubt: str | None = field(default=None, kw_only=True)
    rule: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a rule, or to a part of this one (``internal``).

    ``target`` is the IRI of what is meant, ``candidates`` those of what may be meant where the status is
    ambiguous; both and ``check`` are decided by ``ingest.resolve``. ``rule`` is the rule of :mod:`ontology.rules`
    that found it, ``status_rule`` the one that gave its status.
    """

    path: str
    text: str
    spans: tuple[Span, ...]
    title: str | None
    number: str | None
    article: str | None
    internal: bool
    status: CitationStatus
    articles: tuple[str, ...] = ()
    heading: str | None = None
    target: str | None = None
    candidates: tuple[str, ...] = ()
    check: CitationCheck | None = None
    doubt: str | None = field(default=None, kw_only=True)
    rule: str = field(kw_only=True)
    status_rule: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Norm:
    """One predicate that can be kept or broken on its own.

    ``rule`` is the rule of :mod:`ontology.rules` that gave its modality, ``bearer_rule`` the one that told its
    bearers, or why it has none. ``exception`` are the words that except a case (除…外); ``doubt`` says in words
    (Chinese, then English) why the norm or its bearers may be wrong, ``None`` where nothing speaks against it.
    """

    path: str
    text: str
    spans: tuple[Span, ...]
    modality: Modality
    trigger: str | None
    bearers: tuple[str, ...]
    bearer_source: BearerSource
    action: str
    object: str | None = None
    condition: str | None = None
    quantities: tuple[Quantity, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    exception: str | None = None
    doubt: str | None = field(default=None, kw_only=True)
    rule: str = field(kw_only=True)
    bearer_rule: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A document with all facts found in it."""

    document: Document
    quantities: tuple[Quantity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    citations: tuple[Citation, ...] = ()
    norms: tuple[Norm, ...] = ()
    topics: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (path, topic identifiers, main topic first)


@dataclass(frozen=True, slots=True)
class Resolved:
    """An annotation whose citations and names are understood, as far as they can be: what the writers say.

    ``bodies`` are the IRIs of the bodies that names of issuers, bearers and of who answers for a provision mean
    (a name without a known body is not in it), ``referred`` all bodies that the document names, ``based_on`` the
    IRIs of the documents that it was made under.
    """

    annotation: Annotation
    bodies: Mapping[str, tuple[str, ...]]
    referred: tuple[Body, ...]
    based_on: tuple[str, ...]

    def bodies_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The IRIs of the bodies that ``names`` mean, each once, in order."""
        return tuple(dict.fromkeys(iri for name in names for iri in self.bodies.get(name, ())))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why two provisions correspond: one signal, its weight and the words on both sides."""

    signal: str
    weight: float
    lower_text: str
    lower_spans: tuple[Span, ...]
    upper_text: str
    upper_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Comparable quantities of two corresponding provisions; ``verdict`` as in :class:`Relation`."""

    dimension: str
    lower: Quantity
    upper: Quantity
    verdict: str


class Strength(StrEnum):
    """How far two linked provisions do the same (contract 1.1)."""

    SAME_ACT = "same-act"  # one matter and one act or tool
    SAME_MATTER = "same-matter"  # one matter, by another act or tool


class Difference(StrEnum):
    """What became of the upper rule in the lower one, seen from the party that is bound."""

    STRICTER = "stricter"
    LOOSER = "looser"
    POSSIBLE_CONFLICT = "possible-conflict"


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """What only one of two linked provisions has; ``side`` is ``upper`` or ``lower``."""

    side: Literal["lower", "upper"]
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A provision of a lower rule carries on, repeats or changes one of an upper rule.

    ``lower`` and ``upper`` are the paths of the smallest provisions that carry the link, ``lower_unit`` and
    ``upper_unit`` those of the units that were compared and that they lie in (the same, where nothing else is said).
    ``score`` is the probability that a careful reader would call the two linked. ``lower_spans`` and ``upper_spans``
    are the sentences that carry the link. ``difference`` is None where the two sentences show none;
    ``difference_for`` names the party that it burdens or favours. ``relation`` is derived from strength and
    difference, for those who want one word. Rows of one ``group`` are a split (one upper provision, several lower
    ones) or a merge. ``review`` is who decided and when, where a person did (then ``score`` is 1), else None.
    """

    lower: str
    upper: str
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...]
    comparison: Comparison | None = None
    strength: Strength = field(default=Strength.SAME_MATTER, kw_only=True)
    difference: Difference | None = field(default=None, kw_only=True)
    difference_for: str | None = field(default=None, kw_only=True)
    lower_spans: tuple[Span, ...] = field(default=(), kw_only=True)
    upper_spans: tuple[Span, ...] = field(default=(), kw_only=True)
    group: str | None = field(default=None, kw_only=True)
    only_in: tuple[OnlyIn, ...] = field(default=(), kw_only=True)
    review: str | None = field(default=None, kw_only=True)
    lower_unit: str = field(default="", kw_only=True)
    upper_unit: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower_unit", self.lower_unit or self.lower)
        object.__setattr__(self, "upper_unit", self.upper_unit or self.upper)


class GapState(StrEnum):
    """How sure it is that a provision has no counterpart."""

    ABSENT = "absent"
    DOUBTFUL = "doubtful"  # one may be there: a person has to look
    FORMAL = "formal"  # needs no counterpart: entry into force, what only frames the text


class Severity(StrEnum):
    """What it means that a provision has no counterpart."""

    HIGH = "high"  # a duty, sanction or amount has none
    LOW = "low"  # a general clause has none


@dataclass(frozen=True, slots=True)
class Gap:
    """A provision without counterpart, with the nearest candidate; ``side`` is ``upper`` or ``lower``.

    ``probability`` is that there is no counterpart; ``reason`` quotes what stands here and what is nearest there.
    ``review`` is who decided and when, where a person said that there is none, or that a link was none.
    """

    side: Literal["lower", "upper"]
    path: str
    nearest: str | None
    nearest_score: float
    reason: str
    state: GapState = field(default=GapState.DOUBTFUL, kw_only=True)
    probability: float = field(default=0.5, kw_only=True)
    severity: Severity = field(default=Severity.LOW, kw_only=True)
    review: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Alignment:
    """All correspondences and gaps between an upper and a lower rule.

    ``candidates`` are pairs below the line of decision that a reader may want to see, by lower provision and
    falling score; none unless they were asked for. ``diagnostics`` say why two documents have neither links nor
    gaps, and what speaks against comparing them.
    """

    upper: Annotation
    lower: Annotation
    correspondences: tuple[Correspondence, ...]
    gaps: tuple[Gap, ...]
    candidates: tuple[Correspondence, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
