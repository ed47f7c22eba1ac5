"""Short names that are set and never used, or used and never set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.finding import Finding, Open
from ingest.check.live import AMENDING
from ingest.check.making import finding, quoted
from ingest.check.others import Library
from ingest.model import Annotation, Resolved
from ingest.text import Span
from ontology.lexicon import words

_SET = re.compile(r"以下(?:简称|统称|合称|通称|称)(?:为|作)?\s*(?P<name>[^，。；;,）)\n]{1,40})")
_MARKS = '“”"「」‘’《》〈〉 \u3000'
_PARTS = re.compile("[、和或及]|或者|以及")
_LOST = frozenset({"characters-lost", "glyphs-lost", "column-missing", "text-turned", "pictures-left-out"})
_LONGEST = 12  # characters of a short name
_BETWEEN = re.compile(r"[\s（）()]+")
_FIRST = 3  # characters of a name that may stand alone in a list
_SHARED = 3  # characters at the end, at least, that the members of a list share
_AND_OTHERS = "(?:[、和及或与][^，。；：]{1,40})?等"
_LISTED = "(?:(?:[、和及或与]|以及|或者)[^、和及或与，。；：]{1,3}){1,3}"


def unused(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Give each short name (以下简称“X”) that does not stand a second time in the text."""
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    text = annotation.document.source.text
    bare = _BETWEEN.sub("", text)
    for found in _SET.finditer(text):
        name = found["name"].strip(_MARKS)
        if not name or len(name) > _LONGEST or _PARTS.search(name) or _again(name, bare):
            continue
        if any(diagnostic.code in _LOST for diagnostic in annotation.document.diagnostics):
            yield Open(
                "term-unused",
                None,
                (
                    f"“{name}”：文本有缺失，是否使用不明",
                    f"{name}: the text has gaps, whether it is used is open",
                ),
            )
            continue
        yield _finding("term-unused", found.start(), found.end(), name, annotation)


def _again(name: str, bare: str) -> bool:
    """Whether a name stands twice in a text without blanks and brackets (有关县（区）), or in a list.

    Of 二、三级保护物种 the first is 二级保护物种; 海事、渔业等部门 are 海事部门 and others.
    """
    name = _BETWEEN.sub("", name)
    if bare.count(name) > 1:
        return True
    forms = [(cut, _LISTED) for cut in range(1, min(_FIRST, len(name) - _SHARED) + 1)]
    forms += [(cut, _AND_OTHERS) for cut in range(2, len(name) - 1)]
    return any(re.search(re.escape(name[:cut]) + form + re.escape(name[cut:]), bare) for cut, form in forms)


def undefined(resolved: Resolved, library: Library) -> Iterator[Finding]:
    """Give each title that is a mere word for a kind of document (《细则》) and is not set as a short name."""
    annotation = resolved.annotation
    if AMENDING.search(annotation.document.metadata.title):
        return
    text = annotation.document.source.text
    said: set[str] = set()
    for found in re.finditer(r"(?<!本)《(?P<name>[\u4e00-\u9fff]{2,4})》", text):
        name = found["name"]
        if name not in words("rule-genre") or name in said:
            continue
        said.add(name)
        if re.search(rf"(?:简称|统称|合称|称)(?:为|作)?\s*[“\"「]?《?{name}", text) is None:
            yield _finding("term-undefined", found.start(), found.end(), name, annotation)


def _finding(kind: str, start: int, end: int, name: str, annotation: Annotation) -> Finding:
    document = annotation.document
    holding = [
        part.path
        for part in document.provisions
        if part.leaf and any(span.start <= start < span.end for span in part.spans)
    ]
    why = {
        "term-unused": (
            f"“{name}”定义之后没有再使用。",
            f"{name} is set as a short name and does not stand again in the text.",
        ),
        "term-undefined": (
            f"《{name}》没有说明所指的文件。",
            f"what {name} stands for is not said in the text.",
        ),
    }[kind]
    rule = "short-name-unused" if kind == "term-unused" else "short-name-undefined"
    here = quoted(document, holding[-1] if holding else None, (Span(start, end),))
    return finding(kind, annotation, here, None, why, rule=rule)
