"""The GST of carts and orders in the store, line by line, for whoever answers the store."""

from __future__ import annotations

from odop_accounts.settings import PLUGIN_ID, AccountsSettings
from odop_accounts.tax.carts import CartFacts, CartLine, Destination, Priced, TaxedLine, tax_flat
from odop_accounts.tax.choices import Choices
from odop_accounts.tax.rounding import apportion
from odop_core.plugin.configuration import load_settings
from odop_core.web import refused_requests

__all__ = [
    "CartFacts",
    "CartLine",
    "Destination",
    "Priced",
    "TaxedLine",
    "apportion",
    "count_fallback",
    "tax_choices",
    "tax_flat",
]

# How a tax that the rules could not tell is counted, day by day, among what is refused (`rejectedWebhooks`).
FALLBACK = "taxed-by-class"


def tax_choices() -> Choices:
    """What the merchant chose where the law leaves it open."""
    return load_settings(AccountsSettings).tax_choices


def count_fallback() -> None:
    """One more amount was taxed by the store's tax class."""
    refused_requests.count_refusal(PLUGIN_ID, FALLBACK)
