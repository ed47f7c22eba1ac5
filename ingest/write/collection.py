"""The documents of one build, by title: where a citation of one in another leads."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.model import Annotation
from ingest.text import squeeze
from ingest.write.names import Names

_COUNTRY = "中华人民共和国"


class Collection:
    """Documents by their titles, with 中华人民共和国 or without.

    A title that two documents have leads nowhere: which one is meant cannot be told from it.
    """

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        self._documents: dict[str, list[tuple[Names, frozenset[str]]]] = {}
        for annotation in annotations:
            paths = frozenset(provision.path for provision in annotation.document.provisions)
            key = _key(annotation.document.metadata.title)
            self._documents.setdefault(key, []).append((Names(annotation), paths))

    def find(self, title: str, path: str | None = None) -> str | None:
        """Return the IRI of the document with ``title``, or of its provision at ``path`` if it has one."""
        found = self._documents.get(_key(title), [])
        if len(found) != 1:
            return None
        names, paths = found[0]
        return names.provision(path) if path in paths and path is not None else names.document


def _key(title: str) -> str:
    return squeeze(title).removeprefix(_COUNTRY)
