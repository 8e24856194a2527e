"""Which version of an agreement binds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_consignment.models import Agreement, AgreementEnd, AgreementVersion, VersionState

# Time enough to write the next version, have it read and signed.
SOON = timedelta(days=60)


def version_in_force(agreement_id: int | None, day: date, using: str = "default") -> AgreementVersion | None:
    """The version that binds on an Indian day, with its rules and charges at hand; None when none does.

    It is signed, not before the day it was signed on, between its first and last day, and the agreement has not ended.
    Of several the one with the highest number.
    """
    if agreement_id is None:
        return None
    rows = binding_versions(day, using).filter(agreement_id=agreement_id).order_by("-number")
    return rows.select_related("agreement").prefetch_related("commission_rules__tiers", "charges").first()


def binding_versions(day: date, using: str = "default") -> QuerySet[AgreementVersion]:
    """All versions that bind on an Indian day, of all agreements (of one agreement there may be several)."""
    ended = AgreementEnd.objects.filter(agreement_id=OuterRef("agreement_id"), last_day__lt=day)
    return AgreementVersion.objects.using(using).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        ~Exists(ended),
        state=VersionState.SIGNED,
        valid_from__lte=day,
        signed_on__lte=day,
    )


def ending_agreements(day: date, using: str = "default") -> QuerySet[Agreement]:
    """Those that bind on an Indian day and will not bind any more `SOON` later."""
    now, later = (binding_versions(when, using).values("agreement_id") for when in (day, day + SOON))
    return Agreement.objects.using(using).filter(pk__in=now).exclude(pk__in=later)


def agreements_in_force(agreement_ids: Iterable[int], day: date, using: str = "default") -> set[int]:
    """Which of these agreements bind on an Indian day. One query."""
    rows = binding_versions(day, using).filter(agreement_id__in=list(agreement_ids))
    return set(rows.values_list("agreement_id", flat=True))
