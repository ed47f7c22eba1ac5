"""Whether two rules are about subjects so unlike that to link them says nothing.

Any two rules have provisions that are alike: purposes, budgets, the liability of officials. To call the others of
two rules about different things gaps would be a ledger of noise, so that such a pair has no correspondence and no
gap, but one sentence.

Two rules have a subject in common when the lower one was made under the upper one or names an article of it, or
when the words that tell them from others are alike (:mod:`ingest.link.profile`; the cosine in thousandths). Of
21 annotated pairs the least alike has 106 (a general regulation of the business climate, and a local one for small
firms); what of unlike pairs stands above 80 is about neighbouring things. One that names the other in passing
needs half of it. Rules of a few provisions are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.profile import Features, features
from ingest.link.units import Unit, units
from ingest.model import Annotation, Level
from ingest.text import Diagnostic

_ALIKE = 80
_ALIKE_NAMED = 40
_LEAST_UNITS = 6
_MOST_WORDS = 3
_RULE = re.compile(r"(?:art|task)-\d")
_RANK = {level: rank for rank, level in enumerate(Level)}
_UNRELATED, _WITHOUT_UNITS = "unrelated-subjects", "no-units"
_SAME_LEVEL, _SWAPPED = "same-level", "levels-swapped"

NOT_COMPARED = frozenset({_UNRELATED, _WITHOUT_UNITS})
"""The codes of what keeps two documents from being compared."""


def doubts(upper: Annotation, lower: Annotation) -> Iterator[Diagnostic]:
    """Yield what keeps two documents from being compared, and what a reader of the comparison should know."""
    for each in (upper, lower):
        if not any(map(_rules, units(each))):
            name = each.document.source.name
            yield Diagnostic(
                _WITHOUT_UNITS,
                f"{name}: 未读出条文或任务，无法比较；请查看该文件的诊断（lawgraph annotate）。"
                "No article or task was read in it, so that nothing can be compared; see its diagnostics "
                "(lawgraph annotate).",
            )
            return
    if unrelated(upper, lower):
        yield unrelated_subjects(upper, lower)
        return
    above, below = (each.document.metadata.jurisdiction for each in (upper, lower))
    if above is None or below is None:
        return
    if _RANK[above.level] > _RANK[below.level]:
        yield Diagnostic(
            _SWAPPED,
            "上位文件的层级低于下位文件：请核对两份文件是否写反。"
            "The upper document is of a lower level than the lower one: see whether the two are interchanged.",
        )
    elif above.level is below.level:
        yield Diagnostic(
            _SAME_LEVEL,
            "两份文件属同一层级：可以比较，但一方并不落实另一方。"
            "The two documents are of the same level: they can be compared, but neither carries out the other.",
        )


def _rules(unit: Unit) -> bool:
    """Tell whether a unit is an article or a task, or something was read in it that rules anything."""
    return not unit.framing and (bool(unit.norms) or bool(_RULE.match(unit.path.rpartition("/")[2])))


def unrelated(upper: Annotation, lower: Annotation) -> bool:
    """Tell whether two rules are about different subjects, as far as their words tell it."""
    if any(sum(not unit.framing for unit in units(each)) < _LEAST_UNITS for each in (upper, lower)):
        return False
    above, below = features(upper), features(lower)
    names = set(above.names)
    if names.intersection(below.based_on) or names.intersection(below.parts):
        return False
    named = bool(names.intersection(below.cited))
    return likeness(above, below) < (_ALIKE_NAMED if named else _ALIKE)


def likeness_of(upper: Annotation, lower: Annotation) -> float:
    """Return how alike the telling words of two rules are, 0 to 1."""
    return likeness(features(upper), features(lower)) / 1000


def likeness(one: Features, other: Features) -> int:
    """Return the cosine of the telling words of two rules, in thousandths."""
    weights = dict(one.words)
    return sum(weight * weights.get(word, 0) for word, weight in other.words) // 1000


def unrelated_subjects(upper: Annotation, lower: Annotation) -> Diagnostic:
    """Return the sentence that stands in place of correspondences and gaps."""
    above, below = (_telling(features(each)) for each in (upper, lower))
    return Diagnostic(
        _UNRELATED,
        f"两份文件讲的不是一个主题：上位文件多讲{above}，下位文件多讲{below}，所以不列对应，也不列缺口；"
        "请换一份同一主题的上位文件。"
        f"The two documents are about different subjects (above: {above}; below: {below}), so neither "
        "correspondences nor gaps are listed; choose an upper document about the same subject.",
    )


def _telling(rule: Features) -> str:
    return "、".join(word for word, _ in rule.words[:_MOST_WORDS])
