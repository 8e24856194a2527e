"""agreementVersionSign: the supplier signed; this is the paper."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import FileRefused, StorageUnavailable, sign_version
from storefront_schema import request, scalars
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.arguments import clean_id, read_file
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import AgreementVersion


class AgreementSignatureInput(graphene.InputObjectType):
    class Meta:
        description = "A signed paper."

    file = scalars.upload_input(required=True, description="The paper: PDF, or a photo of it.")
    signed_on = scalars.date_input(required=True, description="The Indian day it was signed on.")
    signed_by = graphene.String(required=True, description="The name under it.")


class AgreementVersionSign(StaffMutation):
    class Meta:
        description = (
            "Keeps the signed paper of a version that was offered. From now on the version, its terms and its paper "
            "are fixed. Must be sent as a multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec)."
        )
        permissions = shared.PERMISSIONS
        atomic = False  # a file is kept

    class Arguments:
        id = graphene.ID(required=True, description="ID of the version.")
        input = AgreementSignatureInput(required=True, description="The paper.")

    version = graphene.Field(AgreementVersion, description="The signed version.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            version_id = each(clean_id, "id", "AgreementVersion", arguments["id"])
            file = each(read_file, info, "file", given["file"])
        with refuse_as(_REFUSALS):
            version = sign_version(
                version_id,
                file.file,
                file_name=file.name or "",
                signed_on=given["signed_on"],
                signed_by=given["signed_by"],
                by=request.actor(info),
            )
        return {"version": version}


_REFUSALS = {
    **shared.REFUSALS,
    FileRefused: ("file", Code.INVALID),
    StorageUnavailable: (None, Code.UNAVAILABLE),
}
