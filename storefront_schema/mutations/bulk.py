"""What the mutations of many rows share, as in Saleor: `errorPolicy` says what a wrong row means for the others,
    `count`
how many were done, and `results` hold each row's own errors, in the order in which the rows were given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import graphene
from django.db import transaction

from odop_core.database.states import State
from odop_core.security.interests import OwnInterest
from storefront_schema.errors import Refused, list_errors
from storefront_schema.language import enum_of
from storefront_schema.mutations.refusals import as_own_interest


class ErrorPolicy(State):
    REJECT_EVERYTHING = "reject_everything", "nothing is done while any row is wrong"
    REJECT_FAILED_ROWS = "reject_failed_rows", "wrong rows are left out, the others are done"


# Saleor has an ErrorPolicyEnum of its own, with a third policy.
OdopErrorPolicyEnum = enum_of("OdopErrorPolicyEnum", "What a wrong row means for the others.", ErrorPolicy)


def policy_argument() -> graphene.Argument:
    return graphene.Argument(
        OdopErrorPolicyEnum, description="What a wrong row means for the others. Default: REJECT_FAILED_ROWS."
    )


def count_field() -> graphene.Int:
    return graphene.Int(required=True, default_value=0, description="How many rows were done.")


class NothingDone(Exception):
    """A row is wrong, and so all are undone."""


@contextmanager
def undone_if_wrong(policy: str | None, results: Collection[Any]) -> Iterator[None]:
    """What is done within is undone when `results`, which fill up meanwhile, hold errors and the policy says so."""
    if policy != ErrorPolicy.REJECT_EVERYTHING:
        yield
        return
    try:
        with transaction.atomic():
            yield
            if any(result.errors for result in results):
                raise NothingDone
    except NothingDone:
        return


def result_of(kind: Any, act: Callable[[], Mapping[str, Any]]) -> Any:
    """What became of one row: `act` does it and returns the fields of the result, or is undone and says why not."""
    try:
        with transaction.atomic():
            return kind(errors=[], **act())
    except Refused as refusal:
        return kind(errors=list_errors(refusal))
    except OwnInterest as error:
        return kind(errors=list_errors(as_own_interest(error)))


def finish(policy: str | None, results: Sequence[Any], row: str) -> dict[str, Any]:
    """The answer. `row` names the field of a result that holds what was done."""
    is_wrong = any(result.errors for result in results)
    if is_wrong and policy == ErrorPolicy.REJECT_EVERYTHING:
        for result in results:
            setattr(result, row, None)
    return {"results": list(results), "count": sum(getattr(result, row) is not None for result in results)}
