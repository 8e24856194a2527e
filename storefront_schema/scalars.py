"""Dates, times, files and maps. A schema has one scalar of a name, so inside Saleor our fields use Saleor's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene
from graphene.types.generic import GenericScalar


class Upload(graphene.Scalar):
    """A file of a multipart request.

    Send null in its place in the variables; the request's `map` says which part of the request it is
    (https://github.com/jaydenseric/graphql-multipart-request-spec).
    """

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        """The name of the part; `request.file` opens it."""
        return value

    @staticmethod
    def parse_literal(node: Any) -> Any:
        """A file cannot be written into a question, but the name of its part can."""
        return getattr(node, "value", None)


class Metadata(GenericScalar):
    """Metadata is a map of key-value pairs, both keys and values are `String`."""


_scalars: dict[str, type[graphene.Scalar]] = {
    "Date": graphene.Date, "DateTime": graphene.DateTime, "Metadata": Metadata, "Upload": Upload,
}  # fmt: skip


def use_scalars(**scalars: type[graphene.Scalar]) -> None:
    """From now on these. Called before a schema is built: that is when fields look their scalar up."""
    _scalars.update(scalars)


def scalar(name: str) -> Callable[[], type[graphene.Scalar]]:
    """The scalar of this name, to be looked up later, for fields of other classes than `graphene.Field`."""
    return lambda: _scalars[name]


def date_field(**options: Any) -> graphene.Field:
    return graphene.Field(scalar("Date"), **options)


def date_time_field(**options: Any) -> graphene.Field:
    return graphene.Field(scalar("DateTime"), **options)


def upload_input(**options: Any) -> graphene.InputField:
    return graphene.InputField(scalar("Upload"), **options)


def date_input(**options: Any) -> graphene.InputField:
    return graphene.InputField(scalar("Date"), **options)


def date_argument(**options: Any) -> graphene.Argument:
    return graphene.Argument(scalar("Date"), **options)
