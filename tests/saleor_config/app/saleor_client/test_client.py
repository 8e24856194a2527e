"""Telling a Saleor that says no from one that is in trouble."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from odop_core.store.port import StoreRefused, StoreUnavailable
from saleor_config.app.saleor_client.client import GraphQLClient
from tests.gateway import Gateway, answer, hang_up


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_an_overloaded_saleor_is_unavailable(gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status, b"busy"))

    # when / then
    with pytest.raises(StoreUnavailable, match=str(status)):
        GraphQLClient(gateway.url, "token").execute("{ shop { name } }", {})


def test_a_lost_connection_is_unavailable(gateway: Gateway) -> None:
    # given
    gateway.answers.append(hang_up)

    # when / then
    with pytest.raises(StoreUnavailable):
        GraphQLClient(gateway.url, "token").execute("{ shop { name } }", {})


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'"text"'])
def test_an_answer_that_is_not_graphql_is_a_refusal(gateway: Gateway, body: bytes) -> None:
    # given
    gateway.answers.append(answer(404, body))

    # when / then
    with pytest.raises(StoreRefused, match="not GraphQL"):
        GraphQLClient(gateway.url, "token").execute("{ shop { name } }", {})


def test_a_redirect_is_not_followed(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(302, b"", Location="http://127.0.0.1:9/"))

    # when / then
    with pytest.raises(StoreRefused):
        GraphQLClient(gateway.url, "token").execute("{ shop { name } }", {})


def test_the_token_goes_along_and_stays_out_of_messages(gateway: Gateway) -> None:
    # given
    replies: list[Callable[..., None]] = [answer(500, b"")]
    gateway.answers += replies

    # when / then
    with pytest.raises(StoreUnavailable) as caught:
        GraphQLClient(gateway.url, "very-secret").execute("{ shop { name } }", {})

    assert gateway.posts[0].headers["authorization"] == "Bearer very-secret"
    assert "very-secret" not in str(caught.value)
