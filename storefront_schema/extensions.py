"""The fields we add to the store's own types, the same in both hosts.

All are nullable, lists too: a required field that fails takes the whole order or product with it, and the store's pages
must not go blank because of us.
"""

from __future__ import annotations

from typing import Any

import graphene

from storefront_schema import loaders, request
from storefront_schema.guards import permission_note
from storefront_schema.types.documents import BUYERS_TOO as DOCUMENTS_FOR_BUYERS
from storefront_schema.types.documents import STAFF, OdopDocument, documents_of_order
from storefront_schema.types.provenance import BUYERS_TOO, MAY_SEE_UNITS, Provenance, UnitCertificate, units_of_line
from storefront_schema.types.sales import ConsignmentSale
from storefront_schema.types.sellers import OdopSeller


def _provenance(root: Any, info: graphene.ResolveInfo) -> Any:
    return loaders.ProvenanceOfProduct.of(info).load(request.store_id("Product", root))


def _consignments_of_line(root: Any, info: graphene.ResolveInfo) -> Any:
    return loaders.SalesOfLine.of(info).load(request.store_id("OrderLine", root))


def _certificates_of_line(root: Any, info: graphene.ResolveInfo) -> Any:
    return units_of_line(request.store_id("OrderLine", root), info)


def _consignments_of_order(root: Any, info: graphene.ResolveInfo) -> Any:
    return loaders.SalesOfOrder.of(info).load(request.store_id("Order", root))


def _documents_of_order(root: Any, info: graphene.ResolveInfo) -> Any:
    return documents_of_order(request.store_id("Order", root), info)


def _sellers_of_product(root: Any, info: graphene.ResolveInfo) -> Any:
    return loaders.SellersOfProduct.of(info).load(request.store_id("Product", root))


def _seller_of_variant(root: Any, info: graphene.ResolveInfo) -> Any:
    return loaders.SellerOfVariant.of(info).load(request.store_id("ProductVariant", root))


def _sellers_of_line(root: Any, info: graphene.ResolveInfo) -> Any:
    return loaders.SellersOfLine.of(info).load(request.store_id("OrderLine", root))


def extensions() -> dict[str, dict[str, graphene.Field]]:
    """Fresh fields by type and name. Whoever may see the order or product in the store may see them."""
    return {
        "Product": {
            "provenance": graphene.Field(
                Provenance,
                resolver=_provenance,
                description="Where the product comes from: district, craft and artisan; null if nothing is said of it.",
            ),
            "sold_by": _sellers(
                _sellers_of_product, "Who sells the variants of this product today; empty if no one can supply them."
            ),
        },
        "ProductVariant": {
            "sold_by": graphene.Field(
                OdopSeller,
                resolver=_seller_of_variant,
                description="Who sells this variant today; null if no one can supply it.",
            ),
        },
        "OrderLine": {
            "consignments": _consignments(_consignments_of_line, "Who supplies the goods of this line."),
            "sold_by": _sellers(
                _sellers_of_line, "Who sold the goods of this line; empty while it is not known who supplies them."
            ),
            "certificates": graphene.Field(
                graphene.List(graphene.NonNull(UnitCertificate)),
                resolver=_certificates_of_line,
                description="The labels of the pieces that left, also void ones; a piece whose product was not "
                "verified has none." + permission_note(MAY_SEE_UNITS) + BUYERS_TOO,
            ),
        },
        "Order": {
            "consignments": _consignments(_consignments_of_order, "Who supplies the goods of this order."),
            "odop_documents": graphene.Field(
                graphene.List(graphene.NonNull(OdopDocument)),
                resolver=_documents_of_order,
                description="The invoices, credit notes and vouchers of this order, one for each seller of record, "
                "oldest first." + permission_note(STAFF) + DOCUMENTS_FOR_BUYERS,
            ),
        },
    }


def _consignments(resolver: Any, description: str) -> graphene.Field:
    more = " Empty until the order is released to the suppliers; what was called off is left out."
    of_sales = graphene.List(graphene.NonNull(ConsignmentSale))
    return graphene.Field(of_sales, resolver=resolver, description=description + more)


def _sellers(resolver: Any, description: str) -> graphene.Field:
    of_sellers = graphene.List(graphene.NonNull(OdopSeller))
    return graphene.Field(of_sellers, resolver=resolver, description=description)
