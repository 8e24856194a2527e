"""The plugin's addresses joined to Django: `a/<code>` is a supplier's page, all else is for gateways."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from odop_core.web import rate_limits
from odop_notifications.inbound import reception
from odop_notifications.pages import answer_page

logger = logging.getLogger(__name__)

ANSWER = "a"
# The form has two short fields; nothing larger is read.
LONGEST_FORM = 4096
LONGEST_CODE = 64


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """`path` is what follows the public address. Nobody is logged in here, so there is no forged request to fear."""
    first, _, rest = path.strip("/").partition("/")
    return _answer_page(request, rest) if first == ANSWER else _webhook(request, first, rest)


def _answer_page(request: HttpRequest, code: str) -> HttpResponse:
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
    if request.method == "POST" and _announced(request) > LONGEST_FORM:
        return HttpResponse(status=413)
    form = request.POST.dict() if request.method == "POST" else {}
    client = rate_limits.client_address(request)
    try:
        page = answer_page.respond(str(request.method), code[:LONGEST_CODE], request.GET.dict(), form, client)
    except Exception:  # whoever has only this page must be told something they can act on
        logger.exception("The page of a one-tap link could not be shown.")
        page = answer_page.unavailable(request.GET.get("lang", ""))
    return HttpResponse(
        page.body, status=page.status, content_type="text/html; charset=utf-8", headers=dict(page.headers)
    )


def _webhook(request: HttpRequest, channel: str, path: str) -> HttpResponse:
    body = b"" if request.method != "POST" else _body(request)
    answer = reception.receive_report(channel, str(request.method), path, request.GET.dict(), request.headers, body)
    return HttpResponse(
        answer.body, status=answer.status, content_type=answer.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )  # fmt: skip


def _body(request: HttpRequest) -> bytes:
    """Of what is too large, as much as shows that it is."""
    too_large = b" " * (reception.SIZE_LIMIT + 1)
    if _announced(request) > reception.SIZE_LIMIT:
        return too_large
    try:
        return bytes(request.body)
    except RequestDataTooBig:
        return too_large


def _announced(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length") or "0"
    return int(length) if length.isascii() and length.isdigit() and len(length) < 12 else reception.SIZE_LIMIT + 1
