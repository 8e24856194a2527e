"""Two buyers and one last piece: one of them gets it.

Saleor looks at the stock of a checkout without holding it, so two checkouts completed at the same moment both find the
last piece. When it allocates, it does hold the rows, but forgets what is allocated already (seen in 3.21 to 3.24:
`allocate_stocks` uses up its list of stocks before it asks for their allocations), so both orders get it.

We hold the rows earlier: in the transaction that makes the order, after its row is written and before Saleor looks. The
second buyer waits until the first order stands, Saleor sees that nothing is left, and says so as it always does. The
rows are those Saleor holds a moment later, in the same order, so nobody can wait for each other.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models.signals import post_save

UID = "odop_last_piece"


def watch() -> None:
    """From now on, for every order made from a checkout."""
    from saleor.order.models import Order

    post_save.connect(_hold_stocks, sender=Order, dispatch_uid=UID)


def _hold_stocks(instance: Any, created: bool, using: str, **_signal: Any) -> None:
    from saleor.checkout.models import CheckoutLine
    from saleor.order import OrderOrigin
    from saleor.warehouse.lock_objects import stock_qs_select_for_update

    is_from_checkout = created and instance.origin == OrderOrigin.CHECKOUT and instance.checkout_token
    if not is_from_checkout or not connections[using].in_atomic_block:
        return
    variants = CheckoutLine.objects.using(using).filter(checkout_id=instance.checkout_token).values("variant_id")
    list(stock_qs_select_for_update().using(using).filter(product_variant_id__in=variants).values_list("pk"))
