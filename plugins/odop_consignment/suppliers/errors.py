"""Why something about a supplier is refused."""

from __future__ import annotations

from odop_consignment.errors import WrongChoice
from odop_core.i18n import _
from odop_core.security.interests import user_of


class SupplierRefused(WrongChoice):
    """Base of the reasons."""


class NeedsSecondPerson(SupplierRefused):
    """Who began it may not also decide it."""


def is_second_person(by: str, *first: str) -> bool:
    """Whether `by` is a person, and none of those who did the first part.

    An operator of the helpline ("helpline:<user>") and who handed in a table ("import:<user>") are that user.
    """
    is_person = user_of(by) != "" and not by.startswith("import:")
    return is_person and user_of(by) not in {user_of(one) for one in first}


class NeedsReason(SupplierRefused):
    """This step needs a reason, for the supplier to read."""

    def __init__(self) -> None:
        super().__init__(_("Say why, in words the supplier can act on."))
