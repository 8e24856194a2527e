"""Tables that somebody handed in: suppliers, offers or notes, hundreds or thousands at a time."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from odop_core.database.sentences import SentenceField
from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_core.security.encryption import EncryptedFileName, EncryptedJSONField


class TableKind(State):
    SUPPLIERS = "suppliers", "suppliers"
    OFFERS = "offers", "offers"
    NOTES = "notes", "lines of consignment notes"


class ImportState(State):
    WAITING = "waiting", "to be read"
    RUNNING = "running", "being read"
    DONE = "done", "read to the end"
    FAILED = "failed", "the file cannot be read"


class TableImport(models.Model):
    """One CSV or XLSX file handed in. It is read row by row, and goes on after `rows_read` when a worker dies.

    Rows are counted as a spreadsheet counts them, less the header: empty ones too.

    A dry run checks every row and changes nothing. A row that is wrong is left out and named; the others are done.
    """

    kind = models.CharField(max_length=16, choices=TableKind.choices())
    dry_run = models.BooleanField()
    state = models.CharField(max_length=16, choices=ImportState.choices(), default=ImportState.WAITING.value)
    # Name in the storage, where it lies encrypted; deleted when it was read, since it holds personal data.
    file = EncryptedFileName(max_length=255)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_created = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_wrong = models.PositiveIntegerField(default=0)
    # By the first row of a note whose rows stand apart: a row where another part is. Nothing of such a note is taken.
    broken_groups = models.JSONField(default=dict, blank=True)
    # Why the file cannot be read.
    failure = SentenceField()
    created_by = models.CharField(max_length=128)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="odop_import_state"),
            models.Index(fields=["created_by", "id"], name="odop_import_by"),
            models.Index(fields=["created_at"], name="odop_import_created"),
            GinIndex(search_vector("file_name"), name="odop_import_search"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.file_name}"


class TableImportError(models.Model):
    """What is wrong with one cell of one row. Row 1 is the header. Of a hint the row was taken all the same."""

    table = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="errors")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=64, default="", blank=True)
    message = SentenceField()
    is_hint = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["table", "row"], name="odop_import_error_row")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.message}"


class WrongRow(models.Model):
    """A row that was left out, as it stands in the file, so that it can be handed out to be mended; and the header.

    It holds personal data of people who may not be on record at all: it is encrypted, without Aadhaar numbers, and
    deleted after some weeks.
    """

    ENCRYPTED_FOR = ("table_id", "row")
    table = models.ForeignKey(TableImport, on_delete=models.CASCADE, related_name="wrong_row_set")
    row = models.PositiveIntegerField()
    # A JSON list of texts.
    cells = EncryptedJSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="odop_import_wrong_row")]

    def __str__(self) -> str:
        return f"row {self.row}"
