"""The suite's public pages and links beside Saleor; inside it, its plugins serve the same."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_safe

from odop_consignment import documents
from odop_consignment.imports import links

View = Callable[..., HttpResponseBase]


def _file_of(show: Callable[[str], HttpResponseBase]) -> View:
    """A view of the file that a link's token names."""

    def view(_request: HttpRequest, token: str) -> HttpResponseBase:
        return show(token)

    return require_safe(view)


urlpatterns: list[URLPattern | URLResolver] = [
    path("notifications/", include("odop_notifications.urls")),
    path("consignment/documents/<str:token>", _file_of(documents.serve_document), name="document"),
    path("consignment/tables/<str:token>", _file_of(links.serve_table), name="table"),
    path("", include("odop_provenance.evidence.urls")),
    re_path("^provenance(?:/|$)", include("odop_certificates.pages.urls")),
]
