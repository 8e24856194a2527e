"""Which payouts go by a rail: as the merchant's table says, by the amount."""

from __future__ import annotations

from odop_accounts.models import PayoutMode
from odop_accounts.payouts.ways import Way
from odop_accounts.rails.choice import choose_rail, read_rail_table
from odop_accounts.settings import AccountsSettings
from odop_core.plugin.configuration import load_settings


def choose_way(amount_paise: int) -> Way | None:
    """None for what goes by a bank file. Raises BadPluginSettings."""
    table = load_settings(AccountsSettings).payout_rails
    choice = choose_rail(amount_paise, read_rail_table(table)) if table else None
    return Way(choice.rail, PayoutMode(choice.mode.value)) if choice and choice.mode else None
