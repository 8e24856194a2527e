"""consignmentNoteCreate: goods came, or go back."""

from __future__ import annotations

from typing import Any

import graphene
from django.db import transaction

from odop_consignment.api import stock
from odop_consignment.api.offers import OFFERS
from odop_consignment.api.stock import NoteKind
from odop_core.i18n import _
from storefront_schema import request, scalars
from storefront_schema.errors import Code, Refused, collect
from storefront_schema.mutations import bulk
from storefront_schema.mutations.arguments import clean_id, clean_line, clean_text
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.offers.shared import read_pickup_point
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.mutations.stock.note_lines import (
    ConsignmentNoteLineInput,
    ConsignmentNoteLineResult,
    Lines,
    result_list,
)
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
        description = (
            "Creates a note of goods that were received or are returned. Wrong lines are left out and "
            "listed in `results`; if all lines are wrong, no note is created."
        )
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked for the warehouse

    class Arguments:
        input = ConsignmentNoteCreateInput(required=True, description="The note.")
        error_policy = bulk.policy_argument()

    note = graphene.Field(ConsignmentNote, description="The note, a draft unless it was posted; null without one.")
    count = bulk.count_field()
    results = result_list()

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [clean_id("supplierId", "Supplier", arguments["input"]["supplier_id"])]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, by = arguments["input"], request.actor(info)
        if not request.viewer(info).may_any(cls.permissions):
            _check_announcement(given)
        lines = Lines(info, given.get("lines") or [])
        with collect() as each:
            of_note = {
                "kind": given["kind"],
                "supplier_id": each(clean_id, "supplierId", "Supplier", given["supplier_id"]),
                "pickup_point_id": each(read_pickup_point, given["pickup_point_id"]),
                "dated": given.get("date"),
                "remark": each(clean_text, "remark", given.get("remark"), required=False),
                "reference": each(clean_line, "reference", given.get("reference"), required=False),
            }
        policy, results = arguments.get("error_policy"), list[ConsignmentNoteLineResult]()
        note_id = None
        with transaction.atomic(), refuse_as(shared.REFUSALS), bulk.undone_if_wrong(policy, results):
            note_id = _record(of_note, lines, results, post=bool(given.get("post")), by=by)
        note = shared.note_now(info, note_id) if note_id in stock.notes_by_id([note_id or 0]) else None
        return {"note": note, **bulk.finish(policy, results, "line")}


def _record(
    of_note: dict[str, Any], lines: Lines, results: list[ConsignmentNoteLineResult], *, post: bool, by: str
) -> int | None:
    """Returns the new note; None when no line of it was right. `results` fill with what became of each line."""
    if not lines.are_any:
        return stock.draft_note(**of_note, by=by).id
    if not lines.good:
        results += lines.results((), [])
        return None
    recorded = stock.record_note(**of_note, lines=lines.good, by=by)
    if recorded.note is None:
        results += lines.results(recorded.problems, [])
        return None
    if post and lines.are_all_good and not recorded.problems:
        stock.post_note(recorded.note.id, by=by)
    results += lines.results(recorded.problems, stock.note_lines([recorded.note.id])[recorded.note.id])
    return recorded.note.id


def _check_announcement(given: dict[str, Any]) -> None:
    """A supplier announces goods that they bring; what came of them staff see and post. Raises Refused."""
    supplier_id = clean_id("supplierId", "Supplier", given["supplier_id"])
    if given["kind"] != NoteKind.RECEIPT.value:
        raise Refused("kind", ONLY_RECEIPTS, Code.INVALID)
    if given.get("post"):
        raise Refused("post", _("Staff post the note when the goods are there."), Code.INVALID)
    if not OFFERS.count({"supplier_id": supplier_id, "pickup_point_id": given["pickup_point_id"]}):
        raise Refused("pickupPointId", _("None of your offers is at this pickup point."), Code.NOT_FOUND)
