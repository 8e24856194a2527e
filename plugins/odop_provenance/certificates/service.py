"""What certificates and serials tell the rest of the suite, as plain data, and what others may do with them."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import models, transaction
from django.utils import timezone

from odop_core.models import OrderRecord
from odop_core.store.records import order_of
from odop_provenance.certificates import codes, digital_link, issuing, links, units
from odop_provenance.models import Certificate, UnitSerial, UnitState


class UnknownCode(LookupError):
    """There is no certificate or serial with this code."""


class NotItsBuyer(ValueError):
    """The order given is not the one this piece was sold in. Nothing more is told: it could be guessed with."""


class AlreadyConfirmed(ValueError):
    """This piece was confirmed before; a second confirmation would prove nothing."""


class NotStanding(ValueError):
    """This piece's label is void, so nobody can confirm it."""


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


def certificates_of_products(product_ids: Iterable[str], using: str = "default") -> dict[str, CertificateInfo]:
    """The standing certificate of each product that has one. One query, whatever their number."""
    rows = Certificate.objects.using(using).filter(product_id__in=list(product_ids), ended_at=None)
    base = links.base()
    return {row.product_id: _certificate(row, base) for row in rows}


def certificates_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[UnitInfo]]:
    """The pieces of each order line that have a serial, also void ones, oldest first. One query."""
    rows = _units(using).filter(dispatch__order_line_id__in=list(order_line_ids)).order_by("id")
    base = links.base()
    found: dict[str, list[UnitInfo]] = defaultdict(list)
    for row in rows:
        found[row.dispatch.order_line_id].append(_unit(row, base))
    return found


def infos(rows: models.QuerySet[UnitSerial]) -> Iterator[UnitInfo]:
    """These pieces, read from the database as they are asked for."""
    base = links.base()
    for row in rows.select_related("dispatch", "certificate").iterator(chunk_size=500):
        yield _unit(row, base)


def unit(code: str, using: str = "default") -> UnitInfo:
    """Raises AlteredCode, UnknownCode."""
    row = _units(using).filter(serial=codes.read(code)).first()
    if row is None:
        raise UnknownCode("No piece with this code was ever sold here.")
    return _unit(row, links.base())


def certificate(code: str, using: str = "default") -> CertificateInfo:
    """Raises AlteredCode, UnknownCode."""
    row = Certificate.objects.using(using).filter(code=codes.read(code)).first()
    if row is None:
        raise UnknownCode("There is no certificate with this code.")
    return _certificate(row, links.base())


def serial_in(text: str) -> str:
    """The code in what somebody scanned or typed: a code, or the address of its page (not read any further)."""
    path = urlsplit(text.strip()).path if "/" in text else ""
    for start in (path.rfind("/01/"), path.rfind("/o/")):
        if start >= 0 and (found := digital_link.read_path(path[start:])):
            return found.serial
    return text.strip().rpartition("/")[2] if path else text.strip()


@transaction.atomic
def confirm(serial: str, order: str, email: str = "") -> UnitInfo:
    """The buyer says that this is the piece they got: with the number of the order and its e-mail address, or its id.

    Once. Raises AlteredCode, UnknownCode, NotItsBuyer, NotStanding, AlreadyConfirmed.
    """
    found = unit(serial)
    if not _is_order(found.order_id, order.strip(), email.strip()):
        raise NotItsBuyer("This order number and e-mail address do not belong to this piece.")
    standing = UnitSerial.objects.filter(serial=found.serial, state=UnitState.ACTIVE)
    if not standing.exists():
        raise NotStanding("The label of this piece is void.")
    if not standing.filter(confirmed_at=None).update(confirmed_at=timezone.now()):
        raise AlreadyConfirmed("This piece was confirmed before.")
    return unit(serial)


@transaction.atomic
def revoke_unit(serial: str, reason: str) -> UnitInfo:
    """Staff void one label, e.g. because it was copied. Raises AlteredCode, UnknownCode."""
    found = unit(serial)
    rows = UnitSerial.objects.select_for_update().filter(serial=found.serial)
    units.end(rows, UnitState.REVOKED, reason)
    return unit(serial)


def revoke_certificate(code: str, reason: str) -> int:
    """Staff found that what a certificate says is not so: it and the serials issued under it are void.

    Returns how many serials that were. Raises AlteredCode, UnknownCode.
    """
    return issuing.end_as_untrue(certificate(code).code, reason)


def _is_order(order_id: str, given: str, email: str) -> bool:
    """The id of an order cannot be guessed, so whoever knows it has seen the order."""
    record = OrderRecord.objects.filter(order_id=order_id).first()
    if record is None or not given:
        return False
    if hmac.compare_digest(given.encode(), order_id.encode()):
        return True
    bought_by = order_of(record).user_email.strip().casefold()
    is_number = hmac.compare_digest(given.removeprefix("#").encode(), record.number.encode())
    return is_number and bool(bought_by) and hmac.compare_digest(email.casefold().encode(), bought_by.encode())


def _units(using: str) -> models.QuerySet[UnitSerial]:
    return UnitSerial.objects.using(using).select_related("dispatch", "certificate")


def _certificate(row: Certificate, base: str) -> CertificateInfo:
    return CertificateInfo(
        row.code, links.certificate(base, row.code), row.product_id, row.token, row.issued_at, row.valid_until,
        row.ended_at, row.end_reason,
    )  # fmt: skip


def _unit(row: UnitSerial, base: str) -> UnitInfo:
    dispatch = row.dispatch
    return UnitInfo(
        serial=row.serial,
        label=codes.for_people(row.serial),
        url=links.unit(base, row.serial, row.gtin),
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
        certificate=_certificate(row.certificate, base),
    )
