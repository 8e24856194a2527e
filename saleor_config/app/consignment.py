"""Where links to papers and tables of consignment lead beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from odop_consignment import documents
from odop_consignment.imports import links


@require_safe
def show_paper(_request: HttpRequest, token: str) -> HttpResponse:
    return documents.show(token)


@require_safe
def show_table(_request: HttpRequest, token: str) -> HttpResponseBase:
    return links.show(token)
