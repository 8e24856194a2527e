"""importJobExportFailedRows: the rows of a table that were left out, to be mended and handed in again."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import imports
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.errors import Code
from storefront_schema.language import Language, OdopLanguageEnum
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import Refusals, refuse_as
from storefront_schema.types.tables import ImportFileLink, TableFormatEnum

REFUSALS: Refusals = {UnknownRow: ("id", Code.NOT_FOUND), WrongChoice: ("id", Code.INVALID)}


class ImportJobExportFailedRows(StaffMutation):
    class Meta:
        description = (
            "Hands out the rows of a table that were left out, by a link that soon ends: as they came, each with what "
            "is wrong. Mended, the table can be handed in again. They are kept for 30 days, and shown to who handed "
            "the table in; to others only if they may see suppliers' data."
        )
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the import.")
        format = graphene.Argument(TableFormatEnum, description="In which form. Default: XLSX.")
        language = graphene.Argument(OdopLanguageEnum, description="The language of the texts. Default: EN.")

    file = graphene.Field(ImportFileLink, description="Where it can be fetched.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(REFUSALS):
            link = imports.link_to_wrong_rows(
                clean_id("id", "ImportJob", arguments["id"]),
                arguments.get("format") or imports.TableFormat.XLSX,
                language=arguments.get("language") or Language.EN,
                by=request.actor(info),
                sees_all=request.viewer(info).may(Permission.SEE_SUPPLIER_DATA),
            )
        return {"file": link}
