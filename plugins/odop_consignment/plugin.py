"""Consignment in Saleor's list of plugins, and its veto at checkout."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from odop_consignment.api import checkout
from odop_consignment.settings import PLUGIN_ID, ConsignmentSettings
from odop_core.i18n import Text
from odop_core.plugin.base import OdopPlugin
from odop_core.store.orders import Address
from odop_core.web import refused_requests
from odop_core.web.routes import answer_at

logger = logging.getLogger(__name__)

# Of the few codes both `checkoutComplete` and `orderCreateFromCheckout` know, the one that storefronts show at a line.
CODE = "unavailable_variant_in_channel"


class ConsignmentPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP consignment"
    PLUGIN_DESCRIPTION = (
        "Finds out whose goods were sold: each order line is matched with the supplier who supplies it. "
        "Goods of suppliers who may sell only inside their own State are refused at checkout elsewhere."
    )
    settings_model = ConsignmentSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Papers and tables, by link. Served by Saleor at /plugins/global/odop.consignment/…"""
        return answer_at(request, path, "odop_consignment.urls")

    def preprocess_order_creation(
        self, checkout_info: Any, lines: Any = None, previous_value: Any = None, **_kwargs: Any
    ) -> Any:
        """Raises ValidationError, which the buyer sees at the lines concerned, for goods that may not be sold there.

        Goods are refused only when we know that they must be: a bug of ours is logged and counted, and stops no sale.
        What gets past is found again when the order arrives: no supplier is told of it (see `sales.allocation`).
        """
        try:
            refused = _refused(checkout_info, checkout_info.lines if lines is None else lines)
        except Exception:
            logger.exception("Whether this checkout may be sold there could not be found out; it was let pass.")
            _count_failure()
            return previous_value
        if refused:
            raise _error(refused, checkout_info.checkout.language_code)
        return previous_value


def _refused(checkout_info: Any, lines: Any) -> list[tuple[Any, Text]]:
    """The lines that may not be sold there, and why."""
    by_variant = {_global_id("ProductVariant", line.variant.pk): line for line in lines}
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        reasons = checkout.refuse(
            by_variant, _address(checkout_info.billing_address), _address(_where_to(checkout_info))
        )
    return [
        (line, reasons[_global_id("ProductVariant", line.variant.pk)])
        for line in lines
        if _global_id("ProductVariant", line.variant.pk) in reasons
    ]


def _where_to(checkout_info: Any) -> Any:
    """The address the goods go to: the shop's own where the buyer collects them there."""
    point = checkout_info.collection_point
    return point.address if point else checkout_info.shipping_address


def _address(saved: Any) -> Address | None:
    if saved is None:
        return None
    return Address(
        country_area=saved.country_area, postal_code=saved.postal_code, country_code=saved.country.code or ""
    )


def _error(refused: list[tuple[Any, Text]], language: str) -> ValidationError:
    told = (checkout.refusal_of(line.product.name, why).in_language(language) for line, why in refused)
    sentences = dict.fromkeys(told)
    lines = [_global_id("CheckoutLine", line.line.pk) for line, _why in refused]
    variants = [_global_id("ProductVariant", line.variant.pk) for line, _why in refused]
    error = ValidationError(" ".join(sentences), code=CODE, params={"lines": lines, "variants": variants})
    return ValidationError({"lines": error})


def _count_failure() -> None:
    try:
        with transaction.atomic():
            refused_requests.count_refusal(PLUGIN_ID, "checkout-check-failed")
    except Exception:
        logger.exception("Nor could that be counted.")


def _global_id(type_name: str, pk: object) -> str:
    return str(graphene.Node.to_global_id(type_name, pk))
