"""IRIs of everything in the graph.

They follow the European Legislation Identifier (ELI, Council conclusions 2012/C 325/02): readable, made from
the text's own metadata, the same on every machine, in ASCII. What they look like is the table "IRIs" of
``docs/graph-model.md``; places in a text are fragments of RFC 5147 (``#char=10,14``), whose positions count
the gaps between characters, so that they equal half-open code point offsets.

Every function takes plain strings and returns an IRI; text that may not stand in an IRI is percent-encoded
(RFC 3986, section 2.1), so none of them fails on odd input, but for :meth:`DocumentIri.parse`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote

BASE: Final = "https://w3id.org/lawgraph"

NO_YEAR: Final = "undated"
NO_TYPE: Final = "document"

_WHITE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z]+")
_DOCUMENT = re.compile(
    rf"{re.escape(BASE)}/eli/cn/(?P<code>[0-9]{{6}})/(?P<year>[0-9]{{4}}|{NO_YEAR})"
    r"/(?P<type>[a-z]+(?:-[a-z]+)*)(?:-(?P<serial>[0-9]+))?-(?P<digest>[0-9a-f]{8})"
)


def _part(text: str, safe: str = "") -> str:
    # A lone surrogate, as a broken file can hold one, has bytes too.
    return quote(text.encode(errors="surrogatepass"), safe=safe + "-._~")


def _digest(*parts: str, length: int) -> str:
    return sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:length]


def document_digest(title: str, number: str | None = None) -> str:
    """Return eight hexadecimal digits that tell a document from others of its place, year and type.

    Of the SHA-256 of title and number in NFKC without white space, so that a line wrap or a full-width
    digit does not make another document.

    >>> document_digest("促进 中小微企业\\n发展条例") == document_digest("促进中小微企业发展条例")
    True
    """
    parts = (_WHITE.sub("", unicodedata.normalize("NFKC", text)) for text in (title, number or ""))
    return _digest(*parts, length=8)


@dataclass(frozen=True, slots=True, order=True)
class DocumentIri:
    """The IRI of a document, by its parts.

    ``code`` is the GB/T 2260 code of the territory (``000000``: the whole country), ``year`` that of the
    first date the text gives (``None``: none), ``type`` the identifier of its document type, ``digest``
    :func:`document_digest`, ``serial`` the serial number in its document number (16 of 青政〔2012〕16号).

    Raises ``ValueError`` if a part is not in the form the IRI needs.

    >>> iri = DocumentIri("630000", 2012, "opinion", "0a1b2c3d", "16")
    >>> str(iri)
    'https://w3id.org/lawgraph/eli/cn/630000/2012/opinion-16-0a1b2c3d'
    >>> DocumentIri.parse(str(iri)) == iri
    True
    >>> iri.provision("art-16/para-2")
    'https://w3id.org/lawgraph/eli/cn/630000/2012/opinion-16-0a1b2c3d/art-16/para-2'
    """

    code: str
    year: int | None
    type: str
    digest: str
    serial: str | None = None

    def __post_init__(self) -> None:
        if not _DOCUMENT.fullmatch(str(self)):
            raise ValueError(
                f"{str(self)!r} is no document IRI: expected a six-digit code, a four-digit year or none, "
                "a type of small letters and hyphens, a serial number of digits or none, eight hex digits"
            )

    def __str__(self) -> str:
        year = NO_YEAR if self.year is None else f"{self.year:04d}"
        name = "-".join(part for part in (self.type, self.serial, self.digest) if part is not None)
        return f"{BASE}/eli/cn/{self.code}/{year}/{name}"

    @classmethod
    def of(
        cls, title: str, *, code: str | None, year: int | None, type: str, number: str | None = None
    ) -> DocumentIri:
        """Make the IRI from a document's metadata, whatever state they are in.

        A code, year or type that an IRI cannot hold is replaced by ``000000``, none and ``document``.

        >>> str(DocumentIri.of("某某条例", code=None, year=2020, type="条例"))
        'https://w3id.org/lawgraph/eli/cn/000000/2020/document-cc1c1e61'
        >>> DocumentIri.of("意见", code="630000", year=2012, type="opinion", number="青政〔2012〕16号").serial
        '16'
        """
        slug = _NOT_SLUG.sub("-", type.lower()).strip("-") if type.isascii() else ""
        return cls(
            code if code is not None and re.fullmatch("[0-9]{6}", code) else "000000",
            year if year is not None and 0 <= year <= 9999 else None,
            slug or NO_TYPE,
            document_digest(title, number),
            serial_number(number),
        )

    @classmethod
    def parse(cls, iri: str) -> DocumentIri:
        """Read the IRI of a document, or of anything that lies inside one.

        Raises ``ValueError`` if ``iri`` does not begin like a document of ours.

        >>> DocumentIri.parse(f"{BASE}/eli/cn/632800/2020/regulation-00ff00ff/art-16").code
        '632800'
        """
        match = _DOCUMENT.match(iri)
        if match is None or iri[match.end() : match.end() + 1] not in ("", "/", "#"):
            raise ValueError(f"{iri!r} is no document IRI: expected {BASE}/eli/cn/CODE/YEAR/TYPE-DIGEST")
        year = None if match["year"] == NO_YEAR else int(match["year"])
        return cls(match["code"], year, match["type"], match["digest"], match["serial"])

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

        >>> DocumentIri("632800", 2020, "regulation", "00ff00ff").fact("art-7", "norm", 10, 42, 2)[-19:]
        '/art-7/norm-10-42-2'
        """
        return f"{self.provision(path)}/{_part(type)}-{start}-{end}" + ("" if nth == 1 else f"-{nth}")

    def residue(self, n: int) -> str:
        """The ``n``-th residue, counted from 1."""
        return f"{self}/residue-{n}"

    def diagnostic(self, n: int) -> str:
        """The ``n``-th diagnostic, counted from 1."""
        return f"{self}/diagnostic-{n}"


def serial_number(number: str | None) -> str | None:
    """Return the serial number in a document number, in ASCII digits.

    >>> serial_number("青政〔2012〕16号"), serial_number("国务院令第７２２号"), serial_number("第七号")
    ('16', '722', None)
    """
    found = re.findall(r"([0-9]+)号", unicodedata.normalize("NFKC", number or ""))
    return found[-1] if found else None


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


def division_iri(code: str) -> str:
    """The administrative division with the GB/T 2260 ``code``."""
    return f"{BASE}/division/{_part(code)}"


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


def concept_iri(scheme: str, identifier: str) -> str:
    """The member ``identifier`` of ``scheme``.

    >>> concept_iri("modality", "obligation")
    'https://w3id.org/lawgraph/scheme/modality/obligation'
    """
    return f"{scheme_iri(scheme)}/{_part(identifier)}"


def correspondence_iri(lower: str, upper: str) -> str:
    """The correspondence of two provisions, given their IRIs."""
    return f"{BASE}/correspondence/{_digest(lower, upper, length=16)}"


def evidence_iri(correspondence: str, n: int) -> str:
    """The ``n``-th evidence, counted from 1, of ``correspondence`` (its IRI)."""
    return f"{correspondence}/evidence-{n}"


def gap_iri(provision: str, against: str) -> str:
    """The gap of ``provision`` against the document ``against`` (both IRIs)."""
    return f"{BASE}/gap/{_digest(provision, against, length=16)}"


def graph_iri(name: str) -> str:
    """The named graph ``links``, ``authority`` or ``dataset``."""
    return f"{BASE}/graph/{_part(name)}"


LINKS_GRAPH: Final = graph_iri("links")
AUTHORITY_GRAPH: Final = graph_iri("authority")
DATASET_GRAPH: Final = graph_iri("dataset")
