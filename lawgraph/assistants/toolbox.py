"""The tools: their names, what they say of themselves, their arguments, and calling one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lawgraph.assistants import card, duties, finding, provisions
from lawgraph.assistants.answers import Answer, Page, as_json
from lawgraph.assistants.arguments import Argument, Given
from lawgraph.assistants.asking import Asking
from lawgraph.assistants.refusals import Kind, Refusal

_LONGEST_QUERY = 20_000  # code points
_ADDRESS = Argument(
    "address", "IRI，或《…条例》第二十二条第二款，或条款（配 document）", required=True, most=300
)
_DOCUMENT = Argument("document", "文件标题、其一部分或 IRI", most=300)
_LIMIT, _CURSOR = Argument("limit", type="integer", most=50), Argument("cursor", "上一页的 next", most=100)
_PAGED = (_LIMIT, _CURSOR)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: ``says`` is its description, ``run`` answers a call of it."""

    name: str
    title: str
    says: str
    arguments: tuple[Argument, ...]
    run: Callable[[Asking, Given, Page], Answer]
    limit: int = 10

    def schema(self) -> dict[str, object]:
        """Return the JSON Schema of the arguments."""
        required = [argument.name for argument in self.arguments if argument.required]
        said: dict[str, object] = {
            "type": "object",
            "properties": {argument.name: argument.schema() for argument in self.arguments},
            "additionalProperties": False,
        }
        return said | ({"required": required} if required else {})

    def call(self, asking: Asking, arguments: Mapping[str, object]) -> Answer:
        """Answer a call; raise :class:`Refusal`."""
        given = Given(self.arguments, arguments)
        question = f"{self.name} {as_json(dict(sorted(given.question().items())))}"
        page = Page(given.number("limit", self.limit), given.text("cursor"), question)
        return self.run(asking, given, page)


TOOLS = (
    Tool(
        "find",
        "找条款",
        "按字句及同义词找条款，空格分隔的词须都出现。Find provisions that hold all the words.",
        (
            Argument("text", required=True, most=200),
            Argument("kind", choices=tuple(finding.KINDS.values()), names=finding.KINDS),
            _DOCUMENT,
            Argument("level", choices=tuple(finding.LEVELS.values()), names=finding.LEVELS),
            *_PAGED,
        ),
        provisions.find,
    ),
    Tool(
        "provision",
        "条款原文",
        "某一地址的原文与下级条款；只给文件时列出其条款。Text at an address; of a document its provisions.",
        (_ADDRESS, _DOCUMENT, Argument("full", "全文", type="boolean"), *_PAGED),
        provisions.provision,
        20,
    ),
    Tool(
        "links",
        "对应、引用与缺口",
        "条款或文件的上下级对应（概率、宽严）、引用、被引用和缺口。Links across levels, citations and gaps.",
        (_ADDRESS, _DOCUMENT, Argument("kind", choices=provisions.RELATED), *_PAGED),
        provisions.links,
    ),
    Tool(
        "duties",
        "部门职责",
        "某机构牵头、配合、负责的任务和承担的规范。What a body leads, supports, answers for, must do.",
        (
            Argument("body", "机构名称或其一部分，或职能，如 财政", required=True, most=100),
            Argument("role", choices=tuple(duties.ROLES.values()), names=duties.ROLES),
            Argument("dated", "只要有期限的", type="boolean"),
            _DOCUMENT,
            *_PAGED,
        ),
        duties.duties,
    ),
    Tool(
        "figures",
        "金额、比例与期限",
        "amounts 金额比例，deadlines 期限日期，working-days 谁在几个工作日内做什么，payments 谁付谁得，penalties 罚则。"
        "Amounts, deadlines, who must act, payments, penalties.",
        (
            Argument("what", required=True, choices=tuple(duties.FIGURES)),
            Argument("address", "只要这一条款的", most=300),
            _DOCUMENT,
            Argument("who", "working-days 的承担者，payments 的付款方，penalties 的行为", most=100),
            Argument("text", "只要含此字句的", most=100),
            *_PAGED,
        ),
        duties.figures,
    ),
    Tool(
        "compare",
        "两规对照",
        "两份文件或两处条款对照：对应、宽严（指下级）、仅一方有的。Two rules side by side.",
        (
            Argument("first", "文件或条款的地址", required=True, most=300),
            Argument("second", "另一文件或其条款", required=True, most=300),
            Argument("what", choices=duties.COMPARED),
            *_PAGED,
        ),
        duties.compare,
    ),
    Tool(
        "schema",
        "图谱说明",
        "前缀、类、例子、易错处、现成查询、文件目录。Prefixes, classes, examples, pitfalls, named queries, documents.",
        (),
        card.schema,
    ),
    Tool(
        "sparql",
        "SPARQL",
        "只读 SPARQL 1.1（前缀不必声明），或按 name 用现成查询（见 schema）。Read-only SPARQL, or a named query.",
        (
            Argument("query", most=_LONGEST_QUERY),
            Argument("name", most=100),
            Argument("parameters", "现成查询的参数", type="object"),
            Argument("full", "不截短", type="boolean"),
            Argument("limit", type="integer", most=200),
            _CURSOR,
        ),
        card.sparql,
        20,
    ),
)


def tool(name: str) -> Tool:
    """Return a tool; raise :class:`Refusal` when there is none of this name."""
    for each in TOOLS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in TOOLS)
    raise Refusal(
        Kind.BAD_REQUEST, f"{name[:100]}: 没有这个工具，有 {known}。No such tool; there are {known}."
    )
