"""Reading: files to source texts, with the metadata that stands beside them."""

from ingest.read.content import Content
from ingest.read.errors import ReadError, one_line, printable
from ingest.read.sources import READERS, Reader, Sources, find_sources, read
from ingest.read.stated import Stated, read_stated

__all__ = [
    "READERS",
    "Content",
    "ReadError",
    "Reader",
    "Sources",
    "Stated",
    "find_sources",
    "one_line",
    "printable",
    "read",
    "read_stated",
]
