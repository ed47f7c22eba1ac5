"""Each document in Akoma Ntoso 3.0, a file a document in a folder or an archive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import CannotExport, Export

if TYPE_CHECKING:
    from lawgraph.akoma import Paper
    from queries.engine import Engine

_LONGEST = 40  # characters of a title in the name of a file


def write(engine: Engine, path: Path) -> None:
    """Write the documents of ``engine``'s graph to the folder ``path``, or to the archive where that ends in ``.zip``.

    A name in ``.xml`` is a file with the one document that there is; raises :class:`CannotExport` where there are
    more or none.
    """
    from lawgraph.akoma import document_xml, papers
    from lawgraph.stored_links import Reader
    from lawgraph.writing import write_files

    found = papers(Reader(engine))
    if path.suffix.lower() != ".xml":
        write_files(path, {_name(paper): document_xml(paper) for paper in found})
        return
    if len(found) != 1:
        raise CannotExport(
            f"akoma-ntoso: 有 {len(found)} 份文件，不能写成一个 .xml，请给出文件夹名或 .zip。"
            f"There are {len(found)} documents, which are no single .xml; name a folder or a .zip."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document_xml(found[0]))


def _name(paper: Paper) -> str:
    """Return the name of a document's file: its title, as far as names of files can have it, and its digest."""
    title = re.sub(r"[^\w《》（）〔〕—-]+", "", paper.title)[:_LONGEST]
    return f"{title}-{paper.iri.rsplit('/', 1)[-1]}.xml".lstrip("-")


EXPORT = Export(
    "akoma-ntoso",
    "每份文件的 Akoma Ntoso 3.0（LegalDocML）XML，写入文件夹或 .zip",
    "each document as Akoma Ntoso 3.0 XML (LegalDocML), in a folder or a .zip",
    write,
)
