"""Why an offer is not taken or not put up for sale, in both languages: suppliers read it too."""

from __future__ import annotations

from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_consignment.suppliers.refusals import Words


class OfferRefused(WrongChoice):
    """Base of the reasons. The message says what to do, and `message_hi` says it in Hindi."""

    def __init__(self, message: str, message_hi: str) -> None:
        super().__init__(message)
        self.message_hi = message_hi

    @property
    def words(self) -> Words:
        return Words(str(self), self.message_hi)


class WrongOffer(OfferRefused):
    """A value cannot be, or belongs to somebody else."""


class MayNotSell(OfferRefused):
    """The supplier is not approved, or was stopped because of their turnover."""


class NotVerified(OfferRefused):
    """The GSTIN or enrolment number by which the supplier sells was not seen to be theirs."""


class NoAgreementInForce(OfferRefused):
    """No signed version of the offer's agreement binds today."""


class AnotherSeller(OfferRefused):
    """Another offer of the variant is sold by somebody else."""


class OfferThere(AlreadyThere):
    """The supplier offers this variant from this point already."""

    def __init__(self, offer_id: int | None) -> None:
        super().__init__("This supplier offers this variant from this pickup point already.")
        self.message_hi = "यह आपूर्तिकर्ता इस जगह से यह वस्तु पहले से देता है।"
        self.offer_id = offer_id
