"""Why an offer is not taken or not put up for sale."""

from __future__ import annotations

from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_core.i18n import _


class OfferRefused(WrongChoice):
    """Base of the reasons."""


class WrongOffer(OfferRefused):
    """A value cannot be, or belongs to somebody else."""


class MayNotSell(OfferRefused):
    """The supplier is not approved, or was stopped because of their turnover."""


class NotVerified(OfferRefused):
    """The GSTIN or enrolment number by which the supplier sells was not seen to be theirs."""


class NoAgreementInForce(OfferRefused):
    """No signed version of the offer's agreement binds today."""


class GoodsRefused(OfferRefused):
    """The goods may not be offered, such as when no rate of tax is known for them."""


class AnotherSeller(OfferRefused):
    """Another offer of the variant is sold by somebody else."""


class OfferThere(AlreadyThere):
    """The supplier offers this variant from this point already."""

    def __init__(self, offer_id: int | None) -> None:
        super().__init__(_("This supplier offers this variant from this pickup point already."))
        self.offer_id = offer_id
