"""Forgetting an artisan: the name, the village, the story and the pictures."""

from __future__ import annotations

from django.db import transaction

from odop_core.queue import outbox
from odop_provenance.artisans import records
from odop_provenance.evidence.records import ERASE_TOPIC
from odop_provenance.models import ArtisanProfile, ProfilePicture, ProfileState


@transaction.atomic
def erase_artisan(slug: str) -> None:
    """Of the person behind this slug nothing is kept. Doing it again changes nothing. Raises UnknownArtisan."""
    records.erase_artisan(slug)
    rows = ArtisanProfile.objects.filter(artisan__slug=slug)
    pictures = ProfilePicture.objects.filter(profile__in=rows).exclude(stored_as="")
    for name in sorted(set(pictures.values_list("stored_as", flat=True))):
        outbox.enqueue(ERASE_TOPIC, f"artisan:{slug}", {"name": name}, key=f"{ERASE_TOPIC}:{name}")
    pictures.update(stored_as="", caption="")
    rows.update(story="", story_hi="", state=ProfileState.REPLACED)
