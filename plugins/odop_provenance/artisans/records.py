"""The artisans on record as plain data: who they are, and what they agreed to have shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from odop_core import metadata
from odop_core.database.text_search import find_rows
from odop_core.india.names import read_name
from odop_core.plugin import configuration
from odop_provenance.models import Artisan
from odop_provenance.places.records import DistrictInfo, UnknownPlace, district_info, district_row
from odop_provenance.settings import ProvenanceSettings

# Where a search for artisans looks.
SEARCHED = ("name", "name_hi")
find_artisan_rows = find_rows(Artisan, *SEARCHED)


class UnknownArtisan(UnknownPlace):
    """An artisan of whom nothing is recorded."""


class SlugTaken(ValueError):
    """Another artisan has this slug; the message names it."""


@dataclass(frozen=True)
class ArtisanInfo:
    """An artisan as the public may see them: names are empty without their consent."""

    slug: str
    name_en: str
    name_hi: str
    district: DistrictInfo


def find_shown_artisan_rows(text: str, using: str) -> list[int]:
    """Those in whose name a text is found, and who may be named; nobody while the merchant names no artisans."""
    if not _names_are_shown():
        return []
    found = find_artisan_rows(text, using)
    return list(Artisan.objects.using(using).filter(pk__in=found, shows_name=True).values_list("pk", flat=True))


def artisan_row(slug: str) -> Artisan:
    """Raises UnknownArtisan."""
    row = Artisan.objects.filter(slug=slug).first()
    if row is None:
        raise UnknownArtisan(f"There is no artisan {slug!r}.")
    return row


def artisan_info(row: Artisan, *, named: bool) -> ArtisanInfo:
    """`named`: the merchant wants artisans named; without the artisan's own consent they are not."""
    shown = named and row.shows_name
    return ArtisanInfo(row.slug, row.name if shown else "", row.name_hi if shown else "", district_info(row.district))


def find_artisans(slugs: Iterable[str], using: str = "default") -> dict[str, ArtisanInfo]:
    """Artisans by slug, named only as far as they and the merchant allow."""
    names = _names_are_shown()
    rows = Artisan.objects.using(using).filter(slug__in=list(slugs)).select_related("district")
    return {row.slug: artisan_info(row, named=names) for row in rows}


def name_artisans(rows: QuerySet[Artisan], using: str = "default") -> list[tuple[Artisan, ArtisanInfo]]:
    """These artisans, and how the public may see each."""
    names = _names_are_shown()
    return [(row, artisan_info(row, named=names)) for row in rows.using(using).select_related("district")]


def save_artisan(
    slug: str, *, name: str, district_slug: str, name_hi: str = "", village: str = "", shows_name: bool = False
) -> ArtisanInfo:
    """Create or change an artisan. Raises UnknownPlace, NotAName."""
    values = {
        "name": read_name(name), "name_hi": read_name(name_hi, required=False, is_hindi=True),
        "village": read_name(village, required=False), "shows_name": shows_name,
        "district": district_row(district_slug),
    }  # fmt: skip
    artisan, _created = Artisan.objects.update_or_create(slug=slug, defaults=values)
    return artisan_info(artisan, named=_names_are_shown())


class ArtisanChanges(TypedDict, total=False):
    """What may be said of an artisan; what is left out stays as it is."""

    name: str
    name_hi: str
    village: str
    district_slug: str
    shows_name: bool


def create_artisan(slug: str, **values: Unpack[ArtisanChanges]) -> ArtisanInfo:
    """Needs at least a name and a district. Raises SlugTaken, UnknownPlace, NotAName."""
    artisan = Artisan(slug=slug)
    _change(artisan, values)
    try:
        with transaction.atomic():
            artisan.save(force_insert=True)
    except IntegrityError as error:
        raise SlugTaken(f"There is an artisan {slug!r} already.") from error
    return artisan_info(artisan, named=_names_are_shown())


@transaction.atomic
def change_artisan(slug: str, **values: Unpack[ArtisanChanges]) -> ArtisanInfo:
    """Raises NotAName; UnknownPlace, also when there is no such artisan."""
    artisan = Artisan.objects.select_for_update(of=("self",)).select_related("district").filter(slug=slug).first()
    if artisan is None:
        raise UnknownArtisan(f"There is no artisan {slug!r}.")
    _change(artisan, values)
    artisan.save()
    return artisan_info(artisan, named=_names_are_shown())


@transaction.atomic
def erase_artisan(slug: str) -> None:
    """Of the person behind this slug nothing is kept: no name, no village. Raises UnknownArtisan."""
    if not Artisan.objects.filter(slug=slug).update(name="", name_hi="", village="", shows_name=False):
        raise UnknownArtisan(f"There is no artisan {slug!r}.")
    metadata.forget("Artisan", slug)


def _change(artisan: Artisan, values: ArtisanChanges) -> None:
    if "district_slug" in values:
        artisan.district = district_row(values["district_slug"])
    if "name" in values:
        artisan.name = read_name(values["name"])
    if "name_hi" in values:
        artisan.name_hi = read_name(values["name_hi"], required=False, is_hindi=True)
    if "village" in values:
        artisan.village = read_name(values["village"], required=False)
    if "shows_name" in values:
        artisan.shows_name = values["shows_name"]


def _names_are_shown() -> bool:
    settings = configuration.load_active_settings(ProvenanceSettings)
    return settings is not None and settings.shows_artisans
