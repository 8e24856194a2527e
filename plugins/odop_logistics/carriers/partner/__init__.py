"""The partner carrier: a logistics company reached by signed webhooks (Standard Webhooks), both ways.

We POST `{"event": "pickup.requested" | "pickup.cancelled", "pickup": <reference>, …}`; a 2xx answer books it, and may
name the partner's own `reference`. The partner POSTs `pickup.collected` back, see `odop_logistics.webhook`.
"""

from __future__ import annotations

import json
from typing import Any

from odop_core import outgoing, signing
from odop_core.retry import TemporaryFailure
from odop_logistics.carriers.port import PickupRequest
from odop_logistics.settings import LogisticsSettings


class Partner:
    def __init__(self, settings: LogisticsSettings) -> None:
        self._settings = settings

    def book(self, request: PickupRequest) -> str:
        answer = self._post(
            f"{request.reference}:requested",
            {
                "event": "pickup.requested",
                "pickup": request.reference,
                "order": request.order_number,
                "point": {"name": request.point.name, **request.point.address.model_dump()},
                "parcels": [{"quantity": p.quantity, "description": p.description} for p in request.parcels],
            },
        )
        return _reference_in(answer["body"])

    def cancel(self, reference: str, carrier_reference: str) -> None:
        self._post(
            f"{reference}:cancelled",
            {"event": "pickup.cancelled", "pickup": reference, "reference": carrier_reference},
        )

    def _post(self, message_id: str, content: dict[str, Any]) -> dict[str, Any]:
        url, secret = self._settings.partner_url, self._settings.partner_secret
        if not (url and secret):
            raise TemporaryFailure(
                "No logistics partner is set up: fill in the partner's address and secret in the plugin's settings, "
                "or set ODOP_PARTNER_URL and ODOP_PARTNER_SECRET."
            )
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = signing.signed_headers(secret, message_id, body)
        return outgoing.post(url, body, {**headers, "content-type": "application/json"})


def _reference_in(text: str) -> str:
    """The partner's reference, if the answer names one: it may answer with anything else, or nothing."""
    try:
        answer = json.loads(text)
    except ValueError:
        return ""
    reference = answer.get("reference", "") if isinstance(answer, dict) else ""
    return "".join(character for character in str(reference) if character.isprintable())[:128]
