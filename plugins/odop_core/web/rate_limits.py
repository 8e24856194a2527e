"""How often one client may ask for something in a minute, so that nobody can try codes out by the thousand.

Counted in Django's cache: with a shared one (Redis, as Saleor has) for all processes together, else in each process.
Many phones share one address in India, so limits should be high; codes must be long enough to be safe without them.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from odop_core import conf

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 60


@dataclass(frozen=True)
class Limit:
    name: str
    per_minute: int

    def seconds_to_wait(self, client: str) -> int:
        """0 for a client that may go on."""
        try:
            spent = cache.get(self._key(client), 0)
        except Exception:  # a cache that is down must not keep people out
            logger.exception("The cache does not answer: %r is not limited.", self.name)
            return 0
        return PERIOD_SECONDS - int(time.time()) % PERIOD_SECONDS if spent >= self.per_minute else 0

    def spend(self, client: str, cost: int = 1) -> None:
        key = self._key(client)
        try:
            if not cache.add(key, cost, PERIOD_SECONDS):
                cache.incr(key, cost)
        except ValueError:  # it ran out between the two
            cache.set(key, cost, PERIOD_SECONDS)
        except Exception:
            logger.exception("The cache does not answer: %r is not limited.", self.name)

    def _key(self, client: str) -> str:
        """The address itself is not kept."""
        text = f"limit:{self.name}:{int(time.time()) // PERIOD_SECONDS}:{client}".encode()
        return "odop-limit:" + hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]


def client_address(request: HttpRequest) -> str:
    """Who is at the other end; X-Forwarded-For is believed only as far as proxies of ours wrote it."""
    proxies = conf.get_int("TRUSTED_PROXIES")
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if proxies > 0 and hops:
        return hops[-min(proxies, len(hops))]
    return str(request.META.get("REMOTE_ADDR", ""))
