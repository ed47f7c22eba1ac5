"""What changes something on the page 导入: files that are dropped, metadata that is corrected, building anew.

Only where a folder is open (``lawgraph open``), and never for a page of another site
(:func:`lawgraph.service.writing.refuse_writing`). A script gets JSON, a form a page.
"""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import parse_qsl, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from lawgraph.build.became import Became, read_files
from lawgraph.explorer.importing.form import filled_in, source_of
from lawgraph.explorer.importing.page import PAGE
from lawgraph.explorer.importing.rebuilding import Phase, Progress
from lawgraph.explorer.importing.receiving import MOST, checked_name, incoming, look_at, put, too_large
from lawgraph.explorer.importing.refusals import Refused
from lawgraph.explorer.importing.report import key_of
from lawgraph.explorer.importing.sources import Sources
from lawgraph.explorer.importing.stating import state
from lawgraph.service.writing import Guard, refuse_writing

if TYPE_CHECKING:
    from lawgraph.explorer.application import Explorer

Look = Callable[[], Awaitable[str]]
Change = Callable[[Request, "Explorer", Sources], Awaitable[Response]]
_FORM = 1 << 18  # bytes
_PIECE = 1 << 20
_READ = 4  # so many times the size is read and thrown away: who still sends does not hear why it was refused
_SILENT = 30.0  # seconds that a file may pause while it comes in


def routes(made: Explorer, guard: Guard, look: Look | None = None) -> list[Route]:
    """Return the addresses; ``look`` goes over to a graph that was just built."""

    async def progress(request: Request) -> Response:
        sources = _open(made)
        now = sources.rebuilding.progress
        if look and now.phase is Phase.DONE and now.graph != made.front.pool.store.parent.name:
            await look()
        return JSONResponse(_told(now), headers={"Cache-Control": "no-store"})

    def changing(change: Change) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            refuse_writing(request, guard)
            try:
                return await change(request, made, _open(made))
            except Refused as refused:
                return _refused(made, request, refused)
            except OSError as error:
                return _refused(made, request, _not_written(error))

        return answer

    return [
        Route("/import/progress", progress, methods=["GET"]),
        Route("/import/rebuild", changing(_rebuild), methods=["POST"]),
        Route("/import/stated", changing(_stated), methods=["POST"]),
        Route("/import/files/{name:path}", changing(_received), methods=["PUT"]),
    ]


def _open(made: Explorer) -> Sources:
    if made.sources is None:
        raise HTTPException(
            404,
            "import: 此服务没有打开文件夹，只能看；要导入请在本机运行 lawgraph open 文件夹。"
            "No folder is open here, so nothing can be changed; run lawgraph open FOLDER.",
        )
    return made.sources


def _told(now: Progress) -> dict[str, object]:
    return asdict(now)


async def _rebuild(request: Request, made: Explorer, sources: Sources) -> Response:
    now = sources.rebuilding.request()
    if _is_script(request):
        return JSONResponse(_told(now), 202)
    return RedirectResponse(_link(made, []), 303)


async def _stated(request: Request, made: Explorer, sources: Sources) -> Response:
    """Write what somebody filled in into the metadata file."""
    items = await _form(request)
    values = dict(items)
    each = await asyncio.to_thread(_file, sources, values.get("file", ""))
    source = source_of(each, sources)
    fields = filled_in(items)
    await asyncio.to_thread(state, source, fields, values.get("state", ""))
    before = parse_qsl(values.get("back", "").lstrip("?"))
    kept = [(name, value) for name, value in before if name in PAGE.parameters]
    link = _link(made, [*kept, ("saved", key_of(each.path))])
    return JSONResponse({"to": link}) if _is_script(request) else RedirectResponse(link, 303)


def _file(sources: Sources, key: str) -> Became:
    files = read_files(sources.graph)
    found = next((each for each in files.files if key_of(each.path) == key), None) if files else None
    if found is None:
        raise Refused(404, "没有这个文件，请从列表中选。", "There is no such file; choose one from the list.")
    return found


async def _received(request: Request, _: Explorer, sources: Sources) -> Response:
    """Take a file into the folder."""
    name = checked_name(request.path_params["name"])
    with incoming(sources.incoming, name) as path:
        with path.open("wb") as file:
            size = await _stream(request, file)
        await asyncio.to_thread(look_at, path)
        replace = request.query_params.get("replace") == "1"
        changed = await asyncio.to_thread(put, path, sources.folder, replace)
    return JSONResponse({"name": name, "bytes": size, "changed": changed}, 201 if changed else 200)


async def _stream(request: Request, file: BinaryIO) -> int:
    """Write what comes in to a file, piece by piece, and return how many bytes; raise :class:`Refused` for too many."""
    came, piece = 0, bytearray()
    pieces = request.stream()
    try:
        while True:
            async with asyncio.timeout(_SILENT):
                chunk = await anext(pieces, None)
            if chunk is None:
                break
            came += len(chunk)
            if came > _READ * MOST:
                break
            if came <= MOST:
                piece += chunk
                if len(piece) >= _PIECE:
                    await asyncio.to_thread(file.write, bytes(piece))
                    piece.clear()
    except TimeoutError as error:
        raise Refused(
            408, "文件没有传完，没有收下；请再放一次。", "The file did not arrive; drop it again."
        ) from error
    except ClientDisconnect as error:
        raise Refused(400, "文件没有传完，没有收下。", "The file did not arrive.") from error
    if came > MOST:
        raise too_large()
    await asyncio.to_thread(file.write, bytes(piece))
    return came


async def _form(request: Request) -> list[tuple[str, str]]:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM:
            raise Refused(
                413, "填写的内容太长，没有保存。", "What was filled in is too long; nothing was saved."
            )
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise Refused(
            400, "填写的内容读不了，没有保存。", "The form cannot be read; nothing was saved."
        ) from error


def _is_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _refused(made: Explorer, request: Request, refused: Refused) -> Response:
    if request.method == "PUT" or _is_script(request):
        said = {
            "zh": refused.zh,
            "en": refused.en,
            **({"instead": refused.instead} if refused.instead else {}),
        }
        headers = {"Connection": "close"} if refused.status in (408, 413) else None
        return JSONResponse(said, refused.status, headers)
    return made.trouble(request, refused.status, refused.zh, refused.en)


def _not_written(error: OSError) -> Refused:
    why = error.strerror or str(error)
    return Refused(
        507 if error.errno == errno.ENOSPC else 403,
        f"文件夹不能写入（{why}），没有保存；请检查权限和磁盘空间。",
        f"The folder cannot be written ({why}), so nothing was saved; check permissions and room.",
    )


def _link(made: Explorer, parameters: list[tuple[str, str]]) -> str:
    """Return the link to the page with parameters."""
    return f"{made.front.prefix}{PAGE.path}{'?' + urlencode(parameters) if parameters else ''}"
