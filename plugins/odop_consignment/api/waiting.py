"""What of consignment waits for a person. Each function is one query; `by` is the ID of the user who asks."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.db.models.functions import Least
from django.utils import timezone

from odop_consignment.agreements import versions
from odop_consignment.models import (
    AgreementEnd,
    AgreementVersion,
    BankAccount,
    BankAccountState,
    ConsignmentNote,
    CountState,
    NoteState,
    OnboardingStep,
    Sale,
    SaleReversal,
    SaleState,
    SaleTerms,
    StockAdjustment,
    StockCount,
    Supplier,
    SupplierState,
    VersionState,
)
from odop_consignment.sales.returns import COMES_BACK
from odop_core.india.dates import start_of_day, today
from odop_core.waiting import Waiting, count_waiting

# The store is told within minutes; what takes longer than this was given up, or will be.
USUAL_DELAY = timedelta(hours=1)


def unassigned_sales(using: str = "default") -> Waiting:
    """Sold, and nobody is known to supply it."""
    return count_waiting(Sale.objects.using(using).filter(offer=None, state=SaleState.PLACED), "created_at")


def sales_with_issue(using: str = "default") -> Waiting:
    """The oldest is the one nobody has touched for longest."""
    return count_waiting(Sale.objects.using(using).filter(issue__isnull=False), "changed_at")


def returns_to_inspect(using: str = "default") -> Waiting:
    rows = SaleReversal.objects.using(using).filter(inspected_at=None, kind__in=COMES_BACK, quantity__gt=0)
    return count_waiting(rows, "recorded_at")


def suppliers_to_approve(by: str = "", using: str = "default") -> Waiting:
    """`own` are those that the user submitted."""
    submitted = OnboardingStep.objects.filter(supplier=OuterRef("pk"), after=SupplierState.SUBMITTED).order_by("-id")
    rows = Supplier.objects.using(using).filter(state=SupplierState.SUBMITTED)
    rows = rows.annotate(submitted_by=Subquery(submitted.values("moved_by")[:1]))
    return count_waiting(rows, "changed_at", own=Q(submitted_by=by))


def bank_accounts_to_decide(by: str = "", using: str = "default") -> Waiting:
    """`own` are those that the user proposed."""
    rows = BankAccount.objects.using(using).filter(state=BankAccountState.PROPOSED)
    return count_waiting(rows, "proposed_at", own=Q(proposed_by=by))


def agreements_ending(using: str = "default") -> Waiting:
    """In force, and soon not any more. The oldest waits since the day from which its end was near."""
    last_days = AgreementEnd.objects.filter(agreement=OuterRef("pk")).order_by("last_day").values("last_day")[:1]
    until = AgreementVersion.objects.filter(agreement=OuterRef("pk"), state=VersionState.SIGNED).order_by("-number")
    rows = versions.ending_agreements(today(), using).annotate(
        ends_on=Least(Subquery(last_days), Subquery(until.values("valid_until")[:1]))
    )
    found = rows.aggregate(count=Count("pk"), first=Min("ends_on"))
    first = found["first"] and start_of_day(found["first"] - versions.SOON)
    return Waiting(found["count"], first)


def notes_in_draft(using: str = "default") -> Waiting:
    return count_waiting(ConsignmentNote.objects.using(using).filter(state=NoteState.DRAFT), "recorded_at")


def counts_to_settle(by: str = "", using: str = "default") -> Waiting:
    """`own` are those that the user counted."""
    rows = StockCount.objects.using(using).filter(state=CountState.OPEN)
    return count_waiting(rows, "counted_at", own=Q(counted_by=by))


def stock_changes_not_made(using: str = "default") -> Waiting:
    """The store still holds other numbers than ours, though it was to be told an hour ago or earlier."""
    rows = StockAdjustment.objects.using(using).filter(done_at=None, created_at__lt=timezone.now() - USUAL_DELAY)
    return count_waiting(rows, "created_at")


def missing_exchange_rates(using: str = "default") -> Waiting:
    """As many as there are days and currencies without a rate that a sale waits for."""
    rows = SaleTerms.objects.using(using).filter(gross_paise=None).exclude(sale__state=SaleState.CANCELLED)
    days = list(rows.order_by().values("currency", "ordered_on").annotate(oldest_at=Min("agreed_at")))
    return Waiting(len(days), min((day["oldest_at"] for day in days), default=None))
