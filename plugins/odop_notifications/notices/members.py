"""Copies of a supplier's messages for members of their group who want them.

A copy goes to the member's own number, in their language. It asks nothing more of anybody: whether the supplier was
reached is seen from their own message alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from odop_consignment.api import sign_in
from odop_notifications.messages import About, write_message
from odop_notifications.suppliers.recipients import Recipient

# Channels without a telephone number.
NO_PHONES = ("email", "webhook")
PREFIX = "member:"


def write_copies(
    occasion: str,
    supplier_id: int | None,
    facts: Mapping[str, object],
    *,
    key: str,
    channel: str,
    about: About,
    after: str = "",
) -> None:
    """The same message to each member who wants it; `key` is the supplier's own. Doing it again changes nothing."""
    if supplier_id is None or channel in NO_PHONES:
        return
    for member in sign_in.contacts_of_members(supplier_id):
        to = Recipient(member.name, member.phone, member.language, supplier_id=supplier_id)
        copy = About(about.sale_id, about.order_id, about.order_number, f"{PREFIX}{member.id}")
        write_message(occasion, to, facts, key=f"{key}:m{member.id}", channel=channel, about=copy, after=after)


def is_copy(subject: str) -> bool:
    """Of a message's `subject`."""
    return subject.startswith(PREFIX)
