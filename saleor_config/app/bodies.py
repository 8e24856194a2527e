"""Reading a request's body without letting the sender decide how much memory that takes."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest


class BodyTooLarge(ValueError):
    """The message says how large a body may be."""


def read_body(request: HttpRequest, limit: int) -> bytes:
    """The body, of at most `limit` bytes. Raises BodyTooLarge before reading more than that."""
    announced = request.headers.get("Content-Length", "0")
    if announced.isdigit() and int(announced) > limit:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.")
    try:
        body = bytes(request.body)
    except RequestDataTooBig as error:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.") from error
    if len(body) > limit:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.")
    return body
