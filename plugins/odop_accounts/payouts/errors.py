"""Why something about payouts is refused."""

from __future__ import annotations

from odop_consignment.api.errors import WrongChoice
from odop_core.i18n import Text, _

SECOND_PERSON = _(
    "Who prepared a payout, or entered the bank account it goes to, cannot approve it. Ask another person."
)


class PayoutRefused(WrongChoice):
    """Base of the reasons; nothing of what was asked is done."""


class WrongState(PayoutRefused):
    """What is asked does not follow the state the payout is in."""


class NeedsSecondPerson(PayoutRefused):
    """Who prepared a payout, or entered the bank account it goes to, does not approve it."""

    def __init__(self, text: Text = SECOND_PERSON) -> None:
        super().__init__(text)


class NothingDue(PayoutRefused):
    """Nothing can be paid out now; why, the obstacles say."""

    def __init__(self) -> None:
        super().__init__(_("Nothing can be paid out now: nothing is due, or something is in the way."))
