"""What Meta's error codes mean for a message: try again, wait until our account is mended, or give it up.

Codes not listed follow the HTTP status. Texts of errors are not repeated: they may hold the number.
"""

from __future__ import annotations

from typing import Any

from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security.http import Answer
from odop_notifications.gateways.http_request import ACCOUNT_REFUSED, value_at
from odop_notifications.gateways.message import NotTheChannel

# Meta is busy, or we were too fast.
PASSING = {
    1: "unknown error at Meta", 2: "Meta is down or overloaded", 4: "too many calls of our app",
    80007: "too many calls of our account", 130429: "messages sent too fast", 131000: "something went wrong at Meta",
    131016: "Meta is overloaded", 131057: "the account is in maintenance", 133004: "Meta's server is unavailable",
}  # fmt: skip
# The same, as far as this person's number goes.
PASSING_HERE = {131056: "too many messages to this number"}
# Nothing is wrong with the message; somebody has to see to our account.
OURS_TO_MEND = {
    0: "the access token is not valid", 3: "the access token lacks a permission", 10: "a permission was withdrawn",
    190: "the access token has run out", 368: "the account is blocked for breaking a policy",
    131005: "the access token lacks a permission", 131031: "the account is locked", 131042: "the payment method failed",
    131045: "the phone number is not registered", 131048: "too many messages were reported as spam",
    133010: "the phone number is not registered", 33: "the phone number id is wrong",
}  # fmt: skip
FINAL = {
    100: "the request has a wrong parameter", 130472: "the person is in an experiment of Meta's",
    130497: "this country is not allowed", 131008: "a parameter is missing", 131009: "a parameter is wrong",
    131021: "sender and recipient are the same", 131026: "it cannot be delivered: perhaps the number has no WhatsApp",
    131030: "the number is not on the list of test numbers", 131047: "the 24 hours are over: a template is needed",
    131049: "Meta held it back, not to send this person too much", 131050: "the person wants no such messages",
    131051: "unsupported kind of message", 132000: "the number of variables is not the template's",
    132001: "there is no such template in this language", 132005: "the filled-in template is too long",
    132007: "the template breaks a policy", 132012: "a variable is not formatted as the template has it",
    132015: "the template is paused", 132016: "the template is disabled",
}  # fmt: skip


def read_failure(answered: Answer, content: Any) -> Exception:
    """A 2xx answer without an id is in doubt: nobody knows whether the message was taken."""
    code = value_at(content, "error.code")
    code = code if isinstance(code, int) else -1
    if code in OURS_TO_MEND or 200 <= code <= 299:
        why = OURS_TO_MEND.get(code, "the access token lacks a permission")
        return TemporaryFailure(f"WhatsApp refuses our account ({code}): {why}.", answered.retry_after)
    if code in PASSING:
        return TemporaryFailure(f"WhatsApp: {PASSING[code]} ({code}).", answered.retry_after)
    if code in PASSING_HERE:
        return NotTheChannel(f"WhatsApp: {PASSING_HERE[code]} ({code}).", answered.retry_after)
    if code in FINAL:
        return PermanentFailure(f"WhatsApp: {FINAL[code]} ({code}).")
    if answered.status in ACCOUNT_REFUSED:
        return TemporaryFailure(f"WhatsApp refuses our account: it answered {answered.status}.", answered.retry_after)
    said = f"WhatsApp answered {answered.status}" + (f" with error {code}." if code >= 0 else ".")
    return InDoubt(said, answered.retry_after) if answered.is_success else answered.failure(said)


def error_in_words(code: Any) -> str:
    """Of a failure that a report tells."""
    known = PASSING | PASSING_HERE | OURS_TO_MEND | FINAL
    return f"{known.get(code, 'error')} ({code})" if isinstance(code, int) else ""
