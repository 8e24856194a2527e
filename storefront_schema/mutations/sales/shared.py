"""What the mutations of sales share: their permission, which errors refuse them, and the sales in the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_core.i18n import _
from odop_core.security.permissions import Permission
from storefront_schema import loaders
from storefront_schema.errors import Code, Refused, at_place, collect, too_few_or_many
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.refusals import Refusals

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)
MOST_AT_ONCE = 100

REFUSALS: Refusals = {
    UnknownRow: (None, Code.NOT_FOUND),
    sales.BadDay: ("day", Code.INVALID),
    WrongChoice: ("id", Code.INVALID),
}


_OF_SALE = (loaders.Sale, loaders.SellerOfSale, loaders.TermsOfSale, loaders.StepsOfSale, loaders.ReturnsOfSale)


def ids_argument() -> graphene.List:
    return graphene.List(
        graphene.NonNull(graphene.ID), required=True, description=f"IDs of the sales, at most {MOST_AT_ONCE}."
    )


def read_sale_ids(arguments: dict[str, Any]) -> list[int]:
    """Of the named sales. Raises Refused."""
    if not 1 <= len(arguments["ids"]) <= MOST_AT_ONCE:
        raise Refused(
            "ids", _("Name at least 1 and at most {most} sales.", most=MOST_AT_ONCE), too_few_or_many(arguments["ids"])
        )
    with collect() as each:
        return [each(_sale, place, one) for place, one in enumerate(arguments["ids"])]


def _sale(place: int, global_id: str) -> int:
    with at_place("ids", place):
        return clean_id("ids", "ConsignmentSale", global_id)


def read_existing_sales(arguments: dict[str, Any]) -> list[int]:
    """The same, all of which there are. Raises Refused."""
    wanted = read_sale_ids(arguments)
    if missing := set(wanted) - sales.sales_by_id(wanted).keys():
        raise Refused("ids", _("There is no sale {number}.", number=min(missing)), Code.NOT_FOUND)
    return wanted


def find_owners(arguments: dict[str, Any]) -> set[int | None]:
    """Whose sales are named; None stands for one that is nobody's, or not there. Raises Refused."""
    wanted = read_sale_ids(arguments)
    found = sales.sales_by_id(wanted)
    return {found[sale_id].supplier_id if sale_id in found else None for sale_id in wanted}


def sales_now(info: graphene.ResolveInfo, sale_ids: Iterable[int]) -> list[sales.SaleInfo]:
    """The sales as they now are, for the answer, in the order they were named."""
    sale_ids = list(dict.fromkeys(sale_ids))
    found = sales.sales_by_id(sale_ids)
    for sale in found.values():
        for kind in _OF_SALE:
            kind.of(info).clear(sale.id)
        loaders.SalesOfOrder.of(info).clear(sale.order_id)
        loaders.SalesOfLine.of(info).clear(sale.order_line_id)
    return [found[sale_id] for sale_id in sale_ids]


def sale_now(info: graphene.ResolveInfo, sale_id: int) -> sales.SaleInfo:
    return sales_now(info, [sale_id])[0]
