"""Artisans who agreed to be shown, by district and craft."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from odop_core.database.pagination import Window
from odop_core.plugin import configuration
from odop_provenance.artisans.records import ArtisanInfo, artisan_info
from odop_provenance.models import PUBLIC, Artisan, Claim
from odop_provenance.settings import ProvenanceSettings


@dataclass(frozen=True)
class WantedArtisans:
    """`craft`: those who are shown as having made some product of this craft."""

    district: str = ""
    craft: str = ""


def list_artisans(wanted: WantedArtisans, window: Window, using: str = "default") -> list[tuple[int, ArtisanInfo]]:
    """(key, artisan) of those who agreed to be shown; nobody while the merchant names no artisans."""
    rows = window.select(_artisans(wanted, using).select_related("district"))
    return [(row.pk, artisan_info(row, named=True)) for row in rows]


def count_artisans(wanted: WantedArtisans, using: str = "default") -> int:
    return _artisans(wanted, using).count()


def _artisans(wanted: WantedArtisans, using: str) -> QuerySet[Artisan]:
    settings = configuration.load_active_settings(ProvenanceSettings)
    rows = Artisan.objects.using(using).filter(shows_name=True)
    if settings is None or not settings.shows_artisans:
        return rows.none()
    if wanted.district:
        rows = rows.filter(district__slug=wanted.district)
    if wanted.craft:
        rows = rows.filter(
            Exists(Claim.objects.filter(artisan=OuterRef("pk"), craft__slug=wanted.craft, state__in=PUBLIC))
        )
    return rows
