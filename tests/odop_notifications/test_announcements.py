"""What the plugins announce is what notifications can say: no occasion, fact or template is missing on either side."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from odop_consignment import api as consignment
from odop_consignment.notification_requests import request_notification
from odop_core.queue import worker
from odop_logistics import api as logistics
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.templates import registry, syntax
from odop_notifications.templates.occasions import ENDPOINT_DISABLED, OCCASIONS
from tests.factories import supplier, switch

PLUGINS = Path(__file__).parents[2] / "plugins"
ANNOUNCED = {"odop_consignment": consignment.OCCASION_FACTS, "odop_logistics": logistics.OCCASION_FACTS}
CALLS = ("request_notification", "notification_requests.request_notification")
CASES = [(plugin, occasion) for plugin, occasions in ANNOUNCED.items() for occasion in occasions]


@pytest.mark.parametrize(("plugin", "occasion"), CASES)
def test_facts_given_are_the_variables_of_the_occasion(plugin: str, occasion: str) -> None:
    assert ANNOUNCED[plugin][occasion] | {"name"} == OCCASIONS[occasion].variables.keys()


@pytest.mark.django_db
@pytest.mark.parametrize(("plugin", "occasion"), CASES)
def test_every_announcement_becomes_words_in_both_languages(plugin: str, occasion: str) -> None:
    switch(PLUGIN_ID, channel="console")
    facts = {name: OCCASIONS[occasion].variables[name].sample for name in ANNOUNCED[plugin][occasion]}
    for language in ("hi", "en"):
        message = write_message(occasion, Recipient("Shabana", "x", language), facts, key=language)
        assert (message.state, message.language) == ("queued", language)


@pytest.mark.parametrize("plugin", ANNOUNCED)
def test_requests_name_occasions_that_are_declared_with_their_facts(plugin: str) -> None:
    """`request_notification` itself refuses others, but only when it is called."""
    known, found = ANNOUNCED[plugin], set()
    for file in (PLUGINS / plugin).rglob("*.py"):
        for call in _requests(ast.parse(file.read_text(encoding="utf-8"))):
            facts = {word.arg for word in call.keywords} - {"key", "subject", "sale"}
            occasion = str(call.args[1].value) if isinstance(call.args[1], ast.Constant) else None
            same = [name for name, wanted in known.items() if wanted == facts and occasion in (name, None)]
            assert same, f"{file.name} requests {occasion} {facts}"
            found.update(same)
    assert found == known.keys()


def _requests(module: ast.Module) -> list[ast.Call]:
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and len(node.args) >= 2]
    return [call for call in calls if ast.unparse(call.func) in CALLS]


def test_nobody_announces_a_message_in_another_way() -> None:
    """Whoever makes the event is `request_notification` of a plugin, or notifications itself."""
    files = {
        f"{file.relative_to(PLUGINS)}"
        for file in PLUGINS.rglob("*.py")
        if file.relative_to(PLUGINS).parts[0] not in ("odop_core", "odop_notifications")
        and re.search(r"NotificationRequested\(", file.read_text("utf-8"))
    }
    assert files == {
        "odop_consignment/notification_requests.py", "odop_logistics/pickups/notification_requests.py",
    }  # fmt: skip
    assert OCCASIONS[ENDPOINT_DISABLED].variables.keys() == {"name", "link", "reason"}


def test_every_variable_of_a_template_has_a_sample() -> None:
    for template in registry.read_shipped_templates():
        known = OCCASIONS[template.occasion].variables
        assert {used.name for used in syntax.find_variables(template.text)} <= known.keys()


@pytest.mark.django_db
def test_what_is_announced_of_goods_reaches_their_supplier() -> None:
    # given
    switch(PLUGIN_ID, channel="console")
    shabana = supplier("Shabana", language="en")

    # when
    request_notification(
        shabana.id, "shelf_over", key="shelf_over:1", subject="lot:1", product="kurta", quantity="3", date="01/11/2026"
    )
    worker.run_due()

    # then
    message = Message.objects.get(supplier_id=shabana.id)
    assert (message.state, message.subject) == ("sent", "lot:1")
    assert "not sold by the day agreed (01/11/2026): kurta, pieces: 3." in message.text
