"""Events for the tests of the queue: things that happen to a subject."""

from __future__ import annotations

from odop_core.events import ALWAYS, SOME_DAYS, Event


class Happened(Event):
    """Something whose state comes with the next event."""

    kind = "test.happened"

    to: str = "subject"
    city: str = ""

    @property
    def subject(self) -> str:
        return self.to


class HappenedElsewhere(Happened):
    kind = "test.elsewhere"


class HappenedOnce(Happened):
    """Something that is told once."""

    kind = "test.once"
    waits_while_off = ALWAYS


class HappenedLately(Happened):
    """Something that is worth telling for some days."""

    kind = "test.lately"
    waits_while_off = SOME_DAYS
