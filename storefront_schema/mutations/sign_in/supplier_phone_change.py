"""supplierPhoneChangeRequest and supplierPhoneChangeConfirm: a new number, shown to be theirs by a one-time code."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from storefront_schema import loaders, request, scalars
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sign_in import shared
from storefront_schema.mutations.suppliers.shared import read_supplier_id, supplier_argument
from storefront_schema.types.sign_in import CodeMediumEnum
from storefront_schema.types.suppliers import Supplier


class _PhoneChange(SupplierMutation):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    for_owners = True

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [read_supplier_id(arguments)]


class SupplierPhoneChangeRequest(_PhoneChange):
    class Meta:
        description = "Sends a one-time code to the number that is to be a supplier's from now on."
        atomic = False

    class Arguments:
        id = supplier_argument()
        phone = graphene.String(required=True, description="The new number.")
        medium = graphene.Argument(CodeMediumEnum, description="How to send the code. Default: SMS.")

    handle = graphene.String(description="Needed with the code; keep it until then.")
    expires_at = scalars.date_time_field(description="Until when the code holds (UTC).")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        medium = arguments.get("medium") or sign_in.CodeMedium.SMS
        with refuse_as(shared.REFUSALS):
            found = sign_in.request_phone_change(
                read_supplier_id(arguments), arguments["phone"], network=request.network(info), medium=medium
            )
        return {"handle": found.handle, "expires_at": found.expires_at}


class SupplierPhoneChangeConfirm(_PhoneChange):
    class Meta:
        description = (
            "Changes a supplier's telephone number with the code that was sent to the new one. The number before is "
            "informed, and whoever is signed in with it elsewhere is signed out."
        )
        atomic = False

    class Arguments:
        id = supplier_argument()
        handle = graphene.String(required=True, description=shared.HANDLE)
        code = graphene.String(required=True, description=shared.CODE)

    supplier = graphene.Field(Supplier, description="The supplier as they now are.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        supplier_id = read_supplier_id(arguments)
        with refuse_as(shared.REFUSALS):
            sign_in.confirm_phone_change(
                supplier_id, arguments["handle"], arguments["code"], network=request.network(info),
                by=request.actor(info), session_id=request.viewer(info).session_id,
            )  # fmt: skip
        return {"supplier": loaders.Supplier.of(info).clear(supplier_id).load(supplier_id)}
