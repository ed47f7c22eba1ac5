"""Connections: how many there may be, and how long one may take to say what it wants.

uvicorn ends a connection that is idle after a request; one that never sends a whole head it keeps for ever.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from uvicorn.protocols.http.h11_impl import H11Protocol

from lawgraph.service.limits import Limits

_FULL = (
    "服务的连接已满，请稍后再试。The service has as many connections as it takes; try again later.\n".encode()
)
_NO_REQUEST = (
    "请求不合 HTTP 的格式，地址中的汉字须编码，如 curl -G --data-urlencode q=融资担保 ADDRESS/search。"
    "This is no request of HTTP. Chinese in an address is to be encoded, "
    "as by curl -G --data-urlencode q=融资担保 ADDRESS/search.\n"
).encode()


def _answer(status: bytes, body: bytes) -> bytes:
    head = b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n" % status
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


_REFUSAL = _answer(b"503 Service Unavailable\r\nRetry-After: 5", _FULL)
_MALFORMED = _answer(b"400 Bad Request", _NO_REQUEST)


_LONGEST_HEAD = 1 << 16  # bytes, uvicorn's
_LINGERS = 1.0  # seconds for a client to send the rest, and to read what it is told
_LONG = "请求的地址或请求头太长，查询请用 POST。The address or the head is too long; send the query by POST.\n".encode()


class _Polite(H11Protocol):
    """A connection that refuses in words, and reads on where a head is too long, so that its client hears them."""

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request."""
        head = self.conn.trailing_data[0]
        if len(head) < _LONGEST_HEAD:
            self.transport.write(_MALFORMED)
            self.transport.close()
            return
        status = b"431 Request Header Fields Too Large" if b"\n" in head else b"414 URI Too Long"
        self.transport.write(_answer(status, _LONG))
        self.data_received = lambda data: None  # type: ignore[method-assign]
        self.loop.call_later(_LINGERS, self.transport.close)


def bounded(limits: Limits) -> type[asyncio.Protocol]:
    """Return the protocol of a connection that keeps within ``limits``; all that are made of it are counted."""
    clients: Counter[str] = Counter()

    class Bounded(_Polite):
        """A connection that is refused beyond the number of them, and ended when it says nothing whole."""

        _head_task: asyncio.TimerHandle | None = None
        _counted = ""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            client = self.client[0] if self.client else "?"
            alone = limits.client_connections and clients[client] >= limits.client_connections
            if alone or clients.total() >= limits.connections:
                transport.write(_REFUSAL)
                transport.close()
                return
            self._counted = client
            clients[client] += 1
            self._await_head()

        def connection_lost(self, exc: Exception | None) -> None:
            if self._counted:
                clients[self._counted] -= 1
                if not clients[self._counted]:
                    del clients[self._counted]
                self._counted = ""
            self._head_came()
            super().connection_lost(exc)

        def handle_events(self) -> None:
            super().handle_events()
            if self.cycle is not None and not self.cycle.response_complete:
                self._head_came()

        def on_response_complete(self) -> None:
            self._await_head()
            super().on_response_complete()

        def _await_head(self) -> None:
            self._head_came()
            self._head_task = self.loop.call_later(limits.arrives, self.transport.abort)

        def _head_came(self) -> None:
            if self._head_task is not None:
                self._head_task.cancel()
                self._head_task = None

    return Bounded
