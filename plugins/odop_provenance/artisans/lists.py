"""Artisans who agreed to be shown, by district and craft."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_core.database.filters import String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.plugin import configuration
from odop_provenance.artisans.records import SEARCHED, artisan_info
from odop_provenance.models import PUBLIC, Artisan, Claim
from odop_provenance.settings import ProvenanceSettings


def _rows(using: str) -> QuerySet[Artisan]:
    """Nobody while the merchant names no artisans."""
    settings = configuration.load_active_settings(ProvenanceSettings)
    rows = Artisan.objects.using(using).filter(shows_name=True).select_related("district")
    return rows if settings and settings.shows_artisans else rows.none()


def _makes(craft: str, _using: str) -> Q:
    """They are shown as having made some product of this craft."""
    return Q(Exists(Claim.objects.filter(artisan=OuterRef("pk"), craft__slug=craft, state__in=PUBLIC)))


ARTISANS = RowList(
    Artisan,
    rows=_rows,
    show=lambda rows, _using: [artisan_info(row, named=True) for row in rows],
    filters={
        "slug": String("slug", "Their slug."),
        "district": String("district__slug", "The slug of the district they work in."),
        "craft": String("", "The slug of a craft that they are known to make.", match=_makes),
    },
    sorts={"created_at": RECORDED, "name": Sort("The name.", "name")},
    search=Search("Words of the name in either script, or of the village.", columns=SEARCHED),
    newest_first=False,
    owner="",
)
