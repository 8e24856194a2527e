"""supplierProfilePropose: what an artisan wants to tell buyers."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import Purpose, has_agreed
from odop_consignment.api.suppliers import suppliers_by_id
from odop_core.i18n import _
from odop_provenance.api import profiles
from storefront_schema import request, scalars
from storefront_schema.errors import Code, Refused, at_place, collect
from storefront_schema.mutations.arguments import clean_id, read_file
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.profiles import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers.shared import PERMISSIONS, read_supplier_id, supplier_argument
from storefront_schema.types.profiles import ArtisanProfile

NO_ARTISAN = _("Staff have not recorded you as an artisan yet. Ask for a call.")
NO_CONSENT = _("To be shown to buyers needs your consent. Give it for the purpose PROFILE first.")


class SupplierProfilePictureInput(graphene.InputObjectType):
    class Meta:
        description = "A new picture."

    file = scalars.upload_input(required=True, description="JPEG, PNG or WebP.")
    caption = graphene.String(description="What it shows, for buyers.")


class SupplierProfileInput(graphene.InputObjectType):
    class Meta:
        description = "What an artisan tells of themselves."

    story_en = graphene.String(description="The story in English.")
    story_hi = graphene.String(description="The story in Hindi.")
    pictures = graphene.List(graphene.NonNull(SupplierProfilePictureInput), description="New pictures.")
    keep_picture_ids = graphene.List(
        graphene.NonNull(graphene.ID), description="IDs of pictures of an earlier version to be shown, too."
    )


class SupplierProfilePropose(SupplierMutation):
    for_owners = True

    class Meta:
        description = (
            "Proposes what buyers are to read and see of an artisan, at most six pictures. Staff look at it before it "
            "is public, and the supplier must have agreed to the purpose PROFILE. It takes the place of a proposal "
            "that nobody has looked at yet. With pictures it must be sent as a multipart request."
        )
        permissions = PERMISSIONS
        atomic = False  # the files are put into storage

    class Arguments:
        id = supplier_argument()
        input = SupplierProfileInput(required=True, description="The profile.")

    profile = graphene.Field(ArtisanProfile, description="The proposal.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, supplier_id = arguments["input"], read_supplier_id(arguments)
        supplier = suppliers_by_id([supplier_id]).get(supplier_id)
        if supplier is None:
            raise Refused("id", _("There is no supplier {supplier}.", supplier=supplier_id), Code.NOT_FOUND)
        if not supplier.artisan_slug:
            raise Refused("id", NO_ARTISAN, Code.INVALID)
        if not has_agreed(supplier_id, Purpose.PROFILE):
            raise Refused("id", NO_CONSENT, Code.REQUIRED)
        pictures = [
            profiles.NewPicture(read_file(info, "pictures", one["file"]).file, one.get("caption") or "")
            for one in given.get("pictures") or []
        ]
        with collect() as each:
            keep = [each(_picture, place, one) for place, one in enumerate(given.get("keep_picture_ids") or [])]
        with refuse_as(shared.REFUSALS):
            proposed = profiles.propose_profile(
                supplier.artisan_slug, by=request.actor(info), story=given.get("story_en") or "",
                story_hi=given.get("story_hi") or "", pictures=pictures,
                keep=keep,
            )  # fmt: skip
        return {"profile": proposed}


def _picture(place: int, picture_id: str) -> int:
    with at_place("keepPictureIds", place):
        return clean_id("keepPictureIds", "ArtisanPicture", picture_id)
