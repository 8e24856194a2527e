"""What accounts do when they hear of something: make the books agree with it."""

from __future__ import annotations

from collections.abc import Collection

from odop_accounts import checks
from odop_accounts.events import StatementIssued
from odop_accounts.invoices.attachments import TOPIC, AttachmentDeliverer
from odop_accounts.invoices.sync import retry_documents, sync_documents
from odop_accounts.payouts.preparation import prepare_when_due
from odop_accounts.posting.freight import Charge, enter_charge
from odop_accounts.posting.sync import is_in_books, sync_orders
from odop_accounts.settings import PLUGIN_ID, AccountsSettings
from odop_accounts.statements import runs
from odop_accounts.statements.papers import forget_papers
from odop_accounts.supplier_papers.commission import on_statement
from odop_accounts.tax.goods import find_refused
from odop_accounts.transfers import subscriptions as transfers
from odop_consignment.api.offers import register_goods_check
from odop_consignment.events import SalesChanged, SupplierErased
from odop_core.events import OrderChanged
from odop_core.i18n import Text
from odop_core.plugin.configuration import load_active_settings, load_settings
from odop_core.queue import inbox, outbox, periodic
from odop_logistics.events import CarrierCharged


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, SalesChanged, on_sales)
    inbox.subscribe(PLUGIN_ID, OrderChanged, on_order)
    inbox.subscribe(PLUGIN_ID, CarrierCharged, on_carrier_charged)
    periodic.register_job("accounts.documents", retry_documents)
    periodic.register_job("accounts.payouts", prepare_when_due)
    checks.register_all()
    transfers.register_all()
    inbox.subscribe(PLUGIN_ID, SupplierErased, on_erased)
    periodic.register_job("accounts.statements", runs.issue_due)
    inbox.subscribe(PLUGIN_ID, StatementIssued, on_statement)
    outbox.register_deliverer(TOPIC, AttachmentDeliverer())
    register_goods_check(PLUGIN_ID, refuse_untaxed_goods)


def on_sales(event: SalesChanged) -> None:
    sync_orders([event.order_id])
    sync_documents(event.order_id)


def on_order(event: OrderChanged) -> None:
    """What was paid, and what delivery costs, is no part of the sales. What is new comes with its sales."""
    if is_in_books(event.order_id):
        sync_orders([event.order_id])
        sync_documents(event.order_id)


def on_carrier_charged(event: CarrierCharged) -> None:
    charge = Charge(
        event.key, event.carrier, event.shipment, event.net_paise, event.tax_paise, event.on,
        event.trip == "return", event.gstin,
    )  # fmt: skip
    enter_charge(charge, event.sale_ids, load_settings(AccountsSettings).commission_gst_bp)


def on_erased(event: SupplierErased) -> None:
    """The books stay, without a name; the papers that show one go."""
    forget_papers(event.supplier_id)


def refuse_untaxed_goods(product_ids: Collection[str], using: str = "default") -> dict[str, Text]:
    """Why some of these products may not be offered: no GST rate is known for them. Nothing is refused while the plugin
    or its setting is off."""
    settings = load_active_settings(AccountsSettings)
    if settings is None or not settings.offers_need_hsn:
        return {}
    return find_refused(product_ids, using=using)
