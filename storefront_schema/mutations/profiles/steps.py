"""Steps of a profile."""

from __future__ import annotations

import graphene

from odop_core.security.permissions import Permission
from odop_provenance.api.profiles import publish_profile, reject_profile
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.profiles import shared
from storefront_schema.types.profiles import ArtisanProfile


class ActOnProfile(ActOnOne):
    class Meta:
        abstract = True

    permissions = (Permission.MANAGE_PROVENANCE,)
    row = "ArtisanProfile"
    id_description = "ID of the version."
    answer = "profile"
    refusals = shared.REFUSALS
    profile = graphene.Field(ArtisanProfile, description="The version as it now is.")


class ArtisanProfileApprove(ActOnProfile):
    class Meta:
        description = "Shows a proposed profile to buyers, in place of the one before. Not by who proposed it."

    act = staticmethod(publish_profile)


class ArtisanProfileReject(ActOnProfile):
    class Meta:
        description = "Rejects a proposed profile. Not by who proposed it."
        reason = "Why, in words the supplier can act on."

    act = staticmethod(reject_profile)
