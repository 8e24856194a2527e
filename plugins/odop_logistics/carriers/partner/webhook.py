"""What the logistics partner reports to us: signed, accepted once, and handled later by a worker.

The body is `{"event": "pickup.collected", "pickup": <our reference>, "tracking_number": "…"}`, or `pickup.delivered`
with `"delivered_at": "2026-11-05T10:00:00+05:30"` and, if at hand, the tracking number; `pickup.booked` with the day it
comes (`"pickup_on": "2026-11-05"`), `pickup.failed` with the `reason` why it got nothing. Both hosts serve it.
Events may come in any order; of appointments the one heard last holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from odop_core.events import describe_problems
from odop_core.india import aadhaar
from odop_core.plugin import configuration
from odop_core.queue import inbox
from odop_core.security import signatures
from odop_core.security.foreign_text import mask_text
from odop_core.web import refused_requests
from odop_logistics.carriers.tracking_numbers import read_tracking_number
from odop_logistics.events import CarrierReported
from odop_logistics.settings import PLUGIN_ID, LogisticsSettings

SIZE_LIMIT = 64 * 1024


PrintableText = StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[\x20-\x7e]+$")


def _no_aadhaar(text: str) -> str:
    if aadhaar.contains_aadhaar(text):
        raise ValueError("It looks like an Aadhaar number.")
    return text


Reference = Annotated[str, PrintableText, StringConstraints(max_length=64), AfterValidator(_no_aadhaar)]
TrackingNumber = Annotated[str, PrintableText, AfterValidator(read_tracking_number)]


def _one_line(text: str) -> str:
    """Words people can read; digits go where they can be an Aadhaar number, since none is kept."""
    said = mask_text(text)
    if not said:
        raise ValueError("Say why.")
    return re.sub(r"\d", "×", said) if aadhaar.contains_aadhaar(text) else said


class CollectedReport(BaseModel):
    """The goods were collected. Both texts are printable ASCII, and as long as a pickup can keep."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    event: Literal["pickup.collected"]
    pickup: Reference
    tracking_number: TrackingNumber


class DeliveredReport(BaseModel):
    """The buyer has the goods, since a moment with its time zone."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    event: Literal["pickup.delivered"]
    pickup: Reference
    delivered_at: AwareDatetime
    tracking_number: TrackingNumber | None = None


class BookedReport(BaseModel):
    """The carrier comes on this Indian day: named for the first time, or instead of another."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    event: Literal["pickup.booked"]
    pickup: Reference
    pickup_on: date


class FailedReport(BaseModel):
    """The carrier came and got nothing."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    event: Literal["pickup.failed"]
    pickup: Reference
    reason: Annotated[str, StringConstraints(max_length=500), AfterValidator(_one_line)]


AnyReport = CollectedReport | DeliveredReport | BookedReport | FailedReport
REPORTS: TypeAdapter[AnyReport] = TypeAdapter(Annotated[AnyReport, Field(discriminator="event")])


def receive_report(headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
    """Returns the HTTP status and answer. A genuine message is kept even if nobody can make sense of it."""
    if len(body) > SIZE_LIMIT:
        refused_requests.count_refusal(PLUGIN_ID, "oversized")
        return 413, {"error": f"A message may have at most {SIZE_LIMIT} bytes."}
    settings = configuration.load_settings(LogisticsSettings)
    try:
        message_id = signatures.verify_signature([settings.partner_secret], headers, body)
    except signatures.BadSignature as error:
        refused_requests.count_refusal(PLUGIN_ID, error.reason)
        return 401, {"error": str(error)}
    key = f"partner:{message_id}"[:255]
    try:
        report = REPORTS.validate_json(body)
    except ValidationError as error:
        reason = f"Not a message we know: {describe_problems(error)}"
        inbox.announce_unreadable(CarrierReported, "", body.decode("utf-8", "replace"), reason, key=key)
        return 202, {"accepted": False, "error": reason}
    event = CarrierReported(pickup=report.pickup, report=report.model_dump(mode="json"))
    return 200, {"accepted": inbox.announce(event, key=key, name=report.event)}
