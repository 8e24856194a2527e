"""The pages' addresses, asked as both hosts pass a request on."""

from __future__ import annotations

import html
import json
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from odop_core.web.routes import answer_at


def ask(path: str, *, accept: str = "", language: str = "", address: str = "203.0.113.1", **query: str) -> HttpResponse:
    """What a GET is answered, as both hosts pass it on."""
    headers = {"Accept": accept, "Accept-Language": language}
    request = RequestFactory().get(path or "/", query, headers=headers, REMOTE_ADDR=address)
    return answer_at(request, path, "odop_certificates.pages.urls")


def post(path: str, **form: str) -> HttpResponse:
    return answer_at(RequestFactory().post(path, form), path, "odop_certificates.pages.urls")


def page(path: str, **changes: str) -> str:
    return html.unescape(ask(path, **changes).content.decode())


def content(answer: HttpResponse) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(answer.content)
    return read
