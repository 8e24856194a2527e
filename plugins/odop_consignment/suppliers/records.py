"""What is on record of a supplier, and changing it.

Changed key data are unverified again; somebody who may sell and changes their PAN is suspended until it was looked at.
A supplier stays in one State: goods from another State are another supplier of the same PAN, as GST sees it.
"""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction

from odop_consignment import interests
from odop_consignment.errors import AlreadyThere
from odop_consignment.lookups import find_row
from odop_consignment.models import OnboardingStep, Supplier, SupplierState
from odop_consignment.supplier_search import digest_phone_end
from odop_consignment.suppliers import identity, onboarding, turnover
from odop_consignment.suppliers.errors import SupplierRefused
from odop_core.collector import Collector
from odop_core.i18n import _, comma_separated
from odop_core.normalization import plain_text
from odop_core.security.encryption import digest_text


class SupplierChanges(TypedDict, total=False):
    """What may be said of a supplier; what is left out stays as it is."""

    reference: str
    name: str
    name_hi: str
    language: str
    phone: str
    email: str
    address: str
    state_code: str
    pan: str
    udyam: str
    artisan_slug: str
    user_id: str


LANGUAGES = ("hi", "en")
# Uttar Pradesh, where suppliers are who say of no State.
HOME_STATE = "09"
# Changes of these are written down with the steps (what, not from which value to which).
KEY_DATA = {
    "phone": _("phone number"),
    "address": _("address"),
    "state_code": _("State"),
    "pan": _("PAN"),
    "udyam": _("Udyam number"),
    "user_id": _("account to sign in with"),
}


def create_supplier(*, by: str, **values: Unpack[SupplierChanges]) -> Supplier:
    """A new supplier, as a draft; needs at least a name and a phone number. Raises IdentityError, AlreadyThere."""
    clean = check_values({"name": "", "phone": "", **values})
    supplier = Supplier(**clean)
    _set_digests(supplier)
    with transaction.atomic():
        _save(supplier, force_insert=True)
        OnboardingStep.objects.create(
            supplier=supplier, before=supplier.state, after=supplier.state, change=_("Recorded."), moved_by=by
        )
    return supplier


@transaction.atomic
def change_supplier(supplier_id: int, *, by: str, **values: Unpack[SupplierChanges]) -> Supplier:
    """Raises UnknownRow, IdentityError, AlreadyThere, SupplierRefused."""
    clean = check_values(dict(values))
    # Before the row is held, as whoever records sales does.
    turnover.lock_turnover([supplier_id], and_pan_digest=digest_text(clean.get("pan", "")))
    supplier = find_row(Supplier, supplier_id, lock=True)
    changed = [name for name, value in clean.items() if getattr(supplier, name) != value]
    if not changed:
        return supplier
    _refuse_change(supplier, changed, clean)
    if "user_id" in changed:  # who is the supplier does not hide it
        interests.refuse_own_interest(by, [supplier_id])
    former_pan = supplier.pan_digest
    for name in changed:
        setattr(supplier, name, clean[name])
    _set_digests(supplier)
    _save(supplier, update_fields=[*changed, "pan_digest", "phone_digest", "phone_end_digest", "changed_at"])
    _note(supplier, changed, by)
    if "pan" in changed:
        _judge_anew(supplier, former_pan)
    return supplier


def clean_value(name: str, value: str) -> str:
    """One of the values of `SupplierChanges`, as it is kept. Raises IdentityError."""
    return str(_CHECKS[name](value))


def check_values(values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are kept. Raises IdentityError, for several wrong ones IdentityErrors."""
    with Collector(identity.IdentityError, several=identity.IdentityErrors) as each:
        return {name: each(_CHECKS[name], value or "") for name, value in values.items()}


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise identity.IdentityError("language", _("Choose hi or en."), text)
    return text


def _user(text: str) -> str:
    identity.refuse_aadhaar(text, "userId")
    return text.strip()[:128]


_CHECKS: dict[str, Any] = {
    "reference": lambda text: identity.read_line(plain_text(text), "reference", longest=64, required=False),
    "name": lambda text: identity.read_name(text, "name"),
    "name_hi": lambda text: identity.read_name(text, "nameHi", required=False, is_hindi=True),
    "language": _language,
    "phone": identity.read_phone_number,
    "email": lambda text: identity.read_optional(identity.read_email, text),
    "address": lambda text: identity.read_line(text, "address", longest=255, required=False),
    "state_code": identity.read_state_code,
    "pan": lambda text: identity.read_optional(identity.read_pan, text),
    "udyam": lambda text: identity.read_optional(identity.read_udyam, text),
    "artisan_slug": lambda text: identity.read_line(text, "artisan", longest=50, required=False),
    "user_id": _user,
}


def _set_digests(supplier: Supplier) -> None:
    supplier.pan_digest = digest_text(supplier.pan)
    supplier.phone_digest = digest_text(f"phone:{supplier.phone}")
    supplier.phone_end_digest = digest_phone_end(supplier.phone)


def _refuse_change(supplier: Supplier, changed: list[str], clean: dict[str, Any]) -> None:
    if supplier.erased_at:
        raise SupplierRefused(_("This supplier's data are erased."))
    began = supplier.state != SupplierState.DRAFT
    if "state_code" in changed and (began or supplier.regimes.exclude(tax_regime="unregistered").exists()):
        raise identity.IdentityError(
            "stateCode",
            _(
                "The State cannot change any more: for goods from another State record another supplier "
                "with the same PAN."
            ),
        )
    if "pan" in changed and began and not clean["pan"]:
        raise identity.IdentityError("pan", _("A PAN is needed."))


def _save(supplier: Supplier, **how: Any) -> None:
    try:
        with transaction.atomic():
            supplier.save(**how)
    except IntegrityError as error:
        if "odop_supplier_reference_once" in str(error):
            raise AlreadyThere(
                _("Another supplier has the reference {supplier}.", supplier=supplier.reference)
            ) from error
        raise AlreadyThere(_("Another supplier signs in with this account.")) from error


def _note(supplier: Supplier, changed: list[str], by: str) -> None:
    named = [KEY_DATA[name] for name in changed if name in KEY_DATA]
    if named:
        what = _("Changed: {names}.", names=comma_separated(named))
        onboarding.record_change(supplier, what=what, by=by, must_be_seen="pan" in changed)


def _judge_anew(supplier: Supplier, former_pan: str) -> None:
    """The turnover of who was taken for the same taxpayer, and of who now is."""
    turnover.review_limit(supplier.pk)
    if former_pan and (other := Supplier.objects.filter(pan_digest=former_pan).first()):
        turnover.review_limit(other.pk)
