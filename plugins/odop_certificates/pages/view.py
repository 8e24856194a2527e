"""The pages joined to Django, for both hosts: what they need of a request, and who is asking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from odop_certificates.pages.http import Request
from odop_certificates.pages.responding import respond
from odop_core.web.rate_limits import client_address

METHODS = ("GET", "HEAD", "POST")
# The form has two short fields; nothing larger is read.
LONGEST_BODY = 4096


def show(request: HttpRequest, path: str) -> HttpResponse:
    """`path` is what follows the public address. Nobody is logged in here, so there is no forged request to fear."""
    if request.method not in METHODS:
        return HttpResponse(status=405, headers={"Allow": ", ".join(METHODS)})
    length = request.headers.get("Content-Length") or "0"
    if request.method == "POST" and (not length.isdigit() or int(length) > LONGEST_BODY):
        return HttpResponse(status=413)
    answer = respond(
        Request(
            path=path,
            method=str(request.method),
            query=request.GET.dict(),
            form=request.POST.dict() if request.method == "POST" else {},
            accept=request.headers.get("Accept", ""),
            accept_language=request.headers.get("Accept-Language", ""),
            address=client_address(request),
            user_agent=request.headers.get("User-Agent", ""),
        )
    )
    return HttpResponse(
        answer.body, status=answer.status, content_type=answer.content_type, headers=dict(answer.headers)
    )
