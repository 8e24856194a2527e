"""Templates: those in force, previews, and new versions."""

from __future__ import annotations

from typing import Any

from odop_core.security.permissions import Permission
from odop_notifications.models import Template
from odop_notifications.settings import PLUGIN_ID
from tests import factories
from tests.storefront_schema.client import answer_to, ask, mutate, staff

DESK = staff(Permission.MANAGE_NOTIFICATIONS)
PREVIEW = """query($occasion: String!, $wording: MessageWordingInput, $facts: [MessageVariableInput!]) {
  messageTemplatePreview(occasion: $occasion, transport: "sms", language: "en", wording: $wording, variables: $facts) {
    text parts encoding cost { text } shortened problems { code field isBlocking } refusal
  }
}"""


def save(**given: Any) -> dict[str, Any]:
    wanted = {"occasion": "bought", "language": "en", **given}
    selection = "template { version isActive text dltContent createdBy { id } problems { code } transport category }"
    return mutate("messageTemplateUpsert", selection, DESK, input=("MessageTemplateUpsertInput!", wanted))


def test_templates_in_force_are_listed_with_what_is_missing() -> None:
    # given
    asked = """{ messageTemplates(where: {occasion: "reminder", transport: "sms", language: "en"}) {
      transport category dltContent problems { code text isBlocking } createdBy { kind }
    } }"""

    # when
    (template,) = ask(asked, DESK)["messageTemplates"]

    # then
    assert (template["transport"], template["category"], template["createdBy"]) == (
        "sms",
        "SERVICE",
        {"kind": "SYSTEM"},
    )
    assert "{#alphanumeric#}" in template["dltContent"]
    assert [(problem["code"], problem["isBlocking"]) for problem in template["problems"]] == [("unregistered", False)]


def test_every_occasion_tells_its_variables() -> None:
    # when
    occasions = ask("{ messageOccasions { name description variables { name sample } } }", DESK)["messageOccasions"]

    # then
    bought = next(one for one in occasions if one["name"] == "bought")
    assert {"name", "product", "quantity", "order"} <= {variable["name"] for variable in bought["variables"]}
    assert all(one["description"] for one in occasions)


def test_a_saved_wording_is_a_new_version_and_the_one_before_is_kept() -> None:
    # when
    saved = save(wording={"text": "Order {order}: {product}. Please pack it."})

    # then
    assert saved["errors"] == []
    assert saved["template"] == {
        "version": 2, "isActive": True, "text": "Order {order}: {product}. Please pack it.", "transport": None,
        "dltContent": saved["template"]["dltContent"], "createdBy": {"id": "user-9"},
        "problems": [], "category": "SERVICE",
    }  # fmt: skip
    history = 'messageTemplates(where: {occasion: "bought", transport: "", language: "en", includeHistory: true})'
    versions = ask(f"{{ {history} {{ version isActive }} }}", DESK)["messageTemplates"]
    assert versions == [{"version": 2, "isActive": True}, {"version": 1, "isActive": False}]


def test_each_problem_of_a_wording_is_an_error_of_its_own() -> None:
    # when
    refused = save(transport="sms", wording={"text": "{order} {product#nonsense#}", "header": "no header"})

    # then
    assert refused["template"] is None
    assert {error["field"] for error in refused["errors"]} == {"text", "header"}
    assert len(refused["errors"]) > 2
    assert Template.objects.filter(occasion="bought", channel="sms", language="en", version=2).count() == 0


def test_what_is_no_template_is_refused() -> None:
    for wrong in ({"transport": "pigeon"}, {"language": "englisch!"}, {"occasion": "birthday"}, {"language": "x" * 9}):
        assert save(wording={"text": "Hello {name}"}, **wrong)["errors"], wrong


def test_a_preview_tells_text_parts_cost_and_problems() -> None:
    # given
    factories.switch(PLUGIN_ID, prices="sms 25/part", dlt_required=False)

    # when
    text = "Order {order#alphanumeric#} was bought, please keep {quantity#numeric#} ready."
    preview = ask(PREVIEW, DESK, occasion="bought", wording={"text": text}, facts=[{"name": "order", "value": "1047"}])[
        "messageTemplatePreview"
    ]

    # then
    assert preview["text"].startswith("Order 1047 was bought, please keep ")
    assert (preview["parts"], preview["encoding"], preview["cost"]) == (1, "gsm7", {"text": "₹0.25"})
    assert [problem["code"] for problem in preview["problems"] if problem["isBlocking"]] == []


def test_a_preview_of_what_there_is_not_says_so() -> None:
    # when
    answer = answer_to(PREVIEW, DESK, occasion="birthday")

    # then
    assert "no occasion 'birthday'" in answer.messages[0]
