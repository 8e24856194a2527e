"""supplierBulkUpsert: many suppliers recorded or changed in one call, each row by itself."""

from __future__ import annotations

from typing import Any

import graphene
from django.db import transaction

from odop_consignment.api import SupplierInfo, change_supplier
from odop_consignment.api.suppliers import create_supplier
from odop_core.i18n import _
from storefront_schema import request
from storefront_schema.errors import Refused, errors_field, list_errors, too_few_or_many
from storefront_schema.mutations import bulk
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared, supplier_create
from storefront_schema.mutations.texts import refuse_aadhaar_in_row
from storefront_schema.types.suppliers import Supplier

MOST_AT_ONCE = 500


class SupplierBulkUpsertInput(supplier_create.SupplierFields, graphene.InputObjectType):
    class Meta:
        description = "A supplier to change, or without an ID a new one; what is left out stays."

    id = graphene.ID(description="ID of the supplier to change.")
    name = graphene.String(description="The supplier's name; a new one needs it.")
    phone = graphene.String(description="A mobile number of ten digits, or an international one with +; as well.")


class SupplierBulkUpsertResult(graphene.ObjectType):
    class Meta:
        description = "What became of one row."

    is_new = graphene.Boolean(required=True, description="Whether it names no supplier, and so is to be a new one.")
    supplier = graphene.Field(Supplier, description="The supplier as it now is; null if nothing was done.")
    errors = errors_field(__name__, "Why the row was refused; empty when it was not.")


class SupplierBulkUpsert(StaffMutation):
    class Meta:
        description = (
            f"Records and changes up to {MOST_AT_ONCE} suppliers. Wrong rows are left out, unless `errorPolicy` "
            "says otherwise. For longer tables there is the import."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        suppliers = graphene.List(
            graphene.NonNull(SupplierBulkUpsertInput), required=True, description="The rows, each a supplier."
        )
        error_policy = bulk.policy_argument()

    # Each row is refused by itself.
    reads_itself = ("suppliers",)
    count = bulk.count_field()

    results = graphene.List(
        graphene.NonNull(SupplierBulkUpsertResult), description="What became of each row, in order."
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        rows, by = arguments["suppliers"], request.actor(info)
        if not 1 <= len(rows) <= MOST_AT_ONCE:
            raise Refused(
                "suppliers", _("Give at least 1 and at most {most} rows.", most=MOST_AT_ONCE), too_few_or_many(rows)
            )
        policy, results = arguments.get("error_policy"), list[SupplierBulkUpsertResult]()
        with bulk.undone_if_wrong(policy, results):
            for given in rows:
                results.append(_result(given, by))
        return bulk.finish(policy, results, "supplier")


def _result(given: dict[str, Any], by: str) -> SupplierBulkUpsertResult:
    is_new = not given.get("id")
    try:
        with transaction.atomic():
            return SupplierBulkUpsertResult(is_new=is_new, supplier=_saved(given, by), errors=[])
    except Refused as refusal:
        return SupplierBulkUpsertResult(is_new=is_new, errors=list_errors(refusal))


def _saved(given: dict[str, Any], by: str) -> SupplierInfo:
    is_new = not given.get("id")
    refuse_aadhaar_in_row(given)
    values = supplier_create.changes({"name": "", "phone": "", **given} if is_new else given)
    with refuse_as(supplier_create.REFUSALS):
        return (
            create_supplier(by=by, **values)
            if is_new
            else change_supplier(shared.read_supplier_id(given), by=by, **values)
        )
