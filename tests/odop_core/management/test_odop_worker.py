from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from odop_core.models import InboxEvent, WorkState
from tests.factories import order
from tests.fake_store import FakeStore
from tests.odop_core.conftest import Recorder

pytestmark = pytest.mark.django_db


def test_once_does_what_is_due_and_says_what_it_did(store: FakeStore, subscribed: Recorder) -> None:
    # given
    store.hold(order(updated_at="2999-01-01T00:00:00Z"))
    output = StringIO()

    # when
    call_command("odop_worker", "--once", stdout=output)

    # then
    assert output.getvalue().strip() == "2 items done, 1 orders found by the reconciler"
    assert InboxEvent.objects.get().state == WorkState.DONE
