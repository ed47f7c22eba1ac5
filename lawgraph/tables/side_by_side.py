"""多级并列: several levels, or many cities, side by side: a row a matter, a column a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lawgraph.levels import Cell as LevelsCell
from lawgraph.levels import Counterpart, Levels, State, TooManyDocuments, levels, sureness
from lawgraph.tables.cells import Cell, Column, Number, Stack, Table, numbered
from lawgraph.tables.holdings import LEVELS, Holdings, words

_STATES = {"not-compared": "未比较", "open": "未判定"}
_NOTE = (
    "每行一事项，以最上位的条款起头；每列一份文件。括号内是概率与把握、差异，“经”后是中间的条款。"
    "未比较：两份文件没有比较过；未判定：比较过而没有结论。"
)
_WIDTH, _LEAST_WIDTH = 120, 12
"""Chinese characters: of all documents side by side, and of one of them at least."""
_FEWEST = 3
"""Documents from which on they are set side by side; two of them stand in the 对照表."""


@dataclass(frozen=True, slots=True)
class Row:
    """A matter, and what each document has of it."""

    number: Number
    documents: tuple[Cell, ...]


def table(holdings: Holdings) -> Table | None:
    """Return the table of the documents that were compared; nothing of two, or of too many to be set side by side."""
    try:
        found = levels(holdings.engine)
    except TooManyDocuments:
        return None
    if len(found.columns) < _FEWEST:
        return None
    titles = [holdings.title(each.document) or each.title for each in found.columns]
    return of(found, titles, lambda provision: _text(holdings, provision))


def of(found: Levels, titles: Sequence[str], text: Callable[[str], str]) -> Table:
    """Return the table of levels side by side, given the titles of the columns and the text of each provision."""
    texts = {"differences": words("differences"), "states": words("gap-states") | _STATES}

    def counterpart(each: Counterpart) -> str:
        sure = "已审核" if each.review else sureness(0 if each.unconfirmed else each.probability)
        said = [f"{each.probability:g} {sure}"]
        said += [texts["differences"][each.difference]] if each.difference else []
        said += ["经" + "、".join(found.labels[iri] for iri in each.via)] if each.via else []
        return f"{each.label}（{'，'.join(said)}）\n{text(each.provision)}"

    def cell(of: LevelsCell) -> str:
        if of.state is State.HEAD:
            return f"{of.counterparts[0].label}\n{text(of.counterparts[0].provision)}"
        if of.counterparts:
            return "\n".join(map(counterpart, of.counterparts))
        sure = "" if of.probability is None else f"（无对应的概率 {of.probability:g}）"
        return texts["states"][of.state] + sure

    rows = tuple(
        Row(numbered(at), tuple(map(cell, matter.cells))) for at, matter in enumerate(found.matters, 1)
    )
    heads = [
        f"{LEVELS.get(each.level or '', '层级不明')}：{title}"
        for each, title in zip(found.columns, titles, strict=True)
    ]
    width = max(_WIDTH // len(heads), _LEAST_WIDTH)
    columns = [
        Column("documents", head, f"Document {at}", width, at=at - 1) for at, head in enumerate(heads, 1)
    ]
    stacks = [Stack(each.zh, each.en, width, ((each.id, ""),)) for each in columns]
    return Table(
        "levels",
        "多级并列",
        "Levels side by side",
        _NOTE,
        (Column("number", "序号", "No.", 4), *columns),
        (Stack("序号", "No.", 4, (("number", ""),)), *stacks),
        rows,
    )


def _text(holdings: Holdings, provision: str) -> str:
    found = holdings.provisions.get(provision)
    return found.text if found else ""
