"""Compares what is in the database, and what the gateway heard, with what the recordings let us expect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from devtools.demo.expectations import ExpectedOrder, Piece
from devtools.demo.scenario import COLLECTED, Scenario
from devtools.replay import Recording

if TYPE_CHECKING:
    from odop_consignment.api import SaleInfo


def collected_orders(stories: Sequence[Recording]) -> set[str]:
    """Numbers of the orders whose goods the partner collected."""
    return {number for story in stories if story.slug in COLLECTED for number in story.order_numbers}


def compare(scenario: Scenario) -> list[str]:
    """What is not as it should be, one sentence each; empty when every order arrived where it should."""
    differences = list(scenario.problems)
    by_partner = collected_orders(scenario.stories)
    for order in scenario.orders.values():
        differences += [
            f"Order {order.number}: {text}" for text in _differences(order, order.number in by_partner, scenario)
        ]
    return differences


def _differences(order: ExpectedOrder, by_partner: bool, scenario: Scenario) -> list[str]:
    from odop_consignment import api as consignment
    from odop_core.models import OrderRecord

    if not OrderRecord.objects.filter(order_id=order.id).exists():
        return ["never arrived."]
    found = {(sale.order_line_id, sale.artisan_slug or None): sale for sale in consignment.sales_of_order(order.id)}
    unexpected = [sale for key, sale in found.items() if key not in order.pieces]
    differences = [f"an unexpected sale of {sale.product_name}." for sale in unexpected]
    heard = [(message["occasion"], message["id"]) for message in scenario.mart.gateway.messages(order.number)]
    for key, piece in order.pieces.items():
        sale = found.get(key)
        if sale is None:
            differences.append(f"{piece.product} was not recorded as sold by {piece.supplier or 'nobody'}.")
            continue
        wanted = "collected" if by_partner and piece.supplier else piece.ending
        if (sale.quantity, sale.state) != (piece.quantity, wanted):
            differences.append(
                f"{piece.product}: {sale.quantity} {sale.state}, though it should be {piece.quantity} {wanted}."
            )
        differences += _message_differences(piece, sale, heard)
        differences += _pickup_differences(piece, sale.id, by_partner)
    return differences


def _message_differences(piece: Piece, sale: SaleInfo, heard: list[tuple[str, str]]) -> list[str]:
    wanted = {"bought"} if piece.notified else set()
    wanted |= {"cancelled"} if piece.called_off else set()
    wanted |= {"collected"} if piece.notified and sale.state == "collected" else set()
    got = {occasion for occasion, key in heard if f":sale-{sale.id}:" in key}
    if got == wanted:
        return []
    return [f"{piece.supplier} should have heard {sorted(wanted) or 'nothing'}, and heard {sorted(got) or 'nothing'}."]


def _pickup_differences(piece: Piece, sale_id: int, by_partner: bool) -> list[str]:
    from odop_logistics import api as logistics

    pickup = logistics.pickups_of_sales([sale_id]).get(sale_id)
    wanted = wanted_pickup(piece, by_partner)
    state = pickup.state if pickup else "none"
    if state != wanted:
        return [f"the pickup of {piece.product} is {state}, though it should be {wanted}."]
    if pickup and wanted == "collected" and not pickup.fulfillment_id:
        return [f"{pickup.reference} was collected, but Saleor has no fulfilment of it: {pickup.failure}"]
    return []


def wanted_pickup(piece: Piece, by_partner: bool) -> str:
    """The state the pickup of a piece must be in; "none" when nobody was to collect it."""
    if not piece.notified:
        return "none"
    if by_partner:
        return "collected"
    return "booked" if piece.ending == "placed" else "cancelled"
