"""Steps of an objection."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.objections import (
    answer_objection,
    objections_by_id,
    reply_to_objection,
    withdraw_objection,
)
from storefront_schema import loaders, request
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation, SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.objections import SupplierObjection

ID = "ID of the objection."


def _find_owners(arguments: dict[str, Any]) -> list[int | None]:
    number = clean_id("id", "SupplierObjection", arguments["id"])
    found = objections_by_id([number]).get(number)
    return [found.supplier_id if found else None]


class SupplierObjectionAnswer(StaffMutation):
    class Meta:
        description = "Answers an objection. The supplier is notified, and may say more."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description=ID)
        text = graphene.String(required=True, description="The answer, in words the supplier understands.")

    objection = graphene.Field(SupplierObjection, description="The objection as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "SupplierObjection", arguments["id"])
        text = clean_text("text", arguments["text"])
        with refuse_as(shared.REFUSALS):
            found = answer_objection(number, text=text, by=request.actor(info))
        loaders.EntriesOfObjection.of(info).clear(number)
        return {"objection": found}


class SupplierObjectionReply(SupplierMutation):
    class Meta:
        description = "Says more of an objection; staff are to answer again."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description=ID)
        text = graphene.String(required=True, description="What the supplier adds.")

    objection = graphene.Field(SupplierObjection, description="The objection as it now is.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        return _find_owners(arguments)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "SupplierObjection", arguments["id"])
        text = clean_text("text", arguments["text"])
        with refuse_as(shared.REFUSALS):
            found = reply_to_objection(number, text=text, by=request.actor(info))
        loaders.EntriesOfObjection.of(info).clear(number)
        return {"objection": found}


class SupplierObjectionWithdraw(SupplierMutation, ActOnOne):
    class Meta:
        description = "Takes an objection back. What it stopped stays as it is."

    permissions = shared.PERMISSIONS
    row = "SupplierObjection"
    id_description = ID
    answer = "objection"
    refusals = shared.REFUSALS
    objection = graphene.Field(SupplierObjection, description="The objection as it now is.")
    act = staticmethod(withdraw_objection)

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        return _find_owners(arguments)
