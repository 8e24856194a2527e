"""Workers die while they pay out, rails break down after the money has moved, and leases end too early: nobody is paid
twice, and nobody is forgotten. The simulators' books are the witness.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db.models.functions import Now

from devtools.machine.processes import Process, wait_until
from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.models import Payout, PayoutState, PayoutStep
from odop_accounts.settings import PLUGIN_ID
from odop_core.models import OutboxItem
from odop_core.models.work import OPEN_STATES, WorkState
from tests.effort import effort
from tests.factories import switch
from tests.odop_accounts.payouts.samples import gone_from_bank
from tests.odop_accounts.rails.conftest import SIMULATORS
from tests.odop_accounts.rails.simulator import Fault, Payment, Simulator
from tests.odop_accounts.transfers.conftest import Shop
from tests.worker_process import wait_for_worker, worker_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(160)]
PAYOUTS, KILLS = effort(60, nightly=240), effort(6, nightly=24)


@pytest.fixture
def shops() -> Iterator[list[Shop]]:
    with ExitStack() as stack:
        simulators = {name: stack.enter_context(simulator()) for name, simulator in SIMULATORS.items()}
        settings = {name: value for simulator in simulators.values() for name, value in simulator.settings.items()}
        switch(PLUGIN_ID, **settings)
        yield [Shop(name, simulator) for name, simulator in simulators.items()]


@pytest.fixture
def workers(tmp_path: Path, shops: list[Shop]) -> Iterator[list[Process]]:
    logs = [tmp_path / f"worker-{n}.log" for n in range(2)]
    processes = [worker_process(log, LEASE_SECONDS="2", PERIODIC_SECONDS="1").start() for log in logs]
    yield processes
    for process in processes:
        process.kill()


@pytest.mark.parametrize("leases_end_early", [False, True])
def test_nobody_is_paid_twice_and_nobody_is_forgotten(
    workers: list[Process], shops: list[Shop], leases_end_early: bool
) -> None:
    # given: rails that fail in all ways, half of them after the money has moved; and, so that two workers are at the
    # same payout at once, leases that end while their worker is alive
    chance = random.Random(20261201)
    for shop in shops:
        shop.simulator.pays_at_once = True
        shop.simulator.faults += chance.choices([None, *Fault], [12, 1, 2, 1, 1, 2, 1, 1], k=PAYOUTS * 2)
    amounts: dict[str, int] = {}

    # when
    for kill in range(KILLS):
        victim, shop = workers[kill % 2], shops[kill // 2 % 2]
        wait_for_worker(victim)
        if kill % 3:  # in the moment in which money has moved, or at any time
            _kill_when_money_moves(shop.simulator, victim)
        for number in range(len(amounts), len(amounts) + PAYOUTS // KILLS):
            amount = chance.randrange(100, 500_000)
            amounts[shops[number % 2].approved(number + 1, amount)] = amount
        time.sleep(chance.uniform(0.2, 1.5))
        victim.kill()
        shop.simulator.moved = lambda _payment: None
        victim.start()
        if leases_end_early:
            OutboxItem.objects.filter(state=WorkState.CLAIMED).update(due_at=Now())

    # then
    wait_until(lambda: _hasten() and _all_are(PayoutState.PAID), 90, "all payouts to be paid", workers[0])
    paid = Counter[str]()
    for shop in shops:
        paid.update(shop.simulator.paid_out())
    assert dict(paid) == amounts
    assert gone_from_bank() == sum(amounts.values())
    assert find_contradictions() == []
    arrivals = Counter(PayoutStep.objects.filter(after=PayoutState.PAID.value).values_list("payout__key", flat=True))
    assert arrivals == Counter(amounts.keys())
    assert not Payout.objects.exclude(issue=None).exists()
    if not leases_end_early:  # nothing was even sent again: whoever followed a killed worker asked first
        assert [shop.simulator.repeats for shop in shops] == [[], []]


def _kill_when_money_moves(simulator: Simulator, victim: Process) -> None:
    """Whoever it was that sent it: the other worker goes on without a kill."""

    def kill(_payment: Payment) -> None:
        simulator.moved = lambda _payment: None
        victim.kill()

    simulator.moved = kill


def _hasten() -> bool:
    """Let all pauses be over of what was not paid yet."""
    unpaid = Payout.objects.exclude(state=PayoutState.PAID.value).values_list("pk", flat=True)
    subjects = [f"payout:{pk}" for pk in unpaid]
    OutboxItem.objects.filter(state=WorkState.WAITING, subject__in=subjects).update(due_at=Now())
    return True


def _all_are(state: PayoutState) -> bool:
    open_ones = OutboxItem.objects.filter(state__in=OPEN_STATES, topic__startswith="accounts.transfer.")
    return not Payout.objects.exclude(state=state.value).exists() and not open_ones.exists()
