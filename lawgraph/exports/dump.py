"""A release of the data: all quads, what they are, how they are cited, their licence and checksums.

Its date is what the name of the folder or archive says (``lawgraph-2026-03-01.zip``), else ``SOURCE_DATE_EPOCH``
(https://reproducible-builds.org/specs/source-date-epoch/); where neither says one none is stated. No clock is asked:
the same graph under the same name gives the same bytes.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export
from lawgraph.exports.nquads import nquads

if TYPE_CHECKING:
    import pyoxigraph as ox

    from queries.engine import Engine

_TITLE_ZH, _TITLE_EN = "中国法规政策知识图谱", "A knowledge graph of Chinese legal and policy texts"
_DATE = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DIGITS = 12  # of seconds beyond all calendars
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LICENSE = """数据许可 / Data licence

本数据集中的结构、标注、事实、对应与缺口按 CC BY 4.0（知识共享署名 4.0 国际）许可使用：
The structure, annotations, facts, links and gaps of this data set are licensed under CC BY 4.0
(Creative Commons Attribution 4.0 International):

    {license}

所含法律、法规及国家机关其他具有立法、行政、司法性质的文件的文本，不受著作权法保护（《中华人民共和国著作权法》第五条第一项）。
The texts of laws, regulations and other documents of a legislative, administrative or judicial nature that it
holds are not protected by copyright (Copyright Law of the People's Republic of China, article 5, item 1).

对应与缺口由程序得出，须经人核对；注有审核人的除外。
Links and gaps were found by a program and need a person's check, save those that name a reviewer.
"""
_CITATION = """cff-version: 1.2.0
message: 使用本数据集请引用。Please cite this data set when you use it.
type: dataset
title: "{zh} ({en})"
authors:
  - name: lawgraph contributors
version: "{version}"
{released}license: CC-BY-4.0
"""
_DESCRIPTION = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{dataset}> a dcat:Dataset , void:Dataset ;
  dcterms:title "{zh}"@zh , "{en}"@en ;
  dcterms:identifier "{version}" ;
{issued}  dcterms:license <{license}> ;
  void:triples {triples} ;
  void:distinctSubjects {subjects} ;
  void:classes {classes} ;
  void:properties {properties} ;
  void:vocabulary <{vocabulary}> ;
  void:uriSpace "{base}/" ;
  void:dataDump <graph.nq> ;
  dcat:distribution <{dataset}/distribution> .

<{dataset}/distribution> a dcat:Distribution ;
  dcat:downloadURL <graph.nq> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/application/n-quads> ;
  dcat:byteSize {size} ;
  spdx:checksum <{dataset}/checksum> .

<{dataset}/checksum> a spdx:Checksum ;
  spdx:algorithm spdx:checksumAlgorithm_sha256 ;
  spdx:checksumValue "{digest}"^^xsd:hexBinary .
"""
_PARTITION = """
<{dataset}> void:classPartition <{dataset}/class/{number}> .
<{dataset}/class/{number}> void:class <{kind}> ; void:entities {entities} .
"""


@dataclass(frozen=True, slots=True)
class _Counts:
    quads: int
    subjects: int
    properties: int
    classes: Counter[str]


def stated_date(name: str) -> date | None:
    """Return the day that the name of a release states, else that of ``SOURCE_DATE_EPOCH``, if either says one.

    >>> stated_date("lawgraph-2026-03-01.zip")
    datetime.date(2026, 3, 1)
    """
    for found in _DATE.finditer(name):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            continue
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        datetime.fromtimestamp(int(seconds), UTC).date()
        if seconds.isdecimal() and len(seconds) < _DIGITS
        else None
    )


def write(engine: Engine, path: Path) -> None:
    """Write the release to the folder ``path``, or to the archive where that ends in ``.zip``."""
    from lawgraph.reviews.template import LICENSE
    from lawgraph.writing import write_files
    from queries.quads import quads

    data = nquads(engine)
    digest = sha256(data).hexdigest()
    day = stated_date(path.name)
    files = {
        "CITATION.cff": _CITATION.format(
            zh=_TITLE_ZH, en=_TITLE_EN, version=digest[:16], released=f"date-released: {day}\n" if day else ""
        ),
        "LICENSE.txt": _LICENSE.format(license=LICENSE),
        "dataset.ttl": _description(_counted(quads(engine)), data, day),
    }
    written = {name: text.encode() for name, text in files.items()} | {"graph.nq": data}
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(written.items()))
    write_files(path, dict(sorted((written | {"SHA256SUMS": sums.encode()}).items())))


def _counted(statements: Iterable[ox.Quad]) -> _Counts:
    every = set(statements)
    return _Counts(
        len(every),
        len({str(quad.subject) for quad in every}),
        len({quad.predicate.value for quad in every}),
        Counter(
            kind for _, kind in {(str(q.subject), str(q.object)) for q in every if q.predicate.value == _TYPE}
        ),
    )


def _description(counts: _Counts, data: bytes, day: date | None) -> str:
    from lawgraph.reviews.template import LICENSE
    from ontology.iri import BASE
    from ontology.terms import LG

    dataset, digest = f"{BASE}/dataset", sha256(data).hexdigest()
    text = _DESCRIPTION.format(
        dataset=dataset,
        zh=_TITLE_ZH,
        en=_TITLE_EN,
        version=digest[:16],
        issued=f'  dcterms:issued "{day}"^^xsd:date ;\n' if day else "",
        license=LICENSE,
        triples=counts.quads,
        subjects=counts.subjects,
        classes=len(counts.classes),
        properties=counts.properties,
        vocabulary=LG.NAMESPACE.rstrip("#"),
        base=BASE,
        size=len(data),
        digest=digest,
    )
    for number, (kind, entities) in enumerate(sorted(counts.classes.items()), 1):
        text += _PARTITION.format(dataset=dataset, number=number, kind=kind.strip("<>"), entities=entities)
    return text


EXPORT = Export(
    "dump",
    "发布用数据包：N-Quads、VoID/DCAT 说明、引用方式、许可、校验和，写入文件夹或 .zip，日期取自其名称",
    "a release: N-Quads, VoID/DCAT description, citation, licence, checksums; dated by the name of the folder or .zip",
    write,
)
