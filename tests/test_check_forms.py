"""A report of a check in its forms: nothing of it is lost or becomes live, and the same report gives the same bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from openpyxl import load_workbook

from lawgraph.check.forms import FORMS
from lawgraph.check.forms.words import place
from lawgraph.check.report import CheckReport

from .checking import CITY, EMPTY, FINE, HOSTILE, REPORT, STALE

_SEEN = HOSTILE.replace("\x07", "\\x07")


def _of_docx(data: bytes) -> str:
    made = Document(io.BytesIO(data))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def _of_xlsx(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )


def _of_html(data: bytes) -> str:
    text = re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", data.decode(), flags=re.DOTALL))
    return unescape(text)


READ: dict[str, Callable[[bytes], str]] = {
    "docx": _of_docx,
    "xlsx": _of_xlsx,
    "html": _of_html,
    "sarif": lambda data: data.decode().replace('\\"', '"').replace("\\u0007", "\\x07"),
    "atom": lambda data: "\n".join(each.text or "" for each in ET.fromstring(data).iter()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("part", "why"),
    [
        (_SEEN, "the very words, whatever they look like"),
        (FINE.here.text, "the words of the rule"),
        (FINE.there.text if FINE.there else "", "those of the other side"),
        (FINE.why[0], "what was found"),
        (STALE.note[0] if STALE.note else "", "why it may be lawful"),
        ("必须在给予行政处罚的行为、种类和幅度的范围内规定", "the law then"),
        ("第二十条第一款第三项", "where it stands, as it is cited"),
        ("所称机构已不存在", "the kind in words"),
    ],
)
def test_every_form_has_the_whole_finding(form: str, part: str, why: str) -> None:
    assert part in READ[form](FORMS[form].write(REPORT)), why


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("依据的文本不在图谱中", "what could not be judged is said"),
        ("某省公园条例", "a document without findings is named too"),
        ("3 处已经人工排除", "what is silent is counted"),
        ("2024-06-06", "how far the documents reach"),
        (
            "制定时有效的条文不在库中，不据以判断",
            "the law then is not known: it is not judged by a later one",
        ),
        ("规章应当及时清理", "today's words beside it"),
        ("某市城市管理局", "who answers for it"),
        ("张三 2026-11-01 确认", "who confirmed it"),
    ],
)
def test_forms_for_people_say_what_is_known_and_what_is_not(form: str, part: str, why: str) -> None:
    assert part in READ[form](FORMS[form].write(REPORT)), why


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["findings", "none"])
def test_the_same_report_gives_the_same_bytes(form: str, report: CheckReport) -> None:
    assert FORMS[form].write(report) == FORMS[form].write(report)


def test_words_of_a_text_are_no_markup_and_no_formula() -> None:
    html = FORMS["html"].write(REPORT).decode()
    assert "<script" not in html
    assert "script-src" not in html
    assert "default-src 'none'" in unescape(html)
    book = load_workbook(io.BytesIO(FORMS["xlsx"].write(REPORT)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert "f" not in kinds, "a formula would be reckoned"
    xml = zipfile.ZipFile(io.BytesIO(FORMS["docx"].write(REPORT))).read("word/document.xml").decode()
    assert "<script" not in xml


def test_sarif_points_at_the_characters() -> None:
    (run,) = json.loads(FORMS["sarif"].write(REPORT))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result, finding in zip(run["results"], REPORT.findings, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.kind
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        (span,) = finding.here.spans
        assert (region["charOffset"], region["charLength"]) == (span.start, span.end - span.start)
        assert result["partialFingerprints"] == {"finding/v1": finding.key}
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    (left,) = run["invocations"][0]["toolExecutionNotifications"]
    assert left["message"]["text"] == REPORT.left_open[0].why[0]


def test_a_feed_has_what_rfc_4287_asks_for() -> None:
    feed = ET.fromstring(FORMS["atom"].write(REPORT))
    atom = "{http://www.w3.org/2005/Atom}"
    for each in (feed, *feed.findall(f"{atom}entry")):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{atom}{name}")) == 1, name
    identifiers = [each.findtext(f"{atom}id") for each in feed.findall(f"{atom}entry")]
    assert len(set(identifiers)) == len(REPORT.findings)


@pytest.mark.parametrize(
    ("path", "cited", "why"),
    [
        ("art-16.1", "第十六条之一", "an article put in between"),
        ("ch-2/sec-1", "第二章第一部分", "a part that has no article"),
        ("title", "标题", "a part with a name"),
        ("annex-2/task-18", "附件2第18项", "a row of a table of tasks"),
        (None, "全文", "the document as a whole"),
    ],
)
def test_places_are_cited(path: str | None, cited: str, why: str) -> None:
    assert place(path) == cited, why


def test_a_finding_has_one_key_whatever_else_is_read() -> None:
    assert FINE.key != STALE.key
    assert re.fullmatch(r"[0-9a-f]{16}", FINE.key)
    assert FINE.here.document == CITY
