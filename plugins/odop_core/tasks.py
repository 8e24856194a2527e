"""Where Celery looks for an app's tasks; ours are in `odop_core.queue.tasks`, with the queue they carry."""

from odop_core.queue.tasks import reconcile, run_due

__all__ = ["reconcile", "run_due"]
