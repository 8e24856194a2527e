"""Steps of a consignment note, and of a count."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import loaders, request
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock import ConsignmentNote
from storefront_schema.types.stock_counts import StockCount


class ActOnNote(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "ConsignmentNote"
    id_description = "ID of the note."
    answer = "note"
    refusals = shared.REFUSALS
    outdated = (loaders.LinesOfNote, loaders.DocumentOfNote)
    note = graphene.Field(ConsignmentNote, description="The note as it now is.")


class ConsignmentNotePost(ActOnNote):
    class Meta:
        description = (
            "Lets a note count: its goods become stock or leave it, here and in the store, and it gets its number. "
            "Posted again, it counts once."
        )

    act = staticmethod(stock.post_note)


class ConsignmentNoteCancel(SupplierMutation, ActOnNote):
    class Meta:
        description = "Throws a draft away."

    @staticmethod
    def act(note_id: int, by: str) -> stock.NoteInfo:
        return stock.cancel_note(note_id)

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        """A supplier cancels what they announced themselves; a draft of staff's is not theirs."""
        number = clean_id("id", "ConsignmentNote", arguments["id"])
        found = stock.notes_by_id([number]).get(number)
        if found is None:
            return [None]
        by, actor = found.recorded_by, request.actor(info)
        is_announced = by == actor or by.startswith(f"supplier:{found.supplier_id}")
        return [found.supplier_id if is_announced else None]


class ActOnCount(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "StockCount"
    id_description = "ID of the count."
    answer = "stock_count"
    refusals = shared.REFUSALS
    outdated = (loaders.LinesOfCount,)
    stock_count = graphene.Field(StockCount, description="The count as it now is.")


class StockCountComplete(ActOnCount):
    class Meta:
        description = (
            "Books the differences of a count, here and in the store. It must be settled by another "
            "person than the one who counted. Settling it again changes nothing."
        )

    act = staticmethod(stock.settle_count)


class StockCountCancel(ActOnCount):
    class Meta:
        description = "Gives a count up: nothing of it is booked."

    act = staticmethod(stock.drop_count)
