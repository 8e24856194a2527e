"""Errors of the plugins as refusals of a mutation: of which field, with which code, and in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from odop_core.collector import errors_in
from odop_core.security.interests import OwnInterest
from storefront_schema import ids
from storefront_schema.errors import Code, Refused, SeveralRefused
from storefront_schema.language import sentence_of

# By the kind of the error: the field it is about, and the code.
Refusals = Mapping[type[Exception], tuple[str | None, Code]]


@contextmanager
def refuse_wrong_ids(field: str) -> Iterator[None]:
    try:
        yield
    except ids.WrongID as error:
        raise Refused(field, str(error), Code.GRAPHQL_ERROR) from error


@contextmanager
def refuse(field: str | None, code: Code, *kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds are refusals, in their own words."""
    try:
        yield
    except OwnInterest as error:
        raise as_own_interest(error) from error
    except kinds as error:
        raise Refused(field, sentence_of(error), code) from error


@contextmanager
def refuse_as(table: Refusals) -> Iterator[None]:
    """Errors of these kinds, or of kinds of these, are refusals; the table says of which field and with which code."""
    try:
        yield
    except OwnInterest as error:
        raise as_own_interest(error) from error
    except tuple(table) as error:
        raise as_refusal(error, table) from error


def as_own_interest(error: OwnInterest) -> Refused:
    return Refused("id", error.text, Code.OWN_INTEREST)


def as_refusal(error: Exception, table: Refusals) -> Refused:
    """The refusal for an error of one of these kinds. The field is the error's own, where it names one. An error that
    stands for several becomes several."""
    if isinstance(error, OwnInterest):
        return as_own_interest(error)
    several = errors_in(error)
    if len(several) > 1:
        return SeveralRefused([as_refusal(each, table) for each in several])
    field, code = next(table[kind] for kind in type(error).__mro__ if kind in table)
    return Refused(getattr(error, "field", None) or field, sentence_of(error), code)
