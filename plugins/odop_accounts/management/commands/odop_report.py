"""Hands out a report of the books as CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_accounts.reports.making import Scope, make_report
from odop_accounts.reports.periods import BadPeriod, read_period
from odop_accounts.reports.report import ReportName
from odop_accounts.reports.tables import write_report
from odop_core.files.tables import TableFormat, write_private
from odop_core.india.money import format_inr
from odop_core.store import host


class Command(BaseCommand):
    help = "Write a report of the books as CSV or XLSX, by the file's name, and say whether it agrees with the ledger."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("name", choices=ReportName.values())
        parser.add_argument("period", help="2026-11, 2026-27-Q3, 2026-27, 2026-11-05 or 2026-11-01/2026-11-15")
        parser.add_argument("file", type=Path, help="where to write it; .csv or .xlsx")
        parser.add_argument("--party", default="", help='of the ledger: "supplier:12"')
        parser.add_argument("--account", default="", help='of the ledger: "supplier_payable"')
        parser.add_argument("--gstin", default="", help="of one GSTIN")
        parser.add_argument("--language", choices=["en", "hi"], default="en", help="of the titles")

    def handle(
        self, *_args: Any, name: str, period: str, file: Path, party: str, account: str, gstin: str, language: str,
        **_options: Any,
    ) -> None:  # fmt: skip
        format_ = file.suffix.removeprefix(".").lower()
        if format_ not in TableFormat.values():
            raise CommandError("Name a file that ends in .csv or .xlsx.")
        try:
            made = make_report(ReportName(name), read_period(period), Scope(account, party, gstin))
            with host.current_host().background_work():
                write_private(file, write_report(made, TableFormat(format_), language=language))
        except BadPeriod as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{file} written.")
        for agreement in made.agreements:
            if agreement.difference:
                raise CommandError(
                    f"The total of {agreement.column} is {format_inr(agreement.total)}, and the ledger says"
                    f" {format_inr(agreement.ledger)}. Run odop_doctor."
                )
