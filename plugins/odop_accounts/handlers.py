"""What accounts do when they hear of something: make the books agree with it."""

from __future__ import annotations

from odop_accounts import checks
from odop_accounts.posting.sync import is_in_books, sync_orders
from odop_accounts.settings import PLUGIN_ID
from odop_consignment.events import SalesChanged
from odop_core.events import OrderChanged
from odop_core.queue import inbox


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, SalesChanged, on_sales)
    inbox.subscribe(PLUGIN_ID, OrderChanged, on_order)
    checks.register_all()


def on_sales(event: SalesChanged) -> None:
    sync_orders([event.order_id])


def on_order(event: OrderChanged) -> None:
    """What was paid, and what delivery costs, is no part of the sales. What is new comes with its sales."""
    if is_in_books(event.order_id):
        sync_orders([event.order_id])
