"""Finding the row that somebody named."""

from __future__ import annotations

from odop_consignment.rows import find

__all__ = ["find"]
