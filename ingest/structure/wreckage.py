"""Signs in a finished structure that the reader was lost: said as diagnostics, so that no wreckage looks fine.

Nothing is changed here. Each sign is a code of :data:`WRECKAGE`; ``lawgraph validate`` and the report of a build list
them as warnings. They are told by the structure alone: labels that stand inside words, numbers that skip, chrome and
markup among words, titles that are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.model import Diagnostic, Provision, ProvisionKind, Residue
from ingest.structure.labels import label_of
from ingest.text import Span
from ontology.numerals import plain_form, whole_number

WRECKAGE = frozenset(
    {
        "chrome-inside",
        "label-gap",
        "lines-broken",
        "list-broken",
        "lines-lost",
        "markup-inside",
        "mostly-residue",
        "no-structure",
        "path-doubled",
        "provision-short",
        "restored-doubtful",
        "table-assumed",
        "table-flattened",
        "title-doubtful",
        "title-glued",
    }
)
"""Codes of the diagnostics that say that a reading may be wreckage."""

_NUMBERED = (ProvisionKind.ARTICLE, ProvisionKind.SECTION, ProvisionKind.ITEM, ProvisionKind.SUBITEM)
_WORDS = frozenset(
    {ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH, ProvisionKind.ITEM, ProvisionKind.SUBITEM}
)
_LEAST = 5  # provisions of a document that is no excerpt
_LONGEST = 3000  # characters of one provision without inner ones
_NO_WORDS = frozenset({"markup", "contents", "zero-width", "byte-order-mark", "table-rule"})
_MUCH = 200  # characters
_SHOWN = 10
_LONGEST_BUTTON = 40  # characters
_BETWEEN_BUTTONS = re.compile(r"[\s·|｜>》/／:：、，,【】\[\]-]+")
_KIND_OF = {"第条": ProvisionKind.ARTICLE, "、": ProvisionKind.SECTION, "()": ProvisionKind.ITEM}

# In plain_form. A label inside running words: after the mark that ends what stands before it.
_INSIDE = re.compile(
    r"(?<=[。;:”)》])\s*(?:第\s*(?:一+|\d{1,4})\s*[章条]|一+、|\(\s*一+\s*\)|\d{1,2}[.．](?=[\u4e00-\u9fff]))"
)
_ANNOUNCES = re.compile(r"[^“(]:\s*$")
_NUMBER = re.compile(r"一+|\d+")

_CHROME = re.compile(
    r"当前位置[:：]|您的位置[:：]|首页\s*[>》|｜]|设为首页|加入收藏|收藏本站|打印本页|关闭窗口|扫一扫|浏览次数|点击数[:：]"
    r"|字号[:：]|分享到[:：]?|网站地图|版权所有|ICP备|公网安备|上一篇|下一篇|相关链接|返回顶部|责任编辑[:：]"
    r"|索\s*引\s*号\s*[:：]|发文机关[:：]|成文日期[:：]|主题分类[:：]|网站标识码|点击此处下载|主办单位[:：].{0,30}承办"
)
_MARKUP = re.compile(
    r"</?[a-zA-Z][^<>\n]{0,200}>|&(?:[a-z]{2,6}|#\d{2,5});|\*\*|^:::|\{[a-z]+=|!\[|\]\(http|^---$|^\|.*\|$|\(cid:\d+\)",
    re.MULTILINE,
)
_NO_TITLE = re.compile(
    r"^[（(【].*[）)】]$|^[^\w《“\"〈「（(〔【]|[；，：:;,]$|。|^[\d〇○零一二三四五六七八九十]{4}年.{1,12}日$|^目\s*[录次]$|^第.{1,4}[章条]"
    r"|[a-z]:\s|[>|｜]"
)
_LONGEST_TITLE = 120


def signs(title: str, provisions: Sequence[Provision], residues: Sequence[Residue] = ()) -> list[Diagnostic]:
    """Return the signs of wreckage in the parts of a document with this title, in a fixed order.

    An excerpt of a few lines has no title to speak of and may begin with any number.
    """
    whole = len(provisions) >= _LEAST
    return [
        *(_title(title, provisions) if whole else ()),
        *_mostly_residue(provisions, residues),
        *_lines_lost(provisions),
        *_lines_broken(provisions),
        *(_gaps(provisions) if whole else ()),
        *_lists_broken(provisions),
        *_amid("chrome-inside", _CHROME, provisions, "网页栏目文字", "words of a web page (menus, buttons)"),
        *_amid("markup-inside", _MARKUP, provisions, "标记符号", "signs of markup"),
        *_short(provisions),
    ]


def _said(code: str, chinese: str, english: str, spans: Iterable[Span] = ()) -> Diagnostic:
    return Diagnostic(code, f"{chinese}。{english}.", tuple(spans)[:_SHOWN])


def _title(title: str, provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    if not (
        _NO_TITLE.search(title)
        or _CHROME.search(title)
        or _MARKUP.search(title)
        or len(title) > _LONGEST_TITLE
    ):
        return
    spans = next((p.spans for p in provisions if p.path == "title"), ())
    shown = title if len(title) <= 40 else title[:39] + "…"
    yield _said(
        "title-doubtful",
        f"标题「{shown}」不像标题，请核对，或在同名 .toml 中写明 title",
        f"The title {shown!r} reads like none; check it, or state title in a .toml file of the same name",
        spans,
    )


def _mostly_residue(provisions: Sequence[Provision], residues: Sequence[Residue]) -> Iterator[Diagnostic]:
    left = [residue for residue in residues if residue.reason not in _NO_WORDS and not _is_menu(residue)]
    lost = sum(len("".join(residue.text.split())) for residue in left)
    kept = sum(len("".join(provision.own.text.split())) for provision in provisions)
    if lost >= _MUCH and lost > kept:
        yield _said(
            "mostly-residue",
            f"{lost} 字被视为正文以外的内容，多于正文 {kept} 字，请核对",
            f"{lost} characters were taken for what is not the rule, and {kept} for the rule; check the text",
            [span for residue in left for span in residue.spans],
        )


def _is_menu(residue: Residue) -> bool:
    """Say whether a residue is of the page and holds words to press only: a page has many beside a short notice."""
    if residue.reason != "site-chrome" or "。" in residue.text:
        return False
    return all(len(words) <= _LONGEST_BUTTON for words in _BETWEEN_BUTTONS.split(residue.text))


def _labels_inside(text: str) -> list[tuple[str, int, int]]:
    """Return the kind, number and place of each label inside words that is no reference."""
    found: list[tuple[str, int, int]] = []
    for match in _INSIDE.finditer(plain_form(text)):
        printed = text[match.start() : match.end()].strip()
        rest = text[match.end() - len(printed) : match.end() + 20]
        digits = _NUMBER.search(plain_form(printed))
        number = whole_number("".join(printed[slice(*digits.span())].split())) if digits else None
        if number is not None and label_of(rest) is not None:
            found.append((re.sub(r"[\d一\s]", "", plain_form(printed)), number, match.end() - len(printed)))
    return found


def _lines_lost(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Tell labels inside words that go on by one, two at least, or any in a provision that is longer than all."""
    spans: list[Span] = []
    count = 0
    for provision in provisions:
        text = provision.own.text
        labels = _labels_inside(text) if len(text) > 20 else []
        goes_on = any(b[0] == a[0] and b[1] == a[1] + 1 for a, b in pairwise(labels))
        follows = any(
            _KIND_OF.get(kind) is provision.kind and str(number - 1) == provision.number
            for kind, number, _ in labels
        )
        if labels and (goes_on or follows or len(text) > _LONGEST):
            count += len(labels)
            spans += [span for _, _, at in labels[:_SHOWN] for span in provision.own.spans(at, at + 3)]
    if count:
        yield _said(
            "lines-lost",
            f"{count} 个编号留在段落之中，原文的分行可能丢失，请核对",
            f"{count} labels stand inside paragraphs: line breaks of the text may be lost; check it",
            spans,
        )


def _lines_broken(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Tell paragraphs that end with a comma: five at least, and a tenth of all."""
    leaves = [p for p in provisions if p.leaf and p.kind in _WORDS]
    open_ended = [p for p in leaves if p.text.rstrip().endswith(("，", ","))]
    if len(open_ended) >= 5 and 10 * len(open_ended) >= len(leaves):
        yield _said(
            "lines-broken",
            f"{len(open_ended)} 款以逗号结尾，句子可能被断行拆开，请核对",
            f"{len(open_ended)} paragraphs end with a comma: line ends may part sentences; check the text",
            [p.spans[-1] for p in open_ended if p.spans],
        )


def _gaps(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Tell numbers that are missing under their provision, and in the whole text: they may run on through it."""
    missing: list[str] = []
    spans: list[Span] = []
    numbers: dict[tuple[str, ProvisionKind], int] = {}
    running: dict[tuple[str, ProvisionKind], int] = {}
    for provision in provisions:
        if provision.kind not in _NUMBERED or not (provision.number or "").isdecimal():
            continue
        number = int(provision.number or 0)
        within = provision.parent or ""
        text = provision.path.split("/")[0] if provision.path.startswith("annex-") else ""
        if provision.kind is ProvisionKind.ARTICLE:
            within = text
        last = numbers.get((within, provision.kind), 0)
        if last < running.get((text, provision.kind), 0) < number:
            last = running[text, provision.kind]
        running[text, provision.kind] = number
        if number > last + 1:
            between = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
            missing.append(f"{within}/{between}" if within else between)
            spans += provision.spans[:1]
        numbers[within, provision.kind] = max(number, last)
    if missing:
        shown = "、".join(missing[:_SHOWN])
        yield _said(
            "label-gap",
            f"编号不连续，缺 {shown}，可能有条文没有识读出来，请核对",
            f"Numbers skip {', '.join(missing[:_SHOWN])}: provisions may not have been found; check the text",
            spans,
        )


def _lists_broken(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    """Tell lists of articles that one paragraph announces and none has, and whose numbers go on in the next one."""
    places: list[Provision] = []
    article = list_of = ""
    number = 0
    for provision, following in zip(provisions, [*provisions[1:], None], strict=False):
        if provision.kind is ProvisionKind.ARTICLE:
            article, number, list_of = provision.path, 0, ""
        if not article or not f"{provision.path}/".startswith(f"{article}/"):
            article = ""
            continue
        if provision.listed_first and (provision.number or "").isdecimal():
            at = int(provision.number or 0)
            if list_of and list_of != provision.parent and at == number + 1 > 1:
                places.append(provision)
            number, list_of = at, provision.parent or ""
        last = following is None or not following.path.startswith(f"{article}/")
        if last and provision.leaf and _ANNOUNCES.search(plain_form(provision.own.text)):
            places.append(provision)
    if places:
        shown = ", ".join(each.path for each in places[:_SHOWN])
        yield _said(
            "list-broken",
            f"{len(places)} 处列项不在其款之下（{shown}），可能有文字缺失或分段有误，请核对",
            f"Lists of {len(places)} places ({shown}) are not below their paragraph: words may be lost; check them",
            [each.spans[0] for each in places if each.spans],
        )


def _amid(
    code: str, pattern: re.Pattern[str], provisions: Sequence[Provision], chinese: str, english: str
) -> Iterator[Diagnostic]:
    spans: list[Span] = []
    for provision in provisions:
        for found in pattern.finditer(provision.own.text):
            spans += provision.own.spans(*found.span())
    if spans:
        yield _said(
            code,
            f"条文中有 {len(spans)} 处{chinese}，请核对",
            f"Provisions hold {english} in {len(spans)} places; check them",
            spans,
        )


def _short(provisions: Sequence[Provision]) -> Iterator[Diagnostic]:
    short = [p for p in provisions if p.leaf and p.kind in _WORDS and len("".join(p.text.split())) == 1]
    if short:
        paths = ", ".join(p.path for p in short[:_SHOWN])
        yield _said(
            "provision-short",
            f"{len(short)} 个条款只有一个字：{paths}，请核对",
            f"{len(short)} provisions have one character ({paths}); check them",
            [p.spans[0] for p in short if p.spans],
        )
