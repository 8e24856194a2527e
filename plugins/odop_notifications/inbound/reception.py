"""The addresses at which gateways, telephonies and suppliers' systems report: verified, accepted once, handled later.

Both hosts serve them below the plugin's public address: `sms/receipt`, `sms/reply`, `voice/receipt`, `voice/key`,
`voice/say`, `whatsapp`, `gateway` and `webhook/<supplier>`. A genuine report that cannot be read is kept and shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from pydantic.fields import FieldInfo

from odop_core.plugin import configuration
from odop_core.retry import TemporaryFailure
from odop_core.security.signatures import BadSignature
from odop_core.web import refused_requests
from odop_core.web.bodies import BodyTooLarge, read_body
from odop_notifications.channels.gateway import inbound as gateway
from odop_notifications.channels.port import InboundReader, NothingHere
from odop_notifications.channels.sms import inbound as sms
from odop_notifications.channels.voice import inbound as voice
from odop_notifications.channels.webhook import inbound as webhook
from odop_notifications.channels.whatsapp import inbound as whatsapp
from odop_notifications.gateways.http_report import Report, Unreadable, UnreadableReport
from odop_notifications.gateways.message import Inbound, Receipt
from odop_notifications.inbound import intake
from odop_notifications.settings import PLUGIN_ID, NotificationSettings

SIZE_LIMIT = 256 * 1024
# Meta puts up to 3 MB of messages and statuses into one request.
SIZE_LIMITS = {"whatsapp": 3 * 1024 * 1024}
TEXT = "text/plain; charset=utf-8"
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
INBOUND: dict[str, InboundReader] = {
    "gateway": gateway, "sms": sms, "voice": voice, "webhook": webhook, "whatsapp": whatsapp,
}  # fmt: skip


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def receive_report(request: HttpRequest, channel: str = "", path: str = "") -> HttpResponse:
    """`path` is what follows the channel. A genuine report is kept even if nobody can make sense of it."""
    reader = INBOUND.get(channel)
    if reader is None:
        return _answer(404, error="There is no such channel.")
    try:
        body = read_body(request, SIZE_LIMITS.get(channel, SIZE_LIMIT)) if request.method == "POST" else b""
    except BodyTooLarge as error:
        return _refuse(channel, "oversized", 413, str(error))
    settings = configuration.load_settings(NotificationSettings)
    headers = {name.lower(): value for name, value in request.headers.items()}
    report = Report(str(request.method), path.strip("/"), request.GET.dict(), headers, body)
    try:
        return _take(channel, reader, report, settings)
    except BadSignature as error:
        return _refuse(channel, error.reason, 403 if error.reason == "bad-token" else 401, str(error))
    except NothingHere:
        return _answer(404, error="There is nothing at this address.")
    except TemporaryFailure as error:  # the channel is not set up (any more): the gateway may repeat its report
        return _refuse(channel, "not-set-up", 503, str(error))


def _take(channel: str, reader: InboundReader, report: Report, settings: NotificationSettings) -> HttpResponse:
    if channel == "whatsapp" and report.method != "POST" and not report.path:
        return _say(whatsapp.answer_challenge(report, settings))
    reader.verify_report(report, settings)
    report = _without_secrets(report, settings)
    if channel == "voice" and report.path == voice.SAY:
        return _say(voice.find_spoken_text(report, settings))
    if report.method == "HEAD":  # some gateways look before they report
        return _say("")
    try:
        reports = reader.read_report(report, settings)
    except UnreadableReport as error:
        return _nothing_readable(channel, report, str(error))
    unreadable = [one for one in reports if isinstance(one, Unreadable)]
    if unreadable and len(unreadable) == len(reports):
        return _nothing_readable(channel, report, unreadable[0].reason)
    return _accept(channel, report.path, reports)


def _accept(channel: str, path: str, reports: Sequence[Receipt | Inbound | Unreadable]) -> HttpResponse:
    """One thing that nobody can read is kept by itself: it costs none of the others."""
    accepted = 0
    for one in reports:
        if isinstance(one, Unreadable):
            accepted += _keep_unreadable(channel, path, json.dumps(one.entry, ensure_ascii=False), one.reason)
        else:
            accepted += intake.accept_report(one)
    return _answer(200, accepted=accepted, heard=len(reports))


def _nothing_readable(channel: str, report: Report, reason: str) -> HttpResponse:
    text = report.body.decode("utf-8", "replace") or json.dumps(dict(report.query), ensure_ascii=False)
    new = _keep_unreadable(channel, report.path, text, reason)
    return _answer(202, accepted=int(new), error=f"Not a report we know: {reason}")


def _keep_unreadable(channel: str, path: str, text: str, reason: str) -> bool:
    digest = hashlib.sha256(f"{path}\n{text}".encode()).hexdigest()
    key = f"unreadable:{channel}:{digest}"
    return intake.accept_unreadable_report(f"{channel}/{path}"[:64], text.replace("\0", "\\0"), reason, key=key)


def _without_secrets(report: Report, settings: NotificationSettings) -> Report:
    """The same without the query's fields that hold a secret of ours: what is told is kept, they are not."""
    fields = type(settings).model_fields.items()
    secrets = {getattr(settings, name) for name, field in fields if _is_secret(field)} - {""}
    return replace(report, query={name: value for name, value in report.query.items() if value not in secrets})


def _is_secret(field: FieldInfo) -> bool:
    return isinstance(field.json_schema_extra, dict) and bool(field.json_schema_extra.get("secret"))


def _refuse(channel: str, reason: str, status: int, message: str) -> HttpResponse:
    refused_requests.count_refusal(f"{PLUGIN_ID}.{channel}"[:64], reason)
    return _answer(status, error=message)


def _say(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=TEXT, headers=HEADERS)


def _answer(status: int, **content: Any) -> HttpResponse:
    return JsonResponse(content, status=status, headers=HEADERS, json_dumps_params={"ensure_ascii": False})
