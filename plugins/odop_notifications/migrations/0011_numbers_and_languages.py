"""Whose number what nobody could attribute came from, and languages by code, for what was there before.

Row by row and in no transaction, so that nobody waits for it. It may run again, and a row that cannot be read (its
encryption key is gone) stays as it is.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from django.db import migrations

from odop_core.security import encryption
from odop_core.security.encryption import WrongEncryptionKey

logger = logging.getLogger(__name__)
OPEN = ("waiting", "claimed")


def digest(phone: str) -> str:
    """As `answers.senders` makes it."""
    digits = re.sub(r"\D", "", phone)
    return encryption.digest_text(f"phone:{digits[-10:]}") if len(digits) >= 10 else ""


def remember_numbers(apps: Any, _editor: Any) -> None:
    """Of what nobody could attribute, and of calls that are still to be made."""
    answer, call = (apps.get_model("odop_notifications", name) for name in ("Answer", "Call"))
    _remember(answer, "sender_digest")
    _remember(call, "phone_digest")
    for pk, mark in (
        call.objects.filter(state__in=OPEN).exclude(question=None).values_list("pk", "question__phone_digest")
    ):
        call.objects.filter(pk=pk).update(phone_digest=mark)


def _remember(model: Any, field: str) -> None:
    for pk in model.objects.filter(supplier_id=None, **{field: ""}).values_list("pk", flat=True).iterator():
        try:
            sender = model.objects.only("sender").get(pk=pk).sender
        except WrongEncryptionKey:
            logger.warning("%s %s cannot be read; by its number nobody finds it.", model.__name__, pk)
            continue
        model.objects.filter(pk=pk).update(**{field: digest(sender)})


def write_languages_by_code(apps: Any, _editor: Any) -> None:
    """What no code is known of stays as it was written; a call that then no operator speaks becomes a Hindi one."""
    from odop_notifications.calls.languages import DEFAULT, language_code_or_text

    operator, call = (apps.get_model("odop_notifications", name) for name in ("Operator", "Call"))
    spoken: set[str] = set()
    for row in operator.objects.only("languages"):
        codes = list(dict.fromkeys(map(language_code_or_text, row.languages)))
        operator.objects.filter(pk=row.pk).update(languages=codes)
        spoken |= set(codes) or {""}
    if spoken and "" not in spoken:
        unspoken = call.objects.filter(state="waiting", queue="operators").exclude(language__in=spoken)
        unspoken.update(language=DEFAULT)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("odop_notifications", "0010_last_failure_of_endpoints")]
    operations = [
        migrations.RunPython(remember_numbers, migrations.RunPython.noop),
        migrations.RunPython(write_languages_by_code, migrations.RunPython.noop),
    ]
