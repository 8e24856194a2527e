"""Celery carries the work, PostgreSQL owns it: a task only says "look what is due", and losing one loses nothing."""

from __future__ import annotations

import threading
from typing import Any

from celery import shared_task
from celery.signals import worker_ready, worker_shutting_down

from odop_core import beat, conf, worker

_stop = threading.Event()


@shared_task(name="odop_core.drain", ignore_result=True)
def drain() -> None:
    worker.drain_side_by_side()


@shared_task(name="odop_core.reconcile", ignore_result=True)
def reconcile() -> None:
    beat.run()
    worker.reconcile()


@worker_ready.connect
def start_pulse(**_kwargs: Any) -> None:
    """Every Celery worker also listens, so that no beat process and no broker call by the web process is needed."""
    _stop.clear()
    threading.Thread(target=_beat, name="odop-pulse", daemon=True).start()


@worker_shutting_down.connect
def stop_pulse(**_kwargs: Any) -> None:
    _stop.set()


def _beat() -> None:
    queue = {"queue": conf.get("CELERY_QUEUE")} if conf.get("CELERY_QUEUE") else {}
    worker.run_pulse(
        on_work=lambda: drain.apply_async(expires=60, **queue),
        on_beat=lambda: reconcile.apply_async(expires=60, **queue),
        stop=_stop,
    )
