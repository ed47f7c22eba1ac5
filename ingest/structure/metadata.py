"""What a document says of itself: title, number, issuers, territory, type and dates.

Everything is read from the text; what has to be concluded is named in ``Metadata.inferred``. A metadata file
beside the source (:class:`ingest.read.Stated`) goes before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Diagnostic, Jurisdiction, Level, Metadata, Provision, ProvisionKind, Residue
from ingest.read import Stated
from ingest.repair import plain_name
from ingest.repair.numerals import NUMERAL, chinese_number
from ingest.structure.territory import find_division, without_upper
from ingest.text import SourceText
from ontology.document_types import classify, document_types, named_type

_DATE = re.compile(
    rf"(\d{{4}}|{NUMERAL}{{4}})\s*年\s*(\d{{1,2}}|{NUMERAL}{{1,3}})\s*月\s*(\d{{1,2}}|{NUMERAL}{{1,3}})\s*日"
)
_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,12}?)\s*[〔\[［【（(]?\s*((?:19|20)\d{2})\s*[〕\]］】）)]\s*第?\s*(\d{1,5})\s*号"
)
_ORDER = re.compile(
    r"(国务院|[\u4e00-\u9fff]{2,30}(?:政府|部|局|委员会|委|署|行|会))\s*令\s*第?\s*(\d{1,5})\s*号"
)
_ACTS = (
    ("approved", re.compile(r"批准")),
    ("adopted", re.compile(r"通过|修订|修正|制定")),
    ("issued", re.compile(r"公布|发布|颁布|印发|令")),
    ("in_force", re.compile(r"施行|实施|生效")),
)
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_REVISED = re.compile(r"修订(?!的?决定)")
_IN_FORCE = re.compile(
    r"自\s*(.{6,20}?日)\s*起\s*(?:施行|实施|执行|生效)|自(公布|发布|印发|颁布|通过)之日起\s*(?:施行|实施|执行|生效)"
)
_EXPIRES = re.compile(r"有效期(?:至|到)\s*(.{6,20}?日)|(?:施行|执行|有效|实施)至\s*(.{6,20}?日)(?:止)?")
_BASED_ON = re.compile(r"(?:根据|依据|依照|按照)((?:[^。；]{0,40}?《[^》]+》)+)[^。；]*?(?:制定|结合)")
_TITLE_MARKS = re.compile(r"《([^》]+)》")
_ISSUER_IN_TITLE = re.compile(
    r"^([\u4e00-\u9fff、\s]{2,60}?(?:人民政府办公[厅室]|人民政府|办公[厅室]|委员会|法院|检察院|国务院|部|厅|局|委|署|总局|银行|会))关于"
)
_ADOPTING = re.compile(
    r"日\s*([\u4e00-\u9fff]{2,40}?(?:人民代表大会常务委员会|人民代表大会|国务院|人民政府|委员会|法院|检察院|部|厅|局))"
)
_TERM = re.compile(rf"第{NUMERAL}+届")


def iso_date(text: str) -> str | None:
    """Return the first day named in ``text`` as ISO 8601, or ``None``.

    >>> iso_date("二〇一二年三月十七日"), iso_date("自 2020 年 7 月 1 日起"), iso_date("近日")
    ('2012-03-17', '2020-07-01', None)
    """
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day = (chinese_number(part) or 0 for part in found.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def document_number(text: str) -> str | None:
    """Return the first document number in ``text`` in its standard form (GB/T 9704-2012, 7.2.5).

    A lost opening bracket is put in only here, in the normalised form; the printed text keeps its loss.

    >>> document_number("青政[2012]16号"), document_number("（青政办2011〕305号）"), document_number("国务院令第722号")
    ('青政〔2012〕16号', '青政办〔2011〕305号', '国务院令第722号')
    """
    found = _NUMBER.search(text)
    if found:
        return f"{found.group(1)}〔{found.group(2)}〕{int(found.group(3))}号"
    order = _ORDER.search(text)
    return f"{order.group(1)}令第{order.group(2)}号" if order else None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document that say something of it."""

    title: str | None
    masthead: str
    notes: tuple[str, ...]
    dates: tuple[str, ...]
    signature: str | None
    salutation: str | None
    opening: str
    closing: str

    @classmethod
    def of(cls, provisions: Sequence[Provision], residues: Iterable[Residue]) -> Parts:
        """Gather them from the provisions and the masthead residues."""

        def first(kind: ProvisionKind, path: str | None = None) -> str | None:
            return next(
                (p.text for p in provisions if p.kind is kind and (path is None or p.path == path)), None
            )

        dates = _own_dates(provisions)
        words = [p for p in provisions if p.parent is None and p.kind not in _NO_WORDS]
        articles = [p for p in provisions if p.kind is ProvisionKind.ARTICLE]
        tops = articles or words
        return cls(
            title=first(ProvisionKind.TITLE, "title"),
            masthead=" ".join(r.text for r in residues if r.reason == "masthead"),
            notes=tuple(text for text in dates if any(act.search(text) for _, act in _ACTS)),
            dates=tuple(text for text in dates if not any(act.search(text) for _, act in _ACTS)),
            signature=first(ProvisionKind.SIGNATURE),
            salutation=first(ProvisionKind.SALUTATION),
            opening="".join(p.text for p in tops[:3])[:2000],
            closing="".join(p.text for p in tops[-4:])[-3000:],
        )


def _plain_title(title: str) -> str:
    """Return a title on one line, with radicals as characters; full-width marks stay."""
    line = title.replace("\n", "")
    return plain_name(line) if _RADICAL.search(line) else line


def _own_dates(provisions: Sequence[Provision]) -> list[str]:
    """Return the date lines and notes, without those under the title of another text in the same file."""
    found: list[str] = []
    foreign = False
    several = any(p.kind is ProvisionKind.TITLE and p.path != "title" for p in provisions)
    for provision in sorted(provisions, key=lambda p: p.spans[0].start if p.spans else 0):
        if provision.kind is ProvisionKind.TITLE:
            foreign = provision.path != "title"
        elif provision.kind is ProvisionKind.DATE:
            act = any(form.search(provision.text) for _, form in _ACTS)
            found.extend([] if several and foreign and act else [provision.text])
    return found


_NO_WORDS = {ProvisionKind.TITLE, ProvisionKind.DATE, ProvisionKind.SIGNATURE, ProvisionKind.SALUTATION}


def _acts(notes: Sequence[str]) -> dict[str, str]:
    """Read the dates of adoption, approval and promulgation from adoption notes.

    The first of a kind counts, as the entry into force printed in a text is that of the whole; a full revision
    (修订) makes the rule anew, an amendment (修正) does not.
    """
    found: dict[str, str] = {}
    for note in notes:
        days = list(_DATE.finditer(note))
        for at, day in enumerate(days):
            end = days[at + 1].start() if at + 1 < len(days) else len(note)
            words = note[day.end() : end]
            iso = iso_date(day.group())
            for act, form in _ACTS:
                if iso and form.search(words):
                    if _REVISED.search(words):
                        found.clear()
                    found.setdefault(act, iso)
                    break
    return found


def _in_force(parts: Parts, acts: dict[str, str], day: str | None) -> str | None:
    clauses = list(_IN_FORCE.finditer(parts.closing))
    if not clauses:
        return acts.get("in_force")
    found = clauses[-1]
    if found.group(1):
        return iso_date(found.group(1)) or acts.get("in_force")
    kind = {"通过": "adopted"}.get(found.group(2), "issued")
    return acts.get(kind) or (day if kind == "issued" else None) or acts.get("in_force")


def _issuers(title: str, parts: Parts) -> tuple[str, ...]:
    passed = _approving(parts)
    if passed:
        return (without_upper(passed[0]),)
    order = _ORDER.search(plain_name(parts.masthead))
    if order:
        return (order.group(1),)
    named = _ISSUER_IN_TITLE.match(title)
    if named:
        return tuple(name for name in re.split(r"[、\s]+", named.group(1)) if name)
    if parts.signature and not re.search(r"总\s*理|主\s*席|[省市州县]\s*长", parts.signature):
        return (parts.signature.replace("\n", ""),)
    return ()


def _approving(parts: Parts) -> tuple[str, ...]:
    """Return the bodies that adopted or approved the rule, as printed without the term of office."""
    return tuple(_TERM.sub("", found.group(1)) for note in parts.notes for found in _ADOPTING.finditer(note))


def _based_on(parts: Parts) -> tuple[str, ...]:
    found = _BASED_ON.search(parts.opening)
    return tuple(dict.fromkeys(_TITLE_MARKS.findall(found.group(1)))) if found else ()


def _fallback_title(source: SourceText, provisions: Parts) -> str:
    named = re.search(r"制定本([\u4e00-\u9fff]{1,4})", provisions.opening)
    head = " ".join((provisions.opening or source.text).split())[:30]
    return f"{head}…" if not named else f"（无标题）{named.group(1)}"


def _document_type(told: str | None, title: str, makers: Sequence[str], where: Jurisdiction | None) -> str:
    """Return the identifier of the document type: the one told (an identifier or a Chinese name), or by title."""
    if told is not None:
        named = (kind.identifier for kind in document_types().values() if told in (kind.identifier, kind.zh))
        return next(named, None) or named_type(told)
    return classify(title, makers, where.level.value if where else None)


def _jurisdiction(title: str, issuers: Sequence[str], parts: Parts) -> Jurisdiction | None:
    for words in (title, *issuers, *parts.notes):
        division = find_division(words)
        if division is not None:
            return division
    if re.match(r"中华人民共和国|国务院|最高人民|全国人民", title) or any(
        re.search(r"全国人民代表大会|国务院|最高人民", note) for note in (*issuers, *parts.notes)
    ):
        return Jurisdiction("000000", "中华人民共和国", Level.NATIONAL)
    return None


def metadata_of(
    source: SourceText, parts: Parts, stated: Stated | None
) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Put together what the text and the file beside it say; the file goes first."""
    told = stated or Stated()
    inferred = set(told.inferred)
    notes: list[Diagnostic] = []
    title = told.title or _plain_title(parts.title or "")
    if not title:
        title = _fallback_title(source, parts)
        inferred.add("title")
        notes.append(
            Diagnostic("title-inferred", f"the text does not say its title; {title!r} is made from its words")
        )
    acts = _acts(parts.notes)
    day = next((iso for text in reversed(parts.dates) if (iso := iso_date(text))), None)
    issuers = told.issuers or _issuers(title, parts)
    jurisdiction = _jurisdiction(told.jurisdiction or title, issuers, parts)
    expires = _EXPIRES.search(parts.closing)
    metadata = Metadata(
        title=title,
        document_type=_document_type(told.document_type, title, (*issuers, *_approving(parts)), jurisdiction),
        number=told.number or document_number(plain_name(parts.masthead)),
        issuers=issuers,
        jurisdiction=jurisdiction,
        adopted=told.adopted or acts.get("adopted"),
        approved=told.approved or acts.get("approved"),
        issued=told.issued or acts.get("issued") or day,
        in_force=told.in_force or _in_force(parts, acts, day),
        expires=told.expires or (iso_date(expires.group()) if expires else None),
        based_on=told.based_on or _based_on(parts),
        inferred=frozenset(inferred),
    )
    return metadata, tuple(notes)
