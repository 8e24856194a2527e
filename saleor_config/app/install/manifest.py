"""How we introduce ourselves: a Saleor reads this address, shows it to the merchant, and installs what it says."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from saleor_config.app.saleor_client.documents import document
from saleor_config.app.webhooks.events import SUBSCRIPTIONS, events_of

APP_ID = "in.odopmart.saleor-odop"
VERSION = "0.1.0"
# Orders: to hear of them and to fulfil them. Products: so that staff who keep products can keep their provenance here
# (the token the Dashboard gives an App carries only permissions that both the person and the App have).
PERMISSIONS = ["MANAGE_ORDERS", "MANAGE_PRODUCTS"]
# To set up the attributes for district, craft, GI and artisan, and to put new pickup points into the channels and
# shipping zones they sell in, and to set tax classes from the rules. Not required: a merchant may do all by hand.
SETUP_PERMISSIONS = ["MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES", "MANAGE_CHANNELS", "MANAGE_SHIPPING", "MANAGE_TAXES"]
# To be asked before goods are sent to where they may not be sold. Without it, such an order is found when it arrives.
CHECKOUT_PERMISSIONS = ["MANAGE_CHECKOUTS"]
# To be asked for the GST of checkouts and orders, in channels whose tax app the merchant makes us.
TAX_PERMISSIONS = ["HANDLE_TAXES"]
REQUIRED_SALEOR = ">=3.21 <4"


@require_GET
def serve_manifest(_request: HttpRequest) -> JsonResponse:
    return JsonResponse(manifest(settings.ODOP_APP_URL))


def manifest(app_url: str) -> dict[str, Any]:
    """`app_url` is the address this service is reached at, without a trailing slash."""
    return {
        "id": APP_ID,
        "name": "ODOP Mart",
        "version": VERSION,
        "about": "Says which district, craft and artisan every product comes from, notifies the supplier at once when "
        "it is sold, and has it collected.",
        "author": "ODOP Mart on Saleor",
        "permissions": [*PERMISSIONS, *CHECKOUT_PERMISSIONS, *TAX_PERMISSIONS, *SETUP_PERMISSIONS],
        "appUrl": f"{app_url}/graphql/",
        "tokenTargetUrl": f"{app_url}/api/register",
        "requiredSaleorVersion": REQUIRED_SALEOR,
        "extensions": [],
        "webhooks": [
            {
                "name": name,
                "targetUrl": f"{app_url}/api/webhooks/saleor",
                "query": document(subscription),
                "isActive": True,
                "asyncEvents": sorted(events_of(subscription)),
                "syncEvents": [],
            }
            for name, subscription in SUBSCRIPTIONS.items()
        ]
        + [
            {
                "name": "Checkout: where goods may be sold",
                "targetUrl": f"{app_url}/api/webhooks/saleor/shipping",
                "query": document("checkout_shipping_filter"),
                "isActive": True,
                "asyncEvents": [],
                "syncEvents": ["CHECKOUT_FILTER_SHIPPING_METHODS"],
            },
            {
                "name": "Taxes: GST of checkouts and orders",
                "targetUrl": f"{app_url}/api/webhooks/saleor/taxes",
                "query": document("calculate_taxes"),
                "isActive": True,
                "asyncEvents": [],
                "syncEvents": ["CHECKOUT_CALCULATE_TAXES", "ORDER_CALCULATE_TAXES"],
            },
        ],
    }
