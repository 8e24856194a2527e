"""The table of suppliers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from odop_consignment.api import imports
from odop_consignment.models import BankAccount, Regime, Supplier
from tests.odop_consignment.imports.table_files import (
    ALL,
    SUPPLIERS,
    as_csv,
    as_xlsx,
    hand_in,
    make_supplier,
    numbers,
    supplier_rows,
    told,
)

pytestmark = pytest.mark.django_db
PAN = "ABCPK1234L"


def hand_in_row(**values: Any) -> imports.ImportInfo:
    row = {"reference": "UP-1", "name": "Shabana", "phone": "9800000001"} | values
    return hand_in(as_csv(row.keys(), row.values()), "suppliers")


def messages(info: imports.ImportInfo) -> list[str]:
    return [str(problem.message) for problem in imports.import_errors(info.id, ALL)]


def test_new_supplier_is_a_draft() -> None:
    # when
    info = hand_in_row(name_hi="शबाना", language="हिंदी", state_code="9", pan=PAN)

    # then
    made = Supplier.objects.get(reference="UP-1")
    assert (made.name, made.name_hi, made.phone, made.state) == ("Shabana", "शबाना", "+919800000001", "draft")
    assert (made.language, made.state_code, made.pan) == ("hi", "09", PAN)
    assert numbers(info) == (1, 0, 0)


def test_what_is_told_of_a_known_supplier_is_changed_and_the_rest_stays() -> None:
    # given
    make_supplier(name="Old", email="old@example.com")

    # when
    info = hand_in_row(email="")

    # then
    supplier = Supplier.objects.get()
    assert (supplier.name, supplier.email, supplier.state) == ("Shabana", "old@example.com", "approved")
    assert numbers(info) == (0, 1, 0)


def test_handed_in_again_nothing_changes() -> None:
    # given
    row = {"supply_model": "consignment", "tax_regime": "unregistered", "bank_holder": "S", "ifsc": "HDFC0000001"}
    hand_in_row(account_number="50100012345679", **row)

    # when
    info = hand_in_row(account_number="50100012345679", **row)

    # then
    assert numbers(info) == (0, 0, 0)
    assert (Regime.objects.count(), BankAccount.objects.count()) == (1, 1)


def test_supplier_without_a_reference_is_known_by_our_number() -> None:
    # given
    known = make_supplier(reference="")

    # when
    hand_in_row(reference=f"#{known.pk}", name="New name")

    # then
    assert Supplier.objects.get().name == "New name"
    assert Supplier.objects.get().reference == ""


def test_number_nobody_has_is_refused() -> None:
    assert told(hand_in_row(reference="#4711")) == [(2, "reference")]


def test_regime_and_account_are_recorded() -> None:
    # when
    hand_in_row(
        supply_model="Consignor", tax_regime="अपंजीकृत", valid_from="01-04-2026",
        account_number="50100012345679", ifsc="hdfc0000001",
    )  # fmt: skip

    # then
    regime, account = Regime.objects.get(), BankAccount.objects.get()
    assert (regime.supply_model, regime.tax_regime) == ("consignment", "unregistered")
    assert regime.valid_from == date(2026, 4, 1)
    assert (account.ifsc, account.state, account.proposed_by) == ("HDFC0000001", "proposed", "user-1")


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"name": ""}, "name"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "9.8E+09"}, "phone"),
        ({"phone": "••••••0001"}, "phone"),
        ({"pan": "ABC"}, "pan"),
        ({"state_code": "77"}, "state_code"),
        ({"language": "ta"}, "language"),
        ({"supply_model": "gift"}, "supply_model"),
        ({"valid_from": "31-02-2026", "tax_regime": "unregistered"}, "valid_from"),
        ({"tax_regime": "registered", "supply_model": "vendor", "pan": PAN, "gstin": "09X"}, "gstin"),
        ({"account_number": "1", "ifsc": "HDFC0000001"}, "account_number"),
        ({"address": "Aadhaar 2341 2341 2346"}, "address"),
        ({"remarks of the clerk": "2341-2341-2346"}, "#4"),
        ({"artisan_slug": "x" * 51}, "artisan_slug"),
        ({"reference": "x" * 65}, "reference"),
    ],
)  # fmt: skip
def test_wrong_cell_is_told_and_its_row_left_out(values: dict[str, str], column: str) -> None:
    # when
    info = hand_in_row(**values)

    # then
    assert [where for where in told(info) if where[0] > 1] == [(2, column)]
    assert numbers(info) == (0, 0, 1)
    assert not Supplier.objects.exists()
    assert not BankAccount.objects.exists()


def test_every_message_is_in_both_languages() -> None:
    # when
    info = hand_in_row(phone="1", name="")

    # then
    for problem in imports.import_errors(info.id, ALL):
        assert any("\u0900" <= char <= "\u097f" for char in problem.message.in_language("hi"))
        assert str(problem.message).isascii()


def test_an_aadhaar_number_is_not_repeated_in_its_refusal() -> None:
    info = hand_in_row(address="2341 2341 2346", **{"2341 2341 2346": "x"})

    assert not any("2341" in message for message in messages(info))


def test_the_right_rows_are_taken_beside_wrong_ones() -> None:
    # when
    info = hand_in(as_csv(SUPPLIERS, *supplier_rows(2), ("UP-3", "", "1"), ("UP-4", "Four", "9800000004")), "suppliers")

    # then
    assert sorted(Supplier.objects.values_list("reference", flat=True)) == ["UP-1", "UP-2", "UP-4"]
    assert numbers(info) == (3, 0, 1)
    assert {row for row, _column in told(info)} == {4}


def test_the_same_supplier_twice_is_told() -> None:
    # when
    info = hand_in(as_csv(SUPPLIERS, *supplier_rows(1), ("up-1", "Other", "9800000009")), "suppliers")

    # then
    assert Supplier.objects.get().name == "Supplier 1"
    assert messages(info) == ["Row 2 of this table is about the same. Keep one of the two."]


def test_phone_numbers_that_excel_took_for_numbers() -> None:
    # when
    hand_in(as_xlsx(SUPPLIERS, ("UP-1", "One", 9800000001), ("UP-2", "Two", 9800000002.0)), "suppliers")

    # then
    assert {each.phone for each in Supplier.objects.all()} == {"+919800000001", "+919800000002"}


def test_template_is_understood_and_its_example_refused() -> None:
    for language in ("en", "hi"):
        for format_ in imports.TableFormat.values():
            info = hand_in(imports.make_template("suppliers", format_, language=language), "suppliers")

            assert messages(info) == ["This is the example of the template. Delete the row."]


def test_account_proposed_before_must_be_decided_on_first() -> None:
    # given
    hand_in_row(account_number="50100012345679", ifsc="HDFC0000001")

    # when
    info = hand_in_row(account_number="50100012345680", ifsc="HDFC0000001")

    # then
    assert "decide on that one first" in messages(info)[0]
