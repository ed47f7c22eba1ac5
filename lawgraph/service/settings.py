"""Settings of the service: by flags, then the environment, then a file, then the limits that it has by itself."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lawgraph.service.limits import Limits, ServeError
from lawgraph.service.writing import is_loopback
from queries.errors import QueryError

if TYPE_CHECKING:
    from lawgraph.explorer.importing.sources import Sources

ENDPOINT = "/sparql"
"""The path of the service at which queries are answered."""
PREFIX = "LAWGRAPH_SERVE_"
_RATE, _CONNECTIONS = 20.0, 64  # of a client, beyond loopback

_URL = re.compile(r"https?://[A-Za-z0-9._\[\]:-]+(?:/[A-Za-z0-9._~-]+)*")


class SettingsError(QueryError):
    """A setting that is unknown or has no sense; the message says where it stands."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """The field of :class:`Limits` that a setting is, what its number is multiplied by, and its least value."""

    field: str
    times: float = 1
    least: float = 1
    whole: bool = True


NUMBERS: Mapping[str, _Setting] = {
    "seconds": _Setting("seconds", least=0.1, whole=False),
    "memory-mb": _Setting("memory", 1 << 20, least=16),
    "answer-mb": _Setting("answer", 1 << 20),
    "request-kb": _Setting("request", 1 << 10),
    "arrives": _Setting("arrives", least=0.1, whole=False),
    "workers": _Setting("workers"),
    "per-client": _Setting("per_client", least=0),
    "rate": _Setting("rate", least=0, whole=False),
    "connections": _Setting("connections"),
    "client-connections": _Setting("client_connections", least=0),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a service runs. ``token`` is what one who changes something has to show.

    ``public_url`` is the address under which clients reach it, without a slash at its end; with one no header Host is
    believed. ``review`` is the file of reviews that people decide in; without one the pages take no decisions.
    believed. ``sources`` are those of the folder that is open, which can be changed on a page.
    """

    host: str = "127.0.0.1"
    port: int = 7878
    limits: Limits = field(default_factory=Limits)
    token: str | None = field(default=None, repr=False)
    log: bool = False
    behind_proxy: bool = False
    public_url: str = ""
    review: Path | None = None
    sources: Sources | None = None


def settings(
    flags: Mapping[str, object], file: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings; ``flags`` that are ``None`` are not given.

    Raises :class:`SettingsError` for what is unknown or has no sense, and :class:`ServeError` for a file that
    cannot be read.
    """
    given: dict[str, tuple[object, str]] = {}
    for name, value in (_read(file) if file else {}).items():
        given[name.replace("_", "-")] = (value, f"{file}: {name}")
    for variable, text in environment.items():
        if variable.startswith(PREFIX):
            given[variable.removeprefix(PREFIX).lower().replace("_", "-")] = (text, variable)
    for name, value in flags.items():
        if value is not None:
            given[name] = (value, f"--limit {name}" if name in NUMBERS else f"--{name}")
    return _made(given)


def _read(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ServeError(
            f"{file}: 设置文件读不了：{why}，请检查路径和内容。The file of settings cannot be read: {why}; correct it."
        ) from error


def _made(given: dict[str, tuple[object, str]]) -> Settings:
    for name, (_, place) in given.items():
        if name not in NUMBERS and name not in _OTHERS:
            known = ", ".join((*_OTHERS, *NUMBERS))
            raise SettingsError(
                f"{place}: 没有这个设置，可用 {known}。There is no such setting; there are {known}."
            )
    others = {name: read(*given[name]) for name, read in _OTHERS.items() if name in given}
    host = str(others.get("host", "127.0.0.1"))
    limits = {NUMBERS[name].field: _number(*given[name], NUMBERS[name]) for name in NUMBERS if name in given}
    if not is_loopback(host):
        limits = {"rate": _RATE, "client_connections": _CONNECTIONS, **limits}
    public = urlsplit(str(others.get("public-url", ""))).hostname or host
    if "review" in given and "token" not in given and not (is_loopback(host) and is_loopback(public)):
        raise SettingsError(
            f"{given['review'][1]}: 在本机以外的地址审核须设口令，请设 {PREFIX}TOKEN。"
            f"To take decisions beyond this machine a token is needed; set {PREFIX}TOKEN."
        )
    return Settings(
        limits=Limits(**limits),  # type: ignore[arg-type]
        **{name.replace("-", "_"): value for name, value in others.items()},  # type: ignore[arg-type]
    )


def _number(value: object, place: str, setting: _Setting) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < setting.least or (setting.whole and number != int(number)):
        kind_zh, kind = ("整数", "a whole number") if setting.whole else ("数", "a number")
        raise SettingsError(
            f"{place}: “{value}”不行，须为不小于 {setting.least:g} 的{kind_zh}。"
            f"'{value}' will not do; give {kind} of at least {setting.least:g}."
        )
    number *= setting.times
    return int(number) if setting.whole else number


def _flag(value: object, place: str) -> bool:
    text = str(value).lower()
    if text not in ("true", "false", "1", "0"):
        raise SettingsError(f"{place}: 须为 true 或 false。Give true or false.")
    return text in ("true", "1")


def _port(value: object, place: str) -> int:
    text = str(value)
    if not text.isdecimal() or int(text) > 65_535:
        raise SettingsError(
            f"{place}: “{value}”不是端口，须为 0 到 65535。'{value}' is no port; give 0 to 65535."
        )
    return int(text)


def _string(value: object, place: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{place}: 不能为空。It must not be empty.")
    return value.strip()


def _url(value: object, place: str) -> str:
    text = _string(value, place).rstrip("/")
    if not _URL.fullmatch(text):
        raise SettingsError(
            f"{place}: “{value}”不是网址，须如 https://law.example.org/lawgraph。"
            f"'{value}' is no address; give one such as https://law.example.org/lawgraph."
        )
    return text


def _path(value: object, place: str) -> Path:
    path = Path(_string(value, place)).expanduser()
    if not path.is_dir() and path.suffix != ".tsv":
        raise SettingsError(
            f"{place}: “{value}”须是以 .tsv 结尾的审核文件，或放审核文件的文件夹。"
            f"'{value}' is to be a file of reviews, which ends in .tsv, or a folder of them."
        )
    return path


_OTHERS: Mapping[str, Callable[[object, str], object]] = {
    "host": _string,
    "port": _port,
    "token": _string,
    "log": _flag,
    "behind-proxy": _flag,
    "public-url": _url,
    "review": _path,
}
