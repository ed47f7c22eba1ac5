"""The course of a text, which tells of whose articles a number speaks.

第二十条 alone is an article of this rule, where it has articles; in a decision that amends, an article of the rule
amended; in a reply or a list of crimes, an article of the law named last; inside a provision quoted, an article of
the rule quoted. 本法 inside a quotation is the law quoted. One reader goes through a document from its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.annotate.citation.names import Named, Names
from ingest.annotate.citation.titles import GENRE_END, Titled, Titles, titles_in
from ingest.annotate.references import Parts, Place, before, read_parts, target_path
from ingest.document_numbers import DocumentNumber, document_numbers
from ingest.scanning import Scan
from ontology import lexicon
from ontology.numerals import plain_form, whole_number

SELF = f"本{lexicon.pattern('rule-genre')}"
"""This rule, by its own kind (本条例)."""

_N = r"[\d一]{1,12}"  # in plain_form
_GENRE = lexicon.pattern("rule-genre")
_PART = rf"第\(?{_N}"
_SIGNS = re.compile(
    rf"(?P<open>“)|(?P<close>”)|(?P<stop>[。;])"
    rf"|(?P<rule>(?:本|(?P<that>该|同|上述|前述)){_GENRE})(?:\([^()]{{1,20}}\))?"
    rf"|(?P<here>本[条款项章节])"
    rf"|(?P<this>此[条款](?![例件目文约项信消])|[该此]项(?=规定))|(?P<same>[该同][条款]|同项)"
    rf"|(?P<back>(?<![以之目从日月年])前(?P<many>一)?(?P<what>[条款项章])(?![件例目程]))|(?P<over>上一?[条款])"
    rf"|(?P<annex>附件(?P<no>{_N}))"
    rf"|(?P<bare>(?<![〉》年号届法典例定则])第(?=\(?{_N}))"
)
_SCAN_SIGNS = Scan(_SIGNS)
_FOLLOWS = re.compile(rf"(?P<part>的?{_PART})|的?(?:有关|相关)?规定|所[称列指述规]|中[规的]")
"""What is said of a rule or a part that a pronoun means."""
_MAY_SIGN = re.compile("[第前上此该同“”]|附件")
_MAY_NUMBER = re.compile(r"(?:19|20)\d\d|令|公告")
_BARE = re.compile(
    rf"第\(?{_N}\)?(?:[、,和或与及至到—–~-]{{1,2}}第?\(?{_N}\)?){{0,40}}"
    rf"(?:条(?:之一)?(?![例件约目款路线船鱼河街战信建道消措意经])|款(?!项)|章(?=第|的?规定|所)|(?P<item>项))"
)
_ITEM_SAID = re.compile(
    r"(?:的?规定|所[列称述规]|情形|行为|的(?=[^一-鿿]|情形|行为|除外)|以外|之一|[、,和或及与至]?(?:或者|以及)?第|除外|中|至|和)"
)
_AFTER = re.compile(r"(?:\((?:[^()]|\([^()]*\)){1,80}\)){0,2}(?:的|中的?|之|规定的|中规定的)?原?(?=第)")
_ANNEX_OF = re.compile(rf"(?:的|之)?附件(?P<no>{_N})")
_HEADING = re.compile(r"[“(【](?P<words>[一-鿿、]{2,20})[”)】]")
_LABEL_GOES_ON = re.compile(r"[”、,和或及至到的中所之第]|规定|$")
_INSTRUCTS = re.compile(r"(?:[\d一]+[.、]|\(一+\))?(?:将|把|删去|删除|增加|在|原?第)")
_LABEL = 20  # characters of a label and of what is done first
_WILL_AMEND = re.compile(r"[作做]出?(?:如下|以下|相应|下列)?的?修[改正订]")


_KINDS = ("that", "rule", "here", "this", "same", "back", "over", "annex", "bare")
_SAID_OF = frozenset({"that", "same", "over"})
"""What is meant only where a part of it or its words follow, as the others are where a part follows."""
_NEED = _SAID_OF | {"rule", "here"}


def _in_brackets(text: str, at: int) -> bool:
    """Whether a bracket is open at ``at``: what is named there by the way is not what the text speaks of."""
    window = text[max(0, at - 60) : at]
    return window.rfind("(") > window.rfind(")")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule spoken of: its title (the full one), and its number."""

    title: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A citation in compact text: what was found by which rule, before its status is known."""

    start: int
    end: int
    title: str | None
    rule: str
    number: str | None = None
    articles: tuple[str, ...] = ()
    internal: bool = False
    heading: str | None = None


_Sign = Titled | Named | DocumentNumber | re.Match[str]
"""What may begin a citation."""


@dataclass(slots=True)
class _Last:
    """The citation before, in the same sentence: its rule (``None``: this text), its part and where it ends."""

    rule: Rule | None
    place: Place
    path: str | None = None


class Discourse:
    """A reader that goes through the provisions of one document in order."""

    def __init__(
        self, titles: Titles, paths: frozenset[str], own_number: str | None, texts: Iterator[str]
    ) -> None:
        self._titles, self._paths, self._own_number = titles, paths, own_number
        self._names = Names(titles)
        self._has_articles = any(path.startswith("art-") for path in paths)
        whole = "\n".join(texts)
        amended = titles.amended()
        self._amends = amended is not None or bool(_WILL_AMEND.search(whole) and not self._has_articles)
        self._amended = Rule(titles.resolve(amended[0])) if amended else None
        self._speaks_of_itself = bool(re.search(rf"{SELF}第", whole))
        self._named: Rule | None = None  # last, outside quotations
        self._quoted: Rule | None = None  # whose words stand in the quotation that is open
        self._depth = 0
        self._in_quotation: Place | None = None
        self._sentence: _Last | None = None
        self._cited: Place | None = None  # the part of this text that the provision named last
        self._path = ""

    def read(self, text: str, path: str) -> list[Found]:
        """Return the citations of the next provision's compact text, in order, none overlapping."""
        self._path, self._cited = path, None
        if not self._instructs():
            self._sentence = None
        if (
            not self._amends
            or path.startswith("art-")
            or _INSTRUCTS.match(plain_form(text[:_LABEL]))
            or text.startswith("“")
        ):
            self._depth, self._quoted = 0, None
        found: list[Found] = []
        at = 0
        for start, sign in self._signs(text):
            if start < at:
                continue
            for each in self._one(text, start, sign):
                if each.start >= at:
                    found.append(each)
                    at = each.end
        return found

    def _signs(self, text: str) -> list[tuple[int, _Sign]]:
        """Return all that may begin a citation, by place; names before numbers, and both before their parts."""
        if not text:
            return []
        signs: list[tuple[int, int, _Sign]] = [(found.start, 0, found) for found in titles_in(text)]
        signs += [(found.start, 1, found) for found in self._names.find(text)]
        if _MAY_NUMBER.search(text):
            signs += [(number.start, 2, number) for number in document_numbers(text)]
        if _MAY_SIGN.search(text):
            signs += [(match.start(), 3, match) for match in _SCAN_SIGNS.finditer(plain_form(text))]
        return [(start, sign) for start, _, sign in sorted(signs, key=lambda sign: sign[:2])]

    def _one(self, text: str, start: int, sign: _Sign) -> Iterator[Found]:
        if isinstance(sign, re.Match):
            if sign["stop"]:
                self._sentence = self._sentence if self._instructs() else None
            elif sign["open"] or sign["close"]:
                self._quotation(text, sign)
            else:
                yield from self._part(text, sign)
        elif isinstance(sign, Titled):
            rule = Rule(self._titles.resolve(sign.title), sign.number)
            yield from self._with_parts(text, start, sign.end, rule, sign.rule)
        elif isinstance(sign, Named):
            title = self._titles.resolve(sign.title)
            if title == self._titles.own:
                return
            rule = Rule(title if sign.title in self._titles.short else sign.title)
            yield from self._with_parts(text, start, sign.end, rule, "citation-name", sign.needs_part)
        elif self._path.startswith("date"):
            return  # by which the rule itself was published
        elif self._own_number is None or not str(sign).endswith(self._own_number):
            yield Found(sign.start, sign.end, None, "citation-number", str(sign))

    def _quotation(self, text: str, sign: re.Match[str]) -> None:
        if sign["close"]:
            self._depth = max(0, self._depth - 1)
        else:
            self._depth += 1
        if self._depth == 0:
            self._quoted = self._in_quotation = None
        elif self._depth == 1 and sign["open"]:
            opens = sign.start() == 0 or text[sign.start() - 1] in ":,;。"
            self._quoted = self._subject() if opens else None
            last = self._sentence
            self._in_quotation = last.place if last and last.rule else None

    def _instructs(self) -> bool:
        """Whether this provision says how another rule is amended."""
        return self._amends and not self._path.startswith("art-")

    def _subject(self) -> Rule | None:
        """Return the rule whose articles are spoken of outside quotations; by the name that was printed last."""
        meant, named = self._amended if self._instructs() else None, self._named
        if (
            meant
            and named
            and meant.title.removeprefix("中华人民共和国") != named.title.removeprefix("中华人民共和国")
        ):
            return meant
        return named or meant

    def _with_parts(
        self, text: str, start: int, end: int, rule: Rule, found_by: str, needs_part: bool = False
    ) -> Iterator[Found]:
        """Yield a rule that is named, with its parts that follow."""
        after = _AFTER.match(text, end)
        parts = read_parts(text, after.end()) if after else ()
        bare = found_by == "citation-name"
        if not parts and bare and (needs_part or self._path.startswith("title")):
            return
        if self._depth == 0 and not _in_brackets(text, start) and (GENRE_END.search(rule.title) or parts):
            self._named = rule
        self._sentence = _Last(rule, parts[-1].places[-1] if parts else Place())
        if not parts:
            annex = _ANNEX_OF.match(plain_form(text[end : end + 12]))
            number = whole_number(text[end + annex.start("no") : end + annex.end()]) if annex else None
            if annex and number is not None:
                yield Found(start, end + annex.end(), rule.title, found_by, rule.number, (f"annex-{number}",))
                return
            yield Found(start, end, rule.title, found_by, rule.number)
            return
        by = found_by if bare else "citation-title-with-article"
        yield self._cites(text, replace(parts[0], start=start), rule, by)
        for each in parts[1:]:
            yield self._cites(text, each, rule, "citation-next-article")

    @staticmethod
    def _cites(text: str, parts: Parts, rule: Rule | None, found_by: str) -> Found:
        articles = tuple(dict.fromkeys(path for place in parts.places if (path := place.path)))
        heading = _HEADING.match(text, parts.end)
        title, number = (rule.title, rule.number) if rule else (None, None)
        words = heading["words"] if heading else None
        return Found(parts.start, parts.end, title, found_by, number, articles, rule is None, words)

    def _part(self, text: str, sign: re.Match[str]) -> Iterator[Found]:
        """Yield what a pronoun or a number alone cites."""
        start, end = sign.start(), sign.end()
        kind = next(name for name in _KINDS if sign[name] is not None)
        follows = _FOLLOWS.match(sign.string, end)
        if kind in _NEED and not (follows and (follows["part"] or kind in _SAID_OF)):
            return
        if kind == "annex":
            number = whole_number(text[sign.start("no") : end])
            if start > 0 and text[end : end + 1] != ":" and number is not None:  # else the annex's own label
                yield Found(start, end, None, "citation-annex", None, (f"annex-{number}",), True)
            return
        if kind == "bare":
            yield from self._by_number(text, start)
            return
        end += text.startswith("的", end) and text.startswith("第", end + 1)
        if kind == "rule":
            name = text[start : sign.end("rule")]
            rule = self._quoted or (Rule(self._titles.short[name]) if name in self._titles.short else None)
            yield from self._parts_of(text, start, end, rule, Place(), (), "citation-own-part")
        elif kind == "that":
            rule = self._last_of(text[start:end])
            if rule is not None:
                yield from self._parts_of(text, start, end, rule, Place(), (), "citation-rule-before")
        else:
            yield from self._relative(text, sign, start, end)

    def _last_of(self, words: str) -> Rule | None:
        """Return the rule that 该办法 or 同法 means: the last that was named, if it is of that kind."""
        rule = (self._sentence and self._sentence.rule) or self._named
        kind = re.sub(r"^(?:该|同|上述|前述)|\(.*$|的$", "", words)
        return rule if rule and kind and (rule.title.endswith(kind) or kind in rule.title[-8:]) else None

    def _relative(self, text: str, sign: re.Match[str], start: int, end: int) -> Iterator[Found]:
        """Yield 本条第一款, 该款, 前两项: a part told from the place where the words stand."""
        rule = self._quoted
        here = (self._in_quotation or Place()) if rule else Place.at(self._path)
        if sign["here"]:
            unit = text[start + 1]
            kept = {
                "条": replace(here, para=None, item=None, subitem=None),
                "款": replace(here, item=None, subitem=None),
            }
            yield from self._parts_of(
                text, start, end, rule, kept.get(unit, here), (), "citation-part-of-here"
            )
            return
        if sign["same"] or sign["this"]:
            last = self._sentence
            if last and last.place != Place():
                rule, here = last.rule, last.place
            unit = text[start + 1]
            kept = {
                "条": replace(here, para=None, item=None, subitem=None),
                "款": replace(here, item=None, subitem=None),
            }
            place = kept.get(unit, here)
            path = place.path or (None if rule else self._path)
            yield from self._parts_of(
                text, start, end, rule, place, (path,) if path else (), "citation-part-of-here"
            )
            return
        what = sign["what"] or text[end - 1]
        said = text[sign.start("many") : sign.end("many")] if sign["many"] else "一"
        count = whole_number(said) or 1
        places = before(here, what, count)
        paths = tuple(path for place in places if (path := place.path)) if here.article else ()
        if not here.article and not rule:
            paths = self._siblings(what, count)
        outer = places[-1] if places else Place()
        yield from self._parts_of(text, start, end, rule, outer, paths, "citation-part-before")

    def _siblings(self, what: str, count: int) -> tuple[str, ...]:
        """Return the parts before this one where the text has no articles: sec-2/para-1 for 前款 in sec-2/para-2."""
        name = {"款": "para", "项": "(?:sub)?item"}.get(what)
        match = re.search(rf"^(.*\b{name}-)(\d+)(?=/|$)", self._path) if name else None
        if match is None:
            return ()
        number = int(match[2])
        return tuple(f"{match[1]}{each}" for each in range(max(1, number - count), number))

    def _parts_of(
        self,
        text: str,
        start: int,
        end: int,
        rule: Rule | None,
        outer: Place,
        paths: tuple[str, ...],
        found_by: str,
    ) -> Iterator[Found]:
        """Yield the parts that follow a pronoun at ``end``, the pronoun with the first; or itself, for ``paths``."""
        parts = read_parts(text, end, outer)
        title, number = (rule.title, rule.number) if rule else (None, None)
        self._sentence = _Last(rule, parts[-1].places[-1] if parts else outer)
        self._cited = self._sentence.place if rule is None else self._cited
        if not parts:
            yield Found(start, end, title, found_by, number, paths, rule is None)
            return
        for at, each in enumerate(parts):
            by = found_by if at == 0 else "citation-next-part"
            yield self._cites(text, replace(each, start=start if at == 0 else each.start), rule, by)

    def _by_number(self, text: str, start: int) -> Iterator[Found]:
        match = _BARE.match(plain_form(text[start : start + 120]))
        if match is None:
            return
        bracketed = text[start + 1] == "("
        if match["item"] and not bracketed and not _ITEM_SAID.match(text, start + match.end()):
            return
        first = read_parts(text, start)
        if not first:
            return
        place = first[0].places[0]
        if self._depth and start and text[start - 1] == "“" and not _LABEL_GOES_ON.match(text, first[0].end):
            self._in_quotation = place  # the label of an article that is quoted
            return
        rule = self._rule_of(place)
        last = self._sentence
        outer = last.place if last and last.rule == rule and last.place != Place() else Place()
        if outer == Place() and rule is None:
            outer = self._outer(place)
        by = "citation-part-by-number" if rule is None else "citation-article-of-last"
        yield from self._parts_of(text, start, start, rule, outer, (), by)

    def _outer(self, place: Place) -> Place:
        """Return where a part of this text without an article lies: here, or where this provision spoke of last."""
        here = Place.at(self._path)
        path = place.inside(here).path
        if place.article is None and self._cited is not None and path and not target_path(path, self._paths):
            return self._cited
        return here

    def _rule_of(self, place: Place) -> Rule | None:
        """Return the rule whose part a number alone means, ``None`` for this text."""
        last = self._sentence
        if self._quoted:
            return last.rule if last and last.rule else self._quoted
        if self._instructs():
            return self._subject()
        if last and last.rule and (place.article is None or self._speaks_of_itself or not self._has(place)):
            return last.rule
        if (
            place.article is not None
            and not self._has(place)
            and (not self._has_articles or not self._path.startswith("art-"))
        ):
            return self._named
        return None

    def _has(self, place: Place) -> bool:
        path = Place(place.article).path
        return path is not None and target_path(path, self._paths) is not None
