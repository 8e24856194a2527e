"""A gateway that is used over HTTP, described as data. Ready descriptions are in `channels/<channel>/presets/`.

A description says how a message is handed over (`request`, `answer`), how the gateway proves itself when it reports to
us (`verification`), and what it then says (`receipt`, `inbound`); a telephony also how two people are `connect`ed.
"""

from __future__ import annotations

from functools import lru_cache

from pydantic import ValidationError

from odop_notifications.gateways.http_report import InboundMapping, ReceiptMapping, Verification
from odop_notifications.gateways.http_request import AnswerTemplate, Data, RequestTemplate

# What a request may ask for; the setting behind it, where the merchant has to fill it in.
OF_MERCHANT = {"account": "account", "key": "API key", "token": "API token", "sender": "number shown", "flow": "flow"}
OF_MESSAGE = {
    "base", "callback", "encoding", "entity_id", "gateway_template_id", "header", "id", "language", "occasion", "order",
    "prompt", "spoken", "template_id", "text", "to", "to_digits", "to_national", "unicode", "variables",
}  # fmt: skip
OF_CONNECTION = {"operator", "supplier", "id", "base", "callback"}


class Gateway(Data):
    """`source` says where the description was taken from, when, and what could not be verified.

    `recognises_repeats`: it takes an `{id}` it has seen before without sending again.
    """

    title: str
    source: str = ""
    base: str = ""
    request: RequestTemplate
    answer: AnswerTemplate = AnswerTemplate()
    recognises_repeats: bool = False
    connect: RequestTemplate | None = None
    connect_answer: AnswerTemplate = AnswerTemplate()
    verification: Verification = Verification()
    receipt: ReceiptMapping | None = None
    inbound: InboundMapping | None = None


def read_gateway(text: str) -> Gateway:
    """A merchant's own description. Raises ValueError, saying what is wrong with it."""
    return _read(text)


@lru_cache(maxsize=16)
def _read(text: str) -> Gateway:
    try:
        gateway = Gateway.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the description"
        raise ValueError(f"{where}: {first['msg']}") from None
    _check_placeholders(gateway.request, OF_MESSAGE | OF_MERCHANT.keys())
    if gateway.connect:
        _check_placeholders(gateway.connect, OF_CONNECTION | OF_MERCHANT.keys())
    return gateway


def _check_placeholders(request: RequestTemplate, names: set[str]) -> None:
    if unknown := request.placeholders() - names:
        raise ValueError(f"nothing fills {{{sorted(unknown)[0]}}}; there are {', '.join(sorted(names))}.")
