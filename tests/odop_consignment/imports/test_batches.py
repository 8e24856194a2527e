"""Reading a table to its end, whatever comes in between."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from odop_consignment.api import WrongChoice, imports
from odop_consignment.imports import batches, files, slices, suppliers
from odop_consignment.imports.table import Outcome
from odop_consignment.models import OnboardingStep, Supplier, TableImport
from odop_core.database.pagination import Window
from odop_core.files import storage
from odop_core.files.errors import StorageUnavailable
from odop_core.models import InboxEvent, OutboxItem
from odop_core.queue import worker
from tests.factories import make_due, switch
from tests.odop_consignment.imports.table_files import ALL, SUPPLIERS, as_csv, hand_in, numbers, supplier_rows

pytestmark = pytest.mark.django_db


def start(content: bytes, *, in_background: bool = True, **changes: Any) -> imports.ImportInfo:
    values: dict[str, Any] = {
        "file_name": "suppliers.csv",
        "kind": "suppliers",
        "dry_run": False,
        "by": "user-1",
    } | changes
    return imports.start_import(io.BytesIO(content), in_background=in_background, **values | changes)


@pytest.fixture
def batches_of_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LOOKED_UP_AT_ONCE", 10)


def table(count: int) -> bytes:
    return as_csv(SUPPLIERS, *supplier_rows(count))


def names() -> list[str]:
    return sorted(Supplier.objects.values_list("name", flat=True))


def state(info: imports.ImportInfo) -> imports.ImportInfo:
    return imports.import_info(info.id)


@pytest.mark.usefixtures("batches_of_ten")
def test_progress_is_told_batch_by_batch() -> None:
    # given
    started = start(table(25), in_background=False)
    seen: list[tuple[int | None, int]] = []

    # when
    info = imports.continue_import(started.id, on_progress=lambda row: seen.append((row.rows_total, row.rows_read)))

    # then
    assert seen == [(25, 10), (25, 20), (25, 25)]
    assert (info.state, numbers(info)) == ("done", (25, 0, 0))
    assert info.finished_at is not None


def test_dry_run_says_what_would_be_and_changes_nothing() -> None:
    # given
    hand_in(table(1), "suppliers")
    before = (Supplier.objects.count(), OnboardingStep.objects.count(), InboxEvent.objects.count())
    rows = [("UP-1", "New name", "9800000001"), ("UP-2", "Two", "9800000002"), ("UP-3", "Three", "1")]

    # when
    info = hand_in(as_csv(SUPPLIERS, *rows), "suppliers", dry_run=True)

    # then
    assert numbers(info) == (1, 1, 1)
    assert before == (Supplier.objects.count(), OnboardingStep.objects.count(), InboxEvent.objects.count())
    assert names() == ["Supplier 1"]


@pytest.mark.parametrize("missing", ["reference", "name", "phone"])
def test_table_without_a_needed_column_fails_in_both_languages(missing: str) -> None:
    # when
    info = hand_in(as_csv([name for name in SUPPLIERS if name != missing], ["1", "2"]), "suppliers")

    # then
    assert info.state == "failed"
    assert missing in str(info.failure)
    assert "पहली पंक्ति" in info.failure.in_language("hi")


def test_header_in_any_order_language_and_dress() -> None:
    # when
    hand_in(as_csv(("फ़ोन", "E_MAIL", "Reference *", "नाम"), ("9800000001", "a@b.in", "UP-1", "शबाना")), "suppliers")

    # then
    made = Supplier.objects.get()
    assert (made.reference, made.name, made.phone, made.email) == ("UP-1", "शबाना", "+919800000001", "a@b.in")


def test_unknown_column_is_told_once_and_left_out() -> None:
    # when
    info = hand_in(as_csv((*SUPPLIERS, "Shoe size"), ("UP-1", "One", "9800000001", "38")), "suppliers")

    # then
    assert [(each.row, each.column) for each in imports.import_errors(info.id, ALL)] == [(1, "Shoe size")]
    assert numbers(info) == (1, 0, 0)


def test_column_that_is_there_twice_fails_the_table() -> None:
    assert "twice" in str(hand_in(as_csv((*SUPPLIERS, "नाम")), "suppliers").failure)


@pytest.mark.usefixtures("batches_of_ten")
def test_table_that_is_damaged_half_way_changes_nothing() -> None:
    # when
    info = hand_in(table(15) + "\r\nMüller".encode("latin-1"), "suppliers")

    # then
    assert info.state == "failed"
    assert not Supplier.objects.exists()


def test_header_alone_is_a_table_of_nothing() -> None:
    info = hand_in(as_csv(SUPPLIERS), "suppliers")

    assert (info.state, info.rows_total, numbers(info)) == ("done", 0, (0, 0, 0))


@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_empty_file_is_refused_at_once(content: bytes) -> None:
    with pytest.raises(imports.BadTable, match="empty"):
        start(content)


def test_too_large_a_file_is_refused_at_once() -> None:
    # given
    switch("odop.consignment", table_megabytes=1)

    # when / then
    with pytest.raises(imports.BadTable, match="larger than 1 MB"):
        start(b"x" * (1024 * 1024 + 1))


def test_too_long_a_table_fails() -> None:
    # given
    switch("odop.consignment", table_rows=3)

    # when / then
    assert "more than 3 rows" in str(hand_in(table(4), "suppliers").failure)
    assert not Supplier.objects.exists()


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(WrongChoice, match="suppliers, offers, notes"):
        start(table(1), kind="customers")


def test_a_bug_in_one_row_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    create = suppliers.records.create_supplier

    def stumble(**values: Any) -> Supplier:
        if values["name"] == "Supplier 2":
            raise ZeroDivisionError
        return create(**values)

    monkeypatch.setattr(suppliers.records, "create_supplier", stumble)

    # when
    info = hand_in(table(3), "suppliers")

    # then
    assert names() == ["Supplier 1", "Supplier 3"]
    assert "error on our side" in str(imports.import_errors(info.id, ALL)[0].message)


@pytest.mark.usefixtures("batches_of_ten")
def test_workers_read_it_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(slices, "SLICE_SECONDS", 0.0)
    info = start(table(25))

    # when
    worker.run_due()

    # then
    assert (state(info).state, numbers(state(info))) == ("done", (25, 0, 0))
    keys = OutboxItem.objects.filter(topic=slices.TOPIC).order_by("id").values_list("key", flat=True)
    assert list(keys) == [f"table:{info.id}:{read}" for read in (0, 10, 20, 25)]


def test_file_lies_encrypted_and_is_deleted_when_it_was_read(storage: Path) -> None:
    # given
    info = start(table(1))
    lying = [path for path in storage.rglob("*") if path.is_file()]
    assert len(lying) == 1
    assert b"Supplier" not in lying[0].read_bytes()

    # when
    worker.run_due()

    # then
    assert not [path for path in storage.rglob("*") if path.is_file()]
    assert TableImport.objects.get(pk=info.id).file == ""


def test_storage_that_is_away_delays_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def away(_name: str) -> bytes:
        raise StorageUnavailable("away")

    info = start(table(1))
    with monkeypatch.context() as patched:
        patched.setattr(storage, "read_encrypted", away)
        worker.run_due()
    assert state(info).state == "waiting"

    # when
    make_due(OutboxItem)
    worker.run_due()

    # then
    assert names() == ["Supplier 1"]


def test_file_that_is_gone_fails_the_import() -> None:
    # given
    info = start(table(1))
    storage.delete_file(TableImport.objects.get().file)

    # when
    worker.run_due()

    # then
    assert "no longer there" in str(state(info).failure)


@pytest.mark.usefixtures("batches_of_ten")
def test_import_that_no_worker_survives_fails_and_says_where() -> None:
    # given
    info = start(table(15))
    batches.continue_import(info.id, seconds=0)
    OutboxItem.objects.filter(topic=slices.TOPIC).update(attempts=1000)

    # when
    worker.run_due()

    # then
    assert state(info).state == "failed"
    assert "after row 11" in str(state(info).failure)
    assert Supplier.objects.count() == 10


def test_second_reader_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    # given: while the first takes a row, another takes the whole table
    info = start(table(2), in_background=False)
    take = batches._import_batch
    begun: list[int] = []

    def while_another_reads(task: TableImport, batch: Any) -> None:
        if not begun:
            begun.append(1)
            imports.continue_import(info.id)
        take(task, batch)

    monkeypatch.setattr(batches, "_import_batch", while_another_reads)

    # when / then
    with pytest.raises(imports.TakenOver):
        imports.continue_import(info.id)
    assert Supplier.objects.count() == 2
    assert numbers(state(info)) == (2, 0, 0)


def test_duplicate_of_a_row_read_before_an_interruption_is_still_told() -> None:
    # given
    info = start(as_csv(SUPPLIERS, *supplier_rows(100), ("UP-1", "Again", "9800000001")), in_background=False)
    batches.continue_import(info.id, seconds=0)

    # when
    imports.continue_import(info.id)

    # then
    assert [each.row for each in imports.import_errors(info.id, ALL)] == [102]
    assert "Again" not in names()


def test_same_file_twice_at_a_time_is_one_import() -> None:
    # given
    first = start(table(1))

    # when / then
    assert start(table(1)).id == first.id
    assert start(table(1), dry_run=True).id != first.id
    worker.run_due()
    assert start(table(1)).id != first.id


def test_switched_off_plugin_reads_later() -> None:
    # given
    switch("odop.consignment", active=False)
    info = start(table(1))

    # when
    worker.run_due()

    # then
    assert state(info).state == "waiting"


def test_database_that_goes_away_is_nobodys_wrong_row(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def away(*_: Any) -> Outcome:
        raise OperationalError("deadlock detected")

    # given
    info = start(table(1), in_background=False)
    broken = type(suppliers.SUPPLIERS)(**{**vars(suppliers.SUPPLIERS), "import_group": away})
    with monkeypatch.context() as patched:
        patched.setitem(batches.TABLES, suppliers.SUPPLIERS.kind, broken)
        with pytest.raises(OperationalError):
            imports.continue_import(info.id)

    # when / then
    assert numbers(imports.continue_import(info.id)) == (1, 0, 0)


def test_ended_import_is_left_alone_by_replays() -> None:
    # given
    info = hand_in(table(1), "suppliers")
    files.delete_file(TableImport.objects.get())

    # when / then
    assert batches.continue_import(info.id)
    batches.fail_import(info.id, "too late")
    assert state(info).state == "done"


def test_imports_and_errors_are_listed_page_by_page() -> None:
    # given
    bad = [(f"UP-{n}", "", "9800000001") for n in range(3)]
    infos = [hand_in(as_csv(SUPPLIERS, *bad), "suppliers"), hand_in(table(1), "suppliers")]

    # when
    page = imports.import_errors(infos[0].id, Window(2))

    # then
    assert [each.row for each in page] == [2, 3]
    assert [each.row for each in imports.import_errors(infos[0].id, Window(2, after=page[-1].id))] == [4]
    assert imports.count_import_errors(infos[0].id) == 3
    assert [each.id for each in imports.IMPORTS.read(Window(1, newest_first=True))] == [infos[1].id]
    assert imports.IMPORTS.count() == 2


def test_folders_and_aadhaar_numbers_of_a_files_name_are_not_kept() -> None:
    assert start(table(1), file_name="C:\\Users\\me\\suppliers.csv").file_name == "suppliers.csv"
    assert start(table(2), file_name="2341 2341 2346.csv").file_name == "…"
