"""What is checked of every request to the suite, whichever address it goes to, before anything reads it.

The App host checks all its requests (as middleware); inside Saleor `routes.answer_at` checks those to our plugins.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from odop_core.normalization import is_keepable
from odop_core.web.bodies import UNKEEPABLE_NAME

_BOUNDARY = re.compile(r";\s*boundary\s*=\s*(\"[^\"]{1,200}\"|[^\s;\"]{1,200})", re.IGNORECASE)


# Digits of a Content-Length.
LONGEST_LENGTH = 18
View = Callable[[HttpRequest], HttpResponseBase]


def check_requests(get_response: View) -> View:
    """Middleware: a view sees only what passed."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return check_request(request) or get_response(request)

    return answer


def check_request(request: HttpRequest) -> HttpResponseBase | None:
    """Make a request one that every view can read. Returns the refusal of one that nobody can.

    A body sent in chunks is read here, since a view would take it for an empty one.
    """
    _read_as_utf8(request)
    texts = [request.path, *(text for name, values in request.GET.lists() for text in (name, *values))]
    texts += [value for name, value in request.META.items() if name.startswith("HTTP_") and isinstance(value, str)]
    if not all(map(is_keepable, texts)):
        return _refusal(400, "unkeepable", f"The request holds {UNKEEPABLE_NAME}.")
    length = str(request.META.get("CONTENT_LENGTH") or "")
    if length and not (length.isascii() and length.isdecimal() and len(length) <= LONGEST_LENGTH):
        return _refusal(400, "bad-length", "Content-Length must be a number of bytes.")
    return _take_chunks(request) if _is_chunked(request) else None


def plain_content_type(header: str) -> str:
    """The type in small letters, as Django compares it, and what divides the parts of a form; all we read is UTF-8."""
    kind, boundary = header.partition(";")[0].strip().lower(), _BOUNDARY.search(header)
    return f"{kind}; boundary={boundary[1]}" if boundary else kind


def _read_as_utf8(request: HttpRequest) -> None:
    request.META["CONTENT_TYPE"] = plain_content_type(request.META.get("CONTENT_TYPE", ""))
    request.__dict__.pop("headers", None)  # Django remembers them
    request.encoding = "utf-8"


def _is_chunked(request: HttpRequest) -> bool:
    """Whether Django takes the request for an empty one, as it does any WSGI request without a length."""
    announced = request.META.get("CONTENT_LENGTH"), request.META.get("HTTP_TRANSFER_ENCODING")
    return "wsgi.input" in request.META and not announced[0] and bool(announced[1])


def _take_chunks(request: HttpRequest) -> HttpResponseBase | None:
    if not request.META.get("wsgi.input_terminated"):  # the server does not tell where the body ends
        return _refusal(411, "length-required", "Say the length of the body (Content-Length).")
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
    try:
        body = bytes(request.META["wsgi.input"].read(limit + 1))
    except OSError:
        return _refusal(400, "broken-body", "The body broke off.")
    if len(body) > limit:
        return _refusal(413, "too-large", f"At most {limit} bytes are accepted without a Content-Length.")
    request.META["CONTENT_LENGTH"] = str(len(body))
    request.__dict__.pop("headers", None)
    request._body = body
    return None


def _refusal(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)
