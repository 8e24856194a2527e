"""What staff ask of suppliers, and what suppliers ask of themselves."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import bank, objections, privacy
from odop_consignment.api.suppliers import SUPPLIERS
from storefront_schema import loaders, supplier_access
from storefront_schema.language import Language, OdopLanguageEnum
from storefront_schema.list_field import list_field
from storefront_schema.metadata import find_row, row_arguments
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.objections import SupplierObjectionCountableConnection
from storefront_schema.types.supplier_records import (
    MANAGE,
    SupplierBankAccountCountableConnection,
    SupplierDisclosureCountableConnection,
    SupplierErasureCountableConnection,
    SupplierNotice,
)
from storefront_schema.types.suppliers import SEE, Supplier, SupplierCountableConnection


class SupplierQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of suppliers."

    suppliers = list_field(
        SUPPLIERS, SupplierCountableConnection, permissions=MANAGE, description="Suppliers, oldest first."
    )
    supplier = SupplierField(
        Supplier,
        args=row_arguments("supplier"),
        permissions=MANAGE,
        description="One supplier; null if there is none of this ID or reference.",
    )
    my_supplier = graphene.Field(
        Supplier, description="The supplier who signs in with the viewer's account; null if the viewer is none."
    )
    supplier_bank_accounts = list_field(
        bank.BANK_ACCOUNTS,
        SupplierBankAccountCountableConnection,
        permissions=MANAGE,
        description="Bank accounts of suppliers, oldest first. Those that are PROPOSED wait for a second person.",
    )
    supplier_erasures = list_field(
        privacy.ERASURES,
        SupplierErasureCountableConnection,
        permissions=SEE,
        description="Wishes to be forgotten, newest first.",
    )
    supplier_objections = list_field(
        objections.OBJECTIONS,
        SupplierObjectionCountableConnection,
        permissions=MANAGE,
        for_suppliers=True,
        description="What suppliers object to, newest first. Those that are OPEN wait for an answer of staff.",
    )
    supplier_disclosures = list_field(
        privacy.DISCLOSURES,
        SupplierDisclosureCountableConnection,
        permissions=SEE,
        for_suppliers=True,
        description="Who saw whose data unmasked, newest first.",
    )
    supplier_notice = graphene.Field(
        SupplierNotice,
        language=graphene.Argument(OdopLanguageEnum, description="The language. Default: HI."),
        description="The notice suppliers are to be shown before they agree, as it is now.",
    )

    @staticmethod
    def resolve_supplier(
        _root: Any, info: graphene.ResolveInfo, id: str | None = None, external_reference: str | None = None
    ) -> Any:
        own = supplier_access.get_supplier_scope(info, MANAGE)
        found = find_row(Supplier, info, id, external_reference)
        return found.then(lambda row: row if row and own in (None, row.id) else None)

    @staticmethod
    def resolve_my_supplier(_root: Any, info: graphene.ResolveInfo) -> Any:
        supplier_id = supplier_access.find_viewer_supplier(info)
        return None if supplier_id is None else loaders.Supplier.of(info).load(supplier_id)

    @staticmethod
    def resolve_supplier_notice(_root: Any, _info: graphene.ResolveInfo, language: str | None = None) -> Any:
        return privacy.read_notice(language or Language.HI.value)
