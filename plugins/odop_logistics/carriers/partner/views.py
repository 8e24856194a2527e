"""The view of what the logistics partner reports."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from odop_core.web.bodies import BodyTooLarge, read_body
from odop_logistics.carriers.partner import webhook

# Above the webhook's own limit, so that it counts what it refuses; what is larger still is not read at all.
SIZE_LIMIT = 4 * webhook.SIZE_LIMIT


@csrf_exempt
@require_POST
def receive_events(request: HttpRequest) -> HttpResponse:
    try:
        body = read_body(request, SIZE_LIMIT)
    except BodyTooLarge as error:
        return JsonResponse({"error": str(error)}, status=413)
    status, answer = webhook.receive_report(request.headers, body)
    return JsonResponse(answer, status=status)
