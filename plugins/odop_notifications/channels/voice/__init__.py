"""The voice channel: the supplier is called, hears what happened, and answers by pressing a key.

1 ready, 2 later, 3 cannot supply, 9 call me: the meaning of keys is in `texts`; here they are only passed on. It
needs a telephony chosen in the settings. One that speaks a text gets it as `{spoken}` or asks for it at `voice/say`;
one that plays recordings gets the address of the recording as `{prompt}`.
"""

from __future__ import annotations

from odop_notifications.channels import http_gateway
from odop_notifications.gateways.message import Accepted, OutgoingMessage
from odop_notifications.settings import NotificationSettings


def send_message(message: OutgoingMessage, settings: NotificationSettings) -> Accepted:
    """Raises TemporaryFailure, also while no telephony is set up yet, and PermanentFailure."""
    prompt = message.template.voice_prompt if message.template else ""
    values = http_gateway.phone_values(message.address) | {
        "text": message.text,
        "prompt": prompt,
        "spoken": spoken_text(message.text, prompt),
        "id": message.key,
        "language": message.language,
        "occasion": message.occasion,
        "order": message.order_number,
    }
    return http_gateway.hand_over_message("voice", message, settings, values)


def recognises_repeats(settings: NotificationSettings) -> bool:
    """If the gateway's description says so."""
    return http_gateway.recognises_repeats("voice", settings)


def spoken_text(text: str, prompt: str) -> str:
    """What is said aloud: the text, then what to press. A recording is played instead, so its address is not read."""
    return text if is_recording(prompt) else f"{text} {prompt}".strip()


def is_recording(prompt: str) -> bool:
    return prompt.startswith(("https://", "http://"))
