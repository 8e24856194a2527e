"""What transfers take part in: payouts, the outbox, the calendar, what rails report, and `odop_doctor`."""

from __future__ import annotations

from odop_accounts.events import RailReported
from odop_accounts.payouts import ways
from odop_accounts.settings import PLUGIN_ID
from odop_accounts.transfers import checks, choice, deliverer, look_ups, reports
from odop_core.queue import inbox, periodic


def register_all() -> None:
    deliverer.register_all()
    look_ups.register_all()
    checks.register_all()
    ways.register_chooser("rails", choice.choose_ways)
    ways.register_sender("rails", deliverer.send_approved)
    inbox.subscribe(PLUGIN_ID, RailReported, reports.on_rail_report)
    periodic.register_job("accounts.transfers", deliverer.enqueue_approved)
