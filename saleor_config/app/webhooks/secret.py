"""The secret by which we know our own webhooks.

Saleor signs the webhooks of all its apps with one key, so a signature says which Saleor sent something, and not for
which app: a neighbour with an app in the same Saleor can have anything signed. So we have Saleor send, as a header of
our webhooks, a secret that only this installation knows.
"""

from __future__ import annotations

import hmac
import json
import logging

from django.db.models.functions import Now
from django.http import HttpRequest

from odop_core.store.port import StoreError
from saleor_config.app.models import Installation, active_installation
from saleor_config.app.saleor_client.client import GraphQLClient

logger = logging.getLogger(__name__)

HEADER = "X-Odop-Webhook-Secret"


def secure_webhooks() -> None:
    """A periodic job: done once after each installation, and tried again while Saleor cannot be reached."""
    installation = active_installation()
    if installation and not installation.webhooks_secured_at:
        send_secret_with_webhooks(installation)


def send_secret_with_webhooks(installation: Installation) -> bool:
    """Have Saleor send the secret with each webhook of ours. Returns False when it could not be asked now."""
    client = GraphQLClient(installation.api_url, installation.auth_token)
    headers = json.dumps({HEADER: installation.webhook_secret})
    try:
        webhooks = (client.run("app_webhooks")["app"] or {}).get("webhooks") or []
        for webhook in webhooks:
            client.mutate("webhook_update", id=webhook["id"], headers=headers)
    except StoreError as error:
        logger.warning("Our webhooks carry no secret yet; what they tell is read from the store again. %s", error)
        return False
    Installation.objects.filter(pk=installation.pk).update(webhooks_secured_at=Now())
    return True


def carries_secret(installation: Installation, request: HttpRequest) -> bool:
    """Whether a request was made by a webhook of ours."""
    given = request.headers.get(HEADER, "").encode()
    return bool(installation.webhook_secret) and hmac.compare_digest(given, installation.webhook_secret.encode())
