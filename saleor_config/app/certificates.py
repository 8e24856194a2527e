"""Where labels' QR codes lead when the suite runs beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from odop_certificates.pages import view


@csrf_exempt
def show(request: HttpRequest, path: str = "") -> HttpResponse:
    return view.show(request, path)
