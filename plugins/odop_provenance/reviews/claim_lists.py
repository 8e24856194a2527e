"""The review queue: claims as a reviewer sees them, and what an edit undid.

The number of queries of a page does not depend on how long it is. What is true "today" (a verification or
registration that has run out) is reckoned by the day, as everywhere, and never by whether some job ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Exists, Expression, F, OuterRef, Q, QuerySet, Value, When

from odop_core.database.filters import Choice, Flag, Moments, StoreID, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.artisans.records import ArtisanInfo, artisan_info, find_artisan_rows
from odop_provenance.attributes import sync
from odop_provenance.claims.records import StepInfo, in_state, state_on
from odop_provenance.models import (
    Claim,
    ClaimState,
    ClaimStep,
    Evidence,
)
from odop_provenance.places.records import (
    CraftInfo,
    DistrictInfo,
    craft_info,
    district_info,
    find_craft_rows,
    find_district_rows,
)
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
    created_at: datetime
    changed_at: datetime
    note: str


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
            created_at=row.created_at,
            changed_at=row.changed_at,
            note=notes.get(row.product_id, ""),
        )
        for row in found
    ]


def _status_today() -> Expression:
    """By the day, like `state_on`."""
    return Case(When(in_state(ClaimState.EXPIRED), then=Value(ClaimState.EXPIRED.value)), default=F("state"))


def _is_undone(_using: str) -> Q:
    undone = ClaimStep.objects.filter(claim=OuterRef("pk"), from_state=ClaimState.VERIFIED, to_state__in=LOST_TO)
    otherwise = ClaimStep.objects.filter(claim=OuterRef("claim"), version__gt=OuterRef("version")).exclude(
        to_state__in=LOST_TO
    )
    return Q(Exists(undone.filter(~Exists(otherwise))), state__in=LOST_TO)


CLAIMS = RowList(
    Claim,
    rows=lambda using: _related(Claim.objects.using(using)),
    show=_reviews,
    filters={
        "status": Choice(
            "state",
            "How far it was checked.",
            states=ClaimState,
            match=lambda state, _using: in_state(ClaimState(state)),
        ),
        "product_id": StoreID("product_id", "The product in the store."),
        "district": String("district__slug", "The slug of the district that is named."),
        "craft": String("craft__slug", "The slug of the craft that is named."),
        "artisan": String("artisan__slug", "The slug of the artisan who is named."),
        "verification_lost": Flag("Whether an edit undid their verification.", holds=_is_undone),
        "has_evidence": Flag(
            "Whether there is any evidence for them.",
            holds=lambda _using: Q(Exists(Evidence.objects.filter(claim=OuterRef("pk")))),
        ),
        "created_at": Moments("created_at", "When the claim was made."),
        "updated_at": Moments("changed_at", "When it changed last."),
    },
    sorts={"created_at": RECORDED, "updated_at": Sort("When it changed last.", "changed_at")},
    search=Search(
        "Words of the names of the artisan, the craft or the district.",
        others={"artisan_id": find_artisan_rows, "craft_id": find_craft_rows, "district_id": find_district_rows},
    ),
    newest_first=False,
    owner="",
    status=_status_today,
)
