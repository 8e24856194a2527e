"""Products by where they come from, as buyers look for them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_core.database.pagination import Window
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.claims.records import in_state
from odop_provenance.models import PUBLIC, Claim, ClaimState, MarkKind, MarkRegistration, MarkState
from odop_provenance.settings import ProvenanceSettings


@dataclass(frozen=True)
class WantedProducts:
    """`gi`: the registered name of a GI that the product may be shown to bear today."""

    district: str = ""
    craft: str = ""
    gi: str = ""
    verified_only: bool = False


def list_products(
    wanted: WantedProducts, window: Window, among: Q | None = None, using: str = "default"
) -> list[tuple[int, str]]:
    """(key, product id) of products whose origin buyers are shown. `among`: only claims for which this holds, too."""
    return window.select(_products(wanted, among, using).values_list("pk", "product_id"))


def count_products(wanted: WantedProducts, among: Q | None = None, using: str = "default") -> int:
    return _products(wanted, among, using).count()


def _products(wanted: WantedProducts, among: Q | None, using: str) -> QuerySet[Claim]:
    rows = Claim.objects.using(using).filter(state__in=PUBLIC)
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
        rows = rows.filter(in_state(ClaimState.VERIFIED))
    return rows.filter(Exists(_rights_to(wanted.gi))) if wanted.gi else rows


def _rights_to(gi_name: str) -> QuerySet[MarkRegistration]:
    """The artisan's registrations that put this GI's badge on a claim today."""
    return MarkRegistration.objects.filter(
        kind=MarkKind.GI,
        gi_name=gi_name,
        state=MarkState.VERIFIED,
        valid_until__gte=dates.today(),
        artisan=OuterRef("artisan"),
        crafts=OuterRef("craft"),
    )
