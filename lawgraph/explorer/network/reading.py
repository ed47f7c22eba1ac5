"""What stands next to nodes in the graph: one query a kind and hop, each from named nodes and with a limit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from lawgraph.explorer.bodies.busy import Busy, Fact
from lawgraph.explorer.facts import place_in
from lawgraph.explorer.network import questions
from lawgraph.explorer.network.model import LEVELS, Kind, Sort, Thing, Tie
from lawgraph.levels import LIKELY
from lawgraph.stored_links import Reader, last
from ontology.concepts import scheme
from ontology.iri import BASE
from ontology.terms import PREFIXES
from queries.network import xml_text

ROWS = 4000
"""How many rows of a query are read at most; where they are reached, what is counted is the least that there is."""
FACTS = 20_000
"""How many duties of bodies are looked at in one query."""
_WORDS = 160  # characters of a provision that are shown
_PREFIXES = "".join(
    f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if name in ("org", "dcterms")
)
_PREFIXES += f"PREFIX body-role: <{BASE}/scheme/body-role/> "
_ROLES = {"lead": "牵头", "cooperating": "配合", "responsible": "负责", "bearer": "承担"}


class Near:
    """Reads ties and things from a graph; ``capped`` tells whether a query gave all the rows that it may.

    The duties of bodies that are ``busy`` are known; those of others are asked for.
    """

    def __init__(self, reader: Reader, busy: Busy | None = None) -> None:
        self.reader = reader
        self.busy = busy or Busy()
        self.capped = False
        self._differences = {each.identifier: each.zh for each in scheme("differences")}

    def _ask(self, text: str, these: Iterable[str], **more: object) -> Iterator[tuple[str | None, ...]]:
        named = [f"<{iri}>" for iri in these]
        if not named:
            return
        asked = text.format(
            these=" ".join(named), rows=ROWS, facts=FACTS, likely=LIKELY, words=_WORDS, **more
        )
        count = 0
        for row in self.reader.ask(_PREFIXES + asked):
            count += 1
            yield row
        self.capped |= count >= ROWS

    def meant(self, iri: str) -> tuple[str, Sort] | None:
        """Return the node that an IRI means: the newest text of a work, the unit of a provision or of a fact."""
        found = next(self.reader.ask(_PREFIXES + questions.SORT.format(iri=iri)), None)
        if found is None:
            return None
        sort, node = found
        return node or "", Sort(sort or "")

    def things(self, iris: Collection[str]) -> dict[str, Thing]:
        """Return what the graph says of nodes; of what it does not know, nothing."""
        found: dict[str, Thing] = {}
        for row in self._ask(questions.THINGS, sorted(iris)):
            me, sort, name, level, year, place, around, title, order, amended, words = (
                xml_text(each or "") for each in row
            )
            if me in found:
                continue
            found[me] = Thing(
                me, Sort(sort), name or last(me), level if level in LEVELS else "", around, title, year, place,
                words, int(order) if order.isdigit() else 0, amended,
            )  # fmt: skip
        return found

    def ties(self, kinds: Collection[Kind], nodes: dict[str, Sort]) -> list[Tie]:
        """Return what joins nodes with others, of some kinds, the heaviest of each kind first."""
        these: dict[Sort, list[str]] = {sort: [] for sort in Sort}
        for iri, sort in nodes.items():
            these[sort].append(iri)
        documents, provisions, bodies = (these[each] for each in (Sort.DOCUMENT, Sort.PROVISION, Sort.BODY))
        found: list[Tie] = []
        if Kind.LINK in kinds:
            found += self._links(questions.UPPER_DOCUMENTS, questions.LOWER_DOCUMENTS, documents)
            found += self._links(questions.UPPER_PROVISIONS, questions.LOWER_PROVISIONS, provisions)
        if Kind.BASIS in kinds:
            found += [
                Tie(Kind.BASIS, low or "", up or "") for low, up in self._ask(questions.BASES, documents)
            ]
        if Kind.CITATION in kinds:
            found += self._citations(questions.CITED_BY_DOCUMENTS, questions.CITING_DOCUMENTS, documents)
            found += self._citations(questions.CITED_BY_PROVISIONS, questions.CITING_PROVISIONS, provisions)
        if Kind.DUTY in kinds:
            found += self._duties(questions.DUTIES_OF_DOCUMENTS, documents)
            found += self._duties(questions.DUTIES_OF_PROVISIONS, provisions)
            known = {body: facts for body in bodies if (facts := self.busy.of(body)) is not None}
            others = [body for body in bodies if body not in known]
            found += self._duties(questions.DUTIES_OF_BODIES, others, known)
        if Kind.REFORM in kinds:
            found += self._reforms(bodies)
        return found

    def upward(self, documents: Collection[str]) -> list[Tie]:
        """Return what joins documents with those above them, or that they are based on or cite."""
        found = [*self._links(questions.UPPER_DOCUMENTS, "", documents)]
        found += [Tie(Kind.BASIS, low or "", up or "") for low, up in self._ask(questions.BASES, documents)]
        return found + self._citations(questions.CITED_BY_DOCUMENTS, (), documents)

    def inside(self, kinds: Collection[Kind], opened: Collection[str], shown: dict[str, Sort]) -> list[Tie]:
        """Return what joins the provisions of opened documents with the other documents and bodies that are shown."""
        these = sorted(opened)
        documents = sorted(iri for iri, sort in shown.items() if sort is Sort.DOCUMENT)
        bodies = sorted(iri for iri, sort in shown.items() if sort is Sort.BODY)
        found: dict[tuple[Kind, str, str], Tie] = {}
        others = " ".join(f"<{iri}>" for iri in documents)
        if Kind.LINK in kinds and documents:
            for text, up in ((questions.INSIDE_UPPER, True), (questions.INSIDE_LOWER, False)):
                for mine, its, other, score, difference in self._ask(text, these, others=others):
                    if other in opened and not up:
                        continue  # seen from below already
                    end = (its if other in opened else other) or ""
                    ends = (mine or "", end) if up else (end, mine or "")
                    before = found.get((Kind.LINK, *ends), Tie(Kind.LINK, *ends, count=0))
                    found[Kind.LINK, *ends] = self._one_more(before, float(score or 0), difference)
        if Kind.CITATION in kinds and documents:
            for text in questions.INSIDE_CITATIONS:
                for unit, cited in self._ask(text, these, others=others):
                    tie = Tie(Kind.CITATION, unit or "", cited or "")
                    found.setdefault((Kind.CITATION, tie.source, tie.target), tie)
        ties = list(found.values())
        if Kind.DUTY in kinds and bodies:
            others = " ".join(f"<{iri}>" for iri in bodies)
            ties += self._duties(questions.INSIDE_DUTIES, these, others=others)
        return ties

    def _one_more(self, tie: Tie, score: float, difference: str | None) -> Tie:
        names = {
            *tie.differences,
            *((self._differences.get(last(difference), last(difference)),) if difference else ()),
        }
        return Tie(
            tie.kind, tie.source, tie.target, tie.count + 1, max(score, tie.score or 0.0),
            tie.doubtful + (score < LIKELY), tuple(sorted(names)),
        )  # fmt: skip

    def _links(self, above: str, below: str, these: Collection[str]) -> list[Tie]:
        found: dict[tuple[str, str], Tie] = {}
        for text, up in ((above, True), (below, False)):
            if not text:
                continue
            for me, other, count, score, doubtful, differences in self._ask(text, these):
                names = {
                    self._differences.get(last(each), last(each)) for each in (differences or "").split()
                }
                ends = (me or "", other or "") if up else (other or "", me or "")
                found[ends] = Tie(
                    Kind.LINK,
                    *ends,
                    int(count or 0),
                    float(score or 0),
                    int(doubtful or 0),
                    tuple(sorted(names)),
                )
        return list(found.values())

    def _citations(self, out: Iterable[str], into: Iterable[str], these: Collection[str]) -> list[Tie]:
        counted: Counter[tuple[str, str]] = Counter()
        for text in out:
            for me, other, count in self._ask(text, these):
                counted[me or "", other or ""] += int(count or 0)
        known = set(counted)
        for text in into:
            for me, other, count in self._ask(text, these):
                if (other or "", me or "") not in known:
                    counted[other or "", me or ""] += int(count or 0)
        return [Tie(Kind.CITATION, *ends, count) for ends, count in counted.most_common()]

    def _duties(
        self,
        texts: Iterable[str],
        these: Collection[str],
        known: Mapping[str, Collection[Fact]] = MappingProxyType({}),
        **more: object,
    ) -> list[Tie]:
        """Return what joins bodies with what lays duties on them; of bodies that are ``known``, these facts do."""
        counted: Counter[tuple[str, str]] = Counter()
        roles: dict[tuple[str, str], set[str]] = defaultdict(set)
        for bound, facts in known.items():
            counted.update((bound, place_in(iri).document) for iri in {each.iri for each in facts})
            for each in facts:
                roles[bound, place_in(each.iri).document].add(each.role)
        for text in texts:
            for body, where, count, said in self._ask(text, these, **more):
                ends = body or "", where or ""
                counted[ends] += int(count or 0)
                roles[ends].update(last(role) for role in (said or "").split())
        return [
            Tie(
                Kind.DUTY,
                *ends,
                count,
                role="、".join(name for role, name in _ROLES.items() if role in roles[ends]),
            )
            for ends, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        ]

    def _reforms(self, bodies: Iterable[str]) -> Iterator[Tie]:
        for before, after, name, when, sure in self._ask(questions.REFORMS, bodies):
            said = " ".join(filter(None, (when, xml_text(name or ""))))
            yield Tie(Kind.REFORM, before or "", after or "", role=said, certain=sure == "checked")
