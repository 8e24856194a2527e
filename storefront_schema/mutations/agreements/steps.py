"""Steps of a version of an agreement."""

from __future__ import annotations

import graphene

from odop_consignment.api.agreements import offer_for_signature, withdraw_version
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.agreements import shared
from storefront_schema.types.agreements import AgreementVersion


class ActOnVersion(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "AgreementVersion"
    id_description = "ID of the version."
    answer = "version"
    refusals = shared.REFUSALS
    version = graphene.Field(AgreementVersion, description="The version as it now is.")


class AgreementVersionOffer(ActOnVersion):
    class Meta:
        description = "Offers a complete draft to the supplier, who is notified that it waits for their signature."

    act = staticmethod(offer_for_signature)


class AgreementVersionWithdraw(ActOnVersion):
    class Meta:
        description = "Withdraws a version that is not signed."

    act = staticmethod(withdraw_version)
