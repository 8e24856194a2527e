"""Who has a username writes without a telephone number; what is no answer is handed to a person with its words.

The shapes are those of Meta's references ("Business-scoped user IDs", updated 2026-11-05; "System messages", updated
2026-08-11; "Edit" and "Revoke messages", 2026), as in the test data of nyaruka/courier (pull request 1094,
hello_from_bsuid.json), where such messages had been dropped and answered 200.
"""

from __future__ import annotations

from typing import Any

import pytest

from odop_notifications.channels.whatsapp import inbound
from odop_notifications.gateways.http_report import Unreadable
from tests.odop_notifications.channels.samples import PHONE, read
from tests.odop_notifications.channels.whatsapp.test_inbound import BUTTON, OURS, STATUS, TEXT, reported

USER = "IN.13491208655302741918"
HIDDEN = {"from_user_id": USER, **{name: value for name, value in TEXT.items() if name != "from"}}


def heard(**message: Any) -> Any:
    (one,) = read(inbound, reported(messages=[{**TEXT, **message}]), OURS)
    return one


@pytest.mark.parametrize("hidden", [HIDDEN, {**HIDDEN, "from": ""}, {**HIDDEN, "from": None}, {**TEXT, "from": USER}])
def test_without_a_number_the_user_id_is_who_wrote(hidden: dict[str, Any]) -> None:
    # when
    (reply,) = read(inbound, reported(messages=[hidden]), OURS)

    # then
    assert (reply.address, reply.user_id, reply.text, reply.for_person) == (USER, USER, "हाँ", "")


def test_button_without_a_number_answers_its_message() -> None:
    # given
    hidden = {**BUTTON, "from_user_id": USER, "from": ""}

    # when
    (reply,) = read(inbound, reported(messages=[hidden]), OURS)

    # then
    assert (reply.address, reply.text, reply.in_reply_to) == (USER, "ready", "wamid.OURS")


def test_with_both_the_number_is_who_wrote() -> None:
    # when
    reply = heard(from_user_id=USER)

    # then
    assert (reply.address, reply.user_id) == (PHONE, USER)


@pytest.mark.parametrize("nobody", ["", "IN.", "in.123", "IN 123", "IN.12/3", "919876543210", 7, None])
def test_what_is_no_user_id_is_nobody(nobody: Any) -> None:
    # when
    (one,) = read(inbound, reported(messages=[{**HIDDEN, "from_user_id": nobody}]), OURS)

    # then
    assert isinstance(one, Unreadable)


def test_status_tells_whom_the_id_stands_for() -> None:
    # when
    (receipt,) = read(inbound, reported(statuses=[{**STATUS, "recipient_user_id": USER}]), OURS)

    # then
    assert receipt.user_id == USER


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("919876543210", PHONE),
        ("447911123456", "+447911123456"),
        ("6591234567", "+6591234567"),
        ("4520123456", "+4520123456"),
    ],
)
def test_number_is_read_with_its_countrys_code(written: str, number: str) -> None:
    """Ten digits are no Indian number here: Singapore's and Denmark's have as many with their code."""
    assert heard(**{"from": written}).address == number


@pytest.mark.parametrize(
    ("message", "text", "why"),
    [
        ({"type": "image", "image": {"id": "1", "caption": "taiyar hai"}}, "taiyar hai", "picture"),
        ({"type": "video", "video": {"id": "1", "caption": "haan"}}, "haan", "video"),
        ({"type": "document", "document": {"caption": "bill", "filename": "b.pdf"}}, "bill", "document"),
        ({"type": "document", "document": {"filename": "b.pdf"}}, "b.pdf", "document"),
        ({"type": "audio", "audio": {"id": "1"}}, "", "voice"),
        ({"type": "sticker", "sticker": {"id": "1"}}, "", "sticker"),
        ({"type": "reaction", "reaction": {"message_id": "wamid.OURS", "emoji": "👍"}}, "👍", "reaction"),
        ({"type": "reaction", "reaction": {"message_id": "wamid.OURS"}}, "", "reaction"),
        (
            {"type": "edit", "edit": {"original_message_id": "x", "message": {**TEXT, "text": {"body": "nahi"}}}},
            "nahi", "changed",
        ),
        ({"type": "revoke", "revoke": {"original_message_id": "x"}}, "", "taken back"),
        ({"type": "location", "location": {"name": "Chowk"}}, "Chowk", "place"),
        ({"type": "unsupported", "errors": [{"code": 131051, "title": "Unknown"}]}, "Unknown", "kind"),
        ({"type": "text", "text": {"body": "1"}, "context": {"forwarded": True}}, "1", "forwarded"),
        ({"type": "text", "text": {"body": "1"}, "context": {"frequently_forwarded": True}}, "1", "forwarded"),
    ],
    ids=lambda value: str(value.get("type")) if isinstance(value, dict) else None,
)  # fmt: skip
def test_what_is_no_answer_is_for_a_person_with_its_words(message: dict[str, Any], text: str, why: str) -> None:
    # when
    reply = heard(**message)

    # then
    assert reply.text == text
    assert why in reply.for_person


def test_reaction_is_about_its_message() -> None:
    assert heard(type="reaction", reaction={"message_id": "wamid.OURS", "emoji": "👍🏽"}).in_reply_to == "wamid.OURS"


def test_number_that_changed_is_told_with_the_new_one() -> None:
    # given
    notice = {
        "body": "User A changed from 919876543210 to 919000000001",
        "wa_id": "919000000001",
        "type": "user_changed_number",
    }

    # when
    reply = heard(type="system", system=notice)

    # then
    assert (reply.address, "notice" in reply.for_person) == (PHONE, True)
    assert reply.text.endswith("+919000000001")


def test_user_id_that_changed_is_told_of_whom_it_was() -> None:
    # given
    notice = {"body": "User A changed", "user_id": "IN.2", "previous_user_id": USER, "type": "user_changed_user_id"}

    # when
    (reply,) = read(
        inbound, reported(messages=[{**HIDDEN, "from_user_id": "", "type": "system", "system": notice}]), OURS
    )

    # then
    assert (reply.address, reply.text) == (USER, "User A changed")
