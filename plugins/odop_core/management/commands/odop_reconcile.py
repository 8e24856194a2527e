"""Compares the store's orders and products with what we heard of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_core.queue import reconciler
from odop_core.store import host
from odop_core.store.port import StoreError


class Command(BaseCommand):
    help = "Find orders and products whose events never arrived and announce them."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--since", help="look back to this day or moment (ISO 8601, UTC unless it says otherwise)")

    def handle(self, *_args: Any, since: str | None, **_options: Any) -> None:
        moment = _moment(since) if since else None
        try:
            with host.current_host().background_work():
                for comparison in (reconciler.ORDERS, reconciler.PRODUCTS):
                    found = comparison.run(moment)
                    self.stdout.write(f"{found} {comparison.name} found that nobody had told us of")
        except StoreError as error:
            raise CommandError(f"The store cannot be compared now: {error}") from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--since must be a day or moment such as 2026-11-22, not {text!r}.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
