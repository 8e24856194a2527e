from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from odop_core.models import PluginSetting
from odop_core.store.port import StoreUnavailable
from odop_provenance.attributes.definitions import SLUGS
from odop_provenance.settings import PLUGIN_ID
from tests.fake_catalogue import FakeCatalogue

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("odop_setup_attributes", *arguments, stdout=output)
    return output.getvalue()


def test_each_change_is_told_and_a_second_run_changes_nothing(catalogue: FakeCatalogue) -> None:
    # given
    catalogue.product_types |= {"saree": [], "pottery": []}

    # when
    first, second = (run("--product-type", "saree", "--product-type", "pottery") for _ in range(2))

    # then
    assert "attribute odop-district created" in first
    assert second.strip() == "All is as it should be; nothing was changed."
    assert catalogue.product_types == {"saree": SLUGS, "pottery": SLUGS}


def test_the_product_types_of_the_settings_are_taken_when_none_is_named(catalogue: FakeCatalogue) -> None:
    # given
    catalogue.product_types |= {"saree": [], "pottery": [], "gift-card": []}
    PluginSetting.objects.create(plugin_id=PLUGIN_ID, configuration={"product_types": "saree\npottery"})

    # when
    run()

    # then
    assert catalogue.product_types == {"saree": SLUGS, "pottery": SLUGS, "gift-card": []}


def test_without_any_product_type_it_says_what_to_do(catalogue: FakeCatalogue) -> None:
    assert "name some with --product-type" in run()


def test_a_store_that_refuses_is_an_error_here(catalogue: FakeCatalogue) -> None:
    with pytest.raises(CommandError, match="no product type saree"):
        run("--product-type", "saree")


def test_a_store_that_is_away_is_an_error_here(catalogue: FakeCatalogue) -> None:
    # given
    catalogue.trouble = StoreUnavailable("away")

    # then
    with pytest.raises(CommandError, match="set up: away"):
        run()
