from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import models

import odop_consignment
from odop_consignment.models import Supplier, TableImport
from odop_core.files import storage
from odop_core.management.commands import odop_rotate_keys
from odop_core.models import OutboxItem
from odop_core.security.encryption import WrongEncryptionKey
from tests.encrypted_rows import encrypted_fields, encrypted_models, file_fields, make_row
from tests.factories import outbox_item

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def rotate() -> str:
    output = StringIO()
    call_command("odop_rotate_keys", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_everything_is_readable_with_the_new_key_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # given: more rows than two batches hold
    monkeypatch.setattr(odop_rotate_keys, "BATCH", 20)
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    rows = 43
    Supplier.objects.bulk_create(Supplier(name=f"{n}", phone=f"+91{n:010}") for n in range(rows))

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW},{OLD}")
    output = rotate()

    # then
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)
    assert f"odop_consignment.Supplier: {rows} rows" in output
    assert [row.phone for row in Supplier.objects.order_by("id")] == [f"+91{n:010}" for n in range(rows)]


@pytest.mark.django_db
def test_nothing_encrypted_is_left_to_the_old_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """All tables and files there are: whoever adds one finds it here."""
    # given: rows of every model that holds something encrypted, and a table that waits to be read
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    before = {model: everything_in(make_row(model)) for model in encrypted_models()}
    table = TableImport.objects.create(kind="suppliers", dry_run=True, file=storage.save_encrypted(b"a,b"))

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW},{OLD}")
    with django_capture_on_commit_callbacks(execute=True):
        output = rotate()

    # then
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)
    for model, kept in before.items():
        assert everything_in(model._default_manager.get(pk=kept["id"])) == kept
        assert model._meta.label in output
        list(model._default_manager.all())
    table.refresh_from_db()
    assert storage.read_encrypted(table.file) == b"a,b"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1

    # and: with the old key alone nothing is left to read
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    for model in before:
        with pytest.raises(WrongEncryptionKey):
            list(model._default_manager.all())


def everything_in(row: models.Model) -> dict[str, Any]:
    return {"id": row.pk, **{field.name: getattr(row, field.name) for field in encrypted_fields(type(row))}}


def test_every_encrypted_file_is_found_by_its_field() -> None:
    # given: who keeps a file encrypted
    keepers = {
        path.parent.parent.name
        for path in Path(odop_consignment.__file__).parent.parent.rglob("*.py")
        if "save_encrypted(" in path.read_text(encoding="utf-8") and "odop_core" not in path.parts
    }
    known = {field.model._meta.app_label for field in file_fields()}

    # then
    assert keepers == known


@pytest.mark.django_db
def test_empty_value_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    outbox_item()

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW},{OLD}")
    rotate()

    # then
    item = OutboxItem.objects.get()
    assert (item.payload, item.answer) == ({}, None)


@pytest.mark.django_db
def test_nothing_else_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)
    outbox_item()
    before = OutboxItem.objects.values("key", "state", "attempts", "due_at", "created_at").get()

    # when
    rotate()

    # then
    assert OutboxItem.objects.values("key", "state", "attempts", "due_at", "created_at").get() == before


@pytest.mark.django_db
def test_rows_of_a_key_that_is_gone_stop_the_rotation(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    outbox_item()

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)

    # then
    with pytest.raises(WrongEncryptionKey):
        rotate()


@pytest.mark.django_db
def test_it_says_which_tables_hold_encrypted_values() -> None:
    # when
    output = rotate()

    # then
    tables = {line.split(":")[0] for line in output.splitlines()}
    assert {
        "odop_core.InboxEvent",
        "odop_core.OutboxItem",
        "odop_core.OrderRecord",
        "odop_core.PluginSetting",
    } <= tables
