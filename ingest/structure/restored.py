"""How far a reading whose line breaks were restored can be trusted: what no label shows and was therefore not parted.

Labels say where articles and items begin; where one 款 ends and the next begins only a line break says. In a text whose
breaks were lost, an article whose list has several sentences before it, or sentences inside its items, may have had
款 there: the paths below it are then doubtful, and the diagnostic names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.model import LISTED, Diagnostic, Provision, ProvisionKind

_SHOWN = 10
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")


def doubts(provisions: Sequence[Provision], diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield ``restored-doubtful`` where lines were restored and the ends of 款 are not known around lists."""
    if not any(diagnostic.code == "lines-restored" for diagnostic in diagnostics):
        return
    places: list[Provision] = []
    article = ""
    before: Provision | None = None
    for provision in provisions:
        if provision.kind is ProvisionKind.ARTICLE:
            article = provision.path
        elif not article or not provision.path.startswith(f"{article}/"):
            article = ""
        elif provision.kind in LISTED:
            opens = provision.number == "1" and before is not None and before.kind not in LISTED
            if opens and before is not None and (_has_sentences(before) or _announces_twice(before)):
                places.append(before)
            if provision.leaf and _has_sentences(provision):
                places.append(provision)
        before = provision
    if places:
        shown = [place.path for place in places[:_SHOWN]]
        message = (
            f"原文分行已丢失，{len(places)} 处列项前后的款无从分辨（{'、'.join(shown)}），请对照原件核对。"
            f"Line breaks of the text were lost, and around the lists of {len(places)} places ({', '.join(shown)}) "
            "paragraphs cannot be told; check them against the original."
        )
        yield Diagnostic(
            "restored-doubtful", message, tuple(each.spans[0] for each in places if each.spans)[:_SHOWN]
        )


def _has_sentences(provision: Provision) -> bool:
    """Say whether a sentence ends inside the words of a provision."""
    return "。" in provision.own.text.strip()[:-1]


def _announces_twice(provision: Provision) -> bool:
    """Say whether a colon stands inside the words of a provision that ends with one."""
    words = _BRACKET.sub("", provision.own.text.strip())
    return words.endswith(("：", ":")) and any(mark in words[:-1] for mark in "：:")
