"""What a merchant sets of payout rails: which one carries what amount, and the keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from odop_accounts.rails.choice import read_rail_table
from odop_accounts.rails.public_key import read_public_key
from odop_core.plugin.configuration import SigningSecret, WebAddress


def _matching(pattern: str, looks_like: str) -> Callable[[str], str]:
    """Blanks around a pasted value are left out."""

    def check(text: str) -> str:
        text = text.strip()
        if text and not re.fullmatch(pattern, text):
            raise ValueError(f"it looks like {looks_like}.")
        return text

    return check


def _public_key(text: str) -> str:
    if text.strip():
        read_public_key(text)
    return text.strip()


def _table(text: str) -> str:
    read_rail_table(text)
    return text


# What a rail cannot be used without.
NEEDED = {
    "razorpayx": ("razorpayx_key_id", "razorpayx_key_secret", "razorpayx_account_number"),
    "cashfree": ("cashfree_client_id", "cashfree_client_secret"),
}


class RailSettings(BaseModel):
    """Keys may be empty until a rail is used; `odop_doctor` asks each rail of the table whether they work."""

    def find_missing(self) -> dict[str, str]:
        used = {row.choice.rail for row in read_rail_table(self.payout_rails)}
        needed = [name for rail in sorted(used & NEEDED.keys()) for name in NEEDED[rail]]
        return {name: "payouts go by this rail: fill this in." for name in needed if not getattr(self, name)}

    payout_rails: Annotated[str, AfterValidator(_table)] = Field(
        "",
        title="Payout rails",
        description=(
            "Which rail sends a payout, by its amount: one line each with the most it carries in rupees, the rail "
            "(razorpayx, cashfree, bank_file) and the mode (IMPS, NEFT, RTGS), such as '200000 razorpayx IMPS'; 'rest' "
            "for all above. Empty: everything by bank file."
        ),
        json_schema_extra={"multiline": True},
    )
    payout_narration: Annotated[str, AfterValidator(_matching(r"[A-Za-z0-9 ]{1,15}", "ODOP Mart"))] = Field(
        "ODOP Mart",
        title="Words in the supplier's bank statement",
        description="At most 15 letters, digits and blanks; the payout's number follows.",
    )
    razorpayx_key_id: Annotated[str, AfterValidator(_matching(r"rzp_(?:live|test)_\w{6,40}", "rzp_live_…"))] = Field(
        "env:ODOP_RAZORPAYX_KEY_ID",
        title="RazorpayX: key id",
        description="From the RazorpayX dashboard, Developer Controls, API Keys.",
        json_schema_extra={"given_out": True},
    )
    razorpayx_key_secret: Annotated[str, AfterValidator(_matching(r"[!-~]{8,128}", "at least 8 letters"))] = Field(
        "env:ODOP_RAZORPAYX_KEY_SECRET",
        title="RazorpayX: key secret",
        description="Belongs to the key id. 'env:NAME' reads it from the environment.",
        json_schema_extra={"secret": True},
    )
    razorpayx_account_number: Annotated[str, AfterValidator(_matching(r"[A-Za-z0-9]{5,40}", "7878780080316316"))] = (
        Field(
            "env:ODOP_RAZORPAYX_ACCOUNT_NUMBER",
            title="RazorpayX: account number",
            description="The shop's own account that payouts are made from, as the RazorpayX dashboard shows it.",
            json_schema_extra={"given_out": True},
        )
    )
    razorpayx_webhook_secret: SigningSecret = Field(
        "env:ODOP_RAZORPAYX_WEBHOOK_SECRET",
        title="RazorpayX: webhook secret",
        description="What you typed as the secret when you added the webhook in the RazorpayX dashboard.",
        json_schema_extra={"secret": True},
    )
    razorpayx_base_url: WebAddress = Field(
        "https://api.razorpay.com/v1", title="RazorpayX: address", description="Of its API; leave it as it is."
    )
    cashfree_client_id: Annotated[str, AfterValidator(_matching(r"[A-Za-z0-9_]{6,64}", "CF123ABC…"))] = Field(
        "env:ODOP_CASHFREE_CLIENT_ID",
        title="Cashfree: client id",
        description="Of Payouts, not of the payment gateway: Payouts dashboard, Developers, API Keys.",
        json_schema_extra={"given_out": True},
    )
    cashfree_client_secret: Annotated[str, AfterValidator(_matching(r"[!-~]{8,128}", "at least 8 letters"))] = Field(
        "env:ODOP_CASHFREE_CLIENT_SECRET",
        title="Cashfree: client secret",
        description="Belongs to the client id; Cashfree's webhooks are signed with it, too.",
        json_schema_extra={"secret": True},
    )
    cashfree_public_key: Annotated[str, AfterValidator(_public_key)] = Field(
        "env:ODOP_CASHFREE_PUBLIC_KEY",
        title="Cashfree: public key",
        description="Only where your server has no fixed address: Payouts dashboard, Developers, Two-Factor "
        "Authentication. Paste the whole key.",
        json_schema_extra={"secret": True},
    )
    cashfree_fundsource: Annotated[str, AfterValidator(_matching(r"\w{1,64}", "CASHFREE_1"))] = Field(
        "", title="Cashfree: fund source", description="Which account pays; empty for the usual one."
    )
    cashfree_base_url: WebAddress = Field(
        "https://api.cashfree.com/payout",
        title="Cashfree: address",
        description="Of its API; https://sandbox.cashfree.com/payout to try it out.",
    )
