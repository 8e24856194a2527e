"""Using the gateway a merchant chose for SMS or calls: a preset of the channel's folder, or their own description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from odop_core.india.phones import INDIA
from odop_core.retry import TemporaryFailure
from odop_notifications.gateways import http_request
from odop_notifications.gateways.http_gateway import OF_MERCHANT, Gateway, read_gateway
from odop_notifications.gateways.http_report import MESSAGE
from odop_notifications.gateways.http_request import AnswerTemplate, RequestTemplate
from odop_notifications.gateways.message import Accepted, OutgoingMessage
from odop_notifications.settings import NotificationSettings, addresses

FOLDER = Path(__file__).parent
Channel = Literal["sms", "voice"]


@lru_cache(maxsize=8)
def read_preset(channel: Channel, name: str) -> Gateway:
    return read_gateway((FOLDER / channel / "presets" / f"{name}.json").read_text(encoding="utf-8"))


def chosen_gateway(channel: Channel, settings: NotificationSettings) -> Gateway:
    """Raises TemporaryFailure while none is chosen: messages wait for that."""
    name = getattr(settings, f"{channel}_preset")
    own = getattr(settings, f"{channel}_gateway")
    if name == "own" and own:
        return read_gateway(own)
    if name in ("", "own"):
        missing = _title(settings, f"{channel}_gateway" if name else f"{channel}_preset")
        raise TemporaryFailure(f"No {channel} gateway is set up: fill in {missing!r} in the plugin's settings.")
    return read_preset(channel, name)


def hand_over_message(
    channel: Channel, message: OutgoingMessage, settings: NotificationSettings, values: Mapping[str, str]
) -> Accepted:
    """Raises TemporaryFailure, naming what is not filled in yet, and what `http_request.make_request` raises."""
    gateway = chosen_gateway(channel, settings)
    return _ask(channel, settings, gateway, gateway.request, gateway.answer, values, _variables(message))


def connect_numbers(channel: Channel, settings: NotificationSettings, values: Mapping[str, str]) -> Accepted:
    """Call two people and put them through. Raises like `hand_over_message`."""
    gateway = chosen_gateway(channel, settings)
    if gateway.connect is None:
        raise TemporaryFailure(f"{gateway.title} cannot put two people through: its description has no 'connect'.")
    return _ask(channel, settings, gateway, gateway.connect, gateway.connect_answer, values, ())


def _ask(
    channel: Channel, settings: NotificationSettings, gateway: Gateway, request: RequestTemplate,
    answer: AnswerTemplate, values: Mapping[str, str], variables: Iterable[str],
) -> Accepted:  # fmt: skip
    needed = request.placeholders()
    merchants = {name: str(getattr(settings, _setting(channel, name), "")) for name in OF_MERCHANT}
    if missing := [name for name in OF_MERCHANT if name in needed and not merchants[name]]:
        titles = ", ".join(repr(_title(settings, _setting(channel, name))) for name in missing)
        raise TemporaryFailure(f"{gateway.title} is not set up: fill in {titles} in the plugin's settings.")
    ours = {
        "base": getattr(settings, f"{channel}_base_url").rstrip("/") or gateway.base,
        "callback": callback_address(channel, settings, gateway, values["id"]) if "callback" in needed else "",
    }
    return http_request.make_request(
        http_request.prepare_request(request, {**values, **merchants, **ours}, variables), answer
    )


def callback_address(channel: Channel, settings: NotificationSettings, gateway: Gateway, key: str) -> str:
    """Where a gateway reports on a message; "" while nobody has said where we are, or set the secret it must carry.

    The message's key is in the address, and the secret if that is how this gateway proves itself.
    """
    secret = getattr(settings, f"{channel}_webhook_secret")
    if not secret:
        return ""
    verification = gateway.verification
    secrets = {verification.name: secret} if verification.kind == "query" else {}
    return addresses.public_address(settings, f"{channel}/receipt", {**secrets, MESSAGE: key})


def _setting(channel: Channel, name: str) -> str:
    return f"{channel}_caller_id" if name == "sender" else f"{channel}_{name}"


def _title(settings: NotificationSettings, name: str) -> str:
    return type(settings).model_fields[name].title or name


def _variables(message: OutgoingMessage) -> Iterable[str]:
    return message.template.variables.values() if message.template else ()


def recognises_repeats(channel: Channel, settings: NotificationSettings) -> bool:
    """False while no gateway is chosen."""
    return is_gateway_chosen(channel, settings) and chosen_gateway(channel, settings).recognises_repeats


def is_gateway_chosen(channel: Channel, settings: NotificationSettings) -> bool:
    """Whether a gateway is chosen; what else it needs may still be missing."""
    try:
        chosen_gateway(channel, settings)
    except TemporaryFailure:
        return False
    return True


def phone_values(number: str) -> dict[str, str]:
    """An E.164 number as gateways want it: +91…, 91…, or (Indian) without the country's code."""
    digits = number.removeprefix("+")
    national = number.removeprefix(INDIA) if number.startswith(INDIA) else digits
    return {"to": number, "to_digits": digits, "to_national": national}
