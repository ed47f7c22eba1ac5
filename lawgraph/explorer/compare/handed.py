"""The rows as tables that are handed in: those that an export writes and ``lawgraph review import`` reads back."""

from __future__ import annotations

from collections.abc import Sequence

from lawgraph.explorer.compare.found import LOWER
from lawgraph.explorer.compare.rows import Provision, Row, Side
from lawgraph.explorer.compared import Name
from lawgraph.levels import sureness
from lawgraph.reviews.keys import RowKey
from lawgraph.reviews.keys import Side as KeySide
from lawgraph.tables import counterparts, lacking
from lawgraph.tables.cells import Marked, Table, numbered, percentage
from lawgraph.tables.counterparts import REVIEWED, figures_in_words, in_words, without
from lawgraph.tables.handed_in import WORDS, HandedIn
from lawgraph.tables.holdings import LEVELS, said, words
from lawgraph.tables.keys import provision_side


def handed_in(lower: Name, upper: Name, found: Sequence[Row]) -> HandedIn:
    """Return what is handed in of rows between two documents: the table, and the gaps of both sides."""
    names = tuple(f"{LEVELS.get(each.level, '层级不明')}：{each.title}" for each in (upper, lower))
    title = f"《{lower.title}》与《{upper.title}》对照表"
    gaps = [row for row in found if not row.line.is_link]
    tables = (counterparts_table(lower, upper, found), *((gaps_table(lower, upper, gaps),) if gaps else ()))
    return HandedIn(title, names, WORDS, tables)


def counterparts_table(lower: Name, upper: Name, found: Sequence[Row]) -> Table:
    """Return the table of rows: links, and what has no counterpart on either side."""
    return counterparts.of([(_row(lower, upper, row), _about(lower, upper, row)) for row in found])


def _row(lower: Name, upper: Name, row: Row) -> counterparts.Row:
    line, low, up = row.line, row.lower, row.upper
    lacks = None if line.is_link else without(line.state, line.probability)
    return counterparts.Row(
        numbered(0),
        lower.title,
        low.carrying.label if low else lacks,
        Marked(low.unit.runs) if low else None,
        upper.title,
        up.carrying.label if up else lacks,
        Marked(up.unit.runs) if up else None,
        said(line.strength, words("strengths")),
        said(line.difference, words("differences")),
        "、".join(row.parties) or None,
        figures_in_words(row.figures.verdict, row.figures.lower, row.figures.upper) if row.figures else None,
        "\n".join(low.only) or None if low else None,
        "\n".join(up.only) or None if up else None,
        in_words(row.evidence),
        _bodies(low),
        _bodies(up),
        REVIEWED if line.reviews else sureness(line.probability or 0) if line.is_link else None,
        percentage(line.probability) if line.is_link else None,
        "、".join(line.reviews) or None,
        "",
    )


def _bodies(side: Side | None) -> str | None:
    """Return who answers for a side, in the words of the workbook."""
    names = words("body-roles")
    found = side.unit.bodies if side else ()
    return "；".join(f"{names[role]}：{'、'.join(those)}" for role, those in found) or None


def _about(lower: Name, upper: Name, row: Row) -> RowKey:
    return RowKey("", 0, 0, _key(lower, row.lower), _key(upper, row.upper), "")


def _key(document: Name, side: Side | None) -> KeySide:
    source = document.work or document.iri
    return _of_provision(source, side.carrying) if side else KeySide("", source)


def _of_provision(source: str, provision: Provision) -> KeySide:
    return provision_side(provision.iri, source, provision.digest, provision.text)


def gaps_table(lower: Name, upper: Name, found: Sequence[Row]) -> Table:
    """Return the table of rows that are gaps."""
    return lacking.of(gap_rows(lower, upper, found))


def gap_rows(lower: Name, upper: Name, found: Sequence[Row]) -> list[tuple[lacking.Row, RowKey]]:
    """Return rows that are gaps as those of their table, with what they are about."""
    return [(_gap(lower, upper, row), _about_gap(lower, upper, row)) for row in found]


def _gap(lower: Name, upper: Name, row: Row) -> lacking.Row:
    line, side, near = row.line, row.side, row.nearest
    own, other = (lower, upper) if line.side == LOWER else (upper, lower)
    assert side is not None
    return lacking.Row(
        number=numbered(0),
        level=lacking.SIDES[line.side],
        document=own.title,
        label=side.carrying.label,
        text=side.carrying.text,
        against=other.title,
        state=said(line.state, words("gap-states")),
        severity=said(line.severity, words("severities")),
        sure=REVIEWED if line.reviews else None if line.probability is None else sureness(line.probability),
        absent=percentage(line.probability),
        reason=row.why[0] or None,
        nearest_label=near.provision.label if near else None,
        nearest=near.provision.text if near else None,
        nearest_probability=percentage(near.probability) if near else None,
        review="、".join(line.reviews) or None,
        key="",
    )


def _about_gap(lower: Name, upper: Name, row: Row) -> RowKey:
    other = upper if row.line.side == LOWER else lower
    near = row.nearest
    nearest = _of_provision(other.work or other.iri, near.provision) if near else None
    return RowKey("", 0, 0, _key(lower, row.lower), _key(upper, row.upper), "", nearest)
