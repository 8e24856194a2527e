from __future__ import annotations

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

from odop_consignment.models import Supplier
from odop_core.management.commands.odop_rotate_keys import BATCH
from odop_core.models import OutboxItem
from odop_core.security.encryption import WrongEncryptionKey
from tests.factories import outbox_item

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def rotate() -> str:
    output = StringIO()
    call_command("odop_rotate_keys", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_everything_is_readable_with_the_new_key_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    rows = BATCH * 2 + 3
    Supplier.objects.bulk_create(Supplier(name=f"{n}", phone=f"+91{n:010}") for n in range(rows))

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW},{OLD}")
    output = rotate()

    # then
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)
    assert f"odop_consignment.Supplier: {rows} rows" in output
    assert [row.phone for row in Supplier.objects.order_by("id")] == [f"+91{n:010}" for n in range(rows)]


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
