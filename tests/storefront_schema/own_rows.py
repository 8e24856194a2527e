"""Rows of a supplier, for every query and mutation that suppliers may use: a table, so that the walk
(`test_own_walk`) finds whatever is missing.

`ROOTS`: a query's name, and how to make a row of a supplier that it shows; the function returns the row's global ID,
which is also passed as `id` to a query that takes one. `MUTATIONS`: a mutation's name, and how to make what it is to
change; the function returns the mutation's arguments, written in GraphQL.
"""

from __future__ import annotations

from collections.abc import Callable

from odop_consignment.api import SupplierInfo
from storefront_schema import ids
from tests import factories

Make = Callable[[SupplierInfo], str]


def itself(supplier: SupplierInfo) -> str:
    return ids.make("Supplier", supplier.id)


def an_agreement(supplier: SupplierInfo) -> str:
    return ids.make("Agreement", factories.agreement(supplier).agreement_id)


def an_offer(supplier: SupplierInfo) -> str:
    return ids.make("Offer", factories.offer(f"of-{supplier.id}", by=supplier).id)


ROOTS: dict[str, Make] = {
    "agreement": an_agreement,
    "agreements": an_agreement,
    "mySupplier": itself,
    "offer": an_offer,
    "offers": an_offer,
    "supplier": itself,
}
MUTATIONS: dict[str, Make] = {}
