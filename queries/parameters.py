"""Parameters of named queries: their types, the values they allow, and the SPARQL terms of a given value."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass

from queries.errors import ParameterError
from queries.values import ParameterType

_FORMS = {
    ParameterType.STRING: ("文字", "words"),
    ParameterType.INTEGER: ("整数", "a whole number"),
    ParameterType.DECIMAL: (
        "数（可写 10万元、1.5亿，不多于 18 位）",
        "a number (10万元 and 1.5亿 will do), at most 18 digits",
    ),
    ParameterType.DATE: ("日期（可写 2015年1月1日）", "a date (2015年1月1日 will do)"),
    ParameterType.IRI: ("完整的 IRI", "a full IRI"),
    ParameterType.DIVISION: (
        "行政区划的名称或代码（如 海西州、632800）",
        "the name or the GB/T 2260 code of a division",
    ),
    ParameterType.PLACE: ("条款（如 第十六条、附件2第18项）或 IRI", "a provision as it is cited, or an IRI"),
}
_SHOWN = 40  # values in a message; a longer list is cut to the nearest
_NEAREST = 12
_QUOTED = 60  # characters of a value in a message
_NEAR = 0.4  # the least likeness of two names that are taken for each other, from 0 to 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a parameter allows: what queries compare with, its labels, and further names for it."""

    code: str
    zh: str
    en: str
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it may be given."""
        return (self.code, self.zh, self.en, *self.others)

    def likeness(self, word: str) -> float:
        """How much the nearest of its names is like ``word``, from 0 to 1."""
        return max(difflib.SequenceMatcher(None, word, _key(name)).ratio() for name in self.names)


def _shown(value: object) -> str:
    """Return the beginning of a value in one line."""
    text = str(value)
    return " ".join((text[: _QUOTED - 1] + "…" if len(text) > _QUOTED else text).split())


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter.

    ``default`` is ``None`` if it has none; then it is ``required`` or may be left out. Its values are free,
    those ``listed``, or the concepts of ``scheme``, of which with ``partial`` a part of a label will do. Of free
    words, ``found`` is the named query and the column of its answer that has those which the graph knows.
    """

    name: str
    type: ParameterType
    example: str
    default: str | None
    required: bool
    description_zh: str
    description: str
    listed: tuple[Choice, ...] = ()
    scheme: str | None = None
    partial: bool = False
    found: tuple[str, str] | None = None

    @property
    def variable(self) -> str:
        """The SPARQL variable of this parameter, without its mark."""
        return self.name.replace("-", "_")

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The values that it allows; none where every value of the type will do."""
        if self.scheme is None:
            return self.listed
        from ontology.concepts import scheme  # reads Turtle: only where it is asked for

        return tuple(
            Choice(concept.identifier, concept.zh, concept.en, concept.alt_labels)
            for concept in scheme(self.scheme)
        )

    def sparql(self, value: object) -> str:
        """Return ``value`` as SPARQL terms, ``UNDEF`` for ``None``.

        Raises :class:`ParameterError` saying what is wanted.
        """
        if value is None:
            return "UNDEF"
        try:
            return self.type.sparql_of(self._code(str(value)) if self.choices else value)
        except ValueError as error:
            zh, en = _FORMS[self.type]
            raise ParameterError(
                f"{self.name}: “{_shown(value)}”不是{zh}，请改写，例如 {self.name}={self.example}。"
                f"{_shown(value)!r} is not {en} (type {self.type}); write for example {self.name}={self.example}."
            ) from error

    def _code(self, value: str) -> str:
        """Return the code of the choice that is called ``value``, or with ``partial`` the part itself."""
        key = _key(value)
        choices = self.choices
        preferred = {_key(name): choice for choice in choices for name in (choice.code, choice.zh, choice.en)}
        if key in preferred:
            return preferred[key].code
        if self.partial and key and any(key in _key(choice.zh) for choice in choices):
            return value.strip()
        for choice in choices:
            if key in map(_key, choice.others):
                return choice.code
        raise ParameterError(self._not_allowed(value))

    def nearest(self, value: str) -> tuple[Choice, ...]:
        """Return the values that it allows, those first whose names are most like ``value``."""
        key = _key(value[:_QUOTED])
        return tuple(sorted(self.choices, key=lambda choice: -choice.likeness(key)))

    def _not_allowed(self, value: str) -> str:
        key, said = _key(value[:_QUOTED]), _shown(value)
        ranked = self.nearest(value)
        near = ranked[0] if ranked[0].likeness(key) >= _NEAR else None
        shown = ranked if len(ranked) <= _SHOWN else ranked[:_NEAREST]
        listed = "、".join(f"{choice.zh} {choice.code}" for choice in shown)
        guess_zh = f"，是不是“{near.zh}”？" if near else "，"
        guess_en = f"did you mean {near.code}? " if near else ""
        which = "可用的值" if len(shown) == len(ranked) else f"{len(ranked)} 个可用的值中最接近的"
        return (
            f"{self.name}: 没有“{said}”这个值{guess_zh}{which}：{listed}；全部见 lawgraph queries。"
            f"No value {said!r}; {guess_en}all values: lawgraph queries."
        )
