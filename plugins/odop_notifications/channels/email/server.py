"""The mail server e-mails are handed to: the one of the plugin's settings, or the shop's own.

The merchant's server is reached as any address a merchant enters: not inside our network. The shop's own is set by
whoever runs the shop, so it may be anywhere.
"""

from __future__ import annotations

import smtplib
import socket
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from odop_core.security import http

TIMEOUT_SECONDS = 20
Security = Literal["none", "starttls", "tls"]
EXAMPLE = "smtp://user:password@host:587?starttls=1 or smtps://user:password@host:465"


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    security: Security


def read(address: str) -> Server | None:
    """None for the empty address. Raises ValueError, without repeating what may hold a password."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"the mail server must be given like {EXAMPLE}.")
    starttls = parse_qs(parts.query).get("starttls", ["0"])[0].lower() in {"1", "true", "yes"}
    security: Security = "tls" if parts.scheme == "smtps" else "starttls" if starttls else "none"
    usual = {"tls": 465, "starttls": 587, "none": 25}[security]
    return Server(host, port or usual, unquote(parts.username or ""), unquote(parts.password or ""), security)


def connection(address: str) -> BaseEmailBackend:
    server = read(address)
    if server is None:
        return _shops_own()
    return _Backend(
        host=server.host, port=server.port, username=server.user, password=server.password,
        use_tls=server.security == "starttls", use_ssl=server.security == "tls", timeout=TIMEOUT_SECONDS,
        fail_silently=False,
    )  # fmt: skip


def _shops_own() -> BaseEmailBackend:
    """Without EMAIL_TIMEOUT Django waits for ever, and a worker's thread with it."""
    backend = get_connection(fail_silently=False)
    if isinstance(backend, EmailBackend) and backend.timeout is None:
        backend.timeout = TIMEOUT_SECONDS
    return backend


class _Backend(EmailBackend):
    """Django's own, connecting only to addresses that outgoing calls may reach."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _GuardedTLS if self.use_ssl else _Guarded


class _Guarded(smtplib.SMTP):
    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        return http.connect(host, port, timeout)


class _GuardedTLS(smtplib.SMTP_SSL):
    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        return self.context.wrap_socket(http.connect(host, port, timeout), server_hostname=host)
