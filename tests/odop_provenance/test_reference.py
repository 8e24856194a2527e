from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_provenance import reference
from odop_provenance.models import Craft, District

pytestmark = pytest.mark.django_db


def writes(queries: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_migrating_brings_all_districts_and_crafts() -> None:
    assert District.objects.count() == 75
    assert Craft.objects.count() == 106


def test_every_district_has_a_craft() -> None:
    assert not District.objects.filter(crafts=None).exists()


def test_every_name_is_in_both_languages() -> None:
    for model in (District, Craft):
        assert not model.objects.filter(name_en="").exists()
        assert not model.objects.exclude(name_hi__regex=r"[\u0900-\u097f]").exists()


def test_loading_again_writes_nothing() -> None:
    # when
    with CaptureQueriesContext(connection) as queries:
        reference.load()

    # then
    assert writes(queries) == []


def test_missing_rows_come_back() -> None:
    # given
    Craft.objects.filter(district__slug="agra").delete()
    District.objects.filter(slug="agra").delete()

    # when
    reference.load()

    # then
    assert Craft.objects.filter(district__lgd_code=118).count() == 4


def test_correction_arrives() -> None:
    # given
    District.objects.filter(lgd_code=118).update(name_hi="पुराना", slug="old-agra")

    # when
    reference.load()

    # then
    corrected = District.objects.get(lgd_code=118)
    assert (corrected.name_hi, corrected.slug) == ("आगरा", "agra")


def test_only_what_differs_is_written() -> None:
    # given
    District.objects.filter(lgd_code=118).update(name_hi="पुराना")

    # when
    with CaptureQueriesContext(connection) as queries:
        reference.load()

    # then
    (write,) = writes(queries)
    assert "name_hi" in write
    assert "name_en" not in write.split("WHERE")[0]


def test_hindi_name_that_a_person_reviewed_is_kept() -> None:
    # given
    petha = Craft.objects.filter(district__slug="agra", slug="petha")
    petha.update(name_hi="आगरे का पेठा", name_hi_reviewed=True, category="old")

    # when
    reference.load()

    # then
    kept = petha.get()
    assert (kept.name_hi, kept.name_hi_reviewed, kept.category) == ("आगरे का पेठा", True, "food-processing")


def test_hindi_name_that_nobody_reviewed_is_corrected() -> None:
    # given
    petha = Craft.objects.filter(district__slug="agra", slug="petha")
    petha.update(name_hi="पुराना")

    # when
    reference.load()

    # then
    assert petha.get().name_hi == "पेठा"


def test_registration_of_a_gi_has_its_day() -> None:
    # when
    registered = Craft.objects.exclude(gi_registered_on=None)

    # then
    assert registered.exists()
    assert not registered.filter(gi_name="").exists()


def test_taking_the_migrations_back_works() -> None:
    # when
    call_command("migrate", "odop_provenance", "zero", verbosity=0)

    # then
    assert "odop_provenance_district" not in connection.introspection.table_names()
