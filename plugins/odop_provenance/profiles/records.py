"""Proposing, publishing and rejecting what an artisan tells of themselves.

A proposal takes the place of one that nobody has looked at yet. Who proposed it does not publish it, and neither does
whoever gains by the artisan. Whether buyers see it depends on the artisan's consent at the moment they look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from django.db import transaction

from odop_core.files import storage
from odop_core.files.errors import FileTypeRefused
from odop_core.files.sanitizer import PDF, SanitizedFile, sanitize_file
from odop_core.i18n import TextError, _
from odop_core.india import aadhaar
from odop_core.normalization import normalize_text
from odop_core.plugin import configuration
from odop_core.security.interests import refuse_own_interest, user_of
from odop_provenance.artisans.records import artisan_row
from odop_provenance.models import ArtisanProfile, ProfilePicture, ProfileState
from odop_provenance.settings import ProvenanceSettings

LONGEST_STORY = 3000
MOST_PICTURES = 6
PROPOSED, PUBLISHED, REPLACED = ProfileState.PROPOSED, ProfileState.PUBLISHED, ProfileState.REPLACED


class ProfileRefused(TextError, ValueError):
    """What was written or decided cannot be; the text says what to change."""


class NoSuchProfile(TextError, LookupError):
    """There is no such profile."""


class ProfileDecided(ProfileRefused):
    """Somebody decided on it before, or a newer one took its place."""


class NeedsOtherPerson(ProfileRefused):
    """Who proposed it may not decide on it."""


@dataclass(frozen=True)
class NewPicture:
    file: BinaryIO
    caption: str = ""


def propose_profile(
    slug: str, *, by: str, story: str = "", story_hi: str = "", pictures: Sequence[NewPicture] = (),
    keep: Sequence[int] = (),
) -> ArtisanProfile:  # fmt: skip
    """A new version for staff to look at; `keep` are numbers of pictures of earlier versions that it shows, too.

    Raises UnknownArtisan, ProfileRefused, StorageUnavailable and the reasons in `files.errors`.
    """
    artisan = artisan_row(slug)
    texts = [_text(story), _text(story_hi)]
    captions = [_text(one.caption)[:255] for one in pictures]
    kept = list(ProfilePicture.objects.filter(pk__in=list(keep), profile__artisan=artisan).exclude(stored_as=""))
    if not any(texts) and not pictures and not kept:
        raise ProfileRefused(_("Write a story or add a picture."))
    if len(pictures) + len(kept) > MOST_PICTURES:
        raise ProfileRefused(_("A profile has at most {most} pictures.", most=MOST_PICTURES))
    files = [_picture(one.file) for one in pictures]
    names = [storage.save_file(file) for file in files]
    try:
        return _save(artisan.pk, texts, by, list(zip(files, names, captions, strict=True)), kept)
    except Exception:
        for name in names:
            storage.delete_file(name)
        raise


@transaction.atomic
def publish_profile(profile_id: int, *, by: str) -> ArtisanProfile:
    """Buyers see it from now on. Raises NoSuchProfile, ProfileDecided, NeedsOtherPerson, OwnInterest."""
    profile = _undecided(profile_id, by)
    ArtisanProfile.objects.filter(artisan=profile.artisan, state=PUBLISHED).update(state=REPLACED)
    return _decide(profile, PUBLISHED, by, "")


@transaction.atomic
def reject_profile(profile_id: int, *, reason: str, by: str) -> ArtisanProfile:
    """Not to be shown, for this reason, which the artisan reads. Raises as `publish_profile`, and ProfileRefused."""
    if not (words := _text(reason)[:1000]):
        raise ProfileRefused(_("Say why, in words the supplier can act on."))
    return _decide(_undecided(profile_id, by), ProfileState.REJECTED, by, words)


@transaction.atomic
def _save(
    artisan_id: int,
    texts: list[str],
    by: str,
    new: list[tuple[SanitizedFile, str, str]],
    kept: list[ProfilePicture],
) -> ArtisanProfile:
    ArtisanProfile.objects.select_for_update().filter(artisan_id=artisan_id, state=PROPOSED).update(state=REPLACED)
    profile = ArtisanProfile.objects.create(artisan_id=artisan_id, story=texts[0], story_hi=texts[1], proposed_by=by)
    rows = [
        ProfilePicture(
            profile=profile, stored_as=name, content_type=file.content_type, caption=caption,
            sha256=hashlib.sha256(file.content).hexdigest(),
        )
        for file, name, caption in new
    ]  # fmt: skip
    rows += [
        ProfilePicture(
            profile=profile, stored_as=old.stored_as, content_type=old.content_type, caption=old.caption,
            sha256=old.sha256,
        )
        for old in kept
    ]  # fmt: skip
    ProfilePicture.objects.bulk_create(rows)
    return profile


def _picture(file: BinaryIO) -> SanitizedFile:
    limit = configuration.load_settings(ProvenanceSettings).evidence_megabytes * 1024 * 1024
    kept = sanitize_file(file.read(limit + 1), limit)
    if kept.content_type == PDF:
        raise FileTypeRefused("A PDF is a document, not a photo.")
    return kept


def _text(written: str) -> str:
    text = normalize_text(written).strip()
    if len(text) > LONGEST_STORY:
        raise ProfileRefused(_("This is longer than {longest} characters.", longest=LONGEST_STORY))
    if aadhaar.contains_aadhaar(text):
        raise ProfileRefused(_("This looks like an Aadhaar number, which must not be kept here."))
    return text


def _undecided(profile_id: int, by: str) -> ArtisanProfile:
    rows = ArtisanProfile.objects.select_for_update(of=("self",)).select_related("artisan")
    profile = rows.filter(pk=profile_id).first()
    if profile is None:
        raise NoSuchProfile(_("There is no such profile."))
    refuse_own_interest(by, artisans=[profile.artisan.slug])
    if profile.state != PROPOSED:
        raise ProfileDecided(_("Somebody decided on this profile already, or a newer one took its place."))
    if not user_of(by) or user_of(by) == user_of(profile.proposed_by):
        raise NeedsOtherPerson(_("Who proposed a profile may not decide on it: a second person must look."))
    return profile


def _decide(profile: ArtisanProfile, state: ProfileState, by: str, reason: str) -> ArtisanProfile:
    profile.state, profile.decided_by, profile.decided_at, profile.reason = state, by, datetime.now(UTC), reason
    profile.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    return profile
