"""A buyer confirms that a piece is the one they got."""

from __future__ import annotations

import hmac

from django.db import transaction
from django.utils import timezone

from odop_certificates.models import UnitSerial, UnitState
from odop_certificates.units.records import UnitInfo, find_unit
from odop_core.models import OrderRecord
from odop_core.store.records import order_snapshot


class NotItsBuyer(ValueError):
    """The order given is not the one this piece was sold in. Nothing more is said: it could be guessed with."""


class AlreadyConfirmed(ValueError):
    """This piece was confirmed before; a second confirmation would prove nothing."""


class LabelVoid(ValueError):
    """This piece's label is void, so nobody can confirm it."""


@transaction.atomic
def confirm_unit(serial: str, order: str, email: str = "") -> UnitInfo:
    """The buyer says that this is the piece they got: with the number of the order and its e-mail address, or its id.

    Once. Raises UnreadableCode, UnknownCode, NotItsBuyer, NotStanding, AlreadyConfirmed.
    """
    found = find_unit(serial)
    if not _is_order(found.order_id, order.strip(), email.strip()):
        raise NotItsBuyer("This order number and e-mail address do not belong to this piece.")
    active = UnitSerial.objects.filter(serial=found.serial, state=UnitState.ACTIVE)
    if not active.exists():
        raise LabelVoid("The label of this piece is void.")
    if not active.filter(confirmed_at=None).update(confirmed_at=timezone.now()):
        raise AlreadyConfirmed("This piece was confirmed before.")
    return find_unit(serial)


def _is_order(order_id: str, given: str, email: str) -> bool:
    """The id of an order cannot be guessed, so whoever knows it has seen the order."""
    record = OrderRecord.objects.filter(order_id=order_id).first()
    if record is None or not given:
        return False
    if hmac.compare_digest(given.encode(), order_id.encode()):
        return True
    bought_by = order_snapshot(record).user_email.strip().casefold()
    is_number = hmac.compare_digest(given.removeprefix("#").encode(), record.number.encode())
    return is_number and bool(bought_by) and hmac.compare_digest(email.casefold().encode(), bought_by.encode())
