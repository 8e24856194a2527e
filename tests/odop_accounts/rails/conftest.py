from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from odop_accounts.rails import rail_of
from odop_accounts.rails.port import Mode, Rail, Transfer
from odop_accounts.settings import AccountsSettings
from odop_core.plugin.configuration import parse_settings
from tests.odop_accounts.rails.cashfree import simulator as cashfree
from tests.odop_accounts.rails.cashfree.simulator import CashfreeSimulator
from tests.odop_accounts.rails.razorpayx import simulator as razorpayx
from tests.odop_accounts.rails.razorpayx.simulator import RazorpayXSimulator
from tests.odop_accounts.rails.simulator import Simulator, Webhook


@dataclass
class Tried:
    """A rail, and the simulator behind it."""

    name: str
    simulator: Any
    settings: dict[str, Any]

    @property
    def rail(self) -> Rail:
        return rail_of(self.name, parse_settings(AccountsSettings, self.settings))

    def with_settings(self, **changes: str) -> Rail:
        return rail_of(self.name, parse_settings(AccountsSettings, {**self.settings, **changes}))


def transfer(key: str = "odop_payout_1", amount_paise: int = 1_234_56, **changes: Any) -> Transfer:
    values: dict[str, Any] = {
        "beneficiary_name": "Shabana Begum", "account_number": "00111122233", "ifsc": "SBIN0001234",
        "mode": Mode.IMPS, "narration": "ODOP Mart 2026-11",
    }  # fmt: skip
    return Transfer(key=key, amount_paise=amount_paise, **{**values, **changes})


SIMULATORS: dict[str, type[Simulator]] = {"razorpayx": RazorpayXSimulator, "cashfree": CashfreeSimulator}


@pytest.fixture(params=sorted(SIMULATORS))
def tried(request: pytest.FixtureRequest) -> Iterator[Tried]:
    """Each rail, one after the other."""
    with SIMULATORS[request.param]() as simulator:
        yield Tried(request.param, simulator, simulator.settings)


@pytest.fixture
def sign() -> Callable[[str, str], Webhook]:
    """A genuine webhook about something else, by rail and event."""

    def make(rail: str, event: str) -> Webhook:
        return razorpayx.webhook(event, {}) if rail == "razorpayx" else cashfree.webhook(event, {})

    return make
