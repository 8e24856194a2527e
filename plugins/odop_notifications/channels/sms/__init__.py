"""The SMS channel: any gateway that takes messages over HTTP, described as data (see `http_gateway.py`).

It needs a gateway chosen in the settings: a preset of this folder or the merchant's own description. For India the
template must carry what DLT asks for (entity, header, template id); the gateway refuses a message without.
"""

from __future__ import annotations

from odop_notifications.channels import http_gateway
from odop_notifications.gateways import sms_parts
from odop_notifications.gateways.message import Accepted, NotTheChannel, OutgoingMessage, TemplateInfo
from odop_notifications.settings import NotificationSettings

NO_TEMPLATE = TemplateInfo(category="")


def send_message(message: OutgoingMessage, settings: NotificationSettings) -> Accepted:
    """Raises TemporaryFailure, also while the gateway is not set up yet, and PermanentFailure."""
    template = message.template or NO_TEMPLATE
    is_unicode = sms_parts.measure_text(message.text).encoding != sms_parts.GSM7
    values = http_gateway.phone_values(message.address) | {
        "text": message.text,
        "header": template.header,
        "entity_id": template.entity_id,
        "template_id": template.dlt_template_id,
        "gateway_template_id": _gateway_template_id(template, settings),
        "unicode": "1" if is_unicode else "0",
        "encoding": "unicode" if is_unicode else "plain",
        "id": message.key,
        "language": message.language,
        "occasion": message.occasion,
        "order": message.order_number,
    }
    return http_gateway.hand_over_message("sms", message, settings, values)


def recognises_repeats(settings: NotificationSettings) -> bool:
    """If the gateway's description says so."""
    return http_gateway.recognises_repeats("sms", settings)


def _gateway_template_id(template: TemplateInfo, settings: NotificationSettings) -> str:
    """The gateway's own id of a template, for gateways that have one. Raises NotTheChannel if nobody told it: templates
    that are known go out meanwhile."""
    request = http_gateway.chosen_gateway("sms", settings).request
    if "gateway_template_id" not in request.placeholders():
        return ""
    known = dict(_pair(line) for line in settings.sms_template_ids.splitlines() if "=" in line)
    if template.dlt_template_id not in known:
        title, asked = type(settings).model_fields["sms_template_ids"].title, template.dlt_template_id or "(none)"
        raise NotTheChannel(f"Say in {title!r} which of the gateway's templates is DLT template {asked}.")
    return known[template.dlt_template_id]


def _pair(line: str) -> tuple[str, str]:
    ours, _, theirs = line.partition("=")
    return ours.strip(), theirs.strip()
