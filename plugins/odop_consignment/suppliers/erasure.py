"""Forgetting a supplier who asks for it, as soon as no law makes us keep their data.

While goods, sales or money are open, and for the years that tax law wants a seller's records kept (CGST Act s.36: 72
months from the day the annual return of the year is due, 31 December after it), the wish is *held*, with the reason and
the day. Then names and numbers are overwritten, and signed papers and photos deleted; the rows stay for the books, and
so do numbers that tax documents bear (GSTIN, enrolment number) and the SHA-256 of the papers. The other plugins hear
of it as `consignment.supplier_erased`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import Q

from odop_consignment import documents
from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_consignment.events import SupplierErased
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    AgreementVersion,
    BankAccount,
    Erasure,
    ErasureState,
    Member,
    NoteLine,
    OneTimeCode,
    Sale,
    SaleState,
    StockMovement,
    Supplier,
    SupplierSession,
    SupplierState,
)
from odop_consignment.settings import ConsignmentSettings
from odop_consignment.status_names import status_name
from odop_consignment.suppliers import closure, onboarding
from odop_consignment.suppliers.errors import SupplierRefused
from odop_core import metadata
from odop_core.i18n import Text, _
from odop_core.india import dates, financial_years
from odop_core.plugin import configuration
from odop_core.queue import inbox

HELD, DONE, WITHDRAWN = ErasureState.HELD, ErasureState.DONE, ErasureState.WITHDRAWN
PERSONAL = (
    "reference", "name_hi", "phone", "phone_digest", "phone_end_digest", "email", "address", "pan", "pan_digest",
    "udyam", "artisan_slug", "user_id",
)  # fmt: skip
STATES_THAT_SELL = (SupplierState.APPROVED, SupplierState.SUSPENDED)


@transaction.atomic
def request_erasure(supplier_id: int, *, by: str) -> Erasure:
    """The supplier asks to be forgotten: done at once, or held with the reason. Raises UnknownRow, AlreadyThere."""
    supplier = find_row(Supplier, supplier_id, lock=True)
    if supplier.erased_at:
        raise SupplierRefused(_("This supplier's data are erased."))
    if Erasure.objects.filter(supplier=supplier, state=HELD).exists():
        raise AlreadyThere(_("This supplier asked for it already."))
    erasure = Erasure(supplier=supplier, state=HELD, requested_by=by)
    return _decide(erasure, supplier)


@transaction.atomic
def withdraw_erasure(erasure_id: int, *, by: str) -> Erasure:
    """The supplier changed their mind. Raises UnknownRow, WrongChoice."""
    erasure = find_row(Erasure, erasure_id, lock=True)
    if erasure.state != HELD:
        raise WrongChoice(
            _("The erasure is {state}; only a held one can be withdrawn.", state=status_name(erasure.state))
        )
    withdrawn = _("{reason} Withdrawn, recorded by {who}.", reason=erasure.kept_because, who=by)
    erasure.state, erasure.kept_because = WITHDRAWN, withdrawn
    erasure.save(update_fields=["state", "kept_because"])
    return erasure


def erase_due() -> int:
    """Erase what nothing holds any more. Returns how many. Safe in any number of processes at once."""
    due = Erasure.objects.filter(Q(kept_until=None) | Q(kept_until__lte=dates.today()), state=HELD)
    done = 0
    for erasure_id, supplier_id in list(due.order_by("id").values_list("pk", "supplier_id")):
        with transaction.atomic():
            supplier = find_row(Supplier, supplier_id, lock=True)
            erasure = find_row(Erasure, erasure_id, lock=True)
            if erasure.state == HELD:
                done += _decide(erasure, supplier).state == DONE
    return done


def retention_end(supplier_id: int) -> date | None:
    """The day until which tax law wants the records of the supplier's last sale kept; None without any sale."""
    sales = Sale.objects.filter(supplier_id=supplier_id).exclude(state=SaleState.CANCELLED)
    last = sales.order_by("-created_at").values_list("created_at", flat=True).first()
    if last is None:
        return None
    return_due = date(financial_years.year_of(dates.indian_day(last)) + 1, 12, 31)
    return _months_later(return_due, configuration.load_settings(ConsignmentSettings).retention_months)


def _decide(erasure: Erasure, supplier: Supplier) -> Erasure:
    erasure.kept_because, erasure.kept_until = _why_kept(supplier)
    if not erasure.kept_because:
        _erase(supplier, erasure.requested_by)
        erasure.state, erasure.done_at = DONE, datetime.now(UTC)
    erasure.save()
    return erasure


def _why_kept(supplier: Supplier) -> tuple[Text, date | None]:
    """Why the data must be kept for now, and until which day, if a day can be told."""
    if supplier.state in STATES_THAT_SELL:
        return _("They still supply: close the supplier first."), None
    if found := closure.find_open_matters(supplier.pk):
        return _("{reasons}", reasons=found), None
    until = retention_end(supplier.pk)
    if until is None or until < dates.today():
        return Text(""), None
    return _("Records of their sales are kept until {until} (CGST Act s.36).", until=until), until


def _erase(supplier: Supplier, by: str) -> None:
    if supplier.state != SupplierState.CLOSED:
        onboarding.close_on_wish(supplier.pk, reason="Their data are erased.", by=by)
    blank = dict.fromkeys(PERSONAL, "")
    Supplier.objects.filter(pk=supplier.pk).update(
        **blank, name=f"Supplier {supplier.pk} (erased)", state=SupplierState.CLOSED, erased_at=datetime.now(UTC)
    )
    BankAccount.objects.filter(supplier=supplier).update(
        holder="", account_number="", ifsc="", vpa="", account_digest="", reason="", proof=""
    )
    AgreementVersion.objects.filter(agreement__supplier=supplier).exclude(signed_by="").update(signed_by="")
    Member.objects.filter(supplier=supplier).update(
        name="", phone="", phone_digest="", gets_messages=False, removed_at=datetime.now(UTC)
    )
    SupplierSession.objects.filter(supplier=supplier).delete()
    OneTimeCode.objects.filter(phone_digest=supplier.phone_digest).exclude(phone_digest="").delete()
    metadata.forget("Supplier", supplier.pk)
    documents.delete_documents(_documents_of(supplier.pk), f"supplier:{supplier.pk}")
    event = SupplierErased(supplier_id=supplier.pk, artisan_slug=_own_artisan(supplier))
    inbox.announce(event, key=f"{event.kind}:{supplier.pk}")


def _documents_of(supplier_id: int) -> list[str]:
    """Their signed agreements, and the photos of their goods."""
    documents = AgreementVersion.objects.filter(agreement__supplier_id=supplier_id).values_list("document", flat=True)
    goods = NoteLine.objects.filter(note__supplier_id=supplier_id).values_list("photo", flat=True)
    damage = StockMovement.objects.filter(lot__offer__supplier_id=supplier_id).values_list("photo", flat=True)
    return sorted({*documents, *goods, *damage} - {""})


def _own_artisan(supplier: Supplier) -> str:
    """The artisan nobody else supplies the goods of; "" if there is none."""
    others = Supplier.objects.filter(artisan_slug=supplier.artisan_slug).exclude(pk=supplier.pk)
    return "" if others.exists() else supplier.artisan_slug


def _months_later(day: date, months: int) -> date:
    """The last day of the month so many months later (`day` is a 31st)."""
    count = day.year * 12 + day.month - 1 + months + 1
    first_of_next = date(count // 12, count % 12 + 1, 1)
    return date.fromordinal(first_of_next.toordinal() - 1)
