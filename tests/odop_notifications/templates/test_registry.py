from __future__ import annotations

import re
from typing import Any

import pytest

from odop_core.plugin.configuration import parse_settings
from odop_notifications import api
from odop_notifications.models import Template
from odop_notifications.settings import NotificationSettings
from odop_notifications.templates import registry, syntax
from odop_notifications.templates.lint import TemplateRefused, lint_template
from odop_notifications.templates.occasions import OCCASIONS
from odop_notifications.templates.registry import Wording

pytestmark = pytest.mark.django_db
SHIPPED = registry.read_shipped_templates()


@pytest.mark.parametrize("template", SHIPPED, ids=str)
def test_shipped_templates_have_no_problem(template: Template) -> None:
    assert [
        problem for problem in lint_template(template, parse_settings(NotificationSettings, {})) if problem.blocks
    ] == []


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_every_occasion_is_shipped_in_hindi_and_english(occasion: str) -> None:
    shipped = {(row.channel, row.language) for row in SHIPPED if row.occasion == occasion}
    assert {(channel, language) for channel in ("", "sms") for language in ("hi", "en")} <= shipped


@pytest.mark.parametrize("template", [row for row in SHIPPED if row.channel == "sms"], ids=str)
def test_networks_accept_what_shipped_sms_say(template: Template) -> None:
    known = OCCASIONS[template.occasion].variables
    wrong = {used.name: syntax.wrong_value(known[used.name].sample, used.tag, []) for used in _used(template)}
    assert wrong == dict.fromkeys(wrong, "")


@pytest.mark.parametrize("template", SHIPPED, ids=str)
def test_a_wording_without_a_public_address_is_shipped_for_every_channel(template: Template) -> None:
    """Only a channel's own wording may hold a link to answer by."""
    assert template.channel in ("gateway", "email") or "answer_link" not in {used.name for used in _used(template)}


def _used(template: Template) -> list[syntax.Used]:
    return syntax.find_variables(template.text)


@pytest.mark.parametrize("template", SHIPPED, ids=str)
def test_hindi_and_english_use_the_same_variables(template: Template) -> None:
    (other,) = (
        row
        for row in SHIPPED
        if (row.occasion, row.channel) == (template.occasion, template.channel) and row.language != template.language
    )
    assert {used.name for used in syntax.find_variables(template.text)} == {
        used.name for used in syntax.find_variables(other.text)
    }


def test_shipped_templates_are_loaded_once_and_leave_changes_alone() -> None:
    # given
    registry.save_template("bought", "", "en", Wording("{name}, look!"))

    # when
    added = registry.load_shipped_templates()

    # then
    assert added == 0
    assert registry.find_template("bought", "voice", "en").text == "{name}, look!"  # type: ignore[union-attr]


def test_what_we_shipped_earlier_and_nobody_changed_follows_what_we_ship_now() -> None:
    # given
    Template.objects.filter(occasion="bought", channel="", language="en").update(text="Bought: {product}")
    Template.objects.filter(occasion="bought", channel="", language="hi").update(text="{product}", created_by="asha")

    # when
    added = registry.load_shipped_templates()

    # then
    texts = {row.language: (row.version, row.text) for row in registry.active_templates(occasion="bought", channel="")}
    assert added == 1
    assert texts["en"][0] == 2
    assert "were bought" in texts["en"][1]
    assert texts["hi"] == (1, "{product}")
    assert registry.load_shipped_templates() == 0


def test_a_wording_of_which_nothing_can_be_said_is_the_last_resort() -> None:
    facts = {"name": "Shabana", "product": "kurta", "quantity": "1", "order": "7"}

    with_link = registry.find_template("bought", "gateway", "en", facts | {"answer_link": "https://x.in/a"})
    without = registry.find_template("bought", "gateway", "en", facts | {"answer_link": ""})

    assert with_link
    assert "{answer_link}" in with_link.text
    assert without
    assert without.channel == ""
    assert registry.find_template("bought", "gateway", "en", {}).channel == "gateway"  # type: ignore[union-attr]


def test_a_channels_own_wording_comes_first() -> None:
    # given
    registry.save_template("bought", "voice", "hi", Wording("{name} जी"))

    # then
    assert registry.find_template("bought", "voice", "hi").channel == "voice"  # type: ignore[union-attr]
    assert registry.find_template("bought", "whatsapp", "hi").channel == ""  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["ur", "", "EN", "hi-IN"])
def test_language_nobody_wrote_for_falls_back_to_hindi(language: str) -> None:
    assert registry.find_template("bought", "gateway", language).language == "hi"  # type: ignore[union-attr]


def test_urdu_is_there_as_soon_as_it_is_written() -> None:
    # given
    registry.save_template("bought", "", "ur", Wording("{name}، آپ کا {product} فروخت ہوا"))

    # then
    assert registry.find_template("bought", "gateway", "ur").language == "ur"  # type: ignore[union-attr]


def test_a_change_is_a_new_version_and_the_old_one_is_kept() -> None:
    # when
    registry.save_template("bought", "", "en", Wording("{name}, look!"), by="staff")

    # then
    rows = Template.objects.filter(occasion="bought", channel="", language="en").order_by("version")
    assert [(row.version, row.active) for row in rows] == [(1, False), (2, True)]


def test_saving_what_is_in_force_changes_nothing() -> None:
    # given
    first = registry.save_template("bought", "", "en", Wording("{name}, look!", buttons=("READY",)))

    # when
    again = registry.save_template("bought", "", "en", Wording("{name}, look!", buttons=("READY",)))

    # then
    assert again.pk == first.pk


def test_a_template_with_problems_is_refused_with_all_of_them() -> None:
    with pytest.raises(TemplateRefused) as refused:
        registry.save_template("bought", "sms", "en", Wording("{colour}"))

    assert {problem.code for problem in refused.value.problems} == {"unknown_variable", "untagged", "fixed_text"}


def registering(text: str, occasion: str = "bought", dlt_template_id: str = "1107160000000000001") -> Template:
    return registry.save_template(occasion, "sms", "en", Wording(text, dlt_template_id=dlt_template_id))


WORDING = "ODOP Mart: order {order#alphanumeric#} was bought, please keep the goods packed and ready for us."
OTHER_WORDING = "ODOP Mart: quite another wording about order {order#alphanumeric#} than the one registered."


@pytest.mark.parametrize("occasion", ["bought", "cancelled"])
def test_another_text_under_the_same_dlt_id_is_refused(occasion: str) -> None:
    # given
    registering(WORDING)

    # when / then
    with pytest.raises(TemplateRefused, match=r"1107160000000000001 is another text \(bought en\)"):
        registering(OTHER_WORDING, occasion)


def test_the_same_registered_text_may_serve_two_occasions() -> None:
    # given
    registering(WORDING)

    # then
    assert registering(WORDING.replace("{order#", "{product#"), "reminder").active


def test_an_id_entered_with_the_wrong_text_is_free_once_that_text_has_none() -> None:
    # given
    registering(WORDING)
    registering(WORDING, dlt_template_id="")

    # then
    assert registering(OTHER_WORDING).active


def test_problems_of_many_templates_take_no_more_queries(django_assert_num_queries: Any) -> None:
    # given
    Template.objects.filter(channel="sms").update(dlt_template_id="1107160000000000001")

    # when
    with django_assert_num_queries(3):  # the settings, the templates, what is registered
        listed = api.list_templates(channel="sms")

    # then
    assert all("dlt_template_id" in {problem.code for problem in one.problems} for one in listed)


def test_sms_are_never_written_from_another_channels_wording() -> None:
    # given
    Template.objects.filter(channel="sms").update(active=False)

    # then
    assert registry.find_template("bought", "sms", "hi") is None


def test_shipped_texts_are_right_for_one_piece_and_for_many() -> None:
    """In Hindi even the verb would follow the product's gender: a number stands behind a colon, and nothing agrees."""
    # when
    counting = [template.text for template in SHIPPED if "{quantity" in template.text]

    # then
    assert len(counting) > 20
    assert [text for text in counting if not re.search(r"(?:pieces|pieces left|नग): \{quantity", text)] == []
