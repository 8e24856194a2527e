"""Whether somebody agreed to be told something. The one place that asks: the consent ledger is wired in here."""

from __future__ import annotations

from odop_notifications.models.template import Category


def allows(supplier_id: int | None, category: str) -> bool:
    """What follows from the relationship (service, transactional, government) needs no consent of its own; a
    promotional message does, given digitally and not withdrawn (TRAI directions of 2023-06-02 and 2023-11-07). Nobody
    keeps such consents yet, so that none is sent."""
    return category != Category.PROMOTIONAL
