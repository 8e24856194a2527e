"""Celery carries the work, PostgreSQL owns it: a task only says "look what is due", and losing one loses nothing."""

from __future__ import annotations

import threading
from typing import Any

from celery import shared_task
from celery.signals import worker_process_shutdown, worker_ready, worker_shutting_down

from odop_core import conf
from odop_core.queue import periodic, worker

_stop = threading.Event()
# A worker that is to stop waits for its tasks, so a turn is short; if more is due, the listener asks for the next one.
TURN_SECONDS = 10.0


@shared_task(name="odop_core.run_due", ignore_result=True)
def run_due() -> None:
    worker.run_due_in_threads(TURN_SECONDS, _stop)


@shared_task(name="odop_core.reconcile", ignore_result=True)
def reconcile() -> None:
    periodic.run_jobs()
    worker.reconcile()


@worker_ready.connect
def start_listening(**_kwargs: Any) -> None:
    """Every Celery worker also listens, so that no Celery beat and no broker call by the web process is needed."""
    _stop.clear()
    threading.Thread(target=_listen, name="odop-listen", daemon=True).start()


@worker_shutting_down.connect
def stop_listening(**_kwargs: Any) -> None:
    _stop.set()


@worker_process_shutdown.connect
def finish_deliveries(**_kwargs: Any) -> None:
    """A process of a Celery worker ends without waiting for threads: what a gateway has half taken would go twice."""
    _stop.set()
    worker.wait_for_deliveries()


def _listen() -> None:
    queue = {"queue": conf.get("CELERY_QUEUE")} if conf.get("CELERY_QUEUE") else {}
    worker.listen(
        on_work=lambda: run_due.apply_async(expires=60, **queue),
        on_period=lambda: reconcile.apply_async(expires=60, **queue),
        stop=_stop,
    )
