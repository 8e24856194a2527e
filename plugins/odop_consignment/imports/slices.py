"""Workers read tables in slices, so that a long one holds up no other: each slice asks for the next one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from odop_consignment.imports import batches
from odop_consignment.models import TableImport
from odop_consignment.settings import PLUGIN_ID
from odop_core.models import OutboxItem
from odop_core.queue import outbox
from odop_core.store.port import StoreUnavailable

TOPIC = "consignment.table"
# Well below a worker's lease. (A slice that outlasts it does no harm: see `batches`.)
SLICE_SECONDS = 10.0
# After this long a worker reads on what somebody began to read themselves, and left.
PATIENCE = timedelta(hours=1)
# After this long a worker asks a store again that did not answer: for as many days as it takes.
STORE_AWAY = timedelta(minutes=2)


def schedule_slice(
    import_id: int, rows_read: int = 0, *, not_before: datetime | None = None, again: object = ""
) -> None:
    """Have a worker read on once this transaction commits; `again` tells this time from others after as many rows."""
    key = f"table:{import_id}:{rows_read}" + (f":{again}" if again else "")
    outbox.enqueue(TOPIC, f"table:{import_id}", {"import_id": import_id}, key=key, not_before=not_before)


class TableDeliverer:
    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        try:
            return {"finished": batches.continue_import(item.payload["import_id"], seconds=SLICE_SECONDS)}
        except StoreUnavailable as error:
            return {"finished": False, "store_away": str(error)}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        if answer["finished"]:
            return
        task = TableImport.objects.get(pk=item.payload["import_id"])
        if "store_away" in answer:
            schedule_slice(task.pk, task.rows_read, not_before=datetime.now(UTC) + STORE_AWAY, again=item.pk)
        else:
            schedule_slice(task.pk, task.rows_read)

    def given_up(self, item: OutboxItem, reason: str) -> None:
        batches.fail_import(item.payload["import_id"], reason)
