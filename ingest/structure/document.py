"""The whole document: its parts told apart, each parsed, and every character accounted for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from ingest.garbage import nothing_collected
from ingest.model import Answering, Diagnostic, Document, Provision, ProvisionKind, Residue
from ingest.read import Stated, read, read_stated
from ingest.read.markup import FRONT_MATTER, stated_at
from ingest.repair import repair
from ingest.repair.wrap import ends_sentence
from ingest.structure.alone import is_empty
from ingest.structure.arrange import arrange
from ingest.structure.bleed import Grid, intrusions, learn
from ingest.structure.body import BodyParser, next_labels, parse_body
from ingest.structure.cells import Rows, lines_of_tables, marked_table, tables_of
from ingest.structure.chrome import around
from ingest.structure.columns import BAR, BODIES, Column, find_head
from ingest.structure.cutting import cut
from ingest.structure.flattened import cells_alone, flattened_tables, unparted_table
from ingest.structure.front import (
    Role,
    first_title,
    is_bare,
    is_date,
    is_title,
    main_title,
    sending,
    signed_apart,
    survey,
    title_groups,
)
from ingest.structure.issuers import known_bodies
from ingest.structure.labels import Label, Level, annex_label, label_of
from ingest.structure.members import is_member_list, member_runs, parse_members
from ingest.structure.metadata import metadata_of
from ingest.structure.notes import with_notes
from ingest.structure.once import forget, remember_plain
from ingest.structure.quotations import quoted_provisions
from ingest.structure.restored import doubts
from ingest.structure.run_together import run_together
from ingest.structure.running_rows import broken_head, running_rows
from ingest.structure.sequence import labels
from ingest.structure.strays import without_strays
from ingest.structure.table import Table, Task, read_table, task_node
from ingest.structure.tree import Node, provisions, trim
from ingest.structure.wreckage import signs
from ingest.text import Aside, Block, CleanText, Heading, SourceText, Span, merge
from ontology import lexicon


@dataclass(slots=True)
class _Builder:
    source: SourceText
    tables: tuple[Rows, ...] = ()
    root: Node = field(default_factory=lambda: Node("", ProvisionKind.PREAMBLE))
    residues: list[Residue] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def residue(self, part: CleanText, reason: str) -> None:
        """Put the non-blank characters of ``part`` on record."""
        spans = part.spans()
        if spans:
            start, end = part.trimmed()
            self.residues.append(Residue(part.text[start:end], spans, reason))


def _annex_starts(lines: Sequence[CleanText]) -> list[int]:
    """Return the lines that open an annex: of each number the last one (a list of annexes names them before)."""
    last: dict[str, int] = {}
    for at, line in enumerate(lines):
        label = annex_label(line.text)
        if label is not None:
            last[label.number] = at
    return [at for at in sorted(last.values()) if not _dated_soon(lines, at)]


def _dated_soon(lines: Sequence[CleanText], at: int) -> bool:
    """Say whether a date line follows within eight short lines: what stands there is a list of annexes."""
    for line in lines[at : at + 9]:
        if line is not lines[at] and is_date(line.text):
            return True
        if len(line.text) >= 60:
            return False
    return False


def _pointers(lines: Sequence[CleanText], starts: Sequence[int]) -> set[int]:
    """Return the lines that name annexes and are none: 附件：1.办法, 2.分工表, before the signature or at the end."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        label = annex_label(line.text)
        if label is None:
            continue
        named = line.text[label.end :].strip()
        end = at + 1
        number = 1 if (first := label_of(named)) is not None and first.number == "1" else 0
        while number + (not named) and end < len(lines) and _is_listed(lines[end].text, number + 1):
            number, end = number + 1, end + 1
        names = bool(named) or end > at + 1
        if at and names and not named.endswith("。") and (at not in starts or end == len(lines)):
            found.update(range(at, end))
    return found


def _parted_annexes(
    builder: _Builder, lines: Sequence[CleanText], starts: Sequence[int]
) -> tuple[list[CleanText], list[list[CleanText]]]:
    """Return the lines of the body and those of each annex, without those that only name annexes."""
    pointers = _pointers(lines, starts)
    for at in sorted(pointers):
        builder.residue(lines[at], "annex-list")
    edges = [0, *(at for at in starts if at not in pointers), len(lines)]
    parts = [[lines[at] for at in range(start, end) if at not in pointers] for start, end in pairwise(edges)]
    return parts[0], parts[1:]


def _is_listed(text: str, number: int) -> bool:
    """Say whether a line is the next of a list of annexes."""
    label = label_of(text)
    return label is not None and label.level is Level.SUBITEM and label.number == str(number)


def _is_annex(lines: Sequence[CleanText]) -> bool:
    """Say whether a text is itself the annex of another: 附件1 on a line of its own above its title, nothing before."""
    label = annex_label(lines[0].text) if lines else None
    if label is None or lines[0].text[label.end :].strip():
        return False
    title = ""
    for line in lines[1:5]:
        if not is_bare(line.text, 60):
            break
        title += line.text.strip()
        if is_title(title):
            return True
    return False


def _headline(text: str) -> bool:
    """Say whether the first line of an annex is its heading."""
    closed = text.endswith(("。", "：", "；", "，"))
    return 0 < len(text) <= 60 and not closed and not BAR.search(text) and label_of(text) is None


def _annex(builder: _Builder, lines: Sequence[CleanText]) -> None:
    """Parse an annex: its heading, then a member list, a responsibility table or ordinary provisions."""
    label = annex_label(lines[0].text)
    assert label is not None
    node = Node(f"annex-{label.number}", ProvisionKind.ANNEX, number=label.number)
    builder.root.add(node)
    node.label = trim(lines[0][label.start : label.end])
    heading = trim(lines[0][label.end :])
    rest = list(lines[1:])
    if len(heading):
        node.heading = heading
    elif rest:
        text = rest[0].text.strip()
        if _headline(text):
            node.heading = trim(rest.pop(0))
    if is_member_list(rest):
        rest = parse_members(rest, node)
        parse_body(rest, node)
        return
    _with_table(builder, node, rest)


def _table(builder: _Builder, lines: Sequence[CleanText]) -> Table | None:
    return (
        marked_table(lines, builder.tables) or read_table(lines) or run_together(lines) or running_rows(lines)
    )


def _with_table(builder: _Builder, node: Node, lines: Sequence[CleanText]) -> None:
    while (table := _table(builder, lines)) is not None:
        parse_body(table.ahead, node)
        for line in table.header:
            builder.residue(line, "table-header")
        _rows(builder, node, table)
        lines = table.rest
    if node.kind is ProvisionKind.ANNEX and (cells := cells_alone(lines)) is not None:
        start, end = cells
        parse_body(lines[:start], node)
        node.own += [words for line in lines[start:end] if len(words := trim(line))]
        builder.diagnostics.append(unparted_table(lines[start:end]))
        lines = lines[end:]
    parse_body(lines, node, lines_of_tables(lines, builder.tables))


def _rows(builder: _Builder, node: Node, table: Table) -> None:
    """Hang the rows of a table under ``node``."""
    for line in table.drawing:
        builder.residue(line, "table-rule")
    if table.assumed:
        spans = tuple(span for line in (*table.header, *table.open_rows) for span in line.spans())
        builder.diagnostics.append(Diagnostic("table-assumed", table.assumed, spans))
    for line in table.before:
        _category(node, line)
    sources = [_body_cells(task) for task in table.tasks]
    pairs = list(zip(table.tasks, sources, strict=True))
    grid = learn((part.text, cells) for task, cells in pairs for part in task.text)
    two_columns = Column.LEAD in table.columns and len(BODIES & {*table.columns}) > 1
    for task, cells in pairs:
        node.add(task_node(task, [_without_bleed(builder, part, cells, grid) for part in task.text]))
        if two_columns and [*task.bodies] == [Answering.LEAD]:
            builder.diagnostics.append(_column_missing(task))
        for extra in task.category:
            _category(node, extra)


def _column_missing(task: Task) -> Diagnostic:
    spans = tuple(span for cell in task.bodies[Answering.LEAD] for span in cell.spans())
    message = f"row {task.number} has one cell of bodies under two columns; they are read as the lead"
    return Diagnostic("column-missing", message, spans)


def _body_cells(task: Task) -> list[str]:
    cells = (cell.text for role in Answering for cell in task.bodies.get(role, ()))
    return [cell for cell in cells if cell.strip() and not is_empty(cell)]


def _without_bleed(builder: _Builder, part: CleanText, cells: list[str], grid: Grid) -> CleanText:
    """Take the fragments of the row's body cells out of its words, and put them on record."""
    kept: list[CleanText] = []
    at = 0
    for start, end in intrusions(part.text, cells, grid):
        kept.append(part[at:start])
        builder.residue(part[start:end], "column-bleed")
        message = "a fragment of the columns beside it, taken out of the sentence"
        builder.diagnostics.append(Diagnostic("column-bleed", message, part[start:end].spans()))
        at = end
    return CleanText.join([*kept, part[at:]], part.source)


def _category(node: Node, part: CleanText) -> None:
    text = trim(part)
    if len(text):
        section = Node(f"sec-{node.count(ProvisionKind.SECTION) + 1}", ProvisionKind.SECTION)
        section.heading = text
        label = label_of(text.text)
        if label is not None and label.level in (Level.HEADED, Level.ITEM):
            section.label, section.number = trim(text[label.start : label.end]), label.number
            section.heading = trim(text[label.end :])
        node.add(section)


def _front(builder: _Builder, lines: Sequence[CleanText], roles: dict[int, Role]) -> str:
    """Hang title, notes, salutation, signature and dates under the root; return the path of the text's own title."""
    texts = [line.text for line in lines]
    titles = [at for at, role in roles.items() if role is Role.TITLE]
    groups = title_groups(roles, texts, _blocks(builder.source, lines, titles))
    main = first_title(groups, texts)
    own = main_title(groups, texts)
    path = "title"
    count = 1
    for at, group in enumerate(groups):
        if at != main:
            count += 1
        node = Node("title" if at == main else f"title-{count}", ProvisionKind.TITLE)
        node.own = [CleanText.join([trim(lines[line]) for line in group], builder.source)]
        if roles.get(group[-1] + 1) is Role.NUMBER:
            node.own.append(trim(lines[group[-1] + 1]))
        builder.root.add(node)
        path = node.segment if at == own else path
    own_dates = _dates_in_order(groups, main, roles)
    kinds = {
        Role.SALUTATION: ("salutation", ProvisionKind.SALUTATION),
        Role.NOTE: ("date", ProvisionKind.DATE),
        Role.DATE: ("date", ProvisionKind.DATE),
        Role.SIGNATURE: ("signature", ProvisionKind.SIGNATURE),
    }
    previous: Node | None = None
    for at, role in roles.items():
        if role is Role.MASTHEAD:
            builder.residue(lines[at], "masthead")
        elif role in kinds:
            if role in _JOINED and roles.get(at - 1) is role and previous is not None:
                previous.own.append(trim(lines[at]))
                continue
            segment, kind = kinds[role]
            if kind is ProvisionKind.DATE and own_dates[at]:
                segment = f"date-{own_dates[at] + 1}"
            previous = builder.root.add(Node(segment, kind, own=[trim(lines[at])]))
    return path


_JOINED = (Role.SIGNATURE, Role.NOTE)
"""Lines of these that follow each other are one part: the names of several issuers, a note of two acts."""


def _blocks(source: SourceText, lines: Sequence[CleanText], titles: Sequence[int]) -> frozenset[int]:
    """Return those lines of ``titles`` that begin a heading or a paragraph of Markdown, by the marks of the source."""
    starts = sorted(mark.start for mark in source.marks if isinstance(mark, Block | Heading))
    found: set[int] = set()
    for at in titles if starts else ():
        spans = lines[at].spans()
        if at and spans and (above := lines[at - 1].spans()):
            near = bisect_left(starts, above[-1].end)
            if near < len(starts) and starts[near] <= spans[0].start:
                found.add(at)
    return frozenset(found)


def _dates_in_order(groups: Sequence[Sequence[int]], main: int, roles: dict[int, Role]) -> dict[int, int]:
    """Return the place in order of each date line, those under the title of another text in the file last."""
    firsts = [group[0] for group in groups]

    def foreign(at: int) -> bool:
        above = bisect_left(firsts, at)
        return above > 0 and above - 1 != main

    dates = [
        at
        for at, role in roles.items()
        if role is Role.DATE or (role is Role.NOTE and roles.get(at - 1) is not Role.NOTE)
    ]
    return {at: order for order, at in enumerate(sorted(dates, key=lambda at: (foreign(at), at)))}


def _preamble(builder: _Builder, lines: Sequence[CleanText]) -> None:
    """Hang words before the first label: one preamble, however many paragraphs it has."""
    count = builder.root.count(ProvisionKind.PREAMBLE) + 1
    own = [words for line in lines if len(words := trim(line))]
    if own:
        segment = "preamble" if count == 1 else f"preamble-{count}"
        builder.root.add(Node(segment, ProvisionKind.PREAMBLE, own=own))


_AS_FOLLOWS = re.compile(rf"{lexicon.pattern('as-follows')}\w{{0,2}}[：:]\s*$")


def _first_openings(
    roles: dict[int, Role],
    plain: Sequence[int],
    texts: Sequence[str],
    quoted: Collection[int],
    first: int | None,
) -> list[list[int]]:
    """Return the lines before the first label in groups, one for each text in the file: a title parts them.

    Without a label, 现批复如下： is not the first of the paragraphs that it announces.
    """
    opening = [at for at in plain if first is None or at < first]
    if first is None:
        announces = len(plain) > 1 and plain[1] not in quoted and _AS_FOLLOWS.search(texts[plain[0]])
        opening = opening[:1] if announces else []
    found: list[list[int]] = []
    for at in opening:
        if not found or any(roles.get(n) is Role.TITLE for n in range(found[-1][-1] + 1, at)):
            found.append([])
        found[-1].append(at)
    return found


def _later_openings(
    roles: dict[int, Role],
    plain: Sequence[int],
    texts: Sequence[str],
    read: Sequence[Label | None],
    first: int | None,
) -> Iterator[list[int]]:
    """Yield the sentences between a title inside the file, below the first label, and the first label of its text."""
    titles = [at for at, role in roles.items() if role is Role.TITLE and first is not None and at > first]
    for title in titles:
        if roles.get(title + 1) is Role.TITLE:
            continue
        found: list[int] = []
        for at in plain[bisect_left(plain, title) :]:
            parted = any(roles.get(n) is Role.TITLE for n in range(title + 1, at))
            if (
                parted
                or read[at] is not None
                or not ends_sentence(texts[at])
                or len(found) == _LONGEST_OPENING
            ):
                break
            found.append(at)
        label = read[found[-1] + 1] if found and found[-1] + 1 < len(texts) else None
        if label is not None and label.number == "1":  # else the title block stands inside the text
            yield found


_LONGEST_OPENING = 4  # paragraphs before the first label of a text


def _feed(
    parser: BodyParser,
    lines: Sequence[CleanText],
    plain: Sequence[int],
    read: Sequence[Label | None],
    quoted: Collection[int],
    runs: Mapping[int, tuple[list[int], list[int]]],
    cells: Collection[int],
    signed: int,
) -> None:
    """Hand the lines of the body to the parser, lists of members and tables as wholes; after the signature anew."""
    ahead = dict(zip(plain, next_labels([read[at] for at in plain]), strict=True))
    table: list[CleanText] = []
    for at, following in zip(plain, [*plain[1:], None], strict=False):
        if signed < at:
            parser.reset()
        if at in cells:
            table.append(lines[at])
            if following not in cells:
                parser.take_cells(table)
                table = []
        elif at in runs:
            heading, listed = runs[at]
            parser.take_members([lines[n] for n in heading], [lines[n] for n in listed])
        else:
            after = None if following is None else read[following]
            parser.feed(lines[at], read[at], after, ahead[at], quoted=at in quoted)


def _main(builder: _Builder, lines: Sequence[CleanText], roles: dict[int, Role], *, annexed: bool) -> None:
    sent = sending([line.text for line in lines], roles) if annexed else []
    _preamble(builder, [lines[n] for n in sent])
    plain = [n for n in range(len(lines)) if n not in roles and n not in sent]
    cells = lines_of_tables(lines, builder.tables)
    texts = ["" if at in cells else line.text for at, line in enumerate(lines)]
    read, quoted = labels(texts), quoted_provisions(texts)[1]
    parser = BodyParser(builder.root)
    runs = {}
    for above, start, end in member_runs([lines[n] for n in plain]):
        runs[plain[start]] = plain[above:start], plain[start:end]
    members = {n for heading, listed in runs.values() for n in (*heading, *listed)}
    plain = [n for n in plain if n not in members or n in runs]
    first = next((n for n in plain if read[n] is not None or label_of(texts[n]) is not None), None)
    unlisted = [n for n in plain if n not in runs and n not in cells]
    openings = _first_openings(roles, unlisted, texts, quoted, first)
    openings += _later_openings(roles, unlisted, texts, read, first)
    for group in openings:
        _preamble(builder, [lines[n] for n in group])
    opened = {n for group in openings for n in group}
    plain = [n for n in plain if n not in opened]
    signed = min(
        (at for at, role in roles.items() if role is Role.DATE and at > (first or 0)), default=len(lines)
    )
    _feed(parser, lines, plain, read, quoted, runs, cells, signed)
    builder.diagnostics.extend(parser.diagnostics)


def _unplaced(builder: _Builder, document_spans: Sequence[Span]) -> None:
    """Put characters that no rule placed on record, so that nothing is lost without a word."""
    text = builder.source.text
    at = 0
    for span in [*merge(document_spans), Span(len(text), len(text))]:
        gap = CleanText.of(builder.source, [Span(at, span.start)])
        if gap.text.strip():
            builder.residue(gap, "unplaced")
            builder.diagnostics.append(
                Diagnostic("unplaced", "characters that belong to no provision", gap.spans())
            )
        at = span.end


_UNLABELLED = (
    ProvisionKind.TITLE,
    ProvisionKind.PREAMBLE,
    ProvisionKind.SALUTATION,
    ProvisionKind.PARAGRAPH,
    ProvisionKind.SIGNATURE,
    ProvisionKind.DATE,
)


_LONGEST_WITHOUT_LABEL = 2_000


def _structureless(found: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Say of a text of thousands of characters that no label, table or list of members parts it."""
    words = sum(len(provision.own.text) for provision in found)
    if words >= _LONGEST_WITHOUT_LABEL and all(provision.kind in _UNLABELLED for provision in found):
        longest = max(found, key=lambda provision: len(provision.own.text))
        message = f"no label in {words} characters; a rule of this length has chapters, articles or sections"
        yield Diagnostic("no-structure", message, longest.spans)


def _without_head(lines: Sequence[CleanText], roles: dict[int, Role]) -> dict[int, Role]:
    """Return the roles of lines without the head of a table that stands right below the title, one cell a line."""
    head = find_head(lines) or broken_head(lines)
    if head is None:
        return roles
    return {at: role for at, role in roles.items() if not head.start <= at < head.end}


def _without_members(lines: Sequence[CleanText], roles: dict[int, Role]) -> dict[int, Role]:
    """Return the roles of lines without the members of a list, which no one signs, and the heading of a later one."""
    kept = dict(roles)
    for heading, start, end in member_runs(lines):
        later = any(label_of(line.text) is not None for line in lines[:heading])
        for at in range(heading if later else start, end):
            kept.pop(at, None)
    return kept


def _lines(builder: _Builder) -> list[CleanText]:
    """Return the logical lines of the source, repaired, parted at their labels, without what stands around them."""
    repaired = repair(builder.source)
    remember_plain([line.text for line in repaired.lines])
    parted = cut(repaired.lines)
    remember_plain([line.text for line in parted.lines])
    left = around(parted.lines)
    lines, strays = without_strays(left.lines)
    builder.residues.extend((*repaired.residues, *parted.residues, *left.residues, *strays))
    builder.diagnostics.extend(
        (*builder.source.diagnostics, *repaired.diagnostics, *parted.diagnostics, *left.diagnostics)
    )
    return signed_apart(lines)


def structure(source: SourceText, stated: Stated | None = None) -> Document:
    """Tell the parts of a text.

    Post-conditions: (1) every non-blank character is in exactly one leaf, in the label, heading or own words of
    one inner provision, or in one residue; (2) paths are unique; (3) parents stand before their children; (4) no
    text is refused. ``stated`` is what a metadata file beside the source says.
    """
    with nothing_collected():
        try:
            return _structured(source, stated)
        finally:
            forget()


def _structured(source: SourceText, stated: Stated | None) -> Document:
    """Tell the parts of a text, which the finders remember until all are told."""
    builder = _Builder(source, tables_of(source))
    lines = _lines(builder)
    starts = _annex_starts(lines)
    if starts == [0] and _is_annex(lines):
        builder.residue(lines[0], "annex-mark")
        lines, starts = lines[1:], []
    body, annexes = _parted_annexes(builder, lines, starts)
    roles = _without_members(body, _without_head(body, survey([line.text for line in body])))
    own_title = _front(builder, body, roles)
    if _table(builder, body) is not None:
        _with_table(builder, builder.root, [line for at, line in enumerate(body) if at not in roles])
    else:
        _main(builder, body, roles, annexed=bool(annexes))
    for annex in annexes:
        _annex(builder, annex)
    arrange(builder.root)
    grown, doubled = provisions(builder.root, source)
    remember_plain([provision.own.text for provision in grown])
    found, unread = with_notes(grown, builder.residues)
    builder.diagnostics.extend((*unread, *flattened_tables(found)))
    if doubled:
        builder.diagnostics.append(
            Diagnostic(
                "path-doubled",
                f"编号重复：{'、'.join(doubled[:10])}，请核对。numbered twice in the text: {', '.join(doubled[:10])}",
            )
        )
    builder.diagnostics.extend((*_structureless(found), *doubts(found, builder.diagnostics)))
    _unplaced(
        builder,
        [span for provision in found for span in provision.spans]
        + [span for residue in builder.residues for span in residue.spans],
    )
    metadata, notes = metadata_of(source, found, builder.residues, stated, own_title)
    said = {diagnostic.code for diagnostic in builder.diagnostics}
    builder.diagnostics += [
        sign for sign in signs(metadata.title, found, builder.residues) if sign.code not in said
    ]
    builder.residues.sort(key=lambda residue: (residue.spans, residue.reason))
    return Document(source, metadata, found, tuple(builder.residues), (*builder.diagnostics, *notes))


def read_document(path: Path | str) -> Document:
    """Read a file, with the metadata file beside it, and tell its parts. Raises ``ReadError``.

    The front matter of a Markdown file names a text that does not name itself, and who made it where nobody signs.
    """
    source, stated = read(path), read_stated(path)
    document = structure(source, stated)
    if stated is not None:
        return document
    doubtful = "title" in document.metadata.inferred or any(
        diagnostic.code == "title-doubtful" for diagnostic in document.diagnostics
    )
    title = stated_at(source.text, "title") if doubtful else None
    author = stated_at(source.text, "author") if not document.metadata.issuers else None
    makers = known_bodies(source.text[slice(*author)]) if author else ()
    if title is None and not makers:
        return document
    if title is not None and not any(each.kind is ProvisionKind.TITLE for each in document.provisions):
        source = _named_in_front(source, title)
    said = Stated(
        title=source.text[slice(*title)] if title else None,
        issuers=makers,
        inferred=("issuers",) if makers else (),
    )
    return structure(source, said)


def _named_in_front(source: SourceText, title: tuple[int, int]) -> SourceText:
    """Return a text whose title is that of its front matter: the value there is a line of the text."""
    marks = [
        part
        for mark in source.marks
        for part in (
            (Aside(mark.start, title[0], FRONT_MATTER), Aside(title[1], mark.end, FRONT_MATTER))
            if isinstance(mark, Aside) and mark.reason == FRONT_MATTER
            else (mark,)
        )
    ]
    in_order = sorted((*marks, Block(*title)), key=lambda mark: (mark.start, -mark.end))
    return replace(source, marks=tuple(in_order))
