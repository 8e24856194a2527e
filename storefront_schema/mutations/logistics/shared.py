"""What the mutations of pickups share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from odop_core.i18n import _
from odop_logistics import api as logistics
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import clean_id


def read_reference(global_id: str) -> str:
    """The reference of the pickup with this ID. Raises Refused."""
    try:
        return logistics.reference_of(clean_id("id", "Pickup", global_id))
    except logistics.UnknownPickup as error:
        raise Refused("id", _("There is no such pickup."), Code.NOT_FOUND) from error


@contextmanager
def refuse_wrong_moment() -> Iterator[None]:
    """Goods that were collected or called off need no carrier any more. Lets DayIsOver through."""
    try:
        yield
    except logistics.DayIsOver:
        raise
    except logistics.WrongMoment as error:
        message = _("The goods of this pickup were collected, or the pickup was cancelled.")
        raise Refused("id", message, Code.INVALID_STATUS) from error
