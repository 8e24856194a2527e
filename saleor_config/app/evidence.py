"""Where links to evidence lead when the suite runs beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from odop_provenance.evidence import evidence_view


@require_safe
def show(_request: HttpRequest, token: str) -> HttpResponse:
    return evidence_view(token)
