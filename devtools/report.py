"""What the demo shows a person: each order, where it went, whose hands it comes from, and what the maker was told."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from devtools.expectations import ExpectedOrder
from devtools.play import LOST, SWAPPED, TWICE, Playing
from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_logistics import api as logistics
from odop_logistics.api import PickupInfo
from odop_notifications import api as notifications
from odop_provenance import api as provenance
from odop_provenance.api import ArtisanInfo

COLUMNS = {"Bought": 5, "Maker, district": 4, "What happened": 4, "Told the maker": 9}


def show_orders(out: Console, playing: Playing) -> None:
    table = Table(title="What happened to each order", header_style="bold", title_style="bold", expand=True)
    table.add_column("Order", justify="right", no_wrap=True)
    table.add_column("Buyer", no_wrap=True)
    for column, ratio in COLUMNS.items():
        table.add_column(column, ratio=ratio, overflow="fold")
    for order in sorted(playing.orders.values(), key=lambda order: int(order.number)):
        for row in _rows(order, playing):
            table.add_row(*row)
        table.add_section()
    out.print(table)


def show_counts(out: Console, playing: Playing) -> None:
    sales = [sale for order in playing.orders for sale in consignment.sales_of_order(order)]
    origins = provenance.provenance_of({sale.product_id for sale in sales if sale.product_id}).values()
    makers = {sale.artisan_slug for sale in sales if sale.artisan_slug}
    unassigned = sum(1 for sale in sales if sale.supplier_id is None)
    first = playing.stories[0]
    out.print(
        f"[bold]{len(playing.orders)} orders[/bold], recorded from Saleor {first.saleor_version} on "
        f"{first.recorded_on}: {playing.accepted} webhooks accepted, {playing.repeats} repeated, "
        f"{playing.refused} forged and refused, {playing.reconciled} lost order found by the reconciler."
    )
    out.print(
        f"{len(makers)} makers in {len({origin.district.slug for origin in origins})} districts heard "
        f"{len(playing.mart.gateway.messages())} messages, {unassigned} sales wait for somebody to say who supplies "
        f"them, {playing.mart.saleor.made_fulfillments} fulfilments were made in Saleor."
    )


def show_differences(out: Console, differences: list[str]) -> None:
    if not differences:
        out.print("[bold green]Every order arrived where it should.[/bold green]")
        return
    out.print(f"[bold red]{len(differences)} things are not as they should be:[/bold red]")
    for difference in differences:
        out.print(Text(f"  • {difference}"))


def _rows(order: ExpectedOrder, playing: Playing) -> list[list[str]]:
    """One row for each sale; the order's own number, buyer and mishaps stand in the first."""
    sales = consignment.sales_of_order(order.id)
    head, oddity = [order.number, _city(order.node)], _oddity(order, playing)
    if not sales:
        lines = ", ".join(f"{line['quantity']} × {line['productName']}" for line in order.node["lines"])
        return [[*head, lines, "", _waiting(order.node) + oddity, ""]]
    messages = notifications.messages_of_sales([sale.id for sale in sales])
    pickups = logistics.pickups_of_sales([sale.id for sale in sales])
    makers = provenance.artisans({sale.artisan_slug for sale in sales})
    rows = []
    for sale in sales:
        maker = makers.get(sale.artisan_slug)
        told = [message.text for message in messages.get(sale.id, []) if message.state == "sent"]
        happened = _happened(sale, told, pickups.get(sale.id)) + oddity
        rows.append([*head, f"{sale.quantity} × {sale.product_name}", _who(maker), happened, "\n".join(told)])
        head, oddity = ["", ""], ""
    return rows


def _who(maker: ArtisanInfo | None) -> str:
    if maker is None:
        return "[yellow]nobody yet[/yellow]"
    return f"{maker.name_hi or maker.name_en}\n{maker.district.name_en} · {maker.district.name_hi}"


def _happened(sale: SaleInfo, told: list[str], pickup: PickupInfo | None) -> str:
    if sale.supplier_id is None:
        return "[yellow]no offer: shown to staff[/yellow]"
    if sale.is_cancelled:
        return "[red]called off[/red]" + (f", pickup {pickup.state}" if pickup else "")
    if pickup and pickup.state == "collected":
        return f"[green]collected, {pickup.tracking_number}[/green]"
    if sale.state == "collected":
        return "shipped by staff" + (", pickup called off" if pickup else "") + ("" if told else ", nobody told")
    if pickup and pickup.state == "booked":
        return "[green]pickup booked[/green]"
    return f"[red]pickup {pickup.state if pickup else 'missing'}[/red]"


def _waiting(node: dict[str, Any]) -> str:
    if node["status"] in {"CANCELED", "EXPIRED"}:
        return "cancelled before it was paid: nobody was troubled"
    return "[yellow]waits for its payment[/yellow]"


def _oddity(order: ExpectedOrder, playing: Playing) -> str:
    """What went wrong on the way to us, on purpose."""
    odd = {
        LOST: "its webhooks were lost: found by the reconciler",
        TWICE: "one webhook came twice",
        SWAPPED: "its webhooks came the wrong way round",
    }
    note = odd.get(playing.story_of(order.number).slug)
    return f"\n[italic]({note})[/italic]" if note else ""


def _city(node: dict[str, Any]) -> str:
    address = node.get("shippingAddress") or node.get("billingAddress") or {}
    return str(address.get("city") or "").title()
