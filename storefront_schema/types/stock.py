"""Goods entrusted by suppliers: the notes they come and go with, and the lots they lie in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import graphene

from odop_accounts.api.documents import link_to_note
from odop_consignment.api import stock
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection, nested_page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType
from storefront_schema.language import Language, OdopLanguageEnum, enum_of, localized, translate_to
from storefront_schema.metadata import IntegratedType
from storefront_schema.resolvers import sentence, text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.pickups import OdopPickupPoint
from storefront_schema.types.suppliers import Supplier

NoteKindEnum = enum_of("ConsignmentNoteKindEnum", "Which way goods go with a note.", stock.NoteKind)
NoteStatusEnum = enum_of("ConsignmentNoteStatusEnum", "How far a consignment note has come.", stock.NoteState)
ConditionEnum = enum_of("ConsignmentConditionEnum", "In which condition goods are.", stock.Condition)
MovementKindEnum = enum_of(
    "ConsignmentMovementKindEnum",
    "What became of pieces of a lot.",
    stock.MovementKind,
    {stock.MovementKind.DAMAGED: "WRITTEN_OFF", stock.MovementKind.SENT_BACK: "RETURNED_TO_SUPPLIER"},
)

STAFF = (Permission.MANAGE_CONSIGNMENT,)


class ConsignmentPhoto(graphene.ObjectType):
    class Meta:
        description = (
            "A link to a photo. It expires after some minutes; anyone who has it until then can see the photo."
        )

    url = graphene.String(required=True, description="The address of the photo.")
    expires_at = scalars.date_time_field(required=True, description="Until when it works (UTC).", source="ends_at")


class ConsignmentNoteLine(NodeType):
    class Meta:
        description = "So many pieces of one variant on a note."

    offer = graphene.Field(
        "storefront_schema.types.offers.Offer",
        required=True,
        resolver=loaders.Offer.resolver("offer_id"),
        description="The offer the goods belong to.",
    )
    variant = store_field("ProductVariant", "variant_id", "The product variant.")
    description = graphene.String(required=True, description="What the note calls the goods.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    condition = graphene.Field(ConditionEnum, required=True, description="Damaged pieces are on record, and no stock.")
    lot = graphene.Field(
        "storefront_schema.types.stock.ConsignmentLot",
        resolver=loaders.Lot.resolver("lot_id"),
        description="The lot a posted receipt made of it, or the lot a return takes from; null for none, or "
        "the oldest.",
    )
    photo = graphene.Field(ConsignmentPhoto, description="What the goods looked like; null if no photo was taken.")

    @staticmethod
    def resolve_photo(root: stock.NoteLineInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.PhotoOfLine.of(info).load(root.id) if root.has_photo else None


class ConsignmentNoteDocumentLine(graphene.ObjectType):
    class Meta:
        description = "One line of the paper."

    description = graphene.String(required=True, description="What the goods are.")
    variant = store_field("ProductVariant", "variant_id", "The product variant.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    condition = graphene.String(required=True, description="Their condition, in words.")
    photo_sha256 = graphene.String(required=True, description="SHA-256 of their photo; empty without one.")


class ConsignmentNoteDocument(graphene.ObjectType):
    class Meta:
        description = "The content of a note's document in one language, to be printed and signed."

    language = graphene.Field(OdopLanguageEnum, required=True, description="The language it is written in.")
    title = graphene.String(required=True, description="What the paper is.")
    number = graphene.String(required=True, description='Such as "RN/26-27/000001"; empty until the note is posted.')
    date = scalars.date_field(required=True, description="The Indian day goods were handed over.")
    corporation = graphene.String(required=True, description="The party that receives the goods, or returns them.")
    supplier_name = graphene.String(required=True, description="Whose goods they are.")
    pickup_point = graphene.Field(
        OdopPickupPoint,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where the goods are. Null where the store has it no longer.",
    )
    lines = graphene.List(
        graphene.NonNull(ConsignmentNoteDocumentLine), required=True, description="The goods, line by line."
    )
    good_pieces = graphene.Int(required=True, description="Pieces that can be sold, in all.")
    damaged_pieces = graphene.Int(required=True, description="Pieces that cannot, in all.")
    remark = graphene.String(required=True, description="A remark; may be empty.")
    notice = graphene.String(required=True, description="What the paper is worth, in law.")
    pdf_url = graphene.String(
        description="Where its PDF is, for an hour. Null where no public address is set.",
    )


class ConsignmentNote(IntegratedType):
    class Meta:
        permissions = STAFF
        loader = loaders.Note
        row = stock.NoteInfo
        description = "The paper that goes with goods: a receipt, or a return of what was not sold."

    number = graphene.String(
        resolver=text_or_null("number"), description='Such as "RN/26-27/000001"; null until the note is posted.'
    )
    reference = graphene.String(required=True, description="What the paper is called where it came from; may be empty.")
    kind = graphene.Field(NoteKindEnum, required=True, description="Which way the goods go.")
    status = graphene.Field(NoteStatusEnum, required=True, description="How far it has come.", source="state")
    supplier = graphene.Field(
        Supplier, required=True, resolver=loaders.Supplier.resolver("supplier_id"), description="Whose goods they are."
    )
    pickup_point = graphene.Field(
        OdopPickupPoint,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where the goods are. Null where the store has it no longer.",
    )
    date = scalars.date_field(required=True, description="The Indian day the goods were handed over.", source="dated")
    remark = graphene.String(required=True, description="A remark; may be empty.")
    created_by = staff_actor_field("Who wrote it.", "recorded_by")
    created_at = scalars.date_time_field(required=True, description="When it was written (UTC).", source="recorded_at")
    posted_by = staff_actor_field("Who posted it; null until then.", "posted_by")
    posted_at = scalars.date_time_field(description="Since when it counts (UTC).")
    lines = graphene.List(
        graphene.NonNull(ConsignmentNoteLine),
        required=True,
        resolver=loaders.LinesOfNote.resolver(),
        description="The goods, in the order they were written.",
    )
    document = graphene.Field(
        ConsignmentNoteDocument,
        language=graphene.Argument(OdopLanguageEnum, description="The language of the paper. Default: EN."),
        required=True,
        description="The paper, to be printed.",
    )

    @staticmethod
    def resolve_document(root: stock.NoteInfo, info: graphene.ResolveInfo, language: str | None = None) -> Any:
        found = loaders.DocumentOfNote.of(info).load(root.id)
        return found.then(lambda document: _written(root.id, document, language or Language.EN.value))


def _written(note_id: int, document: stock.NoteDocument, language: str) -> SimpleNamespace:
    """The paper in one language."""

    def of(sentence: Any) -> str:
        return translate_to(sentence, language)

    lines = [
        SimpleNamespace(
            description=line.description, variant_id=line.variant_id, quantity=line.quantity,
            condition=of(line.condition), photo_sha256=line.photo_sha256,
        )
        for line in document.lines
    ]  # fmt: skip
    supplier_name = localized(language, en=document.supplier_name, hi=document.supplier_name_hi)
    return SimpleNamespace(
        language=language, title=of(document.title), number=document.number, date=document.dated,
        corporation=document.corporation, supplier_name=supplier_name, pickup_point_id=document.pickup_point_id,
        lines=lines, good_pieces=document.good_pieces, damaged_pieces=document.damaged_pieces,
        remark=document.remark, notice=of(document.notice), pdf_url=link_to_note(note_id, language.lower()) or None,
    )  # fmt: skip


class ConsignmentNoteCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentNote


class ConsignmentMovement(NodeType):
    class Meta:
        description = "Pieces of a lot went from one place to another."

    lot = graphene.Field(
        "storefront_schema.types.stock.ConsignmentLot",
        required=True,
        resolver=loaders.Lot.resolver("lot_id"),
        description="The lot.",
    )
    kind = graphene.Field(MovementKindEnum, required=True, description="What became of them.")
    quantity = graphene.Int(required=True, description="How many; of a count the difference, negative when missing.")
    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        resolver=loaders.Sale.resolver("sale_id"),
        description="The sale they were sold with, or came back from.",
    )
    note = graphene.Field(
        ConsignmentNote, resolver=loaders.Note.resolver("note_id"), description="The note they came or went with."
    )
    count = GuardedField(
        "storefront_schema.types.stock_counts.StockCount",
        permissions=STAFF,
        resolver=loaders.Count.resolver("count_id"),
        description="The count that found them, or missed them.",
    )
    reason = graphene.String(required=True, resolver=sentence("reason"), description="Why, in words; may be empty.")
    photo = graphene.Field(ConsignmentPhoto, description="What damage looks like; null if no photo was taken.")
    created_by = staff_actor_field("Who or what did it.", "moved_by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="moved_at")

    @staticmethod
    def resolve_photo(root: stock.MovementInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.PhotoOfDamage.of(info).load(root.id) if root.has_photo else None


class ConsignmentMovementCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentMovement


class ConsignmentLot(IntegratedType):
    class Meta:
        permissions = STAFF
        loader = loaders.Lot
        row = stock.LotInfo
        description = (
            "Pieces that came together. Every piece is somewhere: received + countAdjustment = sold + "
            "returnedToSupplier + writtenOff + available."
        )

    offer = graphene.Field(
        "storefront_schema.types.offers.Offer",
        required=True,
        resolver=loaders.Offer.resolver("offer_id"),
        description="The offer the goods belong to.",
    )
    supplier = graphene.Field(
        Supplier, required=True, resolver=loaders.Supplier.resolver("supplier_id"), description="Whose goods they are."
    )
    variant = store_field("ProductVariant", "variant_id", "The product variant.")
    product = store_field("Product", "product_id", "The product; null where it is not known.")
    pickup_point = graphene.Field(
        OdopPickupPoint,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where they lie. Null where the store has it no longer.",
    )
    description = graphene.String(required=True, description="What the note they came with calls them.")
    note = graphene.Field(
        ConsignmentNote,
        required=True,
        resolver=loaders.Note.resolver("note_id"),
        description="The note they came with.",
    )
    received_on = scalars.date_field(required=True, description="The Indian day they came.")
    sell_by = scalars.date_field(
        required=True, description="The Indian day until which unsold pieces may lie.", source="shelf_until"
    )
    received = graphene.Int(required=True, description="Pieces that came.")
    count_adjustment = graphene.Int(
        required=True, description="Pieces that counts found besides; negative when missing.", source="found"
    )
    sold = graphene.Int(required=True, description="Pieces sold.")
    returned_to_supplier = graphene.Int(
        required=True, description="Pieces that went back to the supplier.", source="sent_back"
    )
    written_off = graphene.Int(required=True, description="Pieces written off.", source="damaged")
    available = graphene.Int(required=True, description="Pieces that lie there unsold.", source="in_stock")
    movements = graphene.Field(
        ConsignmentMovementCountableConnection,
        args=page_arguments(),
        required=True,
        description="What became of its pieces.",
    )

    @staticmethod
    def resolve_movements(root: stock.LotInfo, info: graphene.ResolveInfo, **paging: Any) -> Any:
        return nested_page(
            ConsignmentMovementCountableConnection,
            paging,
            load=lambda window: loaders.MovementsOfLot.of(info).load((root.id, window)),
            count=lambda: loaders.MovementCountOfLot.of(info).load(root.id),
        )


class ConsignmentLotCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentLot
