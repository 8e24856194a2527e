"""The commands that take tables over and hand them out."""

from __future__ import annotations

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from odop_consignment.api import imports
from odop_consignment.imports import batches
from odop_consignment.models import Disclosure, Supplier, TableImport
from odop_core.models import OutboxItem
from odop_core.queue import worker
from tests.factories import make_due
from tests.odop_consignment.imports.table_files import SUPPLIERS, as_csv, supplier_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "storage"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.csv"
    path.write_bytes(as_csv(SUPPLIERS, *supplier_rows(2)))
    return path


def run(command: str, *arguments: object) -> str:
    output = StringIO()
    call_command(command, *map(str, arguments), stdout=output, stderr=output)
    return output.getvalue()


def test_table_is_taken_over_at_once(table: Path) -> None:
    # when
    output = run("odop_import_table", "suppliers", table, "--by", "me")

    # then
    assert output == "2 rows read: 2 created, 0 changed, 0 wrong.\n"
    assert Supplier.objects.count() == 2
    assert TableImport.objects.get().created_by == "me"


def test_dry_run_says_what_would_be(table: Path) -> None:
    assert "2 would be created" in run("odop_import_table", "suppliers", table, "--dry-run")
    assert not Supplier.objects.exists()


@pytest.mark.parametrize("number", ["98000000021", "+91 98000 0002", "234123412346", "shabana@@example.com"])
def test_what_is_printed_of_a_row_holds_nobodys_number(table: Path, number: str) -> None:
    """OWASP Logging Cheat Sheet: personal data are removed or masked before they are printed."""
    # given
    output = StringIO()
    table.write_bytes(
        as_csv(SUPPLIERS, ("UP-1", "Shabana", number), ("UP-2", number, "9800000002"), (number, "X Y", number))
    )

    # when
    with pytest.raises(CommandError):
        call_command("odop_import_table", "suppliers", str(table), stdout=output, stderr=output)

    # then
    assert output.getvalue().count("row ") >= 2
    assert number not in output.getvalue()


def test_wrong_rows_are_told_and_end_in_an_error(table: Path) -> None:
    # given
    table.write_bytes(as_csv(SUPPLIERS, *supplier_rows(1), ("UP-2", "", "9800000002")))
    output = StringIO()

    # when
    with pytest.raises(CommandError, match="Some rows are wrong"):
        call_command("odop_import_table", "suppliers", str(table), "--language", "hi", stdout=output)

    # then
    assert output.getvalue().startswith("row 3, name: यह खाली नहीं हो सकता।\n")
    assert Supplier.objects.count() == 1


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_wrong_rows_are_written_for_their_owner_only(table: Path, tmp_path: Path, format_: str) -> None:
    # given
    table.write_bytes(as_csv(SUPPLIERS, *supplier_rows(1), ("UP-2", "", "9800000002")))
    wrong = tmp_path / f"wrong.{format_}"

    # when
    with pytest.raises(CommandError, match="Some rows are wrong"):
        run("odop_import_table", "suppliers", table, "--wrong-rows", wrong)

    # then
    assert stat.S_IMODE(wrong.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="Some rows are wrong"):
        run("odop_import_table", "suppliers", wrong, "--wrong-rows", tmp_path / "again.csv")
    assert "UP-2" in (tmp_path / "again.csv").read_text(encoding="utf-8-sig")


def test_wrong_rows_are_not_written_as_something_else(table: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"\.csv or \.xlsx"):
        run("odop_import_table", "suppliers", table, "--wrong-rows", tmp_path / "wrong.pdf")
    assert not Supplier.objects.exists()


def test_workers_may_read_it(table: Path) -> None:
    # when
    output = run("odop_import_table", "suppliers", table, "--background")

    # then
    assert "waits for a worker" in output
    assert not Supplier.objects.exists()
    worker.run_due()
    assert Supplier.objects.count() == 2


def test_interrupted_import_is_read_on(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    output = StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(batches, "_import_batch", interrupt)
        with pytest.raises(KeyboardInterrupt):
            call_command("odop_import_table", "suppliers", str(table), stderr=output)
    import_id = TableImport.objects.get().pk
    assert f"--resume {import_id}" in output.getvalue()

    # when
    run("odop_import_table", "--resume", import_id)

    # then
    assert Supplier.objects.count() == 2


def test_interrupted_import_nobody_reads_on_is_taken_over_by_workers(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(batches, "_import_batch", interrupt)
        with pytest.raises(KeyboardInterrupt):
            run("odop_import_table", "suppliers", table)
    worker.run_due()
    assert not Supplier.objects.exists()

    # when
    make_due(OutboxItem)
    worker.run_due()

    # then
    assert Supplier.objects.count() == 2
    assert TableImport.objects.get().file == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "what kind of table"),
        (("suppliers", "/nowhere.csv"), "cannot be opened"),
        (("--resume", "4711"), "4711"),
    ],
)
def test_what_cannot_be_is_said(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run("odop_import_table", *arguments)


def test_unreadable_table_is_said(table: Path) -> None:
    table.write_text("nothing\n1\n")

    with pytest.raises(CommandError, match="must name the columns"):
        run("odop_import_table", "suppliers", table)


@pytest.mark.parametrize("format_", imports.TableFormat.values())
def test_export_is_written_for_its_owner_only_and_can_be_read(tmp_path: Path, table: Path, format_: str) -> None:
    # given
    run("odop_import_table", "suppliers", table)
    target = tmp_path / f"out.{format_}"

    # when
    run("odop_export_table", "suppliers", target)

    # then
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "0 created, 0 changed, 0 wrong" in run("odop_import_table", "suppliers", target)


def test_unmasked_export_needs_a_name_and_is_on_record(tmp_path: Path, table: Path) -> None:
    # given
    run("odop_import_table", "suppliers", table)

    # when / then
    with pytest.raises(CommandError, match="who wants to see"):
        run("odop_export_table", "suppliers", tmp_path / "out.csv", "--unmasked", "audit")
    run("odop_export_table", "suppliers", tmp_path / "out.csv", "--unmasked", "audit", "--by", "me")
    assert Disclosure.objects.filter(seen_by="me", reason="audit").count() == 2


def test_template_is_written(tmp_path: Path) -> None:
    # when
    run("odop_export_table", "offers", tmp_path / "offers.csv", "--template", "--language", "hi")

    # then
    assert "आपूर्तिकर्ता" in (tmp_path / "offers.csv").read_text(encoding="utf-8-sig")


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="csv or xlsx"):
        run("odop_export_table", "offers", tmp_path / "offers.pdf")
