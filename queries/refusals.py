"""What a service says when it does not answer: why, whether to ask again, and what to do, in both languages."""

from __future__ import annotations

import ast
import html
import re
import time
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.error import URLError

from queries.errors import EngineError

_BUSY = (429, 503)
_SHOWN = 300  # characters of what a service said
_TAG = re.compile(r"<[^>]{0,400}>")
_WHY = {
    400: ("服务不接受这个查询", "the service refused the query", "请改写", "rewrite it"),
    401: (
        "服务要求登录，用户名和密码不对或没有给",
        "the service asks for a user and password",
        "请写在地址里：https://用户:密码@主机/路径",
        "give them in the address: https://user:password@host/path",
    ),
    403: (
        "服务不允许这个请求",
        "the service forbids the request",
        "请向其管理者申请权限",
        "ask its operator for access",
    ),
    404: (
        "这个地址没有 SPARQL 服务",
        "there is no SPARQL service at this address",
        "请核对路径，常见的是 /sparql、/query",
        "check the path; /sparql and /query are usual",
    ),
    405: ("这个地址不接受查询", "this address takes no queries", "请核对路径", "check the path"),
    413: ("查询太长，服务不收", "the query is too long for the service", "请缩短", "shorten it"),
    414: ("查询太长，服务不收", "the query is too long for the service", "请缩短", "shorten it"),
    429: ("请求太多，服务拒绝", "the service refuses so many requests", "请稍后再试", "try again later"),
    500: (
        "服务无法回答这个查询",
        "the service failed on the query",
        "请缩小范围或改写",
        "ask for less or rewrite it",
    ),
    503: ("服务正忙", "the service is busy", "请稍后再试", "try again later"),
    504: (
        "查询超过服务的时间上限",
        "the query took longer than the service allows",
        "请缩小范围或加 LIMIT",
        "ask for less or add a LIMIT",
    ),
}
_OTHER = ("服务没有回答", "the service did not answer", "请确认地址无误", "is this its address?")


class Refused(Exception):
    """A request without an answer: the error to raise, and whether and when to send it again (seconds)."""

    def __init__(
        self, error: EngineError, status: int = 0, *, again: bool, after: float | None = None
    ) -> None:
        super().__init__(str(error))
        self.error, self.status, self.again, self.after = error, status, again, after


def refusal(url: str, status: int, said: str, headers: Message) -> Refused:
    """Return what a status of HTTP other than 200 means."""
    zh, en, do_zh, do = _WHY.get(status, _OTHER)
    after = _after(headers.get("Retry-After", ""))
    later_zh = f"（{after:.0f} 秒后）" if after and status in _BUSY else ""
    later = f" in {after:.0f} s" if later_zh else ""
    error = EngineError(
        f"{url}: {zh}（HTTP {status}）：{said}，{do_zh}{later_zh}。{en} (HTTP {status}): {said}; {do}{later}"
    )
    return Refused(error, status, again=status in _BUSY, after=after)


def no_answer(url: str, error: Exception, seconds: float) -> Refused:
    """Return what it means that no answer came, or not the whole of one."""
    cause = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    if isinstance(cause, TimeoutError):
        slow = EngineError(
            f"{url}: {seconds:g} 秒内没有得到全部回答，请缩小范围，或用 timeout 给更多时间。"
            f"the service did not answer in full within {seconds:g} s; ask for less, or give it more with timeout"
        )
        return Refused(slow, again=False)
    if type(cause).__name__ == "IncompleteRead":
        return Refused(broken_off(url, cause), again=False)
    why = " ".join(str(cause).split())[:_SHOWN] or type(cause).__name__
    gone = EngineError(
        f"{url}: 没有得到回答：{why}，请确认服务在运行、地址无误。"
        f"the service did not answer: {why}; is it running, and is this its address?"
    )
    return Refused(gone, again=isinstance(cause, ConnectionError))


def broken_off(url: str, error: Exception) -> EngineError:
    """Return the error for an answer that begins as one and does not end as one."""
    why = " ".join(str(error).split())[:_SHOWN]
    return EngineError(
        f"{url}: 回答中断或已损坏：{why}，请再试一次，仍然如此则缩小范围。"
        f"the answer broke off or is damaged: {why}; try again, and ask for less if it stays so"
    )


def no_sparql(url: str, said: str) -> EngineError:
    """Return the error for an answer that is something else, such as a page."""
    return EngineError(
        f"{url}: 回答不是 SPARQL 结果（{said}），请核对地址，常见的路径是 /sparql、/query。"
        f"this is no SPARQL answer ({said}); check the address, whose path often is /sparql or /query"
    )


def moved(url: str, to: str) -> EngineError:
    """Return the error for a service that sends on: what was posted is lost on the way."""
    return EngineError(
        f"{url}: 服务已移到 {to}，请改用那个地址。the service has moved to {to}; use that address"
    )


def no_pages(url: str) -> EngineError:
    """Return the error for a service that does not heed LIMIT and OFFSET: its pages would never end."""
    return EngineError(
        f"{url}: 服务不理会 LIMIT 和 OFFSET，不能分页，请不给 page 再问。"
        "the service does not heed LIMIT and OFFSET, and cannot be asked page by page; ask without page"
    )


def said(error: Exception) -> str:
    """Return what a service said, on one line; SPARQLWrapper gives it as the written form of its bytes."""
    text = str(error).strip()
    _, mark, body = text.partition("Response:\n")
    if mark:
        try:
            return brief(ast.literal_eval(body)) or type(error).__name__
        except (ValueError, SyntaxError):
            text = body
    return brief(text.encode()) or type(error).__name__


def brief(body: bytes) -> str:
    """Return the beginning of a body on one line, without the tags of a page.

    >>> brief(b"<h1>Not\\n found</h1>")
    'Not found'
    """
    text = html.unescape(_TAG.sub(" ", body[: 10 * _SHOWN].decode("utf-8", "replace")))
    return " ".join(text.split())[:_SHOWN]


def _after(header: str) -> float | None:
    """Return the seconds of a header Retry-After (RFC 9110, section 10.2.3), a number or a date."""
    if header.strip().isascii() and header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
