"""Matters that are not open to a maker: of cities (立法法 2023, art. 81), of 规章 without basis (arts. 91, 93)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.finding import Finding, Quoted
from ingest.check.others import Library
from ingest.check.overstep.making import Side, finding
from ingest.check.overstep.powers import Maker
from ingest.model import Level, Modality, ProvisionKind, Resolved
from ontology.check_words import pattern
from ontology.checks import in_force
from ontology.states import Gravity

# Before this day (立法法 2015) larger cities alone made regulations; what they made then remains in force
_OPENED = "2015-03-15"
_BEYOND = re.compile(pattern("beyond-city"))
_MADE_UNDER = re.compile(
    r"(?:根据|依据|依照|为(?:了)?(?:贯彻|实施|执行))[^。\n]{0,80}(?:法|条例|法律|法规|规定|决定|命令)"
)
_BINDS = frozenset({Modality.OBLIGATION, Modality.PROHIBITION, Modality.SANCTION})
_PARTY = re.compile(r"公民|法人|个人|企业|经营者|单位|当事人|申请人|业主|用户|者$")


def beyond_matters(resolved: Resolved, _: Library) -> Iterator[Finding]:
    """Find regulations and rules of a city or autonomous prefecture whose title is of a matter not open to it."""
    side = Side.of(resolved.annotation)
    rule = side.rule
    city = rule.level is Level.PREFECTURE and rule.maker in (Maker.LOCAL, Maker.GOVERNMENT)
    found = _BEYOND.search(rule.title) if city else None
    key = "legislation-81" if rule.maker is Maker.LOCAL else "legislation-93-3"
    adopted = side.annotation.document.metadata.adopted
    if not found or in_force(key, rule.day) is None or "废止" in rule.title or (adopted or _OPENED) < _OPENED:
        return
    why = (
        f"标题所称“{found[0]}”不在城乡建设与管理、生态文明建设、历史文化保护、基层治理之列，是否属于“等方面的事项”？",
        f"“{found[0]}” in its title is none of the matters named; is it one “and the like”?",
    )
    note = (
        "法律另有规定的从其规定；较大的市在2015年以前制定的继续有效。",
        "Where a law provides otherwise it is lawful; what larger cities made before 2015 remains in force.",
    )
    here = _title(side)
    yield finding("beyond-matters", rule, here, None, (key,), Gravity.LOW, 0.6, (why, note))


def rights_lessened(resolved: Resolved, _: Library) -> Iterator[Finding]:
    """Find 规章 that name nothing they are made under and lay duties on persons."""
    side = Side.of(resolved.annotation)
    rule = side.rule
    if rule.maker not in (Maker.DEPARTMENTAL, Maker.GOVERNMENT) or rule.based_on:
        return
    whole = [unit.text for unit in side.units.values()]
    if any(_MADE_UNDER.search(text) for text in whole[:3]) or any(
        each.title for each in side.annotation.citations
    ):
        return
    for unit in side.units.values():
        for norm in unit.norms:
            place = unit.position(norm.spans)
            bound = any(_PARTY.search(each) for each in norm.bearers)
            if norm.modality in _BINDS and bound and place and norm.doubt is None:
                here = side.quoted(unit, *place)
                why = (
                    "本规章没有写明所依据的法律、法规，本条为公民、法人或者其他组织设定义务。",
                    "The rule names no law or regulation it is made under, and this provision lays a duty on persons.",
                )
                key = "legislation-91" if rule.maker is Maker.DEPARTMENTAL else "legislation-93"
                yield finding("rights-lessened", rule, here, None, (key,), Gravity.MEDIUM, 0.7, (why, None))
                return


def _title(side: Side) -> Quoted:
    document = side.annotation.document
    title = next((each for each in document.provisions if each.kind is ProvisionKind.TITLE), None)
    rule = side.rule
    if title is None:
        return Quoted(rule.iri, rule.title, None, "", ())
    return Quoted(rule.iri, rule.title, title.path, title.text, title.text_spans)
