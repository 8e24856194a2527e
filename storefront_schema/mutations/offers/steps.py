"""Steps of an offer."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import (
    activate_offer,
    deactivate_offer,
    offers_by_id,
    put_on_offer,
    take_off_offer,
)
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import SupplierMutation
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


class ActOnOwnOffer(SupplierMutation, ActOnOffer):
    class Meta:
        abstract = True

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        number = clean_id("id", "Offer", arguments["id"])
        found = offers_by_id([number]).get(number)
        return [found.supplier_id if found else None]


class OfferActivate(ActOnOwnOffer):
    class Meta:
        description = (
            "Lets new sales use an offer. Refused, saying why, unless goods may be sold under it today; and to a "
            "supplier, unless they took it off themselves."
        )

    act = staticmethod(activate_offer)
    own_act = staticmethod(put_on_offer)


class OfferDeactivate(ActOnOwnOffer):
    class Meta:
        description = "Keeps new sales from using an offer. What was sold stays."

    act = staticmethod(deactivate_offer)
    own_act = staticmethod(take_off_offer)
