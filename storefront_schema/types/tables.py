"""Tables handed in and out. Staff only."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import imports
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection, nested_page, page_arguments
from storefront_schema.language import enum_of, sentence_field
from storefront_schema.resolvers import global_id, sentence, sentence_or_null, text_or_null

TableKindEnum = enum_of("OdopTableKindEnum", "What a table is of.", imports.TableKind)
TableFormatEnum = enum_of("OdopTableFormatEnum", "In which form a table is handed out.", imports.TableFormat)
ImportStateEnum = enum_of("OdopTableImportStateEnum", "How far an import has come.", imports.ImportState)


class OdopTableLink(graphene.ObjectType):
    class Meta:
        description = "A link to a table that soon ends. Whoever has it can read the table."

    url = graphene.String(required=True, description="The address of the table.")
    ends_at = scalars.date_time_field(required=True, description="Until when it works (UTC).")
    file_name = graphene.String(required=True, description="What the file is called.")


class OdopTableError(graphene.ObjectType):
    class Meta:
        description = "What is wrong with a row of a table."

    id = graphene.ID(required=True, resolver=global_id("OdopTableError"), description="The ID of the error.")
    row = graphene.Int(required=True, description="The row, as a spreadsheet counts: the header is row 1.")
    column = graphene.String(
        resolver=text_or_null("column"), description="The name of the column; null if it is about the whole row."
    )
    message = sentence_field("What is wrong, and what to do.", resolver=sentence("message"))
    is_hint = graphene.Boolean(
        required=True, description="Whether the row was taken all the same, and this is only to be looked at."
    )


class OdopTableErrorCountableConnection(CountableConnection):
    class Meta:
        node = OdopTableError


class OdopTableImport(graphene.ObjectType):
    class Meta:
        description = (
            "A table that was handed in. Of a dry run, the numbers tell what would be created, changed and refused."
        )

    id = graphene.ID(required=True, resolver=global_id("OdopTableImport"), description="The ID of the import.")
    kind = graphene.Field(TableKindEnum, required=True, description="What the table is of.")
    dry_run = graphene.Boolean(required=True, description="Whether it is only tried, and nothing changes.")
    state = graphene.Field(ImportStateEnum, required=True, description="How far it has come.")
    file_name = graphene.String(required=True, description="What the file was called.")
    rows_total = graphene.Int(description="Rows of the table; null until somebody looked through it.")
    rows_read = graphene.Int(required=True, description="Rows read so far.")
    rows_created = graphene.Int(required=True, description="Rows that made something new.")
    rows_changed = graphene.Int(required=True, description="Rows that changed something.")
    rows_wrong = graphene.Int(required=True, description="Rows that were left out.")
    failure = sentence_field(
        "Why the table cannot be read (on), in words; null when it can.",
        required=False,
        resolver=sentence_or_null("failure"),
    )
    created_by = graphene.String(required=True, description="The ID of the user who handed it in.")
    created_at = scalars.date_time_field(required=True, description="When (UTC).")
    finished_at = scalars.date_time_field(description="When it was read to its end (UTC).")
    errors = graphene.Field(
        OdopTableErrorCountableConnection,
        args=page_arguments(),
        required=True,
        description="What is wrong with which rows, in their order.",
    )

    @staticmethod
    def resolve_errors(root: imports.ImportInfo, info: graphene.ResolveInfo, **paging: Any) -> Any:
        return nested_page(
            OdopTableErrorCountableConnection,
            paging,
            load=lambda window: loaders.ErrorsOfImport.of(info).load((root.id, window)),
            count=lambda: loaders.ErrorCountOfImport.of(info).load(root.id),
        )


class OdopTableImportCountableConnection(CountableConnection):
    class Meta:
        node = OdopTableImport
