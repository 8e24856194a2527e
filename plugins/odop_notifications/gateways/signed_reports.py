"""Reports in our own form, signed as Standard Webhooks has it: for the `gateway` channel and suppliers' endpoints.

`{"type": "receipt", "id": <our message's id>, "status": "delivered", "at": "2026-11-23T10:00:00Z", "detail": "…"}`
`{"type": "reply", "from": "+91…", "text": "1", "in_reply_to": <our message's id>, "at": "…"}`
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints, ValidationError

from odop_notifications.gateways.http_report import LONGEST_TEXT, Report, UnreadableReport, make_inbound, make_receipt
from odop_notifications.gateways.message import Inbound, Receipt, ReceiptStatus

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128)]


class ReceiptReport(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    type: Literal["receipt"]
    id: Short
    status: ReceiptStatus
    at: datetime | None = None
    detail: str = ""


class ReplyReport(BaseModel):
    """`from` may be left out by an endpoint: there, its supplier is who speaks."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    type: Literal["reply"]
    sender: str = Field("", alias="from", max_length=128)
    text: str = Field(max_length=LONGEST_TEXT)
    in_reply_to: str = Field("", max_length=128)
    at: datetime | None = None


class AnyReport(RootModel[ReceiptReport | ReplyReport]):
    """Either."""

    root: ReceiptReport | ReplyReport = Field(discriminator="type")


def read_signed_report(channel: str, report: Report, speaker: str = "") -> list[Receipt | Inbound]:
    """`speaker` is who must have said it, if the signature tells. Raises UnreadableReport."""
    try:
        content = AnyReport.model_validate_json(report.body).root
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "body"
        raise UnreadableReport(f"{where}: {first['msg']}") from None
    at = _aware(content.at)
    if isinstance(content, ReceiptReport):
        return [make_receipt(channel, content.id, content.status, at, content.detail, content.id)]
    sender = speaker or content.sender
    if not sender:
        raise UnreadableReport("from: it does not say whose reply it is.")
    reply_id = report.headers.get("webhook-id", "")
    return [make_inbound(channel, sender, content.text, reply_id, at=at, in_reply_to=content.in_reply_to)]


def _aware(at: datetime | None) -> datetime:
    """Now, where it does not say, or says it without a time zone, or says a time to come."""
    now = timezone.now()
    return at if at and at.tzinfo and at <= now else now
