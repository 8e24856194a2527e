"""Lines of a note as people hand them in: each stands or falls alone."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import scalars
from storefront_schema.errors import Code, Refused, collect, errors_field, list_errors
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock import ConditionEnum, ConsignmentNoteLine

PHOTO = "What the goods look like: JPEG, PNG or WebP, as a part of a multipart request."


class ConsignmentNoteLineInput(graphene.InputObjectType):
    class Meta:
        description = "One line of a note."

    offer_id = graphene.ID(required=True, description="ID of the offer the goods belong to.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    condition = graphene.InputField(ConditionEnum, description="In which condition. Default: GOOD.")
    description = graphene.String(description="What the note calls the goods. Default: the product's name.")
    lot_id = graphene.ID(description="Of a return: ID of the lot the pieces are taken from. Default: the oldest.")
    photo = scalars.upload_input(description=PHOTO)


class ConsignmentNoteLineResult(graphene.ObjectType):
    class Meta:
        description = "What became of one of the lines that were handed in."

    line = graphene.Field(ConsignmentNoteLine, description="The line as it was recorded; null when it was left out.")
    errors = errors_field(__name__, "Why it was left out; empty when it was taken.")


def result_list() -> graphene.List:
    return graphene.List(
        graphene.NonNull(ConsignmentNoteLineResult),
        description="What became of each line, in the order in which they were given; null if none was looked at.",
    )


class Lines:
    """Those that can be read, and what is wrong with the others."""

    def __init__(self, info: graphene.ResolveInfo, rows: list[dict[str, Any]]) -> None:
        shared.at_most("lines", rows)
        self.good: list[stock.LineInput] = []
        self._errors: list[list[Any]] = []
        for given in rows:
            try:
                self.good.append(_line(info, given))
                self._errors.append([])
            except Refused as refusal:
                self._errors.append(list_errors(refusal))

    @property
    def are_any(self) -> bool:
        return bool(self._errors)

    @property
    def are_all_good(self) -> bool:
        return len(self.good) == len(self._errors)

    def results(
        self, problems: tuple[stock.LineProblem, ...], made: list[stock.NoteLineInfo]
    ) -> list[ConsignmentNoteLineResult]:
        """`problems` count the good lines only; `made` are the recorded ones, in the same order."""
        refused = {problem.index: problem for problem in problems}
        recorded, number, results = iter(made), 0, list[ConsignmentNoteLineResult]()
        for errors in self._errors:
            line = None
            if not errors:
                errors = _errors(refused[number]) if number in refused else []
                line = None if errors else next(recorded)
                number += 1
            results.append(ConsignmentNoteLineResult(line=line, errors=errors))
        return results


def _line(info: graphene.ResolveInfo, given: dict[str, Any]) -> stock.LineInput:
    lot_id = given.get("lot_id")
    with collect() as each:
        offer = each(clean_id, "offerId", "Offer", given["offer_id"])
        lot = each(clean_id, "lotId", "ConsignmentLot", lot_id) if lot_id else None
        photo = each(shared.photo_of, info, given)
    return stock.LineInput(
        offer_id=offer,
        quantity=given["quantity"],
        condition=given.get("condition") or stock.Condition.GOOD.value,
        description=given.get("description") or "",
        photo=photo,
        lot_id=lot,
    )


def _errors(problem: stock.LineProblem) -> list[Any]:
    return list_errors(Refused(None, problem.message, Code.INVALID))
