"""Certificates as plain data: found by product or by code, and ended by staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_certificates.credentials import addresses, certificates
from odop_certificates.models import Certificate
from odop_certificates.proof import codes
from odop_certificates.settings import CertificatesSettings
from odop_core.plugin import configuration


class UnknownCode(LookupError):
    """There is no certificate or serial with this code."""


@dataclass(frozen=True)
class CertificateInfo:
    """The certificate of a claim. `ended_at` is when it stopped to stand; what it says may have been true before."""

    code: str
    url: str
    product_id: str
    token: str
    issued_at: datetime
    valid_until: datetime
    ended_at: datetime | None
    end_reason: str


def find_certificates_of_products(product_ids: Iterable[str], using: str = "default") -> dict[str, CertificateInfo]:
    """The current certificate of each product that has one; none while the plugin is switched off.

    One query of ours, whatever their number.
    """
    settings = configuration.load_active_settings(CertificatesSettings)
    if settings is None:
        return {}
    rows = Certificate.objects.using(using).filter(product_id__in=list(product_ids), ended_at=None)
    base = addresses.base_address(settings)
    return {row.product_id: certificate_info(row, base) for row in rows}


def find_certificate(code: str, using: str = "default") -> CertificateInfo:
    """Raises UnreadableCode, UnknownCode."""
    row = Certificate.objects.using(using).filter(code=codes.read_code(code)).first()
    if row is None:
        raise UnknownCode("There is no certificate with this code.")
    return certificate_info(row, addresses.base_address())


def revoke_certificate(code: str, reason: str) -> int:
    """Staff found that what a certificate says is not so: it and the serials issued under it are void.

    Returns how many serials that were. Raises UnreadableCode, UnknownCode.
    """
    return certificates.end_as_untrue(find_certificate(code).code, reason)


def certificate_info(row: Certificate, base: str) -> CertificateInfo:
    """`base` is our public address, as `addresses.base_address` gives it."""
    return CertificateInfo(
        row.code, addresses.certificate_address(base, row.code), row.product_id, row.token, row.issued_at,
        row.valid_until, row.ended_at, row.end_reason,
    )  # fmt: skip
