"""Reviews in a build and on the command line: a decision touches its pair alone, and without its file it is undone."""

from __future__ import annotations

from .test_incremental import DOCUMENTS, here, parts_of, put, quads  # noqa: F401  (here is used by itself)
