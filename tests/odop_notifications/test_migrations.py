"""What was there before the newest migrations, after them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from odop_notifications.models import Answer, Call, Operator
from odop_notifications.suppliers import senders

pytestmark = pytest.mark.django_db
MIGRATION = import_module("odop_notifications.migrations.0011_numbers_and_languages")
PHONE = "+919876543210"


def answer(key: str) -> Answer:
    return Answer.objects.create(
        key=key, channel="sms", sender=PHONE, said_at=timezone.now(), meaning="unclear", effect="to_helpline"
    )


def test_numbers_are_remembered_and_an_unreadable_one_stops_nothing() -> None:
    # given
    torn, whole = answer("torn"), answer("whole")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE odop_notifications_answer SET sender = 'gAAAAtorn' WHERE id = %s", [torn.pk])

    # when
    MIGRATION.remember_numbers(apps, None)

    # then
    found = dict(Answer.objects.values_list("pk", "sender_digest"))
    assert found == {torn.pk: "", whole.pk: senders.digest_phone(PHONE)}


def test_languages_are_written_by_code_and_no_call_is_left_unspoken() -> None:
    # given
    Operator.objects.create(name="asha", languages=["Hindi", "hi", "Bhojpuri"])
    now = timezone.now()
    for language in ("bho", "ur"):
        Call.objects.create(
            key=language, reason="unanswered", language=language, due_at=now, rank_at=now, sla_due_at=now,
            created_at=now,
        )  # fmt: skip

    # when
    MIGRATION.write_languages_by_code(apps, None)

    # then
    assert Operator.objects.get().languages == ["hi", "bho"]
    assert dict(Call.objects.values_list("key", "language")) == {"bho": "bho", "ur": "hi"}
