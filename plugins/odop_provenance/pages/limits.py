"""How many pages one client may see in a minute, so that nobody can try codes out by the thousand.

Counted in Django's cache: with a shared one (Redis, as Saleor has) for all processes together, else in each process.
A code that does not exist costs more than one that does. Many phones share one address in India, so the limit is high;
codes are long enough to be safe without it.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time

from django.conf import settings
from django.core.cache import cache

from odop_core import conf

logger = logging.getLogger(__name__)

PERIOD_SECONDS = 60
UNKNOWN_CODE_COST = 6


def seconds_to_wait(address: str) -> int:
    """0 for a client that may go on."""
    try:
        spent = cache.get(_key(address), 0)
    except Exception:  # a cache that is down must not keep buyers from checking what they bought
        logger.exception("The cache does not answer: pages of certificates are not limited.")
        return 0
    return PERIOD_SECONDS - int(time.time()) % PERIOD_SECONDS if spent >= conf.get_int("SCANS_PER_MINUTE") else 0


def spend(address: str, cost: int = 1) -> None:
    key = _key(address)
    try:
        if not cache.add(key, cost, PERIOD_SECONDS):
            cache.incr(key, cost)
    except ValueError:  # it ran out between the two
        cache.set(key, cost, PERIOD_SECONDS)
    except Exception:
        logger.exception("The cache does not answer: pages of certificates are not limited.")


def _key(address: str) -> str:
    """The address itself is not kept."""
    window = int(time.time()) // PERIOD_SECONDS
    text = f"limit:{window}:{address}".encode()
    return "odop-scan:" + hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:32]
