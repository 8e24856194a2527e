"""The review queue: claims as a reviewer sees them, and what an edit undid.

A list is a `Wanted…` (what to leave out), a page of it cut by key, and its length, here as in the `lists.py` of other
rooms. The number of queries of a page does not depend on how long it is. What is true "today" (a verification or
registration that has run out) is reckoned by the day, as everywhere, and never by whether some job ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from odop_core.database.pagination import Window
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.artisans.records import ArtisanInfo, artisan_info
from odop_provenance.attributes import sync
from odop_provenance.claims.records import StepInfo, in_state, state_on
from odop_provenance.models import (
    Claim,
    ClaimState,
    ClaimStep,
)
from odop_provenance.places.records import CraftInfo, DistrictInfo, craft_info, district_info
from odop_provenance.settings import ProvenanceSettings

# Where a verification goes that an edit undid.
LOST_TO = [ClaimState.DRAFT, ClaimState.ATTESTED]


@dataclass(frozen=True)
class ClaimReview:
    """A claim as a reviewer sees it; `note` is what staff should know of the product's attributes in the store."""

    id: int
    product_id: str
    state: ClaimState
    version: int
    district: DistrictInfo
    craft: CraftInfo | None
    artisan: ArtisanInfo | None
    off_list: bool
    verified_at: datetime | None
    expires_on: date | None
    changed_at: datetime
    note: str


@dataclass(frozen=True)
class WantedClaims:
    """`lost`: only those whose verification was undone by an edit, and that nobody verified again."""

    state: ClaimState | None = None
    district: str = ""
    craft: str = ""
    lost: bool = False


def list_claims_for_review(wanted: WantedClaims, window: Window, using: str = "default") -> list[ClaimReview]:
    """The oldest first, so that what waits longest is seen first."""
    return _reviews(window.select(_related(_claims(wanted, using))), using)


def count_claims(wanted: WantedClaims, using: str = "default") -> int:
    return _claims(wanted, using).count()


def find_reviews(product_ids: Iterable[str], using: str = "default") -> dict[str, ClaimReview]:
    """The claims of these products, in whatever state, by product id."""
    rows = Claim.objects.using(using).filter(product_id__in=list(product_ids))
    return {review.product_id: review for review in _reviews(list(_related(rows)), using)}


def find_lost_verification(steps: Iterable[StepInfo]) -> StepInfo | None:
    """The step by which an edit undid the last verification; None when it stands, ended otherwise, or never was."""
    lost = None
    for step in steps:
        if step.to_state in (ClaimState.VERIFIED, ClaimState.REVOKED, ClaimState.EXPIRED):
            lost = None
        elif step.from_state == ClaimState.VERIFIED:
            lost = step
    return lost


def _claims(wanted: WantedClaims, using: str) -> QuerySet[Claim]:
    rows = Claim.objects.using(using)
    if wanted.state:
        rows = rows.filter(in_state(wanted.state))
    if wanted.district:
        rows = rows.filter(district__slug=wanted.district)
    if wanted.craft:
        rows = rows.filter(craft__slug=wanted.craft)
    if wanted.lost:
        undone = ClaimStep.objects.filter(claim=OuterRef("pk"), from_state=ClaimState.VERIFIED, to_state__in=LOST_TO)
        otherwise = ClaimStep.objects.filter(claim=OuterRef("claim"), version__gt=OuterRef("version")).exclude(
            to_state__in=LOST_TO
        )
        rows = rows.filter(Exists(undone.filter(~Exists(otherwise))), state__in=LOST_TO)
    return rows


def _related(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related("district", "craft__district", "artisan__district")


def _reviews(found: Sequence[Claim], using: str) -> list[ClaimReview]:
    settings = configuration.load_settings(ProvenanceSettings)
    notes = sync.find_attribute_notes([row.product_id for row in found], using)
    today = dates.today()
    return [
        ClaimReview(
            id=row.pk,
            product_id=row.product_id,
            state=state_on(row, today),
            version=row.version,
            district=district_info(row.district),
            craft=craft_info(row.craft) if row.craft else None,
            artisan=artisan_info(row.artisan, named=settings.shows_artisans) if row.artisan else None,
            off_list=row.off_list,
            verified_at=row.verified_at,
            expires_on=row.expires_on,
            changed_at=row.changed_at,
            note=notes.get(row.product_id, ""),
        )
        for row in found
    ]
