"""Settings of the suite: each is an environment variable `ODOP_<NAME>`, or a Django setting of that name, or a default.

A Django setting wins over the environment, so that a deployment's settings module has the last word.
"""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings as django_settings

DEFAULTS: dict[str, str] = {
    # Comma-separated Fernet keys; the first encrypts, all decrypt. Empty: derived from Django's SECRET_KEY.
    "ENCRYPTION_KEYS": "",
    # Any long random text, by which encrypted numbers are found again; never changed. Empty: Django's SECRET_KEY.
    "DIGEST_KEY": "",
    # Module that joins the suite to Saleor. Empty: in Saleor's process if there is one, else the App host.
    "HOST": "",
    # Seconds between two rounds of the periodic jobs and the reconciler.
    "PERIODIC_SECONDS": "20",
    # Seconds a worker may be silent about an item in its hands before another worker takes it over.
    "LEASE_SECONDS": "120",
    # How many items of one kind a worker delivers at the same time; different kinds never wait for each other.
    "DELIVERIES_AT_ONCE": "4",
    # How far back the reconciler looks again, in seconds: longer than any transaction of the store lasts.
    "RECONCILE_OVERLAP_SECONDS": "600",
    # "true" lets outgoing webhooks reach private and loopback addresses (development only).
    "ALLOW_PRIVATE_ADDRESSES": "false",
    # Celery queue of the suite's tasks. Empty: the default queue.
    "CELERY_QUEUE": "",
    # Public address of the pages of certificates, as printed on labels. Empty: below Saleor's own address.
    "PUBLIC_URL": "",
    # How many pages of certificates one client may see in a minute; an unknown code counts six times.
    "SCANS_PER_MINUTE": "120",
    # Proxies of ours before this server: how many addresses at the end of X-Forwarded-For are to be believed.
    "TRUSTED_PROXIES": "0",
    # Where evidence of origin claims is kept: a bucket (with its region, and the address of a service that is not
    # Amazon's), or else a folder, which no web server may serve.
    "EVIDENCE_BUCKET": "",
    "EVIDENCE_REGION": "",
    "EVIDENCE_ENDPOINT_URL": "",
    "EVIDENCE_DIR": "",
}


class SettingMissing(RuntimeError):
    """A setting the suite cannot work without; the message says which and what to put there."""


def get(name: str) -> str:
    """The text of setting `ODOP_<name>`; unknown names raise KeyError."""
    full_name = f"ODOP_{name}"
    value: Any = getattr(django_settings, full_name, None)
    if value is None:
        value = os.environ.get(full_name, DEFAULTS[name])
    return str(value)


def get_bool(name: str) -> bool:
    return get(name).strip().lower() in {"1", "true", "yes", "on"}


def get_int(name: str) -> int:
    """Raises SettingMissing when the setting is not a whole number."""
    text = get(name)
    try:
        return int(text)
    except ValueError as error:
        raise SettingMissing(f"ODOP_{name} must be a whole number, not {text!r}.") from error
