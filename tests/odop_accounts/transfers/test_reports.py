"""What rails tell is a reason to ask them, and no more.

Cases after the rails' documents (webhooks come twice and in any order) and a public report of a replayed webhook that
paid twice (anurag3407/career-pilot 4378).
"""

from __future__ import annotations

import json

import pytest
from django.test import Client, RequestFactory

from odop_accounts.models import Payout, PayoutIssue, PayoutState
from odop_accounts.settings import PLUGIN_ID
from odop_core.models import Handling, InboxEvent, IntakeRefusal
from odop_core.models.work import WorkState
from odop_core.queue import worker
from odop_core.web.routes import answer_at
from tests.factories import switch
from tests.odop_accounts.payouts.samples import due_to
from tests.odop_accounts.rails.cashfree import simulator as cashfree
from tests.odop_accounts.rails.razorpayx import simulator as razorpayx
from tests.odop_accounts.rails.simulator import Webhook
from tests.odop_accounts.transfers.conftest import AMOUNT, Shop, report, state_of


def made_up(shop: Shop, key: str, amount_paise: int = AMOUNT, status: str = "") -> Webhook:
    """A genuine webhook that says this of a transfer."""
    if shop.rail == "razorpayx":
        entity = {"id": "pout_1", "reference_id": key, "amount": amount_paise, "status": status or "processed"}
        return razorpayx.webhook("payout.processed", {"payout": {"entity": entity}})
    data = {"transfer_id": key, "transfer_amount": amount_paise / 100, "status": status or "SUCCESS"}
    return cashfree.webhook("TRANSFER_SUCCESS", data)


def test_a_webhook_brings_the_news_at_once(shop: Shop) -> None:
    # given
    key = shop.approved()
    shop.send()
    shop.simulator.pay(key, utr="SBIN000012345678")

    # when
    shop.deliver_webhook()
    worker.run_due()

    # then
    assert state_of(key) == PayoutState.PAID


def test_webhooks_in_the_wrong_order_and_twice_change_nothing(shop: Shop) -> None:
    # given
    key = shop.approved()
    shop.send()
    shop.simulator.pay(key, utr="SBIN000012345678")
    shop.simulator.give_back(key, "ACCOUNT_BLOCKED")

    # when
    for at in (1, 0, 0, 1):
        shop.deliver_webhook(at)
        worker.run_due()

    # then
    assert state_of(key) == PayoutState.RETURNED
    assert due_to() == AMOUNT
    assert InboxEvent.objects.count() == 2


def test_a_webhook_is_not_believed_beyond_what_the_rail_says_when_asked(shop: Shop) -> None:
    # given
    key = shop.approved()
    shop.send()
    hook = made_up(shop, key)

    # when
    answered, _said = report(shop.rail, hook.headers, hook.body)
    worker.run_due()

    # then
    assert answered == 200
    assert state_of(key) == PayoutState.SENT


@pytest.mark.parametrize("key", ["ODOPTEST99999999", "somebody else's", "123456789012", "हिंदी"])
def test_a_transfer_that_is_none_of_ours_is_kept_for_a_person(shop: Shop, key: str) -> None:
    # given
    ours = shop.approved()
    hook = made_up(shop, key)

    # when
    answered, _said = report(shop.rail, hook.headers, hook.body)
    worker.run_due()

    # then
    assert answered == 200
    assert Handling.objects.get(handler=f"{PLUGIN_ID}:accounts.rail").state == WorkState.DEAD
    assert state_of(ours) == PayoutState.APPROVED


def test_a_transfer_of_another_rail_is_none_of_it(shop: Shop) -> None:
    # given
    key = shop.approved(rail="cashfree" if shop.rail == "razorpayx" else "razorpayx")
    hook = made_up(shop, key)

    # when
    report(shop.rail, hook.headers, hook.body)
    worker.run_due()

    # then
    assert Handling.objects.get(handler=f"{PLUGIN_ID}:accounts.rail").state == WorkState.DEAD


def test_another_amount_is_an_issue_and_changes_no_state(shop: Shop) -> None:
    # given
    key = shop.approved()
    shop.send()
    hook = made_up(shop, key, AMOUNT + 1)

    # when
    report(shop.rail, hook.headers, hook.body)
    worker.run_due()

    # then
    odd = Payout.objects.get(key=key)
    assert (odd.state, odd.issue) == (PayoutState.SENT, PayoutIssue.AMOUNT_DIFFERS)


def test_what_is_not_signed_is_refused_and_counted(shop: Shop) -> None:
    # given
    hook = made_up(shop, "ODOPTEST00000001")

    # when
    answers = [
        report(shop.rail, {}, hook.body)[0],
        report(shop.rail, hook.headers, hook.body + b" ")[0],
        report("paypal", hook.headers, hook.body)[0],
        report(shop.rail, hook.headers, b"x" * 100_000)[0],
    ]

    # then
    assert answers == [401, 401, 404, 413]
    assert InboxEvent.objects.count() == 0
    counted = set(IntakeRefusal.objects.filter(source=PLUGIN_ID).values_list("reason", flat=True))
    assert counted == {"unsigned", "bad-signature", "oversized"}


def test_what_is_genuine_and_unreadable_is_kept(shop: Shop) -> None:
    # given
    hook = made_up(shop, "")

    # when
    answered, said = report(shop.rail, hook.headers, hook.body)

    # then
    assert (answered, said["accepted"]) == (202, False)
    assert InboxEvent.objects.get().state == WorkState.DEAD


def test_both_hosts_serve_it(shop: Shop) -> None:
    # given
    hook = made_up(shop, "ODOPTEST00000001")
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in hook.headers.items()}
    wanted = {"content_type": "application/json", **headers}

    # when
    beside = Client().post(f"/api/webhooks/payouts/{shop.rail}", hook.body, **wanted)
    request = RequestFactory().post(f"/plugins/global/{PLUGIN_ID}/rails/{shop.rail}", hook.body, **wanted)
    inside = answer_at(request, f"/rails/{shop.rail}", "odop_accounts.urls")

    # then
    assert (beside.status_code, beside.json()) == (200, {"accepted": True})
    assert (inside.status_code, json.loads(inside.content)) == (200, {"accepted": False})


def test_wrong_settings_are_no_error_of_the_rails(shop: Shop) -> None:
    # given
    switch(PLUGIN_ID, payout_rails="nonsense")
    hook = made_up(shop, "ODOPTEST00000001")

    # then
    assert report(shop.rail, hook.headers, hook.body)[0] == 503
