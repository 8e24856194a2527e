"""What staff ask of goods entrusted to us, and suppliers of their own: notes, lots, counts, differences."""

from __future__ import annotations

import json
from typing import Any

import graphene
from graphene.relay import PageInfo
from graphql import GraphQLError

from odop_consignment.api import stock
from odop_core.security.permissions import Permission
from storefront_schema import ids, request, scalars, supplier_access
from storefront_schema.connection import PAGE_LIMIT, PAGE_SIZE, page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.queries.arguments import read_id, read_optional_id, read_values
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.stock import (
    ConsignmentLot,
    ConsignmentLotCountableConnection,
    ConsignmentNote,
    ConsignmentNoteCountableConnection,
    NoteKindEnum,
    NoteStatusEnum,
)
from storefront_schema.types.stock_counts import (
    CountStatusEnum,
    StockCount,
    StockCountCountableConnection,
    StockDifferenceConnection,
    StockDifferenceEdge,
)

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)
_CURSOR = "StockDifference"


class ConsignmentNoteWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which notes to list. What is left out does not matter."

    supplier_id = graphene.ID(description="Only those of this supplier.")
    kinds = graphene.List(graphene.NonNull(NoteKindEnum), description="Only those of these kinds.")
    statuses = graphene.List(graphene.NonNull(NoteStatusEnum), description="Only those in these states.")
    pickup_point_id = graphene.ID(description="Only those of goods at this warehouse of the store's.")
    number = graphene.String(description="Only the one of this number.")
    reference = graphene.String(description="Only those whose paper is called this.")
    date_from = scalars.date_input(description="Only those of this Indian day or later.")
    date_until = scalars.date_input(description="Only those of this Indian day or earlier.")


class ConsignmentLotWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which lots to list. What is left out does not matter."

    supplier_id = graphene.ID(description="Only those of this supplier.")
    offer_id = graphene.ID(description="Only those of this offer.")
    variant_id = graphene.ID(description="Only those of this product variant of the store's.")
    pickup_point_id = graphene.ID(description="Only those at this warehouse of the store's.")
    is_available = graphene.Boolean(description="Only those with unsold pieces; false: only those without.")
    is_overdue = graphene.Boolean(description="Only those with unsold pieces whose time on the shelf is over.")


class StockCountWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which counts to list. What is left out does not matter."

    pickup_point_id = graphene.ID(description="Only those at this warehouse of the store's.")
    statuses = graphene.List(graphene.NonNull(CountStatusEnum), description="Only those in these states.")


class StockQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of goods entrusted to us."

    consignment_notes = SupplierField(
        ConsignmentNoteCountableConnection,
        args={
            "where": graphene.Argument(ConsignmentNoteWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=PERMISSIONS,
        description="The notes goods came and went with.",
    )
    consignment_note = SupplierField(
        ConsignmentNote,
        id=graphene.ID(required=True, description="ID of the note."),
        permissions=PERMISSIONS,
        description="One note; null if there is none of this ID.",
    )
    consignment_lots = SupplierField(
        ConsignmentLotCountableConnection,
        args={
            "where": graphene.Argument(ConsignmentLotWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=PERMISSIONS,
        description="Pieces that came together, and what became of them.",
    )
    consignment_lot = SupplierField(
        ConsignmentLot,
        id=graphene.ID(required=True, description="ID of the lot."),
        permissions=PERMISSIONS,
        description="One lot; null if there is none of this ID.",
    )
    stock_counts = GuardedField(
        StockCountCountableConnection,
        args={
            "where": graphene.Argument(StockCountWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=PERMISSIONS,
        description="Counts by hand.",
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
    def resolve_consignment_notes(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = stock.WantedNotes(
            supplier_id=supplier_access.narrow_to_supplier(
                info, PERMISSIONS, read_optional_id(given, "supplier_id", "Supplier")
            ),
            pickup_point_id=given.get("pickup_point_id"),
            kinds=read_values(given, "kinds"),
            states=read_values(given, "statuses"),
            number=given.get("number"),
            reference=given.get("reference"),
            dated_from=given.get("date_from"),
            dated_until=given.get("date_until"),
        )
        return page(
            ConsignmentNoteCountableConnection,
            paging,
            read=lambda window: stock.notes(wanted, window, using),
            count=lambda: stock.count_notes(wanted, using),
            newest_first=True,
        )

    @staticmethod
    def resolve_consignment_note(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        number = read_id("ConsignmentNote", id)
        note = stock.notes_by_id([number], request.database(info)).get(number)
        return (
            note if note and supplier_access.get_supplier_scope(info, PERMISSIONS) in (None, note.supplier_id) else None
        )

    @staticmethod
    def resolve_consignment_lots(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = stock.WantedLots(
            supplier_id=supplier_access.narrow_to_supplier(
                info, PERMISSIONS, read_optional_id(given, "supplier_id", "Supplier")
            ),
            offer_id=read_optional_id(given, "offer_id", "Offer"),
            variant_id=given.get("variant_id"),
            pickup_point_id=given.get("pickup_point_id"),
            in_stock=given.get("is_available"),
            past_shelf=bool(given.get("is_overdue")),
        )
        return page(
            ConsignmentLotCountableConnection,
            paging,
            read=lambda window: stock.lots(wanted, window, using),
            count=lambda: stock.count_lots(wanted, using),
        )

    @staticmethod
    def resolve_consignment_lot(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        number = read_id("ConsignmentLot", id)
        lot = stock.lots_by_id([number], request.database(info)).get(number)
        return lot if lot and supplier_access.get_supplier_scope(info, PERMISSIONS) in (None, lot.supplier_id) else None

    @staticmethod
    def resolve_stock_counts(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = stock.WantedCounts(pickup_point_id=given.get("pickup_point_id"), states=read_values(given, "statuses"))
        return page(
            StockCountCountableConnection,
            paging,
            read=lambda window: stock.counts(wanted, window, using),
            count=lambda: stock.count_counts(wanted, using),
            newest_first=True,
        )

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
