"""Accounts in Saleor's list of plugins."""

from __future__ import annotations

from odop_accounts.settings import AccountsSettings
from odop_core.plugin.base import OdopPlugin


class AccountsPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP accounts"
    PLUGIN_DESCRIPTION = "Keeps the books: who owes whom what of each sale, to the paisa, and why."
    settings_model = AccountsSettings
