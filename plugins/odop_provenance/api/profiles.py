"""Artisans' profiles, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from odop_core.database.filters import Choice, Moments, String
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.plugin import configuration
from odop_provenance.artisans.records import find_artisan_rows
from odop_provenance.evidence.pictures import make_link
from odop_provenance.models import ArtisanProfile, ProfilePicture, ProfileState
from odop_provenance.profiles import records
from odop_provenance.profiles.records import (
    NeedsOtherPerson,
    NewPicture,
    NoSuchProfile,
    ProfileDecided,
    ProfileRefused,
)
from odop_provenance.settings import ProvenanceSettings

__all__ = [
    "PROFILES",
    "NeedsOtherPerson", "NewPicture", "NoSuchProfile", "PictureInfo", "ProfileDecided", "ProfileInfo",
    "ProfileRefused", "ProfileState", "newest_profiles", "propose_profile",
    "public_profiles", "publish_profile", "reject_profile",
]  # fmt: skip


@dataclass(frozen=True)
class PictureInfo:
    id: int
    url: str
    caption: str


@dataclass(frozen=True)
class ProfileInfo:
    """A version of what an artisan tells of themselves; `reason` is why it was rejected."""

    id: int
    artisan_slug: str
    story_en: str
    story_hi: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str
    pictures: list[PictureInfo]


def propose_profile(slug: str, *, by: str, **values: Any) -> ProfileInfo:
    """See `profiles.records.propose_profile`."""
    return _info(records.propose_profile(slug, by=by, **values))


def publish_profile(profile_id: int, *, by: str) -> ProfileInfo:
    """Raises NoSuchProfile, ProfileDecided, NeedsOtherPerson, OwnInterest."""
    return _info(records.publish_profile(profile_id, by=by))


def reject_profile(profile_id: int, *, reason: str, by: str) -> ProfileInfo:
    """Raises NoSuchProfile, ProfileDecided, NeedsOtherPerson, OwnInterest, ProfileRefused."""
    return _info(records.reject_profile(profile_id, reason=reason, by=by))


def public_profiles(slugs: Iterable[str], using: str = "default") -> dict[str, ProfileInfo]:
    """What buyers may see now, by artisan: published, while the artisan and the merchant want the name shown."""
    settings = configuration.load_active_settings(ProvenanceSettings)
    if settings is None or not settings.shows_artisans:
        return {}
    rows = _rows(using).filter(artisan__slug__in=list(slugs), artisan__shows_name=True, state=ProfileState.PUBLISHED)
    return {info.artisan_slug: info for info in _infos(list(rows), is_public=True)}


def newest_profiles(slugs: Iterable[str], using: str = "default") -> dict[str, ProfileInfo]:
    """The newest version of each artisan, whatever became of it."""
    rows = _rows(using).filter(artisan__slug__in=list(slugs)).order_by("artisan_id", "-id").distinct("artisan_id")
    return {info.artisan_slug: info for info in _infos(list(rows))}


def _rows(using: str) -> QuerySet[ArtisanProfile]:
    return ArtisanProfile.objects.using(using).select_related("artisan")


def _info(row: ArtisanProfile) -> ProfileInfo:
    return _infos([row])[0]


def _infos(rows: list[ArtisanProfile], *, is_public: bool = False) -> list[ProfileInfo]:
    using = rows[0]._state.db if rows else "default"
    found: dict[int, list[PictureInfo]] = defaultdict(list)
    pictures = ProfilePicture.objects.using(using).filter(profile__in=[row.pk for row in rows]).exclude(stored_as="")
    for one in pictures.order_by("id"):
        found[one.profile_id].append(PictureInfo(one.pk, make_link(one.pk, is_public=is_public), one.caption))
    return [
        ProfileInfo(
            row.pk, row.artisan.slug, row.story, row.story_hi, row.state, row.proposed_by, row.proposed_at,
            row.decided_by, row.decided_at, row.reason, found[row.pk],
        )
        for row in rows
    ]  # fmt: skip


PROFILES = RowList(
    ArtisanProfile,
    rows=_rows,
    show=lambda rows, _using: _infos(rows),
    filters={
        "status": Choice("state", "What became of them.", states=ProfileState),
        "artisan": String("artisan__slug", "The slug of the artisan."),
        "created_at": Moments("proposed_at", "When they were proposed."),
    },
    search=Search("Words of the artisan's names.", others={"artisan_id": find_artisan_rows}),
    newest_first=False,
    owner="",
)
