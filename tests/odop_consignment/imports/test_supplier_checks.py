"""All mistakes of a supplier's row at once, each at its column; what offices write for States, regimes and banks."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.api import imports
from odop_consignment.models import BankAccount, Regime, Supplier
from odop_consignment.suppliers.identity import gstin_check_character
from tests.odop_consignment.imports.table_files import ALL, as_csv, as_xlsx, hand_in, make_supplier, numbers, told

pytestmark = pytest.mark.django_db
PAN = "ABCPK1234L"
GSTIN = f"09{PAN}1Z"
GSTIN += gstin_check_character(GSTIN)
# Twelve digits with the check digit of an Aadhaar number, as one account in ten of those of twelve digits has.
ACCOUNT = "234123412346"


def hand_in_row(**values: Any) -> imports.ImportInfo:
    row = {"reference": "UP-1", "name": "Shabana", "phone": "9800000001"} | values
    return hand_in(as_csv(row.keys(), row.values()), "suppliers")


def messages(info: imports.ImportInfo) -> str:
    return " ".join(str(problem.message) for problem in imports.import_errors(info.id, ALL))


def test_all_mistakes_of_a_row_are_told_at_once() -> None:
    # when
    info = hand_in_row(
        name="", phone="123", email="at home", pan="ABC", udyam="UP-50", state_code="Atlantis", language="Tamil",
        supply_model="gift", tax_regime="free", gstin="09X", valid_from="soon", account_number="1", ifsc="HDFC",
        reference="x" * 65, artisan_slug="y" * 51, name_hi="2341 2341 2346",
    )  # fmt: skip

    # then
    assert {column for _row, column in told(info)} == {
        "name", "phone", "email", "pan", "udyam", "state_code", "language", "supply_model", "tax_regime", "gstin",
        "valid_from", "account_number", "ifsc", "reference", "artisan_slug", "name_hi",
    }  # fmt: skip
    assert len(told(info)) == 16
    assert not Supplier.objects.exists()


def test_unreadable_cell_keeps_no_other_mistake_from_being_told() -> None:
    assert told(hand_in_row(phone="9.8E+09", pan="ABC", email="x")) == [(2, "phone"), (2, "email"), (2, "pan")]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"ifsc": "HDFC0000001"}, "account_number"),
        ({"bank_holder": "Shabana"}, "account_number"),
        ({"proof": "cheque"}, "account_number"),
        ({"ifsc": "HDFC0000001", "vpa": "shabana@upi"}, "account_number"),
        ({"account_number": "50100012345679"}, "ifsc"),
        ({"account_number": "50100012345679", "ifsc": "HDFC0000001", "vpa": "shabana@upi"}, "vpa"),
        ({"gstin": GSTIN, "pan": PAN}, "tax_regime"),
        ({"enrolment_number": "EN1"}, "tax_regime"),
        ({"supply_model": "vendor"}, "tax_regime"),
        ({"supply_model": "vendor", "tax_regime": "unregistered"}, "tax_regime"),
        ({"supply_model": "vendor", "tax_regime": "registered", "pan": PAN}, "gstin"),
        ({"supply_model": "vendor", "tax_regime": "registered", "gstin": GSTIN}, "pan"),
        ({"supply_model": "enrolled", "tax_regime": "enrolled", "pan": PAN}, "enrolment_number"),
        ({"tax_regime": "unregistered", "gstin": GSTIN, "pan": PAN}, "gstin"),
        ({"tax_regime": "unregistered", "enrolment_number": "EN1"}, "enrolment_number"),
        ({"tax_regime": "registered", "gstin": GSTIN, "pan": "ABCPK1234M"}, "gstin"),
        ({"tax_regime": "registered", "gstin": GSTIN, "pan": PAN, "state_code": "07"}, "gstin"),
    ],
)
def test_what_lacks_beside_something_else_is_named(values: dict[str, str], column: str) -> None:
    assert told(hand_in_row(**values)) == [(2, column)]
    assert not Supplier.objects.exists()
    assert not BankAccount.objects.exists()


def test_whole_row_that_is_right_is_taken() -> None:
    # when
    info = hand_in_row(
        pan=PAN, supply_model="vendor", tax_regime="Regular", gstin=GSTIN, state_code="Uttar Pradesh",
        account_number="50100012345679", ifsc="HDFC0000001", bank_holder="Shabana",
    )  # fmt: skip

    # then
    assert (told(info), numbers(info)) == ([], (1, 0, 0))
    assert (Regime.objects.get().gstin, Supplier.objects.get().state_code) == (GSTIN, "09")


@pytest.mark.parametrize("state", ["9", "09", "०९", "9.0", "UP", "U.P.", "Uttar Pradesh", "उत्तर प्रदेश", "uttarpradesh"])
def test_state_is_understood_by_code_and_name(state: str) -> None:
    # when
    hand_in_row(State=state)

    # then
    assert Supplier.objects.get().state_code == "09"


def test_account_number_that_a_spreadsheet_took_for_a_number_is_refused() -> None:
    """Zeros at its beginning may be lost: Microsoft's page "Keep leading zeros"."""
    # given
    header = ("reference", "name", "phone", "account no", "IFSC")
    rows = [
        ("UP-1", "A", 9800000001, 7340100012345, "BARB0LUCKNO"),
        ("UP-2", "B", 9800000002, "07340100012345", "BARB0LUCKNO"),
    ]

    # when
    info = hand_in(as_xlsx(header, *rows), "suppliers")

    # then
    assert told(info) == [(2, "account_number")]
    assert "zeros" in messages(info)
    assert BankAccount.objects.get().account_number == "07340100012345"


def test_account_number_is_never_another_one() -> None:
    # when
    info = hand_in_row(account_number="50100012345679.0", ifsc="HDFC0000001")

    # then
    assert told(info) == [(2, "account_number")]
    assert not BankAccount.objects.exists()


def test_account_that_looks_like_an_aadhaar_number_needs_a_proof() -> None:
    # when
    without = hand_in_row(account_number=ACCOUNT, ifsc="HDFC0000001")
    with_proof = hand_in_row(account_number=ACCOUNT, ifsc="HDFC0000001", proof="passbook")

    # then
    assert told(without) == [(2, "account_number")]
    assert "Proof of the account" in messages(without)
    assert ACCOUNT not in messages(without)
    assert numbers(with_proof) == (1, 0, 0)
    assert (BankAccount.objects.get().account_number, BankAccount.objects.get().proof) == (ACCOUNT, "passbook")


def test_phone_number_that_looks_like_an_aadhaar_number_is_told_how_to_write_it() -> None:
    # when: one mobile number in ten looks so, written with a bare 91
    bare, whole = hand_in_row(phone="919800000007"), hand_in_row(phone="+919800000007")

    # then
    assert (told(bare), "+91" in messages(bare)) in (([(2, "phone")], True), ([], False))
    assert told(whole) == []
    assert Supplier.objects.get().phone == "+919800000007"


def test_masked_account_of_the_same_bank_is_left_alone() -> None:
    # given
    hand_in_row(account_number="50100012345679", ifsc="HDFC0000001")

    # when
    same = hand_in_row(account_number="••••••5679", ifsc="HDFC0000001")
    other = hand_in_row(account_number="••••••5679", ifsc="SBIN0000001")

    # then
    assert (told(same), numbers(same)) == ([], (0, 0, 0))
    assert told(other) == [(2, "account_number")]


@pytest.mark.parametrize("text", ["ditto", '""""', "-do-", "〃"])
def test_ditto_is_told(text: str) -> None:
    assert told(hand_in_row(address=text)) == [(2, "address")]


def test_formulas_and_errors_in_columns_of_the_office_do_no_harm() -> None:
    # given: a serial number that counts by itself
    rows = [
        ("S. No.", "reference", "name", "phone"),
        ("=ROW()-1", "UP-1", "Ram", "9800000001"),
        ("#REF!", "UP-2", "Asha", "9800000002"),
    ]

    # when
    info = hand_in(as_xlsx(*rows), "suppliers")

    # then
    assert numbers(info) == (2, 0, 0)


def test_table_as_offices_write_it() -> None:
    # given: a title, headers in two languages, a repeated header, an empty row, a total
    rows = [
        ("District Industries Centre, Lucknow",),
        ("S. No. / क्रमांक", "Supplier code", "Name / नाम", "Mobile No. / मोबाइल नंबर"),
        (1, "UP-1", "Ram", "98000 00001"),
        ("S. No. / क्रमांक", "Supplier code", "Name / नाम", "Mobile No. / मोबाइल नंबर"),
        (),
        (2, "UP-2", "Asha", 9800000002),
        ("कुल", None, None, 2),
    ]

    # when
    info = hand_in(as_xlsx(*rows), "suppliers")

    # then
    assert (info.state, info.rows_total, info.rows_read, numbers(info)) == ("done", 6, 6, (2, 0, 0))
    hints = [(hint.row, hint.is_hint) for hint in imports.import_errors(info.id, ALL)]
    assert hints == [(2, True), (7, True)]


def test_cells_beyond_the_header_are_not_dropped() -> None:
    # given: an address whose commas are not quoted
    rows = [
        ("reference", "name", "phone", "address"),
        ("UP-1", "Ram", "9800000001", "12 Chowk", "Lucknow"),
        ("UP-2", "Asha", "9800000002", "x"),
    ]

    # when
    info = hand_in(as_csv(*rows), "suppliers")

    # then
    assert told(info) == [(2, "#5")]
    assert numbers(info) == (1, 0, 1)


def test_rows_swallowed_by_two_quotes_are_told() -> None:
    # when
    content = b'reference,name,phone\r\nUP-1,"Ram,9800000001\r\nUP-2,Asha",9800000002\r\n'
    info = hand_in(content, "suppliers")

    # then
    assert told(info) == [(2, "name")]
    assert not Supplier.objects.exists()


def test_hidden_rows_are_left_out_by_name() -> None:
    # given
    from openpyxl import Workbook

    from tests.odop_consignment.imports.table_files import saved

    book = Workbook()
    for row in (("reference", "name", "phone"), ("UP-1", "Ram", "9800000001"), ("UP-2", "Asha", "9800000002")):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True

    # when
    info = hand_in(saved(book), "suppliers")

    # then
    assert "hidden" in messages(info)
    assert [each.reference for each in Supplier.objects.all()] == ["UP-2"]


class TestSamePerson:
    @pytest.mark.parametrize(
        ("values", "column"),
        [
            ({"phone": "+91 98000 00001"}, "phone"),
            ({"pan": PAN}, "pan"),
            ({"account_number": "50100012345679", "ifsc": "HDFC0000001"}, "account_number"),
        ],
    )
    def test_who_is_on_record_under_another_reference_is_hinted_at(self, values: dict[str, str], column: str) -> None:
        # given
        hand_in_row(pan=PAN, account_number="50100012345679", ifsc="HDFC0000001")

        # when
        info = hand_in_row(**({"reference": "UP-2", "phone": "9800000002"} | values))

        # then
        (hint,) = imports.import_errors(info.id, ALL)
        assert (hint.row, hint.column, hint.is_hint) == (2, column, True)
        assert "UP-1" in str(hint.message)
        assert numbers(info) == (1, 0, 0)

    def test_handed_in_again_nothing_is_hinted_at(self) -> None:
        # given
        hand_in_row()
        hand_in_row(reference="UP-2")

        # when / then
        assert told(hand_in_row(reference="UP-2")) == []

    def test_dry_run_hints_too(self) -> None:
        # given
        make_supplier("UP-1")
        hand_in_row(reference="UP-8", phone="9800000007")

        # when
        row = {"reference": "UP-9", "name": "Shabana", "phone": "9800000007"}
        info = hand_in(as_csv(row.keys(), row.values()), "suppliers", dry_run=True)

        # then
        assert told(info) == [(2, "phone")]
