"""What staff and suppliers ask of agreements."""

from __future__ import annotations

from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLError

from odop_consignment.api.agreements import (
    AGREEMENTS,
    WrongTerms,
    WrongVersionState,
    check_document,
    try_terms,
)
from odop_consignment.api.errors import UnknownRow
from odop_core.collector import Collector
from odop_core.i18n import _
from storefront_schema import request, supplier_access
from storefront_schema.errors import Code, Refused, SeveralRefused, list_errors
from storefront_schema.guards import GuardedField
from storefront_schema.language import translate
from storefront_schema.list_field import list_field
from storefront_schema.metadata import find_row, row_arguments
from storefront_schema.mutations.agreements.terms import AgreementTermsInput, read_terms, read_trial_sale
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.refusals import Refusals, refuse_as
from storefront_schema.queries.arguments import read_id
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.agreement_preview import AgreementPreview, AgreementTrialSaleInput, Right, Wrong
from storefront_schema.types.agreements import (
    Agreement,
    AgreementCountableConnection,
    AgreementDocumentCheck,
    hide_draft,
    may_see_drafts,
)
from storefront_schema.types.supplier_records import MANAGE

TRIAL_REFUSALS: Refusals = {
    UnknownRow: ("versionId", Code.NOT_FOUND),
    WrongTerms: ("terms", Code.INVALID),
}


class AgreementQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of agreements."

    agreements = list_field(
        AGREEMENTS,
        AgreementCountableConnection,
        permissions=MANAGE,
        for_suppliers=True,
        among=lambda info: None if may_see_drafts(info) else Q(was_offered=True),
        description="Agreements with suppliers, newest first.",
    )
    agreement = SupplierField(
        Agreement,
        args=row_arguments("agreement"),
        permissions=MANAGE,
        description="One agreement; null if there is none of this ID or reference.",
    )
    agreement_preview = GuardedField(
        AgreementPreview,
        sale=AgreementTrialSaleInput(required=True, description="The trial sale."),
        version_id=graphene.ID(description="ID of a version, whose terms are tried."),
        terms=graphene.Argument(
            AgreementTermsInput,
            description="Terms to try that are not recorded; with a version, in place of its terms.",
        ),
        permissions=MANAGE,
        description="What terms would give for a sale, before they are offered or signed. Nothing is changed.",
    )
    agreement_document_check = GuardedField(
        AgreementDocumentCheck,
        version_id=graphene.ID(required=True, description="ID of the signed version."),
        permissions=MANAGE,
        description="Reads a signed paper and compares it with what was signed.",
    )

    @staticmethod
    def resolve_agreement(
        _root: Any, info: graphene.ResolveInfo, id: str | None = None, external_reference: str | None = None
    ) -> Any:
        own = supplier_access.get_supplier_scope(info, MANAGE)
        found = find_row(Agreement, info, id, external_reference).then(hide_draft(info))
        return found.then(supplier_access.keep_own_row(own))

    @staticmethod
    def resolve_agreement_preview(
        _root: Any, info: graphene.ResolveInfo, sale: dict[str, Any], version_id: str | None = None, terms: Any = None
    ) -> Any:
        try:
            if version_id is None and terms is None:
                raise Refused("terms", _("Name a version, or give terms."), Code.REQUIRED)
            with Collector(Refused, several=SeveralRefused) as each:
                trial = each(read_trial_sale, sale)
                draft = each(read_terms, terms) if terms is not None else None
                number = each(clean_id, "versionId", "AgreementVersion", version_id) if version_id is not None else None
            with request.primary(info), refuse_as(TRIAL_REFUSALS):
                return Right(try_terms(trial, number, draft))
        except Refused as refusal:
            return Wrong(list_errors(refusal))

    @staticmethod
    def resolve_agreement_document_check(_root: Any, info: graphene.ResolveInfo, version_id: str) -> Any:
        try:
            return check_document(read_id("AgreementVersion", version_id), request.database(info))
        except (UnknownRow, WrongVersionState) as error:
            raise GraphQLError(translate(info, error.text)) from error
