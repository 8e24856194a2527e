"""What staff ask of goods entrusted to us, and suppliers of their own: notes, lots, counts, differences."""

from __future__ import annotations

import json
from typing import Any

import graphene
from graphene.relay import PageInfo
from graphql import GraphQLError

from odop_consignment.api import stock
from odop_core.security.permissions import Permission
from storefront_schema import ids, request, supplier_access
from storefront_schema.connection import PAGE_LIMIT, PAGE_SIZE
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.metadata import find_row, row_arguments
from storefront_schema.queries.arguments import read_id
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.stock import (
    ConsignmentLot,
    ConsignmentLotCountableConnection,
    ConsignmentNote,
    ConsignmentNoteCountableConnection,
)
from storefront_schema.types.stock_counts import (
    StockCount,
    StockCountCountableConnection,
    StockDifferenceConnection,
    StockDifferenceEdge,
)

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)
_CURSOR = "StockDifference"


class StockQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of goods entrusted to us."

    consignment_notes = list_field(
        stock.NOTES,
        ConsignmentNoteCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        description="The notes goods came and went with, newest first.",
    )
    consignment_note = SupplierField(
        ConsignmentNote,
        args=row_arguments("note"),
        permissions=PERMISSIONS,
        description="One note; null if there is none of this ID or reference.",
    )
    consignment_lots = list_field(
        stock.LOTS,
        ConsignmentLotCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        description="Pieces that came together, and what became of them, oldest first.",
    )
    consignment_lot = SupplierField(
        ConsignmentLot,
        args=row_arguments("lot"),
        permissions=PERMISSIONS,
        description="One lot; null if there is none of this ID or reference.",
    )
    stock_counts = list_field(
        stock.COUNTS,
        StockCountCountableConnection,
        permissions=PERMISSIONS,
        description="Counts by hand, newest first.",
    )
    stock_count = GuardedField(
        StockCount,
        id=graphene.ID(required=True, description="ID of the count."),
        permissions=PERMISSIONS,
        description="One count; null if there is none of this ID.",
    )
    stock_differences = GuardedField(
        StockDifferenceConnection,
        first=graphene.Int(description=f"How many to return, at most {PAGE_LIMIT}. Default: {PAGE_SIZE}."),
        after=graphene.String(description="Return what comes after this cursor."),
        permissions=PERMISSIONS,
        description="Where our unsold pieces and the store's differ, by variant. Shown, and never corrected by itself.",
    )

    @staticmethod
    def resolve_consignment_note(
        _root: Any, info: graphene.ResolveInfo, id: str | None = None, external_reference: str | None = None
    ) -> Any:
        own = supplier_access.get_supplier_scope(info, PERMISSIONS)
        return find_row(ConsignmentNote, info, id, external_reference).then(supplier_access.keep_own_row(own))

    @staticmethod
    def resolve_consignment_lot(
        _root: Any, info: graphene.ResolveInfo, id: str | None = None, external_reference: str | None = None
    ) -> Any:
        own = supplier_access.get_supplier_scope(info, PERMISSIONS)
        return find_row(ConsignmentLot, info, id, external_reference).then(supplier_access.keep_own_row(own))

    @staticmethod
    def resolve_stock_count(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        number = read_id("StockCount", id)
        return stock.counts_by_id([number], request.database(info)).get(number)

    @staticmethod
    def resolve_stock_differences(
        _root: Any, info: graphene.ResolveInfo, first: int | None = None, after: str | None = None
    ) -> Any:
        limit = PAGE_SIZE if first is None else first
        if not 1 <= limit <= PAGE_LIMIT:
            raise GraphQLError(f"Ask for at least 1 and at most {PAGE_LIMIT} items (first: {limit}).")
        try:
            found = stock.differences(limit, _pair(after), request.database(info))
        except stock.StoreError as error:
            raise GraphQLError(f"The store does not answer: {error} Try again later.") from error
        edges = [
            StockDifferenceEdge(node=row, cursor=_cursor((row.variant_id, row.pickup_point_id)))
            for row in found.differences
        ]
        goes_on = found.next is not None
        end = _cursor(found.next) if found.next else edges[-1].cursor if edges else None
        start = edges[0].cursor if edges else None
        info_of_page = PageInfo(
            has_next_page=goes_on, has_previous_page=after is not None, start_cursor=start, end_cursor=end
        )
        return StockDifferenceConnection(edges=edges, page_info=info_of_page)


def _cursor(pair: tuple[str, str]) -> str:
    return ids.make(_CURSOR, json.dumps(pair))


def _pair(cursor: str | None) -> tuple[str, str] | None:
    if cursor is None:
        return None
    try:
        variant_id, pickup_point_id = json.loads(ids.key_of(_CURSOR, cursor))
    except ValueError as error:  # WrongID is one
        raise GraphQLError(f"{cursor!r} is no cursor of this list.") from error
    return str(variant_id), str(pickup_point_id)
