"""Balances, and what is held back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from odop_accounts import api as accounts
from odop_accounts.api import documents, statements
from storefront_schema.loaders.base import Loader


class DocumentByID(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, documents.DocumentInfo]:
        return documents.documents_by_id(keys, using)


class DocumentsOfOrder(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[documents.DocumentInfo]]:
        return documents.documents_of_orders(keys, using)


class EinvoiceOfDocument(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, dict[str, Any]]:
        return documents.einvoices(keys, using)


class Entry(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, accounts.EntryInfo]:
        return accounts.entries_by_id(keys, using)


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


class TaxesOfSale(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[accounts.WithheldTax]]:
        return accounts.withheld_of_sales(keys, using)


class Statement(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, statements.StatementInfo]:
        return statements.statements_by_id(keys, using)


class StatementsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[statements.StatementInfo]]:
        return statements.statements_of_suppliers(keys, using)


class LinesOfStatement(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[statements.StatementLineInfo]]:
        return statements.lines_of_statements(keys, using)
