"""What a text says it is: 现提出如下贯彻实施意见, 现就有关事项通知如下, 现将《…》印发给你们, 制定本办法.

An official document whose title is lost still says its kind and its matter in its opening words (GB/T 9704-2012,
7.3.1: a title consists of the issuer, the matter and the kind).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Provision, ProvisionKind
from ingest.text import CleanText, Span
from ontology import lexicon

_KIND = lexicon.pattern("stated-genre")
_FULL_KIND = rf"(?:实施|工作|行动|指导)?{_KIND}"
_SENT = re.compile(r"(?:现|兹)?将[^。；]{0,6}?(?P<cited>《[^》]{4,80}》)[^。；]{0,20}?印发(?:给)?(?:你们|各)")
_ANNOUNCED = re.compile(
    rf"(?:现|兹|特)(?:就|将|对)(?P<matter>[^。；：，]{{3,60}}?)(?:，)?(?:作出|提出|制定)?(?P<kind>{_FULL_KIND})如下"
)
_OFFERED = re.compile(
    rf"(?:提出|制定|作出)(?:了)?(?:如下|以下)(?P<manner>[\u4e00-\u9fff]{{0,8}})(?P<kind>{_KIND})(?=[。：:，；]|$)"
)
_MADE = re.compile(rf"(?:特)?(?:制定|制订)(?:了)?本(?P<kind>{_FULL_KIND})(?=[。：:，；]|$)")
_CITED = re.compile(r"《[^》]{6,80}》")
_PURPOSE = re.compile(
    r"(?:^|[。，])\s*为(?:了)?(?!深入|全面|认真|贯彻|落实)(?:进一步|切实|更好地)?(?P<matter>[^，。；]{4,40})，"
)
_HOME = re.compile(r"我(?:省|自治区|州|盟|市|县|区|旗)")
_CARRIES_OUT = re.compile(r"贯彻|落实|实施")


@dataclass(frozen=True, slots=True)
class SelfDescription:
    """The title that the words make, the kind that they name, and the places of the words."""

    title: str | None
    kind: str
    printed: str
    spans: tuple[Span, ...]


def _described(own: CleanText) -> SelfDescription | None:
    text = own.text
    sent = _SENT.search(text)
    if sent:
        return SelfDescription(
            f"关于印发{sent.group('cited')}的通知", "通知", sent.group(), own.spans(*sent.span())
        )
    found = _ANNOUNCED.search(text)
    if found:
        kind, matter = found.group("kind"), _HOME.sub("", found.group("matter"))
        if kind.startswith("工作"):  # 就防汛工作通知如下
            kind, matter = kind.removeprefix("工作"), f"{matter}工作"
        return SelfDescription(f"关于{matter}的{kind}", kind, found.group(), own.spans(*found.span()))
    found = _OFFERED.search(text) or _MADE.search(text)
    if found is None:
        return None
    kind = found.group("kind")
    manner = found.groupdict().get("manner") or ""
    before = list(_CITED.finditer(text, 0, found.start()))
    purpose = _PURPOSE.search(text, 0, found.start())
    title: str | None = None
    spans = own.spans(*found.span())
    if manner and _CARRIES_OUT.search(manner) and before:
        title = f"关于{manner}{before[-1].group()}的{kind}"
        spans = (*own.spans(*before[-1].span()), *spans)
    elif purpose:
        title = f"关于{_HOME.sub('', purpose.group('matter'))}的{manner}{kind}"
        spans = (*own.spans(purpose.start("matter"), purpose.end("matter")), *spans)
    return SelfDescription(title, kind, found.group(), tuple(sorted(spans)))


def describe(provisions: Sequence[Provision]) -> SelfDescription | None:
    """Return what the opening words of a text say it is; ``None`` where they say nothing.

    The first three parts with words of their own are read: the preamble, the first sections or articles.
    """
    opening = [
        p
        for p in provisions
        if p.own.text.strip()
        and p.kind
        not in (ProvisionKind.TITLE, ProvisionKind.SALUTATION, ProvisionKind.DATE, ProvisionKind.SIGNATURE)
    ]
    for provision in opening[:3]:
        if (found := _described(provision.own)) is not None:
            return found
    return None
