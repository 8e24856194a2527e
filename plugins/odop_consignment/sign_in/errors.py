"""Why signing in is refused."""

from __future__ import annotations

from odop_consignment.errors import WrongChoice
from odop_core.i18n import _


class WrongCode(WrongChoice):
    """The code is wrong, was used, is too old, or was never sent: all are told the same."""

    def __init__(self) -> None:
        super().__init__(_("This code is wrong or no longer valid. Check it, or ask for a new one."))


class WrongToken(WrongChoice):
    """The refresh token opens nothing: it was used, has expired, or its session has ended."""

    def __init__(self) -> None:
        super().__init__(_("You are no longer signed in here. Sign in again with a code."))


class TooManyRequests(WrongChoice):
    """Codes were asked for too often, for one number or from one network."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many requests. Try again in {minutes} minutes.", minutes=max(1, -(-seconds // 60))))
        self.seconds = seconds
