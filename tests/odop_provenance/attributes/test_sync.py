"""A product's attributes in the store, and the claim that comes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.events import ProductChanged
from odop_core.models import Handling, InboxEvent
from odop_core.queue import inbox, worker
from odop_core.store.catalogue import ProductSnapshot
from odop_provenance import api
from odop_provenance.api import claims
from odop_provenance.attributes import sync
from odop_provenance.models import Claim, ClaimStep, SyncedProduct
from tests.examples import examples
from tests.factories import MOMENT
from tests.fake_catalogue import FakeCatalogue, product_payload

LUCKNOW, AGRA = "odop-district:162", "odop-district:118"
CHIKANKARI, PETHA = "odop-craft:chikankari", "odop-craft:petha"
GI_NOTE = "no GI of this craft is known"


def product(minute: int = 0, /, **values: str) -> ProductSnapshot:
    """A product as it stood `minute` minutes after `MOMENT`, with these values of our attributes."""
    return ProductSnapshot(
        id="product-1",
        name="Kurta",
        slug="kurta",
        product_type="clothes",
        attributes={f"odop-{name}": (value,) for name, value in values.items()},
        updated_at=MOMENT + timedelta(minutes=minute),
    )


def says(**values: str) -> None:
    sync.sync_claim("product-1", product(**values))


def announce_product(snapshot: ProductSnapshot | None) -> None:
    """The store announces that the product is now like this, or gone."""
    payload: dict[str, Any] = product_payload(snapshot) if snapshot else {"gone": True}
    moment = snapshot.updated_at if snapshot else None
    event = ProductChanged(product_id="product-1", payload=payload)
    inbox.announce(event, key=str(uuid4()), name="TEST", occurred_at=moment)
    worker.run_due()


def claim() -> Claim:
    return Claim.objects.select_related("district", "craft", "artisan").get()


def note() -> str:
    return SyncedProduct.objects.get().note


@pytest.fixture
def shabana() -> str:
    return api.save_artisan("shabana", name="Shabana", district_slug="lucknow").slug


@pytest.mark.django_db
def test_all_values_known_are_attested(shabana: str) -> None:
    # when
    says(district=LUCKNOW, craft=CHIKANKARI, artisan="odop-artisan:shabana")

    # then
    made = claim()
    assert (made.district.slug, made.craft and made.craft.slug) == ("lucknow", "chikankari")
    assert (made.artisan and made.artisan.slug, made.state, note()) == ("shabana", "attested", "")


@pytest.mark.django_db
def test_values_a_merchant_made_are_known_by_their_slugs(shabana: str) -> None:
    # when
    says(district="lucknow", craft="chikankari", artisan="shabana")

    # then
    assert claim().state == "attested"
    assert note() == ""


@pytest.mark.django_db
def test_a_district_alone_is_a_draft() -> None:
    # when
    says(district=LUCKNOW)

    # then
    assert claim().state == "draft"


@pytest.mark.django_db
def test_a_craft_of_another_district_is_off_list_and_noted() -> None:
    # when
    says(district=AGRA, craft=CHIKANKARI)

    # then
    assert (claim().state, claim().off_list, claim().craft) == ("attested", True, None)
    assert note() == "chikankari is not an ODOP product of Agra."
    assert note() in ClaimStep.objects.get().why


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"district": "atlantis"}, "atlantis is no district of Uttar Pradesh"),
        ({"district": "odop-district:99999"}, "is no district of Uttar Pradesh"),
        ({"craft": CHIKANKARI}, "No district is chosen"),
        ({"gi": "true"}, "No district is chosen"),
    ],
)
def test_without_a_known_district_nothing_is_claimed(values: dict[str, str], expected: str) -> None:
    # when
    says(**values)

    # then
    assert not Claim.objects.exists()
    assert expected in note()


@pytest.mark.django_db
def test_an_unknown_artisan_is_left_out_until_recorded(catalogue: FakeCatalogue) -> None:
    # given
    announce_product(product(district=LUCKNOW, craft=CHIKANKARI, artisan="odop-artisan:shabana"))
    assert (claim().state, claim().artisan) == ("attested", None)
    assert "No artisan shabana is recorded" in note()

    # when
    api.save_artisan("shabana", name="Shabana", district_slug="lucknow")
    worker.run_due()

    # then
    assert [artisan.slug for artisan in [claim().artisan] if artisan] == ["shabana"]
    assert note() == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("craft", "noted"), [(CHIKANKARI, False), ("odop-craft:sugar", True), ("", True)])
def test_a_gi_without_a_gi_of_the_craft_is_noted(craft: str, noted: bool) -> None:
    # when
    says(district=LUCKNOW, gi="true", **({"craft": craft} if craft else {}))

    # then
    assert (GI_NOTE in note()) == noted
    assert SyncedProduct.objects.get().gi is True


@pytest.mark.django_db
def test_a_change_drops_a_verified_claim(shabana: str) -> None:
    # given
    says(district=LUCKNOW, craft=CHIKANKARI)
    claims.verify_claim("product-1", by="reviewer", why="seen", waiver="visited")

    # when
    says(district=LUCKNOW, craft=CHIKANKARI, artisan="shabana")

    # then
    assert claim().state == "attested"


@pytest.mark.django_db
def test_a_change_of_something_else_leaves_a_verified_claim() -> None:
    # given
    says(district=LUCKNOW, craft=CHIKANKARI)
    claims.verify_claim("product-1", by="reviewer", why="seen", waiver="visited")

    # when
    says(district=LUCKNOW, craft=CHIKANKARI)

    # then
    assert claim().state == "verified"


@pytest.mark.django_db
def test_what_staff_revoked_stays_revoked_until_the_merchants_next_edit() -> None:
    # given
    says(district=LUCKNOW, craft=CHIKANKARI)
    claims.revoke_claim("product-1", by="reviewer", why="not from there")

    # when
    says(district=LUCKNOW, craft=CHIKANKARI)

    # then
    assert claim().state == "revoked"

    # when
    says(district=AGRA, craft=PETHA)

    # then
    assert (claim().state, claim().district.slug) == ("attested", "agra")


@pytest.mark.django_db
@pytest.mark.parametrize("left", [{}, {"craft": CHIKANKARI}, {"district": "atlantis"}])
def test_without_its_district_a_claim_is_revoked_with_a_reason(left: dict[str, str]) -> None:
    # given
    says(district=LUCKNOW, craft=CHIKANKARI)

    # when
    says(**left)

    # then
    last = claims.list_steps("product-1")[-1]
    assert (last.to_state, bool(last.why)) == ("revoked", True)


@pytest.mark.django_db
def test_a_district_alone_taken_away_and_given_again_is_a_draft_again() -> None:
    # when
    for values in ({"district": LUCKNOW}, {}, {"district": LUCKNOW}):
        says(**values)

    # then
    assert [step.to_state for step in claims.list_steps("product-1")] == ["draft", "revoked", "draft"]


@pytest.mark.django_db
def test_values_taken_away_and_given_again_are_attested_again() -> None:
    # when
    for values in ({"district": LUCKNOW, "craft": CHIKANKARI}, {}, {"district": LUCKNOW, "craft": CHIKANKARI}):
        says(**values)

    # then
    assert [step.to_state for step in claims.list_steps("product-1")] == ["attested", "revoked", "attested"]


@pytest.mark.django_db
@pytest.mark.parametrize("values", [{}, {"craft": PETHA}])
def test_a_claim_by_staff_is_left_alone_while_no_district_was_ever_chosen(values: dict[str, str]) -> None:
    # given
    claims.attest_claim("product-1", claims.Place("agra", "petha"), by="staff")

    # when
    says(**values)

    # then
    assert claim().state == "attested"


@pytest.mark.django_db
def test_a_deleted_product_is_no_longer_claimed(catalogue: FakeCatalogue) -> None:
    # given
    announce_product(product(district=LUCKNOW, craft=CHIKANKARI))

    # when
    announce_product(None)

    # then
    assert claim().state == "revoked"
    assert claims.list_steps("product-1")[-1].why == "The store has deleted the product."


@pytest.mark.django_db
def test_late_news_of_a_deleted_product_brings_nothing_back(catalogue: FakeCatalogue) -> None:
    # given
    announce_product(product(district=LUCKNOW, craft=CHIKANKARI))
    announce_product(None)

    # when
    announce_product(product(9, district=AGRA, craft=PETHA))

    # then
    assert claim().state == "revoked"
    assert (
        InboxEvent.objects.filter(kind=ProductChanged.kind).latest("id").note == "the store no longer has this product"
    )


@pytest.mark.django_db
def test_a_product_that_changed_in_nothing_of_ours_wakes_nobody(catalogue: FakeCatalogue) -> None:
    # given
    announce_product(product(district=LUCKNOW))
    before = Handling.objects.filter(event__kind=ProductChanged.kind).count()

    # when
    announce_product(product(5, district=LUCKNOW))

    # then
    assert Handling.objects.filter(event__kind=ProductChanged.kind).count() == before == 1


@pytest.mark.django_db
def test_older_news_changes_nothing(catalogue: FakeCatalogue) -> None:
    # given
    announce_product(product(5, district=AGRA, craft=PETHA))

    # when
    announce_product(product(1, district=LUCKNOW, craft=CHIKANKARI))

    # then
    assert claim().district.slug == "agra"


READINGS = st.fixed_dictionaries(
    {},
    optional={
        "district": st.sampled_from([LUCKNOW, AGRA, "lucknow", "atlantis"]),
        "craft": st.sampled_from([CHIKANKARI, PETHA, "sugar"]),
        "artisan": st.sampled_from(["shabana", "nobody"]),
        "gi": st.sampled_from(["true", "false"]),
    },
)


@pytest.mark.django_db
@examples(25, nightly=1_000)
@given(history=st.lists(READINGS, min_size=1, max_size=5))
def test_only_the_last_reading_counts_and_repeats_change_nothing(shabana: str, history: list[dict[str, str]]) -> None:
    # given
    product_id = f"product-{uuid4()}"

    # when
    for values in history:
        sync.sync_claim(product_id, product(**values))
    steps = ClaimStep.objects.count()
    sync.sync_claim(product_id, product(**history[-1]))

    # then
    assert ClaimStep.objects.count() == steps
    last = Claim.objects.filter(product_id=product_id).first()
    place = sync.interpret(sync.Reading.of(product(**history[-1]))).place
    if place is None:
        assert last is None or last.state == "revoked"
    else:
        assert last is not None
        assert (last.district.slug, last.off_list) == (place.district_slug, place.off_list)
