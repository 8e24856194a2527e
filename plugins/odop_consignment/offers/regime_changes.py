"""Recording that a supplier supplies and is taxed in another way from a day on.

A consignor who registers for GST tomorrow is a vendor from tomorrow: today's sales are still made under today's regime,
and what was sold stays as it was. The number that comes with the regime is to be verified before that day; if it is
not, the supplier is suspended when the day comes.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from odop_consignment import interests
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    REGIMES_OF,
    Offer,
    Regime,
    SaleTerms,
    Supplier,
    SupplierState,
    SupplyModel,
    TaxRegime,
)
from odop_consignment.offers.future_sellers import FutureSellers, take_sellers_lock
from odop_consignment.status_names import status_name
from odop_consignment.suppliers import checklist, identity, onboarding, turnover
from odop_consignment.suppliers.errors import SupplierRefused
from odop_consignment.suppliers.regimes import REGISTERED, describe_registration, find_registered_twin, regime_on
from odop_core.collector import Collector
from odop_core.i18n import _
from odop_core.india import dates

# How long a day's changes are looked for again, should nobody have looked on the day itself.
LOOK_BACK = timedelta(days=31)


class RegimeRefused(SupplierRefused):
    """The regime does not fit the supplier; the message says why and what to do."""


class OffersClash(RegimeRefused):
    """Somebody else offers the same variant, and buyers could not know who sells it; `offer_ids` are those offers."""

    def __init__(self, offers: list[Offer]) -> None:
        names = ", ".join(f"{offer.variant_id} ({offer.supplier.name})" for offer in offers)
        super().__init__(
            _(
                "Others offer the same goods under another seller: {names}. "
                "Switch off these offers, or the supplier's.",
                names=names,
            ),
        )
        self.offer_ids = [offer.pk for offer in offers]


@transaction.atomic
def record_regime(
    supplier_id: int,
    *,
    valid_from: date,
    supply_model: SupplyModel,
    tax_regime: TaxRegime,
    by: str,
    gstin: str = "",
    enrolment_number: str = "",
) -> Regime:
    """From the Indian day `valid_from` the supplier is this. The same recorded again changes nothing.

    Raises UnknownRow, IdentityError, RegimeRefused, OffersClash, OwnInterest.
    """
    interests.refuse_own_interest(by, [supplier_id])
    turnover.lock_turnover([supplier_id])
    supplier = find_row(Supplier, supplier_id, lock=True)
    wanted = Regime(
        supplier=supplier, valid_from=valid_from, supply_model=SupplyModel(supply_model),
        tax_regime=TaxRegime(tax_regime), recorded_by=by,
    )  # fmt: skip
    wanted.gstin, wanted.enrolment_number = _numbers(supplier, wanted, gstin, enrolment_number)
    before = regime_on(supplier_id, valid_from)
    if before is not None and _same(before, wanted):
        return before
    _refuse_unfit(supplier, wanted)
    _refuse_past(supplier, wanted)
    _refuse_clash(supplier, wanted)
    wanted.save(force_insert=True)
    if wanted.valid_from <= dates.today():
        apply_regime(supplier)
    return wanted


def apply_regime(supplier: Supplier) -> None:
    """What follows from the regime of today for a held supplier: may it sell, and has it a limit?"""
    regime = regime_on(supplier.pk, dates.today())
    if regime and supplier.state == SupplierState.APPROVED and not checklist.is_regime_verified(supplier, regime):
        what = _(
            "Since {day} they are {tax_regime}, and the number is not verified.",
            day=regime.valid_from,
            tax_regime=status_name(regime.tax_regime),
        )
        # It is the doing of who recorded it: another person is to lift it.
        onboarding.record_change(supplier, what=what, by=regime.recorded_by)
    if regime and regime.tax_regime in REGISTERED:
        _suspend_unregistered(supplier, regime)
    turnover.review_limit(supplier.pk)


def _suspend_unregistered(supplier: Supplier, regime: Regime) -> None:
    """Who registered for GST cannot go on, in the same State, as somebody unregistered or enrolled (A1.4)."""
    if not supplier.pan_digest:
        return
    same_taxpayer = Supplier.objects.filter(pan_digest=supplier.pan_digest, state_code=supplier.state_code)
    approved = same_taxpayer.exclude(pk=supplier.pk).filter(state=SupplierState.APPROVED)
    for other in approved.select_for_update(no_key=True).order_by("id"):
        theirs = regime_on(other.pk, dates.today())
        if theirs is not None and theirs.tax_regime not in REGISTERED:
            onboarding.record_change(other, what=describe_registration(supplier), by=regime.recorded_by)


def apply_due_regimes() -> int:
    """Let the regimes take effect whose day has come, and end last year's stops. Returns how many suppliers were
    looked at. Safe at any time, any number of times."""
    today = dates.today()
    begun = Regime.objects.filter(valid_from__lte=today, valid_from__gt=today - LOOK_BACK).values("supplier_id")
    due = Supplier.objects.filter(pk__in=begun) | Supplier.objects.exclude(stopped_in_year=None)
    ids = list(due.order_by("id").values_list("pk", flat=True))
    for supplier_id in ids:
        with transaction.atomic():
            turnover.lock_turnover([supplier_id])
            apply_regime(find_row(Supplier, supplier_id, lock=True))
    return len(ids)


def _numbers(supplier: Supplier, wanted: Regime, gstin: str, enrolment_number: str) -> tuple[str, str]:
    with Collector(SupplierRefused, several=SupplierRefused.of_all) as each:
        each(_refuse_wrong_pair, wanted)
        each(_refuse_extra, "gstin", gstin, wanted.tax_regime in REGISTERED)
        each(_refuse_extra, "enrolmentNumber", enrolment_number, wanted.tax_regime == TaxRegime.ENROLLED)
        numbers = each(_read_numbers, supplier, wanted, gstin, enrolment_number)
    return numbers


def _refuse_wrong_pair(wanted: Regime) -> None:
    if wanted.tax_regime not in REGIMES_OF[wanted.supply_model]:
        text = _(
            "The tax regime {tax_regime} does not go with the supply model {supply_model}.",
            tax_regime=status_name(wanted.tax_regime),
            supply_model=status_name(wanted.supply_model),
        )
        raise RegimeRefused.about("taxRegime", text)


def _read_numbers(supplier: Supplier, wanted: Regime, gstin: str, enrolment_number: str) -> tuple[str, str]:
    needs_number = wanted.tax_regime != TaxRegime.UNREGISTERED
    if needs_number and not supplier.pan:
        raise RegimeRefused(_("Record the supplier's PAN first."))
    if wanted.tax_regime in REGISTERED:
        return identity.read_gstin_of(gstin, pan_held=supplier.pan, state_code=supplier.state_code), ""
    if wanted.tax_regime == TaxRegime.ENROLLED:
        return "", identity.read_enrolment_number(enrolment_number)
    return "", ""


def _refuse_extra(field: str, text: str, is_wanted: bool) -> None:
    if text.strip() and not is_wanted:
        raise identity.IdentityError(field, _("This regime has no such number."), text)


def _same(one: Regime, other: Regime) -> bool:
    facts = ("supply_model", "tax_regime", "gstin", "enrolment_number")
    return all(getattr(one, fact) == getattr(other, fact) for fact in facts)


def _refuse_unfit(supplier: Supplier, wanted: Regime) -> None:
    if supplier.state == SupplierState.CLOSED:
        raise RegimeRefused(_("The supplier is closed."))
    if wanted.enrolment_number:
        _refuse_used_enrolment(supplier, wanted)
    if other := find_registered_twin(supplier, wanted):
        raise RegimeRefused(describe_registration(other))
    if supplier.state == SupplierState.APPROVED and (lacks := onboarding.find_corporation_problems(supplier, wanted)):
        raise RegimeRefused(lacks[0])


def _refuse_used_enrolment(supplier: Supplier, wanted: Regime) -> None:
    """An enrolment lapses when a GST registration takes effect (A1.4), and it is one taxpayer's."""
    rows = Regime.objects.filter(enrolment_number=wanted.enrolment_number).select_related("supplier")
    if any(row.supplier.pan_digest != supplier.pan_digest for row in rows):
        raise RegimeRefused(_("Another person has this enrolment number."))
    last = _last_registered(supplier, wanted.valid_from)
    if last and any(row.supplier_id == supplier.pk and row.valid_from <= last.valid_from for row in rows):
        raise RegimeRefused(
            _("This enrolment number lapsed on {day}, when the GST registration took effect.", day=last.valid_from)
        )


def _last_registered(supplier: Supplier, before: date) -> Regime | None:
    """The last registration that took effect before a day; one that was replaced on its first day never did."""
    rows = Regime.objects.filter(supplier=supplier, tax_regime__in=REGISTERED, valid_from__lt=before)
    took_effect = (row for row in rows.order_by("-valid_from", "-id") if regime_on(supplier.pk, row.valid_from) == row)
    return next(took_effect, None)


def _refuse_past(supplier: Supplier, wanted: Regime) -> None:
    """Past sales stay as they were: no regime begins before a sale that was made under another."""
    first_moment = datetime.combine(wanted.valid_from, time.min, dates.IST)
    later = SaleTerms.objects.filter(supplier=supplier, agreed_at__gte=first_moment).order_by("-agreed_at").first()
    if later is not None:
        day = dates.indian_day(later.agreed_at)
        raise RegimeRefused(
            _(
                "Goods were sold under another regime on {day}; the new one can begin on {next_day}.",
                day=day,
                next_day=day + timedelta(days=1),
            ),
        )


def _refuse_clash(supplier: Supplier, wanted: Regime) -> None:
    """All active offers of a variant have one seller of record, also from the day on that this begins."""
    own = Offer.objects.filter(supplier=supplier, active=True)
    if supplier.state != SupplierState.APPROVED and not own.exists():
        return  # and there will be none before they are approved, for which their row is needed that we hold
    take_sellers_lock()
    others = Offer.objects.filter(active=True, variant_id__in=own.values("variant_id")).exclude(supplier=supplier)
    found = list(others.exclude(supplier__state=SupplierState.CLOSED).select_related("supplier").order_by("id"))
    suppliers = {supplier.pk: supplier} | {offer.supplier_id: offer.supplier for offer in found}
    ahead = FutureSellers(suppliers, planned=wanted)
    since = max(wanted.valid_from, dates.today())
    if clashing := [offer for offer in found if ahead.part_on(supplier.pk, offer.supplier_id, since)]:
        raise OffersClash(clashing)
