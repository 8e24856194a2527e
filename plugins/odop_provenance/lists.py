"""Long lists for GraphQL: the review queue, products by origin, artisans, registrations of marks.

Each list is a `Wanted…` (what to leave out), a page of it cut by key, and its length. The number of queries of a page
does not depend on how long it is. What is true "today" (a verification or registration that has run out) is reckoned
by the day, as everywhere, and never by whether some job ran.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_core.database.paging import Window
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance import claims, following
from odop_provenance.claims import StepInfo
from odop_provenance.marks import MarkInfo, mark_info
from odop_provenance.models import (
    TOLD,
    Artisan,
    Claim,
    ClaimState,
    ClaimStep,
    MarkKind,
    MarkRegistration,
    MarkState,
)
from odop_provenance.places import (
    ArtisanInfo,
    CraftInfo,
    DistrictInfo,
    artisan_info,
    craft_info,
    district_info,
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
    changed_at: datetime
    note: str


@dataclass(frozen=True)
class WantedClaims:
    """`lost`: only those whose verification was undone by an edit, and that nobody verified again."""

    state: ClaimState | None = None
    district: str = ""
    craft: str = ""
    lost: bool = False


@dataclass(frozen=True)
class WantedProducts:
    """`gi`: the registered name of a GI that the product may be shown to bear today."""

    district: str = ""
    craft: str = ""
    gi: str = ""
    verified_only: bool = False


@dataclass(frozen=True)
class WantedArtisans:
    """`craft`: those who are told of as makers of some product of this craft."""

    district: str = ""
    craft: str = ""


@dataclass(frozen=True)
class WantedMarks:
    state: MarkState | None = None
    artisan: str = ""


def claims_for_review(wanted: WantedClaims, window: Window, using: str = "default") -> list[ClaimReview]:
    """The oldest first, so that what waits longest is seen first."""
    return _reviews(window.select(_related(_claims(wanted, using))), using)


def count_claims(wanted: WantedClaims, using: str = "default") -> int:
    return _claims(wanted, using).count()


def reviews_of(product_ids: Iterable[str], using: str = "default") -> dict[str, ClaimReview]:
    """The claims of these products, in whatever state, by product id."""
    rows = Claim.objects.using(using).filter(product_id__in=list(product_ids))
    return {review.product_id: review for review in _reviews(list(_related(rows)), using)}


def steps_of(product_ids: Iterable[str], using: str = "default") -> dict[str, list[StepInfo]]:
    """Every step of these products' claims, the oldest first, by product id."""
    rows = ClaimStep.objects.using(using).filter(claim__product_id__in=list(product_ids)).order_by("claim", "version")
    found: dict[str, list[StepInfo]] = defaultdict(list)
    for row in rows.select_related("claim"):
        found[row.claim.product_id].append(StepInfo(row.from_state, row.to_state, row.by, row.at, row.why))
    return found


def verification_lost(steps: Iterable[StepInfo]) -> StepInfo | None:
    """The step by which an edit undid the last verification; None when it stands, ended otherwise, or never was."""
    lost = None
    for step in steps:
        if step.to_state in (ClaimState.VERIFIED, ClaimState.REVOKED, ClaimState.EXPIRED):
            lost = None
        elif step.from_state == ClaimState.VERIFIED:
            lost = step
    return lost


def products(
    wanted: WantedProducts, window: Window, among: Q | None = None, using: str = "default"
) -> list[tuple[int, str]]:
    """(key, product id) of products buyers are told the origin of. `among`: only claims for which this holds, too."""
    return window.select(_products(wanted, among, using).values_list("pk", "product_id"))


def count_products(wanted: WantedProducts, among: Q | None = None, using: str = "default") -> int:
    return _products(wanted, among, using).count()


def artisans(wanted: WantedArtisans, window: Window, using: str = "default") -> list[tuple[int, ArtisanInfo]]:
    """(key, artisan) of those who agreed to be shown; nobody while the merchant names no makers."""
    rows = window.select(_artisans(wanted, using).select_related("district"))
    return [(row.pk, artisan_info(row, named=True)) for row in rows]


def count_artisans(wanted: WantedArtisans, using: str = "default") -> int:
    return _artisans(wanted, using).count()


def marks(wanted: WantedMarks, window: Window, using: str = "default") -> list[MarkInfo]:
    """Registrations, the oldest first. Two queries, whatever their number."""
    rows = _marks(wanted, using).select_related("artisan").prefetch_related("crafts__district")
    return [mark_info(row) for row in window.select(rows)]


def count_marks(wanted: WantedMarks, using: str = "default") -> int:
    return _marks(wanted, using).count()


def _claims(wanted: WantedClaims, using: str) -> QuerySet[Claim]:
    rows = Claim.objects.using(using)
    if wanted.state:
        rows = rows.filter(_in_state(wanted.state))
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


def _in_state(state: ClaimState) -> Q:
    """By the day, like `claims.state_on`."""
    over = Q(state=ClaimState.VERIFIED, expires_on__lt=dates.today())
    if state == ClaimState.EXPIRED:
        return Q(state=ClaimState.EXPIRED) | over
    return Q(state=state) & ~over if state == ClaimState.VERIFIED else Q(state=state)


def _related(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.select_related("district", "craft__district", "artisan__district")


def _reviews(found: Sequence[Claim], using: str) -> list[ClaimReview]:
    settings = configuration.load_settings(ProvenanceSettings)
    notes = following.notes([row.product_id for row in found], using)
    today = dates.today()
    return [
        ClaimReview(
            id=row.pk,
            product_id=row.product_id,
            state=claims.state_on(row, today),
            version=row.version,
            district=district_info(row.district),
            craft=craft_info(row.craft) if row.craft else None,
            artisan=artisan_info(row.artisan, named=settings.shows_makers) if row.artisan else None,
            off_list=row.off_list,
            verified_at=row.verified_at,
            expires_on=row.expires_on,
            changed_at=row.changed_at,
            note=notes.get(row.product_id, ""),
        )
        for row in found
    ]


def _products(wanted: WantedProducts, among: Q | None, using: str) -> QuerySet[Claim]:
    rows = Claim.objects.using(using).filter(state__in=TOLD)
    settings = configuration.load_active_settings(ProvenanceSettings)
    if settings is None:
        return rows.none()
    if among is not None:
        rows = rows.filter(among)
    if wanted.district:
        rows = rows.filter(district__slug=wanted.district)
    if wanted.craft:
        rows = rows.filter(craft__slug=wanted.craft)
    if wanted.verified_only or (wanted.gi and settings.badges_need_verification):
        rows = rows.filter(_in_state(ClaimState.VERIFIED))
    return rows.filter(Exists(_rights_to(wanted.gi))) if wanted.gi else rows


def _rights_to(gi_name: str) -> QuerySet[MarkRegistration]:
    """The maker's registrations that put this GI's badge on a claim today."""
    return MarkRegistration.objects.filter(
        kind=MarkKind.GI,
        gi_name=gi_name,
        state=MarkState.VERIFIED,
        valid_until__gte=dates.today(),
        artisan=OuterRef("artisan"),
        crafts=OuterRef("craft"),
    )


def _artisans(wanted: WantedArtisans, using: str) -> QuerySet[Artisan]:
    settings = configuration.load_active_settings(ProvenanceSettings)
    rows = Artisan.objects.using(using).filter(shows_name=True)
    if settings is None or not settings.shows_makers:
        return rows.none()
    if wanted.district:
        rows = rows.filter(district__slug=wanted.district)
    if wanted.craft:
        rows = rows.filter(
            Exists(Claim.objects.filter(artisan=OuterRef("pk"), craft__slug=wanted.craft, state__in=TOLD))
        )
    return rows


def _marks(wanted: WantedMarks, using: str) -> QuerySet[MarkRegistration]:
    rows = MarkRegistration.objects.using(using)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.filter(artisan__slug=wanted.artisan) if wanted.artisan else rows
