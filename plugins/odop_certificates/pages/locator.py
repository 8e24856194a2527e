"""A small picture of where in Uttar Pradesh a district lies.

A schematic, not a map: one tile for each of the 18 divisions, about where it lies to its neighbours. We have no borders
or coordinates that could be relied on, and do not make any up.
"""

from __future__ import annotations

from dataclasses import dataclass

TILE, GAP = 40, 3
# Division: (column, row, columns, rows), west to east and north to south.
TILES: dict[str, tuple[int, int, int, int]] = {
    "Saharanpur": (0, 0, 1, 1),
    "Meerut": (0, 1, 1, 1),
    "Moradabad": (1, 1, 1, 1),
    "Aligarh": (0, 2, 1, 1),
    "Bareilly": (1, 2, 1, 1),
    "Lucknow": (2, 2, 1, 2),
    "Devipatan": (3, 2, 1, 1),
    "Basti": (4, 2, 1, 1),
    "Gorakhpur": (5, 2, 1, 1),
    "Agra": (0, 3, 1, 1),
    "Kanpur": (1, 3, 1, 1),
    "Ayodhya": (3, 3, 1, 1),
    "Azamgarh": (4, 3, 2, 1),
    "Jhansi": (0, 4, 1, 1),
    "Chitrakoot": (1, 4, 1, 1),
    "Prayagraj": (2, 4, 2, 1),
    "Varanasi": (4, 4, 1, 1),
    "Mirzapur": (4, 5, 1, 1),
}
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


def tiles(division: str) -> list[Tile]:
    """None is marked for a division the picture does not know."""
    return [
        Tile(column * TILE, row * TILE, columns * TILE - GAP, rows * TILE - GAP, name == division)
        for name, (column, row, columns, rows) in TILES.items()
    ]
