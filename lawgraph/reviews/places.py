"""Finding again the provisions that decisions are about: by their path while the words fit, else by the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ingest.model import Annotation, Document, Provision
from ingest.read import ReadError
from ingest.resolve.identity import identify
from ingest.text import CleanText, Span
from lawgraph.reviews.decisions import Decision, Place, Reviewed, merged, opposites
from ontology.iri import squeeze, text_digest


class What(StrEnum):
    """What is wrong with a decision once the texts are at hand."""

    LOWER_LOST = "lower-lost"
    UPPER_LOST = "upper-lost"
    LOWER_TWICE = "lower-twice"
    UPPER_TWICE = "upper-twice"
    OPPOSITE = "opposite"


class Trouble(NamedTuple):
    """A decision that is not used: its place among those given, why, and for opposites the other one's place."""

    at: int
    what: What
    other: int = -1


class Words:
    """The words of a document's provisions, as a review quotes them: read as printed."""

    def __init__(self, annotation: Annotation) -> None:
        self.document: Document = annotation.document
        self.iri = str(identify(self.document).document)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {each.path: squeeze(each.clean.printed().text) for each in self.document.provisions}

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {path: text_digest(text) for path, text in self._texts.items()}

    def digest(self, path: str) -> str:
        """Return the digest of the words at a path."""
        return self._digests[path]

    def find(self, place: Place) -> tuple[str, ...]:
        """Return the paths where a place can be now: one if it is found, none if it is lost.

        The path holds while digest and quotation fit, or, in the text that it was set on, where there are neither.
        Else the provision is where the same words stand, else where the quotation does; several are narrowed to
        the path itself, to those of its kind, and to the innermost.
        """
        if not place.path:
            return ("",)
        here = self._texts.get(place.path)
        quote = squeeze(place.quote)
        if not quote and not place.digest:
            return (place.path,) if here is not None and place.document == self.iri else ()
        if here is not None and quote in here and place.digest in ("", self._digests[place.path]):
            return (place.path,)
        same = [path for path, digest in self._digests.items() if place.digest == digest]
        if not same and quote:
            same = [path for path, text in self._texts.items() if quote in text]
        return _narrowed(same, place.path)


def _narrowed(paths: Sequence[str], wanted: str) -> tuple[str, ...]:
    if wanted in paths:
        return (wanted,)
    of_kind = [path for path in paths if _kind(path) == _kind(wanted)] or list(paths)
    return tuple(path for path in of_kind if not any(other.startswith(f"{path}/") for other in of_kind))


def _kind(path: str) -> str:
    return path.rpartition("/")[2].partition("-")[0]


def placed(
    upper: Annotation, lower: Annotation, decisions: Sequence[Decision]
) -> tuple[tuple[Decision, ...], tuple[Trouble, ...]]:
    """Return decisions on two documents with the paths of their provisions as they are now, and those not used.

    Those on the same two provisions are one; of opposite ones neither is used.
    """
    if not decisions:
        return (), ()
    below, above = Words(lower), Words(upper)
    found: dict[int, Decision] = {}
    troubles = []
    for at, each in enumerate(decisions):
        low, high = below.find(each.lower), above.find(each.upper)
        if len(low) != 1:
            troubles.append(Trouble(at, What.LOWER_TWICE if low else What.LOWER_LOST))
        elif len(high) != 1:
            troubles.append(Trouble(at, What.UPPER_TWICE if high else What.UPPER_LOST))
        else:
            found[at] = replace(
                each,
                lower=replace(each.lower, document=below.iri, path=low[0]),
                upper=replace(each.upper, document=above.iri, path=high[0]),
            )
    places = list(found)
    opposite = opposites(list(found.values()))
    troubles += [Trouble(places[at], What.OPPOSITE, places[other]) for at, other in opposite.items()]
    kept = [each for at, each in enumerate(found.values()) if at not in opposite]
    return merged(kept), tuple(sorted(troubles))


def troubled(rows: Sequence[Reviewed], troubles: Iterable[Trouble]) -> list[ReadError]:
    """Return as errors of their lines what is wrong with ``rows``, of which the troubles tell the places."""
    return [_error(rows, trouble) for trouble in troubles]


def _error(rows: Sequence[Reviewed], trouble: Trouble) -> ReadError:
    row = rows[trouble.at]
    if trouble.what is What.OPPOSITE:
        return row.opposed(rows[trouble.other])
    low = trouble.what in (What.LOWER_LOST, What.LOWER_TWICE)
    place, side = (row.decision.lower, "subject") if low else (row.decision.upper, "object")
    if trouble.what in (What.LOWER_TWICE, What.UPPER_TWICE):
        return row.wrong(
            f"{side}_id {place.path} 处已不是引文，而引文在多条中都有，这条决定未采用，请改正路径",
            f"The words quoted do not stand at {side}_id {place.path} and stand in several provisions; "
            "the decision is not used",
            "correct the path",
        )
    return row.wrong(
        f"文件中没有 {side}_id 所指的条文 {place.path}，也找不到引文，这条决定未采用，请核对",
        f"The document has no provision {place.path} of {side}_id with these words, nor the words elsewhere; "
        "the decision is not used",
        "check path and quotation",
    )


def quoted(provision: Provision, quote: str) -> tuple[str, tuple[Span, ...]]:
    """Return the words of a provision that a review quotes with their places, or all of them if it quotes none."""
    start, end = _located(provision.clean, quote) or (0, len(provision.clean))
    start, end = provision.clean.trimmed(start, end)
    return provision.text[start:end], provision.clean.spans(start, end)


def _located(clean: CleanText, quote: str) -> tuple[int, int] | None:
    """Return the range of the quotation, white space and full-width forms apart."""
    wanted = squeeze(quote)
    if not wanted:
        return None
    squeezed = [squeeze(char) for char in clean.printed().text]
    places = [at for at, chars in enumerate(squeezed) for _ in chars]
    at = "".join(squeezed).find(wanted)
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)
