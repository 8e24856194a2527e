"""The attributes wanted in the store, and setting them up."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.text import slugify

from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_core.store.catalogue import InputType, ValueSpec
from odop_core.store.port import StoreRefused, StoreUnavailable
from odop_provenance import api
from odop_provenance.attributes import definitions
from tests.factories import switch
from tests.fake_catalogue import FakeCatalogue

pytestmark = pytest.mark.django_db


def spec(slug: str) -> definitions.AttributeSpec:
    return next(spec for spec in definitions.specs() if spec.slug == slug)


def test_every_district_is_a_choice_known_by_its_lgd_code() -> None:
    values = spec("odop-district").values

    assert len(values) == 75
    assert ("odop-district:162", "Lucknow") in {(value.reference, value.name) for value in values}


def test_a_craft_of_several_districts_is_one_choice() -> None:
    values = spec("odop-craft").values

    names = {value.reference: value.name for value in values}
    assert len(names) == len(values) == 79
    assert names["odop-craft:zari-zardozi"] == "Zari-Zardozi"


@pytest.mark.parametrize("slug", ["odop-district", "odop-craft"])
def test_no_two_choices_would_get_one_slug_or_name(slug: str) -> None:
    names = [value.name for value in spec(slug).values]

    assert len({name.lower() for name in names}) == len({slugify(name) for name in names}) == len(names)


def test_a_gi_is_yes_or_no_and_not_shown_to_buyers() -> None:
    gi = spec("odop-gi")

    assert (gi.input_type, gi.is_public, gi.values) == (InputType.BOOLEAN, False, ())


def ram(slug: str = "ram-prasad", **changes: Any) -> None:
    values: dict[str, Any] = {
        "name": "Ram Prasad",
        "name_hi": "राम प्रसाद",
        "district_slug": "lucknow",
        "shows_name": True,
    }
    api.save_artisan(slug, **values | changes)


def test_an_artisan_who_agreed_to_be_named_is_a_choice_by_name_and_keeps_the_slug() -> None:
    ram()

    assert spec("odop-artisan").values == (
        ValueSpec("odop-artisan:ram-prasad", "Ram Prasad", slug="ram-prasad", name_hi="राम प्रसाद"),
    )


def test_an_artisan_who_did_not_goes_by_the_slug() -> None:
    ram(shows_name=False)

    assert spec("odop-artisan").values == (ValueSpec("odop-artisan:ram-prasad", "ram-prasad", slug="ram-prasad"),)


def test_where_the_merchant_names_no_artisan_all_go_by_their_slugs() -> None:
    ram()
    switch("odop.provenance", shows_artisans=False)

    assert [value.name for value in spec("odop-artisan").values] == ["ram-prasad"]


def test_two_of_one_name_are_told_apart() -> None:
    ram()
    ram("ram-prasad-2")

    names = [value.name for value in spec("odop-artisan").values]
    assert names == ["Ram Prasad (ram-prasad)", "Ram Prasad (ram-prasad-2)"]


def test_districts_and_crafts_have_their_hindi_names() -> None:
    assert {value.name: value.name_hi for value in spec("odop-district").values}["Lucknow"] == "लखनऊ"
    assert all(value.name_hi for value in spec("odop-craft").values)


@pytest.mark.parametrize(
    ("change", "name"), [({"name": "Ram Prasad Verma"}, "Ram Prasad Verma"), ({"shows_name": False}, "ram-prasad")]
)
def test_an_artisan_who_is_named_otherwise_is_so_in_the_store(
    catalogue: FakeCatalogue, change: dict[str, Any], name: str
) -> None:
    # given
    ram()
    definitions.set_up_attributes()
    worker.run_due()

    # when
    api.change_artisan("ram-prasad", **change)
    worker.run_due()

    # then
    assert catalogue.attributes["odop-artisan"] == {"odop-artisan:ram-prasad": name}


def test_setting_up_again_changes_nothing(catalogue: FakeCatalogue) -> None:
    # given
    catalogue.product_types["saree"] = []

    # when
    first, second = definitions.set_up_attributes(["saree"]), definitions.set_up_attributes(["saree"])

    # then
    assert len(first) == 4 + 75 + 79 + 4
    assert second == []
    assert catalogue.product_types["saree"] == definitions.SLUGS


def test_a_renamed_choice_is_named_again(catalogue: FakeCatalogue) -> None:
    # given
    definitions.set_up_attributes()
    catalogue.attributes["odop-district"]["odop-district:162"] = "Nawabi city"

    # when
    changes = definitions.set_up_attributes()

    # then
    assert len(changes) == 1
    assert catalogue.attributes["odop-district"]["odop-district:162"] == "Lucknow"


def test_a_new_artisan_becomes_a_choice(catalogue: FakeCatalogue) -> None:
    # given
    definitions.set_up_attributes()

    # when
    api.save_artisan("ram-prasad", name="Ram Prasad", district_slug="lucknow")
    worker.run_due()

    # then
    assert catalogue.attributes["odop-artisan"] == {"odop-artisan:ram-prasad": "ram-prasad"}


def test_a_new_artisan_is_no_choice_where_nothing_was_set_up(catalogue: FakeCatalogue) -> None:
    # when
    api.save_artisan("ram-prasad", name="Ram Prasad", district_slug="lucknow")
    worker.run_due()

    # then
    assert catalogue.attributes == {}
    assert OutboxItem.objects.get().state == "done"


@pytest.mark.parametrize(("trouble", "state"), [(StoreUnavailable("away"), "waiting"), (StoreRefused("no"), "done")])
def test_a_store_that_is_away_is_told_later_and_one_that_refuses_is_left(
    catalogue: FakeCatalogue, trouble: Exception, state: str
) -> None:
    # given
    catalogue.trouble = trouble  # type: ignore[assignment]

    # when
    api.save_artisan("ram-prasad", name="Ram Prasad", district_slug="lucknow")
    worker.run_due()

    # then
    assert OutboxItem.objects.get().state == state
