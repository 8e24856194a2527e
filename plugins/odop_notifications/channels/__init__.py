"""The channels by which a supplier can be reached: a folder each, of the shape that `port.py` describes.

A channel whose gateway sends reports has an `inbound.py` as well.
"""

from __future__ import annotations

from odop_notifications.channels import console, email, gateway, sms, voice, webhook, whatsapp
from odop_notifications.channels.port import Channel

CHANNELS: dict[str, Channel] = {
    "console": console,
    "email": email,
    "gateway": gateway,
    "sms": sms,
    "voice": voice,
    "webhook": webhook,
    "whatsapp": whatsapp,
}
