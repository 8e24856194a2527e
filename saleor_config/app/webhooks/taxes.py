"""Where a Saleor asks for the taxes of a checkout or an order: in channels whose tax app is this App."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from odop_core.web import refused_requests
from saleor_config.app.responses import refusal
from saleor_config.app.webhooks import receiver
from saleor_config.app.webhooks.tax_base import TaxQuestion, answer_taxes


@csrf_exempt
@require_POST
def serve_taxes(request: HttpRequest) -> HttpResponse:
    """Answers with the tax of each line and of the delivery. What is not signed by our Saleor is refused,
    and so is what cannot be read."""
    try:
        _installation, body = receiver.verify_webhook(request)
    except receiver.Refused as refused:
        return refused.answer
    try:
        base = TaxQuestion.model_validate_json(body).tax_base
    except ValidationError as error:
        refused_requests.count_refusal(receiver.SOURCE, "unreadable-tax-base")
        return refusal(400, "unreadable", f"{error.error_count()} values cannot be read.")
    return JsonResponse(answer_taxes(base))
