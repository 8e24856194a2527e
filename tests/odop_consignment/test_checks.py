from __future__ import annotations

import pytest

from odop_consignment.checks import check_corporation
from odop_consignment.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_consignment.suppliers.onboarded import gstin

pytestmark = pytest.mark.django_db


def warned(databases: list[str] | None = None) -> list[str]:
    return [
        warning.id for warning in check_corporation(None, databases=["default"] if databases is None else databases)
    ]


def test_corporation_without_name_or_gstin_is_noticed() -> None:
    assert warned() == ["odop_consignment.W001"]
    switch(PLUGIN_ID, corporation_name="UP Handicrafts")
    assert warned() == ["odop_consignment.W001"]


def test_mistyped_gstin_is_noticed() -> None:
    switch(PLUGIN_ID, corporation_name="UP Handicrafts", corporation_gstins=gstin()[:-1] + "0")
    assert warned() == ["odop_consignment.W002"]


def test_nothing_to_say_when_all_is_set_or_the_plugin_is_off() -> None:
    switch(PLUGIN_ID, corporation_name="UP Handicrafts", corporation_gstins=gstin())
    assert warned() == []
    switch(PLUGIN_ID, active=False)
    assert warned() == []


def test_settings_are_not_looked_at_without_the_database() -> None:
    assert warned(databases=[]) == []
