"""The table of suppliers: who they are, how they supply and are taxed, and where their money goes.

A new row is a draft: submitting and approving it are steps of their own, by two people. Of one that is there, what the
row says is changed, and what its empty cells leave out stays. Each personal number is masked in an export, and a masked
cell changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from django.db import transaction
from django.db.models import Q

from odop_consignment.imports import references, same_person, supplier_checks
from odop_consignment.imports.records import Record
from odop_consignment.imports.references import find_supplier, iterate_by_key, number_in, reference_of
from odop_consignment.imports.supplier_columns import BANK, COLUMNS, LANGUAGE, MASKED, MODEL, PLAIN, REGIME, TAX
from odop_consignment.imports.table import Outcome, Reveal, Table
from odop_consignment.models import (
    BankAccount,
    BankAccountState,
    Regime,
    Supplier,
    SupplyModel,
    TableKind,
    TaxRegime,
)
from odop_consignment.offers import regime_changes
from odop_consignment.suppliers import bank, disclosures, records
from odop_consignment.suppliers.records import SupplierChanges
from odop_core.india import dates


def import_supplier(group: list[Record], by: str) -> Outcome:
    """Record a new supplier, or change the one of this reference."""
    row = group[0]
    reference = row.require("reference")
    known = find_supplier(reference) if reference else None
    _check(row, reference, known)
    row.raise_problems()
    values = _values(row)
    if known is None:
        values["reference"] = reference
        supplier = records.create_supplier(by=by, **values)
        changed = True
    else:
        supplier = records.change_supplier(known.pk, by=by, **values)
        changed = supplier.changed_at != known.changed_at
    changed |= _regime(row, supplier, by)
    changed |= _bank(row, supplier, by)
    if changed:
        same_person.add_hints(row, supplier)
    if known is None:
        return Outcome.CREATED
    return Outcome.CHANGED if changed else Outcome.SAME


def _check(row: Record, reference: str, known: Supplier | None) -> None:
    """All mistakes of the row, before anything of it is recorded."""
    if known is None:
        for column in ("name", "phone"):
            row.require(column)
        if reference.startswith("#"):
            row.add_problem(references.NUMBER_UNKNOWN, "reference")
        elif len(reference) > references.LONGEST:
            row.add_problem(references.TOO_LONG, "reference")
    row.choice(LANGUAGE)
    supplier_checks.check_supplier(row)
    supplier_checks.check_regime(row, known, _newest_regime(known) if known else None)
    supplier_checks.check_account(row, _latest_account(known) if known else None)


def _values(row: Record) -> SupplierChanges:
    values = cast(SupplierChanges, row.given_values(*PLAIN))
    if language := row.choice(LANGUAGE):
        values["language"] = language
    if state := row.text("state_code"):
        values["state_code"] = supplier_checks.state_code_of(state)
    return values


def _regime(row: Record, supplier: Supplier, by: str) -> bool:
    """What the row says of it, on top of what is in force; whether that was new."""
    said = row.given_values(*REGIME)
    if not said:
        return False
    before = _newest_regime(supplier)
    model = row.choice(MODEL) or (before and before.supply_model) or SupplyModel.CONSIGNMENT
    tax = row.choice(TAX) or (before and before.tax_regime) or TaxRegime.UNREGISTERED
    kept = before if before and before.tax_regime == tax else None
    gstin = said.get("gstin") or (kept.gstin if kept else "")
    enrolment = said.get("enrolment_number") or (kept.enrolment_number if kept else "")
    stays = before is not None and (before.supply_model, before.tax_regime) == (model, tax)
    day = row.date("valid_from") or (before.valid_from if before and stays else dates.today())
    recorded = regime_changes.record_regime(
        supplier.pk, valid_from=day, supply_model=SupplyModel(model), tax_regime=TaxRegime(tax), by=by,
        gstin=gstin, enrolment_number=enrolment,
    )  # fmt: skip
    return before is None or recorded.pk != before.pk


def _bank(row: Record, supplier: Supplier, by: str) -> bool:
    """An account is proposed; a second person approves it."""
    if not row.unmasked("account_number") and not row.unmasked("vpa"):
        return False
    latest = _latest_account(supplier)
    if latest and _account(latest) == tuple(_squeezed(row.unmasked(column)) for column in BANK[1:4]):
        return False
    bank.propose_account(
        supplier.pk, holder=row.unmasked("bank_holder") or supplier.name, by=by,
        account_number=row.unmasked("account_number"), ifsc=row.unmasked("ifsc"), vpa=row.unmasked("vpa"),
        proof=row.unmasked("proof"),
    )  # fmt: skip
    return True


def _newest_regime(supplier: Supplier) -> Regime | None:
    return max(supplier.regimes.all(), key=lambda regime: (regime.valid_from, regime.pk), default=None)


def _latest_account(supplier: Supplier) -> BankAccount | None:
    accounts = (each for each in supplier.bank_accounts.all() if each.state != BankAccountState.REFUSED)
    return max(accounts, key=lambda account: account.pk, default=None)


def _account(account: BankAccount) -> tuple[str, str, str]:
    return account.account_number.casefold(), account.ifsc.casefold(), account.vpa.casefold()


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.-]", "", text).casefold() if "@" not in text else text.casefold()


def lock_suppliers(batch: list[list[Record]]) -> None:
    """All suppliers of a batch that are there, in one order, so that two imports never wait for each other."""
    references = {row.text("reference") for group in batch for row in group}
    numbers = {number for reference in references if (number := number_in(reference))}
    known = Supplier.objects.filter(Q(reference__in=references - {""}) | Q(pk__in=numbers))
    list(known.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def export_suppliers(reveal: Reveal | None) -> Iterator[dict[str, object]]:
    """Every supplier whose data were not erased; unmasked only for somebody who said why."""

    def note(page: list[Supplier]) -> None:
        if reveal:
            _note(page, reveal)

    rows = Supplier.objects.filter(erased_at=None).prefetch_related("regimes", "bank_accounts")
    for supplier in iterate_by_key(rows, note):
        yield _row(supplier, clear=reveal is not None)


@transaction.atomic
def _note(page: list[Supplier], reveal: Reveal) -> None:
    for supplier in page:
        disclosures.record_disclosure(supplier, "export", reason=reveal.reason, by=reveal.by)


def _row(supplier: Supplier, *, clear: bool) -> dict[str, object]:
    regime = _newest_regime(supplier)
    account = _latest_account(supplier)
    row: dict[str, Any] = {column.name: getattr(supplier, column.name, "") for column in COLUMNS}
    row |= {"reference": reference_of(supplier), "onboarding": supplier.state}
    if regime:
        row |= {name: getattr(regime, name) for name in REGIME}
    if account:
        row |= {name: getattr(account, name) for name in BANK[1:]} | {"bank_holder": account.holder}
    return row if clear else row | {name: mask(str(row[name])) for name, mask in MASKED.items()}


SUPPLIERS = Table(
    kind=TableKind.SUPPLIERS,
    columns=COLUMNS,
    key=lambda row: (row.text("reference").casefold(),),
    import_group=import_supplier,
    export_rows=export_suppliers,
    lock=lock_suppliers,
)
