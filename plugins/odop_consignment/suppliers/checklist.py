"""What must be known of a supplier, what of it was seen to be true, and by whom.

Which items are needed follows from how they supply and are taxed (statutory.md, "Which papers each model needs"). A
verification counts for the value it was made of: a changed PAN is an unverified one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from odop_consignment.agreements import versions
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    BankAccount,
    BankAccountState,
    CheckItem,
    CheckResult,
    Consent,
    Purpose,
    Regime,
    Supplier,
    SupplyModel,
    TaxRegime,
    Verification,
)
from odop_consignment.suppliers import regimes, turnover
from odop_core.database.states import State
from odop_core.i18n import Text, _
from odop_core.india import dates, financial_years
from odop_core.security.encryption import digest_text


class ItemStatus(State):
    MISSING = "missing", "not given yet"
    GIVEN = "given", "given, not checked yet"
    VERIFIED = "verified", "seen to be true"
    REFUSED = "refused", "seen to be wrong"


MISSING, GIVEN, VERIFIED, REFUSED = ItemStatus.MISSING, ItemStatus.GIVEN, ItemStatus.VERIFIED, ItemStatus.REFUSED

ALWAYS = frozenset({CheckItem.PHONE, CheckItem.ADDRESS, CheckItem.PAN, CheckItem.BANK, CheckItem.CONSENT})
NEEDED_BY_MODEL = {
    SupplyModel.CONSIGNMENT: ALWAYS | {CheckItem.AGREEMENT},
    SupplyModel.MARKETPLACE_VENDOR: ALWAYS,
    SupplyModel.ENROLLED_SUPPLIER: ALWAYS,
}
NEEDED_BY_TAX = {
    TaxRegime.UNREGISTERED: frozenset({CheckItem.BELOW_LIMIT}),
    TaxRegime.REGISTERED: frozenset({CheckItem.GSTIN}),
    TaxRegime.COMPOSITION: frozenset({CheckItem.GSTIN}),
    TaxRegime.ENROLLED: frozenset({CheckItem.ENROLMENT, CheckItem.BELOW_LIMIT}),
}
# Somebody must have looked at these before a supplier is approved; of the others it is enough that they are there.
LOOKED_AT = frozenset({CheckItem.PAN, CheckItem.BANK, CheckItem.GSTIN, CheckItem.ENROLMENT, CheckItem.ADDRESS})
# These are seen from other rows, so that nobody records a verification of them.
SEEN_ELSEWHERE = frozenset({CheckItem.CONSENT, CheckItem.AGREEMENT, CheckItem.BELOW_LIMIT})

NAMES = {
    CheckItem.PHONE: _("phone number"),
    CheckItem.ADDRESS: _("address"),
    CheckItem.PAN: _("PAN"),
    CheckItem.BANK: _("bank account"),
    CheckItem.GSTIN: _("GSTIN"),
    CheckItem.ENROLMENT: _("enrolment number"),
    CheckItem.BELOW_LIMIT: _("turnover declaration for this financial year"),
    CheckItem.UDYAM: _("Udyam number"),
    CheckItem.CONSENT: _("consent to the notice"),
    CheckItem.AGREEMENT: _("signed agreement"),
}


@dataclass(frozen=True)
class ChecklistItem:
    """One thing to know of a supplier. `at` and `by`: when and by whom it was last seen, given or refused.

    `remark` is what somebody wrote about it, or a sentence of ours.
    """

    item: CheckItem
    needed: bool
    status: ItemStatus
    at: datetime | None = None
    by: str = ""
    source: str = ""
    remark: Text | str = ""

    @property
    def is_enough_to_submit(self) -> bool:
        may_follow = self.item == CheckItem.AGREEMENT and self.status == MISSING
        return not self.needed or may_follow or self.status in (GIVEN, VERIFIED)

    @property
    def is_enough_to_approve(self) -> bool:
        if self.status == REFUSED and self.needed:
            return False
        return not self.needed or self.status == VERIFIED or (self.status == GIVEN and self.item not in LOOKED_AT)

    @property
    def what_is_wrong(self) -> Text:
        """A sentence for who must see to it."""
        name = NAMES[self.item]
        if self.status == MISSING:
            return _("The {name} is missing.", name=name)
        if self.status == REFUSED:
            return _("The {name} was seen to be wrong: {remark}", name=name, remark=self.remark)
        return _("The {name} is not verified.", name=name)


def checklist(supplier_id: int, using: str = "default") -> list[ChecklistItem]:
    """Every item, in the order of `CheckItem`. Raises UnknownRow."""
    return checklists([find_row(Supplier, supplier_id, using=using)], using)[supplier_id]


def checklists(suppliers: Sequence[Supplier], using: str = "default") -> dict[int, list[ChecklistItem]]:
    """The same of many suppliers, by their number, in always as many queries."""
    facts = ChecklistFacts(suppliers, using)
    return {supplier.pk: [_look(item, supplier, facts) for item in CheckItem] for supplier in suppliers}


class ChecklistFacts:
    """All that the checklists of these suppliers are made of."""

    def __init__(self, suppliers: Sequence[Supplier], using: str) -> None:
        pks = [supplier.pk for supplier in suppliers]
        year = financial_years.year_of(dates.today())
        self.regimes = regimes.current_or_next_regimes(pks, using)
        seen = Verification.objects.using(using).filter(supplier__in=pks).order_by("id")
        self.verifications = {(row.supplier_id, row.item, row.value_digest): row for row in seen}
        self.accounts = {row.supplier_id: row for row in _accounts(pks, using).order_by("id")}
        consents = Consent.objects.using(using).filter(supplier__in=pks, purpose=Purpose.SUPPLY).order_by("id")
        self.consents = {row.supplier_id: row for row in consents}
        binding = versions.binding_versions(dates.today(), using).filter(agreement__supplier__in=pks)
        self.versions = {row.agreement.supplier_id: row for row in binding.select_related("agreement").order_by("id")}
        self.declared = turnover.current_declarations(suppliers, year, using)
        self.turnover = turnover.turnover_statuses(suppliers, year, using)

    def verification(self, supplier: Supplier, item: CheckItem, value: str) -> Verification | None:
        return self.verifications.get((supplier.pk, item, value))


def is_verified(supplier: Supplier, item: CheckItem, regime: Regime | None = None, using: str = "default") -> bool:
    """Whether the present value (of GSTIN and enrolment: that of `regime`) was seen to be true."""
    value = value_digest(supplier, item, regime)
    rows = Verification.objects.using(using).filter(supplier=supplier, item=item, value_digest=value)
    last = rows.order_by("-id").first()
    return bool(value) and last is not None and last.result == CheckResult.VERIFIED


def is_regime_verified(supplier: Supplier, regime: Regime) -> bool:
    """Whether the number that makes somebody a vendor or an enrolled supplier was seen to be true."""
    if regime.gstin:
        fits = regime.gstin[2:12] == supplier.pan and regime.gstin[:2] == supplier.state_code
        return fits and is_verified(supplier, CheckItem.GSTIN, regime)
    return not regime.enrolment_number or is_verified(supplier, CheckItem.ENROLMENT, regime)


def value_digest(supplier: Supplier, item: CheckItem, regime: Regime | None) -> str:
    """What a verification of the item is tied to; "" when there is nothing to verify."""
    if item == CheckItem.BANK:
        account = _accounts([supplier.pk]).order_by("-id").first()
        return account.account_digest if account else ""
    values = {
        CheckItem.PHONE: supplier.phone,
        CheckItem.ADDRESS: f"{supplier.state_code} {supplier.address}" if supplier.address else "",
        CheckItem.UDYAM: supplier.udyam,
        CheckItem.PAN: supplier.pan,
        CheckItem.GSTIN: regime.gstin if regime else "",
        CheckItem.ENROLMENT: regime.enrolment_number if regime else "",
    }
    return digest_text(f"{item.value}:{values[item]}") if values.get(item) else ""


def _needed(regime: Regime | None) -> frozenset[CheckItem]:
    if regime is None:
        return ALWAYS
    return NEEDED_BY_MODEL[SupplyModel(regime.supply_model)] | NEEDED_BY_TAX[TaxRegime(regime.tax_regime)]


def _look(item: CheckItem, supplier: Supplier, facts: ChecklistFacts) -> ChecklistItem:
    regime = facts.regimes.get(supplier.pk)
    needed = item in _needed(regime)
    if item in _SEEN:
        return _SEEN[item](supplier, needed, facts)
    value = value_digest(supplier, item, regime)
    if not value:
        return ChecklistItem(item, needed, MISSING)
    if item == CheckItem.GSTIN and regime and regime.gstin[2:12] != supplier.pan:
        return ChecklistItem(item, needed, REFUSED, remark=_("It belongs to another PAN than the supplier's."))
    return _verified(item, needed, facts.verification(supplier, item, value))


def _verified(item: CheckItem, needed: bool, row: Verification | None) -> ChecklistItem:
    if row is None:
        return ChecklistItem(item, needed, GIVEN)
    status = VERIFIED if row.result == CheckResult.VERIFIED else REFUSED
    return ChecklistItem(item, needed, status, row.verified_at, row.verified_by, row.source, row.remark)


def _bank(supplier: Supplier, needed: bool, facts: ChecklistFacts) -> ChecklistItem:
    """An account is verified when a second person approved it; what a verification found wrong weighs more."""
    account = facts.accounts.get(supplier.pk)
    if account is None:
        return ChecklistItem(CheckItem.BANK, needed, MISSING)
    row = facts.verification(supplier, CheckItem.BANK, account.account_digest)
    seen = _verified(CheckItem.BANK, needed, row)
    if seen.status == REFUSED:
        return seen
    if account.state == BankAccountState.APPROVED:
        return ChecklistItem(CheckItem.BANK, needed, VERIFIED, account.decided_at, account.decided_by, seen.source)
    return ChecklistItem(CheckItem.BANK, needed, GIVEN, account.proposed_at, account.proposed_by, seen.source)


def _accounts(supplier_ids: list[int], using: str = "default") -> QuerySet[BankAccount]:
    """Those that nobody refused; the newest of a supplier counts."""
    rows = BankAccount.objects.using(using).filter(supplier_id__in=supplier_ids)
    return rows.exclude(state=BankAccountState.REFUSED)


def _consent(supplier: Supplier, needed: bool, facts: ChecklistFacts) -> ChecklistItem:
    last = facts.consents.get(supplier.pk)
    if last is None:
        return ChecklistItem(CheckItem.CONSENT, needed, MISSING)
    if not last.given:
        words = _("The supplier took it back.")
        return ChecklistItem(CheckItem.CONSENT, needed, REFUSED, last.recorded_at, last.recorded_by, remark=words)
    return ChecklistItem(CheckItem.CONSENT, needed, VERIFIED, last.recorded_at, last.recorded_by, last.channel)


def _agreement(supplier: Supplier, needed: bool, facts: ChecklistFacts) -> ChecklistItem:
    version = facts.versions.get(supplier.pk)
    if version is None:
        return ChecklistItem(CheckItem.AGREEMENT, needed, MISSING)
    return ChecklistItem(CheckItem.AGREEMENT, needed, VERIFIED, version.recorded_at, version.recorded_by)


def _below_limit(supplier: Supplier, needed: bool, facts: ChecklistFacts) -> ChecklistItem:
    declared = facts.declared[supplier.pk]
    if declared is None:
        return ChecklistItem(CheckItem.BELOW_LIMIT, needed, MISSING)
    found = facts.turnover[supplier.pk]
    status = REFUSED if found.is_reached else GIVEN
    return ChecklistItem(
        CheckItem.BELOW_LIMIT, needed, status, declared.recorded_at, declared.recorded_by,
        remark=found.words if found.is_reached else "",
    )  # fmt: skip


_SEEN = {
    CheckItem.CONSENT: _consent,
    CheckItem.AGREEMENT: _agreement,
    CheckItem.BELOW_LIMIT: _below_limit,
    CheckItem.BANK: _bank,
}
