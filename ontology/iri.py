"""IRIs of everything in the graph.

They follow the European Legislation Identifier (ELI, Council conclusions 2012/C 325/02): hierarchical, the same
on every machine, in ASCII. What can be misread is in none that anything else hangs on: a document is told by its
characters, the rule that it is a text of (its *work*) by territory, title and number. What they look like is the
table "IRIs" of ``docs/graph-model.md``; places in a text are fragments of RFC 5147 (``#char=10,14``), whose
positions count the gaps between characters, so that they equal half-open code point offsets.

Every function takes plain strings and returns an IRI; text that may not stand in an IRI is percent-encoded
(RFC 3986, section 2.1), so none of them fails on odd input, but for those that read an IRI or a fixed name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final
from urllib.parse import quote

BASE: Final = "https://w3id.org/lawgraph"

_WHITE = re.compile(r"\s+")
_LONG = 1000  # characters of a text that full-width marks are replaced in one after the other
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_WORK = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
_DOCUMENT = re.compile(rf"{re.escape(BASE)}/eli/cn/text/(?P<digest>[0-9a-f]{{16}})")


@lru_cache(maxsize=1 << 14)  # the same paths and types are said again and again
def _part(text: str, safe: str = "") -> str:
    # A lone surrogate, as a broken file can hold one, has bytes too.
    return quote(text.encode(errors="surrogatepass"), safe=safe + "-._~")


def _digest(*parts: str, length: int) -> str:
    return sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:length]


def squeeze(text: str) -> str:
    """Return ``text`` in NFKC without white space: the form in which two readings are compared.

    >>> squeeze("30％ 以上\\n")
    '30%以上'
    """
    if len(text) < _LONG:
        return _WHITE.sub("", unicodedata.normalize("NFKC", text))
    for char in _FULL_WIDTH.keys() & set(text):
        text = text.replace(char, _FULL_WIDTH[char])
    if not unicodedata.is_normalized("NFKC", text):  # asking is several times faster than doing it
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split())


def text_digest(text: str) -> str:
    """Return sixteen hexadecimal digits that tell a text from others: of the SHA-256 of its characters.

    Taken of the squeezed form, so that an encoding, a byte order mark, a line wrap or a full-width
    digit makes no other text.

    >>> text_digest("促进 中小微企业\\n发展条例") == text_digest("促进中小微企业发展条例")
    True
    """
    return _digest(squeeze(text.removeprefix("\ufeff")), length=16)


@dataclass(frozen=True, slots=True, order=True)
class DocumentIri:
    """The IRI of a document: one dated text of a rule, told by its characters alone.

    ``digest`` is :func:`text_digest` of the source text. Nothing that is *read from* the text is in it, so the
    IRI stays when reading gets better (docs/decisions/0008-identity.md).

    Raises ``ValueError`` if the digest is not of sixteen hexadecimal digits.

    >>> iri = DocumentIri("0a1b2c3d4e5f6071")
    >>> str(iri)
    'https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071'
    >>> DocumentIri.parse(str(iri)) == iri
    True
    >>> iri.provision("art-16/para-2")
    'https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071/art-16/para-2'
    """

    digest: str

    def __post_init__(self) -> None:
        if not _DOCUMENT.fullmatch(str(self)):
            raise ValueError(f"{self.digest!r} is no digest of a text: expected sixteen hexadecimal digits")

    def __str__(self) -> str:
        return f"{BASE}/eli/cn/text/{self.digest}"

    @classmethod
    def of(cls, text: str) -> DocumentIri:
        """Make the IRI of the document with these characters.

        >>> DocumentIri.of("某某条例") == DocumentIri.of(" 某某\\n条例")
        True
        """
        return cls(text_digest(text))

    @classmethod
    def parse(cls, iri: str) -> DocumentIri:
        """Read the IRI of a document, or of anything that lies inside one.

        Raises ``ValueError`` if ``iri`` does not begin like a document of ours.

        >>> DocumentIri.parse(f"{BASE}/eli/cn/text/0a1b2c3d4e5f6071/art-16").digest
        '0a1b2c3d4e5f6071'
        """
        match = _DOCUMENT.match(iri)
        if match is None or iri[match.end() : match.end() + 1] not in ("", "/", "#"):
            raise ValueError(f"{iri!r} is no document IRI: expected {BASE}/eli/cn/text/DIGEST")
        return cls(match["digest"])

    @property
    def expression(self) -> str:
        """The Chinese expression of the document (``eli:LegalExpression``)."""
        return f"{self}/zho"

    @property
    def graph(self) -> str:
        """The named graph that holds the document with its provisions, facts and places."""
        return f"{self}/graph"

    def provision(self, path: str) -> str:
        """The provision at ``path`` (``art-16/para-2``)."""
        return f"{self}/{_part(path, safe='/')}"

    def fact(self, path: str, type: str, start: int, end: int, nth: int = 1) -> str:
        """The ``nth`` fact of ``type`` at ``[start, end)``: first start and last end of its spans.

        >>> DocumentIri("0a1b2c3d4e5f6071").fact("art-7", "norm", 10, 42, 2)[-19:]
        '/art-7/norm-10-42-2'
        """
        return f"{self.provision(path)}/{_part(type)}-{start}-{end}" + ("" if nth == 1 else f"-{nth}")

    def residue(self, n: int) -> str:
        """The ``n``-th residue, counted from 1."""
        return f"{self}/residue-{n}"

    def diagnostic(self, n: int) -> str:
        """The ``n``-th diagnostic, counted from 1."""
        return f"{self}/diagnostic-{n}"


def work_iri(code: str | None, *names: str) -> str:
    """The rule as such, of the territory with ``code``, told by ``names`` (its title, or title and number).

    >>> work_iri("632800", "某某条例")
    'https://w3id.org/lawgraph/eli/cn/632800/476261e51e08'
    >>> work_iri("632800", "某某 条例") == work_iri("632800", "某某条例")
    True
    """
    territory = code if code is not None and re.fullmatch("[0-9]{6}", code) else "000000"
    return f"{BASE}/eli/cn/{territory}/{_digest(*map(squeeze, names), length=12)}"


def stated_work_iri(name: str) -> str:
    """The rule as such whose IRI somebody has fixed: ``name`` is what follows ``…/eli/cn/``, or the whole IRI.

    Raises ``ValueError`` if it is not of small letters and digits, joined by ``-`` and ``/``, or if it would be
    the IRI of a text.

    >>> stated_work_iri("632800/smes")
    'https://w3id.org/lawgraph/eli/cn/632800/smes'
    """
    tail = name.removeprefix(f"{BASE}/eli/cn/")
    if not _WORK.fullmatch(tail) or tail.split("/")[0] == "text":
        raise ValueError(f"{name!r} names no work: expected small letters and digits, joined by - and /")
    return f"{BASE}/eli/cn/{tail}"


def source_iri(digest: str) -> str:
    """The source text whose bytes have the SHA-256 ``digest`` (hexadecimal)."""
    return f"{BASE}/source/{_part(digest)}"


def place_iri(source: str, start: int, end: int) -> str:
    """The characters ``[start, end)`` of the source text ``source`` (its IRI).

    >>> place_iri(source_iri("ab"), 10, 14)
    'https://w3id.org/lawgraph/source/ab#char=10,14'
    """
    return f"{source}#char={start},{end}"


def selector_iri(source: str, start: int, end: int) -> str:
    """The selector of :func:`place_iri` with the same arguments."""
    return f"{source}#selector={start},{end}"


def duration_iri(quantity: str) -> str:
    """The ``time:Duration`` of the time limit ``quantity`` (its IRI)."""
    return f"{quantity}/duration"


@lru_cache(maxsize=1 << 12)
def division_iri(code: str) -> str:
    """The administrative division with the GB/T 2260 ``code``."""
    return f"{BASE}/division/{_part(code)}"


@lru_cache(maxsize=1 << 12)
def function_iri(identifier: str) -> str:
    """The government function ``identifier`` (``finance``)."""
    return f"{BASE}/function/{_part(identifier)}"


def body_iri(code: str, identifier: str) -> str:
    """The body ``identifier`` of the division with ``code``."""
    return f"{BASE}/body/{_part(code)}/{_part(identifier)}"


def change_event_iri(identifier: str) -> str:
    """The change event ``identifier`` of a reform of bodies."""
    return f"{BASE}/change-event/{_part(identifier)}"


def scheme_iri(scheme: str) -> str:
    """The concept scheme ``scheme`` (``modality``)."""
    return f"{BASE}/scheme/{_part(scheme)}"


@lru_cache(maxsize=1 << 12)
def concept_iri(scheme: str, identifier: str) -> str:
    """The member ``identifier`` of ``scheme``.

    >>> concept_iri("modality", "obligation")
    'https://w3id.org/lawgraph/scheme/modality/obligation'
    """
    return f"{scheme_iri(scheme)}/{_part(identifier)}"


def query_iri(name: str) -> str:
    """The named query ``name`` of the library."""
    return f"{BASE}/query/{_part(name)}"


def parameter_iri(query: str, name: str) -> str:
    """The parameter ``name`` of a named query (its IRI)."""
    return f"{query}/parameter/{_part(name)}"


def rule_iri(identifier: str) -> str:
    """The rule of decision ``identifier`` (``norm-prohibition``)."""
    return concept_iri("rule", identifier)


def correspondence_iri(lower: str, upper: str) -> str:
    """The correspondence of two provisions, given their IRIs."""
    return f"{BASE}/correspondence/{_digest(lower, upper, length=16)}"


def evidence_iri(correspondence: str, n: int) -> str:
    """The ``n``-th evidence, counted from 1, of ``correspondence`` (its IRI)."""
    return f"{correspondence}/evidence-{n}"


def only_in_iri(correspondence: str, n: int) -> str:
    """The ``n``-th content, counted from 1, that only one side of ``correspondence`` (its IRI) has."""
    return f"{correspondence}/only-in-{n}"


def gap_iri(provision: str, against: str) -> str:
    """The gap of ``provision`` against the document ``against`` (both IRIs)."""
    return f"{BASE}/gap/{_digest(provision, against, length=16)}"


def change_iri(old: str, new: str, *paths: str) -> str:
    """What became of provisions between two texts of a rule (their IRIs); ``paths`` are those of both sides."""
    return f"{BASE}/change/{_digest(old, new, *paths, length=16)}"


def edit_iri(change: str, n: int) -> str:
    """The ``n``-th edit, counted from 1, of ``change`` (its IRI)."""
    return f"{change}/edit-{n}"


def period_iri(subject: str, since: str | None) -> str:
    """The period of ``subject`` (the IRI of a document or provision) that begins on ``since`` (ISO).

    >>> period_iri(DocumentIri("0a1b2c3d4e5f6071").provision("art-7"), "2012-03-01")[-23:]
    'art-7/period-2012-03-01'
    >>> period_iri("x", None)
    'x/period-first'
    """
    return f"{subject}/period-{_part(since or 'first')}"


def ground_iri(period: str, n: int) -> str:
    """The ``n``-th ground, counted from 1, of ``period`` (its IRI)."""
    return f"{period}/ground-{n}"


def finding_iri(key: str) -> str:
    """The finding with ``key`` (sixteen hexadecimal digits)."""
    return f"{BASE}/finding/{_part(key)}"


def law_behind_iri(*said: str) -> str:
    """The article of law behind checks that is told by what is ``said`` of it: title, article, its two versions."""
    return f"{BASE}/law-behind/{_digest(*said, length=16)}"


def graph_iri(name: str) -> str:
    """The named graph ``links``, ``time``, ``findings``, ``authority``, ``dataset``, ``ontology`` or ``library``."""
    return f"{BASE}/graph/{_part(name)}"


LINKS_GRAPH: Final = graph_iri("links")
TIME_GRAPH: Final = graph_iri("time")
FINDINGS_GRAPH: Final = graph_iri("findings")
AUTHORITY_GRAPH: Final = graph_iri("authority")
DATASET_GRAPH: Final = graph_iri("dataset")
ONTOLOGY_GRAPH: Final = graph_iri("ontology")
LIBRARY_GRAPH: Final = graph_iri("library")
