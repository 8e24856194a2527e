"""Balances, and what is held back."""

from __future__ import annotations

from collections.abc import Mapping

from odop_accounts import api as accounts
from storefront_schema.loaders.base import Loader


class AccountOfSupplier(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, accounts.AccountBalance]:
        return accounts.balances_of(keys, using)


class HoldsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[accounts.HoldInfo]]:
        return accounts.open_holds_of(keys, using)


class EarningsOfSale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, accounts.SaleEarnings]:
        return accounts.earnings_of_sales(keys, using)
