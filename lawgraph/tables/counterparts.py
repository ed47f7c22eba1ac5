"""对照表: each lower provision beside each of its counterparts above; what has none stands in its place and says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawgraph.explain_links import SIGNALS
from lawgraph.levels import sureness
from lawgraph.reviews.apply import SIGNAL
from lawgraph.reviews.keys import RowKey
from lawgraph.reviews.opinions import link_opinions
from lawgraph.tables.cells import Cell, Column, Marked, Number, Role, Stack, Table, numbered, percentage
from lawgraph.tables.holdings import Holdings, said, words
from lawgraph.tables.keys import DECIDED, key, side
from queries.words import spans_at

REVIEWED = "已审核"
_VERDICTS = {"stricter": "下位更严", "looser": "下位更宽", "equal": "相同", "incomparable": "不可比"}
_LONGEST = 60
"""Characters of a quotation in the evidence; the linked sentences themselves are marked in the texts."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of evidence of a link: a signal, its weight, the words on both sides.

    ``sentences`` tells that these are the sentences that carry the link, which are marked in the texts.
    """

    signal: str
    weight: float
    lower: str
    upper: str
    sentences: bool


@dataclass(frozen=True, slots=True)
class Share:
    """What a signal adds to a link, and by which words: of both sides, of one where they are the same.

    Of the sentences that carry the link, which are marked, there are none.
    """

    signal: str
    share: float
    quotes: tuple[tuple[str, ...], ...]


def shares(grounds: Iterable[Ground]) -> tuple[Share, ...]:
    """Return the evidence of a link by signal, the one that adds most first."""
    added: dict[str, float] = {}
    quotes: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for each in grounds:
        added[each.signal] = added.get(each.signal, 0) + each.weight
        both = tuple(dict.fromkeys((_brief(each.lower), _brief(each.upper))))
        quotes[each.signal][() if each.sentences else both] = None
    ranked = sorted(added.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Share(signal, share, tuple(quotes[signal])) for signal, share in ranked)


def in_words(evidence: Iterable[Share]) -> str | None:
    """Return evidence in Chinese, a line a signal; nothing for none."""
    lines = []
    for each in evidence:
        name = "人工指定" if each.signal == SIGNAL else SIGNALS.get(each.signal, (each.signal, ""))[0]
        told = ("“" + "”与“".join(quote) + "”" if quote else "标注的两句" for quote in each.quotes)
        lines.append(f"{name}（{each.share:.2f}）：{'、'.join(told)}")
    return "\n".join(lines) or None


@dataclass(frozen=True, slots=True)
class Row:
    """A lower provision and one counterpart, or a lower provision that has none; :data:`COLUMNS` say what is what."""

    number: Number
    lower_document: str | None
    lower_label: str | None
    lower: Marked | None
    upper_document: str | None
    upper_label: str | None
    upper: Marked | None
    strength: str | None
    difference: str | None
    difference_for: str | None
    comparison: str | None
    only_lower: str | None
    only_upper: str | None
    evidence: str | None
    lower_bodies: str | None
    upper_bodies: str | None
    sure: str | None
    probability: Number | None
    review: str | None
    key: str
    opinion: Cell = None
    remark: Cell = None


COLUMNS = (
    Column("number", "序号", "No.", 3),
    Column("lower_document", "下位文件", "Lower rule", 5),
    Column("lower_label", "下位条款", "Lower provision", 4),
    Column("lower", "下位规定", "Lower text", 25, Role.LOCKED),
    Column("upper_document", "上位文件", "Upper rule", 5),
    Column("upper_label", "上位条款", "Upper provision", 4),
    Column("upper", "上位规定", "Upper text", 25, Role.LOCKED),
    Column("strength", "对应强度", "Strength", 4),
    Column("difference", "差异", "Differs", 4),
    Column("difference_for", "对谁", "For whom", 4),
    Column("comparison", "数额期限比较", "Figures compared", 5),
    Column("only_lower", "仅下位有（新增）", "Only below (added)", 5),
    Column("only_upper", "仅上位有（未及）", "Only above (left out)", 5),
    Column("evidence", "依据", "Evidence", 9),
    Column("lower_bodies", "下位责任主体", "Responsible below", 6),
    Column("upper_bodies", "上位责任主体", "Responsible above", 6),
    Column("sure", "把握", "How sure", 3),
    Column("probability", "概率", "p", 4),
    *DECIDED,
)
_STACKS = (
    Stack("序号", "No.", 3, (("number", ""),)),
    Stack("下位规定", "Lower text", 26, (("lower_document", ""), ("lower_label", ""), ("lower", ""))),
    Stack("上位规定", "Upper text", 26, (("upper_document", ""), ("upper_label", ""), ("upper", ""))),
    Stack(
        "对应与差异",
        "Link and difference",
        12,
        (
            ("sure", ""),
            ("probability", "概率："),
            ("strength", "强度："),
            ("difference", "差异："),
            ("difference_for", "对："),
            ("comparison", "比较："),
            ("only_lower", "仅下位有："),
            ("only_upper", "仅上位有："),
            ("review", "审核："),
        ),
    ),
    Stack("依据", "Evidence", 16, (("evidence", ""),)),
    Stack("责任主体", "Responsible", 11, (("lower_bodies", "下位 "), ("upper_bodies", "上位 "))),
    Stack("人工意见", "Opinion", 8, (("opinion", ""), ("remark", ""))),
)
_NOTE = (
    "每行一条下位规定及其一项上位对应，下位没有对应的也列出。加下划线的是据以对应的句子。"
    "把握：概率 0.8 以上为确定，0.5 以上为很可能，其余待核。空格表示图谱没有说。"
)


def table(holdings: Holdings) -> Table:
    """Return the table of a graph: a row for each link and for each lower provision without one."""
    links = [*_links(holdings), *_without(holdings)]
    links.sort(key=lambda each: each[0])
    return of([(row, about) for _, row, about in links])


def of(found: Sequence[tuple[Row, RowKey]]) -> Table:
    """Return the table of rows with what they are about, numbered in their order and with their keys."""
    rows = []
    for at, (row, about) in enumerate(found, 1):
        told = key("counterparts", at, len(found), about, _text(row.lower), _text(row.upper))
        rows.append(replace(row, number=numbered(at), key=told.write()))
    return Table(
        "counterparts",
        "对照表",
        "Side by side",
        _NOTE,
        COLUMNS,
        _STACKS,
        tuple(rows),
        ("lower_document", "lower", "lower_bodies"),
        link_opinions(),
    )


_Sorted = tuple[tuple[object, ...], Row, RowKey]


def _text(marked: Marked | None) -> str:
    return marked.text if marked else ""


class _Asked:
    """What the graph says of links beside their ends."""

    def __init__(self, holdings: Holdings) -> None:
        def of(name: str) -> dict[str, tuple[str, ...]]:
            return holdings.values(f"?x a lg:Correspondence ; lg:{name} ?v")

        self.holdings = holdings
        self.lower_places, self.upper_places = of("lowerPlace"), of("upperPlace")
        self.strength, self.difference, self.party = of("strength"), of("difference"), of("differenceFor")
        self.review = of("review")
        self.dimension, self.verdict = of("comparisonDimension"), of("verdict")
        self.lower_figure = holdings.values("?x a lg:Correspondence ; lg:lowerQuantity/lg:text ?v")
        self.upper_figure = holdings.values("?x a lg:Correspondence ; lg:upperQuantity/lg:text ?v")
        self.only = self._only()
        self.evidence = self._evidence()
        self.names = {name: words(name) for name in ("strengths", "differences")}

    def _only(self) -> Mapping[tuple[str, str], list[str]]:
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for name in ("lower", "upper"):
            places: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
            rows = self.holdings.reader.ask(
                f"SELECT ?k ?o ?p ?place {{ ?k lg:onlyIn ?o ; lg:{name}Unit ?p . ?o lg:{name}Place ?place }}"
            )
            for link, only, provision, place in rows:
                places[link or "", only or "", provision or ""].append(place or "")
            for (link, _, provision), those in sorted(places.items()):
                found[link, name].append(self.quoted(provision, those))
        return found

    def quoted(self, provision: str, places: list[str]) -> str:
        """Return the words of a provision at places."""
        reading = self.holdings.reading(provision)
        return reading.at(spans_at(" ".join(places))) if reading else ""

    def _evidence(self) -> Mapping[str, list[tuple[float, str, str, str, list[str], list[str]]]]:
        """Return for each link its evidence: weight, signal, the two units, the places on both sides."""
        rows = self.holdings.reader.ask(
            """SELECT ?k ?e ?signal ?weight ?lower ?upper ?l ?u {
                ?k lg:evidence ?e ; lg:lowerUnit ?lower ; lg:upperUnit ?upper . ?e lg:signal ?signal ; lg:weight ?weight
                { ?e lg:lowerPlace ?l } UNION { ?e lg:upperPlace ?u }
            }"""
        )
        found: dict[tuple[str, str], tuple[float, str, str, str, list[str], list[str]]] = {}
        for link, evidence, signal, weight, lower, upper, low, up in rows:
            fresh = float(weight or 0), signal or "", lower or "", upper or "", list[str](), list[str]()
            known = found.setdefault((link or "", evidence or ""), fresh)
            known[4].extend([low] if low else [])
            known[5].extend([up] if up else [])
        by_link: defaultdict[str, list[tuple[float, str, str, str, list[str], list[str]]]] = defaultdict(list)
        for (link, _), each in sorted(found.items(), key=lambda item: (item[0][0], -item[1][0], item[0][1])):
            by_link[link].append(each)
        return by_link

    def why(self, link: str) -> str | None:
        """Return the evidence of a link in words: each signal with its share and what it goes by on both sides."""
        sentences = set(self.lower_places.get(link, ())), set(self.upper_places.get(link, ()))
        grounds = (
            Ground(
                signal,
                weight,
                self.quoted(lower, low),
                self.quoted(upper, up),
                sentences == (set(low), set(up)),
            )
            for weight, signal, lower, upper, low, up in self.evidence.get(link, ())
        )
        return in_words(shares(grounds))

    def compared(self, link: str) -> str | None:
        """Return how the figures of both sides compare, or nothing."""
        if link not in self.verdict:
            return None
        low, up = ("、".join(figures.get(link, ())) for figures in (self.lower_figure, self.upper_figure))
        return figures_in_words(self.verdict[link][0], low, up)


def figures_in_words(verdict: str, lower: str, upper: str) -> str:
    """Return in Chinese how the figures of both sides compare."""
    return f"{said(verdict, _VERDICTS)}：下位“{lower or '未写明'}”，上位“{upper or '未写明'}”"


def without(state: str | None, probability: float | None) -> str:
    """Return in Chinese what stands in the place of a counterpart that is not there."""
    sure = "" if probability is None else f"，无对应的概率 {probability:.4g}"
    return f"（{said(state, words('gap-states')) or '缺口'}{sure}）"


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _one(found: Mapping[str, tuple[str, ...]], link: str) -> str | None:
    return "、".join(found[link]) if link in found else None


def _links(holdings: Holdings) -> Iterator[_Sorted]:
    rows = holdings.reader.ask(
        """SELECT ?k ?lower ?upper ?lower_unit ?upper_unit ?score {
            ?k a lg:Correspondence ; lg:lower ?lower ; lg:upper ?upper ; lg:score ?score
            OPTIONAL { ?k lg:lowerUnit ?lower_unit } OPTIONAL { ?k lg:upperUnit ?upper_unit }
        }"""
    )
    asked = _Asked(holdings)
    for link, lower, upper, lower_unit, upper_unit, score in rows:
        name, low, up, probability = link or "", lower or "", upper or "", float(score or 0)
        review = _one(asked.review, name)
        above = holdings.provisions.get(up)
        place = (*holdings.order(low)[:2], low, holdings.order(up)[0], -probability, holdings.order(up), name)
        row = Row(
            numbered(0),
            *holdings.place(low),
            holdings.marked(lower_unit or low, asked.lower_places.get(name, ())),
            *holdings.place(up),
            holdings.marked(upper_unit or up, asked.upper_places.get(name, ())),
            said(_one(asked.strength, name), asked.names["strengths"]),
            said(_one(asked.difference, name), asked.names["differences"]),
            _one(asked.party, name),
            asked.compared(name),
            "\n".join(asked.only.get((name, "lower"), ())) or None,
            "\n".join(asked.only.get((name, "upper"), ())) or None,
            asked.why(name),
            holdings.bodies(lower_unit or low),
            holdings.bodies(upper_unit or up),
            REVIEWED if review else sureness(probability),
            percentage(probability),
            review,
            "",
        )
        below = holdings.provisions.get(low)
        if above is not None and below is not None:
            yield place, row, RowKey("", 0, 0, side(holdings, low), side(holdings, up), "")


def _without(holdings: Holdings) -> Iterator[_Sorted]:
    """Yield the lower provisions that have no counterpart in a rule that they were compared with."""
    rows = holdings.reader.ask(
        """SELECT ?g ?p ?against ?state ?probability ?review {
            ?g a lg:Gap ; lg:side "lower" ; lg:gapProvision ?p ; lg:against ?against
            OPTIONAL { ?g lg:gapState ?state } OPTIONAL { ?g lg:probability ?probability }
            OPTIONAL { ?g lg:review ?review }
        }"""
    )
    for gap, provision, against, state, probability, review in rows:
        low, other = provision or "", against or ""
        if low not in holdings.provisions:
            continue
        sure = float(probability) if probability else None
        row = Row(
            numbered(0),
            *holdings.place(low),
            holdings.marked(low, ()),
            holdings.title(other),
            without(state, sure),
            *(None,) * 8,
            holdings.bodies(low),
            None,
            REVIEWED if review else None,
            None,
            review,
            "",
        )
        places = list(holdings.documents)
        at = places.index(other) if other in holdings.documents else len(places)
        place = (*holdings.order(low)[:2], low, at, 0.0, (len(places), 0, ""), gap or "")
        yield place, row, RowKey("", 0, 0, side(holdings, low), side(holdings, other, nothing=True), "")
