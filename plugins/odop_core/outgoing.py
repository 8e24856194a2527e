"""HTTP calls to addresses a merchant configured: bounded in time and size, no redirects, no way into our network."""

from __future__ import annotations

import ipaddress
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import requests

from odop_core import conf
from odop_core.retry import PermanentFailure, TemporaryFailure

TIMEOUT = (3.05, 20)
ANSWER_LIMIT = 64 * 1024


def post(url: str, body: bytes, headers: dict[str, str]) -> dict[str, Any]:
    """POST and return {"status", "body"} of a 2xx answer.

    Raises TemporaryFailure for timeouts, connection errors, 408, 425, 429 and 5xx; PermanentFailure for every other
    refusal and for addresses that outgoing calls must not reach.
    """
    _check_address(url)
    try:
        with requests.post(
            url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
        ) as response:
            text = response.raw.read(ANSWER_LIMIT, decode_content=True).decode("utf-8", "replace")
            return _judge(url, response, text)
    except requests.RequestException as error:
        raise TemporaryFailure(f"{_host(url)} could not be reached: {type(error).__name__}") from error


def _judge(url: str, response: requests.Response, text: str) -> dict[str, Any]:
    status = response.status_code
    if 200 <= status < 300:
        return {"status": status, "body": text}
    reason = f"{_host(url)} answered {status}: {text[:200]}"
    if status in {408, 425, 429} or status >= 500:
        raise TemporaryFailure(reason, _retry_after(response.headers.get("Retry-After", "")))
    raise PermanentFailure(reason)


def _retry_after(header: str) -> timedelta | None:
    return timedelta(seconds=int(header)) if header.isdigit() and len(header) < 7 else None


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise PermanentFailure(f"{url!r} is not an http or https address.")
    if conf.get_bool("ALLOW_PRIVATE_ADDRESSES"):
        return
    if parts.scheme != "https":
        raise PermanentFailure(f"{_host(url)}: outgoing webhooks need https.")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as error:
        raise TemporaryFailure(f"{_host(url)} has no address: {error}") from error
    if any(not ipaddress.ip_address(address[4][0]).is_global for address in found):
        raise PermanentFailure(
            f"{_host(url)} is an address inside a private network; set ODOP_ALLOW_PRIVATE_ADDRESSES=true to allow it."
        )


def _host(url: str) -> str:
    return urlsplit(url).netloc.rsplit("@", 1)[-1] or url
