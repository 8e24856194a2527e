"""Shows where our unsold pieces and the store's stock differ, and why as far as it is known. Changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from odop_consignment.stock.differences import Difference, Pair, page
from odop_core.store import host
from odop_core.store.port import StoreError


class Command(BaseCommand):
    help = "Show where our unsold pieces and the store's stock differ. Changes nothing. Fails when something differs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        console, after, shown = Console(file=self.stdout), None, 0
        try:
            with host.current_host().background_work():
                while True:
                    part = page(after=after)
                    if part.differences:
                        console.print(_table(part.differences))
                    shown += len(part.differences)
                    after = part.next
                    if after is None:
                        break
        except StoreError as error:
            raise CommandError(f"The store could not be asked any further: {error}{_beyond(after)}") from error
        if shown:
            raise CommandError(f"{shown} differences.")
        self.stdout.write("No differences.")


def _table(differences: tuple[Difference, ...]) -> Table:
    table = Table(header_style="bold")
    table.add_column("Variant", overflow="fold")
    table.add_column("Pickup point", overflow="fold")
    for column in ("Ours", "Store's", "More there"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("Why", overflow="fold")
    for each in differences:
        stock = "not stocked" if each.store_unsold is None else str(each.store_unsold)
        why = ", ".join(f"{reason.pieces:+d} {reason.cause.replace('_', ' ')}" for reason in each.reasons)
        table.add_row(each.variant_id, each.pickup_point_id, str(each.ours), stock, f"{each.pieces:+d}", why)
    return table


def _beyond(after: Pair | None) -> str:
    return f" (compared up to {after[0]} at {after[1]})" if after else ""
