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

`lawgraph serve` answers each at `/queries/NAME?parameter=value` as JSON, CSV or a workbook (by `Accept` or \
`format=json|sparql-json|csv|xlsx`), lists them at `/queries`, the values of a parameter at \
`/queries/NAME/values/PARAMETER` (`offset`, `limit`, `near`), and describes them at `/openapi.json`. The same \
queries stand in every graph with their titles, parameters and text (`lawgraph query examples`), beside what is \
easily got wrong (`lawgraph query pitfalls`).
服务用 `/queries/查询名?参数=值` 回答同样的查询，给出 JSON、CSV 或工作簿；图谱里也记有这些查询和易错之处。

Every query but one gives the same rows on Oxigraph and on Virtuoso 7 (`tests/test_second_engine.py`). Four things of \
Virtuoso are no SPARQL 1.1 and decide how they are written; `?t` are words of the graph, such as `lg:label`. \
`SELECT (CONCAT("a", ?x) AS ?y) {}` gives `a`, where the standard has an error and no value: what may be unbound \
stands in `IF(BOUND(?x), …)`. `CONCAT("（", ?t)` spoils the Chinese of `?t`: write `CONCAT("（"@zh, ?t)`, and `STR()` \
of the whole where a plain string is wanted. `MIN(?t)` gives nothing: names are listed, or `MIN(STR(?t))` is taken. \
`SELECT ?n ?y { { SELECT ?n (GROUP_CONCAT(?t) AS ?y) { … } GROUP BY ?n } } ORDER BY ?n` is an error (SR319, SR478) \
where a list is longer than some 3,600 bytes: no query can do without a list and an order, so on long rules ask \
`duties-side-by-side` there for one `modality` or without its `ORDER BY`.

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
    Path(sys.argv[1]).write_text(table(), "utf-8", newline="\n")
