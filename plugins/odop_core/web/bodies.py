"""Reading what strangers send: a body of bounded size, and JSON in which nothing is that we could not keep.

PostgreSQL keeps no NUL, nothing can encode half a surrogate pair, and JSON that nests without end ends the process that
reads it. All of that is refused here, once, at the border.
"""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError

from odop_core.normalization import is_keepable

# Deeper than anything Saleor, a gateway or a GraphQL client sends.
MAX_DEPTH = 64
UNKEEPABLE_NAME = "a character that cannot be kept (U+0000, or half of a surrogate pair)"
# The largest whole number in a column of PostgreSQL.
_LARGEST = 2**63 - 1


class BodyTooLarge(ValueError):
    """The message says how large a body may be."""


class BadJson(ValueError):
    """The message says what is wrong with the body."""


class BadForm(ValueError):
    """The message says what is wrong with the body."""


def read_body(request: HttpRequest, limit: int) -> bytes:
    """The body, of at most `limit` bytes. Raises BodyTooLarge before it reads more."""
    announced = request.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > limit:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.")
    try:
        body = _read_announced(request, limit)
    except RequestDataTooBig as error:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.") from error
    if len(body) > limit:
        raise BodyTooLarge(f"At most {limit} bytes are accepted.")
    return body


def _read_announced(request: HttpRequest, limit: int) -> bytes:
    """Read past Django's own limit of a form (`DATA_UPLOAD_MAX_MEMORY_SIZE`), which knows nothing of ours."""
    if hasattr(request, "_body") or getattr(request, "_read_started", False):
        return bytes(request.body)
    body = bytes(request.read(limit + 1))
    request._body = body  # whoever asks for it again gets it
    request._stream = BytesIO(body)
    return body


def read_form(request: HttpRequest, limit: int) -> QueryDict:
    """The fields of a small form. Raises BodyTooLarge, BadForm."""
    read_body(request, limit)
    try:
        form = request.POST
    except (MultiPartParserError, SuspiciousOperation, BadRequest, ValueError) as error:
        raise BadForm("The form cannot be read.") from error
    if not all(is_keepable(text) for name, values in form.lists() for text in (name, *values)):
        raise BadForm(f"The form holds {UNKEEPABLE_NAME}.")
    return form


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
        raise BadJson(f"The body holds {UNKEEPABLE_NAME}.")
