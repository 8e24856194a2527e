"""Endpoints of suppliers' own systems: their secrets are shown once."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core.security.permissions import Permission
from odop_notifications.models import WebhookEndpoint
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import ask, mutate, refusals, staff

DESK = staff(Permission.MANAGE_NOTIFICATIONS)
LIST = "{ supplierEndpoints { totalCount edges { node { supplier { id } url secret isActive disabledReason } } } }"
URL = "https://supplier.example/odop?token=hidden"


@pytest.fixture
def supplier_id() -> str:
    return ids.make("Supplier", factories.supplier().id)


def do(name: str, supplier_id: str, selection: str = "endpoint { isActive secret }", **given: str) -> dict[str, Any]:
    arguments = {argument: ("String!", value) for argument, value in given.items()}
    return mutate(name, selection, DESK, supplierId=("ID!", supplier_id), **arguments)


def set_up(supplier_id: str, url: str = URL) -> dict[str, Any]:
    return do("supplierEndpointCreate", supplier_id, "secret endpoint { url secret isActive }", url=url)


def test_the_secret_of_a_new_endpoint_is_shown_once(supplier_id: str) -> None:
    # when
    made, moved = set_up(supplier_id), set_up(supplier_id, "https://supplier.example/new")

    # then
    secret = WebhookEndpoint.objects.get().secret
    assert made["secret"] == secret
    assert made["endpoint"]["secret"] == f"whsec_••••{secret[-4:]}"
    assert (moved["secret"], moved["endpoint"]["url"]) == (None, "https://supplier.example/new")


def test_endpoints_are_listed_with_their_secrets_hidden(supplier_id: str) -> None:
    # given
    set_up(supplier_id)

    # when
    answer = ask(LIST, DESK)["supplierEndpoints"]

    # then
    (edge,) = answer["edges"]
    assert answer["totalCount"] == 1
    assert (edge["node"]["url"], edge["node"]["isActive"]) == ("https://supplier.example/odop?•••", True)
    assert WebhookEndpoint.objects.get().secret not in str(answer)


def test_a_new_secret_is_shown_once_and_the_old_one_signs_along(supplier_id: str) -> None:
    # given
    old = set_up(supplier_id)["secret"]

    # when
    rotated = do("supplierEndpointRotateSecret", supplier_id, "secret endpoint { previousSecretExpiresAt }")

    # then
    assert rotated["secret"] not in (None, old)
    assert rotated["endpoint"]["previousSecretExpiresAt"]


def test_an_endpoint_is_switched_off_and_on(supplier_id: str) -> None:
    # given
    set_up(supplier_id)

    # when
    off = do("supplierEndpointDeactivate", supplier_id, "endpoint { isActive disabledReason }", reason="Moved.")
    listed = ask("{ supplierEndpoints(where: {isActive: false}) { totalCount } }", DESK)["supplierEndpoints"]
    on = do("supplierEndpointActivate", supplier_id, "endpoint { isActive disabledReason }")

    # then
    assert off["endpoint"] == {"isActive": False, "disabledReason": "Moved."}
    assert listed["totalCount"] == 1
    assert on["endpoint"] == {"isActive": True, "disabledReason": None}


def test_what_is_no_address_or_no_supplier_is_refused(supplier_id: str) -> None:
    for url in ("", "supplier.example", "ftp://supplier.example", f"https://m.example/{'x' * 500}"):
        assert refusals(set_up(supplier_id, url)) == [("url", "INVALID")], url
    assert refusals(set_up(ids.make("Supplier", 10**9))) == [("supplierId", "NOT_FOUND")]
    assert refusals(do("supplierEndpointActivate", supplier_id)) == [("supplierId", "NOT_FOUND")]
