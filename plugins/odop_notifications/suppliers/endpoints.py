"""Endpoints of suppliers' own systems: set up, given a new secret, switched off after failures."""

from __future__ import annotations

import base64
import logging
import secrets as random
from datetime import datetime, timedelta

from django.db.models import Case, F, When
from django.db.models.functions import Now
from django.utils import timezone

from odop_core.events import NotificationRequested
from odop_core.queue import inbox
from odop_core.security.encryption import encrypt_for_row
from odop_core.security.foreign_text import mask_text
from odop_notifications.gateways.message import RefusedHere
from odop_notifications.models import WebhookEndpoint

logger = logging.getLogger(__name__)

# An endpoint that takes nothing for so long is switched off; a day without any failure begins the count anew.
PATIENCE, QUIET = timedelta(days=5), timedelta(days=1)
ROTATION = timedelta(days=2)
DISABLED = "endpoint_disabled"
PREFIX = "supplier:"


def save_endpoint(supplier_id: int, url: str) -> WebhookEndpoint:
    """The supplier's endpoint, at this address from now on and switched on. A new one gets a new secret."""
    endpoint, _created = WebhookEndpoint.objects.update_or_create(
        supplier_id=supplier_id,
        defaults={"url": url, "disabled_at": None, "disabled_reason": "", "failing_since": None},
        create_defaults={"url": url, "secret": make_secret()},
    )
    return endpoint


def rotate_secret(endpoint: WebhookEndpoint, overlap: timedelta = ROTATION) -> str:
    """A new secret; the one before signs along for a while, so that the owner has time to change over."""
    secret = make_secret()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        old_secret=encrypt_for_row(endpoint, "old_secret", endpoint.secret),
        secret=encrypt_for_row(endpoint, "secret", secret),
        old_secret_until=timezone.now() + overlap,
    )
    return secret


def make_secret() -> str:
    """In the form Standard Webhooks asks for."""
    return "whsec_" + base64.b64encode(random.token_bytes(32)).decode()


def endpoint_address(supplier_id: int) -> str:
    """What a message to this supplier is addressed to; "" without an endpoint that is on."""
    is_on = WebhookEndpoint.objects.filter(supplier_id=supplier_id, disabled_at=None).exists()
    return f"{PREFIX}{supplier_id}" if is_on else ""


def find_usable_endpoint(address: str) -> WebhookEndpoint:
    """Raises RefusedHere for an endpoint that is off or gone."""
    endpoint = find_endpoint(address.removeprefix(PREFIX)) if address.startswith(PREFIX) else None
    if endpoint is None:
        raise RefusedHere("This supplier has no endpoint.")
    if endpoint.disabled_at:
        raise RefusedHere(f"The supplier's endpoint is off: {endpoint.disabled_reason}")
    return endpoint


def find_endpoint(supplier_id: str) -> WebhookEndpoint | None:
    """None also for what is no id."""
    is_id = supplier_id.isascii() and supplier_id.isdigit() and len(supplier_id) < 19
    return WebhookEndpoint.objects.filter(supplier_id=int(supplier_id)).first() if is_id else None


def signing_secrets(endpoint: WebhookEndpoint, now: datetime | None = None) -> list[str]:
    """The newest first."""
    until = endpoint.old_secret_until
    both = endpoint.old_secret and until and until > (now or timezone.now())
    return [endpoint.secret, endpoint.old_secret] if both else [endpoint.secret]


def note_success(endpoint: WebhookEndpoint) -> None:
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, last_success_at=Now())


def note_failure(endpoint: WebhookEndpoint, why: str) -> None:
    """Counts from the first of an unbroken row of failures: two in two weeks say nothing of the days between them."""
    rows, now = WebhookEndpoint.objects.filter(pk=endpoint.pk), timezone.now()
    unbroken = When(failing_since__isnull=False, last_failure_at__gte=now - QUIET, then=F("failing_since"))
    rows.update(failing_since=Case(unbroken, default=now), last_failure_at=now)
    if rows.filter(failing_since__lte=now - PATIENCE).exists():
        disable_endpoint(endpoint, f"Nothing got through for {PATIENCE.days} days; at last: {why}")


def disable_endpoint(endpoint: WebhookEndpoint, why: str) -> None:
    """Switch off and tell the supplier, once however many workers find out."""
    on = WebhookEndpoint.objects.filter(pk=endpoint.pk, disabled_at=None)
    if not on.update(disabled_at=Now(), disabled_reason=mask_text(why, 255)):
        return
    logger.warning("The endpoint of supplier %s was switched off: %s", endpoint.supplier_id, why)
    at = timezone.now()
    key = f"endpoint-{endpoint.pk}-off-{at:%Y%m%d%H%M%S%f}"
    facts = {"link": endpoint.url, "reason": why}
    wanted = NotificationRequested(occasion=DISABLED, supplier_id=endpoint.supplier_id, key=key, facts=facts)
    inbox.announce(wanted, key=key, occurred_at=at)
