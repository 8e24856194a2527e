"""Suppliers, as staff and they themselves see them: personal data masked.

A supplier's name is shown wherever the supplier is; all else only to staff who manage consignment and to the supplier.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import graphene
from graphql import GraphQLError

from odop_consignment.api import SupplierInfo
from odop_consignment.api.suppliers import SupplierDetails
from odop_core.security import masks
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.language import OdopLanguageEnum, translate
from storefront_schema.metadata import IntegratedType
from storefront_schema.store_types import store_type
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.accounts import SupplierAccount
from storefront_schema.types.fields import list_of
from storefront_schema.types.places import Artisan
from storefront_schema.types.profiles import ArtisanProfile
from storefront_schema.types.sign_in import SupplierMember, SupplierSession
from storefront_schema.types.supplier_records import (
    MANAGE,
    SupplierBankAccount,
    SupplierChecklistItem,
    SupplierConsent,
    SupplierErasure,
    SupplierEvent,
    SupplierRegime,
    SupplierStatusEnum,
    SupplierTurnover,
    SupplierTurnoverDeclaration,
    SupplierVerification,
    SupplyModelEnum,
    TaxRegimeEnum,
)

# Who may see what is kept of suppliers' privacy: who manages them, and who may see them unmasked.
SEE = (Permission.MANAGE_CONSIGNMENT, Permission.SEE_SUPPLIER_DATA)
MOST_OF_ONE = 100


def private_field(kind: Any, description: str, **arguments: Any) -> SupplierField:
    return SupplierField(kind, permissions=MANAGE, of=attrgetter("id"), description=description, **arguments)


def detail_field(name: str, kind: Any, description: str) -> SupplierField:
    """One of those that are read apart, because suppliers are often shown without."""
    return private_field(kind, description, resolver=loaders.SupplierDetails.resolver(show=name))


def newest_field(kind: str, description: str) -> SupplierField:
    """The newest rows of a supplier, at most `first`."""
    of_rows = list_of(f"storefront_schema.types.{kind}")
    first = graphene.Int(default_value=20, description=f"How many, at most {MOST_OF_ONE}.")
    return private_field(of_rows, f"{description}, newest first.", first=first)


class Supplier(IntegratedType):
    class Meta:
        permissions = MANAGE
        loader = loaders.Supplier
        row = SupplierInfo
        description = "The owner of goods that are sold here: a consignor, a vendor or an enrolled supplier."

    name = graphene.String(required=True, description="The supplier's name.")
    name_hi = graphene.String(required=True, description="The supplier's name in Hindi; empty if not recorded.")
    language = graphene.Field(OdopLanguageEnum, required=True, description="The language messages are written in.")
    phone = graphene.String(required=True, description="The phone number, all but the last four digits hidden.")
    artisan = graphene.Field(
        Artisan,
        resolver=loaders.Artisan.resolver("artisan_slug"),
        description="The artisan shown to buyers; null if none is.",
    )
    status = graphene.Field(
        SupplierStatusEnum, required=True, description="How far they have come as a supplier.", source="state"
    )
    state_code = graphene.String(required=True, description='GST code of the State they work in ("09": Uttar Pradesh).')

    reference = detail_field(
        "reference", graphene.String, "What the corporation calls them in its own lists; may be empty."
    )
    email = detail_field("email", graphene.String, "The e-mail address, masked; may be empty.")
    address = detail_field("address", graphene.String, "The place of work, masked; may be empty.")
    pan = detail_field("pan", graphene.String, "The PAN, masked; may be empty.")
    udyam = detail_field("udyam", graphene.String, "The Udyam registration; may be empty.")
    user = private_field(store_type("User"), "The account in the store they sign in with; null without one.")
    turnover_stop_year = detail_field(
        "stopped_in_year",
        graphene.Int,
        "The financial year (2026 is 2026-27) in which nothing more of theirs is sold, by their turnover.",
    )
    erased_at = detail_field("erased_at", scalars.scalar("DateTime"), "When their data were erased (UTC).")
    created_at = detail_field("created_at", scalars.scalar("DateTime"), "When they were recorded (UTC).")
    updated_at = detail_field("changed_at", scalars.scalar("DateTime"), "When something was last changed (UTC).")
    suppliers_with_same_pan = GuardedField(
        list_of(lambda: Supplier), permissions=MANAGE, description="Other suppliers with the same PAN."
    )

    supply_model = private_field(
        SupplyModelEnum,
        "How they supply today; null before their first day.",
        resolver=loaders.RegimeToday.resolver(show="supply_model"),
    )
    tax_regime = private_field(
        TaxRegimeEnum,
        "How they are taxed today; null before their first day.",
        resolver=loaders.RegimeToday.resolver(show="tax_regime"),
    )
    regime = private_field(
        SupplierRegime, "What they are today; null before their first day.", resolver=loaders.RegimeToday.resolver()
    )
    regimes = private_field(
        list_of(SupplierRegime),
        "All they were and will be, in the order it begins.",
        resolver=loaders.RegimesOfSupplier.resolver(),
    )
    checklist = private_field(
        list_of(SupplierChecklistItem),
        "What is needed of them, and how far it is there.",
        resolver=loaders.ChecklistOfSupplier.resolver(),
    )
    closing_blockers = private_field(
        list_of(graphene.String), "What keeps them from being closed; empty when nothing does."
    )
    events = private_field(
        list_of(SupplierEvent), "What happened to them, oldest first.", resolver=loaders.StepsOfSupplier.resolver()
    )
    verifications = private_field(
        list_of(SupplierVerification),
        "What was looked at, oldest first.",
        resolver=loaders.VerificationsOfSupplier.resolver(),
    )
    bank_accounts = private_field(
        list_of(SupplierBankAccount),
        "Their bank accounts, newest first.",
        resolver=loaders.BankAccountsOfSupplier.resolver(),
    )
    consents = private_field(
        list_of(SupplierConsent),
        "What they agreed to or took back, oldest first.",
        resolver=loaders.ConsentsOfSupplier.resolver(),
    )
    erasures = private_field(
        list_of(SupplierErasure),
        "Their wishes to be forgotten, oldest first.",
        resolver=loaders.ErasuresOfSupplier.resolver(),
    )
    profile = private_field(
        ArtisanProfile,
        "The newest version of what they tell buyers of themselves, whatever became of it; null without one.",
        resolver=loaders.NewestProfile.resolver("artisan_slug"),
    )
    members = private_field(
        list_of(SupplierMember),
        "Who else acts for them, with telephones of their own.",
        resolver=loaders.MembersOfSupplier.resolver(),
    )
    sessions = private_field(
        list_of(SupplierSession),
        "Where somebody is signed in for them with a one-time code, newest first.",
        resolver=loaders.SessionsOfSupplier.resolver(),
    )
    turnover = private_field(
        SupplierTurnover,
        "How far they are from the limit for going without a GST registration.",
        year=graphene.Int(description="The financial year, by the year it begins in. Default: this one."),
    )
    account = SupplierField(
        SupplierAccount,
        permissions=[Permission.MANAGE_ACCOUNTS],
        of=attrgetter("id"),
        resolver=loaders.AccountOfSupplier.resolver(),
        description="What they have earned, and what of it is due.",
    )
    statements = SupplierField(
        list_of("storefront_schema.types.statements.AccountSalesStatement"),
        permissions=[Permission.MANAGE_ACCOUNTS],
        of=attrgetter("id"),
        first=graphene.Int(default_value=20, description=f"How many, at most {MOST_OF_ONE}."),
        description="Their account sales, newest first.",
    )
    payouts = SupplierField(
        list_of("storefront_schema.types.payouts.Payout"),
        permissions=[Permission.MANAGE_ACCOUNTS, Permission.APPROVE_PAYOUTS],
        of=attrgetter("id"),
        resolver=loaders.PayoutsOfSupplier.resolver(),
        description="Their newest payouts that were approved, at most 20; `payouts` has all.",
    )
    turnover_declarations = private_field(
        list_of(SupplierTurnoverDeclaration),
        "What they said they sold elsewhere, oldest first.",
        resolver=loaders.DeclarationsOfSupplier.resolver(),
    )
    agreements = newest_field("agreements.Agreement", "Their agreements")
    offers = newest_field("offers.Offer", "What they offer")

    @staticmethod
    def resolve_statements(root: SupplierInfo, info: graphene.ResolveInfo, first: int) -> Any:
        found = loaders.StatementsOfSupplier.of(info).load(root.id)
        return found.then(lambda statements: statements[: _count(first)])

    @staticmethod
    def resolve_phone(root: SupplierInfo, _info: graphene.ResolveInfo) -> str:
        return masks.mask_phone(root.phone)

    @staticmethod
    def resolve_user(root: SupplierInfo, info: graphene.ResolveInfo) -> Any:
        def to_account(found: SupplierDetails) -> Any:
            return loaders.StoreObject.of(info).load(("User", found.user_id, None)) if found.user_id else None

        return loaders.SupplierDetails.of(info).load(root.id).then(to_account)

    @staticmethod
    def resolve_suppliers_with_same_pan(root: SupplierInfo, info: graphene.ResolveInfo) -> Any:
        details = loaders.SupplierDetails.of(info).load(root.id)
        return details.then(lambda found: loaders.Supplier.of(info).load_many(found.same_taxpayer))

    @staticmethod
    def resolve_closing_blockers(root: SupplierInfo, info: graphene.ResolveInfo) -> Any:
        found = loaders.OpenOfSupplier.of(info).load(root.id)
        return found.then(lambda sentences: [translate(info, each) for each in sentences])

    @staticmethod
    def resolve_turnover(root: SupplierInfo, info: graphene.ResolveInfo, year: int | None = None) -> Any:
        if year is not None and not 2017 <= year <= 9990:
            raise GraphQLError(f"There is no financial year {year} of GST.")
        return loaders.TurnoverOfSupplier.of(info).load((root.id, year))

    @staticmethod
    def resolve_agreements(root: SupplierInfo, info: graphene.ResolveInfo, first: int) -> Any:
        return loaders.AgreementsOfSupplier.of(info).load((root.id, _count(first)))

    @staticmethod
    def resolve_offers(root: SupplierInfo, info: graphene.ResolveInfo, first: int) -> Any:
        return loaders.OffersOfSupplier.of(info).load((root.id, _count(first)))


class SupplierCountableConnection(CountableConnection):
    class Meta:
        node = Supplier


def _count(first: int) -> int:
    if not 1 <= first <= MOST_OF_ONE:
        raise GraphQLError(f"Ask for at least 1 and at most {MOST_OF_ONE} items (first: {first}).")
    return first
