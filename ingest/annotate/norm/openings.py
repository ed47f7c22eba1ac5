"""What a clause opens with: the name of a thing and what is to hold of it, or what the act of the next aims at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.annotate.norm import signs
from ingest.language import Token
from ontology.lexicon import pattern

#: What is to hold of a thing, behind its name.
_HELD = re.compile(rf"(?<=[^，]{{2}}){pattern('held')}(?![的和与、或]|[^，]{{0,2}}$)")
_WRITTEN = ("情况", "意见", "汇报", "报告", "请示", "通报")
#: The end of a clause that only tells when something is.
_WHEN = "的时后前"
#: Adverbs that tell what is or is not so, which nothing orders.
_TOLD = frozenset({"未", "不", "已", "已经", "尚未"})
#: The characters that begin 纳入 and 列入.
_ENTERS = "纳列"
#: Tags of the words that name a thing.
_NAMING = frozenset("nljbamxucqrt")
#: What opens what an act is aimed at (聚焦重点领域，), or what it goes along with (结合智慧城市建设，).
_AIMS = frozenset({"聚焦", "围绕", "瞄准", "面向"})
_GOES_WITH = frozenset({"结合", "依托", "立足", "着眼"})
#: What an act is aimed at, at the end of its name, whatever verbs stand in that (卫星制造等关键环节).
_TARGET = re.compile(rf"{pattern('target')}$")


#: An act that is only spoken of: how it goes (加强管理的情况), or what is written about it (建立制度的意见).
_SPOKEN_OF = re.compile(
    rf"(?:{pattern('carried-out')}[、和]?){{1,40}}[^，]{{2,}}情况$|(?!执行|落实|贯彻|履行|遵守|实施)"
    rf"(?:{pattern('carried-out')}[、和]?){{1,40}}[^，]{{2,}}的(?:意见|汇报|报告|请示|通报)$"
)


def is_spoken_of(core: str) -> bool:
    """Whether a clause without its adverbs only names an act that is reported, checked or written about.

    >>> is_spoken_of("加强应急管理的情况"), is_spoken_of("检查加强应急管理的情况")
    (True, False)
    """
    return core.endswith(_WRITTEN) and _SPOKEN_OF.match(core) is not None


def held(text: str, tokens: Sequence[Token]) -> int:
    """Return where the verb stands that says of a thing what is to hold of it, or 0 where none does.

    出租汽车经营权实行期限制; 环境保护坚持…的原则. What stands before it is a name, of whatever.
    """
    found = _HELD.search(text)
    if found is None or text[-1] in _WHEN:
        return 0
    base = tokens[0].start
    before = [token for token in tokens if token.end - base <= found.start()]
    while before and before[-1].tag[:1] == "d" and before[-1].text not in _TOLD:
        before.pop()
    if not any(token.start - base == found.start() for token in tokens):
        return 0
    last = max((at for at, token in enumerate(before) if token.text == "的"), default=-1)
    name = before[last + 1 :]
    named = any(token.tag[:1] in "nljr" or token.tag == "vn" for token in name)
    named = named and all(token.tag[:1] in _NAMING or token.tag == "vn" for token in name)
    enters = (
        text[found.start()] in _ENTERS and "的" in text[found.end() :]
    )  # 纳入预算的情况 is a thing itself
    return found.start() if named and not enters else 0


def aims_at(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a clause without a word of duty only says what the act of the next aims at, or goes along with.

    聚焦重点领域，; 结合新型智慧城市建设，. An act in the same clause (聚焦…打造水岸) has a verb before its object.
    """
    opener = tokens[0].text
    if opener not in _AIMS and opener not in _GOES_WITH:
        return False
    verbs = [
        at
        for at, token in enumerate(tokens)
        if at and token.tag == "v" and signs.NO_VERB.fullmatch(token.text) is None
    ]
    ends = len(tokens) - 1 - (tokens[-1].text == "工作")
    if all(at >= ends for at in verbs):
        return not any(map(signs.VERBS.fullmatch, (token.text for token in tokens[1:ends])))
    return (
        opener in _AIMS and 1 not in verbs and _TARGET.search(text) is not None and _is_named(tokens, verbs)
    )


def _is_named(tokens: Sequence[Token], verbs: Sequence[int]) -> bool:
    """Whether the verbs are parts of a name: none stands behind an adverb, and a noun, a link or 等 behind each."""
    return all(
        tokens[at - 1].tag[:1] != "d" and (tokens[at + 1].tag[:1] in _NAMING or tokens[at + 1].text == "与")
        for at in verbs
    )
