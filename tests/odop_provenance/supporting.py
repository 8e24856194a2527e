"""Artisans and photos that support a claim."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from odop_provenance import api
from odop_provenance.models import Claim, Evidence, EvidenceKind, EvidenceState


def artisan(slug: str = "shabana", district: str = "lucknow") -> str:
    return api.save_artisan(slug, name=slug.title(), district_slug=district, shows_name=True).slug


def accepted_photo(product_id: str) -> None:
    """Only the record of one, without a file."""
    Evidence.objects.create(
        claim=Claim.objects.get(product_id=product_id),
        kind=EvidenceKind.PHOTO,
        stored_as="nowhere.jpg",
        content_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        state=EvidenceState.ACCEPTED,
        given_by="seller",
    )


def photo(format_: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture of which the left half is red and the right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    output = BytesIO()
    image.save(output, format_, **options)
    return output.getvalue()
