"""Which web pages of other sites a browser lets read our answers: those whose origin ALLOWED_GRAPHQL_ORIGINS names.

Origins are patterns, as in Saleor's setting of this name. Unlike Saleor we never allow credentials: whoever signs in
sends a token in a header, we read no cookie, and a cookie or password that a proxy before us asks for must not open our
answers to every page its owner visits.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

METHODS = "GET, POST, OPTIONS"
# As Saleor's, with what tracing and Apollo's clients add.
HEADERS = (
    "Content-Type, Accept, Accept-Language, Authorization, Authorization-Bearer, Source-Service-Name, traceparent, "
    "tracestate, baggage, apollographql-client-name, apollographql-client-version, apollo-require-preflight"
)
PREFLIGHT_SECONDS = 600


def answer_preflight() -> HttpResponse:
    """What a browser asks before it sends JSON or a token. `allow_origin` completes it."""
    return HttpResponse(status=204, headers={"Allow": METHODS})


def allow_origin(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer, with the headers that let the asking page read it, if it may."""
    if "*" not in settings.ALLOWED_GRAPHQL_ORIGINS:
        patch_vary_headers(response, ["Origin"])
    allowed = _allowed_origin(request.headers.get("Origin", ""))
    if not allowed:
        return response
    response.headers["Access-Control-Allow-Origin"] = allowed
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = HEADERS
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    else:
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def _allowed_origin(origin: str) -> str:
    if not origin:
        return ""
    if "*" in settings.ALLOWED_GRAPHQL_ORIGINS:
        return "*"  # the same for all pages, so that one cached answer serves them all
    return origin if any(fnmatchcase(origin, pattern) for pattern in settings.ALLOWED_GRAPHQL_ORIGINS) else ""
