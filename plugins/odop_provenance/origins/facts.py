"""A claim as it is certified: what is said and how far it was checked, with the names behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from odop_core.india import dates
from odop_provenance.claims.records import SYSTEM, state_on
from odop_provenance.models import Claim, ClaimState, ClaimStep
from odop_provenance.places.records import CraftInfo, DistrictInfo, craft_info, district_info

# The states a claim has while its last verification is the last word on whether it is true.
WAS_VERIFIED = [ClaimState.VERIFIED, ClaimState.EXPIRED]


@dataclass(frozen=True)
class ClaimFacts:
    """What is said of a product today, in whatever state.

    `artisan_name` is the name on record, whether or not it may be shown: for a digest, and never to be shown.
    `untrue_before` is the version of the last step by which a person revoked what had been verified: whatever was said
    before it was not so. It is 0 when nobody did; a claim that went with its product, or with an attribute in the
    store, says nothing against what was said before.
    """

    product_id: str
    state: ClaimState
    version: int
    # The last Indian day of the verification, if it ends.
    expires_on: date | None
    district: DistrictInfo
    craft: CraftInfo | None
    artisan_slug: str
    artisan_name: str
    untrue_before: int


def find_claim_facts(product_id: str) -> ClaimFacts | None:
    """None when nothing was ever said of the product."""
    row = Claim.objects.filter(product_id=product_id).select_related("district", "craft__district", "artisan").first()
    if row is None:
        return None
    revoked = ClaimStep.objects.filter(claim=row, from_state__in=WAS_VERIFIED, to_state=ClaimState.REVOKED)
    last = revoked.exclude(by=SYSTEM).order_by("-version").first()
    return ClaimFacts(
        product_id=row.product_id,
        state=state_on(row, dates.today()),
        version=row.version,
        expires_on=row.expires_on,
        district=district_info(row.district),
        craft=craft_info(row.craft) if row.craft else None,
        artisan_slug=row.artisan.slug if row.artisan else "",
        artisan_name=row.artisan.name if row.artisan else "",
        untrue_before=last.version if last else 0,
    )
