"""Our documents among the invoices of Saleor's orders: what its Dashboard and the buyer's account show."""

from __future__ import annotations

from uuid import UUID

import graphene
from django.utils import timezone
from saleor.core import JobStatus
from saleor.invoice.models import Invoice
from saleor.order import events as order_events
from saleor.order.models import Order
from saleor.order.search import update_order_search_vector

from odop_core.store.port import INVOICE_KEY, StoreInvoice, StoreRefused


def attach_invoice(wanted: StoreInvoice) -> str:
    """Runs in a transaction, which holds the order: two who attach the same see each other."""
    order = Order.objects.select_for_update().filter(pk=_order_pk(wanted.order_id)).first()
    if order is None:
        raise StoreRefused(f"Saleor has no order {wanted.order_id}.")
    known = Invoice.objects.filter(order=order, metadata__contains={INVOICE_KEY: wanted.reference}).first()
    if known is None:
        known = Invoice.objects.create(
            order=order,
            number=wanted.number,
            created=timezone.now(),
            external_url=wanted.url,
            status=JobStatus.SUCCESS,
            metadata={INVOICE_KEY: wanted.reference},
        )
        order_events.invoice_generated_event(order=order, user=None, app=None, invoice_number=wanted.number)
        update_order_search_vector(order)
    return str(graphene.Node.to_global_id("Invoice", known.pk))


def _order_pk(gid: str) -> UUID:
    try:
        found, key = graphene.Node.from_global_id(gid)
        if found == "Order":
            return UUID(key)
    except Exception as error:  # graphql-relay raises whatever its decoding stumbles on
        raise StoreRefused(f"{gid!r} is no ID of an order.") from error
    raise StoreRefused(f"{gid!r} is no ID of an order.")
