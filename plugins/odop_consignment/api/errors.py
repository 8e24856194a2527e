"""What the functions of this api raise."""

from __future__ import annotations

from odop_consignment.errors import AlreadyThere, UnknownRow, WrongChoice

__all__ = ["AlreadyThere", "UnknownRow", "WrongChoice"]
