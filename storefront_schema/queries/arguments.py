"""The arguments of queries, read."""

from __future__ import annotations

from graphql import GraphQLError

from storefront_schema import ids


def read_id(type_name: str, global_id: str) -> int:
    """The number in the ID of one of our rows. Raises GraphQLError for any other text."""
    try:
        return ids.number_of(type_name, global_id)
    except ids.WrongID as error:
        raise GraphQLError(str(error)) from error
