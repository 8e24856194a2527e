"""A supplier who signed in with a one-time code, at Saleor's own endpoint: our token, and Saleor's rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from saleor.graphql.tests.utils import get_graphql_content, get_graphql_content_from_response

import storefront_schema
from odop_core.queue import worker
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests import factories

pytestmark = pytest.mark.django_db
ARTISAN = Path(storefront_schema.__file__).parent / "operations" / "artisan"


def ask(client, name, token="", **variables):
    document = (ARTISAN / f"{name}.graphql").read_text(encoding="utf-8")
    headers = {"HTTP_AUTHORIZATION": f"Odop {token}"} if token else {}
    (answer,) = get_graphql_content(client.post_graphql(document, variables, **headers))["data"].values()
    return answer


def sign_in(client):
    factories.switch(PLUGIN_ID, channel="console")
    handle = ask(client, "sign_in_code_request", phone="98000 00001")["handle"]
    worker.run_due()
    code = Message.objects.get(occasion="sign_in_code").variables["code"]
    return ask(client, "sign_in", handle=handle, code=code)


def test_an_artisan_signs_in_and_sees_and_changes_what_is_theirs(api_client):
    # given
    factories.supplier("Asha")
    signed_in = sign_in(api_client)

    # when
    mine = ask(api_client, "account", signed_in["token"])
    chosen = ask(api_client, "language_update", signed_in["token"], id=mine["id"], language="HI")
    renewed = ask(api_client, "token_refresh", refreshToken=signed_in["refreshToken"])

    # then
    assert (signed_in["errors"], mine["name"], [one["isCurrent"] for one in mine["sessions"]]) == ([], "Asha", [True])
    assert (chosen["errors"], chosen["supplier"]["language"]) == ([], "HI")
    assert ask(api_client, "account", renewed["token"])["name"] == "Asha"


def test_a_token_that_ended_is_an_error_and_no_stranger(api_client):
    # given
    factories.supplier("Asha")
    token = sign_in(api_client)["token"]
    ask(api_client, "sign_out", token)

    # when
    answer = get_graphql_content_from_response(
        api_client.post_graphql("{ mySupplier { name } }", HTTP_AUTHORIZATION=f"Odop {token}")
    )

    # then
    assert [error["extensions"]["exception"]["code"] for error in answer["errors"]] == ["InvalidTokenError"]


def test_without_a_token_nobody_is_a_supplier(api_client):
    # given
    factories.supplier("Asha")

    # when / then
    assert ask(api_client, "account") is None
