"""Tables handed in and out. Staff only."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import imports
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection, nested_page, page_arguments
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of, sentence_field
from storefront_schema.resolvers import sentence, sentence_or_null, text_or_null
from storefront_schema.types.actors import actor_field

TableKindEnum = enum_of("ImportKindEnum", "What a table is of.", imports.TableKind)
TableFormatEnum = enum_of("ImportFormatEnum", "In which form a table is handed out.", imports.TableFormat)
ImportStatusEnum = enum_of(
    "ImportJobStatusEnum",
    "How far an import has come.",
    imports.ImportState,
    {imports.ImportState.WAITING: "PENDING", imports.ImportState.DONE: "SUCCESS"},
)


class ImportFileLink(graphene.ObjectType):
    class Meta:
        description = (
            "A link to a table. It expires after some minutes; anyone who has it until then can read the table."
        )

    url = graphene.String(required=True, description="The address of the table.")
    expires_at = scalars.date_time_field(required=True, description="Until when it works (UTC).", source="ends_at")
    file_name = graphene.String(required=True, description="What the file is called.")


class ImportRowError(NodeType):
    class Meta:
        description = "What is wrong with a row of a table."

    row = graphene.Int(required=True, description="The row, as a spreadsheet counts: the header is row 1.")
    column = graphene.String(
        resolver=text_or_null("column"), description="The name of the column; null if it is about the whole row."
    )
    message = sentence_field("What is wrong, and what to do.", resolver=sentence("message"))
    is_hint = graphene.Boolean(
        required=True, description="Whether the row was taken all the same, and this is only to be looked at."
    )


class ImportRowErrorCountableConnection(CountableConnection):
    class Meta:
        node = ImportRowError


class ImportJob(NodeType):
    class Meta:
        description = (
            "A table that was handed in. Of a dry run, the numbers tell what would be created, changed and refused."
        )

    kind = graphene.Field(TableKindEnum, required=True, description="What the table is of.")
    dry_run = graphene.Boolean(required=True, description="Whether it is only tried, and nothing changes.")
    status = graphene.Field(ImportStatusEnum, required=True, description="How far it has come.", source="state")
    file_name = graphene.String(required=True, description="What the file was called.")
    rows_total = graphene.Int(description="Number of rows of the table; null until it was read.")
    rows_read = graphene.Int(required=True, description="Rows read so far.")
    rows_created = graphene.Int(required=True, description="Rows that made something new.")
    rows_updated = graphene.Int(required=True, description="Rows that changed something.", source="rows_changed")
    rows_failed = graphene.Int(required=True, description="Rows that were left out.", source="rows_wrong")
    failure = sentence_field(
        "Why the table cannot be read (on), in words; null when it can.",
        required=False,
        resolver=sentence_or_null("failure"),
    )
    created_by = actor_field("Who handed it in.", "created_by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).")
    finished_at = scalars.date_time_field(description="When it was read to its end (UTC).")
    errors = graphene.Field(
        ImportRowErrorCountableConnection,
        args=page_arguments(),
        required=True,
        description="What is wrong with which rows, in their order.",
    )

    @staticmethod
    def resolve_errors(root: imports.ImportInfo, info: graphene.ResolveInfo, **paging: Any) -> Any:
        return nested_page(
            ImportRowErrorCountableConnection,
            paging,
            load=lambda window: loaders.ErrorsOfImport.of(info).load((root.id, window)),
            count=lambda: loaders.ErrorCountOfImport.of(info).load(root.id),
        )


class ImportJobCountableConnection(CountableConnection):
    class Meta:
        node = ImportJob
