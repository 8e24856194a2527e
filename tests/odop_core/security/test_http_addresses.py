"""What may be called: nothing inside a network, no name that leads there, and nobody with another's certificate."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests.adapters

from devtools.machine.processes import free_port
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security import http
from tests.certificates import write_certificate
from tests.gateway import Gateway


def post(url: str) -> dict[str, Any]:
    return http.post_for_json(url, b"body", {"x-test": "1"})


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production: private addresses are out of reach."""
    monkeypatch.setenv("ODOP_ALLOW_PRIVATE_ADDRESSES", "false")


@pytest.fixture
def lookups(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names looked up. `…-to-<address>.example` has that address; anything else is looked up for real."""
    seen: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **kwargs: Any) -> Any:
        if not host.endswith(".example"):
            return real(host, *args, **kwargs)
        seen.append(host)
        return real(host.removesuffix(".example").split("-to-")[1].replace("_", ":"), *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return seen


@pytest.mark.usefixtures("guarded")
def test_connection_inside_a_network_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="inside a private network"):
        http.open_connection("localhost", 25, 1)


@pytest.mark.parametrize(
    "url", ["", "gateway", "ftp://host/", "file:///etc/passwd", "http://", "https://[::1", "http://a:x/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(PermanentFailure, match="is not an http or https address"):
        post(url)


def test_label_too_long_for_dns_is_refused() -> None:
    with pytest.raises(PermanentFailure):
        post(f"http://{'a' * 64}.invalid/")


def test_passwords_in_an_address_are_not_repeated_in_errors() -> None:
    # when
    with pytest.raises(TemporaryFailure) as failure:
        post(f"http://user:hunter2@127.0.0.1:{free_port()}/")

    # then
    assert "hunter2" not in str(failure.value)


@pytest.mark.usefixtures("guarded")
def test_plain_http_is_refused() -> None:
    with pytest.raises(PermanentFailure, match="need https"):
        post("http://93.184.216.34/")


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::a9fe:a9fe]",
        "[fec0::1]",
        "[::7f00:1]",
        "[3fff::1]",
        "[5f00::1]",
        "[2002:a00:1::]",
    ],
)
def test_address_inside_a_network_is_refused(host: str) -> None:
    with pytest.raises(PermanentFailure, match="inside a private network"):
        post(f"https://{host}/")


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "__1"])
def test_name_of_an_address_inside_a_network_is_refused(lookups: list[str], address: str) -> None:
    with pytest.raises(PermanentFailure, match="inside a private network"):
        post(f"https://gateway-to-{address}.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_address_in_the_open_internet_is_fine(address: str) -> None:
    assert http._is_public(ipaddress.ip_address(address))


def test_name_is_looked_up_once_and_that_address_is_connected_to(gateway: Gateway, lookups: list[str]) -> None:
    # given: a second look-up is what a name server would answer differently
    port = gateway.url.split(":")[2].split("/")[0]

    # when
    post(f"http://gateway-to-127.0.0.1.example:{port}/messages")

    # then
    assert lookups == ["gateway-to-127.0.0.1.example"]
    assert gateway.posts[0].headers["host"] == f"gateway-to-127.0.0.1.example:{port}"


def test_proxy_of_the_environment_is_not_used(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("NO_PROXY", "")

    # when
    post(gateway.url)

    # then
    assert len(gateway.posts) == 1


class AnswersOk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        # Read to the end: closing a connection with unread data resets it, and the answer may be lost.
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A server that answers 200 over TLS as "localhost"; its port and its certificate."""
    pem, key = write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    server = HTTPServer(("127.0.0.1", 0), AnswersOk)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_port, pem
    server.shutdown()
    server.server_close()


def test_certificate_nobody_vouches_for_is_refused(tls_server: tuple[int, Path]) -> None:
    with pytest.raises(TemporaryFailure, match="SSLError"):
        post(f"https://localhost:{tls_server[0]}/")


def test_call_over_tls_gets_through(tls_server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    port, certificate = tls_server
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))

    # when
    answered = post(f"https://localhost:{port}/")

    # then
    assert answered == {"status": 200, "body": "ok"}


def test_certificate_is_checked_against_the_name(
    tls_server: tuple[int, Path], monkeypatch: pytest.MonkeyPatch, lookups: list[str]
) -> None:
    # given
    port, certificate = tls_server
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))

    # when / then
    with pytest.raises(TemporaryFailure, match="SSLError"):
        post(f"https://other-to-127.0.0.1.example:{port}/")
