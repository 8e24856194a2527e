"""Where the logistics partner reports to when the suite runs beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from odop_logistics import webhook


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    status, answer = webhook.receive(request.headers, request.body)
    return JsonResponse(answer, status=status)
