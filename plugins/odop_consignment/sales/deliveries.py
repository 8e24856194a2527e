"""Goods that left their supplier: collected, delivered, and at last final."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from django.db.models import Exists, OuterRef

from odop_consignment.errors import WrongChoice
from odop_consignment.interests import refuse_own_interest
from odop_consignment.models import Sale, SaleReversal, SaleState
from odop_consignment.sales import returns, steps
from odop_consignment.sales.batches import act_on_each_sale
from odop_consignment.sales.order_sales import OrderSales
from odop_consignment.sales.returns import COMES_BACK
from odop_consignment.sales.terms import USUAL_RETURN_WINDOW_DAYS
from odop_core.i18n import _
from odop_core.india.dates import IST, indian_day

AT_ONCE = 500


def record_collection(sale_ids: Iterable[int], by: str, at: datetime | None = None) -> None:
    """The carrier has these goods. Repeating it changes nothing; a cancelled sale stays cancelled, and staff see it."""
    moment = _not_in_the_future(at)

    def act(order_sales: OrderSales, sale: Sale) -> None:
        refuse_own_interest(by, [sale.supplier_id])
        order_sales.collect([sale], by, moment)
        returns.sync_returns_of_sale(order_sales, sale)
        if sale.state == SaleState.CANCELLED:
            order_sales.raise_issue(
                sale, _("The carrier has these goods, although the sale was called off: have them brought back.")
            )

    act_on_each_sale(sale_ids, act)


def record_delivery(sale_ids: Iterable[int], at: datetime, by: str) -> None:
    """The buyer has these goods since this moment (one in the future is now: clocks differ).

    The return window begins. Repeating it changes nothing: the first moment reported counts. Raises WrongChoice for a
    moment without a time zone, UnknownRow.
    """
    moment = _not_in_the_future(at)

    def act(order_sales: OrderSales, sale: Sale) -> None:
        refuse_own_interest(by, [sale.supplier_id])
        if steps.move_sale(
            sale, SaleState.DELIVERED, by, delivered_at=moment, final_from=return_window_end(sale, moment)
        ):
            return
        if sale.state == SaleState.CANCELLED:
            order_sales.raise_issue(
                sale, _("The buyer has these goods, although the sale was called off: settle it by hand.")
            )
        elif sale.state == SaleState.RETURNED and sale.delivered_at is None:
            steps.remark_on_sale(sale, by, _("it was reported late that they were delivered"), delivered_at=moment)

    act_on_each_sale(sale_ids, act)


def return_window_end(sale: Sale, delivered_at: datetime) -> datetime:
    """The end of the last Indian day of the return window; the day of delivery does not count."""
    terms = getattr(sale, "terms", None)
    days = terms.return_window_days if terms else USUAL_RETURN_WINDOW_DAYS
    day_after = indian_day(delivered_at) + timedelta(days=days + 1)
    return datetime.combine(day_after, time(), IST).astimezone(UTC)


def finalise_sales() -> int:
    """A periodic job: delivered sales whose return window is over, and of which nothing is on its way back, are
    final. Returns how many."""
    open_returns = SaleReversal.objects.filter(sale=OuterRef("pk"), inspected_at=None, kind__in=COMES_BACK)
    due = Sale.objects.filter(state=SaleState.DELIVERED, final_from__lte=datetime.now(UTC))
    ids = list(due.exclude(Exists(open_returns)).order_by("final_from").values_list("pk", flat=True)[:AT_ONCE])
    why = _("the return window is over")
    return sum(
        act_on_each_sale(ids, lambda _order_sales, sale: steps.move_sale(sale, SaleState.FINAL, steps.CALENDAR, why))
    )


def _not_in_the_future(at: datetime | None) -> datetime:
    now = datetime.now(UTC)
    if at is None:
        return now
    if at.tzinfo is None:
        raise WrongChoice(_("Say the moment with its time zone."))
    return min(at, now)
