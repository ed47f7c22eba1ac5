"""Whether a text reads alike in every form, and what readers of PDF, DOCX and HTML cost beside the bare library.

``python benchmarks/formats.py [FILE …]`` (the project's own two documents if none is given) makes each text into the
forms of ``tests/forms.py`` and prints by form, and by kind of document, the share of articles and measures whose
path and words are those of the clean text; ``--show`` names the others. ``--speed`` prints instead documents a second
of one core, in CPU of one run in which both take turns: the reader, reader with structure, and the bare library
(pypdfium2's text; unpacking and parsing the XML; selectolax's tree), with the ratio.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.read import read  # noqa: E402
from ingest.structure import structure  # noqa: E402
from tests.forms import FORMS, Clean, clean, differing, read_as  # noqa: E402

ROUNDS = 3


def shares(texts: list[Clean], folder: Path, only: str, show: bool) -> None:
    """Print how much of the texts reads alike."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for form in FORMS:
        if only not in form:
            continue
        for text in texts:
            missed = differing(text, read_as(text, form, folder), form)
            for key in (form, f"kind {text.kind}"):
                right[key] += len(text.words) - len(missed)
                of[key] += len(text.words)
            if show and missed:
                print(f"    {form}: {text.name}: {len(missed)} of {len(text.words)}:", *missed[:6])
        print(f"{form:32} {right[form] / of[form]:.4f} ({right[form]} of {of[form]})", flush=True)
    for key in sorted(key for key in of if key.startswith("kind ")):
        print(f"{key:32} {right[key] / of[key]:.4f} ({right[key]} of {of[key]})")


def bare_pdf(path: Path) -> None:
    """Take the text of all pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    for number in range(len(document)):
        document[number].get_textpage().get_text_range()
    document.close()


def bare_docx(path: Path) -> None:
    """Unpack and parse the main part."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        ElementTree.fromstring(packed.read("word/document.xml"))


def bare_html(path: Path) -> None:
    """Parse the page."""
    from selectolax.lexbor import LexborHTMLParser

    LexborHTMLParser(path.read_bytes())


def speed(texts: list[Clean], folder: Path) -> None:
    """Print documents a second."""
    kinds: dict[str, tuple[str, Callable[[Path], None]]] = {
        "pdf": ("pdf", bare_pdf),
        "docx": ("docx", bare_docx),
        "html": ("page, divs", bare_html),
    }
    for name, (form, bare) in kinds.items():
        suffix, make = FORMS[form]
        paths = []
        for text in texts:
            path = folder / f"{text.name}{suffix}"
            path.write_bytes(make(text))
            paths.append(path)
        works: dict[str, Callable[[Path], object]] = {
            "bare": bare,
            "read": read,
            "structure": lambda path: structure(read(path)),
        }
        least = dict.fromkeys(works, float("inf"))
        for _ in range(ROUNDS):
            for each, work in works.items():
                start = process_time()
                for path in paths:
                    work(path)
                least[each] = min(least[each], process_time() - start)
        rate = {each: len(paths) / max(seconds, 1e-9) for each, seconds in least.items()}
        print(
            f"{name:5} documents a second and core: bare library {rate['bare']:.0f}, reader {rate['read']:.1f}"
            f" (1/{rate['bare'] / rate['read']:.1f}), with structure {rate['structure']:.1f}"
            f" (1/{rate['bare'] / rate['structure']:.1f})"
        )


def main() -> int:
    """Make, read, print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("--only", default="", help="only forms whose name has this in it")
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--speed", action="store_true")
    args = ask.parse_args()
    texts = [clean(path) for path in args.files or sorted((ROOT / "data" / "sources").glob("*.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        if args.speed:
            speed(texts, Path(folder))
        else:
            shares(texts, Path(folder), args.only, args.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
