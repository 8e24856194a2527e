"""What rails do behind their HTTP, quirks included: a server on loopback whose books say what was really paid.

Nothing happens by itself: a test says when the bank pays, sends a UTR or gives money back, and takes the webhooks,
which it may deliver twice, late or in another order. `faults` say how the next payments go wrong.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

SHOP_PAISE = 100_000_000_00


class Fault(Enum):
    """How a request for a payment goes wrong; `AFTER`: when the money has moved."""

    BROKEN_BEFORE = "500, and nothing was done"
    BROKEN_AFTER = "500, though it was done"
    GATEWAY_TIMEOUT_AFTER = "504 by a proxy, though it was done"
    HANG_UP_BEFORE = "no word, and nothing was done"
    HANG_UP_AFTER = "no word, though it was done"
    NONSENSE_AFTER = "200 and a page of HTML, though it was done"
    TOO_MANY = "429"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body or b"{}"))


@dataclass
class Payment:
    """A row of the rail's books. `status` is the rail's own word."""

    id: str
    key: str
    amount_paise: int
    account_number: str
    name: str
    status: str
    body: bytes = b""
    utr: str = ""
    reason: str = ""
    # Whether the money left the shop's account; and whether it is back.
    moved: bool = False
    back: bool = False


@dataclass(frozen=True)
class Webhook:
    event: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    status: int
    content: object


@dataclass
class Simulator:
    """Base. `payments` are the books, in order; `asked` all requests that came."""

    # None: the next one goes well.
    faults: list[Fault | None] = field(default_factory=list)
    balance_paise: int = SHOP_PAISE
    payments: list[Payment] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    webhooks: list[Webhook] = field(default_factory=list)
    # Keys that were sent again though the books had them: a rail that knows no keys would have paid them twice.
    repeats: list[str] = field(default_factory=list)
    # Called when money has moved, before anybody hears of it.
    moved: Callable[[Payment], None] = lambda _payment: None
    # Whether the bank has paid by the time somebody asks.
    pays_at_once: bool = False

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._server = _Server(self)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, Any]:
        """What the merchant sets to use it."""
        raise NotImplementedError

    # What a test asks of it.

    def of(self, key: str) -> Payment:
        (payment,) = [payment for payment in self.payments if payment.key == key]
        return payment

    def paid_out(self) -> dict[str, int]:
        """Paise that left the shop and did not come back, by key: what was really paid, however often."""
        sums: dict[str, int] = {}
        for payment in self.payments:
            if payment.moved and not payment.back:
                sums[payment.key] = sums.get(payment.key, 0) + payment.amount_paise
        return sums

    def pay(self, key: str, utr: str = "") -> None:
        """The bank has paid; its UTR may come later."""
        raise NotImplementedError

    def fail(self, key: str, reason: str) -> None:
        raise NotImplementedError

    def give_back(self, key: str, reason: str) -> None:
        """It was paid, or seemed so, and the money is back."""
        raise NotImplementedError

    # What a rail is.

    def is_payment(self, request: Request) -> bool:
        raise NotImplementedError

    def answer(self, request: Request) -> Said:
        raise NotImplementedError

    def refusal(self, status: int) -> Said:
        """What it answers when it is broken, or asked too often."""
        raise NotImplementedError

    def answer_locked(self, request: Request) -> Said:
        with self._lock:
            self.asked.append(request)
            return self.answer(request)

    def take_money(self, payment: Payment) -> None:
        """The payment is in the books, once its money has left."""
        self.balance_paise -= payment.amount_paise
        payment.moved = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, simulator: Simulator) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.simulator = simulator

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up, or are killed; that is nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        simulator = self.server.simulator
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:
            return  # whoever sent it was killed half way
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
        faults = simulator.faults if simulator.is_payment(request) else []
        fault = faults.pop(0) if faults else None
        if fault is Fault.HANG_UP_BEFORE:
            self.connection.close()
        elif fault is Fault.BROKEN_BEFORE:
            self._say(simulator.refusal(500))
        elif fault is Fault.TOO_MANY:
            self._say(simulator.refusal(429), retry_after="7")
        else:
            self._finish(request, fault)

    def _finish(self, request: Request, fault: Fault | None) -> None:
        simulator = self.server.simulator
        before = len(simulator.payments)
        said = simulator.answer_locked(request)
        for payment in simulator.payments[before:] if simulator.is_payment(request) else []:
            simulator.moved(payment)
        if fault is Fault.HANG_UP_AFTER:
            self.connection.close()
        elif fault is Fault.BROKEN_AFTER:
            self._say(simulator.refusal(500))
        elif fault is Fault.GATEWAY_TIMEOUT_AFTER:
            self._say(Said(504, "<html>gateway timeout</html>"))
        elif fault is Fault.NONSENSE_AFTER:
            self._say(Said(200, "<html>welcome</html>"))
        else:
            self._say(said)

    def _say(self, said: Said, retry_after: str = "") -> None:
        body = said.content.encode() if isinstance(said.content, str) else json.dumps(said.content).encode()
        self.send_response(said.status)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
