"""Sets up, in the store, the attributes by which merchants say where a product comes from."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_core.plugin import configuration
from odop_core.store import host
from odop_core.store.port import StoreError
from odop_provenance.attributes import definitions
from odop_provenance.settings import ProvenanceSettings


class Command(BaseCommand):
    help = "Create or repair the store's attributes for district, craft, GI and artisan. May be repeated."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--product-type",
            action="append",
            default=[],
            dest="product_types",
            metavar="SLUG",
            help="give them to this product type (may be repeated); default: those in the plugin's settings",
        )

    def handle(self, *_args: Any, product_types: list[str], **_options: Any) -> None:
        try:
            with host.current_host().background_work():
                wanted = product_types or configuration.load_settings(ProvenanceSettings).product_type_slugs
                changes = definitions.set_up_attributes(wanted)
        except StoreError as error:
            raise CommandError(f"The attributes are not (all) set up: {error}") from error
        for change in changes:
            self.stdout.write(change)
        self.stdout.write(f"{len(changes)} changes" if changes else "All is as it should be; nothing was changed.")
        if not wanted:
            self.stdout.write(
                "No product type was named, so no product can have the attributes yet: name some with --product-type, "
                "or in the settings of the plugin ODOP provenance."
            )
