"""The example of a gateway's description in the documentation is one that can be saved, and works."""

from __future__ import annotations

import json
import re
from pathlib import Path

from odop_notifications.channels import sms
from odop_notifications.channels.sms import inbound
from tests.gateway import Gateway, answer
from tests.odop_notifications.channels.samples import message, read, report, settings

PAGE = Path(__file__).parents[3] / "docs" / "plugins" / "channels.md"


def test_example_of_a_gateway_works(gateway: Gateway) -> None:
    # given
    (example,) = re.findall(r"```json gateway\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    base = gateway.url.removesuffix("/messages")
    configured = settings(sms_preset="own", sms_gateway=example, sms_key="key", sms_base_url=base)
    gateway.answers.append(answer(200, b'{"status": "queued", "data": [{"messageId": "theirs-1"}]}'))
    reported = {
        "reports": [
            {"messageId": "theirs-1", "reference": "m-1", "state": "DELIVRD", "doneAt": "2026-11-20T10:00:00+05:30"}
        ]
    }

    # when
    accepted = sms.send_message(message(), configured)
    (receipt,) = read(inbound, report("receipt", json.dumps(reported).encode()), configured)

    # then
    assert gateway.posts[0].json["reference"] == message().key
    assert accepted.gateway_id == receipt.gateway_id == "theirs-1"
    assert (receipt.status, receipt.message_key) == ("delivered", "m-1")
    assert sms.recognises_repeats(configured)
