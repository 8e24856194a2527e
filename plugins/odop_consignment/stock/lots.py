"""Whose pieces lie at a point, and where each went: first in, first out.

Every function that moves pieces locks the stock of the variant first (`lock_stock`) and adds `StockMovement` rows; the
database keeps the lots' sums from them, and refuses what would leave fewer than no pieces. Who moves several variants
in one transaction calls `lock_stock` with all of them first, so that two such transactions never wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, F, Q, QuerySet, Sum, When

from odop_consignment.models import Lot, MovementKind, Offer, Sale, StockAdjustment, StockMovement
from odop_consignment.stock import low_stock
from odop_consignment.stock.adjustments import adjust_store
from odop_core.database.locks import lock_subjects
from odop_core.i18n import Text, _, quoted_or_empty

_SOLD_OR_BACK = (MovementKind.SOLD, MovementKind.UNSOLD)


def lock_stock(variant_ids: Iterable[str]) -> None:
    """Nobody else moves pieces of these variants until our transaction ends. Call it before reading lots."""
    lock_subjects("stock", variant_ids)


def available_pieces(variant_id: str, point: str) -> list[tuple[Offer, int]]:
    """Unsold pieces of a variant at a point (at any point for ""), oldest lot first; only of active offers.

    An offer comes once for each of its lots, so that dividing an order's pieces along the list is first in, first out.
    """
    lots = unsold_lots(Q(offer__variant_id=variant_id, offer__active=True)).select_related("offer__supplier")
    if point:
        lots = lots.filter(offer__pickup_point_id=point)
    return [(lot.offer, lot.in_stock) for lot in lots]


def unsold_lots(condition: Q) -> QuerySet[Lot]:
    """Lots with unsold pieces, oldest first."""
    return Lot.objects.filter(condition, in_stock__gt=0).order_by("received_on", "id")


def received_days(sale_ids: Iterable[int], using: str = "default") -> dict[int, set[date]]:
    """The Indian days on which the pieces of these sales came to us, by sale; none for goods that were never noted."""
    moves = StockMovement.objects.using(using).filter(sale_id__in=list(sale_ids), kind__in=_SOLD_OR_BACK)
    rows = moves.values_list("sale_id", "lot__received_on").annotate(
        pieces=Sum(Case(When(kind=MovementKind.SOLD, then="quantity"), default=-F("quantity")))
    )
    days: dict[int, set[date]] = {}
    for sale_id, day, pieces in rows:
        if sale_id is not None and pieces > 0:
            days.setdefault(sale_id, set()).add(day)
    return days


def pieces_in_stock(offer_id: int) -> int:
    """Unsold pieces of an offer."""
    return Lot.objects.filter(offer_id=offer_id, in_stock__gt=0).aggregate(pieces=Sum("in_stock"))["pieces"] or 0


def take_sold_pieces(sale: Sale, by: str) -> int:
    """Take a sale's pieces from its offer's lots, oldest first. Returns how many pieces the sale has from lots now.

    Fewer than were sold when so many were never noted: the comparison with the store shows it. Doing it again takes
    only what is missing.
    """
    if sale.offer is None:
        return 0
    lock_stock([sale.offer.variant_id])
    allotted = sum(_pieces_of(sale).values())
    missing = sale.quantity - sale.returned - allotted
    return allotted + take_pieces(sale.offer, missing, MovementKind.SOLD, by, sale=sale)


def put_back_pieces(sale: Sale, pieces: int, by: str, reason: Text | str = "") -> int:
    """Put pieces of a sale that was called off back into the lots they came from. Returns how many had come from lots.

    The store's own stock needs no word from us: it takes back what it had allocated.
    """
    if sale.offer is None:
        return 0
    lock_stock([sale.offer.variant_id])
    put_back = 0
    for lot_id, held in _pieces_of(sale).items():
        if (pieces_here := min(held, pieces - put_back)) > 0:
            add_movement(lot_id, MovementKind.UNSOLD, pieces_here, by, sale=sale, reason=reason)
            put_back += pieces_here
    if put_back:
        low_stock.check_low_stock(sale.offer)
    return put_back


def restock_returned(sale: Sale, pieces: int, by: str, *, key: str) -> int:
    """Pieces the buyer sent back were inspected and are good: they can be sold again, also in the store.

    `key` names the inspection ("reversal:17"): said again, nothing happens. Returns how many went back into lots now.
    """
    if sale.offer is None:
        return 0
    lock_stock([sale.offer.variant_id])
    key = f"came-back:{key}"
    if StockAdjustment.objects.filter(key=key).exists():
        return 0
    put_back = put_back_pieces(sale, pieces, by, _("came back in good condition"))
    adjust_store(sale.offer, put_back, key=key)
    return put_back


def write_off_returned(sale: Sale, pieces: int, by: str, reason: Text | str) -> int:
    """Pieces the buyer sent back are damaged: no longer sold, and never to be sold again.

    The store's stock stays as it is: these pieces left it when they were sold. Returns how many had come from lots.
    """
    if sale.offer is None:
        return 0
    lock_stock([sale.offer.variant_id])
    gone = 0
    for lot_id, held in _pieces_of(sale).items():
        if (pieces_here := min(held, pieces - gone)) > 0:
            add_movement(lot_id, MovementKind.UNSOLD, pieces_here, by, sale=sale, reason=reason)
            add_movement(lot_id, MovementKind.DAMAGED, pieces_here, by, sale=sale, reason=reason)
            gone += pieces_here
    return gone


def take_pieces(offer: Offer, pieces: int, kind: MovementKind, by: str, **details: object) -> int:
    """Move up to so many unsold pieces of an offer out of its lots, oldest first. Returns how many there were."""
    taken = 0
    for lot in unsold_lots(Q(offer=offer)) if pieces > 0 else ():
        if (pieces_here := min(lot.in_stock, pieces - taken)) <= 0:
            break
        add_movement(lot.pk, kind, pieces_here, by, **details)  # type: ignore[arg-type]
        taken += pieces_here
    if taken:
        low_stock.check_low_stock(offer)
    return taken


def add_movement(
    lot_id: int, kind: MovementKind, pieces: int, by: str, *, reason: Text | str = "", **details: object
) -> StockMovement:
    """Add one movement; `reason` is a sentence of ours or what a person wrote, `details` are its sale, note or count.
    The caller holds the variant."""
    why = quoted_or_empty(reason)
    return StockMovement.objects.create(lot_id=lot_id, kind=kind, quantity=pieces, moved_by=by, reason=why, **details)


def _pieces_of(sale: Sale) -> dict[int, int]:
    """Pieces a sale has from each lot now, the lot that gave last first."""
    sold = Sum("quantity", filter=Q(kind=MovementKind.SOLD), default=0)
    unsold = Sum("quantity", filter=Q(kind=MovementKind.UNSOLD), default=0)
    rows = StockMovement.objects.filter(sale=sale).values("lot_id").annotate(pieces=sold - unsold)
    return dict(rows.filter(pieces__gt=0).order_by("-lot__received_on", "-lot_id").values_list("lot_id", "pieces"))
