"""The documentation at ``/docs``: the files of the site that was built into the package (``make site``).

Two of its files are another here than in the folder: ``assets/served.css`` has the font of the explorer and shows the
way back to it.
"""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from lawgraph.explorer import assets
from lawgraph.explorer.application import Explorer
from lawgraph.explorer.page import Language
from lawgraph.explorer.rendering import TWIN_POLICY, policy
from lawgraph.service.front import matches

PATH = "/docs"
SITE = Path(__file__).resolve().parent.parent / "site"
"""Where the site is; a checkout, and a wheel that was made before it was built, have none."""
FRONT = "index.html"
_SERVED = "assets/served.css"
_READING = ["GET", "HEAD", "OPTIONS"]
_TEXT = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
_PLAIN = (".toml", ".service", ".htaccess", "Containerfile")


@cache
def _files(site: Path, changed: int) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


def files() -> dict[str, Path]:
    """Return the files of the site by their addresses; none where it was not built."""
    front = SITE / FRONT
    return _files(SITE, front.stat().st_mtime_ns) if front.is_file() else {}


def routes(made: Explorer) -> list[Route]:
    """Return the addresses of the documentation."""

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(None, 204, {"Allow": ", ".join(_READING)})
        known = files()
        if not known:
            return made.trouble(request, 404, *_NOT_BUILT)
        name = request.path_params.get("name", "")
        if not name:
            return _front(request, made)
        if name not in known:
            return made.trouble(request, 404, *_NO_PAGE)
        return _file(request, made, name, known[name])

    return [
        Route(PATH, answer, methods=_READING),
        Route(PATH + "/{name:path}", answer, methods=_READING),
    ]


_NOT_BUILT = (
    "这个安装里没有文档：在源码目录运行 make site（没有 make 的用 python tools/site/build.py），再刷新本页。"
    "源码目录的 docs/ 里有同样的文字。",
    "This installation has no documentation: run make site in the sources (without make: python "
    "tools/site/build.py), then reload this page. The same texts are in docs/ of the sources.",
)
_NO_PAGE = (
    "文档里没有这一页；首页在 /docs/。",
    "The documentation has no such page; its front page is at /docs/.",
)


def _front(request: Request, made: Explorer) -> Response:
    """Lead to the front page in the language of the reader; links in pages are relative to it."""
    name = FRONT if made.frame(request).language is Language.ZH else "index.en.html"
    headers = {"Vary": "Accept, Cookie", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return RedirectResponse(f"{made.front.prefix}{PATH}/{name}", 307, headers)


def _file(request: Request, made: Explorer, name: str, path: Path) -> Response:
    page = path.suffix == ".html"
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy(None) if page else TWIN_POLICY,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if name == _SERVED:
        return Response(_served(made.front.prefix), headers=headers, media_type="text/css")
    kind = _TEXT.get(path.suffix) or ("text/plain" if path.name.endswith(_PLAIN) else None)
    kind = kind or mimetypes.guess_type(path.name)[0] or "text/plain"
    found = FileResponse(path, media_type=kind, headers=headers, stat_result=path.stat())
    if matches(request.headers.get("if-none-match", ""), found.headers["etag"]):
        return Response(None, 304, {**headers, "ETag": found.headers["etag"]})
    return found


def _served(prefix: str) -> str:
    """Return the styles that only a served site has."""
    font = (assets.STATIC / "font.css").read_text("utf-8")
    font = font.replace(f'url("{assets.FONT}")', f'url("{prefix}{assets.address(assets.FONT)}")')
    return f"{font}.workbench {{ display: inline; }}\n"
