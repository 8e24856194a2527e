"""An artisan is named as long as their supplier agrees."""

from __future__ import annotations

import pytest

from odop_consignment.api import Purpose
from odop_consignment.api.privacy import record_consent, request_erasure
from odop_consignment.models import Supplier
from odop_consignment.suppliers.artisan_names import sync_artisan_name
from odop_core.queue import worker
from odop_provenance import reference
from odop_provenance.models import Artisan
from tests.factories import supplier
from tests.odop_certificates.certified import artisan

pytestmark = pytest.mark.django_db
SLUG = "shabana-bano"


@pytest.fixture(autouse=True)
def _ready() -> None:
    reference.load()


def says(supplier_id: int, given: bool, purpose: Purpose = Purpose.PROFILE) -> None:
    record_consent(supplier_id, purpose, given=given, channel="phone call", by="clerk")
    worker.run_due()


def is_named(slug: str = SLUG) -> bool:
    return Artisan.objects.get(slug=slug).shows_name


def test_artisan_is_named_as_long_as_the_supplier_agrees() -> None:
    # given
    artisan(SLUG, shows_name=False)
    person = supplier(artisan_slug=SLUG)

    # then
    says(person.id, True)
    assert is_named()
    says(person.id, False)
    assert not is_named()


def test_other_purposes_name_nobody() -> None:
    artisan(SLUG, shows_name=False)
    says(supplier(artisan_slug=SLUG).id, True, Purpose.MESSAGES)
    assert not is_named()


def test_consent_counts_for_the_suppliers_own_artisan_only() -> None:
    # given
    artisan(SLUG, shows_name=False)
    artisan("somebody-else", shows_name=False)
    person = supplier(artisan_slug=SLUG)
    record_consent(person.id, Purpose.PROFILE, given=True, channel="phone call", by="clerk")
    Supplier.objects.filter(pk=person.id).update(artisan_slug="somebody-else")

    # when
    worker.run_due()

    # then
    assert not is_named()
    assert not is_named("somebody-else")


def test_a_word_overtaken_by_a_later_one_changes_nothing() -> None:
    # given
    artisan(SLUG, shows_name=False)
    person = supplier(artisan_slug=SLUG)
    says(person.id, True)
    says(person.id, False)

    # when
    sync_artisan_name(person.id, SLUG, Purpose.PROFILE)

    # then
    assert not is_named()


def test_supplier_without_an_artisan_on_record_changes_nothing() -> None:
    says(supplier(artisan_slug="nobody-yet").id, True)
    assert not Artisan.objects.filter(slug="nobody-yet").exists()


def test_artisan_of_an_erased_supplier_has_no_name_left() -> None:
    # given
    artisan(SLUG, shows_name=True)
    person = supplier(artisan_slug=SLUG, state="closed")

    # when
    request_erasure(person.id, by="clerk")
    worker.run_due()

    # then
    row = Artisan.objects.get(slug=SLUG)
    assert (row.name, row.name_hi, row.village, row.shows_name) == ("", "", "", False)


def test_artisan_whom_another_supplies_for_keeps_the_name() -> None:
    # given
    artisan(SLUG, shows_name=True)
    first, _second = supplier(artisan_slug=SLUG, state="closed"), supplier("Group", artisan_slug=SLUG)

    # when
    request_erasure(first.id, by="clerk")
    worker.run_due()

    # then
    assert is_named()
