"""Until when and within how long something is to be done: the time limits and dates of provisions and norms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lawgraph.tables.amounts import OWN
from lawgraph.tables.holdings import Fact, Holdings

_LIMITS = ("deadline", "end")
"""Roles of time limits by which something must be done."""
_NOT_OF_TASKS = (*OWN, "in-force", "eligibility", "penalty-term")


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit or a date: its words and, of a date, its first and last day as far as they are said."""

    fact: Fact
    date: bool
    earliest: str | None = None
    latest: str | None = None


class Deadlines:
    """The time limits of a graph by provision and by norm."""

    def __init__(self, holdings: Holdings) -> None:
        roles = holdings.values("?x a lg:Quantity ; lg:quantityRole ?v")
        earliest, latest = (
            holdings.values(f"?x a lg:DateLimit ; lg:{name} ?v") for name in ("earliest", "latest")
        )
        self._norms = holdings.values("?x lg:hasQuantity ?v")
        self.limits: dict[str, Limit] = {}
        self._within: defaultdict[str, list[Limit]] = defaultdict(list)
        for kind in ("lg:TimeLimit", "lg:DateLimit"):
            for iri, fact in holdings.facts(kind).items():
                role = (roles.get(iri) or ("",))[0].rsplit("/", 1)[-1]
                dated = kind == "lg:DateLimit"
                if role in _NOT_OF_TASKS if dated else role not in _LIMITS:
                    continue
                low, high = ((found.get(iri) or (None,))[0] for found in (earliest, latest))
                self.limits[iri] = Limit(fact, dated, low, high)
                for outer in holdings.around(fact.provision):
                    self._within[outer].append(self.limits[iri])

    def within(self, provision: str) -> list[Limit]:
        """Return the limits of a provision and its parts, in their order."""
        return sorted(self._within.get(provision, ()), key=lambda limit: (limit.fact.start, limit.fact.iri))

    def of(self, norm: str) -> list[Limit]:
        """Return the limits of a norm, in their order."""
        found = (self.limits[iri] for iri in self._norms.get(norm, ()) if iri in self.limits)
        return sorted(found, key=lambda limit: (limit.fact.start, limit.fact.iri))

    def words(self, provision: str) -> str | None:
        """Return the words of the limits of a provision, or nothing."""
        return said(self.within(provision))

    def of_norm(self, norm: str) -> str | None:
        """Return the words of the limits of a norm, or nothing."""
        return said(self.of(norm))


def said(limits: list[Limit]) -> str | None:
    """Return the words of limits, each once, or nothing."""
    return "；".join(dict.fromkeys(limit.fact.text for limit in limits)) or None
