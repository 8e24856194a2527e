"""Ways to reach a maker. Each is a folder with a `send` function of the same shape."""

from __future__ import annotations

from collections.abc import Callable

from odop_notifications.channels import console, gateway
from odop_notifications.channels.message import Accepted, OutgoingMessage
from odop_notifications.settings import NotificationSettings

Send = Callable[[OutgoingMessage, NotificationSettings], Accepted]

CHANNELS: dict[str, Send] = {"console": console.send, "gateway": gateway.send}
