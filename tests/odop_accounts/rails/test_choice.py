"""Which rail an amount takes."""

from __future__ import annotations

import pytest

from odop_accounts.rails.choice import BANK_FILE, RailChoice, choose_rail, read_rail_table
from odop_accounts.rails.port import Mode
from odop_accounts.rails.settings import NEEDED
from odop_accounts.settings import AccountsSettings
from odop_core.plugin.configuration import BadPluginSettings, check_settings, parse_settings

KEYS = {
    "razorpayx_key_id": "rzp_live_1DP5mmOlF5G5ag", "razorpayx_key_secret": "a-long-secret",
    "razorpayx_account_number": "7878780080316316", "cashfree_client_id": "CF10023ABC",
    "cashfree_client_secret": "a-long-secret",
}  # fmt: skip
TABLE = """
    2,00,000  razorpayx imps
    5,00,000  Cashfree NEFT
    ₹10,00,000/- razorpayx RTGS
    rest bank_file
"""


@pytest.mark.parametrize(
    ("rupees", "choice"),
    [
        (1, RailChoice("razorpayx", Mode.IMPS)),
        (200_000, RailChoice("razorpayx", Mode.IMPS)),
        (200_001, RailChoice("cashfree", Mode.NEFT)),
        (500_001, RailChoice("razorpayx", Mode.RTGS)),
        (1_000_001, RailChoice(BANK_FILE)),
    ],
)
def test_the_amount_says_which_rail(rupees: int, choice: RailChoice) -> None:
    assert choose_rail(rupees * 100, read_rail_table(TABLE)) == choice


def test_what_no_line_carries_goes_by_bank_file() -> None:
    assert choose_rail(10, read_rail_table("rest razorpayx NEFT")) == RailChoice(BANK_FILE)
    assert choose_rail(3_000_00, read_rail_table("2000 cashfree IMPS")) == RailChoice(BANK_FILE)
    assert choose_rail(3_000_00, read_rail_table("")) == RailChoice(BANK_FILE)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("200000 paypal IMPS", "not understood"),
        ("200000 razorpayx", "not understood"),
        ("200000 razorpayx UPI", "not understood"),
        ("200000 bank_file NEFT", "not understood"),
        ("200000 razorpayx IMPS now", "not understood"),
        ("many razorpayx IMPS", "rupees"),
        ("0 razorpayx IMPS", "smaller amounts first"),
        ("200000 razorpayx IMPS\n100000 cashfree IMPS", "smaller amounts first"),
        ("rest razorpayx NEFT\n200000 cashfree IMPS", "smaller amounts first"),
        ("rest razorpayx IMPS", "at most ₹5,00,000"),
        ("600000 razorpayx IMPS", "at most ₹5,00,000"),
        ("rest razorpayx RTGS", "₹2,00,000.00 and more"),
    ],
)
def test_a_table_that_promises_what_cannot_be_is_refused(table: str, says: str) -> None:
    with pytest.raises(BadPluginSettings, match=says):
        parse_settings(AccountsSettings, {"payout_rails": table})


@pytest.mark.parametrize("rail", ["razorpayx", "cashfree"])
def test_a_rail_without_its_keys_is_not_chosen(rail: str) -> None:
    # given
    chosen = {"payout_rails": f"200000 {rail} IMPS"}

    # when
    with pytest.raises(BadPluginSettings) as refused:
        check_settings(AccountsSettings, chosen)

    # then
    assert refused.value.by_field.keys() == {*NEEDED[rail]}
    check_settings(AccountsSettings, {**chosen, **KEYS})


def test_keys_that_are_gone_stop_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.delenv("ODOP_RAZORPAYX_KEY_ID", raising=False)

    # when
    settings = parse_settings(AccountsSettings, {"payout_rails": "200000 razorpayx IMPS"})

    # then
    assert settings.commission_gst_bp == 1800


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("razorpayx_key_id", "my key"),
        ("razorpayx_key_secret", "with blank "[:4]),
        ("razorpayx_account_number", "78 78"),
        ("cashfree_client_id", "CF 1"),
        ("cashfree_client_secret", "päss"),
        ("cashfree_base_url", "api.cashfree.com"),
    ],
)
def test_keys_that_cannot_be_right_are_refused_at_once(field: str, value: str) -> None:
    with pytest.raises(BadPluginSettings) as refused:
        parse_settings(AccountsSettings, {field: value})
    assert field in refused.value.by_field
