"""Reviews: what people decided on links, kept in files of SSSOM, and how it goes before what the program found.

``sssom`` reads the format, ``reading`` the decisions, ``decisions`` tells which hold together, ``places`` finds their
provisions again, ``apply`` changes an alignment by them, ``collect`` tells which are on which documents, ``template``
writes a file to be filled in. How to work with them: ``docs/reviews.en.md``.
"""

from __future__ import annotations

from pathlib import Path

DEFAULT_REVIEWS = Path("data/reviews")
"""Where reviews are looked for, in the folder where a command is run, when no place is named."""
