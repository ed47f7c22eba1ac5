"""How right the program was found to be: measurements of the Data Quality Vocabulary (W3C DQV).

Each is of one metric (a layer and a figure, of all rows together or as the mean of documents), computed on
documents of the graph or on a sample of annotated documents, at a stated time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.write.dataset import DATASET
from ingest.write.statements import Statements
from ontology.iri import BASE, DATASET_GRAPH
from ontology.terms import DCAT, DCTERMS, DQV, LG, PROV, SKOS, VOID, XSD

EVALUATION = f"{DATASET}/evaluation"
"""What was annotated; below it, by genre or all together, what has the annotations of a layer."""
_METRICS = f"{BASE}/metric"

LAYERS = {
    "structure": ("条文与任务", "articles and tasks"),
    "structure-paragraph": ("款", "paragraphs"),
    "structure-item": ("项", "items"),
    "structure-subitem": ("目", "subitems"),
    "structure-section": ("节", "sections"),
    "structure-chapter": ("章", "chapters"),
    "responsibility": ("责任单位", "who answers"),
    "metadata": ("元数据", "metadata"),
    "coverage": ("原文覆盖", "coverage of the source"),
    "kept": ("条文字符保留", "characters kept in provisions"),
    "offsets": ("偏移", "offsets"),
    "quantity-money": ("金额", "amounts of money"),
    "quantity-percent": ("比例", "rates"),
    "quantity-duration": ("期限", "durations"),
    "quantity-date": ("日期", "dates"),
    "quantity-count": ("计数", "counts"),
    "department": ("机构", "bodies"),
    "department-names": ("机构名称", "names of bodies"),
    "citation": ("引用", "citations"),
    "citation-article": ("引用的条", "articles cited"),
    "norm-span": ("规范的范围", "extents of norms"),
    "norm": ("规范", "norms"),
    "norm-chars": ("规范字符", "characters of norms"),
    "norm-bearers": ("规范主体", "bearers of norms"),
    "norm-beneficiaries": ("受益者", "beneficiaries of norms"),
    "links": ("对应", "links"),
    "strong-recall": ("强对应的召回", "recall of strong links"),
    "average-precision": ("平均精度", "average precision of links"),
    "ranking": ("对应的排序", "ranking of links"),
    "relation": ("对应的关系", "relations of links"),
    "strength": ("对应的强弱", "strength of links"),
    "difference": ("差异", "differences of links"),
    "evidence": ("依据", "evidence of links"),
    "gaps": ("缺口", "gaps"),
}
"""``{layer: (Chinese, English)}``."""
FIGURES = {
    "precision": ("精确率", "precision"),
    "recall": ("召回率", "recall"),
    "f1": ("F1", "F1"),
    "share": ("正确比例", "share right"),
    "lowest share": ("最低比例", "lowest share"),
    "of_gold": ("占全部标注的比例", "share of all annotated"),
    "first": ("首位命中", "first is right"),
    "of_three": ("前三命中", "one of three is right"),
    "mrr": ("平均倒数排名", "mean reciprocal rank"),
    "macro": ("宏平均 F1", "macro F1 of classes"),
}
"""``{figure: (Chinese, English)}``."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Annotated documents that figures are of: their IRI, name in Chinese and English, and number."""

    iri: str
    zh: str
    en: str
    documents: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure of a layer, computed on documents or a sample, at a time (ISO 8601, UTC); ``mean``: of documents."""

    on: tuple[str, ...]
    layer: str
    figure: str
    value: float
    at: str
    mean: bool = False

    @property
    def metric(self) -> str:
        """The IRI of what is measured."""
        kind = "mean/" if self.mean else ""
        return f"{_METRICS}/{kind}{self.layer}/{self.figure.replace(' ', '-')}"


def quality_quads(samples: Iterable[Sample], measurements: Iterable[Measurement]) -> Iterator[str]:
    """Yield the N-Quads of samples, metrics and measurements."""
    statements = Statements(DATASET_GRAPH)
    for sample in samples:
        about = statements.about(sample.iri, DCAT.Dataset)
        about.chinese(DCTERMS.title, sample.zh)
        about.english(DCTERMS.title, sample.en)
        about.integer(VOID.entities, sample.documents)
    said: set[str] = set()
    for number, each in enumerate(measurements, 1):
        if each.metric not in said:
            said.add(each.metric)
            _say_metric(statements, each)
        about = statements.about(f"{DATASET}/measurement/{number}", DQV.QualityMeasurement)
        about.iri(DQV.isMeasurementOf, each.metric)
        about.iris(DQV.computedOn, each.on)
        about.decimal(DQV.value, each.value)
        about.typed(PROV.generatedAtTime, each.at, XSD.dateTime)
    return statements.lines()


def _say_metric(statements: Statements, each: Measurement) -> None:
    about = statements.about(each.metric, DQV.Metric)
    (layer_zh, layer_en), (zh, en) = LAYERS[each.layer], FIGURES[each.figure]
    mean_zh, mean_en = ("，各文件平均", ", mean of documents") if each.mean else ("", "")
    about.chinese(SKOS.prefLabel, f"{layer_zh}：{zh}{mean_zh}")
    about.string(LG.preferredLabel, f"{layer_zh}：{zh}{mean_zh}")
    about.english(SKOS.prefLabel, f"{layer_en}: {en}{mean_en}")
    about.string(SKOS.notation, f"{each.layer} {each.figure}")
    about.iri(DQV.expectedDataType, XSD.decimal)
