"""A payout is in one file at most, and a file is exported once under one number."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from odop_accounts.bank_files.examples import ICICI
from odop_accounts.bank_files.files import (
    Exported,
    WrongLayout,
    approve_layout,
    export_file,
    propose_layout,
    read_content,
)
from odop_accounts.models import BankFile, BankFileLayout, Payout, PayoutState
from odop_accounts.payouts.errors import NeedsSecondPerson, PayoutRefused
from odop_accounts.posting.holds import place_hold
from odop_consignment.models import Supplier
from tests.odop_accounts.payouts.samples import APPROVER, DUE, PREPARER, due_to, payout_in, under_way_to

pytestmark = pytest.mark.django_db


def approved_layout(**changes: Any) -> BankFileLayout:
    row = propose_layout("icici", ICICI | {"debit_account": "00640350000001"} | changes, by=PREPARER)
    return approve_layout(row.pk, by=APPROVER)


def approved_payouts(count: int = 1) -> None:
    for supplier_id in range(1, count + 1):
        payout_in(PayoutState.APPROVED, supplier_id)


def exported() -> BankFile:
    file = export_file("icici", by=APPROVER).file
    assert file
    return file


def test_what_was_approved_is_exported_and_sent() -> None:
    # given
    approved_layout()
    approved_payouts(2)

    # when
    file = exported()

    # then
    assert (file.serial, file.payout_count, file.total_paise) == (1, 2, 2 * DUE)
    assert set(Payout.objects.values_list("state", "bank_file")) == {(PayoutState.SENT, file.pk)}
    assert read_content(file).count(b"882.00") == 2
    assert under_way_to() == DUE


def test_what_is_in_a_file_is_in_no_other() -> None:
    # given
    approved_layout()
    approved_payouts()
    exported()

    # then
    with pytest.raises(PayoutRefused, match="waits for a bank file"):
        export_file("icici", by=APPROVER)
    assert BankFile.objects.count() == 1


def test_a_file_has_as_many_rows_as_the_layout_allows_and_the_next_has_the_rest() -> None:
    # given
    approved_layout(max_rows=2)
    approved_payouts(3)

    # when
    first, second = exported(), exported()

    # then
    assert [(file.serial, file.day_serial, file.payout_count) for file in (first, second)] == [(1, 1, 2), (2, 2, 1)]
    assert first.file_name != second.file_name


def test_a_file_is_no_larger_than_the_layout_allows() -> None:
    # given
    approved_layout(max_bytes=1_000)
    approved_payouts(8)

    # when
    file = exported()

    # then
    assert 0 < file.payout_count < 8
    assert len(read_content(file)) <= 1_000


def test_who_asks_again_gets_the_same_bytes_and_they_are_kept_sealed() -> None:
    # given
    approved_layout()
    approved_payouts()
    file = exported()

    # when
    content = read_content(BankFile.objects.get())

    # then
    assert content == read_content(file)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM odop_accounts_bankfile")
        assert "123456789012" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE odop_accounts_bankfile SET sha256 = 'x'",
        "UPDATE odop_accounts_bankfile SET serial = 2",
        "DELETE FROM odop_accounts_bankfile",
        "UPDATE odop_accounts_payout SET bank_file_id = NULL",
        "UPDATE odop_accounts_bankfilelayout SET definition = '{}'",
        "UPDATE odop_accounts_bankfilelayout SET approved_by = 'user:other'",
    ],
)
def test_the_database_keeps_files_and_layouts_as_they_are(statement: str) -> None:
    # given
    approved_layout()
    approved_payouts()
    exported()

    # then
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_who_was_held_meanwhile_is_not_in_the_file() -> None:
    # given
    approved_layout()
    approved_payouts(2)
    place_hold(1, None, reason="Suspended.", by="user:1")

    # when
    file = exported()

    # then
    assert file.payout_count == 1
    assert (Payout.objects.get(supplier_id=1).state, due_to(1)) == (PayoutState.CANCELLED, DUE)


def test_what_the_file_cannot_hold_is_left_out_and_is_an_issue() -> None:
    # given
    approved_layout()
    approved_payouts()
    odd = payout_in(PayoutState.APPROVED, 2, beneficiary_name="रुखसाना बेगम")

    # when
    found = export_file("icici", by=APPROVER)

    # then
    odd.refresh_from_db()
    assert found.left_out == (odd.pk,)
    assert found.file is not None
    assert found.file.payout_count == 1
    assert (odd.state, odd.issue) == (PayoutState.APPROVED, "not_in_file")
    assert "Latin" in odd.reason
    assert export_file("icici", by=APPROVER) == Exported(None, (odd.pk,))


def test_nobody_exports_what_is_their_own() -> None:
    # given
    approved_layout()
    approved_payouts(2)
    Supplier.objects.filter(pk=2).update(user_id=APPROVER)

    # when
    found = export_file("icici", by=APPROVER)

    # then
    assert found.left_out == tuple(Payout.objects.filter(supplier_id=2).values_list("pk", flat=True))


@pytest.mark.parametrize("by", ["app", "system", ""])
def test_a_person_exports(by: str) -> None:
    # given
    approved_layout()
    approved_payouts()

    # then
    with pytest.raises(NeedsSecondPerson):
        export_file("icici", by=by)


def test_a_layout_is_used_when_a_second_person_approved_it() -> None:
    # given
    approved_payouts()
    row = propose_layout("icici", ICICI | {"debit_account": "1"}, by=PREPARER)
    with pytest.raises(PayoutRefused, match="No layout"):
        export_file("icici", by=APPROVER)
    with pytest.raises(NeedsSecondPerson):
        approve_layout(row.pk, by=PREPARER)

    # when
    approve_layout(row.pk, by=APPROVER)

    # then
    assert exported().layout_id == row.pk


def test_the_newest_approved_layout_of_a_name_is_used() -> None:
    # given
    approved_layout()
    newest = approved_layout(narration="NEW")
    propose_layout("icici", ICICI | {"debit_account": "1"}, by=PREPARER)
    approved_payouts()

    # then
    assert exported().layout_id == newest.pk


@pytest.mark.parametrize("name", ["", "  "])
def test_a_layout_has_a_name(name: str) -> None:
    with pytest.raises(WrongLayout):
        propose_layout(name, ICICI | {"debit_account": "1"}, by=PREPARER)


@pytest.mark.django_db(transaction=True)
def test_two_who_export_at_once_export_once() -> None:
    # given
    approved_layout()
    approved_payouts(2)

    def export(_turn: int) -> int:
        try:
            file = export_file("icici", by=APPROVER).file
            return file.payout_count if file else 0
        except PayoutRefused:
            return 0
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(3) as pool:
        found = sorted(pool.map(export, range(3)))

    # then
    assert found == [0, 0, 2]
