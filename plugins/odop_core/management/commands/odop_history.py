"""Shows since when each plugin works in this shop: orders of before are history. May be told another moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from odop_core.models import PluginStart
from odop_core.plugin.beginnings import set_beginning
from odop_core.store import host


class Command(BaseCommand):
    help = "Show since when each plugin works in this shop. Orders that were placed and paid before are history."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--began", help="since when all plugins work here (ISO 8601, UTC unless it says otherwise)")

    def handle(self, *_args: Any, began: str | None, **_options: Any) -> None:
        with host.current_host().background_work():
            if began:
                set_beginning(_moment(began))
            for start in PluginStart.objects.order_by("plugin_id"):
                self.stdout.write(f"{start.plugin_id} since {start.began_at.isoformat(timespec='minutes')}")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"--began must be a day or moment such as 2026-11-22, not {text!r}.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
