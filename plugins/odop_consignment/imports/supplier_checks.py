"""Everything that is wrong with a row of a supplier, found before anything is recorded: each mistake at its column.

The functions that record stop at the first mistake, since a form has one field in view; a table has all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from odop_consignment.imports import problems
from odop_consignment.imports.problems import Problem
from odop_consignment.imports.records import Record
from odop_consignment.imports.supplier_columns import MODEL, PLAIN, TAX
from odop_consignment.models import REGIMES_OF, BankAccount, Regime, Supplier, SupplyModel, TaxRegime
from odop_consignment.suppliers import identity, records
from odop_consignment.suppliers.identity import IdentityError
from odop_consignment.suppliers.regimes import REGISTERED
from odop_core.i18n import _
from odop_core.india import states
from odop_core.india.numbers import latin_decimals
from odop_core.india.states import BY_CODE

NO_STATE = Problem(_("This is no State of India. Write its name, or its GST code, such as 09 for Uttar Pradesh."))
REGIME_MISSING = Problem(
    _("A GSTIN or enrolment number is part of a tax regime. Write which one: registered, composition or enrolled.")
)
REGIME_WITHOUT_NUMBER = Problem(
    _("This tax regime has no GSTIN. Delete the GSTIN, or write registered or composition.")
)
REGIME_WITHOUT_ENROLMENT = Problem(_("This tax regime has no enrolment number. Delete the number, or write enrolled."))
MODEL_UNFIT = Problem(_("This tax regime does not go with the supply model."))
GSTIN_MISSING = Problem(_("A supplier who is registered for GST has a GSTIN. Write it here."))
ENROLMENT_MISSING = Problem(_("An enrolled supplier has an enrolment number. Write it here."))
PAN_MISSING = Problem(_("A GSTIN or enrolment number needs the PAN. Write it here."))
ACCOUNT_MISSING = Problem(_("There is no account number for this bank. Write it here, or empty the bank's cells."))
ACCOUNT_MASKED = Problem(_("The account number is masked, and the bank is another than before. Write it in full."))
IFSC_MISSING = Problem(_("An account number needs its IFSC. Write it here."))
BOTH_ACCOUNTS = Problem(_("Give either an account number with its IFSC, or a UPI address: leave one of the two empty."))


def check_supplier(row: Record) -> None:
    """The form of each plain value."""
    for column, text in row.given_values(*PLAIN).items():
        _check(row, column, partial(records.clean_value, column, text))
    if text := row.text("state_code"):
        row_state = state_code_of(text)
        if not row_state:
            row.add_problem(NO_STATE, "state_code")


def state_code_of(text: str) -> str:
    """GST code of a State by its code or its name in any spelling; "" when there is none."""
    digits = latin_decimals(text).strip().removesuffix(".0")
    code = digits.zfill(2) if digits.isdecimal() else states.code_of(text)
    return code if code in BY_CODE else ""


def check_regime(row: Record, known: Supplier | None, before: Regime | None) -> None:
    """What the row says of the tax regime, on top of what is in force."""
    model, tax = row.choice(MODEL), row.choice(TAX)
    row.date("valid_from")
    gstin, enrolment = row.unmasked("gstin"), row.unmasked("enrolment_number")
    if (row.has("tax_regime") and not tax) or (row.has("supply_model") and not model):
        _check_gstin(row, gstin, known)
        return
    tax = tax or (before.tax_regime if before else "")
    if not tax and (gstin or enrolment or model not in ("", SupplyModel.CONSIGNMENT)):
        row.add_problem(REGIME_MISSING if gstin or enrolment else problems.EMPTY, "tax_regime")
    elif tax:
        _check_numbers(row, tax, gstin, enrolment, known, before)
        model = model or (before.supply_model if before else SupplyModel.CONSIGNMENT.value)
        if TaxRegime(tax) not in REGIMES_OF[SupplyModel(model)]:
            row.add_problem(MODEL_UNFIT, "tax_regime")
    _check_gstin(row, gstin, known)


def _check_numbers(
    row: Record, tax: str, gstin: str, enrolment: str, known: Supplier | None, before: Regime | None
) -> None:
    kept = before if before and before.tax_regime == tax else None
    is_registered, is_enrolled = tax in REGISTERED, tax == TaxRegime.ENROLLED
    if gstin and not is_registered:
        row.add_problem(REGIME_WITHOUT_NUMBER, "gstin")
    if enrolment and not is_enrolled:
        row.add_problem(REGIME_WITHOUT_ENROLMENT, "enrolment_number")
    if is_registered and not gstin and not (kept and kept.gstin):
        row.add_problem(GSTIN_MISSING, "gstin")
    if is_enrolled and not enrolment and not (kept and kept.enrolment_number):
        row.add_problem(ENROLMENT_MISSING, "enrolment_number")
    if (is_registered or is_enrolled) and not row.has("pan") and not (known and known.pan):
        row.add_problem(PAN_MISSING, "pan")
    if enrolment:
        _check(row, "enrolment_number", lambda: identity.read_enrolment_number(enrolment))


def _check_gstin(row: Record, gstin: str, known: Supplier | None) -> None:
    """Its form; and that it is of the PAN and the State that the row or the record has, as far as they are right."""
    if not gstin:
        return
    wrong = {problem.column for problem in row.problems}
    pan = row.unmasked("pan") or (known.pan if known else "")
    state = state_code_of(row.text("state_code")) or (known.state_code if known else records.HOME_STATE)
    if pan and not wrong & {"pan", "state_code"}:
        held = identity.read_pan(pan)
        _check(row, "gstin", lambda: identity.read_gstin_of(gstin, pan_held=held, state_code=state))
    else:
        _check(row, "gstin", lambda: identity.read_gstin(gstin))


def check_account(row: Record, latest: BankAccount | None) -> None:
    """Where the money goes: a bank's IFSC without a number is a forgotten cell, and so is a number without an IFSC."""
    number, ifsc, vpa = row.unmasked("account_number"), row.unmasked("ifsc"), row.unmasked("vpa")
    if row.has("account_number") and row.has("vpa"):
        row.add_problem(BOTH_ACCOUNTS, "vpa")
    if ifsc:
        _check(row, "ifsc", lambda: identity.read_ifsc(ifsc))
    if number:
        _check(row, "account_number", lambda: identity.read_account_number(number, proven=row.has("proof")))
        if not row.has("ifsc"):
            row.add_problem(IFSC_MISSING, "ifsc")
    elif _names_bank(row, latest) and not vpa:
        row.add_problem(ACCOUNT_MASKED if row.has("account_number") else ACCOUNT_MISSING, "account_number")
    elif ifsc and vpa:
        row.add_problem(ACCOUNT_MISSING, "account_number")
    if vpa:
        _check(row, "vpa", lambda: identity.read_vpa(vpa))
    if holder := row.unmasked("bank_holder"):
        _check(row, "bank_holder", lambda: identity.read_line(holder, "holder"))
    if proof := row.unmasked("proof"):
        _check(row, "proof", lambda: identity.read_line(proof, "proof", longest=255))


def _names_bank(row: Record, latest: BankAccount | None) -> bool:
    """Whether the row says something of an account that is not on record yet."""
    said = row.given_values("ifsc", "bank_holder", "proof")
    if row.text("vpa"):
        return False
    known = {"ifsc": latest.ifsc, "bank_holder": latest.holder, "proof": latest.proof} if latest else {}
    return any(text.casefold() != known.get(column, "").casefold() for column, text in said.items())


def _check(row: Record, column: str, check: Callable[[], object]) -> None:
    try:
        check()
    except IdentityError as error:
        row.add_problem(Problem(error.text), column)
