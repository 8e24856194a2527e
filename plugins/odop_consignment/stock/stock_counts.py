"""Counting by hand what lies at a pickup point, and booking what is more or less than we thought.

A difference is fixed when the counted number is entered, so enter it right after counting: what is sold or collected
afterwards does not change it. It is booked when a second person agrees, who
owns none of the goods.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from odop_consignment.errors import WrongChoice
from odop_consignment.interests import refuse_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    WITH_SUPPLIER,
    CountState,
    Lot,
    MovementKind,
    Offer,
    Sale,
    StockCount,
    StockCountLine,
)
from odop_consignment.status_names import status_name
from odop_consignment.stock import low_stock
from odop_consignment.stock.adjustments import adjust_store
from odop_consignment.stock.errors import MissingPiecesWereSold, NothingEverNoted, SamePerson
from odop_consignment.stock.lots import add_movement, lock_stock, pieces_in_stock, unsold_lots
from odop_consignment.stock.remarks import clean_remark
from odop_consignment.suppliers.errors import is_second_person
from odop_core.i18n import _


def begin_count(pickup_point_id: str, *, by: str, remark: str = "") -> StockCount:
    """Begin to count at a point. Raises WrongChoice."""
    if not pickup_point_id:
        raise WrongChoice(_("Say at which pickup point you count."))
    return StockCount.objects.create(pickup_point_id=pickup_point_id, counted_by=by, remark=clean_remark(remark, 1000))


@transaction.atomic
def enter_count(count_id: int, offer_id: int, counted: int, *, by: str) -> StockCountLine:
    """So many good pieces of an offer lie there now, sold ones not yet collected included. Entered again, the last
    number counts. Raises UnknownRow, WrongChoice."""
    count, offer = _open(count_id), find_row(Offer, offer_id)
    if by != count.counted_by:
        raise WrongChoice(_("Only the person who began the count can enter numbers. Begin a count of your own."))
    if offer.pickup_point_id != count.pickup_point_id:
        raise WrongChoice(_("Offer {offer} is of another pickup point than this count.", offer=offer_id))
    if counted < 0:
        raise WrongChoice(_("The number of pieces cannot be less than zero."))
    lock_stock([offer.variant_id])
    line, _created = StockCountLine.objects.update_or_create(
        count=count, offer=offer, defaults={"expected": expected_pieces(offer.pk), "counted": counted}
    )
    return line


def expected_pieces(offer_id: int) -> int:
    """Good pieces of an offer that should lie at its point: unsold, or sold and still with the supplier.

    Pieces a buyer sent back are not among them until somebody has inspected them.
    """
    return pieces_in_stock(offer_id) + _to_be_collected(offer_id)


@transaction.atomic
def settle_count(count_id: int, *, by: str) -> StockCount:
    """Book the differences of a count. Settled again, nothing more happens.

    Missing pieces are taken from the oldest lot, found ones added to the newest. Raises UnknownRow, SamePerson,
    MissingPiecesWereSold, NothingEverNoted, WrongChoice; then nothing is booked.
    """
    count = find_row(StockCount, count_id, lock=True)
    if count.state == CountState.SETTLED:
        return count
    _require_open(count)
    if not is_second_person(by, count.counted_by):
        raise SamePerson()
    _refuse_own_goods(count, by)
    lines = list(count.lines.select_related("offer").exclude(counted=F("expected")).order_by("id"))
    lock_stock(line.offer.variant_id for line in lines)
    for line in lines:
        _book(count, line, by)
    count.state, count.settled_by, count.settled_at = CountState.SETTLED, by, timezone.now()
    count.save(update_fields=["state", "settled_by", "settled_at"])
    return count


@transaction.atomic
def drop_count(count_id: int, *, by: str) -> StockCount:
    """Do not use a count; dropping it again is fine. Raises UnknownRow, WrongChoice."""
    count = find_row(StockCount, count_id, lock=True)
    if count.state != CountState.DROPPED:
        _require_open(count)
        _refuse_own_goods(count, by)
        count.state = CountState.DROPPED
        count.save(update_fields=["state"])
    return count


def _refuse_own_goods(count: StockCount, by: str) -> None:
    refuse_own_interest(by, set(count.lines.values_list("offer__supplier_id", flat=True)))


def _book(count: StockCount, line: StockCountLine, by: str) -> None:
    difference = line.counted - line.expected
    if difference > 0:
        newest = Lot.objects.filter(offer=line.offer).order_by("-received_on", "-id").first()
        if newest is None:
            raise NothingEverNoted(f"offer {line.offer_id}")
        add_movement(newest.pk, MovementKind.COUNTED, difference, by, count=count)
    else:
        _take_missing(count, line, -difference, by)
    low_stock.check_low_stock(line.offer)
    adjust_store(line.offer, difference, key=f"count:{count.pk}:{line.offer_id}")


def _take_missing(count: StockCount, line: StockCountLine, missing: int, by: str) -> None:
    lots = list(unsold_lots(Q(offer=line.offer)))
    if (unsold := sum(lot.in_stock for lot in lots)) < missing:
        raise MissingPiecesWereSold(f"offer {line.offer_id}", missing, unsold)
    for lot in lots:
        if not missing:
            return
        taken = min(lot.in_stock, missing)
        add_movement(lot.pk, MovementKind.COUNTED, -taken, by, count=count)
        missing -= taken


def _to_be_collected(offer_id: int) -> int:
    sales = Sale.objects.filter(offer_id=offer_id, state__in=WITH_SUPPLIER)
    return sales.aggregate(pieces=Sum(F("quantity") - F("returned"), default=0))["pieces"]


def _open(count_id: int) -> StockCount:
    count = find_row(StockCount, count_id, lock=True)
    _require_open(count)
    return count


def _require_open(count: StockCount) -> None:
    if count.state != CountState.OPEN:
        raise WrongChoice(
            _(
                "Count {count} is {state} and stays as it is. Count again.",
                count=count.pk,
                state=status_name(count.state),
            )
        )
