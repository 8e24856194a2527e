"""What a supplier is on a day: how they supply, and how they are taxed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from odop_consignment.models import Regime, Supplier, SupplierState, TaxRegime
from odop_core.i18n import Text, _
from odop_core.india import dates

REGISTERED = (TaxRegime.REGISTERED, TaxRegime.COMPOSITION)


def regime_on(supplier_id: int, day: date, using: str = "default") -> Regime | None:
    """What the supplier is on an Indian day; None before their first day."""
    rows = Regime.objects.using(using).filter(supplier_id=supplier_id, valid_from__lte=day)
    return rows.order_by("-valid_from", "-id").first()


def regimes_on(supplier_ids: Iterable[int], day: date, using: str = "default") -> dict[int, Regime]:
    """What these suppliers are on an Indian day; those before their first day are left out. One query."""
    rows = Regime.objects.using(using).filter(supplier_id__in=list(supplier_ids), valid_from__lte=day)
    return {row.supplier_id: row for row in rows.order_by("valid_from", "id")}


def current_or_next_regimes(supplier_ids: Iterable[int], using: str = "default") -> dict[int, Regime]:
    """What these suppliers are today, or else first will be. Two queries."""
    ids = list(supplier_ids)
    rows = Regime.objects.using(using).filter(supplier_id__in=ids, valid_from__gt=dates.today())
    first = {row.supplier_id: row for row in rows.order_by("-valid_from", "id")}
    return {**first, **regimes_on(ids, dates.today(), using)}


def current_or_next_regime(supplier_id: int, using: str = "default") -> Regime | None:
    """What the supplier is today, or else first will be."""
    now = regime_on(supplier_id, dates.today(), using)
    return now or Regime.objects.using(using).filter(supplier_id=supplier_id).order_by("valid_from", "-id").first()


def newest_regime(supplier_id: int, using: str = "default") -> Regime | None:
    """What the supplier will be in the end, as far as is recorded."""
    return Regime.objects.using(using).filter(supplier_id=supplier_id).order_by("-valid_from", "-id").first()


def find_registered_twin(supplier: Supplier, regime: Regime) -> Supplier | None:
    """Another supplier row by which the taxpayer of an unregistered one is registered for GST in the same State, when
    `regime` begins or today: nobody is both at once, and an enrolment lapses then (statutory.md A1.4)."""
    if regime.tax_regime in REGISTERED or not supplier.pan_digest:
        return None
    day = max(regime.valid_from, dates.today())
    same_taxpayer = Supplier.objects.filter(pan_digest=supplier.pan_digest, state_code=supplier.state_code)
    others = {row.pk: row for row in same_taxpayer.exclude(pk=supplier.pk).exclude(state=SupplierState.CLOSED)}
    found = regimes_on(others, day)
    return next((others[pk] for pk, one in sorted(found.items()) if one.tax_regime in REGISTERED), None)


def describe_registration(other: Supplier) -> Text:
    return _(
        "The same PAN is registered for GST in this State as supplier {other} ({other_name}).",
        other=other.pk,
        other_name=other.name,
    )
