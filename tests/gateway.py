"""The outside world: an HTTP server on loopback that records every request and answers as a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from odop_core.security import signatures

SECRET = "gateway-secret"


@dataclass(frozen=True)
class Post:
    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    def is_genuine(self) -> bool:
        signatures.verify_signature([SECRET], self.headers, self.body)
        return True


Answer = Callable[[BaseHTTPRequestHandler], None]


class Gateway:
    """`answers` says what the next requests get, one after another; when it is empty, they get a plain 200."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.answers: list[Answer] = []
        self._server = _Server(self)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/messages"

    @property
    def ids(self) -> list[str]:
        return [post.id for post in self.posts]

    def __enter__(self) -> Gateway:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    """An ordinary answer. Write header names with underscores: `Retry_After="120"`."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Drops the connection without a word."""
    handler.connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.gateway = gateway

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up in these tests; that is nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:
            return  # whoever sent it was killed half way: no gateway would take that for a message
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.gateway.posts.append(Post(self.path, headers, body, self.command))
        answers = self.server.gateway.answers
        (answers.pop(0) if answers else answer(200))(self)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
