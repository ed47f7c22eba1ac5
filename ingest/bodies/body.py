"""The value that the grammar of names ends in: a body, by division × function × years."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Body:
    """A body or a class of bodies.

    ``identifier`` is the ASCII slug, unique in its division; ``division`` a GB/T 2260 code, None when the
    name says 省 or 市 and no jurisdiction is known. ``kind``: government, department, congress,
    standing-committee, court, procuratorate, supervisory, party, association, vertical, office, institution,
    zone-committee, group (a class of bodies). ``valid_from`` and ``valid_until`` are the first and the last
    year of the name, None where no limit is known. ``certainty``: checked, from-memory, or by-pattern.
    ``department`` is the kind of department (``ontology.departments``) where a name tells it, ``attested`` the
    year of the rule that uses the name. ``year_fits`` is False when that year lies outside the years of the name
    (省经委 asked for 2020: the name is still told, as rules are read that name it late), True inside them,
    None when no year was given or the name has no years. ``unknown``: the name is made as names of departments are,
    of a known function and an ending, but no table has that form (青海省发展改革厅); it stands for itself as printed.
    """

    iri: str
    identifier: str
    label: str
    alt_labels: tuple[str, ...]
    division: str | None
    kind: str
    functions: tuple[str, ...]
    valid_from: int | None = None
    valid_until: int | None = None
    certainty: str = "by-pattern"
    department: str | None = None
    attested: int | None = None
    unknown: bool = False
    year_fits: bool | None = None
