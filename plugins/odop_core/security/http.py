"""HTTP calls to addresses a merchant configured: bounded in time and size, no redirects, no way into our network."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.connection import create_connection

from odop_core import conf
from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security.foreign_text import mask_text

# Seconds to connect and between two packets; and for the whole call, which a slow drip would otherwise make endless.
TIMEOUT = (3.05, 20)
WHOLE_CALL_SECONDS = 30
ANSWER_LIMIT = 64 * 1024
# A proxy's "bad gateway" and "gateway timeout", and Cloudflare's "unknown error" and "a timeout occurred".
NO_WORD = {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT, 520, 524}
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# What Python 3.11 takes for the open internet: translation inside a network, the former site-local addresses, IPv4
# addresses written in the first form that was thought of, and what is only for examples and for routers.
INSIDE = [ipaddress.IPv6Network(net) for net in ("64:ff9b:1::/48", "fec0::/10", "::/96", "3fff::/20", "5f00::/16")]

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Answer:
    """What the other side said, whatever it was. `retry_after` is the pause it asked for."""

    status: int
    body: str
    retry_after: timedelta | None = None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def may_pass(self) -> bool:
        """Whether the same call may succeed later."""
        return self.status in {408, 425, 429} or self.status >= 500

    def failure(self, said: str, passing: type[TemporaryFailure] = TemporaryFailure) -> Exception:
        """What a refusal is raised as: `passing` if the same call may succeed later.

        A 5xx is the other side's own word that it did not do it, unless somebody in between says that they got no word.
        """
        if self.status in NO_WORD:
            return InDoubt(said, self.retry_after)
        return passing(said, self.retry_after) if self.may_pass else PermanentFailure(said)


def post_for_json(url: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """POST and return {"status", "body"} of a 2xx answer.

    Raises TemporaryFailure for connection errors, 408, 425, 429 and 5xx; InDoubt for `NO_WORD` and where there was no
    answer; PermanentFailure for every other refusal and for addresses that outgoing calls must not reach. Proxies and
    passwords that the environment may name are not used: the address is where we connect to.
    """
    answer = send_request("POST", url, body, headers)
    if answer.is_success:
        return {"status": answer.status, "body": answer.body}
    raise answer.failure(f"{_host(url)} answered {answer.status}: {mask_text(answer.body, 200)}")


def send_request(method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
    """The other side's answer, for callers who read its refusals themselves; `post` is for those who do not.

    Raises TemporaryFailure when it could not be reached, InDoubt when it was and did not answer, and PermanentFailure
    for addresses that must not be reached. Nothing behind the `?` of an address is repeated in an error: gateways want
    secrets and phone numbers there.
    """
    check_url(url)
    with within_deadline() as under_way:
        try:
            return _answer(method, url, body, headers or {})
        except (requests.exceptions.InvalidURL, UnicodeError) as error:
            raise PermanentFailure(f"{_shown(url)} is not an http or https address.") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            what = type(error).__name__
            if under_way.is_connected:
                raise InDoubt(f"{_host(url)} gave no answer: {what}") from error
            raise TemporaryFailure(f"{_host(url)} could not be reached: {what}") from error


def _answer(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    with _session() as session, session.request(
        method, url, data=body or None, headers={**headers, "Accept-Encoding": "identity"},
        timeout=TIMEOUT, allow_redirects=False, stream=True,
    ) as response:  # fmt: skip
        text = response.raw.read(ANSWER_LIMIT).decode("utf-8", "replace")
        return Answer(response.status_code, text, _retry_after(response.headers.get("Retry-After", "")))


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount("https://", _GuardedAdapter())
    session.mount("http://", _GuardedAdapter())
    return session


def _retry_after(header: str) -> timedelta | None:
    """Seconds, or an HTTP date; anything else is no wish."""
    if header.isascii() and header.isdigit():
        return timedelta(seconds=int(header)) if len(header) < 7 else None
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    pause = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
    return max(pause, timedelta())


def check_url(url: str) -> None:
    """Raises PermanentFailure for what is no address that `call` would reach, as far as its text tells."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise PermanentFailure(f"{_shown(url)} is not an http or https address.")
    if parts.scheme != "https" and not conf.get_bool("ALLOW_PRIVATE_ADDRESSES"):
        raise PermanentFailure(f"{_host(url)}: outgoing webhooks need https.")


def _host(url: str) -> str:
    return urlsplit(url).netloc.rsplit("@", 1)[-1] or _shown(url)


def _shown(url: str) -> str:
    return repr(url.partition("?")[0].rpartition("@")[2])


def _public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, all of them fit to be reached. Raises PermanentFailure, and OSError when it has none."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not conf.get_bool("ALLOW_PRIVATE_ADDRESSES") and not all(_is_public(ipaddress.ip_address(at)) for at in found):
        raise PermanentFailure(
            f"{host} is an address inside a private network; set ODOP_ALLOW_PRIVATE_ADDRESSES=true to allow it."
        )
    return found


def open_connection(host: str, port: int, timeout: Any, socket_options: Any = None) -> socket.socket:
    """A connection to an address fit to be reached, whatever is spoken there. Raises PermanentFailure and OSError."""
    call: Call | None = getattr(_under_way, "call", None)
    failure: OSError | None = None
    for address in _public_addresses(host, port):
        if call and call.is_over:
            break
        try:
            connected = create_connection((address, port), timeout, None, socket_options)
        except OSError as error:
            failure = error
            continue
        if call:
            call.watch(connected)
        return connected
    raise failure or OSError(f"{host} has no address that answers in time")


def _is_public(address: IPAddress) -> bool:
    """Also of the IPv4 address that an IPv6 address may wrap."""
    if isinstance(address, ipaddress.IPv6Address) and (wrapped := _wrapped(address)):
        return _is_public(wrapped)
    return address.is_global and not address.is_multicast and not any(address in network for network in INSIDE)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


# What this thread's connections belong to.
_under_way = threading.local()


@contextlib.contextmanager
def within_deadline() -> Iterator[Call]:
    """All connections that this thread makes meanwhile are cut after `WHOLE_CALL_SECONDS`, whatever they wait for.

    So nothing that goes out takes longer than a worker's lease, whose end would let another worker send it again.
    """
    call = _under_way.call = Call()
    try:
        yield call
    finally:
        _under_way.call = None
        call.end()


class Call:
    """The connections of one call, and the clock that cuts them.

    `is_connected`: the other side was there to hear, whatever became of it then. Before, nothing was said.
    """

    def __init__(self) -> None:
        self.is_over = False
        self.is_connected = False
        self._handles: list[socket.socket] = []
        self._alarm = threading.Timer(WHOLE_CALL_SECONDS, self._cut)
        self._alarm.daemon = True
        self._alarm.start()

    def watch(self, connected: socket.socket) -> None:
        """Keep a second handle of the connection, since TLS takes the first one over."""
        self._handles.append(connected.dup())
        if self.is_over:
            self._cut()

    def end(self) -> None:
        self._alarm.cancel()
        for handle in self._handles:
            handle.close()

    def _cut(self) -> None:
        self.is_over = True
        for handle in list(self._handles):
            with contextlib.suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)


class _Guarded(HTTPConnection):
    """Connects to an address it has itself looked up and found fit, so that no second look-up can say another one."""

    def _new_conn(self) -> socket.socket:
        return open_connection(self.host.strip("[]"), self.port, self.timeout, self.socket_options)

    def connect(self) -> None:
        """Ends when TLS is set up, too."""
        super().connect()
        call: Call | None = getattr(_under_way, "call", None)
        if call:
            call.is_connected = True


class _GuardedTLS(_Guarded, HTTPSConnection):
    """The same with TLS; the certificate is checked against the host's name, as ever."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTLS


class _GuardedAdapter(HTTPAdapter):
    def __init__(self) -> None:
        super().__init__()
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}
