"""Closes the books up to and with a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_accounts.api.periods import close_period
from odop_consignment.api import WrongChoice


class Command(BaseCommand):
    help = (
        "Close the books up to and with an Indian day. They are never opened again: what comes late is entered on the "
        "first open day."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("until", type=date.fromisoformat, help="2026-11-30")
        parser.add_argument("--by", required=True, help="your name, for the record")
        parser.add_argument("--reason", required=True, help="why, for the record")

    def handle(self, *_args: Any, until: date, by: str, reason: str, **_options: Any) -> None:
        try:
            closed = close_period(until, by=by, reason=reason)
        except WrongChoice as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The books are closed until {closed.closed_until}.")
