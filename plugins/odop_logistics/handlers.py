"""What logistics does when it hears of something, and what it carries."""

from __future__ import annotations

from pydantic import ValidationError

from odop_consignment.events import SalesChanged
from odop_core.queue import inbox, periodic
from odop_core.retry import PermanentFailure
from odop_logistics.carriers.partner.webhook import REPORTS, AnyReport, BookedReport, CollectedReport, DeliveredReport
from odop_logistics.events import CarrierReported
from odop_logistics.pickups import appointments, deliveries, progress
from odop_logistics.pickups.locks import UnknownPickup
from odop_logistics.pickups.sync import sync_pickups
from odop_logistics.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, SalesChanged, on_sales)
    inbox.subscribe(PLUGIN_ID, CarrierReported, on_carrier_report)
    deliveries.register_all()
    periodic.register_job("logistics.remind", appointments.remind_suppliers)


def on_sales(event: SalesChanged) -> None:
    sync_pickups(event.order_id)


def on_carrier_report(event: CarrierReported) -> None:
    try:
        _record(REPORTS.validate_python(event.report))
    except (ValidationError, UnknownPickup, progress.WrongMoment) as error:
        raise PermanentFailure(str(error)) from error


def _record(report: AnyReport) -> None:
    if isinstance(report, CollectedReport):
        progress.collect_pickup(report.pickup, report.tracking_number)
    elif isinstance(report, DeliveredReport):
        progress.deliver_pickup(report.pickup, report.delivered_at, report.tracking_number or "")
    elif isinstance(report, BookedReport):
        progress.book_pickup(report.pickup, report.pickup_on)
    else:
        progress.miss_pickup(report.pickup, report.reason)
