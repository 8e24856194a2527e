"""Where products come from."""

from __future__ import annotations

from collections.abc import Mapping

from odop_certificates import api as certificates
from odop_provenance import api as provenance
from storefront_schema.loaders.base import Loader


class ProvenanceOfProduct(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.ProvenanceInfo]:
        return provenance.provenance_of(keys, using)


class CertificateOfProduct(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, certificates.CertificateInfo]:
        return certificates.certificates_of_products(keys, using)


class UnitsOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[certificates.UnitInfo]]:
        return certificates.units_of_lines(keys, using)


class ReviewOfProduct(Loader):
    """The claim of a product as staff see it, in whatever state."""

    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.lists.ClaimReview]:
        return provenance.lists.reviews_of(keys, using)


class StepsOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.StepInfo]]:
        return provenance.lists.steps_of(keys, using)


class EvidenceOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.EvidenceInfo]]:
        return provenance.evidence_of_products(keys, using)


class EvidenceOfMark(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[provenance.EvidenceInfo]]:
        return provenance.evidence_of_marks(keys, using)


class EvidenceLink(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, provenance.EvidenceLink]:
        return provenance.evidence_links(keys, using)


class CraftsOfDistrict(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[provenance.CraftInfo]]:
        return provenance.crafts_by_district(keys, using)


class Artisan(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, provenance.ArtisanInfo]:
        return provenance.artisans(keys, using)
