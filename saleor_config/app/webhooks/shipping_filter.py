"""Keeping buyers from having goods sent to where they may not be sold, beside a Saleor.

A Saleor asks this before it offers a checkout's shipping methods; where something in the checkout may not be sold to
its addresses, no method is left, and each says why. It waits for the answer, so there is one query, or three when
something is refused. Beside Saleor there is no other veto: a checkout in which nothing is shipped is never asked
about, and a Saleor that gets no answer in time goes on without one. An order that got past is found when it arrives,
and no supplier is notified.
"""

from __future__ import annotations

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from odop_consignment.api import checkout as consignment
from odop_core.store.orders import Address
from odop_core.web import refused_requests
from saleor_config.app.webhooks import receiver

logger = logging.getLogger(__name__)


class _Node(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="ignore", frozen=True)


class _Country(_Node):
    code: str


class _Address(_Node):
    country_area: str
    postal_code: str
    country: _Country

    def as_address(self) -> Address:
        return Address(country_area=self.country_area, postal_code=self.postal_code, country_code=self.country.code)


class _Id(_Node):
    id: str


class _Product(_Id):
    name: str


class _Variant(_Id):
    product: _Product


class _Line(_Id):
    variant: _Variant


class _Checkout(_Id):
    language_code: str = "EN"
    billing_address: _Address | None
    shipping_address: _Address | None
    lines: list[_Line]


class _Question(_Node):
    checkout: _Checkout
    shipping_methods: list[_Id]


@csrf_exempt
@require_POST
def serve_shipping_filter(request: HttpRequest) -> HttpResponse:
    """Answers with the methods to leave out. What is not signed by our Saleor is refused; what is, and cannot be read,
    leaves all methods in, and is counted."""
    try:
        _installation, body = receiver.verify_webhook(request)
    except receiver.Refused as refused:
        return refused.answer
    try:
        question = _Question.model_validate_json(body)
        return JsonResponse({"excluded_methods": _excluded(question)})
    except ValidationError:
        refused_requests.count_refusal(receiver.SOURCE, "unreadable-checkout")
    except Exception:
        logger.exception("Whether a checkout may be sold there could not be found out; it was let pass.")
        refused_requests.count_refusal(receiver.SOURCE, "checkout-check-failed")
    return JsonResponse({"excluded_methods": []})


def _excluded(question: _Question) -> list[dict[str, Any]]:
    reason = _reason(question.checkout)
    return [{"id": method.id, "reason": reason} for method in question.shipping_methods] if reason else []


def _reason(checkout: _Checkout) -> str:
    """Why the checkout cannot be sent to its addresses; "" when it can, or nobody said yet where it goes."""
    billing, shipping = checkout.billing_address, checkout.shipping_address
    if shipping is None:
        return ""
    names = {line.variant.id: line.variant.product.name for line in checkout.lines}
    found = consignment.refuse(names, billing.as_address() if billing else None, shipping.as_address())
    sentences = (consignment.refusal_of(names[variant], why) for variant, why in found.items())
    language = checkout.language_code.replace("_", "-")  # Saleor's enum has HI_IN
    return " ".join(dict.fromkeys(sentence.in_language(language) for sentence in sentences))
