"""A small picture of where in Uttar Pradesh a district lies.

A schematic, not a map: one tile for each of the 18 divisions, about where it lies to its neighbours. We have no borders
or coordinates that could be relied on, and do not make any up.
"""

from __future__ import annotations

from dataclasses import dataclass

from odop_core.i18n import Text, _

TILE, GAP = 40, 3
# Division, column, row, columns, rows, west to east and north to south.
TILES: tuple[tuple[Text, int, int, int, int], ...] = (
    (_("Saharanpur"), 0, 0, 1, 1),
    (_("Meerut"), 0, 1, 1, 1),
    (_("Moradabad"), 1, 1, 1, 1),
    (_("Aligarh"), 0, 2, 1, 1),
    (_("Bareilly"), 1, 2, 1, 1),
    (_("Lucknow"), 2, 2, 1, 2),
    (_("Devipatan"), 3, 2, 1, 1),
    (_("Basti"), 4, 2, 1, 1),
    (_("Gorakhpur"), 5, 2, 1, 1),
    (_("Agra"), 0, 3, 1, 1),
    (_("Kanpur"), 1, 3, 1, 1),
    (_("Ayodhya"), 3, 3, 1, 1),
    (_("Azamgarh"), 4, 3, 2, 1),
    (_("Jhansi"), 0, 4, 1, 1),
    (_("Chitrakoot"), 1, 4, 1, 1),
    (_("Prayagraj"), 2, 4, 2, 1),
    (_("Varanasi"), 4, 4, 1, 1),
    (_("Mirzapur"), 4, 5, 1, 1),
)
WIDTH, HEIGHT = 6 * TILE, 6 * TILE


@dataclass(frozen=True)
class Tile:
    x: int
    y: int
    width: int
    height: int
    is_here: bool

    @property
    def middle(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


def division_name(division: str) -> Text | str:
    """In the reader's language; as it is for a division the picture does not know."""
    return next((name for name, *_place in TILES if name.msgid == division), division)


def tiles(division: str) -> list[Tile]:
    """None is marked for a division the picture does not know."""
    return [
        Tile(column * TILE, row * TILE, columns * TILE - GAP, rows * TILE - GAP, name.msgid == division)
        for name, column, row, columns, rows in TILES
    ]
