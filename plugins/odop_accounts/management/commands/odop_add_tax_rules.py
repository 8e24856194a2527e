"""Adds the rules of a notification: a table of GST rates, or of what is withheld, checked as a whole."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from odop_accounts.api.tax import BadRules, add_rates, add_withholding_rule
from odop_accounts.tax.reference import BadTable, read_rates, read_withholding
from odop_core.store import host


class Command(BaseCommand):
    help = (
        "Add tax rules from a CSV file with the columns of the packaged gst_rates.csv (or, with --withholding, of "
        "withholding.csv). Rows of one HSN code and day belong together and replace those before. "
        "Nothing is added when anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the table")
        parser.add_argument("--withholding", action="store_true", help="rules of TCS and TDS, not of GST rates")
        parser.add_argument("--gaps", action="store_true", help="goods or days may be left without a rule")
        parser.add_argument("--backdated", action="store_true", help="rules may begin before today")
        parser.add_argument("--corrects", action="store_true", help="replace the rules of the same code and day")
        parser.add_argument("--dry-run", action="store_true", help="check only")
        parser.add_argument("--by", default="command line", help="who adds them")

    def handle(self, *_args: Any, **options: Any) -> None:
        flags = {name: options[name] for name in ("gaps", "backdated", "corrects", "by")}
        try:
            with host.current_host().background_work(), transaction.atomic():
                if options["withholding"]:
                    added = len([add_withholding_rule(rule, **flags) for rule in read_withholding(options["file"])])
                else:
                    added = len(add_rates(read_rates(options["file"]), **flags))
                transaction.set_rollback(options["dry_run"])
        except (BadRules, BadTable, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{added} rules {'can be' if options['dry_run'] else 'were'} added.")
