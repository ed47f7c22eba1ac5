"""The names of the country's laws, without 中华人民共和国: what makes 依照公司法 a citation without brackets.

``ontology/authority/laws.tsv`` names the laws in force by the list of the Standing Committee's Legislative Affairs
Commission, and those replaced that older texts still cite. A law that is not there is cited all the same where an
article of it is named, or where the text prints its title in brackets.
"""

from __future__ import annotations

from functools import cache

from ontology.tables import DATA, read_table, refuse_repeated

LAW_COLUMNS = ("name", "source")
"""The header of the table."""


@cache
def laws() -> frozenset[str]:
    """Return the names.

    Raises :class:`ontology.tables.AuthorityError` for a name that stands in the table twice.

    >>> "公司法" in laws(), "办法" in laws()
    (True, False)
    """
    rows = read_table(DATA / "laws.tsv", LAW_COLUMNS)
    refuse_repeated(rows, "name")
    return frozenset(row.require("name") for row in rows)
