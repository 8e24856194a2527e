"""Tables handed out, and handed in again."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.serializers import serialize

from odop_consignment.api import WrongChoice, imports
from odop_consignment.models import ConsignmentNote, Disclosure, Offer, Supplier
from odop_consignment.stock import draft_notes, posted_notes
from tests.odop_consignment.imports.table_files import hand_in, make_supplier, numbers

pytestmark = pytest.mark.django_db
REVEAL = imports.Reveal(by="user-1", reason="audit by the department")
PAN = "ABCPK1234L"


def exported(kind: str, format_: str = "csv", **options: Any) -> bytes:
    return b"".join(imports.export_table(kind, format_, **options))


def as_dicts(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def received(known: Supplier, pieces: int = 5) -> ConsignmentNote:
    note = draft_notes.draft_note("receipt", known.pk, "lucknow", by="test")
    draft_notes.add_line(note.pk, draft_notes.LineInput(Offer.objects.get(supplier=known).pk, pieces))
    return posted_notes.post_note(note.pk, by="test")


def test_personal_data_are_masked_unless_somebody_says_why() -> None:
    # given
    make_supplier(email="shabana@example.com", address="12 Chowk, Lucknow", pan=PAN)

    # when
    masked = exported("suppliers").decode()

    # then
    assert not any(secret in masked for secret in ("9800000001", "shabana@", "Chowk", PAN))
    assert not Disclosure.objects.exists()


def test_unmasked_export_is_on_record_for_each_supplier() -> None:
    # given
    make_supplier("UP-1", pan=PAN)
    Supplier.objects.create(name="Ram", phone="+919800000002")

    # when
    rows = as_dicts(exported("suppliers", reveal=REVEAL))

    # then
    assert [row["Phone"].removeprefix("'") for row in rows] == ["+919800000001", "+919800000002"]
    assert rows[0]["PAN"] == PAN
    seen = Disclosure.objects.values_list("what", "reason", "seen_by")
    assert list(seen) == [("export", REVEAL.reason, "user-1")] * 2


@pytest.mark.parametrize(("by", "reason"), [("", "audit"), ("user-1", " ")])
def test_nobody_sees_personal_data_unnamed_or_without_a_reason(by: str, reason: str) -> None:
    with pytest.raises(WrongChoice):
        imports.export_table("suppliers", "csv", reveal=imports.Reveal(by, reason))


def test_erased_suppliers_are_left_out() -> None:
    # given
    known = make_supplier()
    Supplier.objects.update(erased_at=known.created_at)

    # when / then
    assert as_dicts(exported("suppliers")) == []


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("format_", imports.TableFormat.values())
@pytest.mark.parametrize("reveal", [None, REVEAL])
def test_what_is_handed_out_can_be_handed_in(format_: str, language: str, reveal: imports.Reveal | None) -> None:
    # given
    known = make_supplier(email="shabana@example.com", address="12 Chowk, Lucknow", pan=PAN)
    make_supplier("", name="Ram", phone="+919800000002")
    received(known)
    draft_notes.draft_note("receipt", known.pk, "lucknow", by="test")
    before = serialize("python", Supplier.objects.order_by("id"))

    # when
    infos = [
        hand_in(exported(kind, format_, language=language, reveal=reveal), kind) for kind in imports.TableKind.values()
    ]

    # then
    assert [(info.state, info.rows_read, numbers(info)) for info in infos] == [
        ("done", 2, (0, 0, 0)), ("done", 2, (0, 0, 0)), ("done", 1, (0, 0, 0)),
    ]  # fmt: skip
    assert serialize("python", Supplier.objects.order_by("id")) == before


def test_cells_that_spreadsheets_would_work_out_are_marked_as_text() -> None:
    # given
    Supplier.objects.create(name="=1+1", name_hi="@x", phone="+919800000001", reference="-1")

    # when
    row = as_dicts(exported("suppliers", reveal=REVEAL))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(exported("suppliers", "xlsx", reveal=REVEAL))).active

    # then
    assert (row["Reference"], row["Name"], row["Name in Hindi"], row["Phone"]) == (
        "'-1", "'=1+1", "'@x", "'+919800000001",
    )  # fmt: skip
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_such_cells_come_back_from_csv_as_they_were() -> None:
    # given
    known = Supplier.objects.create(name="-Ram-", phone="+919800000001", reference="+1")

    # when
    info = hand_in(exported("suppliers", reveal=REVEAL), "suppliers")

    # then
    known.refresh_from_db()
    assert (numbers(info), known.name) == ((0, 0, 0), "-Ram-")


def test_csv_says_that_it_is_utf_8() -> None:
    assert exported("offers").startswith(b"\xef\xbb\xbf")


def test_long_table_comes_in_parts() -> None:
    # given
    Supplier.objects.bulk_create([Supplier(name=f"Supplier {n}", phone="+919800000001") for n in range(1200)])

    # when
    parts = list(imports.export_table("suppliers", "csv"))

    # then
    assert len(parts) == 4
    assert len(as_dicts(b"".join(parts))) == 1200


def test_queries_of_an_export_do_not_depend_on_its_rows(django_assert_num_queries: Any) -> None:
    # given
    for n in range(5):
        make_supplier(f"UP-{n}")

    # when / then: a page with its regimes and accounts, and the look beyond it
    with django_assert_num_queries(4):
        exported("suppliers")
    with django_assert_num_queries(2):
        exported("offers")


def test_unknown_kinds_and_formats_are_refused() -> None:
    with pytest.raises(WrongChoice, match="not of 'customers'"):
        imports.export_table("customers", "csv")
    with pytest.raises(WrongChoice, match="csv or xlsx"):
        imports.make_template("offers", "pdf")
