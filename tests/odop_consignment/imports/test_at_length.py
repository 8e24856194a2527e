"""Long tables, and workers that die while they read them."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db.models import Sum

from devtools.machine.processes import Process, wait_until
from odop_consignment.api import imports
from odop_consignment.models import ConsignmentNote, Lot, OnboardingStep, StockMovement, Supplier, TableImport
from tests.effort import effort
from tests.forks import Fork
from tests.odop_consignment.imports import memory
from tests.odop_consignment.imports.table_files import SUPPLIERS, as_csv, make_supplier, supplier_rows
from tests.worker_process import worker_process

ROWS = effort(500, nightly=700)
KILLS = effort(1, nightly=3)
NOTES = 40
# For the memory they take: beyond the first pages it stays at what Python keeps for them.
FEW, MANY = 1_000, effort(3_000, nightly=6_000)


@pytest.fixture
def worker(tmp_path: Path, storage: Path) -> Iterator[Process]:
    log = tmp_path / "worker.log"
    process = worker_process(log, LEASE_SECONDS="2", PERIODIC_SECONDS="1", EVIDENCE_DIR=str(storage)).start()
    yield process
    process.kill()


def hand_in(content: bytes, kind: str) -> int:
    return imports.start_import(io.BytesIO(content), "table.csv", kind, dry_run=False, by="user-1").id


def rows_read() -> int:
    return TableImport.objects.aggregate(rows=Sum("rows_read"))["rows"] or 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(180)
def test_killed_worker_goes_on_and_takes_each_row_once(worker: Process) -> None:
    # given
    chance = random.Random(20261123)
    known = make_supplier("UP-0")
    lines = [(f"RC-{n}", "UP-0", "lucknow", "variant-kurta", 3, "yes") for n in range(NOTES)]
    header = ("reference", "supplier", "pickup_point_id", "variant_id", "quantity", "posted")
    of_suppliers = hand_in(as_csv(SUPPLIERS, *supplier_rows(ROWS)), "suppliers")
    of_notes = hand_in(as_csv(header, *lines), "notes")

    # when
    for kill in range(1, KILLS + 1):
        wait_until(lambda: rows_read() > kill * 150, 60, "some to be read", worker)  # noqa: B023  (asked at once)
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
        assert TableImport.objects.filter(state="running").exists()
        worker.start()
    wait_until(lambda: not TableImport.objects.exclude(state="done").exists(), 120, "both to be read", worker)

    # then
    made = Supplier.objects.exclude(pk=known.pk)
    assert sorted(made.values_list("reference", flat=True)) == sorted(row[0] for row in supplier_rows(ROWS))
    assert OnboardingStep.objects.filter(supplier__in=made).count() == ROWS
    assert ConsignmentNote.objects.filter(state="posted").count() == NOTES
    assert StockMovement.objects.count() == NOTES
    assert Lot.objects.aggregate(pieces=Sum("in_stock"))["pieces"] == 3 * NOTES
    for import_id, rows in ((of_suppliers, ROWS), (of_notes, NOTES)):
        info = imports.import_info(import_id)
        assert (info.rows_read, info.rows_created, info.rows_wrong) == (rows, rows, 0)


Measure = Callable[[str, str, int], float]


@pytest.fixture
def peak(tmp_path: Path) -> Measure:
    """MB that a process grows by."""

    def measure(way: str, format_: str, rows: int) -> float:
        log = tmp_path / f"{way}-{rows}.log"
        process = Fork(memory.main, way, format_, rows, True, log=log)
        assert process.wait(120) == 0, log.read_text()
        return float(log.read_text().split()[0])

    return measure


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(180)
@pytest.mark.parametrize("format_", imports.TableFormat.values())
def test_many_more_rows_take_hardly_more_memory_in(peak: Measure, format_: str) -> None:
    assert peak("in", format_, MANY) - peak("in", format_, FEW) < 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(180)
@pytest.mark.parametrize("format_", imports.TableFormat.values())
def test_many_more_rows_take_hardly_more_memory_out(peak: Measure, format_: str) -> None:
    # given
    Supplier.objects.bulk_create([Supplier(name=f"Supplier {n}", phone="+919800000001") for n in range(FEW)])
    few = peak("out", format_, FEW)
    Supplier.objects.bulk_create([Supplier(name=f"Supplier {n}", phone="+919800000001") for n in range(MANY - FEW)])

    # when / then
    assert peak("out", format_, MANY) - few < 20
