"""Dates and times. A schema has one scalar of a name, so inside Saleor our fields use Saleor's own."""

from __future__ import annotations

from typing import Any

import graphene

_scalars: dict[str, type[graphene.Scalar]] = {"Date": graphene.Date, "DateTime": graphene.DateTime}


def use(**scalars: type[graphene.Scalar]) -> None:
    """From now on these. Called before a schema is built: that is when fields look their scalar up."""
    _scalars.update(scalars)


def date(**options: Any) -> graphene.Field:
    return graphene.Field(lambda: _scalars["Date"], **options)


def date_time(**options: Any) -> graphene.Field:
    return graphene.Field(lambda: _scalars["DateTime"], **options)
