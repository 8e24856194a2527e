"""Our unsold pieces beside the store's, shown and never corrected by itself.

Compared is what can be sold: our pieces in stock, and the store's quantity less what it has promised to buyers. Pairs
of variant and point are taken a page at a time, by a key, so that 100,000 of them need no more memory than ten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from odop_consignment.models import (
    Lot,
    MovementKind,
    Offer,
    Regime,
    Sale,
    SaleState,
    StockAdjustment,
    StockMovement,
    SupplyModel,
)
from odop_consignment.stock.adjustments import TOPIC
from odop_core.database.states import State
from odop_core.india.dates import today
from odop_core.models import OutboxItem, WorkState
from odop_core.store import host

# Pairs looked up at once, and how many one page of differences looks at before it says "go on from here".
PAGE = 500
LOOKED_AT = 2000

Pair = tuple[str, str]


class Cause(State):
    UNDER_WAY = "under_way", "our change has not reached the store yet"
    REFUSED = "refused", "the store refused our change or could not be reached: replay it, or correct it by a note"
    SOLD_WITHOUT_LOT = "sold_without_lot", "sold, though no note had brought so many"
    NEVER_NOTED = "never_noted", "no receipt note ever brought any"
    UNEXPLAINED = "unexplained", "unpaid orders may hold pieces, or the number was changed in the store"


@dataclass(frozen=True)
class Reason:
    """Why the store holds so many pieces more (or fewer) than we do."""

    cause: str
    pieces: int


@dataclass(frozen=True)
class Difference:
    """`store_unsold` is None when the store does not stock the variant there at all."""

    variant_id: str
    pickup_point_id: str
    ours: int
    store_quantity: int | None
    store_allocated: int | None
    reasons: tuple[Reason, ...]

    @property
    def store_unsold(self) -> int | None:
        if self.store_quantity is None or self.store_allocated is None:
            return None
        return self.store_quantity - self.store_allocated

    @property
    def pieces(self) -> int:
        """How many more the store has than we do; negative when it has fewer."""
        return (self.store_unsold or 0) - self.ours


@dataclass(frozen=True)
class DifferencePage:
    """`next` is where to go on; None at the end. A page can be empty and still have a next one."""

    differences: tuple[Difference, ...]
    next: Pair | None


def page(limit: int = 100, after: Pair | None = None, using: str = "default") -> DifferencePage:
    """Up to `limit` differences beyond a pair. Raises what `Store.stock` raises."""
    found: list[Difference] = []
    looked_at = 0
    while looked_at < LOOKED_AT:
        pairs = _pairs(after, using)
        for difference in _compare(_noted(pairs, using), using):
            found.append(difference)
            if len(found) == limit:
                return DifferencePage(tuple(found), (difference.variant_id, difference.pickup_point_id))
        if len(pairs) < PAGE:
            return DifferencePage(tuple(found), None)
        after = pairs[-1]
        looked_at += len(pairs)
    return DifferencePage(tuple(found), after)


def all_differences(using: str = "default") -> Iterator[Difference]:
    """Every difference, fetched as they are asked for. Raises what `Store.stock` raises, also half way."""
    after: Pair | None = None
    while True:
        part = page(PAGE, after, using)
        yield from part.differences
        if part.next is None:
            return
        after = part.next


def _pairs(after: Pair | None, using: str) -> list[Pair]:
    """The next pairs anybody offers, straight from the index."""
    offers = Offer.objects.using(using)
    if after is not None:
        variant_id, point = after
        beyond = Q(variant_id__gt=variant_id) | Q(variant_id=variant_id, pickup_point_id__gt=point)
        offers = offers.filter(beyond, variant_id__gte=variant_id)
    pairs = offers.order_by("variant_id", "pickup_point_id").values_list("variant_id", "pickup_point_id").distinct()
    return list(pairs[:PAGE])


def _noted(pairs: list[Pair], using: str) -> list[Pair]:
    """Those of which notes are written. A vendor keeps their own stock: of theirs only what was ever noted."""
    model = Regime.objects.filter(supplier=OuterRef("supplier"), valid_from__lte=today())
    offers = Offer.objects.using(using).filter(variant_id__in={variant for variant, _point in pairs})
    offers = offers.annotate(
        noted=Exists(Lot.objects.filter(offer=OuterRef("pk"))),
        model=Subquery(model.order_by("-valid_from", "-id").values("supply_model")[:1]),
    ).filter(Q(noted=True) | Q(active=True, model=SupplyModel.CONSIGNMENT))
    noted = set(offers.values_list("variant_id", "pickup_point_id"))
    return [pair for pair in pairs if pair in noted]


def _unsold_of(pairs: list[Pair], using: str) -> dict[Pair, int]:
    lots = Lot.objects.using(using).filter(in_stock__gt=0, offer__variant_id__in={variant for variant, _ in pairs})
    rows = lots.values_list("offer__variant_id", "offer__pickup_point_id").annotate(pieces=Sum("in_stock"))
    return {(variant_id, point): pieces for variant_id, point, pieces in rows.order_by()}


def _compare(pairs: list[Pair], using: str) -> Iterator[Difference]:
    pieces = _unsold_of(pairs, using)
    with host.current_host().background_work():  # in Saleor the store reads the writer database, also for a query
        held = {(level.variant_id, level.warehouse_id): level for level in host.current_host().store().stock(pairs)}
    for pair in pairs:
        ours, level = pieces.get(pair, 0), held.get(pair)
        more = (level.unsold if level else 0) - ours
        if more:
            quantity, allocated = (level.quantity, level.allocated) if level else (None, None)
            yield Difference(*pair, ours, quantity, allocated, _reasons(pair, more, using))


def _reasons(pair: Pair, pieces: int, using: str) -> tuple[Reason, ...]:
    """What is known to make the difference, and what is left over."""
    never_noted = not Lot.objects.using(using).filter(**_of(pair, "offer__")).exists()
    known = [
        Reason(Cause.SOLD_WITHOUT_LOT, -_sold_without_lot(pair, using)),
        *(Reason(cause, -change) for cause, change in _not_done(pair, using).items()),
    ]
    left = pieces - sum(reason.pieces for reason in known)
    known.append(Reason(Cause.NEVER_NOTED if never_noted else Cause.UNEXPLAINED, left))
    return tuple(reason for reason in known if reason.pieces)


def _not_done(pair: Pair, using: str) -> dict[Cause, int]:
    """Changes the store does not show yet, by whether they still may be made."""
    waiting = StockAdjustment.objects.using(using).filter(**_of(pair), done_at=None)
    changes = {f"{TOPIC}:{key}": change for key, change in waiting.values_list("key", "change")}
    given_up = OutboxItem.objects.using(using).filter(
        key__in=changes, state__in=[WorkState.DEAD, WorkState.WITHDRAWN, WorkState.DONE]
    )
    refused = set(given_up.values_list("key", flat=True))
    sums = {Cause.UNDER_WAY: 0, Cause.REFUSED: 0}
    for key, change in changes.items():
        sums[Cause.REFUSED if key in refused else Cause.UNDER_WAY] += change
    return sums


def _sold_without_lot(pair: Pair, using: str) -> int:
    """Pieces sold (and not come back) that no lot gave."""
    sales = Sale.objects.using(using).filter(**_of(pair, "offer__")).exclude(state=SaleState.CANCELLED)
    sold = sales.aggregate(pieces=Sum(F("quantity") - F("returned"), default=0))["pieces"]
    moved = StockMovement.objects.using(using).filter(**_of(pair, "lot__offer__"), sale__isnull=False)
    from_lots = moved.aggregate(
        pieces=Coalesce(Sum("quantity", filter=Q(kind=MovementKind.SOLD)), 0)
        - Coalesce(Sum("quantity", filter=Q(kind=MovementKind.UNSOLD)), 0)
    )["pieces"]
    return max(int(sold - from_lots), 0)


def _of(pair: Pair, path: str = "") -> dict[str, str]:
    return {f"{path}variant_id": pair[0], f"{path}pickup_point_id": pair[1]}
