"""Where links to papers and tables lead, in both hosts, below the plugin's public address."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from odop_consignment import documents
from odop_consignment.imports import links


def _file_of(show: Callable[[str], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of the file that a link's token names."""

    def view(_request: HttpRequest, token: str) -> HttpResponseBase:
        return show(token)

    return require_safe(view)


urlpatterns: list[URLPattern] = [
    path(f"{documents.PATH}<str:token>", _file_of(documents.serve_document), name="document"),
    path(f"{links.PATH}<str:token>", _file_of(links.serve_table), name="table"),
]
