"""Asking notifications to tell a supplier something, in their language and by their channel."""

from __future__ import annotations

from odop_core import inbox

TELL = "notifications.tell"


def tell(supplier_id: int, occasion: str, *, key: str, **facts: str) -> None:
    """They hear of it once this transaction commits. A repeated key (of 90 characters at most) tells nothing."""
    payload = {"occasion": occasion, "supplier_id": supplier_id, "facts": facts, "key": key}
    inbox.accept(TELL, f"supplier:{supplier_id}", payload, key=f"{TELL}:{key}")
