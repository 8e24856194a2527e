"""Ways to reach a maker. Each is a folder with a `send` function of the same shape.

Those whose gateways report to us have an `incoming.py` as well, shaped as `port.py` says.
"""

from __future__ import annotations

from collections.abc import Callable

from odop_notifications.channels import console, email, gateway, sms, voice, webhook, whatsapp
from odop_notifications.channels.message import Accepted, OutgoingMessage
from odop_notifications.settings import NotificationSettings

Send = Callable[[OutgoingMessage, NotificationSettings], Accepted]

CHANNELS: dict[str, Send] = {
    "console": console.send,
    "email": email.send,
    "gateway": gateway.send,
    "sms": sms.send,
    "voice": voice.send,
    "webhook": webhook.send,
    "whatsapp": whatsapp.send,
}
