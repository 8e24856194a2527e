"""Who may let payouts go, and that nothing goes twice, whoever asks again or is killed when.

Cases after public threads: the same payment twice (formancehq/stack 1464), a race of two who decide
(JiRaska/open-bank-oss 528).
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.models import JournalEntry, Payout, PayoutMode, PayoutState
from odop_accounts.payouts import states, ways
from odop_accounts.payouts.approval import Approved, approve_batch, cancel_payout
from odop_accounts.payouts.errors import NeedsSecondPerson, PayoutRefused, WrongState
from odop_accounts.payouts.preparation import prepare_batch
from odop_accounts.payouts.ways import Way
from odop_accounts.posting.holds import place_hold
from odop_consignment.api.errors import UnknownRow
from odop_consignment.api.suppliers import OwnInterest
from odop_consignment.models import BankAccount, Supplier
from odop_core.i18n import recall
from tests.forks import Fork
from tests.odop_accounts.payouts.samples import APPROVER, CLERK, DUE, PREPARER, due_to, owe, payee, under_way_to

pytestmark = pytest.mark.django_db


def prepared(suppliers: int = 1) -> int:
    for supplier_id in range(1, suppliers + 1):
        owe(payee(supplier_id))
    batch = prepare_batch(by=PREPARER)
    assert batch
    return batch.pk


def test_a_second_person_lets_payouts_go() -> None:
    # given
    batch = prepared()

    # when
    found = approve_batch(batch, by=APPROVER)

    # then
    made = Payout.objects.get()
    assert found == Approved(approved=(made.pk,))
    assert (made.state, made.approved_by) == (PayoutState.APPROVED, APPROVER)
    assert (due_to(), under_way_to()) == (0, DUE)


@pytest.mark.parametrize(
    "by", [PREPARER, f"helpline:{PREPARER}", f"import:{PREPARER}", CLERK, "app", "system", "staff", ""]
)
def test_who_began_it_or_is_no_person_does_not_approve(by: str) -> None:
    # given
    batch = prepared()

    # then
    with pytest.raises(NeedsSecondPerson):
        approve_batch(batch, by=by)
    assert (due_to(), under_way_to()) == (DUE, 0)


def test_who_gains_does_not_approve() -> None:
    # given
    batch = prepared()
    Supplier.objects.update(user_id=APPROVER)

    # then
    with pytest.raises(OwnInterest):
        approve_batch(batch, by=APPROVER)


def test_what_is_ones_own_is_left_for_another_person() -> None:
    # given
    batch = prepared(2)
    Supplier.objects.filter(pk=2).update(user_id=APPROVER)
    first, second = Payout.objects.order_by("supplier_id")

    # when
    found = approve_batch(batch, by=APPROVER)

    # then
    assert found == Approved(approved=(first.pk,), left=(second.pk,))
    second.refresh_from_db()
    assert second.state == PayoutState.PREPARED


def test_some_of_a_batch_are_approved() -> None:
    # given
    batch = prepared(2)
    first, second = Payout.objects.order_by("supplier_id")

    # when
    found = approve_batch(batch, by=APPROVER, payout_ids=[second.pk])

    # then
    assert found == Approved(approved=(second.pk,))
    first.refresh_from_db()
    assert first.state == PayoutState.PREPARED


def test_approved_again_changes_nothing() -> None:
    # given
    batch = prepared()
    approve_batch(batch, by=APPROVER)

    # when
    found = approve_batch(batch, by=APPROVER)

    # then
    assert (found, under_way_to()) == (Approved(), DUE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda: place_hold(1, None, reason="Suspended.", by="user:1"), "held back"),
        (lambda: Supplier.objects.update(state="suspended"), "suspended"),
        (lambda: BankAccount.objects.update(state="refused"), "No bank account"),
        (lambda: owe(1, -1, name="refund"), "Less is due"),
        (
            lambda: BankAccount.objects.create(
                supplier_id=1, holder="Other", account_number="999999999", ifsc="HDFC0001234", state="approved",
                account_digest="new", proposed_by=CLERK, decided_by="user:reviewer", decided_at=datetime.now(UTC),
                usable_from=datetime(2026, 1, 2, tzinfo=UTC),
            ),
            "another bank account",
        ),
    ],
)  # fmt: skip
def test_what_changed_since_it_was_prepared_is_called_off(change: Callable[[], object], reason: str) -> None:
    # given
    batch = prepared()
    change()

    # when
    found = approve_batch(batch, by=APPROVER)

    # then
    made = Payout.objects.get()
    assert found == Approved(cancelled=(made.pk,))
    assert made.state == PayoutState.CANCELLED
    assert reason in made.reason
    assert under_way_to() == 0


def test_why_it_was_called_off_is_kept_so_that_everybody_reads_it_in_their_language() -> None:
    # given
    batch = prepared()
    place_hold(1, None, reason="Suspended.", by="user:1")

    # when somebody approves who reads Hindi
    with translation.override("hi"):
        approve_batch(batch, by=APPROVER)

    # then
    kept = Payout.objects.get().reason
    assert kept.isascii()
    assert not recall(kept).in_language("hi").isascii()


def test_who_is_held_after_the_approval_is_not_sent() -> None:
    # given
    approve_batch(prepared(), by=APPROVER)
    place_hold(1, None, reason="Suspended.", by="user:1")

    # when
    is_ours = states.record_sending(Payout.objects.get().key)

    # then
    made = Payout.objects.get()
    assert (is_ours, made.state, due_to()) == (False, PayoutState.CANCELLED, DUE)


def test_the_rails_are_told_of_what_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    told: list[int] = []
    monkeypatch.setattr(ways, "_senders", {"test": lambda rows: told.extend(row.amount_paise for row in rows)})
    by_rail = Way("razorpayx", PayoutMode.IMPS)
    monkeypatch.setattr(ways, "_choosers", {"test": lambda amounts: {one: by_rail for one in amounts if one < DUE}})
    owe(payee(2), DUE - 1)
    batch = prepared()

    # when
    approve_batch(batch, by=APPROVER)

    # then
    assert told == [DUE - 1]


def test_called_off_before_it_is_sent_it_is_due_again() -> None:
    # given
    approve_batch(prepared(), by=APPROVER)

    # when
    cancelled = cancel_payout(Payout.objects.get().pk, reason="Wrong day.", by=PREPARER)

    # then
    assert (cancelled.state, cancelled.reason, due_to()) == (PayoutState.CANCELLED, "Wrong day.", DUE)


def test_what_was_sent_is_not_called_off() -> None:
    # given
    approve_batch(prepared(), by=APPROVER)
    made = Payout.objects.get()
    states.record_sending(made.key)

    # then
    with pytest.raises(WrongState):
        cancel_payout(made.pk, reason="Too late.", by=PREPARER)


@pytest.mark.parametrize("reason", ["", "  "])
def test_calling_off_needs_a_reason(reason: str) -> None:
    # given
    prepared()

    # then
    with pytest.raises(PayoutRefused):
        cancel_payout(Payout.objects.get().pk, reason=reason, by=PREPARER)


def test_what_nobody_knows_is_refused() -> None:
    # given
    batch = prepared()

    # then
    with pytest.raises(UnknownRow):
        approve_batch(batch + 1, by=APPROVER)
    with pytest.raises(UnknownRow):
        approve_batch(batch, by=APPROVER, payout_ids=[0])
    with pytest.raises(UnknownRow):
        cancel_payout(0, reason="No.", by=PREPARER)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_approve_once() -> None:
    # given
    batch = prepared(3)

    def approve(turn: int) -> Approved:
        try:
            return approve_batch(batch, by=f"{APPROVER}{turn}")
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(approve, range(4)))

    # then
    assert sorted(len(each.approved) for each in found) == [0, 0, 0, 3]
    assert JournalEntry.objects.filter(kind="payout_ordered").count() == 3
    assert [under_way_to(supplier_id) for supplier_id in (1, 2, 3)] == [DUE] * 3


def killed_before_it_ends(what: str, subject: int | str) -> None:
    """In a process of its own: all is done, and the process is gone before it is committed."""

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    connection._commit = die
    if what == "approve":
        approve_batch(int(subject), by=APPROVER)
    elif what == "send":
        states.record_sending(str(subject))
    else:
        states.record_paid(str(subject))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["approve", "send", "paid"])
def test_who_is_killed_in_a_step_leaves_nothing_half_done(what: str, tmp_path: Path) -> None:
    # given
    batch = prepared()
    made = Payout.objects.get()
    if what != "approve":
        approve_batch(batch, by=APPROVER)
    before = (Payout.objects.get().state, due_to(), under_way_to(), JournalEntry.objects.count())

    # when
    fork = Fork(killed_before_it_ends, what, batch if what == "approve" else made.key, log=tmp_path / "log")
    assert fork.wait(60) == -signal.SIGKILL, (tmp_path / "log").read_text()

    # then
    assert (Payout.objects.get().state, due_to(), under_way_to(), JournalEntry.objects.count()) == before
    assert find_contradictions() == []
    if what == "approve":
        assert approve_batch(batch, by=APPROVER).approved == (made.pk,)
    else:
        assert states.record_sending(made.key)
