"""What is on record of suppliers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from odop_consignment.api import bank, objections, privacy, regimes, sign_in, turnover
from odop_consignment.api.suppliers import (
    ChecklistItem,
    StepInfo,
    SupplierInfo,
    VerificationInfo,
    checklists,
    find_open_matters_of,
    steps_of,
    supplier_details,
    suppliers_by_id,
    verifications_of,
)
from odop_consignment.api.suppliers import SupplierDetails as Details
from odop_core.i18n import Text
from storefront_schema.loaders.base import Loader


class Supplier(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, SupplierInfo]:
        return suppliers_by_id(keys, using)


class SupplierDetails(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, Details]:
        return supplier_details(keys, using)


class RegimeToday(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, regimes.RegimeInfo]:
        return regimes.regimes_today(keys, using)


class RegimesOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[regimes.RegimeInfo]]:
        return regimes.regimes_of(keys, using)


class ChecklistOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[ChecklistItem]]:
        return checklists(keys, using)


class OpenOfSupplier(Loader):
    """What keeps suppliers from being closed."""

    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[Text]]:
        return find_open_matters_of(keys, using)


class StepsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[StepInfo]]:
        return steps_of(keys, using)


class VerificationsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[VerificationInfo]]:
        return verifications_of(keys, using)


class BankAccountsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[bank.BankAccountInfo]]:
        return bank.bank_accounts_of(keys, using)


class ConsentsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[privacy.ConsentInfo]]:
        return privacy.consents_of(keys, using)


class ErasuresOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[privacy.ErasureInfo]]:
        return privacy.erasures_of(keys, using)


class DeclarationsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[turnover.DeclarationInfo]]:
        return turnover.declarations_of(keys, using)


class TurnoverOfSupplier(Loader):
    """By supplier and financial year (None is this one)."""

    def read(
        self, keys: list[tuple[int, int | None]], using: str
    ) -> Mapping[tuple[int, int | None], turnover.TurnoverStatus]:
        by_year: dict[int | None, list[int]] = defaultdict(list)
        for supplier_id, year in keys:
            by_year[year].append(supplier_id)
        return {
            (supplier_id, year): status
            for year, supplier_ids in by_year.items()
            for supplier_id, status in turnover.turnovers_of(supplier_ids, year, using).items()
        }


class SupplierMember(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, sign_in.MemberInfo]:
        return sign_in.members_by_id(keys, using)


class MembersOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[sign_in.MemberInfo]]:
        return sign_in.members_of_suppliers(keys, using)


class SessionsOfSupplier(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[sign_in.SessionInfo]]:
        return sign_in.sessions_of_suppliers(keys, using)


class EntriesOfObjection(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[objections.ObjectionEntryInfo]]:
        return objections.entries_of_objections(keys, using)
