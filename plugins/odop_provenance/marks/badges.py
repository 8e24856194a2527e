"""Which products may show a badge of a protected mark.

A badge is never stored. It is worked out when it is read, from the product's claim and the registrations of its artisan
and its seller, so it is gone on the day after a registration's last one, whatever runs or does not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.models import PUBLIC, Claim, ClaimState, MarkKind, MarkRegistration, MarkState
from odop_provenance.settings import ProvenanceSettings


@dataclass(frozen=True)
class BadgeInfo:
    """A mark a buyer may be shown with a product. `of_seller`: the seller has the right to it, not the artisan."""

    kind: MarkKind
    number: str
    holder: str
    gi_name: str
    valid_until: date
    of_seller: bool


def find_badges(
    product_ids: Iterable[str],
    on: date | None = None,
    sellers: Mapping[str, str] | None = None,
    using: str = "default",
) -> dict[str, tuple[BadgeInfo, ...]]:
    """The badges of these products on an Indian day, by product id; products without are left out.

    `sellers` names the seller of a product, by the key seller registrations are kept under.
    """
    settings = configuration.load_active_settings(ProvenanceSettings)
    if settings is None:
        return {}
    claims = Claim.objects.using(using).filter(product_id__in=list(product_ids), state__in=PUBLIC, craft__isnull=False)
    return find_badges_of_claims(claims.select_related("craft", "artisan"), settings, on, sellers, using)


def find_badges_of_claims(
    claims: Iterable[Claim],
    settings: ProvenanceSettings,
    on: date | None = None,
    sellers: Mapping[str, str] | None = None,
    using: str = "default",
) -> dict[str, tuple[BadgeInfo, ...]]:
    """The same for claims at hand (with their crafts), in one query whatever their number."""
    day, sellers = on or dates.today(), sellers or {}
    wanted = [claim for claim in claims if claim.craft_id and _may_have_badges(claim, settings, day)]
    rights = _rights(
        {claim.artisan_id for claim in wanted if claim.artisan_id},
        {sellers[claim.product_id] for claim in wanted if sellers.get(claim.product_id)},
        day,
        using,
    )
    found: dict[str, tuple[BadgeInfo, ...]] = {}
    for claim in wanted:
        seller = sellers.get(claim.product_id, "")
        badges = [
            _badge(right)
            for right, craft_id in rights
            if craft_id == claim.craft_id
            and (right.artisan_id == claim.artisan_id if right.artisan_id else right.seller == seller)
        ]
        if badges:
            found[claim.product_id] = tuple(badges)
    return found


def _may_have_badges(claim: Claim, settings: ProvenanceSettings, day: date) -> bool:
    """A badge on a claim that nobody checked would only be the seller's word that the artisan made it."""
    if not settings.badges_need_verification:
        return True
    return claim.state == ClaimState.VERIFIED and (claim.expires_on is None or claim.expires_on >= day)


def _rights(artisan_ids: set[int], sellers: set[str], day: date, using: str) -> list[tuple[MarkRegistration, int]]:
    """Registrations that hold that day, once for each craft they cover."""
    if not artisan_ids and not sellers:
        return []
    rows = MarkRegistration.objects.using(using).filter(
        Q(artisan__in=artisan_ids) | Q(seller__in=sellers), state=MarkState.VERIFIED, valid_until__gte=day
    )
    return [(row, row.covers) for row in rows.annotate(covers=F("crafts__id")).order_by("kind", "number")]


def _badge(row: MarkRegistration) -> BadgeInfo:
    return BadgeInfo(
        MarkKind(row.kind), row.number, row.holder, row.gi_name, row.valid_until, of_seller=not row.artisan_id
    )
