"""Where products come from."""

from __future__ import annotations

from collections.abc import Mapping

from odop_certificates import api as certificates
from odop_provenance import api as provenance
from odop_provenance.api import claims, evidence, places, profiles, reviews
from storefront_schema.loaders.base import Loader


class ProvenanceOfProduct(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.ProvenanceInfo]:
        return provenance.find_provenance(keys, using)


class CertificateOfProduct(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, certificates.CertificateInfo]:
        return certificates.find_certificates_of_products(keys, using)


class UnitsOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[certificates.UnitInfo]]:
        return certificates.find_units_of_lines(keys, using)


class ReviewOfProduct(Loader):
    """The claim of a product as staff see it, in whatever state."""

    def read(self, keys: list[str], using: str) -> Mapping[str, reviews.ClaimReview]:
        return reviews.find_reviews(keys, using)


class StepsOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[claims.StepInfo]]:
        return claims.find_steps(keys, using)


class EvidenceOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[evidence.EvidenceInfo]]:
        return evidence.find_evidence_of_products(keys, using)


class EvidenceOfMark(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[evidence.EvidenceInfo]]:
        return evidence.find_evidence_of_marks(keys, using)


class EvidenceLink(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, evidence.EvidenceLink]:
        return evidence.make_evidence_links(keys, using)


class CraftsOfDistrict(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.CraftInfo]]:
        return places.list_crafts_by_district(keys, using)


class Artisan(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.ArtisanInfo]:
        return provenance.find_artisans(keys, using)


class PublicProfile(Loader):
    """What buyers may see of an artisan, by slug."""

    def read(self, keys: list[str], using: str) -> Mapping[str, profiles.ProfileInfo]:
        return profiles.public_profiles(keys, using)


class NewestProfile(Loader):
    """The newest version of an artisan's profile, by slug."""

    def read(self, keys: list[str], using: str) -> Mapping[str, profiles.ProfileInfo]:
        return profiles.newest_profiles(keys, using)
