"""Requests to the plugin's public addresses, as both hosts hand them over."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import RequestFactory

from odop_core.web.routes import answer_at


def request(
    method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str] | None = None, body: bytes = b""
) -> HttpResponse:
    """`path` is what follows the public address, such as "sms/receipt"."""
    given = {name.lower(): value for name, value in (headers or {}).items()}
    content_type = given.pop("content-type", "application/octet-stream")
    asked = RequestFactory().generic(method, f"/{path}?{urlencode(query)}", body, content_type, headers=given)
    return answer_at(asked, path, "odop_notifications.urls")
