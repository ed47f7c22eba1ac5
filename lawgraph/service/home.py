"""Where to go from ``/``, for programs, and the list of the named queries as a plain page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lawgraph.service.front import Front
from queries.named_queries import NamedQuery

WAYS = (
    ("/sparql", "SPARQL 查询", "SPARQL queries"),
    ("/queries", "命名查询", "named queries"),
    ("/search", "检索文字：/search?q=融资担保", "search in the texts: /search?q=…"),
    ("/openapi.json", "接口说明（OpenAPI）", "this service in OpenAPI"),
    ("/.well-known/void", "数据集说明（VoID、DCAT）", "the data set in VoID and DCAT"),
    ("/health", "服务状态", "whether it is well"),
)
"""Where something is: path, and what is there in Chinese and English."""
_TITLE = "中国法规政策知识图谱", "A knowledge graph of Chinese legal and policy texts"
_STYLE = (
    "body{font-family:system-ui,'Noto Sans SC',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "line-height:1.6}"
)
_HEADERS = {
    "Vary": "Accept",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


def ways() -> str:
    """Return the paths where something is, for a message."""
    return "、".join(path for path, _, _ in WAYS)


async def home(request: Request, front: Front) -> Response:
    """Answer programs with where to go; readers have the overview of the explorer."""
    said = {
        "title": {"zh": _TITLE[0], "en": _TITLE[1]},
        "ways": [{"address": front.address(request, path), "zh": zh, "en": en} for path, zh, en in WAYS],
    }
    body = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return Response(body, headers={"Vary": "Accept"}, media_type="application/json")


def listing(queries: Iterable[NamedQuery], prefix: str) -> Response:
    """Return the named queries as a page, each with a link to its example; ``prefix`` stands before their paths."""
    items = []
    for query in queries:
        given = {each.name: each.example for each in query.parameters}
        link = f"{prefix}/queries/{query.name}" + (f"?{urlencode(given)}" if given else "")
        parameters = "；".join(f"{name}={value}" for name, value in given.items())
        items.append(
            f"<dt>{escape(query.title_zh)} <code>{escape(query.name)}</code></dt><dd>{escape(query.answers_zh)}。"
            f'<a href="{escape(link)}">示例</a>{"（" + escape(parameters) + "）" if parameters else ""}</dd>'
        )
    return HTMLResponse(_page("命名查询", f"<dl>{''.join(items)}</dl>"), headers=_HEADERS)


def _page(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<h1>{title}</h1>{body}</body></html>\n"
    )
