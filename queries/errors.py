"""What can go wrong between a question and its answer; every message ends with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries.result import Result

_SHOWN = 40  # characters of a query in a message


class QueryError(Exception):
    """Base of all errors of this package."""


class QueryNotFound(QueryError):
    """No named query has this name; ``near`` holds the names most like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        self.name = name
        self.near = tuple(near)
        guess = ", ".join(self.near)
        hint_zh = f"，是不是 {guess}？" if near else "，"
        hint = f"did you mean {guess}? " if near else ""
        super().__init__(
            f"{name}: 没有这个查询{hint_zh}查询名见 lawgraph queries。"
            f"No query has this name; {hint}the names: lawgraph queries."
        )


class HeaderError(QueryError):
    """The header of an ``.rq`` file breaks the format of :mod:`queries.named_queries`."""


class ParameterError(QueryError):
    """A parameter is unknown, missing or of another type than the header of the query declares."""


class QuerySyntaxError(QueryError):
    """The text is no SPARQL 1.1 query; ``line`` and ``column`` count from 1, in code points.

    ``start`` is the offset of what is wrong in ``text`` and ``found`` what stands there, nothing at the end;
    ``why`` says more, in Chinese and English, each a sentence without its full stop.
    """

    def __init__(self, text: str, start: int, found: str, why: tuple[str, str] | None = None) -> None:
        self.start, self.found, self.why = start, found, why
        self.line = text.count("\n", 0, start) + 1
        self.column = start - (text.rfind("\n", 0, start) + 1) + 1
        shown = " ".join(found.split())
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        zh, en = why or ("请改正此处", "correct the query there")
        zh_place, en_place = (f"“{shown}”", f"at '{shown}'") if shown else ("末尾", "at its end")
        super().__init__(
            f"line {self.line}, column {self.column}: 查询在{zh_place}处有 SPARQL 语法错误：{zh}。"
            f"SPARQL syntax error in line {self.line}, column {self.column}, {en_place}; {en}."
        )


class MatchError(QueryError):
    """A pattern of ``lg:matches`` cannot be answered: its form, its words, or how much they find.

    ``start`` is its offset in ``text``; ``said`` says what is wrong and what to write.
    """

    def __init__(self, text: str, start: int, said: str) -> None:
        self.text, self.start, self.said = text, start, said
        line, column = text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
        super().__init__(f"line {line}, column {column}: {said}")

    def __reduce__(self) -> tuple[type[MatchError], tuple[str, int, str]]:
        return MatchError, (self.text, self.start, self.said)


class ForbiddenQuery(QueryError):
    """The query would write or would call another server; the graph is read-only and stays on its machine."""


class GraphNotFound(QueryError):
    """There is no built graph at the path."""


class EngineError(QueryError):
    """The store or the remote service did not answer."""


class AnswerCut(EngineError):
    """A service gave a part of an answer only; ``partial`` is that part, the rows or triples that came."""

    def __init__(self, url: str, partial: Result, said: str = "") -> None:
        self.partial = partial
        zh, en = (f"（{said}）", f" ({said})") if said else ("", "")
        super().__init__(
            f"{url}: 服务只给出了前 {len(partial)} 行（或三元组）{zh}，结果可能不全，请缩小范围、加 LIMIT，"
            f"或提高服务的上限（docs/engines.zh.md）。The service gave the first {len(partial)} rows or triples "
            f"only{en}, and the answer may not be whole; ask for less, add a LIMIT, or raise it (docs/engines.md)."
        )


class PandasNotFound(QueryError, ImportError):
    """A table was asked for as a DataFrame and pandas, which nothing else needs, is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "pandas: 未安装，DataFrame 需要它；请运行 python -m pip install pandas（在项目目录亦可 make notebook），"
            "或改用 g.result(…)。pandas, which a DataFrame needs, is not installed; run python -m pip install "
            "pandas (make notebook in the project does it too), or use g.result(…)"
        )
