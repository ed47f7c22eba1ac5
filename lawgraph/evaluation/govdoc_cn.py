"""GovDoc-CN: the parts of official documents as BIO labels, scored as metadata and structure.

Source: github.com/RuilinXu/GovDoc-CN (Xu, Geng, Liu: 多模态公文的结构知识抽取与组织研究, 系统工程与电子技术, 2022,
no. 7). A folder a document: ``N.txt`` the text, ``N_a.txt`` the text with BIO labels; ten parts are labelled,
whose names its README gives. How ``N_a.txt`` spells them is not said there: read is the usual form, a line a
character, the label after a tab or blank (``国<TAB>B-发文字号``), an empty line where a line ends; another spelling
of a part is told with ``--label``.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.read import ReadError
from lawgraph.annotator import Annotator, annotate_file
from lawgraph.evaluation.evaluate import Evaluation, Progress
from lawgraph.evaluation.gold import BrokenGold
from lawgraph.evaluation.items import Items, Layers
from lawgraph.evaluation.measure import Scored, predicted_rows
from lawgraph.evaluation.score import f1, squeeze

Row = dict[str, Any]

PARTS = {
    "issuer-mark": ("发文机关标志", "Sign of document issuing authority"),
    "number": ("发文字号", "Document number"),
    "title": ("正文标题", "Title"),
    "addressee": ("主送机关", "Addressee"),
    "heading-1": ("一级标题", "1st level subtitle"),
    "heading-2": ("二级标题", "2nd level subtitle"),
    "heading-3": ("三级标题", "3rd level subtitle"),
    "issuer": ("发文机关", "Issuing authority"),
    "date": ("成文日期", "Date of writing"),
    "body": ("正文", "Main text"),
}
"""The parts that are labelled, by our codes: their names in the data's README."""
_TAG = re.compile(r"(?P<place>[BIES])[-_](?P<name>.+)|(?P<none>O)")
_LEVELS = (
    ("heading-1", re.compile(r"[一二三四五六七八九十百]+、|第.{1,4}[章节]")),
    ("heading-2", re.compile(r"[（(][一二三四五六七八九十百]+[）)]")),
    ("heading-3", re.compile(r"\d+[.．、]")),
)
_ENDS = "。：:；;，,"
_BRACKETS = str.maketrans("〔〕[]【】()", "".join("()" * 4))


class UnknownLabel(Exception):
    """A label is of no part that is known."""


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled part: its code, its words and its place in the text."""

    code: str
    text: str
    start: int
    end: int


def stated_labels(stated: Sequence[str]) -> dict[str, str]:
    """Return the code of each name of a part, the user's ``LABEL=PART`` too; raises :class:`UnknownLabel`."""
    names = {_plain(name): code for code, both in PARTS.items() for name in (code, *both)}
    for each in stated:
        label, _, part = each.partition("=")
        if not label or _plain(part) not in names:
            raise UnknownLabel(
                f"--label {each}: 请写成 标签=类型，类型可用 {_known()}。Write LABEL=PART; parts are {_known()}."
            )
        names[_plain(label)] = names[_plain(part)]
    return names


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _known() -> str:
    return "、".join(zh for zh, _ in PARTS.values())


def read_labelled(path: Path, names: Mapping[str, str]) -> tuple[str, list[Part]]:
    """Return text and parts of a file of BIO labels.

    The text is that of ``N.txt`` beside ``N_a.txt`` where it has the same characters, white space aside, so
    that its lines are kept. Raises :class:`UnknownLabel`, :class:`BrokenGold` with the line.
    """
    characters, tags = _tagged(path)
    plain = path.with_name(path.name.replace("_a.txt", ".txt"))
    text = plain.read_text("utf-8-sig") if plain != path and plain.is_file() else ""
    if re.sub(r"\s", "", text) != re.sub(r"\s", "", "".join(characters)):
        text = "".join(characters)
    places = [place for place, each in enumerate(text) if not each.isspace()]
    solid = [tag for each, tag in zip(characters, tags, strict=True) if not each.isspace()]
    return text, list(_parts(text, places, solid, names, path))


def _tagged(path: Path) -> tuple[list[str], list[str]]:
    characters: list[str] = []
    tags: list[str] = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        fields = line.split()
        if len(fields) < 2:  # an empty line, or a blank that has a label
            characters.append("\n" if not fields else " ")
            tags.append("O")
        elif len(fields) == 2 and _TAG.fullmatch(fields[1]):
            characters += list(fields[0])  # a token of several characters goes on with its label
            tags += [fields[1], *[re.sub("^[BS]", "I", fields[1])] * (len(fields[0]) - 1)]
        else:
            raise BrokenGold(
                f"{path}: 第{number}行不是「字 标签」，请核对格式。"
                f"Line {number} is not a character and its label; check the form."
            )
    return characters, tags


def _parts(
    text: str, places: Sequence[int], tags: Sequence[str], names: Mapping[str, str], path: Path
) -> Iterator[Part]:
    first, name = 0, ""
    for at in range(len(tags) + 1):
        found = _TAG.fullmatch(tags[at]) if at < len(tags) else None
        now = (found["name"] or "") if found else ""
        if name and (now != name or (found and found["place"] in "BS")):
            code = names.get(_plain(name))
            if code is None:
                raise UnknownLabel(
                    f"{path}: 不认识标签 {name}，请用 --label {name}=类型 说明，类型可用 {_known()}。"
                    f"Label {name} is not known; say what it is with --label {name}=PART: {_known()}."
                )
            start, end = places[first], places[at - 1] + 1
            yield Part(code, text[start:end], start, end)
            name = ""
        if now and not name:
            first, name = at, now


def _found_parts(text: str, rows: Sequence[Row]) -> list[Part]:
    """The same parts as the program found them; metadata that stand nowhere as printed have the place 0-0."""
    document = next(row for row in rows if row["type"] == "document")
    found = [Part("issuer", name, 0, 0) for name in document["issuers"]]
    found += [Part(key, document[key], 0, 0) for key in ("number", "title") if document.get(key)]
    for row in rows:
        if row["type"] != "provision":
            continue
        start, end = row["spans"][0][0], row["spans"][-1][1]
        if row["kind"] in ("salutation", "date"):
            found.append(
                Part("addressee" if row["kind"] == "salutation" else "date", text[start:end], start, end)
            )
        elif row.get("heading") and row.get("label"):
            level = next((code for code, form in _LEVELS if form.match(row["label"])), None)
            if level is not None:
                end = _end_of(text, start, squeeze(row["label"] + row["heading"]))
                found.append(Part(level, text[start:end], start, end))
    return found


def _end_of(text: str, start: int, words: str) -> int:
    """Where as many characters as in ``words`` end, counted without white space from ``start``."""
    at, left = start, len(words)
    while at < len(text) and left > 0:
        left -= len(squeeze(text[at]))
        at += 1
    return at + len(text[at:]) - len(text[at:].lstrip(_ENDS))


def _key(part: Part) -> tuple[str, object]:
    """What makes two parts the same: of metadata the words, of structure the place, ends aside."""
    if part.code in ("issuer", "number", "title"):
        return part.code, re.sub(r"[《》“”\"]", "", squeeze(part.text).translate(_BRACKETS))
    return part.code, (part.start, part.start + len(part.text.rstrip().rstrip(_ENDS).rstrip()))


def score_govdoc(text: str, gold: Sequence[Part], rows: Sequence[Row]) -> Scored:
    """Score the rows predicted of a text by its labelled parts, a layer a part.

    ``govdoc-issuer-mark`` is the share of marks whose body is among the issuers (文件 and 令 dropped);
    ``govdoc-body`` counts characters; all others count parts.
    """
    figures: dict[str, dict[str, float]] = {}
    items: Layers = {}
    told = _found_parts(text, rows)
    for code in PARTS:
        wanted = [part for part in gold if part.code == code]
        if code == "body" or (not wanted and not any(part.code == code for part in told)):
            continue
        layer = items[f"govdoc-{code}"] = Items()
        if code == "issuer-mark":
            issuers = {squeeze(part.text) for part in told if part.code == "issuer"}
            for part in wanted:
                layer.add(part.text, re.sub("(文件|令)$", "", squeeze(part.text)) in issuers)
            share = round(len(layer.hit) / len(wanted), 4)
            figures[f"govdoc-{code}"] = {"share": share, "rows": len(wanted)}
            continue
        mine = {_key(part): part for part in told if part.code == code}
        keys = {_key(part): part for part in wanted}
        for key, part in keys.items():
            layer.add(part.text, key in mine)
        layer.spurious += [part.text for key, part in mine.items() if key not in keys]
        figures[f"govdoc-{code}"] = f1(len(layer.hit), len(keys), len(mine))
    if any(part.code == "body" for part in gold):
        figures["govdoc-body"] = _body(text, gold, told, rows)
    return Scored(figures, items, genre="other")


def _body(text: str, gold: Sequence[Part], told: Sequence[Part], rows: Sequence[Row]) -> dict[str, float]:
    apart = {i for part in told for i in range(part.start, part.end)}
    mine: set[int] = set()
    for row in rows:
        if row["type"] == "provision":
            place = {i for start, end in row["spans"] for i in range(start, end)}
            if row["kind"] in ("title", "signature", "salutation", "date"):
                apart |= place
            mine |= place
    solid = {i for i, each in enumerate(text) if not each.isspace()}
    wanted = {i for part in gold if part.code == "body" for i in range(part.start, part.end)} & solid
    found = (mine - apart) & solid
    figures: dict[str, float] = f1(len(wanted & found), len(wanted), len(found))
    return figures


def evaluate_govdoc(
    named: Sequence[Path], names: Mapping[str, str], seconds: float, progress: Progress
) -> Evaluation:
    """Score every ``*_a.txt`` named or in a folder named; raises :class:`UnknownLabel`."""
    files = [file for path in named for file in (sorted(path.rglob("*_a.txt")) if path.is_dir() else [path])]
    scored: dict[str, Scored] = {}
    failures: list[str] = []
    with Annotator(seconds, annotate_file) as annotator, tempfile.TemporaryDirectory() as made:
        for file in files:
            progress(file.name)
            try:
                text, gold = read_labelled(file, names)
                copy = Path(made) / f"{file.stem}.txt"
                copy.write_text(text, "utf-8", newline="\n")
                rows = predicted_rows(annotator.annotate(copy))
                scored[str(file.stem)] = score_govdoc(text, gold, rows)
            except (ReadError, BrokenGold, UnicodeDecodeError) as error:
                failures.append(str(error) if not isinstance(error, UnicodeDecodeError) else _not_utf8(file))
    return Evaluation(scored, tuple(failures))


def _not_utf8(path: Path) -> str:
    return f"{path}: 不是 UTF-8，请转码。Not UTF-8; convert it."
