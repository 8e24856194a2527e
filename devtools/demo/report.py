"""What the demo shows a person: each order, whose goods it was, what happened, and what the supplier was told."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from devtools.demo.expectations import ExpectedOrder
from devtools.demo.scenario import LOST, SWAPPED, TWICE, Scenario
from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_logistics import api as logistics
from odop_logistics.api import PickupInfo
from odop_notifications import api as notifications
from odop_provenance import api as provenance
from odop_provenance.api import ArtisanInfo

COLUMNS = {"Bought": 5, "Supplier, district": 4, "What happened": 4, "Told the supplier": 9}


def show_orders(out: Console, scenario: Scenario) -> None:
    table = Table(title="What happened to each order", header_style="bold", title_style="bold", expand=True)
    table.add_column("Order", justify="right", no_wrap=True)
    table.add_column("Buyer", no_wrap=True)
    for column, ratio in COLUMNS.items():
        table.add_column(column, ratio=ratio, overflow="fold")
    for order in sorted(scenario.orders.values(), key=lambda order: int(order.number)):
        for row in _rows(order, scenario):
            table.add_row(*row)
        table.add_section()
    out.print(table)


def show_counts(out: Console, scenario: Scenario) -> None:
    sales = [sale for order in scenario.orders for sale in consignment.sales_of_order(order)]
    origins = provenance.find_provenance({sale.product_id for sale in sales if sale.product_id}).values()
    artisans = {sale.artisan_slug for sale in sales if sale.artisan_slug}
    unassigned = sum(1 for sale in sales if sale.supplier_id is None)
    first = scenario.stories[0]
    out.print(
        f"[bold]{len(scenario.orders)} orders[/bold], recorded from Saleor {first.saleor_version} on "
        f"{first.recorded_on}: {scenario.accepted} webhooks accepted, {scenario.repeats} repeated, "
        f"{scenario.refused} forged and refused, {scenario.reconciled} lost order found by the reconciler."
    )
    out.print(
        f"{len(artisans)} suppliers in {len({origin.district.slug for origin in origins})} districts heard "
        f"{len(scenario.mart.gateway.messages())} messages, {unassigned} sales wait for somebody to say who supplies "
        f"them, {scenario.mart.saleor.made_fulfillments} fulfilments were made in Saleor."
    )


def show_differences(out: Console, differences: list[str]) -> None:
    if not differences:
        out.print("[bold green]Every order arrived where it should.[/bold green]")
        return
    out.print(f"[bold red]{len(differences)} things are not as they should be:[/bold red]")
    for difference in differences:
        out.print(Text(f"  • {difference}"))


def _rows(order: ExpectedOrder, scenario: Scenario) -> list[list[str]]:
    """One row for each sale; the order's own number, buyer and mishaps stand in the first."""
    sales = consignment.sales_of_order(order.id)
    head, oddity = [order.number, _city(order.node)], _oddity(order, scenario)
    if not sales:
        lines = ", ".join(f"{line['quantity']} × {line['productName']}" for line in order.node["lines"])
        return [[*head, lines, "", _waiting(order.node) + oddity, ""]]
    messages = notifications.messages_of_sales([sale.id for sale in sales])
    pickups = logistics.pickups_of_sales([sale.id for sale in sales])
    artisans = provenance.find_artisans({sale.artisan_slug for sale in sales})
    rows = []
    for sale in sales:
        artisan = artisans.get(sale.artisan_slug)
        told = [message.text for message in messages.get(sale.id, []) if message.state == "sent"]
        happened = _happened(sale, told, pickups.get(sale.id)) + oddity
        rows.append([*head, f"{sale.quantity} × {sale.product_name}", _who(artisan), happened, "\n".join(told)])
        head, oddity = ["", ""], ""
    return rows


def _who(artisan: ArtisanInfo | None) -> str:
    if artisan is None:
        return "[yellow]nobody yet[/yellow]"
    return f"{artisan.name_hi or artisan.name_en}\n{artisan.district.name_en} · {artisan.district.name_hi}"


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


def _oddity(order: ExpectedOrder, scenario: Scenario) -> str:
    """What went wrong on the way to us, on purpose."""
    odd = {
        LOST: "its webhooks were lost: found by the reconciler",
        TWICE: "one webhook came twice",
        SWAPPED: "its webhooks came the wrong way round",
    }
    note = odd.get(scenario.story_of(order.number).slug)
    return f"\n[italic]({note})[/italic]" if note else ""


def _city(node: dict[str, Any]) -> str:
    address = node.get("shippingAddress") or node.get("billingAddress") or {}
    return str(address.get("city") or "").title()
