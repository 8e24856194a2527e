"""What provenance announces."""

from __future__ import annotations

from odop_core.events import ALWAYS, Event


class ClaimStateChanged(Event):
    """A claim of origin took a step: it was made, confirmed, verified, refused, dropped, withdrawn, or it expired.

    Announced by provenance in the transaction of each step, once for each version of the claim.

    Not announced when evidence comes in or is looked at, as long as the claim stays what it is.
    """

    kind = "provenance.claim"
    waits_while_off = ALWAYS

    product_id: str
    """The product's ID in the store."""
    before: str
    """The state it was in; "" for a claim that was not there."""
    after: str
    """The state it is in."""
    why: str
    """The reason that was given, or what was changed; may be empty."""
    version: int
    """Counts the claim's steps."""

    @property
    def subject(self) -> str:
        return self.product_id


class ReviewBatchDue(Event):
    """The next batch of a review of many claims is to be worked off.

    Announced by provenance when such a review begins, and by each batch that leaves something for the next.

    Not announced while the plugin is off: the review goes on by itself when it is on again.
    """

    kind = "provenance.bulk"

    review_id: int
    """The review's number."""

    @property
    def subject(self) -> str:
        return str(self.review_id)


class ArtisanRecorded(Event):
    """There is a new artisan: products in the store may have named them already.

    Announced by provenance once, when the artisan is recorded by staff, an import, or the set-up.

    Not announced when an artisan is changed or retired.
    """

    kind = "provenance.artisan"
    waits_while_off = ALWAYS

    slug: str
    """The artisan's."""

    @property
    def subject(self) -> str:
        return self.slug
