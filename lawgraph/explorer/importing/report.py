"""What became of each file of the last build, with the metadata of what was read and what is to be checked in it."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from lawgraph.build.became import Became, Fate, Files
from lawgraph.explorer.kept import Few
from lawgraph.explorer.page import Said
from ontology.divisions import division, is_known
from ontology.document_types import document_types
from ontology.iri import concept_iri, division_iri
from ontology.terms import ELI, LG
from queries.engine import Engine
from queries.result import ResultTable

AT_ONCE = 500  # documents that one query describes

REPAIRS: Mapping[str, Said] = {
    "wrapped": Said("断行接回", "lines joined"),
    "page-number": Said("页码", "page numbers"),
    "running-head": Said("页眉页脚", "running heads"),
    "site-chrome": Said("网页栏目", "parts of web pages"),
    "column-bleed": Said("串栏文字", "words of the next column"),
    "table-header": Said("重复表头", "repeated heads of tables"),
    "table-rule": Said("表格线", "rules of tables"),
    "contents": Said("目录", "contents"),
    "imprint": Said("版记", "imprints"),
    "masthead": Said("版头", "mastheads"),
    "signature": Said("落款", "signatures"),
    "blanks": Said("多余空白", "blanks"),
    "blanks-in-numbers": Said("数字中的空白", "blanks in numbers"),
    "zero-width": Said("不可见字符", "invisible characters"),
    "radicals": Said("部首字符", "radicals"),
    "ocr-marks": Said("乱码标点", "damaged marks"),
    "traditional": Said("繁体字", "traditional characters"),
    "annex-mark": Said("附件标记", "marks of annexes"),
    "annex-list": Said("附件目录", "lists of annexes"),
    "salutation": Said("主送机关", "addressees"),
    "unplaced": Said("未归位文字", "words without a place"),
}
"""What repairs and residues are called; others are :data:`OTHER`."""
OTHER = Said("其他", "others")
_ORDINARY = frozenset({"markup", "front-matter", "byte-order-mark", "list-sign"})
"""What is no damage: signs of the format itself."""


class Why(StrEnum):
    """Why something is to be checked."""

    INFERRED = "inferred"  # a field that was concluded, not read
    UNKNOWN = "unknown"  # a field that is not known
    READING = "reading"  # the text may not have been read right


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to be checked: why, the field of the metadata (empty for the text itself), and in words what."""

    why: Why
    field: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a document as the graph has it; what it does not have is empty.

    ``jurisdiction`` is the name of a division, ``level`` a code, ``kind`` the name of the type of document, days as
    ISO 8601 writes them.
    """

    title: str = ""
    number: str = ""
    kind: str = ""
    level: str = ""
    jurisdiction: str = ""
    issuers: tuple[str, ...] = ()
    adopted: str = ""
    approved: str = ""
    issued: str = ""
    in_force: str = ""
    expires: str = ""
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A file: ``key`` tells it in an address, ``name`` is its path from the folder, ``document`` the IRI of what it is.

    ``repairs`` are kinds with how many there are, ``None`` where that was not counted. For a file that is not in the
    graph ``zh`` and ``en`` say why, and what to do.
    """

    key: str
    name: str
    fate: Fate
    document: str = ""
    repairs: tuple[tuple[Said, int], ...] | None = ()
    metadata: Metadata = field(default_factory=Metadata)
    doubts: tuple[Doubt, ...] = ()
    zh: str = ""
    en: str = ""

    @property
    def repaired(self) -> int:
        """How many repairs there are."""
        return sum(count for _, count in self.repairs or ())


@dataclass(frozen=True, slots=True)
class Report:
    """The files of a build by the state in which they are, in the order of their names."""

    files: Files
    root: Path
    to_check: frozenset[str] = frozenset()

    @classmethod
    def of(cls, files: Files, engine: Engine, store: Path, root: Path | None = None) -> Report:
        """Return the report of a build whose graph, with its store at ``store``, ``engine`` asks.

        Names are told from ``root``.
        """
        return cls(files, root or _common(each.path for each in files.files), _to_check(engine, store))

    def states(self, each: Became) -> tuple[str, ...]:
        """Return in which states a file is: its fate, ``repaired``, ``check``."""
        repaired = any(kind not in _ORDINARY for kind, _ in each.repairs or ())
        check = each.fate is Fate.READ and (bool(each.warnings) or each.document in self.to_check)
        return (str(each.fate), *(["repaired"] if repaired else []), *(["check"] if check else []))

    def counts(self) -> Mapping[str, int]:
        """Return how many files are in each state."""
        return Counter(state for each in self.files.files for state in self.states(each))

    def among(self, states: Sequence[str], words: str = "") -> tuple[Became, ...]:
        """Return the files that are in one of ``states`` (all if none is named) and have ``words`` in their name."""
        return tuple(
            each
            for each in self.files.files
            if (not states or not set(states).isdisjoint(self.states(each)))
            and (not words or words in self.name(each))
        )

    def name(self, each: Became) -> str:
        """Return the path of a file from the root, or its bare name if it lies elsewhere."""
        found = os.path.relpath(each.path, self.root) if os.path.isabs(each.path) else each.path  # noqa: PTH117
        return Path(each.path).name if found.startswith("..") or found == "." else found

    def found(self, key: str) -> Became | None:
        """Return the file that a key tells."""
        return next((each for each in self.files.files if key_of(each.path) == key), None)

    def rows(self, files: Sequence[Became], engine: Engine) -> Iterator[Row]:
        """Yield files with their metadata."""
        for first in range(0, len(files), AT_ONCE):
            some = files[first : first + AT_ONCE]
            known = metadata_of(engine, [each.document for each in some if each.document])
            for each in some:
                yield self._row(each, known.get(each.document))

    def _row(self, each: Became, metadata: Metadata | None) -> Row:
        doubts = doubts_of(metadata) if metadata else ()
        warnings = tuple(Doubt(Why.READING, "", *_parted(message)) for message in each.warnings)
        return Row(
            key_of(each.path),
            self.name(each),
            each.fate,
            each.document if metadata else "",
            _named(each.repairs),
            metadata or Metadata(),
            (*doubts, *warnings),
            self._from_root(f"{each.chinese}。" if each.chinese else ""),
            self._from_root(f"{each.problem}; {each.remedy}." if each.problem else ""),
        )

    def _from_root(self, words: str) -> str:
        """Return words with the files that they name told from the root."""
        return words.replace(f"{self.root}{os.sep}", "") if self.root.is_absolute() else words


def key_of(path: str) -> str:
    """Return what tells a file in an address."""
    return sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _common(paths: Iterable[str]) -> Path:
    """Return the folder that all files lie in."""
    parents = sorted({os.path.dirname(path) for path in paths})  # noqa: PTH120 - there are few folders of many files
    folders = [parent for parent in parents if Path(parent).is_absolute()]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path()
    except ValueError:  # on several drives
        return Path()


def _named(repairs: tuple[tuple[str, int], ...] | None) -> tuple[tuple[Said, int], ...] | None:
    """Return repairs by what they are called, the most first."""
    if repairs is None:
        return None
    total: Counter[Said] = Counter()
    for kind, count in repairs:
        if kind not in _ORDINARY:
            total[REPAIRS.get(kind, OTHER)] += count
    return tuple(sorted(total.items(), key=lambda each: (-each[1], each[0].en)))


def _parted(message: str) -> tuple[str, str]:
    """Part a message of two languages: Chinese up to its last 。, English after it."""
    zh, stop, en = message.rpartition("。")
    return (zh + stop, en.strip()) if stop and en.strip() else (message, message)


_FIELDS: Mapping[str, str] = {
    ELI.title: "title", ELI.number: "number", LG.level: "level", LG.dateAdopted: "adopted",
    LG.dateApproved: "approved", LG.dateIssued: "issued", ELI.first_date_entry_in_force: "in_force",
    ELI.date_no_longer_in_force: "expires",
}  # fmt: skip
_SEVERAL: Mapping[str, str] = {LG.issuerName: "issuers", LG.inferredField: "inferred"}
_TYPES = {concept_iri("document-type", name): kind.zh for name, kind in document_types().items()}
_DIVISION = division_iri("0").removesuffix("0")


def metadata_of(engine: Engine, documents: Sequence[str]) -> dict[str, Metadata]:
    """Return the metadata of documents by their IRIs, without those that the graph does not have."""
    if not documents:
        return {}
    asked = ", ".join(f"<{each}>" for each in (*_FIELDS, *_SEVERAL, ELI.type_document, ELI.jurisdiction))
    named = " ".join(f"<{iri}>" for iri in documents)
    # a FILTER: with a second VALUES all documents would be joined with all statements of each property
    found = engine.query(f"SELECT ?d ?p ?o {{ VALUES ?d {{ {named} }} ?d ?p ?o FILTER (?p IN ({asked})) }}")
    assert isinstance(found, ResultTable)
    said: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document, name, value in found.rows:
        assert isinstance(document, ox.NamedNode)
        assert isinstance(name, ox.NamedNode)
        assert isinstance(value, ox.NamedNode | ox.Literal)
        said[document.value][name.value].append(value.value)
    return {iri: _metadata(fields) for iri, fields in said.items()}


def _metadata(said: Mapping[str, Sequence[str]]) -> Metadata:
    code = next(iter(said.get(ELI.jurisdiction, ())), "").removeprefix(_DIVISION)
    return Metadata(
        kind=next((_TYPES[iri] for iri in said.get(ELI.type_document, ()) if iri in _TYPES), ""),
        jurisdiction=division(code).name if code and is_known(code) else "",
        issuers=tuple(sorted(said.get(LG.issuerName, ()))),
        inferred=tuple(sorted(said.get(LG.inferredField, ()))),
        **{name: sorted(said[iri])[0] for iri, name in _FIELDS.items() if said.get(iri)},
    )


LABELS: Mapping[str, Said] = {
    "title": Said("标题", "Title"),
    "number": Said("文号", "Number"),
    "document_type": Said("文种", "Type"),
    "jurisdiction": Said("地域", "Territory"),
    "issuers": Said("发文机关", "Issuers"),
    "adopted": Said("通过日期", "Adopted"),
    "approved": Said("批准日期", "Approved"),
    "issued": Said("印发（公布）日期", "Issued"),
    "in_force": Said("施行日期", "In force from"),
    "expires": Said("失效日期", "In force until"),
    "based_on": Said("制定依据", "Legal bases"),
    "work": Said("所属法规", "Work"),
}
"""What the fields of a metadata file are called."""


def label(name: str) -> Said:
    """Return what a field of a metadata file is called."""
    return LABELS.get(name, Said(name, name))


def doubts_of(metadata: Metadata) -> tuple[Doubt, ...]:
    """Return what is to be checked: what was concluded and not read, and what is not known though every rule has it."""
    found = [
        Doubt(Why.INFERRED, name, f"{label(name).zh}是推断的", f"{label(name).en}: concluded, not read")
        for name in metadata.inferred
    ]
    lacking = [
        *([] if metadata.issuers else ["issuers"]),
        *([] if metadata.jurisdiction else ["jurisdiction"]),
        *([] if metadata.issued or metadata.adopted or metadata.approved else ["issued"]),
    ]
    found += [
        Doubt(Why.UNKNOWN, name, f"{label(name).zh}未知", f"{label(name).en}: unknown") for name in lacking
    ]
    return tuple(found)


def _to_check(engine: Engine, store: Path) -> frozenset[str]:
    """Return the documents that :func:`doubts_of` has something on; a graph is asked for all of them once."""
    return _TO_CHECK.of(store, "", lambda: _asked_to_check(engine))


_TO_CHECK: Few[frozenset[str]] = Few(2)  # of the graph that is served and the one before it


def _asked_to_check(engine: Engine) -> frozenset[str]:
    documents = f"?d a <{LG.Document}>"
    lacks = [
        f"{{ {documents} FILTER NOT EXISTS {{ ?d <{name}> ?any }} }}"
        for name in (LG.issuerName, ELI.jurisdiction, ELI.date_document)
    ]
    found = engine.query(
        f"SELECT DISTINCT ?d {{ {{ ?d <{LG.inferredField}> ?any }} UNION {' UNION '.join(lacks)} }}"
    )
    assert isinstance(found, ResultTable)
    return frozenset(row[0].value for row in found.rows if isinstance(row[0], ox.NamedNode))
