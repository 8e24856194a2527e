"""Why something about a supplier is refused."""

from __future__ import annotations

from odop_consignment.errors import WrongChoice
from odop_core.i18n import _


class SupplierRefused(WrongChoice):
    """Base of the reasons."""


class NeedsSecondPerson(SupplierRefused):
    """Who began it may not also decide it."""


# Whom `by` names when it was no person: nothing that takes two people is done by them.
NO_PERSON = frozenset({"", "app", "system", "store", "calendar", "carrier", "anonymous"})


def is_second_person(by: str, *first: str) -> bool:
    """Whether `by` is a person, and none of those who did the first part.

    An operator of the helpline ("helpline:<user>") and who handed in a table ("import:<user>") are that user.
    """
    is_person = by not in NO_PERSON and not by.startswith("import:")
    return is_person and _user(by) not in {_user(one) for one in first}


def _user(by: str) -> str:
    return by.removeprefix("helpline:").removeprefix("import:")


class NeedsReason(SupplierRefused):
    """This step needs a reason, for the supplier to read."""

    def __init__(self) -> None:
        super().__init__(_("Say why, in words the supplier can act on."))
