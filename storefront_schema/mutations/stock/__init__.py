"""Goods entrusted to us: notes, damage, counts."""

from storefront_schema.mutations.stock.consignment_note_create import ConsignmentNoteCreate
from storefront_schema.mutations.stock.consignment_note_line_delete import ConsignmentNoteLineDelete
from storefront_schema.mutations.stock.consignment_note_line_update import ConsignmentNoteLineUpdate
from storefront_schema.mutations.stock.consignment_note_lines_create import ConsignmentNoteLinesCreate
from storefront_schema.mutations.stock.consignment_note_update import ConsignmentNoteUpdate
from storefront_schema.mutations.stock.steps import (
    ConsignmentNoteCancel,
    ConsignmentNotePost,
    StockCountCancel,
    StockCountComplete,
)
from storefront_schema.mutations.stock.stock_count_create import StockCountCreate
from storefront_schema.mutations.stock.stock_count_lines_update import StockCountLinesUpdate
from storefront_schema.mutations.stock.stock_write_off import StockWriteOff

MUTATIONS = {
    "consignment_note_cancel": ConsignmentNoteCancel,
    "consignment_note_create": ConsignmentNoteCreate,
    "consignment_note_line_delete": ConsignmentNoteLineDelete,
    "consignment_note_line_update": ConsignmentNoteLineUpdate,
    "consignment_note_lines_create": ConsignmentNoteLinesCreate,
    "consignment_note_post": ConsignmentNotePost,
    "consignment_note_update": ConsignmentNoteUpdate,
    "stock_count_create": StockCountCreate,
    "stock_count_cancel": StockCountCancel,
    "stock_count_lines_update": StockCountLinesUpdate,
    "stock_count_complete": StockCountComplete,
    "stock_write_off": StockWriteOff,
}
