"""Pieces found broken or spoilt where they lie: written off, here and in the store."""

from __future__ import annotations

import uuid
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q

from odop_consignment.errors import WrongChoice
from odop_consignment.interests import refuse_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import Lot, MovementKind, Offer, StockAdjustment, StockMovement
from odop_consignment.stock import low_stock
from odop_consignment.stock.adjustments import adjust_store
from odop_consignment.stock.errors import NotEnoughPieces
from odop_consignment.stock.lots import add_movement, lock_stock, unsold_lots
from odop_consignment.stock.remarks import clean_remark, store_photo
from odop_core.i18n import _


def record_damage(
    offer_id: int, pieces: int, reason: str, *, by: str, lot_id: int | None = None, photo: BinaryIO | None = None,
    key: str = "",
) -> list[StockMovement]:  # fmt: skip
    """Write unsold pieces of an offer off, from one lot or from the oldest. Returns the movements.

    `key` is the caller's own name of the damage: repeated with it, nothing happens and nothing is returned. Raises
    UnknownRow, WrongChoice, NotEnoughPieces and the reasons of `odop_core.files.errors`.
    """
    offer, reason = find_row(Offer, offer_id), clean_remark(reason, 1000)
    refuse_own_interest(by, [offer.supplier_id])
    if pieces <= 0:
        raise WrongChoice(_("Say how many pieces are damaged: at least one."))
    if not reason:
        raise WrongChoice(_("Say what happened to the goods."))
    if lot_id is not None and find_row(Lot, lot_id).offer_id != offer.pk:
        raise WrongChoice(_("Lot {lot} is not of offer {offer}.", lot=lot_id, offer=offer_id))
    return _write_off(offer, pieces, reason, by, lot_id, photo, f"damage:{key or uuid.uuid4()}"[:128])


@transaction.atomic
def _write_off(
    offer: Offer, pieces: int, reason: str, by: str, lot_id: int | None, photo: BinaryIO | None, key: str
) -> list[StockMovement]:
    lock_stock([offer.variant_id])
    if StockAdjustment.objects.filter(key=key).exists():
        return []
    lots = list(unsold_lots(Q(pk=lot_id) if lot_id else Q(offer=offer)))
    if (unsold := sum(lot.in_stock for lot in lots)) < pieces:
        raise NotEnoughPieces(f"offer {offer.pk}", pieces, unsold)
    kept = store_photo(photo)
    movements, left = [], pieces
    for lot in lots:
        if not left:
            break
        gone = min(lot.in_stock, left)
        movements.append(
            add_movement(
                lot.pk, MovementKind.DAMAGED, gone, by, reason=reason, photo=kept.name, photo_sha256=kept.sha256
            )
        )
        left -= gone
    low_stock.check_low_stock(offer)
    adjust_store(offer, -pieces, key=key)
    return movements
