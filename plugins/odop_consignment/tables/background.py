"""Workers read tables in slices, so that a long one holds up no other: each slice asks for the next one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from odop_consignment.models import TableImport
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.tables import importing
from odop_core import outbox
from odop_core.models import OutboxItem

TOPIC = "consignment.table"
# Well below a worker's lease. (A slice that outlasts it does no harm: see `importing`.)
SLICE_SECONDS = 10.0


# After this long a worker reads on what somebody began to read themselves, and left.
PATIENCE = timedelta(hours=1)


def schedule(import_id: int, rows_read: int = 0, *, not_before: datetime | None = None) -> None:
    """Have a worker read on once this transaction commits."""
    key = f"table:{import_id}:{rows_read}"
    outbox.put(TOPIC, f"table:{import_id}", {"import_id": import_id}, key=key, not_before=not_before)


class TableDeliverer:
    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        finished = importing.go_on(item.payload["import_id"], seconds=SLICE_SECONDS)
        return {"finished": finished}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        if not answer["finished"]:
            task = TableImport.objects.get(pk=item.payload["import_id"])
            schedule(task.pk, task.rows_read)

    def given_up(self, item: OutboxItem, reason: str) -> None:
        importing.give_up(item.payload["import_id"], reason)
