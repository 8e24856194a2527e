"""Saleor's GraphQL asked as Saleor's own tests do: no query may touch the writer database."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from saleor.app.models import App
from saleor.core.db.connection import restrict_writer
from saleor.graphql.tests.utils import get_graphql_content
from saleor.permission.models import Permission as SaleorPermission

import storefront_schema

OPERATIONS = Path(storefront_schema.__file__).parent / "operations"


def document(name):
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


@contextmanager
def guarded():
    """Nothing may touch the writer database but what Saleor allows to: its own rule for tests of queries."""
    writer = connections["default"]
    writer._allow_writer = False
    try:
        with writer.execute_wrapper(restrict_writer):
            yield
    finally:
        writer._allow_writer = True


def ask(client, name, **variables):
    with guarded():
        return get_graphql_content(client.post_graphql(document(name), variables))["data"]


def grant(requestor, *permissions):
    rows = SaleorPermission.objects.filter(codename__in=[permission.codename for permission in permissions])
    assert len(rows) == len(permissions)
    (requestor.permissions if isinstance(requestor, App) else requestor.user_permissions).add(*rows)
