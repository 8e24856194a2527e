"""Which payouts go by a rail: as the merchant's table says, by the amount."""

from __future__ import annotations

from collections.abc import Collection

from odop_accounts.models import PayoutMode
from odop_accounts.payouts.ways import Way
from odop_accounts.rails.choice import choose_rail, read_rail_table
from odop_accounts.settings import AccountsSettings
from odop_core.plugin.configuration import load_settings


def choose_ways(amounts: Collection[int]) -> dict[int, Way]:
    """Of each amount in paise that goes by a rail. Raises BadPluginSettings."""
    rows = read_rail_table(load_settings(AccountsSettings).payout_rails)
    choices = {amount: choose_rail(amount, rows) for amount in amounts}
    return {
        amount: Way(choice.rail, PayoutMode(choice.mode.value)) for amount, choice in choices.items() if choice.mode
    }
