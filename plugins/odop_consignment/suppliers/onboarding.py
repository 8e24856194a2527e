"""How somebody becomes a supplier, and stops being one.

`MOVES` is the whole state machine. Every function here holds the supplier's row, makes one step, and writes down who
made it and why, in one transaction. Who submitted a supplier does not approve them, and who suspended one does not lift
that alone: it takes two people to let somebody sell, and neither is the supplier (OwnInterest).
"""

from __future__ import annotations

from django.db import transaction

from odop_consignment import interests
from odop_consignment.lookups import find_row
from odop_consignment.models import OnboardingStep, Regime, Supplier, SupplierState, SupplyModel
from odop_consignment.settings import ConsignmentSettings
from odop_consignment.status_names import status_name
from odop_consignment.suppliers import checklist, closure, identity, regimes, turnover
from odop_consignment.suppliers.errors import NeedsReason, NeedsSecondPerson, SupplierRefused, is_second_person
from odop_core.i18n import Text, _
from odop_core.india.states import name_of
from odop_core.plugin import configuration

SYSTEM = "system"
NOTHING = Text("")

DRAFT, SUBMITTED, APPROVED = SupplierState.DRAFT, SupplierState.SUBMITTED, SupplierState.APPROVED
SUSPENDED, CLOSED = SupplierState.SUSPENDED, SupplierState.CLOSED

MOVES: dict[str, frozenset[SupplierState]] = {
    DRAFT: frozenset({SUBMITTED, CLOSED}),
    SUBMITTED: frozenset({DRAFT, APPROVED, CLOSED}),
    APPROVED: frozenset({SUSPENDED, CLOSED}),
    SUSPENDED: frozenset({APPROVED, CLOSED}),
    CLOSED: frozenset(),
}


class WrongSupplierState(SupplierRefused):
    """There is no such move from where the supplier is."""


class Incomplete(SupplierRefused):
    """Something is missing, not verified or wrong; the message names all of it."""


class StillOpen(SupplierRefused):
    """Goods, sales or money of the supplier are not settled; the message names them."""


def may_sell(supplier: Supplier) -> bool:
    """Whether goods of the supplier may be sold today."""
    return supplier.state == APPROVED and not turnover.is_stopped(supplier)


@transaction.atomic
def submit_supplier(supplier_id: int, *, by: str) -> Supplier:
    """All is there; a second person is to look. Raises UnknownRow, WrongSupplierState, Incomplete, OwnInterest."""
    interests.refuse_own_interest(by, [supplier_id])
    return submit_on_wish(supplier_id, by=by)


@transaction.atomic
def submit_on_wish(supplier_id: int, *, by: str) -> Supplier:
    """The same, as the supplier may ask for themselves."""
    supplier = _held(supplier_id, SUBMITTED)
    problems = [item.what_is_wrong for item in checklist.checklist(supplier_id) if not item.is_enough_to_submit]
    _refuse_incomplete([*_regime_problems(supplier), *problems])
    return _step(supplier, SUBMITTED, by)


@transaction.atomic
def send_back_supplier(supplier_id: int, *, reason: str, by: str) -> Supplier:
    """Something is to be mended first. Raises UnknownRow, WrongSupplierState, NeedsReason."""
    return _step(_decided(supplier_id, DRAFT, by), DRAFT, by, _reason(reason))


@transaction.atomic
def approve_supplier(supplier_id: int, *, by: str, reason: str = "") -> Supplier:
    """A second person finds that all is well. Raises UnknownRow, WrongSupplierState, NeedsSecondPerson, Incomplete."""
    supplier = _decided(supplier_id, APPROVED, by)
    if supplier.state != SUBMITTED:
        raise _wrong_state(supplier, APPROVED)
    _require_second_person(supplier, SUBMITTED, by)
    _refuse_unready(supplier)
    return _step(supplier, APPROVED, by, identity.read_reason(reason, required=False))


@transaction.atomic
def suspend_supplier(supplier_id: int, *, reason: str, by: str) -> Supplier:
    """Nothing of theirs is sold for now. Raises UnknownRow, WrongSupplierState, NeedsReason."""
    return _step(_decided(supplier_id, SUSPENDED, by), SUSPENDED, by, _reason(reason))


@transaction.atomic
def lift_suspension(supplier_id: int, *, reason: str, by: str) -> Supplier:
    """A suspended supplier may sell again, if all is (still) well: as `approve`, by a second person."""
    supplier = _decided(supplier_id, APPROVED, by)
    if supplier.state != SUSPENDED:
        raise _wrong_state(supplier, APPROVED)
    _require_second_person(supplier, SUSPENDED, by)
    _refuse_unready(supplier)
    return _step(supplier, APPROVED, by, _reason(reason))


@transaction.atomic
def close_supplier(supplier_id: int, *, reason: str, by: str) -> Supplier:
    """They sell no more, for good. Raises UnknownRow, WrongSupplierState, NeedsReason, StillOpen, OwnInterest."""
    interests.refuse_own_interest(by, [supplier_id])
    return close_on_wish(supplier_id, reason=reason, by=by)


@transaction.atomic
def close_on_wish(supplier_id: int, *, reason: str, by: str) -> Supplier:
    """The same, as the supplier may ask for themselves."""
    supplier = _held(supplier_id, CLOSED)
    words = _reason(reason)
    if found := closure.find_open_matters(supplier_id):
        raise StillOpen.because(found)
    return _step(supplier, CLOSED, by, words)


def record_change(supplier: Supplier, *, what: Text, by: str, must_be_seen: bool = True) -> None:
    """Write down that data of a locked supplier changed. Where somebody must look at it first, who may sell is
    suspended until somebody did."""
    if must_be_seen and supplier.state == APPROVED:
        _step(supplier, SUSPENDED, by, change=what)
        return
    OnboardingStep.objects.create(
        supplier=supplier, before=supplier.state, after=supplier.state, change=what, moved_by=by or SYSTEM
    )


def _decided(supplier_id: int, to: SupplierState, by: str) -> Supplier:
    """As `_held`, for what nobody decides for themselves."""
    interests.refuse_own_interest(by, [supplier_id])
    return _held(supplier_id, to)


def _held(supplier_id: int, to: SupplierState) -> Supplier:
    supplier = find_row(Supplier, supplier_id, lock=True)
    if to not in MOVES[supplier.state]:
        raise _wrong_state(supplier, to)
    return supplier


def _wrong_state(supplier: Supplier, to: SupplierState) -> WrongSupplierState:
    return WrongSupplierState(
        _(
            "The supplier is {state} and cannot become {to} from there.",
            state=status_name(supplier.state),
            to=status_name(to),
        )
    )


def _require_second_person(supplier: Supplier, state: SupplierState, by: str) -> None:
    """Who brought the supplier into this state, or changed since what is to be seen, does not bring them out of it."""
    steps, recorded = OnboardingStep.objects.filter(supplier=supplier), Regime.objects.filter(supplier=supplier)
    if entered := steps.filter(after=state).exclude(before=state).order_by("-id").first():
        steps, recorded = steps.filter(pk__gte=entered.pk), recorded.filter(recorded_at__gte=entered.moved_at)
    first = {*steps.values_list("moved_by", flat=True), *recorded.values_list("recorded_by", flat=True)}
    if not is_second_person(by, *first):
        raise NeedsSecondPerson(
            _(
                "The person who moved the supplier to {state}, or changed their data since, may not approve: a "
                "second person must check.",
                state=status_name(state),
            ),
        )


def _refuse_unready(supplier: Supplier) -> None:
    problems = [item.what_is_wrong for item in checklist.checklist(supplier.pk) if not item.is_enough_to_approve]
    of_corporation = find_corporation_problems(supplier, regimes.current_or_next_regime(supplier.pk))
    _refuse_incomplete([*_regime_problems(supplier), *of_corporation, *problems])


def _refuse_incomplete(problems: list[Text]) -> None:
    if problems:
        raise Incomplete.because(problems)


def _regime_problems(supplier: Supplier) -> list[Text]:
    regime = regimes.current_or_next_regime(supplier.pk)
    if regime is None:
        return [_("It is not recorded how they supply and are taxed.")]
    other = regimes.find_registered_twin(supplier, regime)
    return [regimes.describe_registration(other)] if other else []


def find_corporation_problems(supplier: Supplier, regime: Regime | None) -> list[Text]:
    """A consignor's goods leave their State on the corporation's invoice of that State (statutory.md A4.5, A4.6)."""
    if regime is None or regime.supply_model != SupplyModel.CONSIGNMENT:
        return []
    settings = configuration.load_settings(ConsignmentSettings)
    if settings.corporation_name and settings.gstin_of(supplier.state_code):
        return []
    missing = _(
        "The corporation's name and its GSTIN in {state} are not set in the plugin's settings, and a "
        "consignor needs them.",
        state=name_of(supplier.state_code),
    )
    return [missing]


def _reason(text: str) -> str:
    if not text.strip():
        raise NeedsReason
    return identity.read_reason(text)


def _step(supplier: Supplier, to: SupplierState, by: str, reason: str = "", change: Text = NOTHING) -> Supplier:
    OnboardingStep.objects.create(
        supplier=supplier, before=supplier.state, after=to, reason=reason, change=change, moved_by=by or SYSTEM
    )
    supplier.state = to
    supplier.save(update_fields=["state", "changed_at"])
    return supplier
