from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from odop_accounts.models import Payout, PayoutState
from odop_accounts.settings import PLUGIN_ID
from odop_accounts.transfers import deliverer, rails, reports
from odop_core.models import OutboxItem
from odop_core.queue import worker
from tests.factories import make_due, switch
from tests.odop_accounts.payouts.samples import owe, payout, tell
from tests.odop_accounts.rails.conftest import SIMULATORS
from tests.odop_accounts.rails.simulator import Simulator

AMOUNT = 88_200


@dataclass
class Shop:
    """A shop that pays by one rail, and the simulator behind that."""

    rail: str
    simulator: Simulator

    @transaction.atomic
    def approved(self, supplier_id: int = 1, amount: int = AMOUNT, **changes: Any) -> str:
        """The key of a payout that two people want."""
        owe(supplier_id, amount)
        made = payout(supplier_id, amount, **{"rail": self.rail, "mode": "IMPS", **changes})
        tell(made.key, "approve")
        return made.key

    def send(self) -> None:
        """What a worker does now."""
        deliverer.enqueue_approved()
        worker.run_due()

    def send_later(self) -> None:
        """The same when all pauses are over."""
        make_due()
        self.send()

    def deliver_webhook(self, at: int = -1) -> None:
        hook = self.simulator.webhooks[at]
        assert report(self.rail, hook.headers, hook.body)[0] == 200


def report(rail: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, object]]:
    return reports.receive_report(rail, headers, body)


def state_of(key: str) -> PayoutState:
    return PayoutState(Payout.objects.get(key=key).state)


def sending(key: str) -> OutboxItem:
    """The item by which it is handed over."""
    return OutboxItem.objects.get(key=f"transfer:{key}")


@pytest.fixture(params=sorted(SIMULATORS))
def shop(request: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """By each rail, one after the other."""
    monkeypatch.setattr(rails.Pace, "take", lambda _pace, wanted: wanted)
    with SIMULATORS[request.param]() as simulator:
        switch(PLUGIN_ID, payout_rails=f"rest {request.param} NEFT", **simulator.settings)
        yield Shop(request.param, simulator)
