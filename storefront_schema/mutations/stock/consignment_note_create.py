"""consignmentNoteCreate: goods came, or go back."""

from __future__ import annotations

from typing import Any

import graphene
from django.db import transaction

from odop_consignment.api import stock
from odop_consignment.api.offers import WantedOffers, count_offers
from odop_consignment.api.stock import NoteKind
from odop_core.collector import Collector
from odop_core.i18n import _
from storefront_schema import request, scalars
from storefront_schema.errors import Code, Refused, SeveralRefused
from storefront_schema.mutations.arguments import clean_id, clean_line, clean_text
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.offers.shared import read_pickup_point
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.mutations.stock.note_lines import ConsignmentNoteLineInput, Lines, result_list
from storefront_schema.types.stock import ConsignmentNote, NoteKindEnum

ONLY_RECEIPTS = _("You can announce goods that you bring. Ask for a call about goods to be returned.")


class ConsignmentNoteCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new note."

    kind = graphene.InputField(NoteKindEnum, required=True, description="Which way the goods go.")
    supplier_id = graphene.ID(required=True, description="ID of the supplier whose goods they are.")
    pickup_point_id = graphene.ID(required=True, description="ID of the store's warehouse where the goods are.")
    date = scalars.date_input(description="The Indian day the goods were handed over. Default: today.")
    reference = graphene.String(description="What the paper is called where it came from; once for each supplier.")
    remark = graphene.String(description="Anything to be printed on it.")
    lines = graphene.List(
        graphene.NonNull(ConsignmentNoteLineInput), description=f"The goods, at most {shared.MOST_LINES} lines."
    )
    post = graphene.Boolean(description="Let it count at once, if every line is right. Default: no.")


class ConsignmentNoteCreate(SupplierMutation):
    class Meta:
        description = "Creates a note of goods that were received or are returned. Wrong lines are left out and "
        "listed in `results`; if all lines are wrong, no note is created."
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked for the warehouse

    class Arguments:
        input = ConsignmentNoteCreateInput(required=True, description="The note.")

    note = graphene.Field(ConsignmentNote, description="The note, a draft unless it was posted; null without one.")
    results = result_list()

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [clean_id("supplierId", "Supplier", arguments["input"]["supplier_id"])]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, by = arguments["input"], request.actor(info)
        if not request.viewer(info).may_any(cls.permissions):
            _check_announcement(given)
        rows = given.get("lines") or []
        lines = Lines(info, rows)
        with Collector(Refused, several=SeveralRefused) as each:
            of_note = {
                "kind": given["kind"],
                "supplier_id": each(clean_id, "supplierId", "Supplier", given["supplier_id"]),
                "pickup_point_id": each(read_pickup_point, given["pickup_point_id"]),
                "dated": given.get("date"),
                "remark": each(clean_text, "remark", given.get("remark"), required=False),
                "reference": each(clean_line, "reference", given.get("reference"), required=False),
            }
        with transaction.atomic(), refuse_as(shared.REFUSALS):
            if not rows:
                return {"note": stock.draft_note(**of_note, by=by), "results": []}
            if not lines.good:
                return {"note": None, "results": lines.results((), [])}
            recorded = stock.record_note(**of_note, lines=lines.good, by=by)
            if recorded.note is None:
                return {"note": None, "results": lines.results(recorded.problems, [])}
            number = recorded.note.id
            if given.get("post") and lines.are_all_good and not recorded.problems:
                stock.post_note(number, by=by)
        made = stock.note_lines([number])[number]
        return {"note": shared.note_now(info, number), "results": lines.results(recorded.problems, made)}


def _check_announcement(given: dict[str, Any]) -> None:
    """A supplier announces goods that they bring; what came of them staff see and post. Raises Refused."""
    supplier_id = clean_id("supplierId", "Supplier", given["supplier_id"])
    if given["kind"] != NoteKind.RECEIPT.value:
        raise Refused("kind", ONLY_RECEIPTS, Code.INVALID)
    if given.get("post"):
        raise Refused("post", _("Staff post the note when the goods are there."), Code.INVALID)
    if not count_offers(WantedOffers(supplier_id=supplier_id, pickup_point_id=given["pickup_point_id"])):
        raise Refused("pickupPointId", _("None of your offers is at this pickup point."), Code.NOT_FOUND)
