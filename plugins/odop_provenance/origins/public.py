"""Where products come from, as buyers are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.artisans.records import ArtisanInfo, artisan_info
from odop_provenance.claims.records import state_on
from odop_provenance.marks.badges import BadgeInfo, find_badges_of_claims
from odop_provenance.models import PUBLIC, Claim, ClaimState, MarkKind
from odop_provenance.places.records import CraftInfo, DistrictInfo, craft_info, district_info
from odop_provenance.settings import ProvenanceSettings


@dataclass(frozen=True)
class ProvenanceInfo:
    """Where a product comes from, as buyers are shown. Only in the state VERIFIED is it more than the seller's word."""

    product_id: str
    district: DistrictInfo
    # Its `gi_name` is empty unless a badge of this product allows it.
    craft: CraftInfo | None
    artisan: ArtisanInfo | None
    state: ClaimState = ClaimState.ATTESTED
    # Of the district, but not one of its ODOP products.
    off_list: bool = False
    verified_at: datetime | None = None
    # The last Indian day of the verification, if it ends.
    expires_on: date | None = None
    badges: tuple[BadgeInfo, ...] = ()

    @property
    def is_verified(self) -> bool:
        return self.state is ClaimState.VERIFIED


def find_provenance(product_ids: Iterable[str], using: str = "default") -> dict[str, ProvenanceInfo]:
    """What buyers are shown of these products, by product id; empty while the plugin is switched off."""
    settings = configuration.load_active_settings(ProvenanceSettings)
    if settings is None:
        return {}
    rows = Claim.objects.using(using).filter(product_id__in=list(product_ids), state__in=PUBLIC)
    found = list(rows.select_related("district", "craft__district", "artisan__district"))
    badges = find_badges_of_claims(found, settings, using=using)
    return {row.product_id: _provenance(row, settings, badges.get(row.product_id, ())) for row in found}


def _provenance(row: Claim, settings: ProvenanceSettings, badges: tuple[BadgeInfo, ...]) -> ProvenanceInfo:
    gi_names = {badge.gi_name for badge in badges if badge.kind is MarkKind.GI}
    state = state_on(row, dates.today())
    return ProvenanceInfo(
        product_id=row.product_id,
        district=district_info(row.district),
        craft=craft_info(row.craft, shows_gi=row.craft.gi_name in gi_names) if row.craft else None,
        artisan=artisan_info(row.artisan, named=settings.shows_artisans) if row.artisan else None,
        state=state,
        off_list=row.off_list,
        verified_at=row.verified_at,
        expires_on=row.expires_on,
        badges=badges,
    )
