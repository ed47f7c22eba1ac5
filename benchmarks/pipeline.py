"""What the spaCy pipeline costs beside the finders alone, and beside ``jieba.lcut``, in CPU of one process.

``python benchmarks/pipeline.py FILE-OR-FOLDER … [--documents 100] [--json]``: structure is read first and not
counted. The finders alone are what the components call, without tokens, spans or a ``Doc``; rounds of both take
turns, and the least of each is taken. Start-up is given apart.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

_started = process_time()
from ingest.pipeline import annotate, pipeline  # noqa: E402

pipeline()
START_UP = process_time() - _started

import jieba  # noqa: E402

from ingest.annotate.citations import annotate_citations  # noqa: E402
from ingest.annotate.departments import annotate_mentions  # noqa: E402
from ingest.annotate.norms import annotate_norms  # noqa: E402
from ingest.annotate.quantities import annotate_quantities  # noqa: E402
from ingest.annotate.topics import annotate_topics  # noqa: E402
from ingest.model import Document  # noqa: E402
from ingest.read import find_sources  # noqa: E402
from ingest.structure import read_document  # noqa: E402

ROUNDS = 3


def finders_alone(document: Document) -> None:
    """Find what the components find, one kind after the other."""
    quantities, mentions = annotate_quantities(document), annotate_mentions(document)
    annotate_citations(document)
    annotate_norms(document, mentions, quantities)
    annotate_topics(document)


def words(document: Document) -> None:
    """Cut the whole text into words, by jieba's own code."""
    jieba.lcut(document.source.text)


def seconds(work: object, documents: list[Document]) -> float:
    """CPU seconds of ``work`` on all documents, once."""
    assert callable(work)
    start = process_time()
    for document in documents:
        work(document)
    return process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="*", type=Path, default=[ROOT / "data" / "sources"])
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    documents = [read_document(path) for path in find_sources(asked.sources).paths[: asked.documents]]
    kinds = {"finders": finders_alone, "pipeline": annotate, "jieba.lcut": words}
    least = dict.fromkeys(kinds, float("inf"))
    for _ in range(ROUNDS):
        for name, work in kinds.items():
            least[name] = min(least[name], seconds(work, documents))
    characters = sum(len(document.source.text) for document in documents)
    found = {
        "documents": len(documents),
        "characters": characters,
        "microseconds_a_character": {
            name: round(1e6 * value / characters, 2) for name, value in least.items()
        },
        "pipeline_over_finders": round(least["pipeline"] / least["finders"], 3),
        "finders_over_lcut": round(least["finders"] / least["jieba.lcut"], 2),
        "pipeline_over_lcut": round(least["pipeline"] / least["jieba.lcut"], 2),
        "start_up_seconds": round(START_UP, 2),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(found, indent=None if asked.json else 1))


if __name__ == "__main__":
    main()
