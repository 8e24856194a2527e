"""Reading what strangers send: a body of bounded size, and JSON in which nothing is that we could not keep.

PostgreSQL keeps no NUL, nothing can encode half a surrogate pair, and JSON that nests without end ends the process that
reads it. All of that is refused here, once, at the border.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

# Deeper than anything Saleor, a gateway or a GraphQL client sends.
MAX_DEPTH = 64
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
# The largest whole number in a column of PostgreSQL.
_LARGEST = 2**63 - 1


class BodyTooLarge(ValueError):
    """The message says how large a body may be."""


class BadJson(ValueError):
    """The message says what is wrong with the body."""


def read_body(request: HttpRequest, limit: int) -> bytes:
    """The body, of at most `limit` bytes, also one sent in chunks. Raises BodyTooLarge before it reads more."""
    announced = request.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limit:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.")
    try:
        body = _chunked(request, limit) if _is_chunked(request) else bytes(request.body)
    except RequestDataTooBig as error:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.") from error
    if len(body) > limit:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.")
    return body


def _is_chunked(request: HttpRequest) -> bool:
    """Django takes a WSGI request without a length for an empty one; the server knows where its body ends."""
    return bool(
        request.META.get("wsgi.input_terminated")
        and not request.META.get("CONTENT_LENGTH")
        and "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    )


def _chunked(request: HttpRequest, limit: int) -> bytes:
    return bytes(request.META["wsgi.input"].read(limit + 1))


def read_json(body: bytes) -> Any:
    """What a body says, with or without a byte order mark. Raises BadJson."""
    try:
        content = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadJson("The body is not in UTF-8.") from error
    except RecursionError as error:
        raise BadJson(f"The body nests deeper than {MAX_DEPTH}.") from error
    except BadJson:
        raise
    except ValueError as error:
        raise BadJson("The body is not JSON.") from error
    _check(content)
    return content


def is_keepable(text: str) -> bool:
    """Whether a text can be kept by PostgreSQL and sent on."""
    return UNKEEPABLE.search(text) is None


def _refuse_constant(name: str) -> Any:
    raise BadJson(f"{name} is no number in JSON.")


def _check(content: Any) -> None:
    waiting = [(content, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise BadJson(f"The body nests deeper than {MAX_DEPTH}.")
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, dict):
            for key in value:
                _check_text(key)
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]
        elif isinstance(value, float | int) and not -_LARGEST <= value <= _LARGEST:
            raise BadJson("The body holds a number that is too large.")


def _check_text(text: str) -> None:
    if not is_keepable(text):
        raise BadJson("The body holds a character that cannot be kept (U+0000, or half of a surrogate pair).")
