"""What a decision that amends says: its instructions, one by one, with their very words and places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.model import Diagnostic, Document
from ingest.text import CleanText, Span
from ontology.numerals import chinese_numeral


class Operation(StrEnum):
    """What an instruction does; the values stand in the JSON of ``lawgraph amend``."""

    REPLACE = "replace"  # 将第X条修改为：“…”
    WORDS = "words"  # 第X条中的“A”修改为“B”; “A”后增加“B”; 删去第X条中的“A”
    INSERT = "insert"  # 增加一条，作为第X条：“…”
    DELETE = "delete"  # 删去第X条第二款
    RENUMBER = "renumber"  # 第X条改为第Y条
    MERGE = "merge"  # 将第X条、第Y条合并，作为第Z条，修改为：“…”
    ORDER = "order"  # 对条文顺序作相应调整
    COMMENCE = "commence"  # 本决定自…起施行
    REPUBLISH = "republish"  # 根据本决定作相应修改，重新公布
    REPEAL = "repeal"  # 废止《…》
    UNKNOWN = "unknown"  # not understood


class Whither(StrEnum):
    """Where words are put beside others."""

    INSTEAD = "instead"
    AFTER = "after"
    BEFORE = "before"
    END = "end"
    START = "start"


TELLING = frozenset({Operation.COMMENCE, Operation.REPUBLISH, Operation.REPEAL})
"""Instructions that change no words of the rule."""


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a rule that an instruction names: numbers as the contract's paths have them (``133.1`` for 之一).

    ``part`` is what has no number: ``title`` (名称), ``preamble`` (引言), ``heading`` (of a chapter: 章名), ``intro``
    (the words of an article before its items: 条首部分), ``whole`` (全文). ``line`` counts paragraphs of a preamble.
    """

    chapter: str | None = None
    section: str | None = None
    article: str | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    part: str | None = None
    line: int | None = None

    @property
    def level(self) -> str:
        """What kind of part is meant: the smallest that is named."""
        if self.part in ("intro", "heading"):
            return self.part
        for name in ("subitem", "item", "paragraph", "line", "article", "section", "chapter"):
            if getattr(self, name) is not None:
                return name
        return self.part or ""

    def at(self, level: str, number: str | int | None) -> Place:
        """Return the place with another number at a level.

        >>> str(Place(article="5").at("paragraph", 2))
        '第五条第二款'
        """
        text = number if isinstance(number, str) else None
        whole = number if isinstance(number, int) else None
        match level:
            case "chapter":
                return replace(self, chapter=text)
            case "section":
                return replace(self, section=text)
            case "article":
                return replace(self, article=text)
            case "paragraph":
                return replace(self, paragraph=whole)
            case "item":
                return replace(self, item=whole)
            case "subitem":
                return replace(self, subitem=whole)
            case "line":
                return replace(self, line=whole)
        raise ValueError(f"{level} is no level of a rule")

    def within(self, context: Place) -> Place:
        """Return the place with the levels above it that it does not name taken from a context.

        >>> Place(paragraph=2).within(Place(article="5", item=3))
        Place(chapter=None, section=None, article='5', paragraph=2, item=None, subitem=None, part=None, line=None)
        """
        if self.article is not None or self.chapter is not None or self.section is not None:
            return self
        if self.part in ("title", "whole") or not self.level:
            return self
        if self.part == "preamble" or (self.line is not None and context.article is None):
            return replace(self, part="preamble")
        full = replace(self, article=context.article)
        if self.subitem is not None and self.item is None:
            full = replace(full, item=context.item)
        if (self.item is not None or self.subitem is not None) and self.paragraph is None:
            full = replace(full, paragraph=context.paragraph)
        return full

    def __str__(self) -> str:
        """Return the place as rules print it."""
        said = ""
        if self.chapter:
            said += f"第{_numeral(self.chapter)}章"
        if self.section:
            said += f"第{_numeral(self.section)}节"
        if self.article:
            said += article_label(self.article)
        said += {
            "title": "名称",
            "preamble": "引言",
            "heading": "标题",
            "intro": "条首",
            "whole": "全文",
        }.get(self.part or "", "")
        for number, unit in (
            (self.line, "段"),
            (self.paragraph, "款"),
            (self.item, "项"),
            (self.subitem, "目"),
        ):
            if number is not None:
                said += f"第{chinese_numeral(number)}{unit}"
        return said


def _numeral(number: str) -> str:
    return chinese_numeral(int(number)) if number.isdigit() else number


def article_label(number: str, digits: bool = False) -> str:
    """Return the label of an article by its number.

    >>> article_label("133.1"), article_label("5", digits=True)
    ('第一百三十三条之一', '第5条')
    """
    main, _, after = number.partition(".")
    first = main if digits else chinese_numeral(int(main))
    return f"第{first}条" + (f"之{chinese_numeral(int(after))}" if after else "")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: its paragraphs, without the marks that open and close it.

    ``closed`` is False where the closing mark is missing and the end was told by what follows.
    """

    paragraphs: tuple[CleanText, ...]
    closed: bool = True

    @property
    def text(self) -> str:
        """The words, paragraphs parted by a newline."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction of a decision, with its very words.

    ``label`` is the number of the point it stands under (``三、``), ``target`` the title of the rule that it is for
    (None: that of the decision). ``places`` are what it is on, by the numbers of the rule before the decision; ``to``
    the numbers afterwards. ``old`` and ``new`` are quoted words, in pairs where there are several of both.
    ``everywhere``: every place where the words stand is meant. ``restates``: the new words are what other instructions
    of the same sentence amount to. ``formula`` is the line of ``formulas.tsv`` it was read by. ``titles`` are those of
    rules repealed.
    """

    order: int
    operation: Operation
    text: str
    spans: tuple[Span, ...]
    label: str | None = None
    target: str | None = None
    places: tuple[Place, ...] = ()
    to: tuple[Place, ...] = ()
    old: tuple[Quotation, ...] = ()
    new: tuple[Quotation, ...] = ()
    whither: Whither = Whither.INSTEAD
    everywhere: bool = False
    restates: bool = False
    titles: tuple[str, ...] = ()
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, the titles of the rules that it amends, in order, and what it says on them."""

    document: Document
    targets: tuple[str, ...]
    instructions: tuple[Instruction, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
