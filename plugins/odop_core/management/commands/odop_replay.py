"""Gives what was given up another chance."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from odop_core.queue import work
from odop_core.security.foreign_text import mask_text

QUEUES = {"events": InboxEvent, "handlings": Handling, "outbox": OutboxItem}


class Command(BaseCommand):
    help = "Show what was dead-lettered, or replay it with --replay."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("queue", nargs="?", choices=sorted(QUEUES), help="only this queue")
        parser.add_argument("--id", type=int, action="append", dest="ids", help="only this row (may be repeated)")
        parser.add_argument("--replay", action="store_true", help="put the rows back for another attempt")

    def handle(self, *_args: Any, queue: str | None, ids: list[int] | None, replay: bool, **_options: Any) -> None:
        for name in [queue] if queue else QUEUES:
            rows = QUEUES[name].objects.filter(state=WorkState.DEAD)
            if ids:
                rows = rows.filter(id__in=ids)
            if replay:
                self.stdout.write(f"{name}: {work.replay_dead(rows)} replayed")
                continue
            self.stdout.write(f"{name}: {rows.count()} dead")
            for row in rows.order_by("id")[:100]:
                self.stdout.write(
                    f"  {row.pk}  {mask_text(row)}  after {row.attempts} attempts: {mask_text(row.last_error)}"
                )
