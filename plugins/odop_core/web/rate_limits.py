"""How often one client may ask for something in a minute or an hour, so that nobody can try codes out by the thousand.

Counted in PostgreSQL, in one statement that adds and tells the sum: however many requests come at once, in however many
processes, no more than the limit pass. Many phones share one address in India, so limits should be high; codes must be
long enough to be safe without them.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from odop_core import conf
from odop_core.models import RequestCount
from odop_core.store import host

PERIOD_SECONDS = 60
# Rows of periods that ended are deleted so many at a time.
BATCH = 10_000
# Whoever has one address of such a network has all of them: it is what a provider gives to one household or phone.
CLIENT_NETWORK_BITS = 64

_ADD = (
    f"INSERT INTO {RequestCount._meta.db_table} AS known (key, spent, ends_at) VALUES (%s, %s, %s)"  # noqa: S608
    " ON CONFLICT (key) DO UPDATE SET spent = known.spent + excluded.spent RETURNING spent"
)


@dataclass(frozen=True)
class Limit:
    """So many requests of one client in each period of so many seconds."""

    name: str
    most: int
    seconds: int = PERIOD_SECONDS

    def spend(self, client: str, cost: int = 1) -> int:
        """Count a request before anything is done about it. Returns the seconds to wait; 0 for one within the limit."""
        now = time.time()
        period = int(now) // self.seconds
        ends_at = datetime.fromtimestamp((period + 1) * self.seconds, UTC)
        # Counting is no part of a question, which in Saleor may not touch the writer database.
        with host.current_host().background_work(), connection.cursor() as cursor:
            cursor.execute(_ADD, [self._key(client, period), cost, ends_at])
            (spent,) = cursor.fetchone()
        return self.seconds - int(now) % self.seconds if spent > self.most else 0

    def _key(self, client: str, period: int) -> str:
        """The address itself is not kept."""
        text = f"limit:{self.name}:{period}:{client}".encode("utf-8", "surrogatepass")
        return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]


def delete_ended() -> int:
    """A periodic job: counts of periods that are over. Returns how many there were."""
    over = RequestCount.objects.filter(ends_at__lt=datetime.now(UTC) - timedelta(seconds=PERIOD_SECONDS))
    return RequestCount.objects.filter(pk__in=over.values("pk")[:BATCH]).delete()[0]


def client_address(request: HttpRequest) -> str:
    """Who is at the other end; X-Forwarded-For is believed only as far as proxies of ours wrote it.

    Of IPv6 the network: a client may send each request from another address of its own.
    """
    proxies = conf.get_int("TRUSTED_PROXIES")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies > 0 and hops:
        return _client_of(hops[-min(proxies, len(hops))])
    return _client_of(str(request.META.get("REMOTE_ADDR", "")))


def _client_of(address: str) -> str:
    """The text itself where it is no address."""
    try:
        found = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), CLIENT_NETWORK_BITS), strict=False))


def _without_port(address: str) -> str:
    """As some proxies write it: 203.0.113.7:4711, [2001:db8::1]:4711; and without a zone."""
    if address.startswith("["):
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:
        address = address.partition(":")[0]
    return address.partition("%")[0]
