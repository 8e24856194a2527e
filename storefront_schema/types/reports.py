"""Reports of the books. Staff only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import graphene
from graphql import GraphQLError

from odop_accounts.api import reports
from storefront_schema import request, scalars
from storefront_schema.connection import CountableConnection, page, page_arguments
from storefront_schema.language import Language, OdopLanguageEnum, enum_of, language_of, sentence_field, translate
from storefront_schema.resolvers import sentence
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_field
from storefront_schema.types.statements import STAFF
from storefront_schema.types.tables import ImportFileLink, TableFormatEnum

AccountsReportEnum = enum_of("AccountsReportEnum", "A report of the books.", reports.ReportName)


@dataclass(frozen=True)
class NumberedRow:
    number: int
    cells: tuple[str, ...]


class AccountsReportColumn(graphene.ObjectType):
    class Meta:
        description = "A column of a report."

    name = graphene.String(required=True, description='Its name for programs, such as "net".')
    title = sentence_field("Its title.", resolver=sentence("title"))


class AccountsReportTie(graphene.ObjectType):
    class Meta:
        description = "The total of a column beside what the ledger says, in rupees."

    column = graphene.String(required=True, description="The name of the column.")
    title = sentence_field("What of the ledger it must equal.", resolver=sentence("title"))
    total = money_field("The total of the report.")
    ledger = money_field("What the ledger says.")
    difference = money_field("Nothing, unless something is wrong.")


class AccountsReportRow(graphene.ObjectType):
    class Meta:
        description = "A row of a report."

    cells = graphene.Field(
        graphene.NonNull(list_of(graphene.String)),
        description="One text for each column: rupees, percent, days as 2026-11-30; empty for nothing.",
    )
    reference = graphene.String(
        required=True,
        description='The entries it leads back to: a key, a source such as "sale:12", or an account ("ledger …").',
    )

    @staticmethod
    def resolve_cells(root: NumberedRow, _info: graphene.ResolveInfo) -> tuple[str, ...]:
        return root.cells[:-1]

    @staticmethod
    def resolve_reference(root: NumberedRow, _info: graphene.ResolveInfo) -> str:
        return root.cells[-1]


class AccountsReportRowCountableConnection(CountableConnection):
    class Meta:
        node = AccountsReportRow


class AccountsReport(graphene.ObjectType):
    class Meta:
        description = "A report of the books for a period, compared with the ledger when it is made."

    name = graphene.Field(AccountsReportEnum, required=True, description="Which report it is.")
    title = sentence_field("What it is called.", resolver=sentence("title"))
    first_day = scalars.date_field(required=True, description="The first Indian day it is of.")
    last_day = scalars.date_field(required=True, description="The last Indian day it is of.")
    columns = graphene.Field(
        graphene.NonNull(list_of(AccountsReportColumn)), description="Its columns, in their order."
    )
    rows = graphene.Field(
        AccountsReportRowCountableConnection, args=page_arguments(), required=True, description="Its rows."
    )
    totals = graphene.Field(
        graphene.NonNull(list_of(graphene.String)),
        description="The totals of all rows, one text for each column; empty where nothing is summed up.",
    )
    ties = graphene.Field(
        graphene.NonNull(list_of(AccountsReportTie)), description="What was compared with the ledger."
    )
    is_tied = graphene.Boolean(required=True, description="Whether all of it agrees with the ledger, to the paisa.")
    file = graphene.Field(
        graphene.NonNull(ImportFileLink),
        format=graphene.Argument(TableFormatEnum, description="In which form. Default: XLSX."),
        language=graphene.Argument(
            OdopLanguageEnum,
            description="The language of its titles. Default: that of the request (Accept-Language), else English.",
        ),
        description="The whole report as a file. It is written when the link is followed.",
    )

    @staticmethod
    def resolve_name(root: reports.ReportInfo, _info: graphene.ResolveInfo) -> Any:
        return cast("Any", reports.ReportName)(root.name)

    @staticmethod
    def resolve_rows(root: reports.ReportInfo, _info: graphene.ResolveInfo, **paging: Any) -> Any:
        return page(
            AccountsReportRowCountableConnection,
            paging,
            read=lambda window: [
                (number, NumberedRow(number, cells))
                for number, cells in root.rows(window.after or 0, window.before, window.limit, window.from_end)
            ],
            count=lambda: root.row_count,
        )

    @staticmethod
    def resolve_file(
        root: reports.ReportInfo, info: graphene.ResolveInfo, format: str | None = None, language: str | None = None
    ) -> Any:
        return reports.link_to_report(
            root,
            reports.TableFormat(format or reports.TableFormat.XLSX),
            language=Language(language).value if language else language_of(info),
            by=request.actor(info),
        )


class AccountingPeriodClosing(graphene.ObjectType):
    class Meta:
        description = "The books were closed up to a day; they are never opened again."

    closed_until = scalars.date_field(required=True, description="The last Indian day that is closed.")
    reason = graphene.String(required=True, description="Why, in words.")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="closed_at")
    created_by = staff_actor_field("Who closed them.", "closed_by", STAFF)


def read_report(info: graphene.ResolveInfo, name: str, period: str, scope: reports.Scope) -> reports.ReportInfo:
    try:
        return reports.read_report(name, period, scope, using=request.database(info))
    except reports.BadPeriod as error:
        raise GraphQLError(translate(info, error.text)) from error
