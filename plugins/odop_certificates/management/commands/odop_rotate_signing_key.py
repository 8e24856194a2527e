"""Lets another key sign certificates."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_certificates.credentials import signing_keys
from odop_core.store import host


class Command(BaseCommand):
    help = "Sign certificates with a new key from now on. What older keys signed stays valid."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--distrust", metavar="KID", help="this key is in wrong hands: nothing it ever signed is believed any more"
        )

    def handle(self, *_args: Any, distrust: str | None, **_options: Any) -> None:
        with host.current_host().background_work():
            try:
                key = signing_keys.distrust_key(distrust) if distrust else signing_keys.rotate_key()
            except signing_keys.NoSuchKey as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"Certificates are now signed with the key {key.kid}")
