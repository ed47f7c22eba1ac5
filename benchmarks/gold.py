"""What is scored: the annotated documents and pairs, and where their texts and annotations lie.

The two documents of ``data/sources``, and the links between them, are part of the project. The others lie
beside it (``../shared``) and are not: of their texts the project holds only the SHA-256 (``floors.json``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "data" / "sources"
GOLD = ROOT / "data" / "gold"
SHARED = ROOT.parent / "shared"

_SEEDS = {"qinghai-2012": "000_c3db164d4775734e.txt", "haixi-2020": "003_6370baa5acdf388e.txt"}
_DOCUMENTS = (
    "beijing-data-zones-2022",
    "bonded-zones-2019",
    "chongqing-smoking-2020",
    "consumer-penalties-2015",
    "consumption-poverty-2018",
    "farm-machinery-2018",
    "government-sites-2018",
    "guangzhou-elderly",
    "heze-coal-2017",
    "judicial-compensation-2016",
    "luoyang-reservoir-2019",
    "tax-deductions-2018",
    "zero-waste-2018",
)
_PAIRS = (
    "links-business-haixi",
    "links-henan-kaifeng",
    "links-national-beijing",
    "links-national-shanghai",
    "links-payment-beijing",
    "links-shandong-linyi",
    "links-state-council-henan",
)


class CorpusMissing(Exception):
    """A text or its annotations do not lie beside the project."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One annotated document, or one pair of rules with their links (the upper text first).

    ``corpus`` is true where text and annotations lie beside the project.
    """

    name: str
    folder: Path
    corpus: bool

    @property
    def is_pair(self) -> bool:
        """Tell whether it holds links between two rules."""
        return self.name.startswith("links-")

    def texts(self) -> tuple[Path, ...]:
        """Return the file of the document, or those of the upper and the lower rule.

        Raises :class:`CorpusMissing` when one of them, or the folder of the annotations, is not there.
        """
        if not self.folder.is_dir():
            raise CorpusMissing(_missing(self.folder))
        if not self.is_pair:
            seed = SOURCES / _SEEDS.get(self.name, "")
            found = [SHARED / "gold" / "texts" / f"{self.name}.txt" if self.corpus else seed]
        elif self.corpus:
            pair = json.loads((self.folder / "doc.json").read_text("utf-8"))
            found = [_text(pair[side]["file"]) for side in ("upper", "lower")]
        else:
            found = [SOURCES / name for name in _SEEDS.values()]
        for path in found:
            if not path.is_file():
                raise CorpusMissing(_missing(path))
        return tuple(found)


def _text(name: str) -> Path:
    """A text of a pair: one of the families of rules, or one of the project's own documents."""
    return SOURCES / name if name in _SEEDS.values() else SHARED / "corpus" / "families" / name


def _missing(path: Path) -> str:
    return (
        f"{path}: 项目旁没有这份标注语料，请把 shared 文件夹放在本项目旁边。"
        "no annotated text there; put the folder 'shared' beside the project."
    )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


SEEDS = tuple(GoldSet(name, GOLD / name, corpus=False) for name in (*_SEEDS, "links-qinghai-haixi"))
CORPUS = tuple(GoldSet(name, SHARED / "gold" / name, corpus=True) for name in (*_DOCUMENTS, *_PAIRS))
BY_NAME = {each.name: each for each in (*SEEDS, *CORPUS)}
