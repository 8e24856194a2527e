"""What consignment does when it hears of something."""

from __future__ import annotations

from odop_consignment import documents, new_day
from odop_consignment.imports import files, slices
from odop_consignment.sales import deliveries, sync
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.stock import adjustments, shelf_life
from odop_core.plugin.configuration import is_active
from odop_core.queue import inbox, outbox, periodic


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, inbox.ORDER, on_order)
    outbox.register(adjustments.TOPIC, adjustments.StockDeliverer())
    outbox.register(slices.TOPIC, slices.TableDeliverer())
    outbox.register(documents.FORGET, documents.PaperDeliverer())
    outbox.register(files.TOPIC, files.FileDeliverer())
    periodic.register("consignment.day", new_day.begin_day)  # what the law asks, also of a plugin that is off
    periodic.register("consignment.shelf", _while_on(shelf_life.raise_alarms))
    periodic.register("consignment.final", _while_on(deliveries.make_final))


def on_order(event: inbox.Event) -> None:
    sync.follow(event.order())


def _while_on(job: periodic.Job) -> periodic.Job:
    """The job, which rests while the merchant has the plugin switched off."""

    def run() -> object:
        return job() if is_active(PLUGIN_ID) else None

    return run
