"""The outside world on loopback: an SMS gateway and a logistics partner that verify, keep and show what reaches them.

Both are one small web server, for the demo and for tests: `POST /sms` takes messages, `POST /partner` takes pickups. It
checks the Standard Webhooks signature as a real gateway would, recognises repeats by `webhook-id`, and can
be told to misbehave (`behave`): answer 500, never answer, or hang up.

    python -m devtools.machine.gateway --port 8200      (secret: ODOP_GATEWAY_SECRET)
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from odop_core.security import signatures

Behaviour = Literal["well", "error", "silent", "dead"]
SILENT_SECONDS = 60.0
SMS, PARTNER = "/sms", "/partner"


@dataclass(frozen=True)
class Received:
    """One genuine request. `repeat` is how often its id had come before."""

    path: str
    message_id: str
    content: dict[str, Any]
    repeat: int


@dataclass
class Gateway:
    """A running gateway, within `serving()`. Safe to ask from other threads."""

    secret: str
    on_received: Callable[[Received], None] | None = None
    behaviour: Behaviour = "well"
    port: int = 0
    received: list[Received] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def sms_url(self) -> str:
        return self.url + SMS

    @property
    def partner_url(self) -> str:
        return self.url + PARTNER

    def behave(self, behaviour: Behaviour) -> None:
        """From now on answer well, with 500 ("error"), not at all ("silent"), or hang up at once ("dead")."""
        self.behaviour = behaviour

    def messages(self, order_number: str | None = None) -> list[dict[str, Any]]:
        """Each message to a supplier once, in the order of arrival."""
        first = [got.content for got in self.received if got.path == SMS and not got.repeat]
        return [content for content in first if order_number in (None, content["order"])]

    def wait_for(self, wanted: Callable[[Gateway], bool], timeout: float) -> bool:
        """Whether `wanted` came true within `timeout` seconds; it is asked after each arrival."""
        with self._news:
            return self._news.wait_for(lambda: wanted(self), timeout)

    @contextmanager
    def serving(self) -> Iterator[Gateway]:
        server = _Server(("127.0.0.1", self.port), self)
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def take(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        try:
            message_id = signatures.verify_signature([self.secret], headers, body)
            content = json.loads(body)
        except signatures.BadSignature as error:
            self.refused.append(error.reason)
            return 401, {"error": str(error)}
        except ValueError:
            return 400, {"error": "The body is not JSON."}
        with self._news:
            repeat = sum(1 for got in self.received if got.message_id == message_id)
            got = Received(path, message_id, content, repeat)
            self.received.append(got)
            self._news.notify_all()
        if self.on_received:
            self.on_received(got)
        return 200, {"id": message_id, "accepted": repeat == 0, "reference": f"GW-{len(self.received)}"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], gateway: Gateway) -> None:
        super().__init__(address, _Handler)
        self.gateway = gateway


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        behaviour = self.server.gateway.behaviour
        if behaviour == "dead":
            self._hang_up()
        elif behaviour == "silent":
            time.sleep(SILENT_SECONDS)
            self._hang_up()
        elif behaviour == "error":
            self._answer(500, {"error": "told to misbehave"})
        elif self.path not in {SMS, PARTNER}:
            self._answer(404, {"error": f"Post to {SMS} or {PARTNER}."})
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._answer(*self.server.gateway.take(self.path, headers, body))

    def log_message(self, format: str, *arguments: Any) -> None:
        """What arrives is shown by `on_received`, not logged."""

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def describe(got: Received) -> str:
    """One request as a line for people."""
    again = f" (repeat {got.repeat}, not sent again)" if got.repeat else ""
    if got.path == SMS:
        return f"SMS to {got.content.get('to')}{again}: {got.content.get('text')}"
    return f"Partner{again}: {json.dumps(got.content, ensure_ascii=False)}"


def main() -> None:
    parser = argparse.ArgumentParser(description="An SMS gateway and logistics partner that only show what they get.")
    parser.add_argument("--port", type=int, default=8200)
    options = parser.parse_args()
    secret = os.environ.get("ODOP_GATEWAY_SECRET", "")
    if not secret:
        raise SystemExit("Set ODOP_GATEWAY_SECRET to the secret messages are signed with.")
    gateway = Gateway(secret, on_received=lambda got: print(describe(got), flush=True), port=options.port)
    with gateway.serving():
        print(f"Listening at {gateway.sms_url} and {gateway.partner_url}. Ctrl-C ends it.", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(0) from None
