"""The key of a row that is handed out to be decided on: what it is about, and what it said when it was handed out.

It stands in a hidden column, so that an opinion finds its provisions again wherever its row was moved to, and so that
a row whose words were changed, or that is gone, is seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from ontology.iri import text_digest

NOTHING = "sssom:NoTermFound"


@dataclass(frozen=True, slots=True)
class Side:
    """A provision of a row: its IRI (nothing for what has no counterpart), its work or text, its words.

    ``digest`` is that of all of them, ``quote`` the first of them.
    """

    iri: str
    source: str
    digest: str = ""
    quote: str = ""

    def told(self) -> list[str]:
        """Return what the key says of it."""
        return [self.iri, self.source, self.digest, self.quote]


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row of a table: its number among how many, its two sides, and the digest of the words that it shows.

    ``nearest`` is, of a row of a gap, the provision that comes nearest to a counterpart.
    """

    table: str
    number: int
    total: int
    lower: Side
    upper: Side
    words: str
    nearest: Side | None = None

    def write(self) -> str:
        """Return the key as it stands in its cell."""
        near = self.nearest.told() if self.nearest else None
        told = [self.table, self.number, self.total, self.lower.told(), self.upper.told(), self.words, near]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> RowKey:
        """Return the key in a cell; raise ``ValueError`` where there is none."""
        try:
            told = json.loads(text)
        except RecursionError as error:  # thousands of brackets
            raise ValueError(text[:40]) from error
        match told:
            case [str(table), int(number), int(total), [*lower], [*upper], str(words), near]:
                nearest = _side(near) if isinstance(near, list) else None
                return cls(table, number, total, _side(lower), _side(upper), words, nearest)
            case _:
                raise ValueError(text)


def _side(told: list[object]) -> Side:
    match told:
        case [str(iri), str(source), str(digest), str(quote)]:
            return Side(iri, source, digest, quote)
        case _:
            raise ValueError(told)


def words_digest(*texts: str) -> str:
    """Return the digest of the words of a row, white space and full-width forms apart."""
    return text_digest("\n".join(texts))
