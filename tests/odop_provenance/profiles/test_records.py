"""Profiles of artisans: proposed, reviewed by somebody else, and shown only while the artisan agrees."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from odop_core.files.errors import FileRefused
from odop_core.security.interests import OwnInterest
from odop_provenance import api as provenance
from odop_provenance.api import artisans, profiles
from odop_provenance.models import Artisan, ArtisanProfile, ProfilePicture
from odop_provenance.profiles.records import NewPicture
from tests import factories
from tests.odop_provenance.supporting import photo

pytestmark = pytest.mark.django_db
OWN, STAFF = "supplier:1", "staff-1"


@pytest.fixture(autouse=True)
def _artisan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    provenance.save_artisan("shabana", name="Shabana", district_slug="lucknow", shows_name=True)


def propose(**changes: Any) -> profiles.ProfileInfo:
    values: dict[str, Any] = {"by": OWN, "story": "I weave.", "story_hi": "मैं बुनती हूँ।"} | changes
    return profiles.propose_profile("shabana", **values)


def shown() -> profiles.ProfileInfo | None:
    return profiles.public_profiles(["shabana"]).get("shabana")


def status_of(url: str) -> int:
    return Client().get("/" + url.partition("//")[2].partition("/")[2]).status_code


def test_nothing_is_public_before_somebody_else_has_looked() -> None:
    # given
    proposed = propose(pictures=[NewPicture(BytesIO(photo()), "My loom")])

    # when / then
    assert shown() is None

    # when
    profiles.publish_profile(proposed.id, by=STAFF)
    public = shown()

    # then
    assert public is not None
    assert (public.story_en, public.story_hi) == ("I weave.", "मैं बुनती हूँ।")
    assert [picture.caption for picture in public.pictures] == ["My loom"]
    assert status_of(public.pictures[0].url) == 200


def test_without_consent_neither_story_nor_picture_is_shown() -> None:
    # given
    profiles.publish_profile(propose(pictures=[NewPicture(BytesIO(photo()))]).id, by=STAFF)
    public = shown()
    assert public is not None

    # when
    Artisan.objects.update(shows_name=False)

    # then
    assert shown() is None
    assert status_of(public.pictures[0].url) == 410


def test_a_link_to_a_proposal_ends_and_no_other_is_believed() -> None:
    # given
    (picture,) = propose(pictures=[NewPicture(BytesIO(photo()))]).pictures

    # when / then
    assert status_of(picture.url) == 200
    assert status_of(picture.url + "x") == 403


def test_pictures_are_made_anew_without_what_cameras_add() -> None:
    # given
    camera = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "MyCamera"
    Image.new("RGB", (40, 40)).save(camera, "JPEG", exif=exif)

    # when
    (picture,) = propose(pictures=[NewPicture(BytesIO(camera.getvalue()))]).pictures
    content = Client().get("/" + picture.url.partition("//")[2].partition("/")[2]).content

    # then
    assert b"MyCamera" in camera.getvalue()
    assert b"MyCamera" not in content


@pytest.mark.parametrize("content", [b"", b"no picture", b"%PDF-1.4"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        propose(pictures=[NewPicture(BytesIO(content))])
    assert ArtisanProfile.objects.count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"story": "", "story_hi": ""},
        {"story": "x" * 3001},
        {"story": "2345 6789 0124"},
        {"pictures": [NewPicture(BytesIO(b""))] * 7},
    ],
    ids=["empty", "too long", "an Aadhaar number", "too many pictures"],
)
def test_what_cannot_be_shown_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(profiles.ProfileRefused):
        propose(**values)


def test_a_proposal_takes_the_place_of_one_that_nobody_looked_at() -> None:
    # given
    first, second = propose(), propose(story="I weave silk.")

    # when / then
    with pytest.raises(profiles.ProfileDecided):
        profiles.publish_profile(first.id, by=STAFF)
    assert profiles.publish_profile(second.id, by=STAFF).state == "published"


def test_a_published_one_stays_until_the_next_is_published() -> None:
    # given
    profiles.publish_profile(propose(pictures=[NewPicture(BytesIO(photo()))]).id, by=STAFF)
    kept = ProfilePicture.objects.get().pk
    newer = propose(story="I weave silk.", keep=[kept])
    before = shown()

    # when
    profiles.publish_profile(newer.id, by=STAFF)

    # then
    after = shown()
    assert before is not None
    assert after is not None
    assert (before.story_en, after.story_en, len(after.pictures)) == ("I weave.", "I weave silk.", 1)


def test_pictures_of_another_artisan_are_not_kept() -> None:
    # given
    provenance.save_artisan("other", name="Other", district_slug="lucknow")
    profiles.propose_profile("other", by="supplier:2", pictures=[NewPicture(BytesIO(photo()))])

    # when / then
    assert propose(keep=[ProfilePicture.objects.get().pk]).pictures == []


def test_who_proposed_it_does_not_publish_it() -> None:
    # given
    proposed = propose(by=STAFF)

    # when / then
    with pytest.raises(profiles.NeedsOtherPerson):
        profiles.publish_profile(proposed.id, by=STAFF)


def test_whoever_gains_by_it_does_not_publish_it() -> None:
    # given
    factories.supplier(user_id=STAFF, artisan_slug="shabana")

    # when / then
    with pytest.raises(OwnInterest):
        profiles.publish_profile(propose().id, by=STAFF)


def test_a_rejected_one_says_why() -> None:
    # given
    proposed = propose()

    # when
    rejected = profiles.reject_profile(proposed.id, reason="The picture shows a price.", by=STAFF)

    # then
    assert (rejected.state, rejected.reason) == ("rejected", "The picture shows a price.")
    assert profiles.newest_profiles(["shabana"])["shabana"].reason == "The picture shows a price."


def test_an_erased_artisan_has_no_story_and_no_picture() -> None:
    # given
    profiles.publish_profile(propose(pictures=[NewPicture(BytesIO(photo()))]).id, by=STAFF)

    # when
    artisans.erase_artisan("shabana")

    # then
    kept = ArtisanProfile.objects.get()
    assert (kept.story, kept.story_hi, kept.state) == ("", "", "replaced")
    assert ProfilePicture.objects.get().stored_as == ""
    assert shown() is None
