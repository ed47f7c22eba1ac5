"""What a document says of itself: title, number, issuers, territory, type and dates.

Everything is read from the text; what has to be concluded is named in ``Metadata.inferred``, and a diagnostic says
from which words. A metadata file beside the source (:class:`ingest.read.Stated`) goes before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingest.bodies.resolve import resolve
from ingest.document_numbers import DocumentNumber, NumberKind, document_number, document_numbers
from ingest.model import Diagnostic, Jurisdiction, Level, Metadata, Provision, ProvisionKind, Residue
from ingest.read import Stated
from ingest.repair import plain_name
from ingest.structure.dates import ACTS, REVISED, acts, expires, in_force, iso_date
from ingest.structure.jurisdiction import infer_jurisdiction
from ingest.structure.self_description import SelfDescription, describe
from ingest.structure.territory import find_division, without_upper
from ingest.text import CleanText, SourceText
from ontology import lexicon
from ontology.divisions import COUNTRY, division, is_known
from ontology.document_types import classify, document_types, named_type

_COUNTRY = "中华人民共和国"
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
# What stands before a title holds no opening bracket of another: there is one way only to read a list of titles.
_UNDER = re.compile(r"(?:根据|依据|依照|按照)((?:(?:[^。；《]|《》){0,40}《[^》]+》)+)")
_MADE = re.compile(r"[^。；]*?(?:制定|结合)")
_TITLE_MARKS = re.compile(r"《([^》]+)》")
_BODY_END = lexicon.pattern("issuer-end")
_ISSUER_IN_TITLE = re.compile(rf"^(国务院|[\u4e00-\u9fff、\s]{{2,80}}?{_BODY_END})(?:关于|对|印发|转发|批转)")
_BODY_NAME = re.compile(rf"[\u4e00-\u9fff]{{1,30}}{_BODY_END}")
_RED_HEAD = re.compile(r"([\u4e00-\u9fff\s]{3,60}?)\s{0,9}文\s{0,9}件")
_PERSON = re.compile(
    r"(?:总\s*理|主\s*席|[省市州县区部局署厅]\s*长|主\s*任|委\s*员\s*长|行\s*长|专\s*员|院\s*长|检\s*察\s*长)[：:]?\s*[\u4e00-\u9fff·\s]{2,6}$"
)
_ADOPTING = re.compile(rf"日\s*([\u4e00-\u9fff]{{2,40}}?{lexicon.pattern('adopting-body')})")
_PROMULGATED = re.compile(r"(?:现|予以?)(?:公布|发布)")
_SESSION = re.compile(r"第.{1,5}?届")


def _order_number(notes: Sequence[str]) -> str | None:
    """Return the number of the order that promulgated the rule, or made it anew (修订), from the adoption notes."""
    found: str | None = None
    for note in notes:
        order = _order(plain_name(note))
        if order is not None and (found is None or REVISED.search(note)):
            found = str(order)
    return found


def _order(text: str) -> DocumentNumber | None:
    """Return the first number of an order in ``text``."""
    return next((number for number in document_numbers(text) if number.kind is NumberKind.ORDER), None)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document that say something of it."""

    title: str | None
    masthead: str
    notes: tuple[str, ...]
    dates: tuple[str, ...]
    signature: str | None  # with its blanks: they part the names of bodies
    title_apart: str
    other_titles: tuple[str, ...]
    promulgation: str
    opening: str
    closing: str

    @classmethod
    def of(cls, provisions: Sequence[Provision], residues: Iterable[Residue]) -> Parts:
        """Gather them from the provisions and the masthead residues."""
        dates = _own_dates(provisions)
        body = [p for p in provisions if p.parent is None and p.kind not in _AROUND]
        articles = [p for p in provisions if p.kind is ProvisionKind.ARTICLE]
        tops = articles or body
        return cls(
            title=next((p.text for p in provisions if p.path == "title"), None),
            masthead=" ".join(r.text for r in residues if r.reason == "masthead"),
            notes=tuple(text for text in dates if any(act.search(text) for _, act in ACTS)),
            dates=tuple(
                text for text in dates if len(text) <= 30 and not any(act.search(text) for _, act in ACTS)
            ),
            signature=next((_apart(p.own) for p in provisions if p.kind is ProvisionKind.SIGNATURE), None),
            title_apart=next((_apart(p.own) for p in provisions if p.path == "title"), ""),
            other_titles=tuple(
                _apart(p.own) for p in provisions if p.kind is ProvisionKind.TITLE and p.path != "title"
            ),
            promulgation=next(
                (
                    p.text
                    for p in provisions
                    if p.kind is ProvisionKind.PREAMBLE and _PROMULGATED.search(p.text)
                ),
                "",
            ),
            opening="".join(p.text for p in tops[:3])[:2000],
            closing="".join(p.text for p in tops[-4:])[-3000:],
        )


def _plain_title(title: str) -> str:
    """Return a title on one line and once, with radicals as characters; full-width marks stay."""
    line = title.replace("\n", "")
    half = len(line) // 2
    if line[:half] == line[half:]:
        line = line[:half]
    return plain_name(line) if _RADICAL.search(line) else line


def _apart(clean: CleanText) -> str:
    """Return the words with a blank wherever the source has white space between them."""
    return "".join(
        f" {char}" if at and clean.offsets[at] > clean.offsets[at - 1] + 1 else char
        for at, char in enumerate(clean.text)
    )


def _own_dates(provisions: Sequence[Provision]) -> list[str]:
    """Return the date lines and notes, without those under the title of another text in the same file."""
    found: list[str] = []
    foreign = False
    several = any(p.kind is ProvisionKind.TITLE and p.path != "title" for p in provisions)
    for provision in sorted(provisions, key=lambda p: p.spans[0].start if p.spans else 0):
        if provision.kind is ProvisionKind.TITLE:
            foreign = provision.path != "title"
        elif provision.kind is ProvisionKind.DATE:
            act = any(form.search(provision.text) for _, form in ACTS)
            found.extend([] if several and foreign and act else [provision.text])
    return found


_AROUND = {ProvisionKind.TITLE, ProvisionKind.DATE, ProvisionKind.SIGNATURE, ProvisionKind.SALUTATION}


def _bodies(names: str) -> tuple[str, ...]:
    """Part names of bodies at blanks and line ends, where every part is a name of its own."""
    parts = [part for part in re.split(r"[、\s]+", names) if part]
    if len(parts) > 1 and all(len(part) > 2 and _BODY_NAME.fullmatch(part) for part in parts):
        return tuple(parts)
    lines = ["".join(line.split()) for line in names.split("\n")]
    bodies = [line for line in lines if len(line) > 2 and _BODY_NAME.fullmatch(line)]
    return tuple(bodies) if len(bodies) == len(lines) else ("".join(lines),)


def _issuers(parts: Parts) -> tuple[str, ...]:
    """Return who made the rule: the body that adopted it, or signed the order or the document."""
    passed = _approving(parts)
    if passed:
        return (without_upper(passed[0]),)
    orders = (_order(plain_name(text)) for text in (parts.masthead, *parts.notes))
    order = next((found for found in orders if found), None)
    if order:
        return (order.agency.removeprefix(_COUNTRY) if order.agency.endswith("国务院") else order.agency,)
    head = _RED_HEAD.search(parts.masthead)
    if head:
        return _bodies(head.group(1))
    for title in (parts.title_apart, parts.title or "", *parts.other_titles):
        if named := _ISSUER_IN_TITLE.match(title):
            return _bodies(named.group(1))
    lines = [line for line in (parts.signature or "").split("\n") if not _PERSON.search(line)]
    return _bodies("\n".join(lines)) if lines and any(lines) else ()


def _approving(parts: Parts) -> tuple[str, ...]:
    """Return the bodies that adopted or approved the rule, as printed without the term of office."""
    return tuple(
        _SESSION.sub("", found.group(1)) for note in parts.notes for found in _ADOPTING.finditer(note)
    )


def _based_on(parts: Parts) -> tuple[str, ...]:
    """Return the titles after 根据, up to the last of them after which the sentence says that something is made."""
    for run in _UNDER.finditer(parts.opening):
        titles = list(_TITLE_MARKS.finditer(parts.opening, *run.span(1)))
        while titles and not _MADE.match(parts.opening, titles[-1].end()):
            titles.pop()
        if titles:
            return tuple(dict.fromkeys(title.group(1) for title in titles))
    return ()


_RULES = {"local-government-rule", "departmental-rule"}


def _document_type(
    told: str, title: str, makers: Sequence[str], level: str | None, number: str | None
) -> str:
    """Return the identifier of the document type: the one told (an identifier or a Chinese name), or by title.

    Rules (规章) are promulgated by an order (规章制定程序条例, art. 30): a 办法 that has the number of an ordinary
    document (〔2020〕5号) is a normative document.
    """
    if told:
        named = (kind.identifier for kind in document_types().values() if told in (kind.identifier, kind.zh))
        return next(named, None) or named_type(told)
    kind = classify(title, makers, level)
    return named_type(title) if kind in _RULES and number and "〔" in number else kind


def _told_jurisdiction(told: str) -> Jurisdiction | None:
    if is_known(told):
        item = division(told)
        return Jurisdiction(item.code, item.name, Level(item.level))
    return find_division(told)


def _said_jurisdiction(title: str, issuers: Sequence[str], parts: Parts) -> Jurisdiction | None:
    """Return the division that the title, an issuer or an adoption note starts with, or the country."""
    for text in (title, *issuers, *parts.notes):
        found = find_division(text)
        if found is not None:
            return found
    national = re.match(r"中华人民共和国|国务院|最高人民|全国人民", title) or any(
        re.search(r"全国人民代表大会|国务院|最高人民", text) for text in (*issuers, *parts.notes)
    )
    if not national:
        bodies = [body for name in issuers if (body := resolve(name)) is not None]
        national = bool(bodies) and all(body.division == COUNTRY for body in bodies)
    return Jurisdiction(COUNTRY, "中华人民共和国", Level.NATIONAL) if national else None


@dataclass(frozen=True, slots=True)
class _Named:
    """The title and the words that tell the type, with what was concluded."""

    title: str
    kind: str
    inferred: frozenset[str]
    notes: tuple[Diagnostic, ...]


def _named(source: SourceText, parts: Parts, told: Stated, said: SelfDescription | None) -> _Named:
    title = told.title or _plain_title(parts.title or "")
    if title and (said is None or named_type(title) != "normative-document"):
        return _Named(title, title, frozenset(), ())
    inferred: set[str] = set()
    notes: list[Diagnostic] = []
    spans = said.spans if said else ()
    if not title:
        inferred.add("title")
        title = (said.title if said else None) or PurePath(source.name).stem or "（无标题）"
        why = f"from {said.printed!r}" if said and said.title else "from the name of the file"
        notes.append(
            Diagnostic(
                "title-inferred", f"the text does not say its title; {title!r} is concluded {why}", spans
            )
        )
    if said is None or told.document_type:
        return _Named(title, title, frozenset(inferred), tuple(notes))
    inferred.add("document_type")
    notes.append(
        Diagnostic("document-type-inferred", f"{said.kind} is concluded from {said.printed!r}", spans)
    )
    return _Named(title, said.title or said.kind, frozenset(inferred), tuple(notes))


def metadata_of(
    source: SourceText, provisions: Sequence[Provision], residues: Iterable[Residue], stated: Stated | None
) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Put together what the text and the file beside it say; the file goes first."""
    told = stated or Stated()
    parts = Parts.of(provisions, residues)
    named = _named(source, parts, told, describe(provisions))
    known = acts((parts.promulgation,)) | acts(parts.notes)
    day = next((iso for text in reversed(parts.dates) if (iso := iso_date(text))), None)
    issuers = told.issuers or _issuers(parts)
    number = told.number or document_number(plain_name(parts.masthead)) or _order_number(parts.notes)
    inferred, notes = set(told.inferred) | named.inferred, list(named.notes)
    if told.jurisdiction:
        where = _told_jurisdiction(told.jurisdiction)
    else:
        where = _said_jurisdiction("" if "title" in named.inferred else named.title, issuers, parts)
    if where is None:
        year = next((int(iso[:4]) for iso in (*known.values(), day) if iso), None)
        where, note = infer_jurisdiction(provisions, year)
        inferred |= {"jurisdiction"} if where else set()
        notes.append(note)
    makers = (*issuers, *_approving(parts))
    start = told.in_force or in_force(parts.closing, known, day)
    metadata = Metadata(
        title=named.title,
        document_type=_document_type(
            told.document_type or "", named.kind, makers, where.level.value if where else None, number
        ),
        number=number,
        issuers=issuers,
        jurisdiction=where,
        adopted=told.adopted or known.get("adopted"),
        approved=told.approved or known.get("approved"),
        issued=told.issued or known.get("issued") or day,
        in_force=start,
        expires=told.expires or expires(parts.closing, start or day) or known.get("expires"),
        based_on=told.based_on or _based_on(parts),
        inferred=frozenset(inferred),
        work=told.work,
    )
    return metadata, tuple(notes)
