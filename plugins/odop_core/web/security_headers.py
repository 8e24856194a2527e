"""What every answer of the suite carries: headers by which a browser runs nothing in it that we did not write.

The App host adds them to all its answers (as middleware); inside Saleor `routes.answer_at` to those of our plugins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Of a page that says nothing of its own about it, such as Django's word for an error.
STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

Response = TypeVar("Response", bound=HttpResponseBase)


def add_security_headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return secure_response(get_response(request))

    return respond


def secure_response(response: Response) -> Response:
    """The same response. A page with scripts or styles has set a policy that names them; any other runs none."""
    response.headers.setdefault("Content-Security-Policy", STRICT)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response
