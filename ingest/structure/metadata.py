"""What a document says of itself: title, number, issuers, territory, type and dates.

Everything is read from the text; what has to be concluded is named in ``Metadata.inferred``, and a diagnostic says
from which words. A metadata file beside the source (:class:`ingest.read.Stated`) goes before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingest.document_numbers import NumberKind, document_number, document_numbers, together_ordered
from ingest.model import Diagnostic, Jurisdiction, Level, Metadata, Provision, ProvisionKind, Residue
from ingest.read import Stated
from ingest.repair import plain_name
from ingest.structure.approval import approved_as_regulation
from ingest.structure.dates import ACTS, REVISED, acts, by_act, expires, in_force, iso_date
from ingest.structure.heading import genre, number_beside, without_enclosure
from ingest.structure.history import amended, repeals
from ingest.structure.issuers import (
    BODY_NAME,
    LONGEST_GLUED,
    above_number,
    bodies_named,
    body_of,
    in_title,
    known_bodies,
    published_by,
    without_country,
)
from ingest.structure.jurisdiction import infer_jurisdiction
from ingest.structure.once import plain_form
from ingest.structure.page_block import Block, block_of
from ingest.structure.self_description import SelfDescription, describe
from ingest.structure.territory import find_division, without_upper
from ingest.text import CleanText, SourceText, squeeze
from ontology import lexicon
from ontology.divisions import COUNTRY, division, is_known
from ontology.document_types import EXPLANATION, classify, document_types, named_type

_COUNTRY = "中华人民共和国"
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
# 应当按照《…》 is a duty, no ground.
# What stands before a title holds no opening bracket of another: there is one way only to read a list of titles.
_UNDER = re.compile(r"(?<![当须应])(?:根据|依据|依照|按照)((?:(?:[^。；《]|《》){0,40}《[^》]+》)+)")
_MADE = re.compile(rf"[^。；]*?{lexicon.pattern('makes-under')}")
_OTHER_RULE = re.compile(
    r"(?:制定|制订|印发|起草|修改|废止)(?:了|的)?$|(?<!针)对$"
)  # before the title of the rule that is made or changed
_SHORT_FORM = re.compile(r"[简下]称为?“?$")  # before a title said short: 《某省某法》（以下简称《某法》）
_TITLE_MARKS = re.compile(r"《([^》]{1,400})》")
_RED_HEAD = re.compile(
    rf"([\u4e00-\u9fff\s]{{3,{LONGEST_GLUED}}}?)\s{{0,9}}文\s{{0,9}}件((?:\s+(?:{BODY_NAME.pattern})(?=\s))*)"
)  # of several bodies, of which some may stand below the word
_PERSON = re.compile(
    r"(?:总\s*理|主\s*席|[省市州县区部局署厅]\s*长|主\s*任|委\s*员\s*长|行\s*长|专\s*员|院\s*长|检\s*察\s*长)[：:]?\s*[\u4e00-\u9fff·\s]{2,6}$"
)
_ADOPTING = re.compile(
    rf"日\s*(?:[由经]\s*)?([\u4e00-\u9fff]{{2,40}}?{lexicon.pattern('adopting-body')}|[国政]务院(?!批准))"
)
_CONGRESS = re.compile(
    r"(?:经|由)([\u4e00-\u9fff]{2,40}?人民代表大会(?:常务委员会)?)[^。]{0,40}?(?:通过|修订|修正)"
)  # …已由第九届全国人民代表大会…会议通过，现予公布
_NO_ISSUER = re.compile(r"第\s*(\d{1,5})\s*号\s*令")
_SENT_ALONE = re.compile(r"([\u4e00-\u9fff、]{2,80})(?:印发|发布|公布)《(.+)》")  # 某办公厅印发《…意见》
_PROMULGATED = re.compile(r"(?:现|予以?)(?:公布|发布)")
_SENDS = re.compile(
    r"(?<![^。\n])[^。\n]{0,1000}(?:印发|公布|发布)(?:给|你|，|、|,)[^。\n]{0,400}(?:。[^。\n]{0,400})?(?:施行|实施|执行|有效期)[^。\n]*。?"
)
_EXPLAINS = re.compile(
    r"现[^。]{0,40}解读如下|(?:接受|回答)了?[^。]{0,10}记者[^。]{0,6}(?:采访|提问)"
    r"|就[^。]{0,60}答记者问"
)
_BARE_REGULATION = re.compile(r"(?!.*自治)[^《》]{2,40}条例")
_OWN_PLACE = re.compile(
    r"[本我](?:自治[区州县]|[省市县区])"
    r"|(?:(?<![\u4e00-\u9fff])|[由经和与])[省市县区][\u4e00-\u9fff]{2,8}(?:厅|局)"
)
_OF_THE_COUNTRY = re.compile(r"《?国家(?!级)")  # a rule of a place names the place first
_FIRST_WORDS = 400
_SESSION = re.compile(r"第?[\d一]{1,3}届")  # in plain_form


def _order_number(notes: Sequence[str]) -> str | None:
    """Return the number of the order or notice that promulgated the rule, or made it anew (修订), from the notes."""
    found: str | None = None
    for note in map(plain_name, notes):
        if found is None or REVISED.search(note):
            found = document_number(note) or found
    nobody = found is None and next(filter(None, map(_NO_ISSUER.search, notes)), None)
    return f"令第{nobody.group(1)}号" if nobody else found


def _number_of_head(parts: Parts) -> str | None:
    """Return the number of a notice whose title is its head, where year and serial stand below: （2015）第19号."""
    number = next(document_numbers(plain_name(f"{parts.title} {parts.masthead}")), None)
    announced = number is not None and number.kind is NumberKind.NOTICE and number.start == 0
    return str(number) if announced else None


def _ordering(text: str) -> tuple[str, ...]:
    """Return who issued the first order or notice in ``text``, as printed, and those that stand directly behind it."""
    names = (name for order in together_ordered(text) for name in order.agency.split("、") if name)
    return tuple(dict.fromkeys(without_country(_without_session(name)) for name in names))


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
    sending: str  # what the notice that sends the text says of it
    opening: str
    closing: str
    block: Block

    @classmethod
    def of(cls, provisions: Sequence[Provision], residues: Iterable[Residue], own_title: str) -> Parts:
        """Gather them from the provisions and the masthead residues; ``own_title`` is the path of the title."""
        dates = _own_dates(provisions, own_title)
        title = next((p for p in provisions if p.path == own_title), None)
        body = [p for p in provisions if p.parent is None and p.kind not in _AROUND]
        articles = [p for p in provisions if p.kind is ProvisionKind.ARTICLE]
        tops = articles or body
        closing = [p for p in tops if p.kind is not ProvisionKind.ANNEX] or tops
        preambles = [p for p in body if p.kind is ProvisionKind.PREAMBLE and articles]
        residues = tuple(residues)
        return cls(
            title=title.text.partition("\n")[0] if title else None,
            masthead=" ".join(
                [r.text for r in residues if r.reason == "masthead"]
                + [p.text.partition("\n")[2] for p in provisions if p.kind is ProvisionKind.TITLE]
            ),
            notes=tuple(text for text in dates if any(act.search(text) for _, act in ACTS)),
            dates=tuple(
                text for text in dates if len(text) <= 30 and not any(act.search(text) for _, act in ACTS)
            ),
            signature=next((_apart(p.own) for p in provisions if p.kind is ProvisionKind.SIGNATURE), None),
            title_apart=_apart(title.own).partition("\n")[0] if title else "",
            other_titles=tuple(
                _apart(p.own).partition("\n")[0]
                for p in provisions
                if p.kind is ProvisionKind.TITLE and p is not title
            ),
            promulgation=next(
                (
                    p.text
                    for p in provisions
                    if p.kind is ProvisionKind.PREAMBLE and _PROMULGATED.search(p.text)
                ),
                "",
            ),
            sending="\n".join(
                sentence
                for p in body
                if p.kind is ProvisionKind.PREAMBLE
                for sentence in _SENDS.findall(p.text[:3000])
            ),
            opening="\n".join(p.text for p in (*tops[:3], *preambles))[:3000],
            closing="\n".join(p.text for p in closing[-4:])[-3000:],
            block=block_of(residues),
        )


def _plain_title(title: str) -> str:
    """Return a title on one line and once, with radicals as characters; full-width marks stay."""
    line = title.replace("\n", "")
    half = len(line) // 2
    if line[:half] == line[half:]:
        line = line[:half]
    return plain_name(line) if _RADICAL.search(line) else line


def _title(parts: Parts) -> str:
    """Return the title without number, enclosure and a line of the names of several issuers before it."""
    title = without_enclosure(number_beside(_plain_title(parts.title or ""))[0])
    marked = _TITLE_MARKS.fullmatch(title)
    if marked:
        return marked.group(1)
    sent = _SENT_ALONE.fullmatch(title)
    if sent and known_bodies(sent.group(1)):
        return sent.group(2)
    issuers, _, matter = parts.title_apart.partition(" 关于")
    several = matter and len(bodies_named(issuers)) > 1 and " " in issuers
    return f"关于{title.partition('关于')[2]}" if several else title


def _apart(clean: CleanText) -> str:
    """Return the words with a blank wherever the source has white space between them."""
    return "".join(
        f" {char}" if at and clean.offsets[at] > clean.offsets[at - 1] + 1 else char
        for at, char in enumerate(clean.text)
    )


def _bare_title(title: str) -> str:
    """Return a title without the number beside it, as another line may say it again with its issuer before it."""
    return number_beside(_plain_title(title.partition("\n")[0]))[0]


def _own_dates(provisions: Sequence[Provision], own_title: str) -> list[str]:
    """Return the date lines and notes, without those under the title of another text in the same file."""
    found: list[str] = []
    foreign = False
    own = next((_bare_title(p.text) for p in provisions if p.path == own_title), "")
    others = {
        p.path
        for p in provisions
        if p.kind is ProvisionKind.TITLE and not (own and _bare_title(p.text).endswith(own))
    }
    several = bool(others)
    for provision in sorted(provisions, key=lambda p: p.spans[0].start if p.spans else 0):
        if provision.kind is ProvisionKind.TITLE:
            foreign = provision.path in others
        elif provision.kind is ProvisionKind.DATE:
            act = any(form.search(provision.text) for _, form in ACTS)
            lines = by_act(provision.text.split("\n")) if act else provision.text.split("\n")
            found.extend([] if several and foreign and act else lines)
    return found


_AROUND = {ProvisionKind.TITLE, ProvisionKind.DATE, ProvisionKind.SIGNATURE, ProvisionKind.SALUTATION}


def _issuers(parts: Parts) -> tuple[str, ...]:
    """Return who made the rule: the body that adopted it, or signed the order or the document."""
    passed = _approving(parts)
    told = _CONGRESS.search(parts.promulgation)
    if told and not passed:
        return (without_country(_without_session(told.group(1))),)
    orders = (_ordering(plain_name(text)) for text in (parts.masthead, *parts.notes))
    ordering = next((found for found in orders if found), ())
    published = () if ordering else published_by(parts.notes)
    if passed and passed[0] not in ordering:
        joint = next((names for names in (in_title(parts.title_apart), published) if len(names) > 1), ())
        return joint if passed[0] in joint else (without_upper(passed[0]),)
    if ordering or published:
        return ordering or published
    head = _RED_HEAD.search(parts.masthead)
    if head:
        return bodies_named(head.group(1) + head.group(2))
    lines = [line for line in (parts.signature or "").split("\n") if not _PERSON.search(line)]
    signed = bodies_named("\n".join(lines)) if any(lines) else ()
    for title in (parts.title_apart, parts.title or "", *parts.other_titles):
        if named := in_title(title):
            return signed if {*named} < {*signed} else named
    return signed or above_number(parts.masthead)


def _issuers_told(provisions: Sequence[Provision], title: str) -> tuple[str, ...]:
    """Return the bodies of which the words before the text say that they issued it: 近日，某某印发了《…》."""
    opening = next((p.text for p in provisions if p.kind is ProvisionKind.PREAMBLE), "")
    told = re.compile(
        rf"(?:^|[，。日])([\u4e00-\u9fff、]{{2,40}}?)(?:联合)?(?:印发|发布|公布)了?《{re.escape(title)}》"
    )
    found = told.search(opening[:_FIRST_WORDS]) if title else None
    return known_bodies(found.group(1)) if found else ()


def _issuers_of_page(parts: Parts, title: str) -> tuple[str, ...]:
    """Return the issuers that the page around the text names, unless the title is of another territory."""
    named = bodies_named(parts.block.issuer) if parts.block.issuer else ()
    of_text = find_division(title)
    divisions = [found for name in named if (found := find_division(name)) is not None]
    if of_text is not None and any(found.code[:2] != of_text.code[:2] for found in divisions):
        return ()
    return named


def _approving(parts: Parts) -> tuple[str, ...]:
    """Return the bodies that adopted or approved the rule, as printed without the term of office."""
    printed = (found.group(1) for note in parts.notes for found in _ADOPTING.finditer(note))
    return tuple(without_country(_without_session(name)) for name in printed)


def _of_the_country(issuers: Sequence[str], level: str | None) -> bool:
    """Say whether none who issues a rule is of a place, and, where nobody is named, whether the rule is national."""
    return all(find_division(name) is None for name in issuers) and bool(issuers or level == "national")


def _made_by(parts: Parts, issuers: Sequence[str], level: str | None) -> tuple[tuple[str, ...], str | None]:
    """Return whose rule it is and of what level: the State Council's, where it approved one of its departments."""
    if _of_the_country(issuers, level) and approved_as_regulation(parts.notes):
        return ("国务院",), "national"
    return (*issuers, *_approving(parts)), level


def _without_session(name: str) -> str:
    """Return the name of a people's congress without its term of office (第十二届)."""
    term = _SESSION.search(plain_form(name))
    return name[: term.start()] + name[term.end() :] if term else name


def _based_on(parts: Parts) -> tuple[str, ...]:
    """Return the titles after 根据, up to the last of them after which the sentence says that something is made."""
    for run in _UNDER.finditer(parts.opening):
        titles = list(_TITLE_MARKS.finditer(parts.opening, *run.span(1)))
        own = next(
            (n for n, title in enumerate(titles) if _stands_before(_OTHER_RULE, parts.opening, title)),
            len(titles),
        )
        titles = [title for title in titles[:own] if not _stands_before(_SHORT_FORM, parts.opening, title)]
        while titles and not _MADE.match(parts.opening, titles[-1].end()):
            titles.pop()
        if titles and not _quoted(parts.opening, run.start()):
            return tuple(dict.fromkeys(title.group(1) for title in titles))
    return ()


def _quoted(text: str, at: int) -> bool:
    """Say whether a place is inside the words that a decision puts into another rule."""
    return text.rfind("“", 0, at) > text.rfind("”", 0, at)


def _stands_before(words: re.Pattern[str], text: str, title: re.Match[str]) -> bool:
    return words.search(text, max(title.start() - 6, 0), title.start()) is not None


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
        re.search(r"全国人民代表大会|[国政]务院|最高人民", text) for text in (*issuers, *parts.notes)
    )
    if not national:
        bodies = [body for name in issuers if (body := body_of(name)) is not None]
        national = bool(bodies) and all(body.division == COUNTRY for body in bodies)
    return Jurisdiction(COUNTRY, "中华人民共和国", Level.NATIONAL) if national else None


def _concluded_jurisdiction(
    provisions: Sequence[Provision], year: int | None, title: str
) -> tuple[Jurisdiction | None, Diagnostic]:
    """Conclude the division from the words of the text, or the country from a title that names it."""
    where, note = infer_jurisdiction(provisions, year)
    of_the_country = _OF_THE_COUNTRY.match(title) and genre(title.strip("《》")) is not None
    if where is not None or not (of_the_country or _of_no_place(title, provisions)):
        return where, note
    message = f"the country is concluded from the title {title!r}"
    return Jurisdiction(COUNTRY, _COUNTRY, Level.NATIONAL), Diagnostic("jurisdiction-inferred", message)


def _of_no_place(title: str, provisions: Sequence[Provision]) -> bool:
    """Say whether a title is that of a 条例 and names no place, and its articles speak of the country and of no place.

    A local regulation has the place in its name, and no rule (规章) is called 条例 (规章制定程序条例, art. 7). An
    article that speaks of a place as its own names it (本市) or its bodies (省商务厅).
    """
    articles = [plain_form(each.text) for each in provisions if each.kind is ProvisionKind.ARTICLE]
    return (
        _BARE_REGULATION.fullmatch(title) is not None
        and any("国务院" in text or "国家" in text for text in articles)
        and not any(_OWN_PLACE.search(text) for text in articles)
    )


def _acts(parts: Parts) -> dict[str, str]:
    """Return the days of the rule's acts; what entered into force before its revision was changed in part by it."""
    promulgated = acts((parts.promulgation,))
    known = promulgated | acts(parts.notes)
    start = in_force(parts.closing, {}, None)
    if start and start < max(known.get("adopted", ""), known.get("issued", "")):
        known = promulgated | acts(parts.notes, anew=False)
    return known


def _start(parts: Parts, known: dict[str, str], day: str | None) -> str | None:
    """Return the day of entry into force: by the rule, the order before its date, its notes, or what sends it."""
    ordered = acts((parts.promulgation,)).get("in_force")
    noted = "" if amended(parts.notes) else "\n".join(parts.notes)
    return (
        in_force(parts.closing, known, day, ordered, parts.block.printed)
        or in_force(noted, known, None)
        or in_force(parts.sending, {}, day, None, parts.block.printed)
    )


def _day_of_page(block: Block, known: Mapping[str, str]) -> tuple[str | None, bool]:
    """Return the day of issue that the page names, and whether it is concluded: the day of printing or of posting.

    None is taken that is before the day on which the text says that the rule was adopted or approved.
    """
    first = max((known[act] for act in ("adopted", "approved") if act in known), default="")
    for day in (block.made, block.printed, block.posted):
        if day is not None and day >= first:
            return day, day != block.made
    return None, False


@dataclass(frozen=True, slots=True)
class _Named:
    """The title and the words that tell the type, with what was concluded."""

    title: str
    kind: str
    inferred: frozenset[str]
    notes: tuple[Diagnostic, ...]


def _named(source: SourceText, parts: Parts, told: Stated, said: SelfDescription | None) -> _Named:
    title = told.title or _title(parts)
    if title and (said is None or named_type(title) != "normative-document"):
        return _Named(title, title, frozenset(), ())
    inferred: set[str] = set()
    notes: list[Diagnostic] = []
    spans = said.spans if said else ()
    if not title:
        inferred.add("title")
        title = (
            parts.block.title or (said.title if said else None) or PurePath(source.name).stem or "（无标题）"
        )
        why = f"from {said.printed!r}" if said and said.title else "from the name of the file"
        why = "from the page around the text" if parts.block.title else why
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
    source: SourceText,
    provisions: Sequence[Provision],
    residues: Iterable[Residue],
    stated: Stated | None,
    own_title: str = "title",
) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """Put together what the text and the file beside it say; the file goes first.

    ``own_title`` is the path of the title that names the text.
    """
    told = stated or Stated()
    parts = Parts.of(provisions, residues, own_title)
    named = _named(source, parts, told, describe(provisions))
    known = _acts(parts)
    day = next((iso for text in reversed(parts.dates) if (iso := iso_date(text))), None)
    issuers = told.issuers or _issuers(parts) or _issuers_told(provisions, named.title)
    number = (
        told.number
        or document_number(plain_name(parts.masthead))
        or number_beside(parts.title or "")[1]
        or number_beside(f"{parts.title}（{squeeze(parts.masthead)}）")[1]  # 2023年第4号 below …的公告
        or _number_of_head(parts)
        or next(filter(None, (number_beside(title)[1] for title in parts.other_titles)), None)
        or _order_number(parts.notes)
        or parts.block.number
    )
    inferred, notes = set(told.inferred) | named.inferred, list(named.notes)
    if not issuers and (issuers := _issuers_of_page(parts, named.title)):
        inferred.add("issuers")
    if told.jurisdiction:
        where = _told_jurisdiction(told.jurisdiction)
    else:
        where = _said_jurisdiction("" if "title" in named.inferred else named.title, issuers, parts)
    if where is None:
        year = next((int(iso[:4]) for iso in (*known.values(), day) if iso), None)
        where, note = _concluded_jurisdiction(
            provisions, year, "" if "title" in named.inferred else named.title
        )
        inferred |= {"jurisdiction"} if where else set()
        notes.append(note)
    if day is None and not told.issued and "issued" not in known:
        day, of_page_alone = _day_of_page(parts.block, known)
        inferred |= {"issued"} if of_page_alone else set()
    start = told.in_force or _start(parts, known, day)
    made = _made_by(parts, issuers, where.level.value if where else None)
    kind = _document_type(told.document_type or "", named.kind, *made, number)
    if kind != EXPLANATION and not told.document_type and _EXPLAINS.search(parts.opening[:_FIRST_WORDS]):
        kind = EXPLANATION
        inferred.add("document_type")
    metadata = Metadata(
        title=named.title,
        document_type=kind,
        number=number,
        issuers=issuers,
        jurisdiction=where,
        adopted=told.adopted or known.get("adopted"),
        approved=told.approved or known.get("approved"),
        issued=told.issued or known.get("issued") or day,
        in_force=start,
        expires=told.expires
        or expires(parts.closing, start or day)
        or known.get("expires")
        or expires(parts.sending, start or day),
        based_on=told.based_on or _based_on(parts),
        inferred=frozenset(inferred),
        work=told.work,
        genre=genre(named.title),
        amended=amended(parts.notes),
        repeals=repeals(parts.closing, named.title),
    )
    return metadata, tuple(notes)
