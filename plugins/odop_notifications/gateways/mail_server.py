"""The address of a mail server, as a merchant writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

Security = Literal["none", "starttls", "tls"]
EXAMPLE = "smtp://user:password@host:587?starttls=1 or smtps://user:password@host:465"


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    security: Security


def read_mail_server(address: str) -> MailServer | None:
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
    return MailServer(host, port or usual, unquote(parts.username or ""), unquote(parts.password or ""), security)
