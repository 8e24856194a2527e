"""What staff ask of tables: how far imports have come, and templates to fill in."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import imports
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.guards import GuardedField
from storefront_schema.language import Language, OdopLanguageEnum
from storefront_schema.list_field import list_field
from storefront_schema.queries.arguments import read_id
from storefront_schema.types.tables import (
    ImportFileLink,
    ImportJob,
    ImportJobCountableConnection,
    TableFormatEnum,
    TableKindEnum,
)

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)


class TableQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of tables."

    import_jobs = list_field(
        imports.IMPORTS,
        ImportJobCountableConnection,
        permissions=PERMISSIONS,
        description="Tables that were handed in, newest first.",
    )
    import_job = GuardedField(
        ImportJob,
        id=graphene.ID(required=True, description="ID of the import, as `importStart` gave it."),
        permissions=PERMISSIONS,
        description="How far one table was read; null if there is none of this ID.",
    )
    import_template = GuardedField(
        ImportFileLink,
        kind=graphene.Argument(TableKindEnum, required=True, description="What the table is to be of."),
        format=graphene.Argument(TableFormatEnum, description="In which form. Default: XLSX."),
        language=graphene.Argument(OdopLanguageEnum, description="The language of its titles. Default: EN."),
        permissions=PERMISSIONS,
        description="A table to fill in: its columns, and one example row, which an import refuses.",
    )

    @staticmethod
    def resolve_import_job(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        number = read_id("ImportJob", id)
        return imports.imports_by_id([number], request.database(info)).get(number)

    @staticmethod
    def resolve_import_template(
        _root: Any, info: graphene.ResolveInfo, kind: str, format: str | None = None, language: str | None = None
    ) -> Any:
        return imports.link_to_template(
            kind, format or imports.TableFormat.XLSX, language=language or Language.EN, by=request.actor(info)
        )
