"""What buyers are told of a product's origin, of the piece they bought, and of a code they check."""

from __future__ import annotations

from typing import Any

import graphene

from odop_certificates.api import UnitInfo, UnitState, Verification
from odop_core.database.states import State
from odop_core.security.permissions import Permission
from odop_provenance.api import ClaimState, ProvenanceInfo
from odop_provenance.api.marks import BadgeInfo, MarkKind
from storefront_schema import loaders, request, scalars
from storefront_schema.guards import GuardedField, PermissionDenied
from storefront_schema.language import enum_of, sentence_field
from storefront_schema.resolvers import attribute, sentence, text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.places import Artisan, Craft, District

MAY_SEE_UNITS = (Permission.MANAGE_PROVENANCE,)
BUYERS_TOO = " The order's customer may see them too."


class VerificationStatus(State):
    """The outcomes of a check, for programs; the values are those of `odop_certificates.api.Outcome`."""

    VALID = "genuine", "one of ours, and valid"
    RETURNED = "returned", "the piece was given back; its label should not be on anything"
    REVOKED = "revoked", "it was ours, and was taken back"
    EXPIRED = "expired", "its time is over"
    UNKNOWN = "unknown", "it could be a code of ours, but is none"
    FOREIGN = "foreign", "it is the address of another website"
    PRODUCT_NUMBER = "product-number", "it is a GTIN alone, which is on every piece and every copy, and proves nothing"
    UNREADABLE = "unreadable", "it cannot be a code of ours: mistyped or cut off; check the code"
    ALTERED = "altered", "the product number in the address is not the one of this piece"
    TAMPERED = "tampered", "the certificate's signature does not fit what it says"
    MALFORMED = "malformed", "it is no certificate"
    UNSIGNED = "unsigned", "the certificate is not signed"
    WRONG_ALGORITHM = "wrong-algorithm", "the certificate is signed in a way we never sign"
    UNKNOWN_KEY = "unknown-key", "the certificate is signed with a key that is not ours"
    EXPIRED_KEY = "expired-key", "the certificate is signed with a key of ours that is no longer trusted"
    NOT_OURS = "not-ours", "the certificate belongs to another issuer"
    NOT_YET_VALID = "not-yet-valid", "the certificate's time has not begun"
    STATUS_UNKNOWN = "status-unknown", "it cannot be known whether the certificate was revoked"


class HappeningKind(State):
    MADE = "made", "it was finished by its artisan"
    RECEIVED = "received", "a collection point received it"
    ORDERED = "ordered", "it was ordered"
    COLLECTED = "collected", "a carrier took it from its artisan"
    LEFT = "left", "it left for its buyer"
    DELIVERED = "delivered", "its buyer got it"
    ENDED = "ended", "its label became void"


ProvenanceStatusEnum = enum_of("ProvenanceStatusEnum", "How far a claim of origin was checked.", ClaimState)
ProvenanceMarkKindEnum = enum_of("ProvenanceMarkKindEnum", "A protected name or mark for goods.", MarkKind)
UnitCertificateStatusEnum = enum_of("UnitCertificateStatusEnum", "Whether the label of a piece is valid.", UnitState)
VerificationStatusEnum = enum_of("VerificationStatusEnum", "What came of checking a code.", VerificationStatus)
HappeningKindEnum = enum_of("ProvenanceEventTypeEnum", "What happened to a piece.", HappeningKind)


class ProvenanceBadge(graphene.ObjectType):
    class Meta:
        description = "A protected name or mark that the artisan or the seller may use for this product today."

    kind = graphene.Field(ProvenanceMarkKindEnum, required=True, description="Which one.")
    name = graphene.String(required=True, description="The registered name of the GI, else the name of the mark.")
    number = graphene.String(required=True, description="Its number in the register.")
    holder = graphene.String(description="Whose right it is, of a seller; an artisan is named by `artisan` only.")
    valid_until = scalars.date_field(required=True, description="The last Indian day on which it holds.")
    is_held_by_seller = graphene.Boolean(
        required=True, description="Whether it is the seller's right, and not the artisan's.", source="of_seller"
    )

    @staticmethod
    def resolve_name(root: BadgeInfo, _info: graphene.ResolveInfo) -> str:
        return root.gi_name or root.kind.label

    @staticmethod
    def resolve_holder(root: BadgeInfo, _info: graphene.ResolveInfo) -> str | None:
        """The holder of an artisan's registration is the artisan by name, who may not want to be named."""
        return root.holder if root.of_seller else None


class ProvenanceCertificate(graphene.ObjectType):
    class Meta:
        description = "A signed statement that the origin of a product was verified. Anyone can check it offline."

    code = graphene.String(required=True, description="Its code, for `verifyProvenance`.")
    url = graphene.String(required=True, description="Its page.")
    jwt = graphene.String(
        required=True,
        source="token",
        description="The W3C Verifiable Credential itself, signed with EdDSA (`application/vc+jwt`).",
    )
    valid_from = scalars.date_time_field(required=True, source="issued_at", description="When it was issued (UTC).")
    valid_until = scalars.date_time_field(required=True, description="When it ends by itself (UTC).")
    ended_at = scalars.date_time_field(description="When it was ended early (UTC); null otherwise.")


class Provenance(graphene.ObjectType):
    class Meta:
        description = "Where a product comes from. Unless it is verified, that is the seller's word."

    product = store_field("Product", "product_id", "The product.")
    district = graphene.Field(District, required=True, description="The district it comes from.")
    craft = graphene.Field(Craft, description="The craft it is an example of; null if it is not on the ODOP list.")
    artisan = graphene.Field(Artisan, source="artisan", description="Who made it, if that was said.")
    status = graphene.Field(
        ProvenanceStatusEnum,
        required=True,
        description="How far it was checked. Never DRAFT or REVOKED here.",
        source="state",
    )
    is_verified = graphene.Boolean(required=True, description="Whether a reviewer found it true, and that still holds.")
    is_on_odop_list = graphene.Boolean(required=True, description="Whether it is one of its district's ODOP products.")
    verified_at = scalars.date_time_field(
        description="When a reviewer found it true (UTC); of an expired verification, when that was."
    )
    expires_on = scalars.date_field(description="The last Indian day of the verification; null if it has none.")
    badges = graphene.List(
        graphene.NonNull(ProvenanceBadge),
        required=True,
        description="The marks it may be shown with today. They go by themselves when a registration ends.",
    )
    certificate = graphene.Field(
        ProvenanceCertificate, description="The signed proof; null unless verified, or while it is being made."
    )

    @staticmethod
    def resolve_is_on_odop_list(root: ProvenanceInfo, _info: graphene.ResolveInfo) -> bool:
        return not root.off_list

    @staticmethod
    def resolve_certificate(root: ProvenanceInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.CertificateOfProduct.of(info).load(root.product_id) if root.is_verified else None


class UnitCertificate(graphene.ObjectType):
    class Meta:
        description = "The label of one piece that was sold. Anyone who has the code can see the page of the piece."

    serial = graphene.String(required=True, description="Its code, for `verifyProvenance`.")
    label = graphene.String(required=True, description="The code in groups, as printed.")
    url = graphene.String(required=True, description="The page its QR code leads to.")
    qr_svg_url = graphene.String(required=True, description="Its QR code as SVG, for printing.")
    qr_png_url = graphene.String(required=True, description="Its QR code as PNG.")
    jwt = graphene.String(
        required=True, source="token", description="The signed credential of this piece (`application/vc+jwt`)."
    )
    status = graphene.Field(
        UnitCertificateStatusEnum, required=True, description="Whether it is valid.", source="state"
    )
    issued_at = scalars.date_time_field(required=True, description="When it was issued (UTC).")
    ended_at = scalars.date_time_field(description="When it became void (UTC); null while it is valid.")
    end_reason = GuardedField(
        graphene.String,
        permissions=MAY_SEE_UNITS,
        resolver=text_or_null("end_reason"),
        description="Why it became void, possibly in the words of staff; null while it is valid.",
    )
    confirmed_at = scalars.date_time_field(
        description="When its buyer confirmed that this is the piece they got (UTC)."
    )

    @staticmethod
    def resolve_qr_svg_url(root: UnitInfo, _info: graphene.ResolveInfo) -> str:
        return f"{root.url}/qr.svg"

    @staticmethod
    def resolve_qr_png_url(root: UnitInfo, _info: graphene.ResolveInfo) -> str:
        return f"{root.url}/qr.png"


def units_of_line(order_line_id: str, info: graphene.ResolveInfo) -> Any:
    """The pieces of a line, for the order's own customer and for staff: a serial is its buyer's secret."""
    viewer = request.viewer(info)
    pieces = loaders.UnitsOfLine.of(info).load(order_line_id)
    if viewer.may_any(MAY_SEE_UNITS):
        return pieces
    if viewer.user_id is None:
        raise PermissionDenied(MAY_SEE_UNITS, BUYERS_TOO)

    def to_the_customer(owner: str | None) -> Any:
        if owner != viewer.user_id:
            raise PermissionDenied(MAY_SEE_UNITS, BUYERS_TOO)
        return pieces

    def of_order(found: list[UnitInfo]) -> Any:
        return loaders.OwnerOfOrder.of(info).load(found[0].order_id).then(to_the_customer) if found else []

    return pieces.then(of_order)


class ProvenanceEvent(graphene.ObjectType):
    class Meta:
        description = "One event in the history of a piece, as far as it was reported to us."

    type = graphene.Field(HappeningKindEnum, required=True, description="What happened.", source="what")
    date = scalars.date_field(required=True, description="On which Indian day.", source="day")


class ProvenanceVerification(graphene.ObjectType):
    class Meta:
        description = (
            "The result of checking a code. For a code that is not ours, only the status and the reason are given."
        )

    status = graphene.Field(
        VerificationStatusEnum, required=True, resolver=attribute("outcome.value"), description="What came of it."
    )
    reason = sentence_field("The same in words, for people.", resolver=sentence("text"))
    is_genuine = graphene.Boolean(required=True, description="Whether the status is VALID.")
    district = graphene.Field(District, description="The district the certificate names.")
    craft = graphene.Field(Craft, description="The craft the certificate names; null off the ODOP list.")
    artisan = graphene.Field(
        Artisan, source="artisan", description="The artisan, if the certificate names one who agreed to be named."
    )
    product = store_field(
        "Product", lambda root: root.certificate.product_id if root.certificate else None, "The product."
    )
    product_name = graphene.String(description="Of a piece: what it was called when it was sold.")
    jwt = graphene.String(description="The signed credential of the piece, else of the product.")
    certificate = graphene.Field(
        ProvenanceCertificate, description="The certificate of the product; of a piece, the one it was sold under."
    )
    history = graphene.List(
        graphene.NonNull(ProvenanceEvent), required=True, description="Of a piece: what happened to it, in order."
    )
    scan_count = graphene.Int(description="Of a piece: how often its page was opened.")
    first_scanned_at = scalars.date_time_field(description="Of a piece: when its page was first opened (UTC).")
    may_be_copied = graphene.Boolean(
        required=True,
        description="Of a piece: whether so many devices opened its page that the label may be a copy. "
        "Those before its buyer confirmed it do not count.",
    )
    confirmed_at = scalars.date_time_field(description="Of a piece: when its buyer confirmed that they got it (UTC).")

    @staticmethod
    def resolve_product_name(root: Verification, _info: graphene.ResolveInfo) -> str | None:
        return root.unit.product_name if root.unit else None

    @staticmethod
    def resolve_jwt(root: Verification, _info: graphene.ResolveInfo) -> str | None:
        shown = root.unit or root.certificate
        return shown.token if shown else None

    @staticmethod
    def resolve_scan_count(root: Verification, _info: graphene.ResolveInfo) -> int | None:
        # GraphQL has no larger whole number.
        return min(root.scans.scans, 2**31 - 1) if root.scans else None

    @staticmethod
    def resolve_first_scanned_at(root: Verification, _info: graphene.ResolveInfo) -> Any:
        return root.scans.first_at if root.scans else None

    @staticmethod
    def resolve_may_be_copied(root: Verification, _info: graphene.ResolveInfo) -> bool:
        return bool(root.scans and root.scans.is_suspicious)

    @staticmethod
    def resolve_confirmed_at(root: Verification, _info: graphene.ResolveInfo) -> Any:
        return root.unit.confirmed_at if root.unit else None
