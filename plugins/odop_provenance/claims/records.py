"""Claims as plain data: what is said of products, how far it was checked, and every step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from odop_core.india import dates
from odop_provenance.models import Claim, ClaimState, ClaimStep

SYSTEM = "system"


@dataclass(frozen=True)
class Place:
    """What is said of a product, by the words people use. `off_list`: of the district, but not of its ODOP list."""

    district_slug: str
    craft_slug: str | None = None
    artisan_slug: str | None = None
    off_list: bool = False


@dataclass(frozen=True)
class StepInfo:
    from_state: str
    to_state: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class ClaimInfo:
    """A claim as staff see it."""

    product_id: str
    state: ClaimState
    version: int
    place: Place
    verified_at: datetime | None
    expires_on: date | None
    changed_at: datetime


def find_claims(product_ids: Iterable[str], using: str = "default") -> dict[str, ClaimInfo]:
    """What is said of these products, in whatever state, by product id."""
    rows = Claim.objects.using(using).filter(product_id__in=list(product_ids))
    return {row.product_id: claim_info(row) for row in rows.select_related("district", "craft", "artisan")}


def list_steps(product_id: str, using: str = "default") -> list[StepInfo]:
    """Every step of a product's claim, the oldest first."""
    steps = ClaimStep.objects.using(using).filter(claim__product_id=product_id).order_by("version")
    return [StepInfo(step.from_state, step.to_state, step.by, step.at, step.why) for step in steps]


def state_on(claim: Claim, day: date) -> ClaimState:
    """A verification ends with its last day, also before `expire_due` wrote that down."""
    if claim.state == ClaimState.VERIFIED and claim.expires_on and claim.expires_on < day:
        return ClaimState.EXPIRED
    return ClaimState(claim.state)


def claim_info(claim: Claim) -> ClaimInfo:
    return ClaimInfo(
        product_id=claim.product_id,
        state=state_on(claim, dates.today()),
        version=claim.version,
        place=Place(
            claim.district.slug,
            claim.craft.slug if claim.craft else None,
            claim.artisan.slug if claim.artisan else None,
            claim.off_list,
        ),
        verified_at=claim.verified_at,
        expires_on=claim.expires_on,
        changed_at=claim.changed_at,
    )


def find_steps(product_ids: Iterable[str], using: str = "default") -> dict[str, list[StepInfo]]:
    """Every step of these products' claims, the oldest first, by product id."""
    rows = ClaimStep.objects.using(using).filter(claim__product_id__in=list(product_ids)).order_by("claim", "version")
    found: dict[str, list[StepInfo]] = defaultdict(list)
    for row in rows.select_related("claim"):
        found[row.claim.product_id].append(StepInfo(row.from_state, row.to_state, row.by, row.at, row.why))
    return found


def in_state(state: ClaimState) -> Q:
    """By the day, like `claims.state_on`."""
    over = Q(state=ClaimState.VERIFIED, expires_on__lt=dates.today())
    if state == ClaimState.EXPIRED:
        return Q(state=ClaimState.EXPIRED) | over
    return Q(state=state) & ~over if state == ClaimState.VERIFIED else Q(state=state)
