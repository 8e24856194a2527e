"""The recipient of a message: a supplier's address for a channel."""

from __future__ import annotations

from dataclasses import dataclass

from odop_consignment import api as consignment
from odop_consignment.api import SupplierInfo
from odop_notifications.suppliers import endpoints

DEFAULT_LANGUAGE = "hi"


@dataclass(frozen=True)
class Recipient:
    """Whom we tell. `address` is a phone number (E.164), an e-mail address or an endpoint's id, as the channel needs.

    `name_hi` is used where the message is in Hindi. `supplier_id` is None for others, such as our own staff.
    """

    name: str
    address: str
    language: str = DEFAULT_LANGUAGE
    name_hi: str = ""
    supplier_id: int | None = None

    def name_in(self, language: str) -> str:
        return self.name_hi if language == "hi" and self.name_hi else self.name


def recipient_of(supplier: SupplierInfo, channel: str) -> Recipient:
    """A supplier without an address for this channel is a recipient whom a message is refused to, visibly."""
    return Recipient(
        name=supplier.name,
        name_hi=supplier.name_hi,
        language=supplier.language,
        address=_address(supplier, channel),
        supplier_id=supplier.id,
    )


def find_recipient(supplier_id: int, channel: str) -> Recipient | None:
    """None when there is no such supplier."""
    supplier = consignment.suppliers_by_id([supplier_id]).get(supplier_id)
    return recipient_of(supplier, channel) if supplier else None


def _address(supplier: SupplierInfo, channel: str) -> str:
    if channel == "email":
        return str(getattr(supplier, "email", ""))
    if channel == "webhook":
        return endpoints.endpoint_address(supplier.id)
    return supplier.phone
