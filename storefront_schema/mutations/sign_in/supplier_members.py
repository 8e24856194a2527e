"""supplierMemberCreate, supplierMemberUpdate and supplierMemberDelete: who else acts for a supplier."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from storefront_schema import request
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sign_in import shared
from storefront_schema.mutations.suppliers.shared import read_supplier_id, supplier_argument
from storefront_schema.types.sign_in import SupplierMember, SupplierMemberRoleEnum


class SupplierMemberInput(graphene.InputObjectType):
    class Meta:
        description = "Somebody of a supplier's family or group, or a second telephone of theirs."

    name = graphene.String(required=True, description="The name.")
    phone = graphene.String(required=True, description="Their own number: with it they sign in.")
    role = graphene.InputField(SupplierMemberRoleEnum, description="What they may do. Default: HELPER.")
    language = OdopLanguageEnum(description="The language of their messages. Default: HI.")
    gets_messages = graphene.Boolean(description="Whether they get the supplier's messages, too. Default: no.")


class SupplierMemberUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of a member; what is left out stays. Another number is another member."

    name = graphene.String(description="The name.")
    role = graphene.InputField(SupplierMemberRoleEnum, description="What they may do.")
    language = OdopLanguageEnum(description="The language of their messages.")
    gets_messages = graphene.Boolean(description="Whether they get the supplier's messages, too.")


class SupplierMemberCreate(SupplierMutation):
    for_owners = True

    class Meta:
        description = "Lets somebody else act for a supplier, with a telephone number of their own."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = supplier_argument()
        input = SupplierMemberInput(required=True, description="Who.")

    member = graphene.Field(SupplierMember, description="The new member.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = {name: value for name, value in arguments["input"].items() if value is not None}
        with refuse_as(shared.REFUSALS):
            return {"member": sign_in.add_member(read_supplier_id(arguments), by=request.actor(info), **given)}


class _OfMember(SupplierMutation):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    for_owners = True
    member = graphene.Field(SupplierMember, description="The member as they now are.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        member_id = clean_id("id", "SupplierMember", arguments["id"])
        found = sign_in.members_by_id([member_id]).get(member_id)
        return [found.supplier_id if found else None]


class SupplierMemberUpdate(_OfMember):
    class Meta:
        description = "Changes a member of a supplier's group."

    class Arguments:
        id = graphene.ID(required=True, description="ID of the member.")
        input = SupplierMemberUpdateInput(required=True, description="What to change.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = {name: value for name, value in arguments["input"].items() if value is not None}
        with refuse_as(shared.REFUSALS):
            return {"member": sign_in.change_member(clean_id("id", "SupplierMember", arguments["id"]), **given)}


class SupplierMemberDelete(_OfMember):
    class Meta:
        description = "Ends a membership: the member is signed out at once and their number is deleted."

    class Arguments:
        id = graphene.ID(required=True, description="ID of the member.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(shared.REFUSALS):
            return {"member": sign_in.remove_member(clean_id("id", "SupplierMember", arguments["id"]))}
