"""Sets the tax classes of the store's products from the rules of GST."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_accounts.settings import AccountsSettings
from odop_accounts.tax.classes import find_differences, set_tax_classes
from odop_core.india.dates import today
from odop_core.plugin.configuration import load_settings
from odop_core.store import host
from odop_core.store.port import StoreError


class Command(BaseCommand):
    help = "Give each product of the store a tax class with the GST rate of the rules. May be repeated."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what differs")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        try:
            with host.current_host().background_work():
                catalogue, choices = host.current_host().catalogue(), load_settings(AccountsSettings).tax_choices
                if dry_run:
                    found = find_differences(catalogue, today(), choices)
                    lines = [f"{each.product_name} ({each.product_id}): {each.why}" for each in found]
                else:
                    lines = set_tax_classes(catalogue, today(), choices)
        except StoreError as error:
            raise CommandError(f"The tax classes are not (all) set: {error}") from error
        for line in lines:
            self.stdout.write(line)
        if not lines:
            self.stdout.write("All is as the rules say; nothing was changed.")
