"""The server of the Model Context Protocol, by its official SDK, over the tools of the toolbox."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from mcp import types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from starlette.applications import Starlette

from lawgraph import __version__
from lawgraph.assistants.answers import told
from lawgraph.assistants.asking import Asking, Workers
from lawgraph.assistants.card import said
from lawgraph.assistants.refusals import Kind, Refusal
from lawgraph.assistants.toolbox import TOOLS, tool
from lawgraph.service.limits import ServeError

SECONDS = 20.0  # that one call may take
_AT_ONCE = 4  # calls
_HOSTS = ("127.0.0.1", "localhost", "[::1]")
PATH = "/mcp"


def server(workers: Callable[[], Awaitable[Workers]]) -> Server[Any]:
    """Return the server; ``workers`` returns the workers as soon as they can answer."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def listed(
        _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=described())

    async def called(
        _: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        try:
            there = await workers()
            async with places:
                return await asyncio.to_thread(answered, there, params.name, params.arguments or {})
        except ServeError as error:
            return _refused(Refusal(Kind.BROKEN, str(error)))
        except Exception as error:
            traceback.print_exception(error)
            raise MCPError(
                types.INTERNAL_ERROR,
                f"{params.name[:100]}: 工具内部出错，请报告。The tool failed; please report it.",
            ) from None

    return Server(
        "lawgraph",
        version=__version__,
        title="中国法规政策知识图谱",
        instructions="\n".join(said()["instructions"]),
        on_list_tools=listed,
        on_call_tool=called,
    )


def described() -> list[types.Tool]:
    """Return the tools as the protocol lists them."""
    return [
        types.Tool(
            name=each.name,
            title=each.title,
            description=each.says,
            input_schema=each.schema(),
            annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )
        for each in TOOLS
    ]


def answered(workers: Workers, name: str, arguments: Mapping[str, object]) -> types.CallToolResult:
    """Return the answer to a call, or its refusal."""
    try:
        answer = tool(name).call(Asking(workers, SECONDS), arguments)
    except Refusal as refusal:
        return _refused(refusal)
    return _result(answer.data, answer.text)


def _refused(refusal: Refusal) -> types.CallToolResult:
    return _result(refusal.data(), told(refusal), is_error=True)


def _result(data: Mapping[str, object], text: str, *, is_error: bool = False) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)], structured_content=dict(data), is_error=is_error
    )


async def over_stdio(served: Server[Any]) -> None:
    """Serve one client on standard input and output until it leaves."""
    async with stdio_server() as (reading, writing):
        await served.run(reading, writing, served.create_initialization_options())


def over_http(served: Server[Any], size: int) -> Starlette:
    """Return the application of the streamable HTTP transport, without sessions: nothing is kept between calls.

    It answers hosts and origins of this machine only, so that no page of elsewhere can ask through a browser.
    ``size`` bounds a request, in bytes.
    """
    return served.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=size,
        transport_security=TransportSecuritySettings(
            enable_dns_rebinding_protection=True,
            allowed_hosts=[f"{host}:*" for host in _HOSTS],
            allowed_origins=[f"http://{host}:*" for host in _HOSTS],
        ),
    )
