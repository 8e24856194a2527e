"""Districts, crafts and makers as plain data, and finding their rows by what people call them."""

from __future__ import annotations

from dataclasses import dataclass

from odop_provenance.models import Artisan, Craft, District


class UnknownPlace(LookupError):
    """A district, craft or artisan that the programme does not know; the message names it."""


class UnknownCraft(UnknownPlace):
    """A craft that is not on the ODOP list of the district."""


class UnknownArtisan(UnknownPlace):
    """An artisan of whom nothing is recorded."""


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
    # The GI that protects the craft's name. With a product: only if its maker or seller may use it.
    gi_name: str
    district: DistrictInfo


@dataclass(frozen=True)
class ArtisanInfo:
    """An artisan as the public may see them: names are empty without their consent."""

    slug: str
    name_en: str
    name_hi: str
    district: DistrictInfo


def district_row(slug: str) -> District:
    """Raises UnknownPlace."""
    row = District.objects.filter(slug=slug).first()
    if row is None:
        raise UnknownPlace(f"There is no district {slug!r} in Uttar Pradesh.")
    return row


def craft_row(district: District, slug: str) -> Craft:
    """Raises UnknownCraft when it is not on the ODOP list of the district."""
    row = Craft.objects.filter(district=district, slug=slug).first()
    if row is None:
        raise UnknownCraft(f"{slug!r} is not on the ODOP list of {district.name_en}.")
    return row


def artisan_row(slug: str) -> Artisan:
    """Raises UnknownArtisan."""
    row = Artisan.objects.filter(slug=slug).first()
    if row is None:
        raise UnknownArtisan(f"There is no artisan {slug!r}.")
    return row


def district_info(row: District) -> DistrictInfo:
    return DistrictInfo(row.lgd_code, row.slug, row.name_en, row.name_hi, row.division, row.iso_state)


def craft_info(row: Craft, *, shows_gi: bool = True) -> CraftInfo:
    return CraftInfo(
        row.slug, row.name_en, row.name_hi, row.name_hi_reviewed, row.category, row.hsn,
        row.gi_name if shows_gi else "", district_info(row.district),
    )  # fmt: skip


def artisan_info(row: Artisan, *, named: bool) -> ArtisanInfo:
    """`named`: the merchant wants makers named; without the artisan's own consent they are not."""
    shown = named and row.shows_name
    return ArtisanInfo(row.slug, row.name if shown else "", row.name_hi if shown else "", district_info(row.district))
