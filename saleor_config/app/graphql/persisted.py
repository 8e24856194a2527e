"""Questions that may be asked by GET, so that a browser or a content delivery network can keep their answers.

They are documents of `storefront_schema/operations` that show everybody the same, named by the SHA-256 of the file as
it is shipped, the way Apollo's clients name a document:
`GET /graphql/?extensions={"persistedQuery":{"version":1,"sha256Hash":"…"}}&variables={…}`.
No other text is ever taken from an address.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from odop_core.web.bodies import BadJson, read_json

# Not `verify_label`: whether a label is genuine must not be told from a cache.
PUBLIC = (
    "artisan_page",
    "artisans",
    "corporation",
    "crafts",
    "district_page",
    "districts",
    "products_by_origin",
)
# Not longer: an artisan who no longer agrees to be named, or a claim that was revoked, is soon gone everywhere.
MAX_AGE_SECONDS = 60


class NotPersisted(Exception):
    """No document has this hash. Clients know the words, and send the document by POST instead."""

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class BadPersistedQuery(ValueError):
    """The message says what is wrong with the address."""


@cache
def documents() -> dict[str, str]:
    """The documents by their hash."""
    folder = files("storefront_schema") / "operations"
    texts = [(folder / f"{name}.graphql").read_bytes() for name in PUBLIC]
    return {hashlib.sha256(text).hexdigest(): text.decode() for text in texts}


def is_asked_for(request: HttpRequest) -> bool:
    return request.method in {"GET", "HEAD"} and "extensions" in request.GET


def read_question(request: HttpRequest) -> dict[str, Any]:
    """Like the body of a POST. Raises NotPersisted and BadPersistedQuery."""
    extensions, variables = (_read_part(request, name) for name in ("extensions", "variables"))
    persisted = extensions.get("persistedQuery")
    if not isinstance(persisted, dict) or not isinstance(persisted.get("sha256Hash"), str):
        raise BadPersistedQuery('"extensions" must name the "sha256Hash" of a "persistedQuery".')
    query = documents().get(persisted["sha256Hash"].lower())
    if query is None:
        raise NotPersisted
    return {"query": query, "variables": variables, "operationName": request.GET.get("operationName") or None}


def _read_part(request: HttpRequest, name: str) -> dict[str, Any]:
    try:
        content = read_json(request.GET.get(name, "{}").encode("utf-8", "surrogatepass")) or {}
    except BadJson as error:
        raise BadPersistedQuery(f'"{name}" in the address: {error}') from error
    if not isinstance(content, dict):
        raise BadPersistedQuery(f'"{name}" in the address must be an object.')
    return content


def let_keep(request: HttpRequest, response: HttpResponse, *, is_whole: bool) -> HttpResponse:
    """With the headers that say who may keep it: nobody, if a token came with the question or a field failed."""
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    if not is_whole or request.headers.get("Authorization"):
        response.headers["Cache-Control"] = "private, no-store"
        return response
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
