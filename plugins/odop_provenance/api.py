"""What other parts of the suite may ask of provenance. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q

from odop_core import plugin_settings
from odop_provenance.models import Artisan, Claim, ClaimState, Craft, District
from odop_provenance.settings import ProvenanceSettings


class UnknownPlace(LookupError):
    """A district, craft or artisan that the programme does not know; the message names it."""


class UnknownCraft(UnknownPlace):
    """A craft that is not on the ODOP list of the district."""


class UnknownArtisan(UnknownPlace):
    """An artisan of whom nothing is recorded."""


class SlugTaken(ValueError):
    """Another artisan has this slug; the message names it."""


@dataclass(frozen=True)
class DistrictInfo:
    lgd_code: int
    slug: str
    name_en: str
    name_hi: str
    division: str
    state_code: str


@dataclass(frozen=True)
class CraftInfo:
    slug: str
    name_en: str
    name_hi: str
    name_hi_reviewed: bool
    category: str
    hsn: str
    gi_name: str
    district: DistrictInfo


@dataclass(frozen=True)
class ArtisanInfo:
    """An artisan as the public may see them: names are empty without their consent."""

    slug: str
    name_en: str
    name_hi: str
    district: DistrictInfo


@dataclass(frozen=True)
class ProvenanceInfo:
    product_id: str
    district: DistrictInfo
    craft: CraftInfo | None
    maker: ArtisanInfo | None


def districts(using: str = "default") -> list[DistrictInfo]:
    return [_district(row) for row in District.objects.using(using).order_by("name_en")]


def district(slug: str, using: str = "default") -> DistrictInfo | None:
    row = District.objects.using(using).filter(slug=slug).first()
    return _district(row) if row else None


def crafts(district_slugs: Iterable[str] | None = None, using: str = "default") -> list[CraftInfo]:
    """All crafts, or those of some districts, by district and name."""
    rows = Craft.objects.using(using).select_related("district").order_by("district__name_en", "name_en")
    if district_slugs is not None:
        rows = rows.filter(district__slug__in=list(district_slugs))
    return [_craft(row) for row in rows]


def crafts_by_district(district_slugs: Iterable[str], using: str = "default") -> dict[str, list[CraftInfo]]:
    found: dict[str, list[CraftInfo]] = defaultdict(list)
    for craft in crafts(district_slugs, using):
        found[craft.district.slug].append(craft)
    return found


def provenance_of(product_ids: Iterable[str], using: str = "default") -> dict[str, ProvenanceInfo]:
    """The standing claims of these products, by product id; empty while the plugin is switched off."""
    settings = plugin_settings.load_if_active(ProvenanceSettings)
    if settings is None:
        return {}
    claims = (
        Claim.objects.using(using)
        .filter(product_id__in=list(product_ids), state=ClaimState.ATTESTED)
        .select_related("district", "craft__district", "artisan__district")
    )
    return {
        claim.product_id: ProvenanceInfo(
            product_id=claim.product_id,
            district=_district(claim.district),
            craft=_craft(claim.craft) if claim.craft else None,
            maker=_artisan(claim.artisan, settings.shows_makers) if claim.artisan else None,
        )
        for claim in claims
    }


def artisans(slugs: Iterable[str], using: str = "default") -> dict[str, ArtisanInfo]:
    """Artisans by slug, named only as far as they and the merchant allow."""
    names = _names_are_shown()
    rows = Artisan.objects.using(using).filter(slug__in=list(slugs)).select_related("district")
    return {row.slug: _artisan(row, names) for row in rows}


def save_artisan(
    slug: str, *, name: str, district_slug: str, name_hi: str = "", village: str = "", shows_name: bool = False
) -> ArtisanInfo:
    """Create or change an artisan. Raises UnknownPlace."""
    values = {
        "name": name, "name_hi": name_hi, "village": village, "shows_name": shows_name,
        "district": _district_row(district_slug),
    }  # fmt: skip
    artisan, _created = Artisan.objects.update_or_create(slug=slug, defaults=values)
    return _artisan(artisan, _names_are_shown())


class ArtisanChanges(TypedDict, total=False):
    """What may be said of an artisan; what is left out stays as it is."""

    name: str
    name_hi: str
    village: str
    district_slug: str
    shows_name: bool


def create_artisan(slug: str, **values: Unpack[ArtisanChanges]) -> ArtisanInfo:
    """Needs at least a name and a district. Raises SlugTaken, UnknownPlace."""
    artisan = Artisan(slug=slug)
    _change(artisan, values)
    try:
        with transaction.atomic():
            artisan.save(force_insert=True)
    except IntegrityError as error:
        raise SlugTaken(f"There is an artisan {slug!r} already.") from error
    return _artisan(artisan, _names_are_shown())


@transaction.atomic
def change_artisan(slug: str, **values: Unpack[ArtisanChanges]) -> ArtisanInfo:
    """Raises UnknownPlace, also when there is no such artisan."""
    artisan = Artisan.objects.select_for_update(of=("self",)).select_related("district").filter(slug=slug).first()
    if artisan is None:
        raise UnknownArtisan(f"There is no artisan {slug!r}.")
    _change(artisan, values)
    artisan.save()
    return _artisan(artisan, _names_are_shown())


def claim(
    product_id: str, *, district_slug: str, craft_slug: str | None = None, artisan_slug: str | None = None
) -> None:
    """Say (anew) where a product comes from. Raises UnknownPlace, also for a craft that is not of the district."""
    place = _district_row(district_slug)
    craft = artisan = None
    if craft_slug:
        craft = Craft.objects.filter(district=place, slug=craft_slug).first()
        if craft is None:
            raise UnknownCraft(f"{craft_slug!r} is not on the ODOP list of {place.name_en}.")
    if artisan_slug:
        artisan = Artisan.objects.filter(slug=artisan_slug).first()
        if artisan is None:
            raise UnknownArtisan(f"There is no artisan {artisan_slug!r}.")
    values = {"district": place, "craft": craft, "artisan": artisan, "state": ClaimState.ATTESTED}
    Claim.objects.update_or_create(product_id=product_id, defaults=values)


def revoke_claim(product_id: str) -> bool:
    """Take the claim back. Returns False when there was none."""
    return bool(
        Claim.objects.filter(Q(product_id=product_id) & ~Q(state=ClaimState.REVOKED)).update(state=ClaimState.REVOKED)
    )


def _change(artisan: Artisan, values: ArtisanChanges) -> None:
    if "district_slug" in values:
        artisan.district = _district_row(values["district_slug"])
    for name in ("name", "name_hi", "village", "shows_name"):
        if name in values:
            setattr(artisan, name, values[name])


def _names_are_shown() -> bool:
    settings = plugin_settings.load_if_active(ProvenanceSettings)
    return settings is not None and settings.shows_makers


def _district_row(slug: str) -> District:
    row = District.objects.filter(slug=slug).first()
    if row is None:
        raise UnknownPlace(f"There is no district {slug!r} in Uttar Pradesh.")
    return row


def _district(row: District) -> DistrictInfo:
    return DistrictInfo(row.lgd_code, row.slug, row.name_en, row.name_hi, row.division, row.iso_state)


def _craft(row: Craft) -> CraftInfo:
    return CraftInfo(
        row.slug, row.name_en, row.name_hi, row.name_hi_reviewed, row.category, row.hsn, row.gi_name,
        _district(row.district),
    )  # fmt: skip


def _artisan(row: Artisan, named: bool) -> ArtisanInfo:
    shown = named and row.shows_name
    return ArtisanInfo(row.slug, row.name if shown else "", row.name_hi if shown else "", _district(row.district))
