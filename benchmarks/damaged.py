"""How much of a text is read as before when it is damaged, and whether a reading that went wrong says so.

``python benchmarks/damaged.py [FOLDER …]`` takes the clean texts of the folders (the project's own if none is
given), damages each in every way of ``DAMAGES`` with a fixed seed, reads it, and prints by damage:

exact     articles, tasks and measures whose path and words are those of the clean text, of all that it has; the
          words compared in NFKC without white space, traditional characters and marks of damaged fonts folded
told      readings that went wrong (under 98 % exact) and carry a diagnostic of ``TOLD``, of all that went wrong
false     clean readings that carry one of ``WRECKAGE``
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.model import Document, ProvisionKind  # noqa: E402
from ingest.repair.script import readings  # noqa: E402
from ingest.structure import structure  # noqa: E402
from ingest.structure.wreckage import WRECKAGE  # noqa: E402
from ingest.text import SourceText, squeeze  # noqa: E402

Damage = Callable[[list[str], random.Random], str]

_KINDS = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.TASK,
        ProvisionKind.SECTION,
        ProvisionKind.ITEM,
        ProvisionKind.SUBITEM,
    }
)
TOLD = WRECKAGE | {"wrap-doubtful"}
"""Codes of the diagnostics that say that a reading may be wrong."""

_GOOD = 0.98
_NO_START = tuple("。，、；：？！）》」』”’〕")  # a line of print does not begin with these
_OCR = str.maketrans("，。；：（）", "\ua3ac\ua3ae\ua3bb\ua3ba\ua3a8\ua3a9")
_RADICALS = str.maketrans("人民政行一二大小工入", "⼈⺠政⾏⼀⼆⼤⼩⼯⼊")
_CHROME = (
    "首页 > 政务公开 > 政策文件",
    "索引号：000014349/2020-00012",
    "发布时间：2020-05-06 来源：办公室 浏览次数：120",
    "字号：大 中 小",
)
_FOOT = (
    "打印本页 关闭窗口",
    "扫一扫在手机打开当前页",
    "主办单位：某某市人民政府办公室",
    "网站地图 | 联系我们",
)


def _folds() -> dict[int, str]:
    marks = {
        code: char
        for char, code in zip("，。；：（）", (0xA3AC, 0xA3AE, 0xA3BB, 0xA3BA, 0xA3A8, 0xA3A9), strict=True)
    }
    unseen = dict.fromkeys(map(ord, "\u200b\u00ad"), "")
    return readings() | marks | unseen | {ord("⺠"): "民"}


_FOLDS = _folds()


def folded(text: str) -> str:
    """Return ``text`` as it is compared."""
    return squeeze(text.translate(_FOLDS))


def _broken(line: str, width: int) -> list[str]:
    """Break a line after ``width`` characters (two half-width ones count as one), as print does."""
    parts: list[str] = []
    part, used = "", 0.0
    for char in line:
        size = 0.5 if char.isascii() else 1.0
        if used + size > width and char not in _NO_START:
            parts.append(part)
            part, used = "", 0.0
        part += char
        used += size
    return [*parts, part] if part else parts


def wrapped(width: int, indented: bool = False) -> Damage:
    """Break all lines at ``width`` characters."""

    def damage(lines: list[str], _: random.Random) -> str:
        indent = "　　" if indented else ""
        return "\n".join(part for line in lines for part in _broken(indent + line, width)) + "\n"

    return damage


def unindented(width: int) -> Damage:
    """Break indented lines at ``width`` characters and lose the indentation."""

    def damage(lines: list[str], _: random.Random) -> str:
        return "\n".join(part.strip() for line in lines for part in _broken("　　" + line, width)) + "\n"

    return damage


def paged(width: int, number: str, head: str = "", every: int = 24) -> Damage:
    """Break lines and put a page number, and a running head after it, between every ``every`` of them."""

    def damage(lines: list[str], _: random.Random) -> str:
        found: list[str] = []
        parts = [part for line in lines for part in _broken("　　" + line, width)]
        for page, at in enumerate(range(0, len(parts), every), 1):
            found += [*([head] if head and page > 1 else []), *parts[at : at + every], number.format(page)]
        return "\n".join(found) + "\n"

    return damage


def _lost(lines: list[str], _: random.Random) -> str:
    return "".join(lines)


def _lost_after_title(lines: list[str], _: random.Random) -> str:
    return lines[0] + "\n" + "".join(lines[1:])


def _traditional(lines: list[str], _: random.Random) -> str:
    inverse: dict[str, str] = {}
    for code, simplified in sorted(readings().items(), reverse=True):
        inverse[simplified] = chr(code)
    keep = set("后里干面台只于余几斗谷丑划周")  # several traditional characters, of which these are one
    table = {ord(char): form for char, form in inverse.items() if char not in keep}
    return "\n".join(lines).translate(table) + "\n"


def _apart(lines: list[str], _: random.Random) -> str:
    return "\n".join(" ".join(line.replace(" ", "").replace("　", "")) for line in lines) + "\n"


def _ocr(lines: list[str], _: random.Random) -> str:
    return "\n".join(lines).translate(_OCR) + "\n"


def _radicals(lines: list[str], _: random.Random) -> str:
    return "\n".join(lines).translate(_RADICALS) + "\n"


def _label_blanks(lines: list[str], _: random.Random) -> str:
    def apart(found: re.Match[str]) -> str:
        return " ".join(found.group())

    pattern = r"^第[一二三四五六七八九十百]+[条章节]|(?<!\d)\d{4}(?=年)"
    return "\n".join(re.sub(pattern, apart, line) for line in lines) + "\n"


def _zero_width(lines: list[str], chance: random.Random) -> str:
    text = "\n".join(lines)
    return "".join(char + chance.choice("\u200b\u00ad") if chance.random() < 0.05 else char for char in text)


def _chrome(lines: list[str], _: random.Random) -> str:
    return "\n".join([*_CHROME, *lines, *_FOOT]) + "\n"


def _lost_in_part(lines: list[str], chance: random.Random) -> str:
    return lines[0] + "".join(line if chance.random() < 0.3 else "\n" + line for line in lines[1:]) + "\n"


def _page_missing(lines: list[str], chance: random.Random) -> str:
    start = chance.randrange(2, max(len(lines) // 2, 3))
    return "\n".join(lines[:start] + lines[start + len(lines) // 8 + 2 :]) + "\n"


def _pages_shuffled(lines: list[str], chance: random.Random) -> str:
    pages = [lines[at : at + 12] for at in range(0, len(lines), 12)]
    chance.shuffle(pages)
    return "\n".join(line for page in pages for line in page) + "\n"


def _broken_anywhere(lines: list[str], chance: random.Random) -> str:
    return "".join(char + ("\n" if chance.random() < 0.02 else "") for char in "\n".join(lines)) + "\n"


def _two_columns(lines: list[str], _: random.Random) -> str:
    parts = [part for line in lines for part in _broken("　　" + line, 20)]
    half = 40
    found: list[str] = []
    for at in range(0, len(parts), 2 * half):
        left, right = parts[at : at + half], parts[at + half : at + 2 * half]
        found += [one.ljust(22, "　") + (right[n] if n < len(right) else "") for n, one in enumerate(left)]
    return "\n".join(found) + "\n"


def _labels_garbled(lines: list[str], chance: random.Random) -> str:
    return "\n".join(line.replace("条", "奈", 1) if chance.random() < 0.2 else line for line in lines) + "\n"


def _tags(lines: list[str], _: random.Random) -> str:
    return "<html><body>" + "\n".join(f"<p>{line}&emsp;</p>" for line in lines) + "</body></html>\n"


def _cells(lines: list[str], _: random.Random) -> str:
    return "\n".join(part + "，" for line in lines for part in line.split("，")).replace("。，", "。") + "\n"


_EDGES = re.compile(r"[\d.%]+|《[^《》]*》|“[^“”]*”|[（(][^（）()]*[）)]")


def _elements(lines: list[str], chance: random.Random) -> str:
    """Break lines at the edges of elements of a page: of figures, names and brackets, and of bold words anywhere."""

    def parts(line: str) -> str:
        edges = {edge for found in _EDGES.finditer(line) if chance.random() < 0.8 for edge in found.span()}
        edges |= {at for at in range(1, len(line)) if chance.random() < 0.01}
        return "".join(("\n" if at in edges and at else "") + char for at, char in enumerate(line))

    return "\n".join(map(parts, lines)) + "\n"


DAMAGES: dict[str, Damage] = {
    **{f"wrapped {width}": wrapped(width) for width in (20, 25, 30, 35, 40, 45)},
    **{f"wrapped {width} indented": wrapped(width, True) for width in (20, 25, 30, 35, 40, 45)},
    **{f"wrapped {width} indentation lost": unindented(width) for width in (21, 28, 38)},
    "pages — n —": paged(28, "— {} —"),
    "pages bare n": paged(28, "{}"),
    "pages running head": paged(34, "- {} -", "某某市人民政府公报"),
    "lines lost": _lost,
    "lines lost after the title": _lost_after_title,
    "traditional": _traditional,
    "set apart": _apart,
    "ocr marks": _ocr,
    "radicals": _radicals,
    "blanks in numbers": _label_blanks,
    "zero width": _zero_width,
    "chrome": _chrome,
    "lines lost in part": _lost_in_part,
    "page missing": _page_missing,
    "pages shuffled": _pages_shuffled,
    "broken anywhere": _broken_anywhere,
    "two columns": _two_columns,
    "labels garbled": _labels_garbled,
    "tags": _tags,
    "a clause a line": _cells,
    "elements": _elements,
}
"""Ways in which texts come damaged."""


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean text: its paragraphs, and the words of its provisions by path."""

    name: str
    lines: tuple[str, ...]
    words: dict[str, str]


def words(document: Document) -> dict[str, str]:
    """Return the words of articles, tasks and measures by their paths."""
    return {p.path: folded(p.text) for p in document.provisions if p.kind in _KINDS}


def read(name: str, text: str) -> Document:
    """Read a text that lies in no file."""
    return structure(SourceText(f"{name}.txt", text, "0" * 64))


def clean_texts(paths: Iterable[Path]) -> list[Clean]:
    """Return those of ``paths`` with five provisions or more and lines that are paragraphs."""
    found = []
    for path in paths:
        lines = [line.strip().lstrip("#").strip() for line in path.read_text("utf-8").splitlines()]
        lines = [line for line in lines if line and not line.startswith("<!--")]
        if not 10 <= len(lines) <= 2000 or any("\t" in line for line in lines):
            continue
        document = read(path.stem, "\n".join(lines) + "\n")
        told = words(document)
        if len(told) >= 5 and not any(d.code == "wrapped" for d in document.diagnostics):
            found.append(Clean(path.stem, tuple(lines), told))
    return found


@dataclass(slots=True)
class Figures:
    """What was measured of one damage."""

    exact: int = 0
    of: int = 0
    wrong: int = 0
    told: int = 0
    untold: list[str] = field(default_factory=list)


def measure(texts: Sequence[Clean], damage: Damage, seed: int = 1) -> Figures:
    """Damage each text, read it, and count."""
    figures = Figures()
    for text in texts:
        document = read(text.name, damage(list(text.lines), random.Random(f"{seed} {text.name}")))
        got = words(document)
        same = sum(got.get(path) == said for path, said in text.words.items())
        figures.exact += same
        figures.of += len(text.words)
        codes = {diagnostic.code for diagnostic in document.diagnostics}
        if same < _GOOD * len(text.words):
            figures.wrong += 1
            if codes & TOLD:
                figures.told += 1
            else:
                figures.untold.append(text.name)
    return figures


def main() -> int:
    """Print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="*", type=Path)
    ask.add_argument("--texts", type=int, default=40, help="how many texts, drawn with the seed")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--only", default="", help="only damages whose name has this in it")
    ask.add_argument("--untold", action="store_true", help="name the readings that went wrong without a word")
    args = ask.parse_args()
    folders = args.folders or [ROOT / "data" / "sources"]
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    random.Random(args.seed).shuffle(paths)
    texts = clean_texts(paths[: 2 * args.texts])[: args.texts]
    print(f"{len(texts)} texts, {sum(len(text.words) for text in texts)} provisions")
    false = [
        text.name
        for text in texts
        if {d.code for d in read(text.name, "\n".join(text.lines)).diagnostics} & WRECKAGE
    ]
    print(f"{'clean':28} false {len(false)} of {len(texts)}")
    wrong = told = 0
    for name, damage in DAMAGES.items():
        if args.only not in name:
            continue
        figures = measure(texts, damage, args.seed)
        wrong, told = wrong + figures.wrong, told + figures.told
        print(
            f"{name:28} exact {figures.exact / figures.of:.4f} ({figures.exact} of {figures.of})"
            f"  wrong {figures.wrong}, told {figures.told}"
        )
        if args.untold:
            print("   ", *figures.untold)
    print(f"{'all':28} told {told} of {wrong} wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
