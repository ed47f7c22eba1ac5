"""The IRIs that version 0.1 gave to documents, so that what was noted down then can be found again.

Until 0.1 the IRI of a document was made of what had been read from it: territory, year, type, serial number and a
digest of title and number. Each document says the one it had with ``dcterms:replaces``; the IRI of a provision
or a fact was that with the same tail. To be dropped with version 1 (ontology/README.md, "Versions").
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from ontology.iri import BASE, squeeze

_NOT_SLUG = re.compile(r"[^a-z]+")


def former_document_iri(
    title: str, *, code: str | None, year: int | None, type: str, number: str | None = None
) -> str:
    """Return the IRI that version 0.1 made of a document's metadata.

    >>> former_document_iri("某某条例", code=None, year=2020, type="条例")
    'https://w3id.org/lawgraph/eli/cn/000000/2020/document-cc1c1e61'
    """
    slug = _NOT_SLUG.sub("-", type.lower()).strip("-") if type.isascii() else ""
    serial = re.findall(r"(?<![0-9])([0-9]+)号", unicodedata.normalize("NFKC", number or ""))[-1:]
    words = "\n".join((squeeze(title), squeeze(number or "")))
    digest = sha256(words.encode(errors="surrogatepass")).hexdigest()[:8]
    territory = code if code is not None and re.fullmatch("[0-9]{6}", code) else "000000"
    dated = f"{year:04d}" if year is not None and 0 <= year <= 9999 else "undated"
    return f"{BASE}/eli/cn/{territory}/{dated}/{'-'.join((slug or 'document', *serial, digest))}"
