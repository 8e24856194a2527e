"""Products by where they come from, as buyers look for them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from odop_core.database.filters import Flag, Moments, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.artisans.records import find_shown_artisan_rows
from odop_provenance.claims.records import in_state
from odop_provenance.models import PUBLIC, Claim, ClaimState, MarkKind, MarkRegistration, MarkState
from odop_provenance.places.records import find_craft_rows, find_district_rows
from odop_provenance.settings import ProvenanceSettings


def _rows(using: str) -> QuerySet[Claim]:
    """Claims of products whose origin buyers are shown."""
    rows = Claim.objects.using(using).filter(state__in=PUBLIC)
    return rows if configuration.load_active_settings(ProvenanceSettings) else rows.none()


def _may_bear(gi_name: str, _using: str) -> Q:
    """The artisan has a registration that puts this GI's badge on the product today."""
    rights = MarkRegistration.objects.filter(
        kind=MarkKind.GI,
        gi_name=gi_name,
        state=MarkState.VERIFIED,
        valid_until__gte=dates.today(),
        artisan=OuterRef("artisan"),
        crafts=OuterRef("craft"),
    )
    settings = configuration.load_active_settings(ProvenanceSettings)
    is_enough = in_state(ClaimState.VERIFIED) if settings and settings.badges_need_verification else Q()
    return Q(Exists(rights)) & is_enough


def _is_of_artisan(slug: str, using: str) -> Q:
    """Whoever did not agree to be named is not found by their name either."""
    settings = configuration.load_active_settings(ProvenanceSettings)
    if settings is None or not settings.shows_artisans:
        return Q(pk__in=[])
    return Q(artisan__slug=slug, artisan__shows_name=True)


PRODUCTS = RowList(
    Claim,
    rows=_rows,
    show=lambda rows, _using: [row.product_id for row in rows],
    filters={
        "district": String("district__slug", "The slug of the district they come from."),
        "craft": String("craft__slug", "The slug of the craft they are examples of."),
        "artisan": String("", "The slug of the artisan who made them.", match=_is_of_artisan),
        "gi": String("", "The registered name of the GI that they may be shown with today.", match=_may_bear),
        "is_verified": Flag(
            "Whether a reviewer verified their origin.", holds=lambda _using: in_state(ClaimState.VERIFIED)
        ),
        "created_at": Moments("created_at", "When their origin was first said."),
    },
    sorts={
        "created_at": RECORDED,
        "updated_at": Sort("When what is said of their origin changed last.", "changed_at"),
    },
    search=Search(
        "Words of the names of the artisan, the craft or the district.",
        others={"artisan_id": find_shown_artisan_rows, "craft_id": find_craft_rows, "district_id": find_district_rows},
    ),
    newest_first=False,
    owner="",
)
