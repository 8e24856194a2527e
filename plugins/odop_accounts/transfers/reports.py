"""What rails report to us: verified, accepted once, and a reason to ask.

A webhook may come twice, late, out of order or again after months, so nothing is recorded because of it: the rail is
asked what became of the transfer. Both hosts serve it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import Any

from odop_accounts.events import RailReported
from odop_accounts.rails import RAIL_NAMES, rail_of
from odop_accounts.rails.port import KEY, BadWebhook, TransferState, TransferStatus
from odop_accounts.settings import PLUGIN_ID, AccountsSettings
from odop_accounts.transfers import look_ups, news
from odop_core.plugin.configuration import BadPluginSettings, load_settings
from odop_core.queue import inbox
from odop_core.retry import PermanentFailure
from odop_core.security.foreign_text import mask_text
from odop_core.security.signatures import BadSignature
from odop_core.web import refused_requests

logger = logging.getLogger(__name__)
SIZE_LIMIT = 64 * 1024
LONGEST_KEY = 40


def receive_report(rail: str, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
    """Returns the HTTP status and answer. A genuine report is kept even if nobody can make sense of it."""
    if rail not in RAIL_NAMES:
        return 404, {"error": "There is no such payout rail."}
    if len(body) > SIZE_LIMIT:
        refused_requests.count_refusal(PLUGIN_ID, "oversized")
        return 413, {"error": f"A report may have at most {SIZE_LIMIT} bytes."}
    digest = hashlib.sha256(body).hexdigest()
    key = f"rail:{rail}:{digest}"
    lowered = {name.lower(): value for name, value in headers.items()}
    try:
        status = rail_of(rail, load_settings(AccountsSettings)).parse_webhook(lowered, body)
    except BadPluginSettings as error:
        refused_requests.count_refusal(PLUGIN_ID, "not-set-up")
        return 503, {"error": str(error)}
    except BadSignature as error:
        refused_requests.count_refusal(PLUGIN_ID, error.reason)
        return 401, {"error": str(error)}
    except BadWebhook as error:
        reason = f"Not a report we know: {error}"
        inbox.announce_unreadable(RailReported, "", body.decode("utf-8", "replace"), reason, key=key)
        return 202, {"accepted": False, "error": reason}
    if status is None:
        return 200, {"accepted": False}
    named = status.key if KEY.fullmatch(status.key) else mask_text(status.key, LONGEST_KEY)
    event = RailReported(
        rail=rail, key=named, state=status.state.value, amount_paise=status.amount_paise,
        digest=digest[:32],
    )  # fmt: skip
    return 200, {"accepted": inbox.announce(event, key=key, name=status.state.value)}


def on_rail_report(event: RailReported) -> None:
    """Asks the rail. A transfer that is none of ours is given up, for staff to see; another amount is an issue of the
    payout."""
    told = TransferStatus(event.key, TransferState(event.state), event.amount_paise)
    try:
        news.check_amount(news.find_payout(event.rail, event.key), told)
    except news.ForeignTransfer as error:
        raise PermanentFailure(str(error)) from error
    except news.OtherAmount as error:  # it stands on the payout now
        logger.error("%s", error)
        return
    look_ups.ask_now(event.rail, event.key, f"told:{event.digest}")
