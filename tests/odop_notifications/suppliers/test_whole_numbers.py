"""Numbers are compared with their country's code: the same last ten digits are another person's number.

The pair is one of many: numbers of Britain, the United States and Kazakhstan have ten digits behind their code, too.
"""

from __future__ import annotations

import pytest

from odop_notifications.gateways.http_report import make_inbound
from odop_notifications.inbound.replies import receive_reply
from odop_notifications.models import Call, UserId
from odop_notifications.suppliers.senders import digest_phone
from odop_notifications.templates.contacts import is_whitelisted
from tests.odop_notifications.questions import NOON, ask_supplier, sale_states

INDIAN = "+917911123456"
FOREIGN = ["+447911123456", "447911123456", "00447911123456", "+44 (0)7911 123456", "+17911123456", "+77911123456"]


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("foreign", FOREIGN[:4])
def test_number_of_another_country_answers_nothing(foreign: str) -> None:
    # given
    ask_supplier(phone=INDIAN)

    # when
    answer = receive_reply(make_inbound("sms", foreign, "3", "sms:1", at=NOON))

    # then
    assert (answer.question, answer.effect) == (None, "to_helpline")
    assert sale_states() == ["placed"]
    assert Call.objects.get().sender == "+447911123456"
    assert UserId.objects.count() == 0


@pytest.mark.parametrize("written", ["7911123456", "07911123456", "917911123456", "+91 79111 23456", "0091 7911123456"])
def test_indian_number_is_the_same_however_it_is_written(written: str) -> None:
    assert digest_phone(written) == digest_phone(INDIAN) != ""


@pytest.mark.parametrize("foreign", FOREIGN)
def test_number_of_another_country_is_another(foreign: str) -> None:
    assert digest_phone(foreign) != digest_phone(INDIAN)


@pytest.mark.parametrize("foreign", ["+44 7911 123456", "+1 7911123456"])
def test_number_of_another_country_is_not_whitelisted_by_ours(foreign: str) -> None:
    assert not is_whitelisted(foreign, [INDIAN])
    assert not is_whitelisted(INDIAN, [foreign])
