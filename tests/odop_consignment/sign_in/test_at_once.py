"""What several telephones do with one code, or one refresh token, at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection

from odop_consignment.models import SupplierSession
from odop_consignment.sign_in import entry, sessions
from odop_consignment.sign_in.errors import WrongCode, WrongToken
from tests import factories
from tests.odop_consignment.sign_in.signing_in import NETWORK, NOW, asked, signed_in
from tests.odop_consignment.suppliers.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _an_empty_table_after() -> Iterator[None]:
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE odop_consignment_supplier CASCADE")


def test_a_code_confirmed_several_times_at_once_signs_in_once() -> None:
    # given
    factories.supplier()
    handle, issued = asked()
    assert issued is not None

    # when
    errors = at_once(*[partial(entry.sign_in, handle, issued.code, network=NETWORK, now=NOW)] * 4)

    # then
    assert [type(error) for error in errors] == [WrongCode] * 3
    assert SupplierSession.objects.count() == 1


def test_a_refresh_token_used_several_times_at_once_ends_the_session() -> None:
    # given
    factories.supplier()
    tokens = signed_in()

    # when
    errors = at_once(*[partial(sessions.refresh_session, tokens.refresh_token, NOW)] * 4)

    # then
    assert [type(error) for error in errors] == [WrongToken] * 3
    assert SupplierSession.objects.get().ended_because == "reused"
