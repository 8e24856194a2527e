"""Endpoints of suppliers' own systems, as plain data. A secret is shown once: when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Q

from odop_consignment import api as consignment
from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Flag, Moments, RowID
from odop_core.database.lists import RowList
from odop_core.database.locks import lock_subject
from odop_core.database.text_search import Search
from odop_core.retry import PermanentFailure
from odop_core.security import http
from odop_notifications.models import WebhookEndpoint
from odop_notifications.suppliers import endpoints

__all__ = [
    "ENDPOINTS", "BadEndpoint", "EndpointInfo", "UnknownEndpoint", "rotate_secret", "set_up_endpoint",
    "switch_off_endpoint", "switch_on_endpoint",
]  # fmt: skip

LONGEST_URL = 500


class UnknownEndpoint(LookupError):
    """There is no such supplier, or they have no endpoint; the text says which."""


class BadEndpoint(ValueError):
    """The address cannot be used; the text says why."""


@dataclass(frozen=True)
class EndpointInfo:
    """`url` without what stands behind its `?`, which may be a password; `secret` is masked but for its end."""

    id: int
    supplier_id: int
    url: str
    secret: str
    old_secret_until: datetime | None
    failing_since: datetime | None
    last_success_at: datetime | None
    disabled_at: datetime | None
    disabled_reason: str
    created_at: datetime


@transaction.atomic
def set_up_endpoint(supplier_id: int, url: str) -> tuple[EndpointInfo, str]:
    """The supplier's endpoint, at this address from now on and switched on; and its secret, "" unless it is new.

    Raises UnknownEndpoint, BadEndpoint.
    """
    if supplier_id not in consignment.suppliers_by_id([supplier_id]):
        raise UnknownEndpoint(f"There is no supplier {supplier_id}.")
    _check(url)
    lock_subject("endpoint", str(supplier_id))
    is_new = not WebhookEndpoint.objects.filter(supplier_id=supplier_id).exists()
    row = endpoints.save_endpoint(supplier_id, url)
    row.refresh_from_db()
    return _info(row), str(row.secret) if is_new else ""


@transaction.atomic
def rotate_secret(supplier_id: int) -> tuple[EndpointInfo, str]:
    """A new secret; the one before signs along for two days. Raises UnknownEndpoint."""
    secret = endpoints.rotate_secret(_held(supplier_id))
    return _info(_held(supplier_id)), secret


@transaction.atomic
def switch_on_endpoint(supplier_id: int) -> EndpointInfo:
    """Raises UnknownEndpoint."""
    row = _held(supplier_id)
    row.disabled_at, row.disabled_reason, row.failing_since = None, "", None
    row.save(update_fields=["disabled_at", "disabled_reason", "failing_since"])
    return _info(row)


@transaction.atomic
def switch_off_endpoint(supplier_id: int, why: str) -> EndpointInfo:
    """The supplier is notified. Raises UnknownEndpoint."""
    endpoints.disable_endpoint(_held(supplier_id), why)
    return _info(_held(supplier_id))


def _check(url: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(url)
        http.check_url(url)
    except ValidationError as error:
        raise BadEndpoint(f"{url.partition('?')[0]!r} is not a web address.") from error
    except PermanentFailure as error:
        raise BadEndpoint(str(error)) from error
    if len(url) > LONGEST_URL:
        raise BadEndpoint(f"The address is longer than {LONGEST_URL} characters.")


def _held(supplier_id: int) -> WebhookEndpoint:
    row = WebhookEndpoint.objects.select_for_update().filter(supplier_id=supplier_id).first()
    if row is None:
        raise UnknownEndpoint(f"Supplier {supplier_id} has no endpoint.")
    return row


def _info(row: WebhookEndpoint) -> EndpointInfo:
    address, mark, _rest = row.url.partition("?")
    return EndpointInfo(
        row.pk, row.supplier_id, address + (f"{mark}•••" if mark else ""), f"whsec_••••{row.secret[-4:]}",
        row.old_secret_until, row.failing_since, row.last_success_at, row.disabled_at, row.disabled_reason,
        row.created_at,
    )  # fmt: skip


ENDPOINTS = RowList(
    WebhookEndpoint,
    rows=lambda using: WebhookEndpoint.objects.using(using).all(),
    show=lambda rows, _using: [_info(row) for row in rows],
    filters={
        "supplier_id": RowID("supplier_id", "Whose system it is.", of="Supplier"),
        "is_active": Flag("Whether they are notified.", holds=lambda _using: Q(disabled_at=None)),
        "is_failing": Flag("Whether the last attempts failed.", holds=lambda _using: Q(failing_since__isnull=False)),
        "created_at": Moments("created_at", "When the endpoint was entered."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
    newest_first=False,
)
