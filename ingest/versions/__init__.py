"""Texts of one rule compared, article by article: the same, changed, moved, split, merged, new, gone.

:func:`compare` compares two texts, :func:`versions_of` tells which documents are texts of one rule.
"""

from ingest.versions.change import Change as Change
from ingest.versions.change import Comparison as Comparison
from ingest.versions.change import Edit as Edit
from ingest.versions.compare import compare as compare
from ingest.versions.edits import applied as applied
from ingest.versions.family import Versions as Versions
from ingest.versions.family import versions_of as versions_of
