"""The public keys a Saleor signs with: kept with its installation, and asked for again when an unknown one turns up.

Asking is limited to once a minute for each Saleor across all our processes, so that forged key ids cannot make us
hammer it.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from django.db.models import Q
from django.db.models.functions import Now

from saleor_config.app.models import Installation

logger = logging.getLogger(__name__)

TIMEOUT = (3.05, 10)
SIZE_LIMIT = 256 * 1024
ASK_AGAIN_AFTER = timedelta(minutes=1)


class KeysUnavailable(RuntimeError):
    """The Saleor did not hand out its public keys; the message says why."""


def find_key(installation: Installation, key_id: str) -> jwt.PyJWK | None:
    """The RSA key of that id, asking the Saleor if we do not know it yet. None when it has no such key."""
    known = _find(installation.jwks, key_id)
    if known is None and _may_ask(installation):
        _refresh(installation)
        known = _find(installation.jwks, key_id)
    return known


def fetch_key_set(api_url: str) -> dict[str, Any]:
    """The key set of the Saleor whose GraphQL address this is. Raises KeysUnavailable."""
    url = key_set_address(api_url)
    try:
        with requests.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as response:
            if response.status_code != 200:
                raise KeysUnavailable(f"{url} answered {response.status_code}.")
            keys = json.loads(response.raw.read(SIZE_LIMIT, decode_content=True))
    except (requests.RequestException, ValueError) as error:
        raise KeysUnavailable(f"{url} gave no usable answer: {type(error).__name__}") from error
    if not isinstance(keys, dict) or not isinstance(keys.get("keys"), list):
        raise KeysUnavailable(f"{url} is no JSON Web Key Set.")
    return keys


def key_set_address(api_url: str) -> str:
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/.well-known/jwks.json"


def _find(key_set: dict[str, Any], key_id: str) -> jwt.PyJWK | None:
    for entry in key_set.get("keys", []):
        if entry.get("kid") == key_id and entry.get("kty") == "RSA":
            try:
                return jwt.PyJWK(entry, algorithm="RS256")
            except jwt.PyJWTError:
                logger.warning("Saleor published a key %s that cannot be read.", key_id)
    return None


def _may_ask(installation: Installation) -> bool:
    """Whether it is our turn to ask; whoever wins the update is the only one for a minute."""
    not_lately = Q(jwks_asked_at=None) | Q(jwks_asked_at__lt=Now() - ASK_AGAIN_AFTER)
    return bool(Installation.objects.filter(not_lately, pk=installation.pk).update(jwks_asked_at=Now()))


def _refresh(installation: Installation) -> None:
    try:
        installation.jwks = fetch_key_set(installation.api_url)
    except KeysUnavailable as error:
        logger.warning("%s", error)
        return
    Installation.objects.filter(pk=installation.pk).update(jwks=installation.jwks)
