"""Steps of an offer."""

from __future__ import annotations

import graphene

from odop_consignment.api.offers import activate_offer, deactivate_offer
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.offers import shared
from storefront_schema.types.offers import Offer


class ActOnOffer(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "Offer"
    id_description = "ID of the offer."
    answer = "offer"
    refusals = shared.CHANGE_REFUSALS
    offer = graphene.Field(Offer, description="The offer as it now is.")


class OfferActivate(ActOnOffer):
    class Meta:
        description = "Lets new sales use an offer. Refused, saying why, unless goods may be sold under it today."

    act = staticmethod(activate_offer)


class OfferDeactivate(ActOnOffer):
    class Meta:
        description = "Keeps new sales from using an offer. What was sold stays."

    act = staticmethod(deactivate_offer)
