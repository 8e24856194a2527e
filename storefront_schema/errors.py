"""What a mutation could not do, as a part of its answer: which input, in words, and with a code for programs.

As in Saleor every domain has an error type with codes of its own. Which one a mutation answers with follows from the
folder it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import graphene

from odop_core.collector import Collector
from odop_core.database.states import State
from odop_core.i18n import Text
from storefront_schema.language import enum_of, translate


class Code(State):
    GRAPHQL_ERROR = "graphql_error", "the request itself is wrong, such as an ID of another type"
    INVALID = "invalid", "the value cannot be used"
    LIMIT = "limit", "these are more than are taken at once"
    NOT_FOUND = "not_found", "there is no such thing"
    OWN_INTEREST = "own_interest", "you would gain from it; another person must decide"
    REQUIRED = "required", "a value is missing"
    UNAVAILABLE = "unavailable", "something it needs cannot be reached; try again later"
    UNIQUE = "unique", "it is there already"

    CALL_NOT_CLAIMED = "call_not_claimed", "the call is not in your hands, or no longer"
    CHECKLIST_INCOMPLETE = "checklist_incomplete", "an item of the checklist is missing or not verified"
    EVIDENCE_REQUIRED = "evidence_required", "no evidence was accepted, and no reason was given to do without"
    INSUFFICIENT_STOCK = "insufficient_stock", "there are not so many unsold pieces"
    INVALID_STATUS = "invalid_status", "it cannot be done in the status it is in"
    NOT_AN_OPERATOR = "not_an_operator", "you are not entered as an operator of the helpline"
    NO_AGREEMENT_IN_FORCE = "no_agreement_in_force", "the supplier has no signed agreement for that day"
    OTHER_SELLER = "other_seller", "the variant is offered in the name of another seller"
    OUTSIDE_CALLING_HOURS = "outside_calling_hours", "suppliers may not be called at this hour"
    RATE_LIMITED = "rate_limited", "it was asked for too often; try again later"
    SECOND_PERSON_REQUIRED = "second_person_required", "another person must do this than the one who began it"
    STILL_IN_USE = "still_in_use", "goods, sales or other records still depend on it"
    SUPPLIER_NOT_ALLOWED = "supplier_not_allowed", "the supplier may not sell now"
    SUPPLIER_NOT_VERIFIED = "supplier_not_verified", "what the supplier must prove was not verified"
    VERSION_CHANGED = "version_changed", "it changed since you looked at it; look again"


EVERYWHERE = (
    Code.GRAPHQL_ERROR,
    Code.INVALID,
    Code.LIMIT,
    Code.NOT_FOUND,
    Code.OWN_INTEREST,
    Code.REQUIRED,
    Code.UNAVAILABLE,
    Code.UNIQUE,
)


class Refused(Exception):
    """A mutation does not do what was asked; becomes an entry of its `errors`.

    `path` leads to the input, from the arguments down: names, and places in lists from 0.
    """

    def __init__(self, field: str | None, message: Text | str, code: Code, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.code = code
        self.path = path or ((field,) if field else ())

    def under(self, *steps: str | int) -> Refused:
        """The same, of an input that lies further down."""
        return Refused(self.field, self.message, self.code, (*steps, *self.path))


class SeveralRefused(Refused):
    """The same for several reasons at once; each becomes an entry."""

    def __init__(self, refusals: Iterable[Refused]) -> None:
        self.errors = list(refusals)
        first = self.errors[0]
        super().__init__(first.field, first.message, first.code, first.path)

    def under(self, *steps: str | int) -> Refused:
        return SeveralRefused([each.under(*steps) for each in self.errors])


def collect() -> Collector:
    """For a form that is read value by value: all that is refused, not only the first of it."""
    return Collector(Refused, several=SeveralRefused)


@contextmanager
def under(*steps: str | int) -> Iterator[None]:
    """What is refused within lies there."""
    try:
        yield
    except Refused as refusal:
        raise refusal.under(*steps) from refusal


@contextmanager
def at_place(field: str, place: int) -> Iterator[None]:
    """What is refused within is an item of the list of this name, which has no fields of its own."""
    try:
        yield
    except Refused as refusal:
        raise Refused(field, refusal.message, refusal.code, (field, place)) from refusal


@dataclass(frozen=True)
class _Reason:
    """A Refused as the root of an error. (An exception itself would be taken for a failure of the field.)"""

    field: str | None
    message: Text | str
    code: str
    path: tuple[str | int, ...]


class _Error(graphene.ObjectType):
    """Base of the error types."""

    class Meta:
        abstract = True

    field = graphene.String(description="The name of the input it is about; null if it is about none in particular.")
    path = graphene.String(
        description='Where that input is, such as "terms.rules.0.tiers.1.threshold"; places in lists count from 0.'
    )
    index = graphene.Int(description="The place of the item it is about, in the list it is in, from 0; else null.")
    message = graphene.String(
        required=True, description="The reason in words, in the language of the request (Accept-Language)."
    )

    @staticmethod
    def resolve_path(root: _Reason, _info: graphene.ResolveInfo) -> str | None:
        return ".".join(map(str, root.path)) or None

    @staticmethod
    def resolve_index(root: _Reason, _info: graphene.ResolveInfo) -> int | None:
        return next((step for step in reversed(root.path) if isinstance(step, int)), None)

    @staticmethod
    def resolve_message(root: _Reason, info: graphene.ResolveInfo) -> str:
        return translate(info, root.message)


def _error_type(domain: str, *codes: Code) -> type[graphene.ObjectType]:
    chosen = sorted((*EVERYWHERE, *codes))
    values = [(code.name, (code.value, code.label)) for code in chosen]
    states: Any = State("Codes", values)  # type: ignore[arg-type]
    enum = enum_of(f"{domain}ErrorCode", "Why something was not done.", states)
    meta = type("Meta", (), {"description": "One reason why a mutation was refused."})
    code = graphene.Field(enum, required=True, description="The kind of reason.")
    return type(f"{domain}Error", (_Error,), {"Meta": meta, "code": code})


SupplierError = _error_type(
    "Supplier",
    Code.CHECKLIST_INCOMPLETE,
    Code.INVALID_STATUS,
    Code.OTHER_SELLER,
    Code.RATE_LIMITED,
    Code.SECOND_PERSON_REQUIRED,
    Code.STILL_IN_USE,
)
AgreementError = _error_type("Agreement", Code.INVALID_STATUS)
OfferError = _error_type(
    "Offer",
    Code.NO_AGREEMENT_IN_FORCE,
    Code.OTHER_SELLER,
    Code.SUPPLIER_NOT_ALLOWED,
    Code.SUPPLIER_NOT_VERIFIED,
)
ConsignmentSaleError = _error_type("ConsignmentSale", Code.INVALID_STATUS)
# Saleor has a StockError of its own.
ConsignmentStockError = _error_type(
    "ConsignmentStock", Code.INSUFFICIENT_STOCK, Code.INVALID_STATUS, Code.SECOND_PERSON_REQUIRED
)
ImportError = _error_type("Import")
NotificationError = _error_type("Notification", Code.INVALID_STATUS, Code.RATE_LIMITED)
HelplineError = _error_type(
    "Helpline", Code.CALL_NOT_CLAIMED, Code.INVALID_STATUS, Code.NOT_AN_OPERATOR, Code.OUTSIDE_CALLING_HOURS
)
LedgerError = _error_type("Ledger", Code.INVALID_STATUS)
LogisticsError = _error_type("Logistics", Code.INVALID_STATUS)
ProvenanceError = _error_type(
    "Provenance",
    Code.EVIDENCE_REQUIRED,
    Code.INVALID_STATUS,
    Code.SECOND_PERSON_REQUIRED,
    Code.STILL_IN_USE,
    Code.VERSION_CHANGED,
)
OdopMetadataError = _error_type("OdopMetadata")
OdopTaxError = _error_type("OdopTax")
OdopWorkError = _error_type("OdopWork")

# By the folder of the mutations.
ERRORS_BY_FOLDER: dict[str, type[graphene.ObjectType]] = {
    "suppliers": SupplierError,
    "sign_in": SupplierError,
    "objections": SupplierError,
    "profiles": ProvenanceError,
    "agreements": AgreementError,
    "offers": OfferError,
    "sales": ConsignmentSaleError,
    "stock": ConsignmentStockError,
    "tables": ImportError,
    "messages": NotificationError,
    "helpline": HelplineError,
    "logistics": LogisticsError,
    "accounts": LedgerError,
    "payouts": LedgerError,
    "provenance": ProvenanceError,
    "metadata": OdopMetadataError,
    "tax": OdopTaxError,
    "work": OdopWorkError,
}


def too_few_or_many(given: Sized) -> Code:
    """Why a list is refused for its length."""
    return Code.LIMIT if given else Code.REQUIRED


def errors_field(module: str, description: str) -> graphene.List:
    """The list of errors of a mutation, or of one of its results, in a module below `mutations`."""
    error = ERRORS_BY_FOLDER[module.removeprefix("storefront_schema.mutations.").partition(".")[0]]
    return graphene.List(graphene.NonNull(error), required=True, description=description)


def list_errors(refusal: Refused) -> list[Any]:
    """The refusal as entries of `errors`."""
    return [
        _Reason(each.field, each.message, each.code.value, each.path) for each in getattr(refusal, "errors", [refusal])
    ]
