"""Global IDs of the suite's own rows, made like Saleor's: base64 of "Type:key"."""

from __future__ import annotations

import binascii

from graphql_relay import from_global_id, to_global_id  # type: ignore[import-untyped]


class WrongID(ValueError):
    """The text is no global ID of the wanted type; the message says which type was wanted."""


def make(type_name: str, key: object) -> str:
    return str(to_global_id(type_name, str(key)))


def key_of(type_name: str, global_id: str) -> str:
    """Raises WrongID."""
    try:
        found, key = from_global_id(global_id)
    except (ValueError, binascii.Error) as error:
        raise WrongID(f"{global_id!r} is no ID. Give the ID of a {type_name}.") from error
    if found != type_name or not key:
        raise WrongID(f"{global_id!r} is not the ID of a {type_name}.")
    return str(key)


def number_of(type_name: str, global_id: str) -> int:
    """Raises WrongID."""
    key = key_of(type_name, global_id)
    # PostgreSQL's bigint ends well below twenty digits.
    if not key.isdecimal() or len(key) > 18:
        raise WrongID(f"{global_id!r} is not the ID of a {type_name}.")
    return int(key)
