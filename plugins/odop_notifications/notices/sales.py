"""Which supplier is notified of what when the sales of an order change."""

from __future__ import annotations

from functools import partial

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo, SaleState, SupplierInfo
from odop_core.plugin import configuration
from odop_notifications.escalation import links
from odop_notifications.messages import About, withdraw_messages, write_message
from odop_notifications.messages.undelivered import announce_undelivered
from odop_notifications.models import Meaning, Message, MessageState, Question
from odop_notifications.notices import members
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import goods
from odop_notifications.suppliers.recipients import recipient_of
from odop_notifications.templates.occasions import (
    ANSWER_LINK,
    BOUGHT,
    CANCELLED,
    COLLECTED,
    DELIVERED,
    RETURNED,
)

# The occasion of a sale's state; the other states have none, or are handled otherwise.
OCCASION_OF_STATE = {SaleState.COLLECTED: COLLECTED, SaleState.DELIVERED: DELIVERED, SaleState.RETURNED: RETURNED}


def notify_of_sales(order_id: str) -> None:
    """Tell each supplier of an order what was bought, called off and came of it. Saying it again changes nothing."""
    sales = [sale for sale in consignment.sales_of_order(order_id) if sale.supplier_id is not None]
    suppliers = consignment.suppliers_by_id({sale.supplier_id for sale in sales if sale.supplier_id is not None})
    channel = configuration.load_settings(NotificationSettings).channel
    divided = {sale.part_of for sale in sales} - {None}
    for sale in goods.name_goods_for_suppliers(sales, suppliers):
        supplier = suppliers[sale.supplier_id or 0]
        if sale.is_placed and sale.part_of is None:
            _write(BOUGHT, sale, supplier, channel)
        elif sale.is_cancelled and sale.id in divided:  # they said so themselves
            withdraw_messages(sale.id)
        elif sale.is_cancelled:
            _withdraw(sale, supplier, channel)
        elif sale.state in OCCASION_OF_STATE and _was_notified(sale):
            _write(OCCASION_OF_STATE[SaleState(sale.state)], sale, supplier, channel)


def _was_notified(sale: SaleInfo) -> bool:
    """Whoever never heard that it was bought (staff sent it themselves, or it is an old order) hears no more of it."""
    return Message.objects.filter(sale_id__in=[sale.id, sale.part_of or sale.id], occasion=BOUGHT).exists()


def _withdraw(sale: SaleInfo, supplier: SupplierInfo, channel: str) -> None:
    """Unsay what was bought: silently if surely nobody heard it yet, else with a second message."""
    withdrawn = withdraw_messages(sale.id)
    if withdrawn.maybe_heard or _promised(sale, supplier):
        _write(CANCELLED, sale, supplier, channel, after=withdrawn.after)


def _promised(sale: SaleInfo, supplier: SupplierInfo) -> bool:
    """Whoever said that the goods are, or will be, ready has heard of it, from the helpline if by no message."""
    said = Question.objects.filter(order_id=sale.order_id, supplier_id=supplier.id, sale_ids__contains=[sale.id])
    return said.exclude(meaning__in=["", Meaning.CANNOT]).exists()


def _write(what: str, sale: SaleInfo, supplier: SupplierInfo, channel: str, after: str = "") -> None:
    facts, key = sale_facts(sale) | _link(what, sale), message_key(what, sale.id, supplier.id)
    about = About(sale_id=sale.id, order_id=sale.order_id, order_number=sale.order_number)
    message = write_message(
        what, recipient_of(supplier, channel), facts, key=key, channel=channel, about=about, after=after
    )
    members.write_copies(what, supplier.id, facts, key=key, channel=channel, about=about, after=after)
    if message.state == MessageState.REFUSED:
        announce_undelivered(message)


def _link(what: str, sale: SaleInfo) -> dict[str, object]:
    """By which the supplier can answer with one tap; it is made when the message is, and never for a repeat."""
    if what != BOUGHT or sale.supplier_id is None:
        return {}
    return {ANSWER_LINK.name: partial(links.link_to_open_question, sale.order_id, sale.supplier_id)}


def sale_facts(sale: SaleInfo) -> dict[str, object]:
    return {"quantity": sale.quantity, "product": sale.product_name, "order": sale.order_number}


def message_key(what: str, sale_id: int, supplier_id: int) -> str:
    return f"message:{what}:sale-{sale_id}:supplier-{supplier_id}"
