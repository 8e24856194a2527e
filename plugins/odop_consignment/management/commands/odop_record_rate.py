"""Records what another currency was worth in rupees; without arguments, shows which rates sales wait for."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.exchange_rates import missing_rates, record_exchange_rate
from odop_core.store import host


class Command(BaseCommand):
    help = (
        "Record rupees for 1 of another currency on an Indian day, and settle the sales that waited for it: "
        "odop_record_rate USD 2026-11-30 84.1025 --source 'Customs notification of 19 November 2026'. "
        "Without arguments: show which rates are missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("currency", nargs="?", help="such as USD")
        parser.add_argument("day", nargs="?", type=date.fromisoformat, help="such as 2026-11-30")
        parser.add_argument("rate", nargs="?", help="rupees for 1 of the currency, such as 84.1025")
        parser.add_argument("--until", type=date.fromisoformat, help="the last day it holds on")
        parser.add_argument("--source", default="", help="where it comes from")
        parser.add_argument("--by", default="command line", help="who records it")

    def handle(self, *_args: Any, **options: Any) -> None:
        with host.current_host().background_work():
            if options["currency"]:
                self._record(options)
            missing = missing_rates()
        for one in missing:
            self.stdout.write(f"{one.sales} sales wait for a rate for {one.currency} of {one.day}.")
        if not missing:
            self.stdout.write("No sale waits for a rate.")

    def _record(self, options: dict[str, Any]) -> None:
        if not (options["day"] and options["rate"]):
            raise CommandError("Name the currency, the day and the rate: USD 2026-11-30 84.1025")
        try:
            rates = record_exchange_rate(
                options["currency"], options["day"], options["rate"],
                source=options["source"], until=options["until"], by=options["by"],
            )  # fmt: skip
        except WrongChoice as error:
            raise CommandError(str(error)) from error
        for rate in rates:
            self.stdout.write(f"1 {rate.currency} = ₹{rate.rate.normalize():f} on {rate.day}")
