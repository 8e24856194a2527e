"""What consignment does when it hears of something."""

from __future__ import annotations

from odop_consignment import documents, interests, new_day
from odop_consignment.events import ConsentChanged, SupplierErased
from odop_consignment.imports import files, slices
from odop_consignment.sales import deliveries, settlements, sync
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.sign_in import codes, sessions
from odop_consignment.stock import adjustments, shelf_life
from odop_consignment.suppliers import artisan_names
from odop_core.events import OrderChanged
from odop_core.plugin.configuration import is_active
from odop_core.queue import inbox, outbox, periodic
from odop_core.security.interests import register_finder


def subscribe_all() -> None:
    register_finder(PLUGIN_ID, interests.gains_by_goods)
    inbox.subscribe(PLUGIN_ID, OrderChanged, on_order)
    inbox.subscribe(PLUGIN_ID, ConsentChanged, on_consent)
    inbox.subscribe(PLUGIN_ID, SupplierErased, on_erased)
    outbox.register_deliverer(adjustments.TOPIC, adjustments.StockDeliverer())
    outbox.register_deliverer(slices.TOPIC, slices.TableDeliverer())
    outbox.register_deliverer(documents.TOPIC, documents.DocumentDeliverer())
    outbox.register_deliverer(files.TOPIC, files.FileDeliverer())
    periodic.register_job("consignment.day", new_day.begin_day)  # what the law asks, also of a plugin that is off
    periodic.register_job("consignment.shelf", _while_on(shelf_life.raise_alarms))
    periodic.register_job("consignment.codes", codes.delete_expired)
    periodic.register_job("consignment.sessions", sessions.delete_ended)
    periodic.register_job("consignment.rates", _while_on(settlements.settle_sales))
    periodic.register_job("consignment.final", _while_on(deliveries.finalise_sales))


def on_order(event: OrderChanged) -> None:
    sync.sync_sales(event.order())


def on_consent(event: ConsentChanged) -> None:
    artisan_names.sync_artisan_name(event.supplier_id, event.artisan_slug, event.purpose)


def on_erased(event: SupplierErased) -> None:
    artisan_names.erase_artisan_name(event.artisan_slug)


def _while_on(job: periodic.Job) -> periodic.Job:
    """The job, which rests while the merchant has the plugin switched off."""

    def run() -> object:
        return job() if is_active(PLUGIN_ID) else None

    return run
