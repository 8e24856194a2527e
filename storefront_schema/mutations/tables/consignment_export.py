"""consignmentExport: all suppliers, offers or notes as a spreadsheet."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import imports
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.language import Language, OdopLanguageEnum
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.tables import ImportFileLink, TableFormatEnum, TableKindEnum


class ConsignmentExport(StaffMutation):
    class Meta:
        description = (
            "Hands out all rows of a kind, by a link that soon ends; the table is written when it is followed, and can "
            "be handed in again. Personal data are masked."
        )
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        kind = graphene.Argument(TableKindEnum, required=True, description="What the table is to be of.")
        format = graphene.Argument(TableFormatEnum, description="In which form. Default: XLSX.")
        language = graphene.Argument(OdopLanguageEnum, description="The language of its titles. Default: EN.")

    file = graphene.Field(ImportFileLink, description="Where it can be fetched.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        link = imports.link_to_export(
            arguments["kind"],
            arguments.get("format") or imports.TableFormat.XLSX,
            language=arguments.get("language") or Language.EN,
            by=request.actor(info),
        )
        return {"file": link}
