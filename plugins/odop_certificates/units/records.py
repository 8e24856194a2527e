"""Pieces that were sold as plain data: found by order line or by code, and voided by staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from odop_certificates.credentials import addresses
from odop_certificates.credentials.records import CertificateInfo, UnknownCode, certificate_info
from odop_certificates.models import Certificate, UnitSerial, UnitState
from odop_certificates.proof import codes
from odop_certificates.units import serials


@dataclass(frozen=True)
class UnitInfo:
    """One piece that was sold. `label` is the serial as people read it; `token` its signed certificate."""

    serial: str
    label: str
    url: str
    order_id: str
    order_line_id: str
    fulfillment_id: str
    product_id: str
    product_name: str
    number: int
    gtin: str
    state: UnitState
    token: str
    ordered_at: datetime
    left_at: datetime
    issued_at: datetime
    ended_at: datetime | None
    end_reason: str
    confirmed_at: datetime | None
    certificate: CertificateInfo


def find_units_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[UnitInfo]]:
    """The pieces of each order line that have a serial, also void ones, oldest first. One query."""
    rows = _units(using).filter(dispatch__order_line_id__in=list(order_line_ids)).order_by("id")
    base = addresses.base_address()
    found: dict[str, list[UnitInfo]] = defaultdict(list)
    for row in rows:
        found[row.dispatch.order_line_id].append(_unit(row, base))
    return found


def iterate_units(rows: models.QuerySet[UnitSerial]) -> Iterator[UnitInfo]:
    """These pieces, read from the database as they are asked for."""
    base = addresses.base_address()
    for row in rows.select_related("dispatch", "certificate").iterator(chunk_size=500):
        yield _unit(row, base)


def find_unit(code: str, using: str = "default") -> UnitInfo:
    """Raises UnreadableCode, UnknownCode."""
    row = _units(using).filter(serial=codes.read_code(code)).first()
    if row is None:
        raise UnknownCode("No piece with this code was ever sold here.")
    return _unit(row, addresses.base_address())


def find_certificate_of_gtin(gtin: str, using: str = "default") -> CertificateInfo | None:
    """The newest certificate, standing or not, of the product that was last sold with this GTIN (14 digits)."""
    sold = UnitSerial.objects.using(using).filter(gtin=gtin).order_by("-id").values("dispatch__product_id")[:1]
    row = Certificate.objects.using(using).filter(product_id=models.Subquery(sold)).order_by("-id").first()
    return certificate_info(row, addresses.base_address()) if row else None


@transaction.atomic
def revoke_unit(serial: str, reason: str) -> UnitInfo:
    """Staff void one label, e.g. because it was copied. Raises UnreadableCode, UnknownCode."""
    found = find_unit(serial)
    rows = UnitSerial.objects.select_for_update().filter(serial=found.serial)
    serials.end_units(rows, UnitState.REVOKED, reason)
    return find_unit(serial)


def _units(using: str) -> models.QuerySet[UnitSerial]:
    return UnitSerial.objects.using(using).select_related("dispatch", "certificate")


def _unit(row: UnitSerial, base: str) -> UnitInfo:
    dispatch = row.dispatch
    return UnitInfo(
        serial=row.serial,
        label=codes.grouped_code(row.serial),
        url=addresses.unit_address(base, row.serial, row.gtin),
        order_id=dispatch.order_id,
        order_line_id=dispatch.order_line_id,
        fulfillment_id=dispatch.fulfillment_id,
        product_id=dispatch.product_id,
        product_name=dispatch.product_name,
        number=row.number,
        gtin=row.gtin,
        state=UnitState(row.state),
        token=row.token,
        ordered_at=dispatch.ordered_at,
        left_at=dispatch.left_at,
        issued_at=row.issued_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        confirmed_at=row.confirmed_at,
        certificate=certificate_info(row.certificate, base),
    )
