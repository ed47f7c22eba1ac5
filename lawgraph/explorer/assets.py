"""Scripts, styles and the font: files of ours under an address that changes with them, so that browsers keep them."""

from __future__ import annotations

import mimetypes
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from lawgraph.font import font_path

STATIC = Path(__file__).parent / "static"
PATH = "/static"
FONT = "NotoSansSC.otf"
_KEPT = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".otf": "font/otf", ".map": "application/json", ".svg": "image/svg+xml"}


@cache
def digest() -> str:
    """Return a name for the state of all files together."""
    found = sha256()
    for name, path in sorted(_files().items()):
        found.update(name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


@cache
def _files() -> dict[str, Path]:
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}


def address(name: str) -> str:
    """Return the path of a file under the service; raise ``KeyError`` if there is none of this name."""
    if name != FONT and name not in _files():
        raise KeyError(name)
    return f"{PATH}/{digest()}/{name}"


def there(name: str) -> bool:
    """Tell whether there is a file of this name."""
    return name in _files()


async def file(request: Request) -> Response:
    """Answer with a file; 404 if there is none."""
    name = request.path_params["name"]
    path = font_path() if name == FONT else _files().get(name)
    if path is None:
        raise HTTPException(404)
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
    now = request.path_params["digest"] == digest()
    headers = {
        "Cache-Control": _KEPT if now else "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
    }
    return FileResponse(path, media_type=kind, headers=headers)
