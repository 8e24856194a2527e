"""Where links to papers of consignment lead when the suite runs beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from odop_consignment import papers


@require_safe
def show_paper(_request: HttpRequest, token: str) -> HttpResponse:
    return papers.show(token)
