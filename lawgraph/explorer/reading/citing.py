"""How a document, or a provision of it, is cited: after GB/T 7714—2015 and after the 法学引注手册 (second edition).

GB/T 7714—2015 《信息与文献 参考文献著录规则》 has for electronic resources (4.6) 主要责任者. 题名: 其他题名信息
[文献类型标识/OL]. (更新或修改日期)[引用日期]. 获取和访问路径. Its example in 4.6.2 is an official document, with the
number behind the title and the type A: 北京市人民政府办公厅. 关于转发北京市企业投资项目核准暂行实施办法的通知:
京政办发[2005]37号[A/OL]. (2005-07-12)[2011-07-12]. http://…. At most three responsible bodies are named, then 等
(8.1.2); where none is known the item may be left out in the sequential system (8.1.4). It has no item for an article:
the way of access leads to it.

法学引注手册 (second edition, Peking University Press 2025; after its published examples, as the styles of
github.com/zotero-chinese/styles render them): a law by its title and, in Arabic figures, article, paragraph and item,
《民法典》第1224条第1款第2项; 中华人民共和国 before the title of a law is left out. A document with a number has it in
round brackets before the place, 《国务院关于在全国建立农村最低生活保障制度的通知》（国发〔2007〕19号），第四节. As a
whole it is 《…》，国发〔2007〕19号, and without a number the day of issue follows: 《…》，2022年1月25日发布.

Nothing is made up: what the graph does not say is left out, and said in :attr:`Citation.open_zh`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ontology.iri import BASE
from ontology.numerals import whole_number

_PLAIN_TITLES = frozenset(
    {
        "constitution",
        "law",
        "administrative-regulation",
        "supervisory-regulation",
        "local-regulation",
        "autonomous-regulation",
        "separate-regulation",
        "special-zone-regulation",
        "pudong-regulation",
        "free-trade-port-regulation",
        "departmental-rule",
        "local-government-rule",
    }
)
"""Types of documents that are cited by their title alone: laws, regulations and rules."""
_STATE = "中华人民共和国"
_NAMED = 3  # responsible bodies before 等
_PLACE = re.compile(r"第([零〇一二三四五六七八九十百千万两\d]+)(条|款|项|目)(?:之([一二三四五六七八九十]+))?")
_BRACKETED = re.compile(r"第[（(]([一二三四五六七八九十]+)[)）]项")
_NUMERALS = re.compile(r"[零〇一二三四五六七八九十百千万两]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited: a document, and how a provision of it is called (第十六条第二款; empty for the document).

    ``day`` is that of the document in ISO 8601, ``issued`` that on which it was issued; each is empty where it is
    not known. ``iri`` is the address of what is cited, ``today`` the day on which it is.
    """

    title: str
    number: str
    issuers: Sequence[str]
    day: str
    issued: str
    type: str
    place: str
    iri: str
    today: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation: the name of what it follows, its words, and what is left open in it, in both languages."""

    standard: str
    text: str
    open_zh: tuple[str, ...]
    open_en: tuple[str, ...]


def citations(cited: Cited) -> tuple[Citation, ...]:
    """Return what is cited in each of the forms."""
    return national_standard(cited), legal_manual(cited)


def national_standard(cited: Cited) -> Citation:
    """Return the entry of a list of references after GB/T 7714—2015."""
    names = list(cited.issuers[:_NAMED]) + (["等"] if len(cited.issuers) > _NAMED else [])
    who = f"{', '.join(names)}. " if names else ""
    number = f": {cited.number}" if cited.number else ""
    day = cited.issued or cited.day
    dated = f"({day})" if day else ""
    text = f"{who}{cited.title or '题名未知'}{number}[A/OL]. {dated}[{cited.today}]. {cited.iri}."
    missing = list(_missing(cited))
    if not names:
        missing.append(("制定机关未知，已按 8.1.4 省略", "who issued it is not known; left out (8.1.4)"))
    if not day:
        missing.append(("发布日期未知", "the day of issue is not known"))
    if cited.place:
        missing.append(
            (
                f"国标没有条款的著录项，{cited.place}由获取路径指明",
                "the standard has no item for a provision; the way of access leads to it",
            )
        )
    if cited.iri.startswith(f"{BASE}/"):
        missing.append(
            (
                "获取路径是本图谱的标识，网址尚未登记，在互联网上打不开，请换成原文的网址",
                "the way of access is an identifier of this graph, which no browser opens yet; "
                "put the address of the text in its place",
            )
        )
    return _citation("GB/T 7714—2015", text, missing)


def legal_manual(cited: Cited) -> Citation:
    """Return a note after the 法学引注手册 (second edition)."""
    law = cited.type in ("constitution", "law")
    title = cited.title.removeprefix(_STATE) if law else cited.title
    named = f"《{nested(title)}》" if title else "题名未知"
    place, missing = arabic(cited.place), list(_missing(cited))
    number = "" if cited.type in _PLAIN_TITLES else cited.number
    if cited.place and not cited.type:
        missing.append(
            ("文件类型未知，按规范性文件引注", "its type is not known; cited as a normative document")
        )
    if cited.type in _PLAIN_TITLES:
        text = f"{named}{place}"
    elif place:
        text = f"{named}（{number}），{place}" if number else f"{named}，{place}"
    elif number:
        text = f"{named}，{number}"
    elif cited.issued:
        text = f"{named}，{written_day(cited.issued)}发布"
    else:
        text = named
    if cited.type not in _PLAIN_TITLES and not number:
        missing.append(("文号未知", "its number is not known"))
        if not cited.issued and not place:
            missing.append(("发布日期未知", "the day of issue is not known"))
    return _citation("《法学引注手册》（第二版）", f"{text}。", missing)


def _missing(cited: Cited) -> Iterator[tuple[str, str]]:
    if not cited.title:
        yield "题名未知", "its title is not known"


def _citation(standard: str, text: str, missing: Sequence[tuple[str, str]]) -> Citation:
    return Citation(standard, text, tuple(zh for zh, _ in missing), tuple(en for _, en in missing))


def nested(title: str) -> str:
    """Return a title as it stands between 《 and 》: those within it are 〈 and 〉 (GB/T 15834—2011, 4.15.3.4).

    >>> nested("关于适用《中华人民共和国行政诉讼法》的解释")
    '关于适用〈中华人民共和国行政诉讼法〉的解释'
    """
    return title.replace("《", "〈").replace("》", "〉")


def arabic(place: str) -> str:
    """Return how a provision is cited with Arabic figures for 条, 款, 项 and 目; what is none of these as it is.

    >>> arabic("第十六条第二款第（一）项"), arabic("第一百二十条之一"), arabic("第四节"), arabic("附件2第20项")
    ('第16条第2款第1项', '第120条之一', '第四节', '附件2第20项')
    """
    place = _BRACKETED.sub(r"第\1项", place)

    def figures(found: re.Match[str]) -> str:
        written = found[0]
        if not _NUMERALS.fullmatch(found[1]):
            return written
        number = whole_number(found[1])
        return written if number is None else written.replace(found[1], str(number), 1)

    return _PLACE.sub(figures, place)


def written_day(day: str) -> str:
    """Return a day of ISO 8601 as it is written; a month or a year as such.

    >>> written_day("2012-03-17"), written_day("2012-03"), written_day("2012")
    ('2012年3月17日', '2012年3月', '2012年')
    """
    parts = [str(int(part)) for part in day.split("-")]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
