"""``?p lg:matches "融资担保"``: a pattern that is computed from the words of texts, and in no graph.

Before a query runs, each such pattern becomes the IRIs that an index finds: ``VALUES ?p { <…> … }``, or for a subject
that is an IRI ``FILTER(<…> IN (…))``. So it is a join as any other, and what the words are is not the engine's matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ontology.terms import LG, PREFIXES
from queries.check import CheckedQuery, Form
from queries.edits import Edit, Edited, edited
from queries.errors import EngineError, MatchError
from queries.lexer import Kind, Token, tokens
from queries.prefixes import absolute, base_of, declared_prefixes, iri_of

Find = Callable[[str], Sequence[str]]
"""Returns the IRIs of all that has the words of a text; raises ``ValueError`` for a text that cannot be asked for."""

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_OPEN, _CLOSE = "([{", ")]}"
_AFTER_PATH = {"/", "|", "^"}
_POSTFIX = {"*", "+", "?"}
_END = Token(Kind.SIGN, "", 0)
_WRITE = (
    'lg:matches 应写成 ?变量 lg:matches "检索词"，检索词须是直接写出的字符串，不能是变量，也不能有别的类型。'
    'Write ?variable lg:matches "words": the words are a string that is written out, no variable and of no other type.'
)
_SUBJECT = (
    "lg:matches 的主语须是变量或 IRI，且不能在 [ ]、属性路径、引用三元组（<< >>）或 CONSTRUCT WHERE 中，"
    '请写成 ?变量 lg:matches "检索词"。'
    "The subject of lg:matches is a variable or an IRI, and it stands in no [ ], no path, no quoted triple and no "
    'CONSTRUCT WHERE; write ?variable lg:matches "words".'
)
_GRAPH = (
    "lg:matches 查的是全部文本的索引，在 GRAPH 中或用 FROM 指定图时，须在同一句再写一个属性，使结果限于该图："
    '?变量 lg:matches "检索词" ; lg:text ?文字；或把它写在 GRAPH 之外。'
    "lg:matches asks the index of all texts: within GRAPH or with FROM write one more property of its subject, so "
    'that only what that graph has is found: ?variable lg:matches "words" ; lg:text ?text; or write it outside of '
    "GRAPH."
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A verb and its objects, from token ``start`` to ``end``; ``objects`` are the ranges of the tokens of each."""

    start: int
    end: int
    objects: tuple[tuple[int, int], ...]
    matches: bool
    is_path: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """The triples of one subject: its tokens, from ``start`` to ``end``, and what is said of it.

    ``some_graphs``: they are asked of some graphs only, and not of all.
    """

    start: int
    end: int
    parts: tuple[_Part, ...]
    some_graphs: bool


def matched(query: CheckedQuery, find: Find | None, some_graphs: bool = False) -> CheckedQuery:
    """Return a query with its patterns of ``lg:matches`` answered; one without any as it is.

    ``some_graphs``: the query is asked of a dataset that somebody named, and not of all graphs.

    Raises :class:`queries.errors.MatchError` for a pattern that cannot be, and
    :class:`queries.errors.EngineError` where there is no index (``find`` is ``None``).
    """
    prefixes, base = declared_prefixes(query.tokens), base_of(query.tokens)
    named = {at for at, token in enumerate(query.tokens) if _names(token, prefixes, base)}
    if not named:
        return query
    edits = list(_Reader(query, named, find, some_graphs).edits())
    text = edited(query.text, edits).text
    plain = _onto(query.plain, edits, text)
    return replace(query, plain=plain, tokens=tuple(tokens(text)))


def _names(token: Token, prefixes: dict[str, str], base: str) -> bool:
    if token.kind is Kind.IRI:
        return token.text.endswith("matches>") and absolute(token.text[1:-1], base) == LG.matches
    return token.kind is Kind.NAME and iri_of(token, {**PREFIXES, **prefixes}) == LG.matches


def _onto(plain: Edited, edits: Sequence[Edit], text: str) -> Edited:
    """Return ``text`` as made of the source of ``plain`` by its edits and by those of its text."""
    later = [Edit(plain.place(start), plain.place(end), new) for start, end, new in edits]
    kept = [edit for edit in plain.edits if not any(one.start <= edit.start < one.end for one in later)]
    return Edited(plain.source, text, tuple(sorted([*kept, *later], key=lambda edit: edit.start)))


class _Reader:
    """Goes over the groups of a query, as far as the subjects of ``lg:matches`` need."""

    def __init__(self, query: CheckedQuery, named: set[int], find: Find | None, some_graphs: bool) -> None:
        self.query = query
        self.some_graphs = some_graphs
        self.tokens = query.tokens
        self.named = named
        self.find = find
        self.blocks: list[_Block] = []

    def edits(self) -> Iterator[Edit]:
        """Yield what becomes of the patterns."""
        at = self._template()
        self._refuse(place for place in self._in_quoted_triples() if place in self.named)
        while at < len(self.tokens):
            at = self._one_outside(at)
        for block in self.blocks:
            if any(part.matches for part in block.parts):
                yield self._answered(block)

    def _template(self) -> int:
        """Return where the query goes on after the template of a CONSTRUCT."""
        words = (at for at, token in enumerate(self.tokens) if token.word == Form.CONSTRUCT)
        if self.query.form is not Form.CONSTRUCT or (at := next(words, None)) is None:
            return 0
        if self._text(at + 1) == "{":
            return self._balanced(at + 1)
        self._refuse(at for at in self.named if self._is_verb(at))
        return len(self.tokens)

    def _in_quoted_triples(self) -> Iterator[int]:
        """Yield the places in ``<< … >>`` and ``{| … |}`` (SPARQL 1.2), whose signs we read as two each."""
        depth = 0
        for at, token in enumerate(self.tokens[:-1]):
            after = self.tokens[at + 1]
            pair = token.text + after.text if token.end == after.start else ""
            depth += (pair in ("<<", "{|")) - (pair in (">>", "|}"))
            if depth > 0:
                yield at

    def _text(self, at: int) -> str:
        return self.tokens[at].text if at < len(self.tokens) else ""

    def _word(self, at: int) -> str:
        return self.tokens[at].word if at < len(self.tokens) else ""

    def _is_verb(self, at: int) -> bool:
        """Tell whether a token stands where a verb may, by what is before and after it."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else _END
        return after.kind in (Kind.STRING, Kind.VARIABLE) or self._text(at - 1) in ("[", "/", "^", "|", "!")

    def _refuse(self, places: Iterable[int]) -> None:
        for at in places:
            raise self._wrong(at, _SUBJECT)

    def _wrong(self, at: int, said: str) -> MatchError:
        return MatchError(self.query.plain.source, self.query.plain.place(self.tokens[at].start), said)

    def _balanced(self, at: int) -> int:
        """Return where brackets that open at ``at`` have ended; groups within expressions are read."""
        depth = 0
        while at < len(self.tokens):
            text = self.tokens[at].text if self.tokens[at].kind is Kind.SIGN else ""
            if text == "{" and depth and self._word(at - 1) == "EXISTS":
                at = self._group(at + 1)
                continue
            depth += (text in _OPEN and bool(text)) - (text in _CLOSE and bool(text))
            at += 1
            if not depth:
                break
        return at

    def _one_outside(self, at: int) -> int:
        """Go over a token, or what it opens, outside of groups."""
        text = self._text(at)
        if text == "{":
            return self._group(at + 1)
        if text == "(":
            return self._balanced(at)
        return self._values(at + 1) if self._word(at) == "VALUES" else at + 1

    def _values(self, at: int) -> int:
        if self._text(at) == "(":
            at = self._balanced(at)
        while at < len(self.tokens) and self._text(at) != "{":
            at += 1
        return self._balanced(at)

    def _group(self, at: int) -> int:
        """Go over a group whose brace is open; return where it has ended."""
        while at < len(self.tokens):
            text, word = self._text(at), self._word(at)
            if text == "}":
                return at + 1
            if word == "SELECT":
                while at < len(self.tokens) and self._text(at) != "{":
                    at = self._balanced(at) if self._text(at) == "(" else at + 1
            elif text in ("{", "(") or word == "VALUES":
                at = self._one_outside(at) if text != "(" or self._is_expression(at) else self._block(at)
            elif word == "GRAPH":
                at = self._in_graph(at + 2)
            elif word or text in (".", ")", "]", ";", ","):
                at += 1
            elif self.tokens[at].kind in (Kind.NAME, Kind.IRI) and self._text(at + 1) == "(":
                at = self._balanced(at + 1)  # a function of FILTER
            else:
                at = self._block(at)
        return at

    def _in_graph(self, at: int) -> int:
        """Go over the group of a GRAPH."""
        if self._text(at) != "{":
            return at
        outside, self.some_graphs = self.some_graphs, True
        at = self._group(at + 1)
        self.some_graphs = outside
        return at

    def _is_expression(self, at: int) -> bool:
        """Tell whether a bracket is that of an expression and no collection: a word stands before it."""
        return bool(self._word(at - 1)) or self._text(at - 1) == ")"

    def _block(self, at: int) -> int:
        """Go over the triples of one subject."""
        start = at
        at = self._term(at)
        parts: list[_Part] = []
        while at < len(self.tokens):
            begin = at
            at, is_path = self._verb(at)
            if at == begin:
                break
            inside = [place for place in range(begin, at) if place in self.named]
            if is_path:
                self._refuse(inside)
            objects = []
            while at < len(self.tokens) and self._text(at) not in (".", ";", "}"):
                first = at
                at = self._term(at)
                objects.append((first, at))
                if self._text(at) != ",":
                    break
                at += 1
            parts.append(_Part(begin, at, tuple(objects), bool(inside), is_path))
            if self._text(at) != ";":
                break
            while self._text(at) == ";":
                at += 1
        self.blocks.append(_Block(start, at, tuple(parts), self.some_graphs))
        return max(at, start + 1)

    def _verb(self, at: int) -> tuple[int, bool]:
        """Return where a verb has ended, ``at`` if there is none, and whether it is a path."""
        start = at
        while at < len(self.tokens):
            while self._text(at) in ("^", "!"):
                at += 1
            token = self.tokens[at] if at < len(self.tokens) else _END
            if token.text == "(":
                at = self._balanced(at)
            elif token.kind in (Kind.IRI, Kind.NAME, Kind.VARIABLE) or token.text == "a":
                at += 1
            else:
                return start, False
            while self._text(at) in _POSTFIX:
                at += 1
            if self._text(at) not in _AFTER_PATH:
                break
            at += 1
        return at, at - start > 1

    def _term(self, at: int) -> int:
        """Return where a term has ended: a node, a literal, or what stands in brackets."""
        token = self.tokens[at]
        if token.text in ("[", "("):
            end = self._balanced(at)
            self._refuse(place for place in range(at, end) if place in self.named and self._is_verb(place))
            return end
        at += 2 if token.text in ("+", "-") else 1
        if token.kind is Kind.STRING and at < len(self.tokens):
            at += 1 if self.tokens[at].kind is Kind.LANGUAGE else 2 if self._text(at) == "^^" else 0
        return at

    def _answered(self, block: _Block) -> Edit:
        """Return what a block becomes: what was found, then what else is said of its subject."""
        subject = self.tokens[block.start]
        wanted = [part for part in block.parts if part.matches]
        if subject.kind not in (Kind.VARIABLE, Kind.IRI, Kind.NAME):
            self._refuse([wanted[0].start])
        if block.some_graphs and not any(not (part.matches or part.is_path) for part in block.parts):
            raise self._wrong(wanted[0].start, _GRAPH)
        found = " ".join(
            self._found(subject, self._object(part, one)) for part in wanted for one in _of(part)
        )
        rest = " ; ".join(self._source(part.start, part.end) for part in block.parts if not part.matches)
        new = f"{found} {subject.text} {rest}" if rest else found
        return Edit(subject.start, self.tokens[block.end - 1].end, f"{new} ")

    def _source(self, start: int, end: int) -> str:
        return self.query.text[self.tokens[start].start : self.tokens[end - 1].end]

    def _object(self, part: _Part, one: tuple[int, int]) -> Token:
        at = one[0]
        token = self.tokens[at] if at < len(self.tokens) else _END
        if token.kind is not Kind.STRING or not self._is_string(at, one[1]):
            raise self._wrong(part.start, _WRITE)
        return token

    def _is_string(self, at: int, end: int) -> bool:
        """Tell whether a literal from ``at`` to ``end`` has no type but that of strings."""
        if end - at < 3:
            return True
        kind = self.tokens[at + 2]
        if kind.kind is Kind.NAME:
            return iri_of(kind, {**PREFIXES, **declared_prefixes(self.tokens)}) == _STRING
        return absolute(kind.text[1:-1], base_of(self.tokens)) == _STRING

    def _found(self, subject: Token, words: Token) -> str:
        if self.find is None:
            raise EngineError(
                "lg:matches: 这里没有检索索引，请对 lawgraph build 生成的图谱提问，或改用 FILTER(CONTAINS(…))。"
                "There is no search index here; ask a graph that lawgraph build made, or use FILTER(CONTAINS(…))."
            )
        try:
            iris = sorted(set(self.find(_unquoted(words.text))))
        except ValueError as error:
            raise self._wrong(self.tokens.index(words), f"lg:matches {error}") from error
        nodes = [f"<{iri}>" for iri in iris]
        if subject.kind is Kind.VARIABLE:
            return f"VALUES {subject.text} {{ {' '.join(nodes)} }}"
        return f"FILTER({subject.text} IN ({', '.join(nodes)}))"


def _of(part: _Part) -> tuple[tuple[int, int], ...]:
    """Return the objects of a part, a place after it for one that has none."""
    return part.objects or ((part.end, part.end),)


_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def _unquoted(literal: str) -> str:
    r"""Return the value of a string as it is written.

    >>> _unquoted(r"'a\'b'")
    "a'b"
    """
    marks = 3 if literal[:3] in ('"""', "'''") and len(literal) > 5 else 1
    return _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), literal[marks:-marks])
