"""Goods entrusted to us: notes, damage, counts."""

from storefront_schema.mutations.stock.consignment_note_create import ConsignmentNoteCreate
from storefront_schema.mutations.stock.consignment_note_line_remove import ConsignmentNoteLineRemove
from storefront_schema.mutations.stock.consignment_note_line_update import ConsignmentNoteLineUpdate
from storefront_schema.mutations.stock.consignment_note_lines_add import ConsignmentNoteLinesAdd
from storefront_schema.mutations.stock.consignment_note_update import ConsignmentNoteUpdate
from storefront_schema.mutations.stock.steps import (
    ConsignmentNoteCancel,
    ConsignmentNotePost,
    StockCountDrop,
    StockCountSettle,
)
from storefront_schema.mutations.stock.stock_count_begin import StockCountBegin
from storefront_schema.mutations.stock.stock_count_enter import StockCountEnter
from storefront_schema.mutations.stock.stock_damage_record import StockDamageRecord

MUTATIONS = {
    "consignment_note_cancel": ConsignmentNoteCancel,
    "consignment_note_create": ConsignmentNoteCreate,
    "consignment_note_line_remove": ConsignmentNoteLineRemove,
    "consignment_note_line_update": ConsignmentNoteLineUpdate,
    "consignment_note_lines_add": ConsignmentNoteLinesAdd,
    "consignment_note_post": ConsignmentNotePost,
    "consignment_note_update": ConsignmentNoteUpdate,
    "stock_count_begin": StockCountBegin,
    "stock_count_drop": StockCountDrop,
    "stock_count_enter": StockCountEnter,
    "stock_count_settle": StockCountSettle,
    "stock_damage_record": StockDamageRecord,
}
