from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from odop_core.models import RequestCount
from odop_core.web import rate_limits
from odop_core.web.rate_limits import Limit, client_address

LIMIT = Limit("test", most=10)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No minute ends within a test."""
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_800_000_030.0)


@pytest.mark.django_db
def test_client_may_go_on_until_the_limit() -> None:
    # when
    waits = [LIMIT.spend("a") for _turn in range(11)]

    # then
    assert waits == [0] * 10 + [30]


@pytest.mark.django_db
def test_what_costs_more_is_counted_so() -> None:
    assert [LIMIT.spend("a", cost=6) > 0 for _turn in range(2)] == [False, True]


@pytest.mark.django_db
def test_other_clients_and_other_limits_are_not_touched() -> None:
    # given
    LIMIT.spend("a", 100)

    # then
    assert LIMIT.spend("b") == 0
    assert Limit("other", most=10).spend("a") == 0


@pytest.mark.django_db
def test_next_minute_begins_anew_and_the_one_before_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    LIMIT.spend("a", 100)
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_800_000_060.0)

    # then
    assert LIMIT.spend("a") == 0

    # when
    RequestCount.objects.update(ends_at="2026-01-01T00:00Z")
    rate_limits.delete_ended()

    # then
    assert not RequestCount.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_thirty_at_once_do_not_get_past() -> None:
    # given
    def spend(_number: int) -> int:
        try:
            return LIMIT.spend("a")
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(10) as pool:
        waits = list(pool.map(spend, range(30)))

    # then
    assert waits.count(0) == 10


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:0:0:0:9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("203.0.113.7", "203.0.113.7"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_a_network_of_ipv6_is_one_client(address: str, client: str) -> None:
    # given: RFC 6177 and RIPE 690 give each end site a /64 at least
    request = RequestFactory().get("/", REMOTE_ADDR=address)

    # then
    assert client_address(request) == client


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
