"""Why goods cannot be moved as somebody wished."""

from __future__ import annotations

from odop_consignment.errors import WrongChoice


class StockRefused(WrongChoice):
    """Base of the reasons."""


class NotEnoughPieces(StockRefused):
    """Fewer unsold pieces lie there than are to be sent back or written off; `unsold` says how many do."""

    def __init__(self, what: str, wanted: int, unsold: int) -> None:
        super().__init__(
            f"Only {unsold} unsold pieces of {what} lie there, not {wanted}. Lower the number.",
            f"वहाँ {what} के केवल {unsold} बिना बिके नग हैं, {wanted} नहीं। संख्या घटाएँ।",
        )
        self.unsold = unsold


class NothingOnNote(StockRefused):
    """A note without a line."""

    def __init__(self) -> None:
        super().__init__(
            "The note has no lines. Say what came or goes back, then post it.",
            "नोट में कोई पंक्ति नहीं है। पहले लिखें कि क्या आया या वापस जा रहा है।",
        )


class NoLongerDraft(StockRefused):
    """The note was posted or cancelled; it is corrected by another note."""

    def __init__(self, note: object, state: str) -> None:
        super().__init__(
            f"Note {note} is {state} and stays as it is. Correct it by another note.",
            f"नोट {note} अब नहीं बदला जा सकता। सुधार के लिए दूसरा नोट बनाएँ।",
        )


class MissingPiecesWereSold(StockRefused):
    """A count misses more pieces than are unsold: some of those missing were sold to buyers already."""

    def __init__(self, what: str, missing: int, unsold: int) -> None:
        super().__init__(
            f"{missing} pieces of {what} are missing, and only {unsold} are still unsold: the others were sold. Say of"
            " those sales that they cannot be supplied, then settle the count; or drop it and count again.",
            f"{what} के {missing} नग कम हैं, पर केवल {unsold} बिना बिके हैं: बाकी बिक चुके हैं।",
        )
        self.unsold = unsold


class NothingEverNoted(StockRefused):
    """A count found pieces of an offer that no receipt note ever brought, so there is no lot to add them to."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"No receipt note ever brought {what}. Write one for the pieces found, then count again.",
            f"{what} के लिए कोई प्राप्ति नोट नहीं है। मिले हुए नगों के लिए नोट बनाएँ, फिर गिनें।",
        )


class SamePerson(StockRefused):
    """Who counted cannot accept the differences too."""

    def __init__(self) -> None:
        super().__init__(
            "The differences of a count are accepted by somebody else than who counted.",
            "गिनती का अंतर वही व्यक्ति स्वीकार नहीं कर सकता जिसने गिना।",
        )
