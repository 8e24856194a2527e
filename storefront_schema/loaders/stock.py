"""Goods entrusted by suppliers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from odop_consignment.api import stock
from odop_core.database.pagination import Window
from storefront_schema.loaders.base import Loader


class Lot(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, stock.LotInfo]:
        return stock.lots_by_id(keys, using)


class Note(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, stock.NoteInfo]:
        return stock.notes_by_id(keys, using)


class Count(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, stock.CountInfo]:
        return stock.counts_by_id(keys, using)


class LinesOfNote(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[stock.NoteLineInfo]]:
        return stock.note_lines(keys, using)


class DocumentOfNote(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, stock.NoteDocument]:
        return stock.note_documents(keys, using)


class PhotoOfLine(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, stock.DocumentLink]:
        return stock.photo_links(keys)


class PhotoOfDamage(Loader):
    """By movement."""

    def read(self, keys: list[int], using: str) -> Mapping[int, stock.DocumentLink]:
        return stock.damage_photo_links(keys)


class MovementsOfLot(Loader):
    """By lot and window: lists within a list are asked for with the same window."""

    nothing = ()

    def read(self, keys: list[tuple[int, Window]], using: str) -> Mapping[tuple[int, Window], list[stock.MovementInfo]]:
        lots: dict[Window, list[int]] = defaultdict(list)
        for lot_id, window in keys:
            lots[window].append(lot_id)
        return {
            (lot_id, window): rows
            for window, lot_ids in lots.items()
            for lot_id, rows in stock.movements_of_lots(lot_ids, window, using).items()
        }


class MovementCountOfLot(Loader):
    nothing = 0

    def read(self, keys: list[int], using: str) -> Mapping[int, int]:
        return stock.count_movements_of_lots(keys, using)


class LinesOfCount(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[stock.CountLineInfo]]:
        return stock.count_lines(keys, using)
