"""Where the logistics partner reports to when the suite runs beside Saleor; in Saleor its plugin serves the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from odop_core.web.bodies import BodyTooLarge, read_body
from odop_logistics.carriers.partner import webhook
from saleor_config.app.responses import refusal

# Above the webhook's own limit, so that it counts what it refuses; what is larger still is not read at all.
SIZE_LIMIT = 4 * webhook.SIZE_LIMIT


@csrf_exempt
@require_POST
def serve_partner_events(request: HttpRequest) -> HttpResponse:
    try:
        body = read_body(request, SIZE_LIMIT)
    except BodyTooLarge as error:
        return refusal(413, "too-large", str(error))
    status, answer = webhook.receive_report(request.headers, body)
    return JsonResponse(answer, status=status)
