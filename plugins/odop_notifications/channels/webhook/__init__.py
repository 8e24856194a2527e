"""The webhook channel: one signed HTTP POST to a system of the supplier's own, or of a partner who acts for them.

It needs an endpoint of the supplier (see `suppliers/endpoints.py`); a message's address is `supplier:<id>`. The body is
the same as that of the `gateway` channel without name and number, signed as Standard Webhooks has it, with both secrets
while one is being replaced. The supplier may answer at `webhook/<supplier>`, signed in the same way.
"""

from __future__ import annotations

import json

from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security import http, signatures
from odop_notifications.gateways.message import Accepted, NotTheChannel, OutgoingMessage, RefusedHere
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import endpoints

GONE = 410


def send_message(message: OutgoingMessage, _settings: NotificationSettings) -> Accepted:
    """Raises NotTheChannel for every refusal but 410, as Standard Webhooks asks: owners mend theirs and want it then.

    PermanentFailure for 410; RefusedHere for an endpoint that is off, or whose address must not be reached.
    """
    endpoint = endpoints.find_usable_endpoint(message.address)
    body = _body(message)
    headers = signatures.sign_headers(endpoints.signing_secrets(endpoint), message.key, body)
    try:
        answered = http.send_request("POST", endpoint.url, body, {**headers, "content-type": "application/json"})
    except PermanentFailure as error:
        endpoints.note_failure(endpoint, str(error))
        raise RefusedHere(str(error)) from error
    except TemporaryFailure as error:
        endpoints.note_failure(endpoint, str(error))
        raise NotTheChannel(str(error), error.retry_after) from error
    said = f"The endpoint of supplier {endpoint.supplier_id} answered {answered.status}."
    if answered.is_success:
        endpoints.note_success(endpoint)
        return Accepted(message.key, {"status": answered.status})
    if answered.status == GONE:
        endpoints.disable_endpoint(endpoint, "It answered 410: its owner wants no more messages.")
        raise PermanentFailure(said)
    endpoints.note_failure(endpoint, said)
    raise NotTheChannel(said, answered.retry_after)


def recognises_repeats(_settings: NotificationSettings) -> bool:
    """By `webhook-id`, as Standard Webhooks asks of whoever receives."""
    return True


def _body(message: OutgoingMessage) -> bytes:
    content = {
        "type": f"odop.{message.occasion}",
        "id": message.key,
        "order": message.order_number,
        "language": message.language,
        "text": message.text,
        "variables": message.template.variables if message.template else {},
    }
    return json.dumps(content, ensure_ascii=False).encode()
