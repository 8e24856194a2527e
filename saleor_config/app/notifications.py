"""Gateways' reports and makers' links when the suite runs beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from odop_notifications import view


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    return view.serve(request, path)
