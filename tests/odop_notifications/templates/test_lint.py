from __future__ import annotations

from typing import Any

import pytest

from odop_core.plugin.configuration import parse_settings
from odop_notifications.models import Template
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import syntax
from odop_notifications.templates.lint import Registered, lint_template

SETTINGS = parse_settings(NotificationSettings, {"dlt_whitelist": "https://odop.example/a, 18001234567"})
GOOD = "ODOP Mart: order {order#alphanumeric#} has {quantity#numeric#} pieces. Please keep the goods packed and ready."


def codes(text: str = GOOD, channel: str = "sms", registered: Registered | None = None, **changes: Any) -> set[str]:
    """What stands in the way of a template."""
    values = {"occasion": "bought", "language": "en", "dlt_template_id": "1107160000000000001", **changes}
    problems = lint_template(Template(text=text, channel=channel, **values), SETTINGS, registered or {})
    return {problem.code for problem in problems if problem.blocks}


def test_a_good_template_has_no_problem() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  ", "empty"),
        (GOOD + " {colour#alphanumeric#}", "unknown_variable"),
        (GOOD.replace("#numeric#", "#digits#"), "unknown_tag"),
        (GOOD.replace("{quantity#numeric#}", "{quantity}"), "untagged"),
        (GOOD.replace("{quantity#numeric#}", "{ quantity }"), "braces"),
        (GOOD + " {name#alphanumeric#} {product#alphanumeric#}", "adjacent"),
        (GOOD + " {name#alphanumeric#} and {product#alphanumeric#}", "variables"),
        ("Order {order#alphanumeric#} of {quantity#numeric#}", "fixed_text"),
        (GOOD + " See https://elsewhere.example/a", "not_whitelisted"),
        (GOOD + " Call 98765 43210", "not_whitelisted"),
        (GOOD + " Call Mob.9876543210", "not_whitelisted"),
        (GOOD + " Call Mob-9876543210", "not_whitelisted"),
        (GOOD + " Call ९८७६५४३२१०", "not_whitelisted"),
        (GOOD + " See goo.gl/abc", "not_whitelisted"),
        (GOOD + " See youtu.be/abc", "not_whitelisted"),
        (GOOD + " See odop.store/abc", "not_whitelisted"),
        (GOOD + " See 103.21.58.10/app.apk", "not_whitelisted"),
        (GOOD + " Pay upi://pay?pa=x@ybl", "not_whitelisted"),
        (GOOD + " 2345 6789 0124", "aadhaar"),
    ],
)
def test_what_the_networks_reject_is_refused(text: str, code: str) -> None:
    assert code in codes(text)


def test_whitelisted_links_and_numbers_are_fine() -> None:
    assert codes(GOOD + " https://odop.example/a/help or 1800 123 4567") == set()


def test_three_variables_need_a_reason() -> None:
    text = GOOD + " These are the goods: {product#alphanumeric#}, to be collected from your workshop."

    assert codes(text) == {"variables"}
    assert codes(text, variables_reason="The supplier must know which goods.") == set()


def test_four_variables_need_special_approval() -> None:
    text = GOOD + " Goods: {product#alphanumeric#}. Dear {name#alphanumeric#}, we will collect them from your place."

    assert codes(text, variables_reason="x") == {"variables"}
    assert codes(text, specially_approved=True) == set()


@pytest.mark.parametrize(
    ("category", "header", "fits"),
    [
        ("service", "ODOPUP", True), ("service", "ODOP", True), ("service", "", True), ("service", "OD", False),
        ("service", "512345", False), ("promotional", "512345", True), ("promotional", "ODOPUP", False),
        ("promotional", "", False), ("promotional", "51234", False), ("transactional", "", True),
    ],
)  # fmt: skip
def test_headers_have_the_shape_of_their_category(category: str, header: str, fits: bool) -> None:
    assert ("header" not in codes(GOOD + " Reply STOP to opt out", category=category, header=header)) is fits


def test_promotional_messages_say_how_to_opt_out() -> None:
    assert codes(category="promotional", header="512345") == {"opt_out"}
    assert codes(GOOD + " Reply STOP to opt out", category="promotional", header="512345") == set()


def registered(content: str) -> Registered:
    """What is in force under the id of `codes`."""
    return {"1107160000000000001": {syntax.dlt_content(content): "bought en"}}


def test_id_of_another_registered_text_is_refused() -> None:
    assert codes(registered=registered("ODOP Mart: {order#alphanumeric#} was cancelled.")) == {"dlt_template_id"}


def test_id_of_the_same_registered_text_is_fine_whatever_its_variables_are_called() -> None:
    assert codes(registered=registered(GOOD.replace("{order#", "{product#"))) == set()


def test_id_of_no_registered_text_is_fine() -> None:
    assert codes(registered={"1107160000000000002": {"Another text": "cancelled en"}}) == set()


def test_all_problems_are_told_at_once() -> None:
    assert codes("{a}{b} 98765 43210", category="gossip", language="Hindi") >= {
        "unknown_variable", "untagged", "adjacent", "fixed_text", "not_whitelisted", "category", "language",
    }  # fmt: skip


@pytest.mark.parametrize("channel", ["", "whatsapp", "email", "voice", "gateway"])
def test_channels_without_dlt_have_its_rules_not(channel: str) -> None:
    assert codes("{name} {product} {quantity} {order} 98765 43210", channel) == set()
    assert codes("{colour} {name#digits#}", channel) == {"unknown_variable", "unknown_tag"}


def test_an_sms_that_is_not_registered_yet_is_only_warned_of() -> None:
    # when
    problems = lint_template(Template(occasion="bought", channel="sms", language="en", text=GOOD), SETTINGS)

    # then
    assert [(problem.code, problem.blocks) for problem in problems] == [("unregistered", False)]
