"""Showing a kept file to who may see it: nobody keeps a copy on the way, and no browser runs anything in it."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def forbid_caching(response: Response) -> Response:
    """The same response, with the headers that see to that."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Referrer-Policy"] = "no-referrer"
    return response


def text_response(text: str, status: int) -> HttpResponse:
    """What is said instead of a file."""
    return forbid_caching(HttpResponse(text, status=status, content_type="text/plain; charset=utf-8"))


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A paper to read, called `name` (without the ending) where it is kept."""
    response = forbid_caching(HttpResponse(content, content_type="application/pdf"))
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
