"""Where a table lies until it was read: encrypted, since it is full of personal data, and deleted then.

A storage that is away keeps nobody from ending an import: deleting is work of the outbox, tried again until it is done.
"""

from __future__ import annotations

from typing import Any

from odop_consignment.imports.problems import BadTable
from odop_consignment.models import TableImport
from odop_consignment.settings import PLUGIN_ID
from odop_core.files import storage
from odop_core.i18n import _
from odop_core.models import OutboxItem
from odop_core.queue import outbox

TOPIC = "consignment.table_file"


def store_file(content: bytes) -> str:
    """Returns the name it lies under. Raises StorageUnavailable."""
    return storage.save_encrypted(content)


def read_file(name: str) -> bytes:
    """Raises BadTable when it is gone, StorageUnavailable."""
    try:
        return storage.read_encrypted(name)
    except FileNotFoundError as error:
        raise BadTable(_("The file is no longer there. Hand it in again.")) from error


def delete_file(task: TableImport) -> None:
    """Have the file deleted once this transaction commits."""
    outbox.enqueue(TOPIC, f"table:{task.pk}", {"import_id": task.pk, "file": task.file}, key=f"table-file:{task.pk}")


class FileDeliverer:
    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        now = TableImport.objects.filter(pk=item.payload["import_id"]).values_list("file", flat=True).first()
        for name in {item.payload["file"], now or ""} - {""}:  # a change of the key gives a file another name
            storage.delete_file(name)
        return {}

    def delivered(self, item: OutboxItem, _answer: dict[str, Any]) -> None:
        TableImport.objects.filter(pk=item.payload["import_id"]).update(file="")

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """It waits among the dead items for somebody to mend the storage and replay it."""
