"""Enters what is missing in the books: after the plugin was switched off, or when `odop_doctor` says so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from odop_accounts.posting.sync import sync_orders
from odop_consignment.api.books import order_ids_after

ORDERS_AT_ONCE = 100


class Command(BaseCommand):
    help = "Make the books agree with the sales of all orders. Safe to run again, and while workers run."

    def handle(self, *_args: Any, **_options: Any) -> None:
        orders = entries = 0
        last = ""
        while order_ids := order_ids_after(last, ORDERS_AT_ONCE):
            entries += sync_orders(order_ids)
            orders, last = orders + len(order_ids), order_ids[-1]
        self.stdout.write(f"{orders} orders looked at, {entries} entries made.")
