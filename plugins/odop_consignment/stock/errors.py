"""Why goods cannot be moved as somebody wished."""

from __future__ import annotations

from odop_consignment.errors import WrongChoice
from odop_consignment.status_names import status_name
from odop_core.i18n import _


class StockRefused(WrongChoice):
    """Base of the reasons."""


class NotEnoughPieces(StockRefused):
    """Fewer unsold pieces lie there than are to be sent back or written off; `unsold` says how many do, and `line_id`
    which line of a note wants more."""

    def __init__(self, what: str, wanted: int, unsold: int, line_id: int | None = None) -> None:
        super().__init__(
            _(
                "Only {unsold} unsold pieces of {what} lie there, not {wanted}. Lower the number.",
                unsold=unsold,
                what=what,
                wanted=wanted,
            ),
        )
        self.unsold, self.line_id = unsold, line_id


class TooManyDamaged(NotEnoughPieces):
    """More damaged pieces are to go back than came and were neither sold nor sent back before."""

    def __init__(self, what: str, wanted: int, there: int, line_id: int) -> None:
        StockRefused.__init__(
            self,
            _(
                "Only {there} pieces of {what} can go back damaged, not {wanted}: of those that came, the others were "
                "sold or sent back. Lower the number.",
                there=there,
                what=what,
                wanted=wanted,
            ),
        )
        self.unsold, self.line_id = there, line_id


class NothingOnNote(StockRefused):
    """A note without a line."""

    def __init__(self) -> None:
        super().__init__(_("The note has no lines. Say what came or goes back, then post it."))


class NoLongerDraft(StockRefused):
    """The note was posted or cancelled; it is corrected by another note."""

    def __init__(self, note: object, state: str) -> None:
        super().__init__(
            _(
                "Note {note} is {state} and stays as it is. Correct it by another note.",
                note=str(note),
                state=status_name(state),
            )
        )


class MissingPiecesWereSold(StockRefused):
    """A count misses more pieces than are unsold: some of those missing were sold to buyers already."""

    def __init__(self, what: str, missing: int, unsold: int) -> None:
        super().__init__(
            _(
                "{missing} pieces of {what} are missing, and only {unsold} are still unsold: the others were sold. "
                "Say of those sales that they cannot be supplied, then settle the count; or drop it and count again.",
                missing=missing,
                what=what,
                unsold=unsold,
            ),
        )
        self.unsold = unsold


class NothingEverNoted(StockRefused):
    """A count found pieces of an offer that no receipt note ever brought, so there is no lot to add them to."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _("No receipt note ever brought {what}. Write one for the pieces found, then count again.", what=what)
        )


class SamePerson(StockRefused):
    """Who counted cannot accept the differences too."""

    def __init__(self) -> None:
        super().__init__(_("The differences of a count must be accepted by another person than the one who counted."))
