"""Payouts of suppliers, their batches and steps."""

from __future__ import annotations

from collections.abc import Mapping

from odop_accounts.api import bank_statements, payouts
from storefront_schema.loaders.base import Loader


class BatchOfPayouts(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, payouts.BatchInfo]:
        return payouts.batches_by_id(keys, using)


class StepsOfPayout(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[payouts.StepInfo]]:
        return payouts.steps_of(keys, using)


class PayoutsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[payouts.PayoutInfo]]:
        return payouts.newest_payouts_of(keys, using)


class PayoutByID(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, payouts.PayoutInfo]:
        return payouts.payouts_by_id(keys, using)


class MatchesOfStatementRow(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[bank_statements.MatchInfo]]:
        return bank_statements.matches_of_rows(keys, using)
