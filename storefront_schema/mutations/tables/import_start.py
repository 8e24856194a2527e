"""importStart: suppliers, offers or notes from a spreadsheet."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import imports
from odop_consignment.api.errors import WrongChoice
from odop_core.security.permissions import Permission
from storefront_schema import request, scalars
from storefront_schema.errors import Code
from storefront_schema.mutations.arguments import read_file
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import Refusals, refuse_as
from storefront_schema.types.tables import ImportJob, TableKindEnum

REFUSALS: Refusals = {
    WrongChoice: ("file", Code.INVALID),
    imports.StorageUnavailable: (None, Code.UNAVAILABLE),
}


class ImportStartInput(graphene.InputObjectType):
    class Meta:
        description = "A table to be read."

    file = scalars.upload_input(required=True, description="The file: CSV (UTF-8) or XLSX.")
    kind = graphene.InputField(TableKindEnum, required=True, description="What it is of.")
    dry_run = graphene.Boolean(description="Only try it: tell what would happen, and change nothing. Default: no.")


class ImportStart(StaffMutation):
    class Meta:
        description = (
            "Accepts a table, to be read in the background; the query `importStart` shows its progress. Each row "
            "is accepted or refused by itself. The same file handed in again while it is being read is one "
            "import. Must be sent as "
            "a multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec)."
        )
        permissions = (Permission.MANAGE_CONSIGNMENT,)
        atomic = False

    class Arguments:
        input = ImportStartInput(required=True, description="The table.")

    # Not "import", which is no name in many languages.
    job = graphene.Field(ImportJob, description="The import that has begun.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        file = read_file(info, "file", given["file"])
        with refuse_as(REFUSALS):
            begun = imports.start_import(
                file.file,
                file.name or "",
                given["kind"],
                dry_run=bool(given.get("dry_run")),
                by=request.actor(info),
            )
        return {"job": begun}
