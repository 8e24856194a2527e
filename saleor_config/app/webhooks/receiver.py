"""Where Saleor tells us what happened: checked, written down, answered; nothing else happens while it waits.

Saleor sends no event id, delivers out of order and sometimes twice. The same body of the same event from the same
Saleor is therefore the same event; which of two states is newer is decided when the event is resolved.
Saleor takes only 2xx for success and repeats nothing else than 5xx, so what is genuine but unreadable is kept and
answered with 202.
"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from odop_core.events import OrderChanged
from odop_core.queue import inbox
from odop_core.security.signatures import BadSignature
from odop_core.web import refused_requests
from odop_core.web.bodies import BodyTooLarge, read_body
from saleor_config.app.models import Installation
from saleor_config.app.responses import refusal
from saleor_config.app.webhooks import events, nudges, signature
from saleor_config.app.webhooks.secret import carries_secret

SOURCE = "saleor-webhook"
SIZE_LIMIT = 1024 * 1024
EVENT_NAME_LENGTH = 64


class Refused(Exception):
    """A request that is not a Saleor's that installed us."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


@csrf_exempt
@require_POST
def serve_events(request: HttpRequest) -> HttpResponse:
    try:
        installation, body = verify_webhook(request)
        is_ours = carries_secret(installation, request)
    except Refused as refused:
        return refused.answer
    return _accept(installation, request.headers.get("Saleor-Event", ""), body, is_ours)


def verify_webhook(request: HttpRequest) -> tuple[Installation, bytes]:
    """The Saleor that signed this request, and its body. Raises Refused, which was counted and has the answer."""
    try:
        body = read_body(request, SIZE_LIMIT)
    except BodyTooLarge as error:
        raise _refuse(413, "too-large", str(error)) from error
    installation = Installation.objects.filter(api_url=request.headers.get("Saleor-Api-Url", "")).first()
    if installation is None:
        raise _refuse(401, "unknown-installation", "No Saleor of this Saleor-Api-Url has installed this App.")
    try:
        signature.verify_signature(installation, request.headers.get("Saleor-Signature", ""), body)
    except BadSignature as error:
        raise _refuse(401, error.reason, str(error)) from error
    return installation, body


def _accept(installation: Installation, header_name: str, body: bytes, is_ours: bool) -> HttpResponse:
    digest = hashlib.sha256(body).hexdigest()
    try:
        event = events.read_event(body)
    except events.NoEvent as error:
        return _refuse(400, "no-event", str(error)).answer
    except events.UnreadableEvent as error:
        name = header_name.upper()[:EVENT_NAME_LENGTH]
        text = body.decode("utf-8", "backslashreplace").replace("\0", "\\0")
        key = f"{installation.domain}:{name}:{digest}"
        new = inbox.announce_unreadable(OrderChanged, name, text, str(error), key=key)
        return JsonResponse({"accepted": new, "readable": False, "reason": str(error)}, status=202)
    return JsonResponse({"accepted": _write_down(installation, event, digest, is_ours)})


def _write_down(installation: Installation, event: events.SaleorEvent, digest: str, is_ours: bool) -> bool:
    """One inbox event for each order or product. Returns False when all of them were known before.

    What need not be our own webhook's, or comes from the future, is not believed: we read it from the store.
    """
    key = f"{installation.domain}:{event.name}:{digest}"
    written = []
    for number, news in enumerate(event.news):
        its_key = key if len(event.news) == 1 else f"{key}:{number}"
        if is_ours and not event.is_of_the_future:
            written.append(inbox.announce(news, key=its_key, name=event.name, occurred_at=event.issued_at))
        else:
            written.append(nudges.read_later(news, key=its_key))
    return any(written)


def _refuse(status: int, reason: str, message: str) -> Refused:
    refused_requests.count_refusal(SOURCE, reason)
    return Refused(refusal(status, reason, message))
