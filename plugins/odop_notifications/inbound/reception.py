"""What gateways, telephonies and suppliers' systems tell us: proven, accepted once, and handled later by a worker.

Both hosts serve it, below the plugin's public address: `sms/receipt`, `sms/reply`, `voice/receipt`, `voice/key`,
`voice/say`, `whatsapp`, `gateway` and `webhook/<supplier>`. What is genuine but unreadable is kept and shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from odop_core.plugin import configuration
from odop_core.retry import TemporaryFailure
from odop_core.security.signing import BadSignature
from odop_core.web import refused_requests
from odop_notifications.channels.gateway import incoming as gateway
from odop_notifications.channels.port import Incoming, NothingHere
from odop_notifications.channels.sms import incoming as sms
from odop_notifications.channels.voice import incoming as voice
from odop_notifications.channels.webhook import incoming as webhook
from odop_notifications.channels.whatsapp import incoming as whatsapp
from odop_notifications.gateways.http_report import Report, Unreadable, UnreadableReport
from odop_notifications.gateways.message import Inbound, Receipt
from odop_notifications.inbound import intake
from odop_notifications.settings import PLUGIN_ID, NotificationSettings

SIZE_LIMIT = 256 * 1024
JSON, TEXT = "application/json", "text/plain; charset=utf-8"
INCOMING: dict[str, Incoming] = {
    "gateway": gateway, "sms": sms, "voice": voice, "webhook": webhook, "whatsapp": whatsapp,
}  # fmt: skip
METHODS = ("GET", "HEAD", "POST")


class Answer(NamedTuple):
    status: int
    body: str
    content_type: str = JSON


def receive_report(
    channel: str, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], body: bytes
) -> Answer:
    """`path` is what follows the channel. A genuine report is kept even if nobody can make sense of it."""
    incoming = INCOMING.get(channel)
    if incoming is None:
        return _answer(404, error="There is no such channel.")
    if method not in METHODS:
        return _answer(405, error=f"Use {', '.join(METHODS)}.")
    if len(body) > SIZE_LIMIT:
        return _refuse(channel, "oversized", 413, f"A report may have at most {SIZE_LIMIT} bytes.")
    settings = configuration.load(NotificationSettings)
    known = {name.lower(): value for name, value in headers.items()}
    report = Report(method, path.strip("/"), query, known, b"" if method != "POST" else body)
    try:
        return _take(channel, incoming, report, settings)
    except BadSignature as error:
        return _refuse(channel, error.reason, 403 if error.reason == "bad-token" else 401, str(error))
    except NothingHere:
        return _answer(404, error="There is nothing at this address.")
    except TemporaryFailure as error:  # the channel is not set up (any more): the gateway may repeat its report
        return _refuse(channel, "not-set-up", 503, str(error))


def _take(channel: str, incoming: Incoming, report: Report, settings: NotificationSettings) -> Answer:
    if channel == "whatsapp" and report.method != "POST" and not report.path:
        return Answer(200, whatsapp.answer_challenge(report, settings), TEXT)
    incoming.verify_report(report, settings)
    report = _without_secrets(report, settings)
    if channel == "voice" and report.path == voice.SAY:
        return Answer(200, voice.find_spoken_text(report, settings), TEXT)
    if report.method == "HEAD":  # some gateways look before they tell
        return Answer(200, "", TEXT)
    try:
        reports = incoming.read_report(report, settings)
    except UnreadableReport as error:
        return _nothing_readable(channel, report, str(error))
    unreadable = [one for one in reports if isinstance(one, Unreadable)]
    if unreadable and len(unreadable) == len(reports):
        return _nothing_readable(channel, report, unreadable[0].reason)
    return _accept(channel, report.path, reports)


def _accept(channel: str, path: str, reports: Sequence[Receipt | Inbound | Unreadable]) -> Answer:
    """One thing that nobody can read is kept by itself: it costs none of the others."""
    accepted = 0
    for one in reports:
        if isinstance(one, Unreadable):
            accepted += _keep_unreadable(channel, path, json.dumps(one.entry, ensure_ascii=False), one.reason)
        else:
            accepted += intake.accept_report(one)
    return _answer(200, accepted=accepted, heard=len(reports))


def _nothing_readable(channel: str, report: Report, reason: str) -> Answer:
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


def _refuse(channel: str, reason: str, status: int, message: str) -> Answer:
    refused_requests.count(f"{PLUGIN_ID}.{channel}"[:64], reason)
    return _answer(status, error=message)


def _answer(status: int, **content: Any) -> Answer:
    return Answer(status, json.dumps(content, ensure_ascii=False))
