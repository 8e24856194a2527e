"""Documents: invoices, credit notes, vouchers, and papers between the shop and its suppliers."""

from __future__ import annotations

import json
from typing import Any

import graphene

from odop_accounts.api import documents
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import PermissionDenied
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of, sentence_field
from storefront_schema.resolvers import sentence, text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_field

STAFF = (Permission.MANAGE_ACCOUNTS,)
BUYERS_TOO = " The order's customer may see them too."
OdopDocumentKindEnum = enum_of("OdopDocumentKindEnum", "What kind of document it is.", documents.DocumentKind)


class OdopDocumentLine(graphene.ObjectType):
    class Meta:
        description = "One line of a document. Amounts are rupees."

    description = graphene.String(required=True, description="What it is for.")
    hsn = graphene.String(resolver=text_or_null("hsn"), description="The HSN code; null without one.")
    quantity = graphene.Int(required=True, description="How many.")
    unit = graphene.String(required=True, description='GST\'s code of the unit, such as "PCS".')
    gst_rate_basis_points = graphene.Int(
        required=True, source="rate_bp", description="The GST rate in basis points: 500 is 5 %."
    )
    taxable_value = money_field("The value without GST.", source="net_paise")
    cgst = money_field("Central tax.", source="cgst_paise")
    sgst = money_field("Tax of the State, or of the Union Territory.", source="sgst_paise")
    igst = money_field("Integrated tax.", source="igst_paise")
    total = money_field("The value with GST.", source="gross_paise")


class OdopDocument(NodeType):
    class Meta:
        description = (
            "A document that was issued: an invoice, a credit note, a voucher, or a paper between the shop and a "
            "supplier. It is never changed or deleted. Amounts are rupees."
        )

    kind = graphene.Field(OdopDocumentKindEnum, required=True, description="What kind of document it is.")
    number = graphene.String(
        required=True, description="Its number; each issuer, kind and financial year has a series without gaps."
    )
    date = scalars.date_field(required=True, source="issued_on", description="The Indian day on which it was issued.")
    created_at = scalars.date_time_field(required=True, source="issued_at", description="When it was issued (UTC).")
    created_by = staff_actor_field("Who issued it.", "issued_by", STAFF)
    order_number = graphene.String(
        resolver=text_or_null("order_number"), description="The number of the order; null for papers of no order."
    )
    seller_name = graphene.String(required=True, description="In whose name it was issued.")
    seller_gstin = graphene.String(
        resolver=text_or_null("seller_gstin"), description="Under which GSTIN; null for a seller who has none."
    )
    buyer_gstin = graphene.String(
        resolver=text_or_null("buyer_gstin"), description="The buyer's GSTIN; null for a consumer."
    )
    place_of_supply = graphene.String(
        resolver=text_or_null("place_of_supply"), description='GST code of the State, such as "09"; "96" is abroad.'
    )
    taxable_value = money_field("The value without GST.", source="net_paise")
    cgst = money_field("Central tax.", source="cgst_paise")
    sgst = money_field("Tax of the State, or of the Union Territory.", source="sgst_paise")
    igst = money_field("Integrated tax.", source="igst_paise")
    total = money_field("The value with GST.", source="gross_paise")
    lines = graphene.Field(graphene.NonNull(list_of(OdopDocumentLine)), description="Its lines.")
    corrects = graphene.Field(
        lambda: OdopDocument,
        resolver=loaders.DocumentByID.resolver("corrects_id"),
        description="The invoice that a credit note or debit note corrects; null for the others.",
    )
    is_void = graphene.Boolean(required=True, description="Whether it was issued by mistake, and is void.")
    void_reason = graphene.String(resolver=text_or_null("void_reason"), description="Why it is void; null if not.")
    voided_by = staff_actor_field("Who made it void; null if not.", "voided_by", STAFF)
    voided_at = scalars.date_time_field(description="When it was made void (UTC); null if not.")
    pdf_url = graphene.String(
        description="Where its PDF is; who has the address can read it. Null where no public address is set.",
        language_code=graphene.String(description='In which language: "en" or "hi". Default: the order\'s.'),
    )
    einvoice_json = graphene.String(
        description="The fields of an e-invoice (schema INV-01) as JSON; null for kinds that have none."
    )

    @staticmethod
    def resolve_is_void(root: documents.DocumentInfo, _info: graphene.ResolveInfo) -> bool:
        return bool(root.void_reason)

    @staticmethod
    def resolve_pdf_url(
        root: documents.DocumentInfo, _info: graphene.ResolveInfo, language_code: str = ""
    ) -> str | None:
        language = language_code.lower()[:2]
        return documents.link_to(root.id, language if language in ("en", "hi") else "") or None

    @staticmethod
    def resolve_einvoice_json(root: documents.DocumentInfo, info: graphene.ResolveInfo) -> Any:
        def as_json(found: dict[str, Any] | None) -> str | None:
            return json.dumps(found, ensure_ascii=False) if found else None

        return loaders.EinvoiceOfDocument.of(info).load(root.id).then(as_json)


class OdopDocumentCountableConnection(CountableConnection):
    class Meta:
        node = OdopDocument


def documents_of_order(order_id: str, info: graphene.ResolveInfo) -> Any:
    """For staff, and for the order's own customer: they hold the buyer's name and address."""
    viewer = request.viewer(info)
    found = loaders.DocumentsOfOrder.of(info).load(order_id)
    if viewer.may_any(STAFF):
        return found
    if viewer.user_id is None:
        raise PermissionDenied(STAFF, BUYERS_TOO)

    def to_the_customer(owner: str | None) -> Any:
        if owner != viewer.user_id:
            raise PermissionDenied(STAFF, BUYERS_TOO)
        return found

    def of_order(documents_found: list[documents.DocumentInfo]) -> Any:
        return loaders.OwnerOfOrder.of(info).load(order_id).then(to_the_customer) if documents_found else []

    return found.then(of_order)


class OdopDocumentObstacle(NodeType):
    class Meta:
        description = "Documents of an order are due and something is missing. It is tried again each hour."

    order = store_field("Order", "order_id", "The order.")
    order_number = graphene.String(required=True, description="The number of the order.")
    reason = sentence_field("What is missing, as it was when the order was last tried.", resolver=sentence("reason"))
    created_at = scalars.date_time_field(required=True, source="since", description="Since when it waits (UTC).")
    tried_at = scalars.date_time_field(required=True, description="When it was last tried (UTC).")


class OdopDocumentObstacleCountableConnection(CountableConnection):
    class Meta:
        node = OdopDocumentObstacle
