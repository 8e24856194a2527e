"""Districts and crafts as plain data, and finding them by what people call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from odop_core.database.text_search import find_rows
from odop_provenance.models import Craft, District

find_district_rows = find_rows(District, "name_en", "name_hi", "slug")
find_craft_rows = find_rows(Craft, "name_en", "name_hi", "slug", "gi_name")


class UnknownPlace(LookupError):
    """A district, craft or artisan that the programme does not know; the message names it."""


class UnknownCraft(UnknownPlace):
    """A craft that is not on the ODOP list of the district."""


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
    # The GI that protects the craft's name. With a product: only if its artisan or seller may use it.
    gi_name: str
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


def district_info(row: District) -> DistrictInfo:
    return DistrictInfo(row.lgd_code, row.slug, row.name_en, row.name_hi, row.division, row.iso_state)


def craft_info(row: Craft, *, shows_gi: bool = True) -> CraftInfo:
    return CraftInfo(
        row.slug, row.name_en, row.name_hi, row.name_hi_reviewed, row.category, row.hsn,
        row.gi_name if shows_gi else "", district_info(row.district),
    )  # fmt: skip


def list_districts(using: str = "default") -> list[DistrictInfo]:
    return [district_info(row) for row in District.objects.using(using).order_by("name_en")]


def find_district(slug: str, using: str = "default") -> DistrictInfo | None:
    row = District.objects.using(using).filter(slug=slug).first()
    return district_info(row) if row else None


def find_district_by_code(lgd_code: int, using: str = "default") -> DistrictInfo | None:
    """The district with this code of the Local Government Directory."""
    row = District.objects.using(using).filter(lgd_code=lgd_code).first()
    return district_info(row) if row else None


def list_crafts(district_slugs: Iterable[str] | None = None, using: str = "default") -> list[CraftInfo]:
    """All crafts, or those of some districts, by district and name."""
    rows = Craft.objects.using(using).select_related("district").order_by("district__name_en", "name_en")
    if district_slugs is not None:
        rows = rows.filter(district__slug__in=list(district_slugs))
    return [craft_info(row) for row in rows]


def find_craft(district_slug: str, slug: str, using: str = "default") -> CraftInfo | None:
    """None when it is not on the ODOP list of the district."""
    rows = Craft.objects.using(using).filter(district__slug=district_slug, slug=slug)
    row = rows.select_related("district").first()
    return craft_info(row) if row else None


def list_crafts_by_district(district_slugs: Iterable[str], using: str = "default") -> dict[str, list[CraftInfo]]:
    found: dict[str, list[CraftInfo]] = defaultdict(list)
    for craft in list_crafts(district_slugs, using):
        found[craft.district.slug].append(craft)
    return found
