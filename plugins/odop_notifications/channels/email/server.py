"""The mail server that e-mails are handed to: that of the plugin's settings, or the shop's own.

The merchant's server must not be inside our network, like any address that a merchant enters. The shop's own is set by
whoever runs the shop, so it may be anywhere.
"""

from __future__ import annotations

import smtplib
import socket
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from odop_core.security import http
from odop_notifications.gateways.mail_server import read_mail_server

TIMEOUT_SECONDS = 20


def make_connection(address: str) -> BaseEmailBackend:
    server = read_mail_server(address)
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
        return http.open_connection(host, port, timeout)


class _GuardedTLS(smtplib.SMTP_SSL):
    def _get_socket(self, host: str, port: int, timeout: Any) -> socket.socket:
        return self.context.wrap_socket(http.open_connection(host, port, timeout), server_hostname=host)
