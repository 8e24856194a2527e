"""Why something about a supplier is refused."""

from __future__ import annotations

from odop_consignment.errors import WrongChoice


class SupplierRefused(WrongChoice):
    """Base of the reasons."""


class NeedsSecondPerson(SupplierRefused):
    """Who began it may not also decide it."""


class NeedsReason(SupplierRefused):
    """This step needs a reason, for the supplier to read."""

    def __init__(self) -> None:
        super().__init__("Say why, in words the supplier can act on.", "कारण लिखें, जिसे आपूर्तिकर्ता समझ सके।")
