"""Which provisions of the upper rule the lower one cites.

Of two rules a citation leads to the upper one as it would among all documents that are read together
(:mod:`ingest.resolve`): by the title, with 中华人民共和国 or without, with the territory or issuer or without where
that territory is its own or lies over it, by the number; a short form that the text defines, and 《条例》 alone, mean
the full title already (:mod:`ingest.annotate.citations`). A range (第八条至第十一条) cites each of its articles.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.model import Annotation, Citation
from ingest.resolve import Collection, identify
from ingest.resolve.citations import code_of, date_of


class Citing:
    """The citations of a lower rule that mean an upper one; none where the two are not given."""

    def __init__(self, upper: Annotation | None = None, lower: Annotation | None = None) -> None:
        self._known: Collection | None = None
        if upper is not None and lower is not None:
            self._known = Collection([upper.document, lower.document])
            self._upper = str(identify(upper.document).document)
            self._date, self._code = date_of(lower), code_of(lower)
        self._meant: dict[tuple[str | None, str | None], bool] = {}

    def means(self, citation: Citation) -> bool:
        """Whether a citation in the lower rule means the upper one."""
        if self._known is None or citation.internal:
            return False
        asked = citation.title, citation.number
        if asked not in self._meant:
            found = self._known.find(*asked, self._date, self._code)
            self._meant[asked] = [each.iri for each in found] == [self._upper]
        return self._meant[asked]

    def parts(self, citation: Citation) -> tuple[str, ...]:
        """Return the paths of the provisions of the upper rule that a citation names, each of a range."""
        said = citation.articles or ((citation.article,) if citation.article else ())
        return said if said and self.means(citation) else ()


def around(path: str) -> Iterator[str]:
    """Yield a path and those of the provisions around it, the innermost first.

    >>> list(around("art-7/para-2"))
    ['art-7/para-2', 'art-7']
    """
    while path:
        yield path
        path = path.rpartition("/")[0]
