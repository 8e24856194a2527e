"""supplierCreate: a new supplier, as a draft."""

from __future__ import annotations

from typing import Any, cast

import graphene

from odop_consignment.api import SupplierChanges
from odop_consignment.api.errors import AlreadyThere
from odop_consignment.api.suppliers import check_values, create_supplier
from storefront_schema import request
from storefront_schema.errors import Code, collect
from storefront_schema.language import OdopLanguageEnum
from storefront_schema.mutations.arguments import clean_artisan, clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.suppliers import Supplier


class SupplierFields:
    """What can be said of a supplier besides name and phone."""

    name_hi = graphene.String(description="The name in Hindi, for messages.")
    language = OdopLanguageEnum(description="The language of messages. Default: Hindi.")
    reference = graphene.String(description="What the corporation calls them in its own lists; unique.")
    email = graphene.String(description="An e-mail address.")
    address = graphene.String(description="The place of work, in one line with its PIN code.")
    state_code = graphene.String(description='GST code of the State they work in. Default: "09", Uttar Pradesh.')
    pan = graphene.String(description="The PAN.")
    udyam = graphene.String(description="The Udyam registration.")
    artisan = graphene.String(description="Slug of the artisan whom buyers see; empty for none.")
    user_id = graphene.ID(description="ID of the store's account they sign in with; empty for none.")


class SupplierCreateInput(SupplierFields, graphene.InputObjectType):
    class Meta:
        description = "A new supplier."

    name = graphene.String(required=True, description="The supplier's name.")
    phone = graphene.String(required=True, description="A mobile number of ten digits, or an international one with +.")


class SupplierCreate(StaffMutation):
    class Meta:
        description = "Adds a supplier, as a draft. An Aadhaar number is refused wherever it is written."
        permissions = shared.PERMISSIONS

    class Arguments:
        input = SupplierCreateInput(required=True, description="The supplier.")

    supplier = graphene.Field(Supplier, description="The new supplier.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(REFUSALS):
            return {"supplier": create_supplier(by=request.actor(info), **changes(arguments["input"]))}


REFUSALS = {**shared.REFUSALS, AlreadyThere: ("reference", Code.UNIQUE)}
_PLAIN = ("name", "name_hi", "phone", "reference", "email", "address", "pan", "udyam")
# What cannot be empty: left out, it stays as it is.
_LASTING = ("language", "state_code")


def changes(given: dict[str, Any]) -> SupplierChanges:
    """The values of those fields that were given, all of them checked. Raises Refused."""
    values: dict[str, Any] = {name: given[name] or "" for name in _PLAIN if name in given}
    values |= {name: given[name] for name in _LASTING if given.get(name)}
    with collect() as each:
        if "artisan" in given:
            values["artisan_slug"] = each(clean_artisan, "artisan", given["artisan"]) or ""
        if "user_id" in given:
            values["user_id"] = each(clean_store_id, "userId", "User", given["user_id"]) if given["user_id"] else ""
        each(_check, values)
    return cast("SupplierChanges", values)


def _check(values: dict[str, Any]) -> None:
    with refuse_as(REFUSALS):
        check_values(values)
