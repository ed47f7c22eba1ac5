"""Write the table of the named queries: ``python tools/query_table.py docs/queries.md``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

from queries import NamedQuery, library  # noqa: E402
from queries.parameters import Parameter  # noqa: E402

HEAD = """# The named queries 查询库

Made by `python tools/query_table.py docs/queries.md` from the headers of `queries/*.rq`; do not edit by hand.
本页由程序生成，请勿手改。

Ask with `lawgraph query NAME --param name=value`; `lawgraph queries NAME` lists the values that a parameter allows. \
Parameters in bold must be given. Each file is SPARQL 1.1 that runs as it stands.

| query | 回答 answers | 参数 parameters |
| --- | --- | --- |
"""


def _parameter(parameter: Parameter) -> str:
    name = f"**{parameter.name}**" if parameter.required else parameter.name
    return f"{name} ({parameter.type}, `{parameter.example}`)"


def row(query: NamedQuery) -> str:
    """Return the line of one query."""
    parameters = "; ".join(map(_parameter, query.parameters)) or "–"
    return f"| `{query.name}` | {query.title_zh}：{query.answers_zh}<br>{query.answers} | {parameters} |"


def table() -> str:
    """Return the whole page."""
    return HEAD + "\n".join(map(row, library())) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(table(), "utf-8")
