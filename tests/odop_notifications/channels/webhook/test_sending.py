"""Suppliers' own systems: what they get, with which signatures, and when we stop trying."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from odop_core.events import NotificationRequested
from odop_core.models import InboxEvent
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security import signatures
from odop_core.security.signatures import BadSignature
from odop_notifications.channels import webhook
from odop_notifications.gateways.message import NotTheChannel, RefusedHere
from odop_notifications.models import WebhookEndpoint
from odop_notifications.suppliers import endpoints
from tests.gateway import Gateway, answer
from tests.odop_notifications.channels.samples import HINDI, message, settings

pytestmark = pytest.mark.django_db
SUPPLIER = 3


@pytest.fixture
def endpoint(gateway: Gateway) -> WebhookEndpoint:
    return endpoints.save_endpoint(SUPPLIER, gateway.url)


def send(endpoint: WebhookEndpoint) -> None:
    webhook.send_message(message(channel="webhook", address=f"supplier:{endpoint.supplier_id}"), settings())


def failing_for(endpoint: WebhookEndpoint, days: float, quiet_for: timedelta = timedelta(hours=1)) -> None:
    """It failed `days` ago for the first time, and not for `quiet_for` now."""
    now = timezone.now()
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=now - timedelta(days=days), last_failure_at=now - quiet_for
    )


def notices() -> list[dict[str, object]]:
    return [event.payload for event in InboxEvent.objects.filter(kind=NotificationRequested.kind)]


def test_supplier_gets_the_message_signed(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # when
    send(endpoint)

    # then
    (post,) = gateway.posts
    assert signatures.verify_signature([endpoint.secret], post.headers, post.body) == "message:bought:sale-7"
    assert post.json == {
        "type": "odop.bought", "id": "message:bought:sale-7", "order": "7", "language": "hi", "text": HINDI,
        "variables": {"name": "शबाना", "quantity": "2"},
    }  # fmt: skip


def test_new_secret_and_old_one_both_sign_for_a_while(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    old = endpoint.secret

    # when
    new = endpoints.rotate_secret(endpoint)
    send(endpoint)

    # then
    (post,) = gateway.posts
    assert old != new
    for secret in (old, new):
        signatures.verify_signature([secret], post.headers, post.body)


def test_old_secret_ends(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    old = endpoint.secret
    endpoints.rotate_secret(endpoint, overlap=timedelta(seconds=-1))

    # when
    send(endpoint)

    # then
    with pytest.raises(BadSignature):
        signatures.verify_signature([old], gateway.posts[0].headers, gateway.posts[0].body)


def test_owner_who_answers_gone_gets_no_more(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    gateway.answers.append(answer(410))

    # when
    with pytest.raises(PermanentFailure):
        send(endpoint)
    with pytest.raises(RefusedHere, match="is off: It answered 410"):
        send(endpoint)

    # then
    assert len(gateway.posts) == 1
    assert endpoints.endpoint_address(SUPPLIER) == ""
    (notice,) = notices()
    assert notice["facts"] == {"link": gateway.url, "reason": "It answered 410: its owner wants no more messages."}
    NotificationRequested.model_validate(notice)


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 422, 500])
def test_every_other_refusal_is_borne_since_its_owner_may_mend_it(
    gateway: Gateway, endpoint: WebhookEndpoint, status: int
) -> None:
    # given
    gateway.answers.append(answer(status))

    # when / then
    with pytest.raises(NotTheChannel, match=str(status)):
        send(endpoint)
    assert endpoints.endpoint_address(SUPPLIER)


def test_address_inside_a_network_is_refused_here(endpoint: WebhookEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ALLOW_PRIVATE_ADDRESSES", "false")

    # when / then
    with pytest.raises(RefusedHere):
        send(endpoint)


def test_days_without_success_switch_off_with_one_notice(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    failing_for(endpoint, days=5.1)
    gateway.answers.append(answer(500))

    # when
    with pytest.raises(TemporaryFailure):
        send(endpoint)
    endpoints.disable_endpoint(endpoint, "another worker found out as well")

    # then
    endpoint.refresh_from_db()
    assert endpoint.disabled_reason.startswith("Nothing got through for 5 days")
    assert len(notices()) == 1


def test_two_failures_with_quiet_days_between_are_no_days_without_success(
    gateway: Gateway, endpoint: WebhookEndpoint
) -> None:
    # given
    failing_for(endpoint, days=6, quiet_for=timedelta(days=6))
    gateway.answers.append(answer(503))

    # when
    with pytest.raises(NotTheChannel):
        send(endpoint)

    # then: the count begins anew
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None
    assert endpoint.failing_since == endpoint.last_failure_at
    assert timezone.now() - endpoint.last_failure_at < timedelta(minutes=1)


def test_shorter_trouble_is_borne(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    failing_for(endpoint, days=4.9)
    gateway.answers.append(answer(500))

    # when
    with pytest.raises(TemporaryFailure):
        send(endpoint)

    # then
    assert endpoints.endpoint_address(SUPPLIER) == f"supplier:{SUPPLIER}"


def test_trouble_counts_from_its_beginning(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    failing_for(endpoint, days=2)
    began = WebhookEndpoint.objects.get().failing_since
    gateway.answers.append(answer(500))

    # when
    with pytest.raises(TemporaryFailure):
        send(endpoint)

    # then
    assert WebhookEndpoint.objects.get().failing_since == began


def test_success_ends_the_count(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    failing_for(endpoint, days=4)

    # when
    send(endpoint)

    # then
    assert WebhookEndpoint.objects.filter(failing_since=None, last_success_at__isnull=False).exists()


def test_switching_on_again_keeps_the_secret(gateway: Gateway, endpoint: WebhookEndpoint) -> None:
    # given
    secret = endpoint.secret
    endpoints.disable_endpoint(endpoint, "a test")

    # when
    again = endpoints.save_endpoint(SUPPLIER, gateway.url)

    # then
    assert (again.pk, again.secret, again.disabled_at) == (endpoint.pk, secret, None)


@pytest.mark.parametrize(
    "address", ["", "3", "supplier:", "supplier:9", "supplier:३", "supplier:1e3", "supplier:" + "9" * 30]
)
def test_address_of_no_endpoint_is_final(address: str) -> None:
    with pytest.raises(RefusedHere, match="no endpoint"):
        webhook.send_message(message(channel="webhook", address=address), settings())


def test_secrets_are_encrypted_at_rest(endpoint: WebhookEndpoint) -> None:
    # when
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM odop_notifications_webhookendpoint")
        (stored,) = cursor.fetchone()

    # then
    assert endpoint.secret not in stored
    assert WebhookEndpoint.objects.get().secret == endpoint.secret
