"""Suppliers on their way: what is needed to take somebody on, filled in with something ordinary."""

from __future__ import annotations

from datetime import date
from typing import Any

from odop_consignment.api import bank, privacy, regimes
from odop_consignment.api import suppliers as api
from odop_consignment.api import turnover as turnover_api
from odop_consignment.models import CheckItem, Supplier
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.suppliers.identity import gstin_check_character
from odop_core.india import dates, financial_years
from tests.factories import LONG_AGO, agreement, switch

PAN = "AAAPZ1234C"
OTHER_PAN = "BBBPZ1234C"
CLERK, REVIEWER = "user-clerk", "user-reviewer"


def gstin(pan: str = PAN, state: str = "09") -> str:
    first = f"{state}{pan}1Z"
    return first + gstin_check_character(first)


def corporation() -> None:
    """The corporation sells in Uttar Pradesh."""
    switch(PLUGIN_ID, corporation_name="UP Handicrafts", corporation_gstins=gstin("AAACU1234D"))


def draft(**changes: Any) -> int:
    values: dict[str, Any] = {
        "name": "Shabana Bano", "phone": "9876543210", "pan": PAN, "address": "12 Chowk, Lucknow 226003",
    } | changes  # fmt: skip
    return api.create_supplier(by=CLERK, **values).id


def complete(model: str = "consignment", tax: str = "unregistered", **changes: Any) -> int:
    """A draft of whom everything is given, and nothing verified."""
    supplier_id = draft(**changes)
    held = row(supplier_id)
    number = {"gstin": gstin(held.pan, held.state_code)}
    numbers = {"registered": number, "composition": number}.get(tax, {})
    numbers |= {"enrolment_number": "EN0900001"} if tax == "enrolled" else {}
    regimes.record_regime(supplier_id, valid_from=LONG_AGO, supply_model=model, tax_regime=tax, by=CLERK, **numbers)
    bank.propose_bank_account(
        supplier_id, holder="Shabana Bano", account_number="123456789", ifsc="SBIN0001234", by=CLERK
    )
    privacy.record_consent(supplier_id, "supply", given=True, channel="paper form", by=CLERK)
    this_year = financial_years.year_of(dates.today())
    turnover_api.declare_turnover(supplier_id, year=this_year, elsewhere_paise=0, by=CLERK)
    return supplier_id


def verify(supplier_id: int, *items: str) -> None:
    for item in items:
        api.record_verification(supplier_id, item, "verified", source="papers seen", by=REVIEWER)


def verify_all(supplier_id: int) -> None:
    given = [each.item for each in api.checklist(supplier_id) if each.status == "given"]
    verify(supplier_id, *(item for item in given if item not in (CheckItem.BELOW_LIMIT, CheckItem.BANK)))
    for account in bank.bank_accounts_of([supplier_id])[supplier_id]:
        if account.state == "proposed":
            bank.approve_bank_account(account.id, by=REVIEWER)


def submitted(model: str = "consignment", tax: str = "unregistered", **changes: Any) -> int:
    """Complete and verified; a second person is to decide."""
    corporation()
    supplier_id = complete(model, tax, **changes)
    verify_all(supplier_id)
    if model == "consignment":
        agreement(api.suppliers_by_id([supplier_id])[supplier_id])
    api.submit_supplier(supplier_id, by=CLERK)
    return supplier_id


def approved(model: str = "consignment", tax: str = "unregistered", **changes: Any) -> int:
    supplier_id = submitted(model, tax, **changes)
    api.approve_supplier(supplier_id, by=REVIEWER)
    return supplier_id


def row(supplier_id: int) -> Supplier:
    return Supplier.objects.get(pk=supplier_id)


def tomorrow() -> date:
    return date.fromordinal(dates.today().toordinal() + 1)
