"""Asking notifications to tell a supplier something, in their language and by their channel.

Dates are written 24/11/2026 and amounts 12,345.50: so they stand in every language, and in an SMS.
"""

from __future__ import annotations

from datetime import date

from odop_core.events import NotificationRequested
from odop_core.queue import inbox

# What suppliers are told of, and the facts that go with it. Notifications has an occasion of the same name for each.
OCCASION_FACTS: dict[str, frozenset[str]] = {
    "agreement_to_sign": frozenset({"reference", "version"}),
    "bank_changed": frozenset({"account", "date"}),
    "objection_answered": frozenset(),
    "shelf_over": frozenset({"product", "quantity", "date"}),
    "stock_low": frozenset({"product", "quantity"}),
    "turnover_stopped": frozenset({"percent", "limit", "year"}),
    "turnover_warning": frozenset({"percent", "limit", "year"}),
}


def request_notification(supplier_id: int, occasion: str, *, key: str, subject: str = "", **facts: str) -> None:
    """They hear of it once this transaction commits. A repeated key (of 90 characters at most) tells nothing.

    `subject` names what it is about, e.g. "agreement:12". Raises ValueError for facts that are not the occasion's.
    """
    if facts.keys() != OCCASION_FACTS[occasion]:
        raise ValueError(f"Of {occasion} the facts are {sorted(OCCASION_FACTS[occasion])}, not {sorted(facts)}.")
    event = NotificationRequested(occasion=occasion, supplier_id=supplier_id, facts=facts, key=key, about=subject)
    inbox.announce(event, key=f"{event.kind}:{key}")


def format_day(when: date) -> str:
    return when.strftime("%d/%m/%Y")
