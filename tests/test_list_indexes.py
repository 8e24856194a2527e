"""Every filter, sort and search of a long list has an index, and none is of what is encrypted."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from odop_core.database.filters import Flag
from odop_core.database.lists import RowList
from odop_core.database.text_search import search_vector
from odop_core.security.encryption import EncryptedTextField
from storefront_schema.queries.audit import SOURCES
from storefront_schema.types.audit import AuditKind

APPS = ("accounts", "consignment", "logistics", "notifications", "provenance")
# Few rows are ever there: what people enter by hand.
SMALL = {"Operator", "District", "Craft", "Artisan"}
# Of these there are two or three values, none of them rare; a page of either is full after a few rows.
COMMON = {("TableImport", "kind")}


def lists() -> Iterator[Any]:
    for app in APPS:
        api = importlib.import_module(f"odop_{app}.api")
        names = [f"{api.__name__}.{one.name}" for one in pkgutil.iter_modules(api.__path__)]
        for module in map(importlib.import_module, names):
            for name, one in vars(module).items():
                if isinstance(one, RowList):
                    yield pytest.param(one, id=f"{app}.{name}")


def column(model: type[models.Model], path: str) -> tuple[type[models.Model], Any]:
    """The model and the field at the end of a look-up's path."""
    *joins, last = path.split("__")
    for join in joins:
        found: Any = model._meta.get_field(join).related_model
        model = found
    fields = [field for field in model._meta.fields if last in (field.name, field.attname)]
    return model, fields[0]


def is_indexed(model: type[models.Model], field: Any) -> bool:
    if model.__name__ in SMALL or (model.__name__, field.name) in COMMON:
        return True
    leading = {tuple(index.fields)[:1] for index in model._meta.indexes}
    leading |= {tuple(rule.fields)[:1] for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)}
    names = {one.lstrip("-") for first in leading for one in first}
    return bool(field.primary_key or field.unique or field.db_index or field.name in names)


@pytest.mark.parametrize("rows", lists())
def test_every_filter_by_a_column_has_an_index(rows: RowList[Any]) -> None:
    # when
    columns = {
        name: column(rows.model, one.path)
        for name, one in rows.filters.items()
        if not isinstance(one, Flag) and one.path
    }

    # then
    assert [name for name, (model, field) in columns.items() if not is_indexed(model, field)] == []
    assert [name for name, (_model, field) in columns.items() if isinstance(field, EncryptedTextField)] == []


@pytest.mark.parametrize("rows", lists())
def test_every_sort_has_an_index_with_the_key_that_breaks_ties(rows: RowList[Any]) -> None:
    missing = []
    for name, sort in rows.sorts.items():
        if sort.by is None:
            continue
        if isinstance(sort.by, str):
            unique = rows.model._meta.get_field(sort.by).unique
            if not unique and not any(list(ix.fields) == [sort.by, "id"] for ix in rows.model._meta.indexes):
                missing.append(name)
        elif not any(ix.expressions and ix.expressions[0] == sort.by for ix in rows.model._meta.indexes):
            missing.append(name)
    assert missing == []


@pytest.mark.parametrize("rows", lists())
def test_every_search_has_an_index_of_the_same_columns(rows: RowList[Any]) -> None:
    if rows.search is None or not rows.search.columns:
        return
    wanted = search_vector(*rows.search.columns)
    assert any(isinstance(ix, GinIndex) and ix.expressions == (wanted,) for ix in rows.model._meta.indexes)
    fields = [rows.model._meta.get_field(name) for name in rows.search.columns]
    assert [field for field in fields if isinstance(field, EncryptedTextField)] == []


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_the_audit_feed_is_read_by_indexes(kind: AuditKind) -> None:
    # given
    source = SOURCES[kind][0]
    indexes = [list(index.fields) for index in source.model._meta.indexes]

    # then: newest first, also of one person; and of one object
    assert [source.at, "id"] in indexes
    assert [source.by, source.at, "id"] in indexes
    for path in filter(None, (source.object, source.supplier)):
        model, field = column(source.model, path)
        assert is_indexed(model, field), path
        assert not isinstance(field, EncryptedTextField)
