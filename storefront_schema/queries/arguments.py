"""The arguments of queries, read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLError

from storefront_schema import ids


def read_id(type_name: str, global_id: str) -> int:
    """The number in the ID of one of our rows. Raises GraphQLError for any other text."""
    try:
        return ids.number_of(type_name, global_id)
    except ids.WrongID as error:
        raise GraphQLError(str(error)) from error


def read_optional_id(given: Mapping[str, Any], name: str, type_name: str) -> int | None:
    """The same of an ID in a `where`; None where it was left out."""
    return read_id(type_name, given[name]) if given.get(name) else None


def read_values(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The values of a list of enums in a `where`; none where it was left out."""
    return tuple(given.get(name) or ())
