"""Why a lower and an upper provision are linked or not, in words: Chinese first, English second."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.link.explain import Addition, LinkExplanation, NotCompared, Quote, explain_link
from ingest.model import Annotation, Document, Evidence
from ingest.structure.pinpoints import Pinpoint, pinpoints
from ingest.text import Span
from lawgraph.explain import NoSuchProvision, quoted, unknown_provision
from lawgraph.reviews.telling import Said

_LIKELY, _OPEN = 0.8, 0.25  # probabilities
_LEAST = 0.05  # what is added to the logarithm of the odds, that is told
_LONGEST = 120  # characters of a sentence that is quoted

Both = tuple[str, str]  # in Chinese, in English

CERTAIN, LIKELY, OPEN, UNLIKELY = (
    ("确定", "certain"),
    ("很可能", "likely"),
    ("待核", "to be checked"),
    ("不大可能", "unlikely"),
)
SIGNALS: dict[str, Both] = {
    "words": ("用词", "words"),
    "wording": ("字面", "wording"),
    "specific": ("专门用词", "rare words"),
    "clause": ("最相近的句子", "closest sentences"),
    "topic": ("主题", "topics"),
    "meaning": ("词义", "meaning of the words"),
    "sentence": ("句子的词义", "meaning of the closest sentences"),
    "norm": ("规范的词义", "meaning of the closest norms"),
    "sense": ("整条的含义", "sense of the whole provisions"),
    "saying": ("句子的含义", "sense of the closest sentences"),
    "citation": ("引用", "citation"),
    "quantity": ("数量", "quantities"),
}
"""The signals in words."""
FEATURES: dict[str, Both] = {
    **SIGNALS,
    "rank-lower": ("在下位条款的各候选中的名次", "rank among the counterparts of the lower provision"),
    "rank-upper": ("在上位条款的各候选中的名次", "rank among the counterparts of the upper provision"),
    "share-lower": (
        "接近下位条款最佳候选的程度",
        "how near it comes to the lower provision's best counterpart",
    ),
    "share-upper": (
        "接近上位条款最佳候选的程度",
        "how near it comes to the upper provision's best counterpart",
    ),
    "order": ("前后条款是否也相近", "whether the neighbours are alike too"),
    "around-upper": (
        "上位条款前后各条与下位文件接近的程度",
        "how near the provisions around the upper one are to the lower rule",
    ),
    "both-liability": ("双方都是罚则", "both punish"),
    "one-liability": ("仅一方是罚则", "one of them punishes"),
    "both-purpose": ("双方都是立法目的", "both state a purpose"),
    "length-lower": ("下位条款的长短", "length of the lower provision"),
    "length-upper": ("上位条款的长短", "length of the upper provision"),
}
"""What a pair is weighed by, in words."""

DECISIONS: dict[str, Both] = {
    "confirmed": ("确认了这一对应", "confirmed the link"),
    "added": ("补充了这一对应", "added the link"),
    "rejected": ("否决了这一对应", "rejected the link"),
    "none": ("审定其中一条没有对应", "decided that one of them has no counterpart"),
}
"""What a person decided, in words."""

Row = dict[str, Any]


class Unfit(Exception):
    """A provision that is not compared as one; the message says which are."""


def explain_pair(
    upper: Annotation, lower: Annotation, above: str, below: str, decided: Sequence[Said] = ()
) -> tuple[Row, LinkExplanation]:
    """Return why a lower provision is linked to an upper one, as a row for programs and as data.

    ``above`` and ``below`` are paths or pinpoint references (第七条); ``decided`` what people decided on the two
    rules. Raises :class:`NoSuchProvision`, :class:`Unfit`.
    """
    names = tuple(pinpoints(each.document.provisions) for each in (lower, upper))
    asked = _path(lower.document, names[0], below), _path(upper.document, names[1], above)
    try:
        found = explain_link(upper, lower, asked[1], asked[0])
    except NotCompared as error:
        raise Unfit(_not_compared(error)) from error
    return _row(found, asked, names) | {"reviews": list(_reviews(found, decided))}, found


def _reviews(found: LinkExplanation, decided: Sequence[Said]) -> Iterator[Row]:
    """Yield what was decided on the two provisions, on parts of them, or on what they are parts of."""
    for each in decided:
        sides = (each.lower, found.lower), (each.upper, found.upper)
        if all(not path or _related(path, unit) for path, unit in sides):
            what = each.what if each.what != "wanted" else "confirmed" if found.linked else "added"
            yield {"decision": what, "author": each.author, "date": each.date, "comment": each.comment}


def _related(one: str, other: str) -> bool:
    """Whether two paths are one, or one lies in the other."""
    shorter, longer = sorted((one, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter}/")


def _path(document: Document, names: dict[str, Pinpoint], said: str) -> str:
    """Return the path that a path or a reference in Chinese or English means, the outermost provision first."""
    if said in names:
        return said
    wanted = "".join(said.split())
    for path, name in names.items():
        if wanted in ("".join(name.zh.split()), "".join(name.en.split())):
            return path
    raise NoSuchProvision(unknown_provision(document, said))


def _not_compared(error: NotCompared) -> str:
    if error.inner:
        listed = ", ".join(error.inner)
        return (
            f"{error.path}: 该处按其中的条款比较，请改用 {listed}。"
            f"It is compared by the provisions in it; use one of {listed}."
        )
    return (
        f"{error.path}: 标题、署名、日期等不参与比较，请改用条文或措施。"
        "Titles, signatures, dates and the like are not compared; use an article or a measure."
    )


def verdict(found: LinkExplanation) -> Both:
    """Return how probable a link is, in words.

    A provision that cites the other is linked for certain; 0.8 and more is likely, less than 0.25 unlikely.
    """
    if found.cites is not None and not found.formal:
        return CERTAIN
    return LIKELY if found.score >= _LIKELY else OPEN if found.score >= _OPEN else UNLIKELY


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _quote(quote: Quote) -> Row:
    return {"text": quote.text, "spans": _spans(quote.spans)}


def _label(said: Both) -> Row:
    return {"zh": said[0], "en": said[1]}


def _addition(each: Addition) -> Row:
    return {
        "feature": each.feature,
        "label": _label(FEATURES.get(each.feature, (each.feature,) * 2)),
        "added": round(each.added, 4),
    }


def _evidence(each: Evidence) -> Row:
    return {
        "signal": each.signal,
        "weight": each.weight,
        "lower": {"text": each.lower_text, "spans": _spans(each.lower_spans)},
        "upper": {"text": each.upper_text, "spans": _spans(each.upper_spans)},
    }


def _row(found: LinkExplanation, asked: tuple[str, str], names: Sequence[dict[str, Pinpoint]]) -> Row:
    sides = zip(("lower", "upper"), asked, (found.lower, found.upper), names, found.sentences, strict=True)
    rival = found.rival
    return {
        **{
            side: {
                "path": path,
                "compared": unit,
                "label": {"zh": known[unit].zh, "en": known[unit].en},
                "sentence": _quote(sentence),
            }
            for side, path, unit, known, sentence in sides
        },
        "score": found.score,
        "verdict": _label(verdict(found)),
        "linked": found.linked,
        "compared": found.compared,
        "line": found.line,
        "cites": found.cites and _quote(found.cites),
        "formal": found.formal,
        "base": round(found.base, 4),
        "features": [_addition(each) for each in found.additions],
        "evidence": [_evidence(each) for each in found.evidence],
        "near_words": [
            {
                "likeness": each.likeness,
                "lower": {**_quote(each.lower), "sentence": _quote(each.lower_sentence)},
                "upper": {**_quote(each.upper), "sentence": _quote(each.upper_sentence)},
            }
            for each in found.near
        ],
        "ranks": {
            side: {"rank": rank, "of": of}
            for side, rank, of in zip(("lower", "upper"), found.ranks, found.sizes, strict=True)
        },
        "rival": rival
        and {
            "path": rival.path,
            "label": {"zh": names[1][rival.path].zh, "en": names[1][rival.path].en},
            "score": rival.score,
            "sentence": _quote(rival.sentence),
            "differs": [{**_addition(each), "rival": round(each.rival, 4)} for each in rival.differs],
        },
    }


def as_json(row: Row) -> str:
    """Return a row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False)


def as_lines(row: Row, languages: Sequence[str] = ("zh", "en")) -> Iterator[str]:
    """Yield lines for people, in one language or in Chinese and English."""

    def both(chinese: str, english: str) -> str:
        """Return what is said in the languages that are wanted."""
        said = {"zh": chinese, "en": english}
        return " ".join(said[each] for each in languages)

    def named(label: Row) -> str:
        return " ".join(label[each] for each in languages)

    low, high = row["lower"], row["upper"]
    yield f"{low['compared']} {named(low['label'])} → {high['compared']} {named(high['label'])}"
    for side in (low, high):
        if side["path"] != side["compared"]:
            yield "  " + both(
                f"{side['path']} 随 {side['compared']} 比较", f"{side['path']} is compared as part of it"
            )
    yield from _reviewed(row, both)
    if not row["compared"]:
        yield "  " + both(
            "两份文件不作比较，因而没有对应；以下句子仅供阅读",
            "the two documents are not compared, so that nothing is linked; the sentences are for reading only",
        )
        yield from _sentences(row, both)
        return
    yield f"  {named(row['verdict'])} {_figure(row['score'])}  {_linked(row, both)}"
    yield from (f"  {line}" for line in _decided(row, both))
    yield "  " + both("最相近的句子", "closest sentences")
    yield from _sentences(row, both)
    yield from _additions(row, both, named)
    yield from _near(row, both)
    yield from _rival(row, both, named)


def _sentences(row: Row, both: Any) -> Iterator[str]:
    yield f"    {both('下位', 'lower')} {_words(row['lower']['sentence'])}"
    yield f"    {both('上位', 'upper')} {_words(row['upper']['sentence'])}"


def _reviewed(row: Row, both: Any) -> Iterator[str]:
    """Yield what people decided, which goes before what the program says of itself below."""
    for each in row["reviews"]:
        decided = both(*DECISIONS[each["decision"]])
        comment = f"：{each['comment']}" if each["comment"] else ""
        yield f"  {both('人工审定', 'reviewed')} {each['author']} {each['date']} {decided}{comment}"


def _figure(score: float) -> str:
    """Return a probability in two digits.

    >>> _figure(0.0004), _figure(0.876)
    ('<0.01', '0.88')
    """
    return f"{score:.2f}" if score >= 0.01 or not score else "<0.01"


def _linked(row: Row, both: Any) -> str:
    line = row["line"]
    if row["linked"]:
        return str(both(f"已列为对应（判定线 {line:.2f}）", f"linked (line {line:.2f})"))
    return str(both(f"未列为对应（判定线 {line:.2f}）", f"not linked (line {line:.2f})"))


def _decided(row: Row, both: Any) -> Iterator[str]:
    """Yield what decides beside the figures."""
    if row["formal"]:
        yield both(
            "一方只规定自身的施行日期，不作对应", "one of them only says when its text enters into force"
        )
    elif row["cites"]:
        yield f"{both('下位条款引用了它', 'the lower provision cites it')} {_words(row['cites'])}"


def _additions(row: Row, both: Any, named: Any) -> Iterator[str]:
    """Yield what speaks for and against the link, with the words that stand for it."""
    base = 1 / (1 + math.exp(-row["base"]))
    yield "  " + both(
        f"起点：这两件规则的任一对条款 {base:.4f}；以下为几率的倍数",
        f"start: any pair of these two rules {base:.4f}; figures are what the odds are multiplied by",
    )
    features = sorted(row["features"], key=lambda each: -abs(each["added"]))
    shown = {label["signal"] for label in row["evidence"]}
    for chinese, english, sign in (("支持", "for it", 1), ("反对", "against it", -1)):
        of_it = [each for each in features if each["added"] * sign >= _LEAST]
        if of_it:
            yield "  " + both(chinese, english)
        for each in of_it:
            words = _stand_for(row, each["feature"]) if sign > 0 and each["feature"] in shown else ""
            yield f"    ×{math.exp(each['added']):.2f} {named(each['label'])}{words}"
    ranks = row["ranks"]
    yield "  " + both(
        "名次：在下位条款的 {of} 个候选中第 {rank}".format(**ranks["lower"])
        + "，在上位条款的 {of} 个候选中第 {rank}".format(**ranks["upper"]),
        "rank: {rank} of {of} for the lower provision, ".format(**ranks["lower"])
        + "{rank} of {of} for the upper one".format(**ranks["upper"]),
    )


def _stand_for(row: Row, signal: str) -> str:
    """Return the words that stand for a signal, once where both sides have the same."""
    said = []
    for each in row["evidence"]:
        low, high = each["lower"]["text"], each["upper"]["text"]
        if each["signal"] == signal and signal != "clause":
            said.append(_short(low) if low == high else f"{_short(low)} ≈ {_short(high)}")
    return f"：{'、'.join(said)}" if said else ""


def _near(row: Row, both: Any) -> Iterator[str]:
    if row["near_words"]:
        yield "  " + both("近义词（词向量余弦）", "near words (cosine of their vectors)")
    for each in row["near_words"]:
        low, high = each["lower"], each["upper"]
        yield f"    {low['text']} ≈ {high['text']} {each['likeness']:.2f}"
        yield f"      {both('下位', 'lower')} {_words(low['sentence'])}"
        yield f"      {both('上位', 'upper')} {_words(high['sentence'])}"


def _rival(row: Row, both: Any, named: Any) -> Iterator[str]:
    """Yield the counterpart that is preferred, or comes next, and what tells it from this one."""
    rival = row["rival"]
    if rival is None:
        return
    which = (
        ("为何不是次佳候选", "why not the next best")
        if row["ranks"]["lower"]["rank"] == 1
        else ("排在前面的候选", "the counterpart that stands before it")
    )
    yield f"  {both(*which)} {rival['path']} {named(rival['label'])} {_figure(rival['score'])}"
    yield f"    {both('上位', 'upper')} {_words(rival['sentence'])}"
    for each in rival["differs"]:
        here, there = math.exp(each["added"]), math.exp(each["rival"])
        more = both("此处", "here"), both("彼处", "there")
        yield f"    {named(each['label'])}: {more[0]} ×{here:.2f}, {more[1]} ×{there:.2f}"


def _words(quote: Row) -> str:
    return quoted({**quote, "text": _short(quote["text"])})


def _short(text: str) -> str:
    """Return words, cut where they are many.

    >>> len(_short("应" * 500))
    121
    """
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
