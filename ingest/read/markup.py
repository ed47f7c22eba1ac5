"""Signs of markup in Markdown and its dialects, set aside: what is drawn with them is read without them.

CommonMark 0.31 (emphasis, links, lists, rules, quotations, HTML, escapes), front matter in YAML as site generators
take it, containers (``:::``) and attributes (``{…}``) as VuePress and Pandoc write them. Signs of headings and
comments on one line are left to ``ingest.repair``, which finds them in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text import Aside

MARKUP, FRONT_MATTER, CONTENTS, SITE = "markup", "front-matter", "contents", "site-chrome"

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<lines>(?:[^\r\n]*\r?\n){1,200}?)---[ \t]*(?=\r?\n|$)")
_YAML = re.compile(r"\s+\S|(?:[\w.-]+\s*:(?:\s.*)?|-(?:\s.*)?|#.*)?\s*$")
_VALUE = r"[ \t]*:[ \t]*(\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s\"'#][^#\r\n]*)"
_STATED = {key: re.compile(rf"^{key}{_VALUE}", re.MULTILINE) for key in ("title", "author")}
_LINE = re.compile(r"[^\r\n]+")
_CONTAINER = re.compile(r"\s*:{3,}+.*")
_TOC = re.compile(
    r"\s*(?:@tab(?::active)?(?:\s.*)?|\[\[_?toc_?\]\]|\[toc\]|\{:\s*toc\s*\})\s*",
    re.IGNORECASE,
)
_ANY_SIGN = re.compile(r"[-*+>_=:@\[{<&!\\]")  # of all that is told below within a line
# These are tried within one line.
_ANCHOR = r"\[[^\[\]]*\]\(#[^()]*\)"
_PARTING = r"[\s|｜·•、，,/]|&\#?\w{1,8};|<br\s*/?>"
_ANCHORS = re.compile(
    rf"(?=.*\]\(#)\s*(?:[-*+]\s)?(?:{_PARTING}|{_ANCHOR})*+", re.IGNORECASE
)  # links to places of the same page
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+\s*)")
_QUOTED_HEAD = re.compile(r"\s*+(?P<lines>(?:[ \t]*+>[^\r\n]*+\r?\n)++)\s*+#\s")
_LEAD = re.compile(r"(?:\s*>)+|\s*[-*+](?=\s+\S)")
_ATTRIBUTE = r"""(?:[.#][\w-]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s{}"']+))"""
_SIGNS = re.compile(
    rf"""(?P<attributes>\{{:?(?:\s*+{_ATTRIBUTE}(?=[\s}}]))++\s*\}})"""
    r"""|(?P<tag></?(?:p|b|i|u|s|a|br|hr|em|div|span|font|strong|center|sub|sup|small|big|del|ins|h[1-6]|ul|ol|li|img"""
    r"""|table|thead|tbody|tr|td|th|section|details|summary|blockquote)(?:\s[^<>]*)?/?>)"""
    r"""|(?P<blank>&(?:emsp|ensp|nbsp|thinsp|shy|zwn?j|\#(?:160|173|820[1-5]|8194|8195|12288)"""
    r"""|\#x(?:a[0d]|200[239a-d]|3000));)"""
    r"""|(?P<image>!\[[^\[\]]*\]\([^()]*\))"""
    r"""|(?P<escape>\\(?=[!-/:-@\[-`{-~]))""",
    re.IGNORECASE,
)
_LINK = re.compile(r"(\[)[^\[\]]+(\]\([^()\s]*(?:\s\"[^\"]*\")?\s*\))")
_LISTED = re.compile(r"\s*[-*+]\s.{1,20}[:：]\s*")  # above links to places of the page
_STRONG = ("***", "**", "__")


def front_matter(text: str) -> Aside | None:
    """Return the place of the front matter at the head of a text, ``None`` if there is none.

    >>> front_matter("---\\ntitle: 某条例\\n---\\n第一条")
    Aside(start=0, end=18, reason='front-matter')
    """
    found = _FRONT.match(text)
    if found is None or not all(_YAML.match(line) for line in found["lines"].splitlines()):
        return None
    if ":" not in found["lines"]:
        return None
    return Aside(found.start() + text.startswith("\ufeff"), found.end(), FRONT_MATTER)


def stated_at(text: str, key: str) -> tuple[int, int] | None:
    """Return where the front matter of a text says its title or author, if it does.

    >>> text = "---\\ntitle: '某条例'\\n---\\n第一条"
    >>> text[slice(*stated_at(text, "title"))], stated_at(text, "author")
    ('某条例', None)
    """
    head = front_matter(text)
    found = _STATED[key].search(text, head.start, head.end) if head else None
    if found is None:
        return None
    start, end = found.span(1)
    while start < end and (text[start].isspace() or text[start] in "\"'"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\"'"):
        end -= 1
    return (start, end) if start < end else None


def signs(text: str) -> Iterator[Aside]:
    """Yield what is markup, in the order of the text, and a quotation between the front matter and the first heading.

    >>> [aside.reason for aside in signs("---\\ntitle: a\\n---\\n> 本文由脚本提取\\n\\n# 某条例\\n")]
    ['front-matter', 'site-chrome']
    """
    head = front_matter(text)
    after = int(text.startswith("\ufeff"))
    if head:
        yield head
        after = head.end
        if quoted := _QUOTED_HEAD.match(text, after):  # what the site says of its copy
            yield Aside(*quoted.span("lines"), SITE)
            after = quoted.end("lines")
    found = [line.span() for line in _LINE.finditer(text, after)]
    lines = [(start, end) for start, end in found if not text[start:end].isspace()]
    for at, (start, end) in enumerate(lines):
        if _ANY_SIGN.search(text, start, end) is None:
            continue
        if _CONTAINER.fullmatch(text, start, end) or _RULE.fullmatch(text, start, end):
            yield Aside(start, end, MARKUP)
            continue
        if _TOC.fullmatch(text, start, end):
            yield Aside(start, end, MARKUP)
            continue
        below = lines[at + 1] if at + 1 < len(lines) else (end, end)
        linked = "](#" in text[start : below[1]]
        listed = linked and _LISTED.fullmatch(text, start, end) and _ANCHORS.fullmatch(text, *below)
        if listed or (linked and _ANCHORS.fullmatch(text, start, end)):
            yield Aside(start, end, CONTENTS)
            continue
        yield from sorted(_in_line(text, start, end), key=lambda aside: aside.start)


def _in_line(text: str, start: int, end: int) -> Iterator[Aside]:
    if lead := _LEAD.match(text, start, end):
        yield Aside(*lead.span(), MARKUP)
        start = lead.end()
    for sign in _SIGNS.finditer(text, start, end):
        yield Aside(*sign.span(), MARKUP)
    for link in _LINK.finditer(text, start, end):
        if not text.startswith("!", link.start() - 1, link.start()):
            yield from (Aside(*link.span(part), MARKUP) for part in (1, 2))
    for strong in _STRONG:
        places = _places(text, strong, start, end)
        if places and len(places) % 2 == 0:
            yield from (Aside(at, at + len(strong), MARKUP) for at in places)
            return


def _places(text: str, sign: str, start: int, end: int) -> list[int]:
    """Return where an emphasis sign stands, those that are escaped left out."""
    found = []
    at = text.find(sign, start, end)
    while at >= 0:
        if text[at - 1 : at] != "\\":
            found.append(at)
        at = text.find(sign, at + len(sign), end)
    return found
