"""supplierBulk: many suppliers recorded or changed in one call, each row by itself."""

from __future__ import annotations

from typing import Any

import graphene
from django.db import transaction

from odop_consignment.api import SupplierInfo, change_supplier
from odop_consignment.api.suppliers import create_supplier
from odop_core.i18n import _
from storefront_schema import request
from storefront_schema.errors import Code, OdopError, Refused, as_error
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared, supplier_create
from storefront_schema.types.suppliers import Supplier

MOST_AT_ONCE = 500


class SupplierBulkInput(supplier_create.SupplierFields, graphene.InputObjectType):
    class Meta:
        description = "A supplier to change, or without an ID a new one; what is left out stays."

    id = graphene.ID(description="ID of the supplier to change.")
    name = graphene.String(description="The supplier's name; a new one needs it.")
    phone = graphene.String(description="A mobile number of ten digits, or an international one with +; as well.")


class SupplierBulkResult(graphene.ObjectType):
    class Meta:
        description = "What became of one row."

    row = graphene.Int(required=True, description="Its place in the list; the first is 1.")
    created = graphene.Boolean(required=True, description="Whether the supplier is new.")
    supplier = graphene.Field(Supplier, description="The supplier as it now is; null if the row was refused.")
    errors = graphene.List(
        graphene.NonNull(OdopError), required=True, description="Why the row was refused; empty when it was not."
    )


class SupplierBulk(StaffMutation):
    class Meta:
        description = (
            f"Records and changes up to {MOST_AT_ONCE} suppliers. Rows that are wrong are told and left out, the "
            "others are done. For longer tables there is the import."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        suppliers = graphene.List(
            graphene.NonNull(SupplierBulkInput), required=True, description="The rows, each a supplier."
        )

    results = graphene.List(graphene.NonNull(SupplierBulkResult), description="What became of each row, in order.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        rows, by = arguments["suppliers"], request.actor(info)
        if not 1 <= len(rows) <= MOST_AT_ONCE:
            raise Refused("suppliers", _("Give at least 1 and at most {most} rows.", most=MOST_AT_ONCE), Code.INVALID)
        return {"results": [_result(place, given, by) for place, given in enumerate(rows, start=1)]}


def _result(place: int, given: dict[str, Any], by: str) -> SupplierBulkResult:
    try:
        with transaction.atomic():
            return SupplierBulkResult(row=place, created=not given.get("id"), supplier=_saved(given, by), errors=[])
    except Refused as refusal:
        return SupplierBulkResult(row=place, created=False, errors=[as_error(refusal)])


def _saved(given: dict[str, Any], by: str) -> SupplierInfo:
    is_new = not given.get("id")
    values = supplier_create.changes({"name": "", "phone": "", **given} if is_new else given)
    with refuse_as(supplier_create.REFUSALS):
        return (
            create_supplier(by=by, **values)
            if is_new
            else change_supplier(shared.read_supplier_id(given), by=by, **values)
        )
