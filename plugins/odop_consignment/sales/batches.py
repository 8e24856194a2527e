"""Acting on several sales at once, order by order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import transaction

from odop_consignment.errors import UnknownRow
from odop_consignment.models import Sale
from odop_consignment.sales.order_sales import Book, close, hold
from odop_consignment.stock import lots

Answer = TypeVar("Answer")


@transaction.atomic
def each_sale(
    sale_ids: Iterable[int], act: Callable[[Book, Sale], Answer], *, holds_stock: bool = False
) -> list[Answer]:
    """What `act` says of each of the sales, in the order of their ids; all or none of it is done.

    With `holds_stock`, nobody else moves pieces of their variants meanwhile. Raises UnknownRow.
    """
    wanted = set(sale_ids)
    found = {sale.pk: sale for sale in Sale.objects.filter(pk__in=wanted).only("order_id", "variant_id")}
    if missing := wanted - found.keys():
        raise UnknownRow(f"There is no sale {min(missing)}.")
    orders = sorted({sale.order_id for sale in found.values()})
    hold(orders)
    if holds_stock:
        lots.hold(sale.variant_id for sale in found.values() if sale.variant_id)
    books = [Book(order_id) for order_id in orders]
    answers: dict[int, Answer] = {}
    for book in books:
        for sale in [sale for sale in book.sales if sale.pk in wanted]:
            answers[sale.pk] = act(book, sale)
    close(books)
    return [answer for _pk, answer in sorted(answers.items(), key=lambda item: item[0])]
