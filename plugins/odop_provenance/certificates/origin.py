"""What a certificate says of the origin, in the words a page needs: names in both languages, and what is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from odop_core.plugin import configuration
from odop_provenance.certificates import disclosure, payloads
from odop_provenance.models import Artisan, Certificate, Craft, District
from odop_provenance.places import ArtisanInfo, CraftInfo, DistrictInfo, artisan_info, craft_info, district_info
from odop_provenance.settings import ProvenanceSettings


@dataclass(frozen=True)
class Origin:
    """`craft` is None for a product that is not on its district's ODOP list.

    `maker` is None when the certificate names none, or the maker does not want to be named. `maker_disclosure` opens
    the certificate's digest of the name; it is "" when the maker's name was corrected after signing.
    """

    district: DistrictInfo
    craft: CraftInfo | None
    maker: ArtisanInfo | None
    maker_disclosure: str
    has_maker: bool


def read(token: str, certificate_code: str, using: str = "default") -> Origin:
    """`token` is of the certificate with this code, or of a piece sold under it."""
    credential = payloads.content(token)
    subject = credential["credentialSubject"]
    district = District.objects.using(using).get(lgd_code=subject["district"]["lgdCode"])
    maker, shown = _maker(credential, certificate_code, using)
    return Origin(
        district=district_info(district),
        craft=_craft(subject, district, using),
        maker=maker,
        maker_disclosure=shown,
        has_maker="makerDigest" in subject,
    )


def _craft(subject: dict[str, Any], district: District, using: str) -> CraftInfo | None:
    slug = subject.get("craft", {}).get("slug")
    row = Craft.objects.using(using).filter(district=district, slug=slug).select_related("district").first()
    return craft_info(row, shows_gi=False) if row else None


def _maker(credential: dict[str, Any], certificate_code: str, using: str) -> tuple[ArtisanInfo | None, str]:
    settings = configuration.load_if_active(ProvenanceSettings)
    certificate = Certificate.objects.using(using).select_related("artisan__district").get(code=certificate_code)
    artisan: Artisan | None = certificate.artisan
    if artisan is None or settings is None:
        return None, ""
    maker = artisan_info(artisan, named=settings.shows_makers)
    if not maker.name_en:
        return None, ""
    shown = disclosure.disclosure(certificate.maker_salt, artisan.name)
    return maker, shown if disclosure.opened(credential, shown) else ""
