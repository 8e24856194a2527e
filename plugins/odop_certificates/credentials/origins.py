"""What a certificate says of the origin, in the words a page needs: names in both languages, and what is proven."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from odop_certificates.models import Certificate
from odop_certificates.proof import disclosure, payloads
from odop_provenance import api as provenance
from odop_provenance.api import ArtisanInfo, CraftInfo, DistrictInfo


@dataclass(frozen=True)
class Origin:
    """`craft` is None for a product that is not on its district's ODOP list.

    `artisan` is None when the certificate names none, or the artisan does not want to be named. `artisan_disclosure`
    opens the certificate's digest of the name; it is "" when the name was corrected after signing.
    """

    district: DistrictInfo
    craft: CraftInfo | None
    artisan: ArtisanInfo | None
    artisan_disclosure: str
    has_artisan: bool


def read_origin(token: str, certificate_code: str, using: str = "default") -> Origin:
    """`token` is of the certificate with this code, or of a piece sold under it."""
    credential = payloads.read_payload(token)
    subject = credential["credentialSubject"]
    district = provenance.find_district_by_code(subject["district"]["lgdCode"], using)
    if district is None:
        raise LookupError(f"There is no district {subject['district']['lgdCode']}.")
    artisan, shown = _artisan(credential, certificate_code, using)
    return Origin(
        district=district,
        craft=_craft(subject, district, using),
        artisan=artisan,
        artisan_disclosure=shown,
        has_artisan="artisanDigest" in subject,
    )


def _craft(subject: dict[str, Any], district: DistrictInfo, using: str) -> CraftInfo | None:
    """Without its GI: only a badge shows that."""
    slug = subject.get("craft", {}).get("slug")
    craft = provenance.find_craft(district.slug, slug, using) if slug else None
    return replace(craft, gi_name="") if craft else None


def _artisan(credential: dict[str, Any], certificate_code: str, using: str) -> tuple[ArtisanInfo | None, str]:
    certificate = Certificate.objects.using(using).get(code=certificate_code)
    slug = certificate.artisan_slug
    artisan = provenance.find_artisans([slug], using).get(slug) if slug else None
    if artisan is None or not artisan.name_en:
        return None, ""
    shown = disclosure.disclosure_of(certificate.artisan_salt, artisan.name_en)
    return artisan, shown if disclosure.disclosed_name(credential, shown) else ""
