"""The partner carrier: a logistics company reached by signed webhooks (Standard Webhooks), both ways.

We POST `{"event": "pickup.requested" | "pickup.cancelled", "pickup": <reference>, …}`; a 2xx answer books it, and may
name the partner's own `reference` and the day it comes (`pickup_on`). The partner POSTs what happens with it back, see
`odop_logistics.carriers.partner.webhook`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from odop_core.retry import TemporaryFailure
from odop_core.security import http, signatures
from odop_logistics.carriers.port import Booked, PickupRequest
from odop_logistics.settings import LogisticsSettings


class Partner:
    def __init__(self, settings: LogisticsSettings) -> None:
        self._settings = settings

    def book(self, request: PickupRequest) -> Booked:
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
        return _booked_in(answer["body"])

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
        headers = signatures.sign_headers(secret, message_id, body)
        return http.post_for_json(url, body, {**headers, "content-type": "application/json"})


def _booked_in(text: str) -> Booked:
    """What the answer names of it: the partner may answer with anything else, or nothing."""
    try:
        answer = json.loads(text)
    except ValueError:
        return Booked()
    if not isinstance(answer, dict):
        return Booked()
    reference = "".join(character for character in str(answer.get("reference", "")) if character.isprintable())
    return Booked(reference[:128], _day(answer.get("pickup_on")))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
