"""The imprint (版记) of an official document: whom it is sent to, who printed it and when, whether it is made public.

GB/T 9704-2012, 7.4, and the note of publication below the date (7.3.6). A line is of the imprint by its form alone;
whether it stands where an imprint stands, :mod:`ingest.structure.chrome` says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ingest.repair.wrap import ends_sentence
from ingest.structure.dates import iso_date
from ingest.structure.front import is_date, names_bodies
from ingest.structure.labels import annex_label, label_of
from ingest.structure.once import once, plain_form, solid
from ontology import lexicon

# These are for texts in NFKC, without white space, in plain_form.
_LABELLED = re.compile(rf"{lexicon.pattern('imprint-label')}[:：]")
_PUBLIC = re.compile(r"[(\[]?(?:此件[\u4e00-\u9fff]{0,8}公开(?:发布)?|本文有删[减节])[)\]]?")
_PRINTED = re.compile(r"(?P<by>[\u4e00-\u9fff、()]{2,40}?)??[\d一]{4}年[\d一]{1,3}月[\d一]{1,3}日印[发制]")
_COPIES = re.compile(r"\(?共印[\d一]+份\)?")
_SIGNS = re.compile(r"印|公开|删|[:：﹕︓]")
"""What is in every line that :data:`_PUBLIC`, :data:`_PRINTED`, :data:`_COPIES` and :data:`_LABELLED` match."""
_LONGEST_PRINTER = 100  # characters
_LABEL_OPENS = frozenset(word[0] for word in lexicon.words("imprint-label"))
_LONGEST_LABEL = 20  # characters, with its colon
_LONGEST_BLOCK = 6  # lines
_LONGEST_LINE = 1000
_LONGEST_FORM = 200
_LONGEST_PAGE = 20_000  # of a page whose lines were lost, from the imprint on


def _plain(text: str) -> str:
    """Return a line as the patterns read it; nothing of one that is too long for an imprint and holds a sentence."""
    if len(text) > _LONGEST_LINE and (len(text) > _LONGEST_PAGE or "。" in text):
        return ""
    return plain_form(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


def _may_be_imprint(text: str) -> bool:
    """Say whether a line has what every line of an imprint has: a long one its label, a short one a word or a colon."""
    words = solid(text)
    if len(words) > _LONGEST_PRINTER:
        if unicodedata.normalize("NFKC", words[0])[:1] not in _LABEL_OPENS:
            return False
        return _LABELLED.match(unicodedata.normalize("NFKC", words[:_LONGEST_LABEL])) is not None
    return _SIGNS.search(words) is not None


def opens_imprint(text: str) -> bool:
    """Say whether a line begins as an imprint does."""
    line = _plain(text)
    return any(form.match(line) for form in (_LABELLED, _PUBLIC, _PRINTED, _COPIES))


@once
def is_imprint(text: str) -> bool:
    """Say whether a line looks like one of an imprint.

    >>> [is_imprint(line) for line in ("（此件公开发布）", "抄送：市委。", "市政府办 2020年1月2日印发", "抄送市委。")]
    [True, True, True, False]
    """
    if not _may_be_imprint(text):
        return False
    line = _plain(text)
    if "×" in line[:_LONGEST_FORM]:  # a form to be filled in; far on, a button of the page
        return False
    whole = any(form.fullmatch(line) for form in (_PUBLIC, _PRINTED, _COPIES))
    return whole or _LABELLED.match(line) is not None


def is_printed(text: str) -> bool:
    """Say whether a line says who printed a document and when."""
    return _PRINTED.fullmatch(_plain(text)) is not None


def printed_on(text: str) -> str | None:
    """Return the day of printing that a line of an imprint names."""
    found = _PRINTED.search(_plain(text))
    return iso_date(text) if found else None


def imprint_blocks(texts: Sequence[str]) -> dict[int, str]:
    """Return the lines that look like an imprint, those between its first and the one that says who printed it too.

    Where that one has the day alone, the name above it is who printed it, in a file that was signed before.
    """
    found = {at: "imprint" for at, text in enumerate(texts) if is_imprint(text)}
    for at in [at for at in found if is_printed(texts[at])]:
        first = next((n for n in range(max(at - _LONGEST_BLOCK, 0), at) if n in found), None)
        between = range(first + 1, at) if first is not None else _printer(texts, at)
        if not any(label_of(texts[n]) or annex_label(texts[n]) for n in between):
            found.update(dict.fromkeys(between, "imprint"))
    return found


def _printer(texts: Sequence[str], at: int) -> range:
    """Return the line of the name above a day of printing, or above the line that a page put between them."""
    printed = _PRINTED.fullmatch(_plain(texts[at]))
    if printed is None or printed.group("by"):
        return range(0)
    above = next((n for n in range(at - 1, max(at - 3, 0), -1) if names_bodies(texts[n])), None)
    if above is None or not any(map(is_date, texts[:above])) or not ends_sentence(texts[above - 1]):
        return range(0)
    return range(above, above + 1)
