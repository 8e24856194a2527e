"""The view of what payout rails report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from odop_accounts.transfers import reports
from odop_core.web.bodies import BodyTooLarge, read_body

# Above the limit of reports, so that what is refused there is counted; what is larger still is not read at all.
SIZE_LIMIT = 4 * reports.SIZE_LIMIT


@csrf_exempt
@require_POST
def receive_report(request: HttpRequest, rail: str) -> HttpResponse:
    try:
        body = read_body(request, SIZE_LIMIT)
    except BodyTooLarge as error:
        return JsonResponse({"error": str(error)}, status=413)
    status, answer = reports.receive_report(rail, request.headers, body)
    return JsonResponse(answer, status=status)
