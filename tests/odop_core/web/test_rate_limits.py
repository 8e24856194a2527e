from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from odop_core.web.rate_limits import Limit, client_address

LIMIT = Limit("test", per_minute=10)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def test_client_may_go_on_until_the_limit() -> None:
    # when
    waits = []
    for _turn in range(11):
        waits.append(LIMIT.seconds_to_wait("a") > 0)
        LIMIT.spend("a")

    # then
    assert waits == [False] * 10 + [True]


def test_other_clients_and_other_limits_are_not_touched() -> None:
    # given
    LIMIT.spend("a", 100)

    # then
    assert LIMIT.seconds_to_wait("b") == 0
    assert Limit("other", per_minute=10).seconds_to_wait("a") == 0


def test_next_minute_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr("odop_core.web.rate_limits.time.time", lambda: 90.0)
    LIMIT.spend("a", 100)
    assert LIMIT.seconds_to_wait("a") == 30

    # when
    monkeypatch.setattr("odop_core.web.rate_limits.time.time", lambda: 120.0)

    # then
    assert LIMIT.seconds_to_wait("a") == 0


def test_broken_cache_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError

    for method in ("get", "add"):
        monkeypatch.setattr(cache, method, broken)

    # then
    LIMIT.spend("a", 100)
    assert LIMIT.seconds_to_wait("a") == 0


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, "", "203.0.113.7"),
    ],
)
def test_forwarded_address_is_believed_only_from_our_proxies(
    settings: Any, proxies: int, forwarded: str, seen: str
) -> None:
    # given
    settings.ODOP_TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="203.0.113.7")

    # then
    assert client_address(request) == seen
