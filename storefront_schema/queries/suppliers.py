"""What staff ask of suppliers, and what suppliers ask of themselves."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import bank, objections, privacy
from odop_consignment.api.suppliers import WantedSuppliers, count_suppliers, supplier_list
from storefront_schema import loaders, request, supplier_access
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.language import Language, OdopLanguageEnum
from storefront_schema.queries.arguments import read_id, read_optional_id
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.objections import ObjectionStatusEnum, SupplierObjectionCountableConnection
from storefront_schema.types.supplier_records import (
    MANAGE,
    BankAccountStatusEnum,
    ErasureStatusEnum,
    SupplierBankAccountCountableConnection,
    SupplierDisclosureCountableConnection,
    SupplierErasureCountableConnection,
    SupplierNotice,
    SupplierStatusEnum,
    SupplyModelEnum,
)
from storefront_schema.types.suppliers import SEE, Supplier, SupplierCountableConnection


class SupplierWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which suppliers to list. What is left out does not matter."

    status = graphene.InputField(SupplierStatusEnum, description="Only those in this state.")
    supply_model = graphene.InputField(SupplyModelEnum, description="Only those who supply in this way today.")
    state_code = graphene.String(description='Only those of the State with this GST code ("09": Uttar Pradesh).')
    search = graphene.String(description="A part of the name in either script, or the whole reference.")
    is_stopped = graphene.Boolean(description="Only those stopped by their turnover in this financial year.")


class SupplierBankAccountWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which bank accounts to list. What is left out does not matter."

    status = graphene.InputField(BankAccountStatusEnum, description="Only those in this status.")


class SupplierObjectionWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which objections to list. What is left out does not matter."

    supplier_id = graphene.ID(description="Only those of this supplier.")
    status = graphene.InputField(ObjectionStatusEnum, description="Only those in this status.")


class SupplierQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of suppliers."

    suppliers = GuardedField(
        SupplierCountableConnection,
        args={
            "where": graphene.Argument(SupplierWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=MANAGE,
        description="Suppliers, by when they were recorded.",
    )
    supplier = SupplierField(
        Supplier,
        id=graphene.ID(required=True, description="ID of the supplier."),
        permissions=MANAGE,
        description="One supplier; null if there is none of this ID.",
    )
    my_supplier = graphene.Field(
        Supplier, description="The supplier who signs in with the viewer's account; null if the viewer is none."
    )
    supplier_bank_accounts = GuardedField(
        SupplierBankAccountCountableConnection,
        args={
            "where": graphene.Argument(SupplierBankAccountWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=MANAGE,
        description="Bank accounts of suppliers. Those that are PROPOSED wait for a second person.",
    )
    supplier_erasures = GuardedField(
        SupplierErasureCountableConnection,
        args={
            "status": graphene.Argument(ErasureStatusEnum, description="Only those in this state."),
            **page_arguments(newest_first=True),
        },
        permissions=SEE,
        description="Wishes to be forgotten, newest first.",
    )
    supplier_objections = SupplierField(
        SupplierObjectionCountableConnection,
        args={
            "where": graphene.Argument(SupplierObjectionWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=MANAGE,
        description="What suppliers object to, newest first. Those that are OPEN wait for an answer of staff.",
    )
    supplier_disclosures = SupplierField(
        SupplierDisclosureCountableConnection,
        args={
            "supplier_id": graphene.Argument(graphene.ID, description="Only those of this supplier's data."),
            **page_arguments(newest_first=True),
        },
        permissions=SEE,
        description="Who saw whose data unmasked, newest first.",
    )
    supplier_notice = graphene.Field(
        SupplierNotice,
        language=graphene.Argument(OdopLanguageEnum, description="The language. Default: HI."),
        description="The notice suppliers are to be shown before they agree, as it is now.",
    )

    @staticmethod
    def resolve_suppliers(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = WantedSuppliers(
            state=given.get("status"),
            supply_model=given.get("supply_model"),
            state_code=given.get("state_code") or "",
            search=given.get("search") or "",
            stopped=bool(given.get("is_stopped")),
        )
        return page(
            SupplierCountableConnection,
            paging,
            read=lambda window: supplier_list(wanted, window, using),
            count=lambda: count_suppliers(wanted, using),
        )

    @staticmethod
    def resolve_supplier(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        supplier_id, viewer = read_id("Supplier", id), supplier_access.get_supplier_scope(info, MANAGE)
        return loaders.Supplier.of(info).load(supplier_id) if viewer in (None, supplier_id) else None

    @staticmethod
    def resolve_my_supplier(_root: Any, info: graphene.ResolveInfo) -> Any:
        supplier_id = supplier_access.find_viewer_supplier(info)
        return None if supplier_id is None else loaders.Supplier.of(info).load(supplier_id)

    @staticmethod
    def resolve_supplier_bank_accounts(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        using, state = request.database(info), (where or {}).get("status")
        return page(
            SupplierBankAccountCountableConnection,
            paging,
            read=lambda window: bank.list_bank_accounts(state, window, using),
            count=lambda: bank.count_bank_accounts(state, using),
        )

    @staticmethod
    def resolve_supplier_erasures(
        _root: Any, info: graphene.ResolveInfo, status: str | None = None, **paging: Any
    ) -> Any:
        using = request.database(info)
        return page(
            SupplierErasureCountableConnection,
            paging,
            read=lambda window: privacy.erasures(window, status, using),
            count=lambda: privacy.count_erasures(status, using),
            newest_first=True,
        )

    @staticmethod
    def resolve_supplier_objections(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        of = supplier_access.narrow_to_supplier(info, MANAGE, read_optional_id(given, "supplier_id", "Supplier"))
        return page(
            SupplierObjectionCountableConnection,
            paging,
            read=lambda window: objections.list_objections(window, of, given.get("status"), using),
            count=lambda: objections.count_objections(of, given.get("status"), using),
            newest_first=True,
        )

    @staticmethod
    def resolve_supplier_disclosures(
        _root: Any, info: graphene.ResolveInfo, supplier_id: str | None = None, **paging: Any
    ) -> Any:
        using = request.database(info)
        of = supplier_access.narrow_to_supplier(info, SEE, read_id("Supplier", supplier_id) if supplier_id else None)
        return page(
            SupplierDisclosureCountableConnection,
            paging,
            read=lambda window: privacy.disclosures_list(window, of, using),
            count=lambda: privacy.count_disclosures(of, using),
            newest_first=True,
        )

    @staticmethod
    def resolve_supplier_notice(_root: Any, _info: graphene.ResolveInfo, language: str | None = None) -> Any:
        return privacy.read_notice(language or Language.HI.value)
