"""What the mutations of stock share: their permission, and which errors refuse them."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from odop_consignment.api.errors import AlreadyThere, UnknownRow, WrongChoice
from odop_core.i18n import _
from odop_core.security.permissions import Permission
from storefront_schema import loaders
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import read_file
from storefront_schema.mutations.refusals import Refusals

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)
MOST_LINES = 500

REFUSALS: Refusals = {
    UnknownRow: (None, Code.NOT_FOUND),
    AlreadyThere: ("reference", Code.UNIQUE),
    stock.NoLongerDraft: ("id", Code.INVALID_STATUS),
    stock.SamePerson: ("id", Code.SECOND_PERSON_REQUIRED),
    stock.MissingPiecesWereSold: ("id", Code.INSUFFICIENT_STOCK),
    WrongChoice: (None, Code.INVALID),
    stock.FileRefused: ("photo", Code.INVALID),
    stock.StorageUnavailable: (None, Code.UNAVAILABLE),
}


def photo_of(info: graphene.ResolveInfo, given: dict[str, Any]) -> Any:
    """The photo that came along, if any. Raises Refused when it was named and is not in the request."""
    return read_file(info, "photo", given["photo"]).file if given.get("photo") else None


def at_most(field: str, rows: list[Any]) -> None:
    """Raises Refused."""
    if len(rows) > MOST_LINES:
        raise Refused(field, _("Send at most {most} lines at once.", most=MOST_LINES), Code.LIMIT)


def note_now(info: graphene.ResolveInfo, note_id: int) -> stock.NoteInfo:
    """The note as it now is, for the answer."""
    for kind in (loaders.LinesOfNote, loaders.DocumentOfNote):
        kind.of(info).clear(note_id)
    return stock.notes_by_id([note_id])[note_id]


def count_now(info: graphene.ResolveInfo, count_id: int) -> stock.CountInfo:
    """The same of a count."""
    loaders.LinesOfCount.of(info).clear(count_id)
    return stock.counts_by_id([count_id])[count_id]
