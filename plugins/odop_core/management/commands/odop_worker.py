"""Does the suite's work without Celery: the App host's worker."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from odop_core.queue import periodic, worker


class Command(BaseCommand):
    help = "Handle events and deliver messages until stopped (SIGTERM or Ctrl-C lets the item in hand finish)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, reconcile once, and stop")

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        if once:
            periodic.run_jobs()
            found = worker.reconcile()
            self.stdout.write(f"{worker.run_due()} items done, {found} orders found by the reconciler")
            return
        stop = threading.Event()
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_number, lambda *_: stop.set())
        self.stdout.write("The worker listens for work.")
        worker.listen(on_work=lambda: _run_due(stop), on_period=_run_periodic, stop=stop)
        worker.wait_for_deliveries()


def _run_due(stop: threading.Event) -> None:
    close_old_connections()
    worker.run_due_in_threads(stop=stop)


def _run_periodic() -> None:
    close_old_connections()
    periodic.run_jobs()
    worker.reconcile()
