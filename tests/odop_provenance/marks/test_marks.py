"""Marks: who may use them, and on which products a buyer therefore sees a badge."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from odop_core.india import dates
from odop_provenance import api
from odop_provenance.api import claims, marks
from odop_provenance.api.claims import Place
from odop_provenance.api.marks import MarkKind
from odop_provenance.models import Claim, Craft, Evidence, EvidenceKind, EvidenceState, MarkRegistration
from odop_provenance.settings import PLUGIN_ID
from tests.factories import switch
from tests.odop_provenance.supporting import artisan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PRODUCT = "product-1"


@pytest.fixture(autouse=True)
def on_a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: TODAY)


@pytest.fixture
def chikankari() -> str:
    """A verified product of Shabana's, of a craft that has a GI. Returns the GI's name."""
    artisan()
    verified(PRODUCT, "shabana")
    return Craft.objects.get(slug="chikankari", district__slug="lucknow").gi_name


def verified(product_id: str, artisan_slug: str | None) -> None:
    claims.attest_claim(product_id, Place("lucknow", "chikankari", artisan_slug), by="seller")
    claims.verify_claim(product_id, by="reviewer", why="Seen", waiver="Known")


def mark(kind: MarkKind = MarkKind.GI, verify: bool = True, **changes: Any) -> marks.MarkInfo:
    """Shabana's right to use the GI of her craft, or another mark on it."""
    covers = {"gi_name": "Lucknow Chikan Craft"} if kind is MarkKind.GI else {"crafts": [("lucknow", "chikankari")]}
    values: dict[str, Any] = {"holder": "Shabana", "valid_until": TODAY, "by": "staff", **covers}
    if "seller" not in changes:
        values["artisan_slug"] = "shabana"
    registered = marks.register_mark(kind, changes.pop("number", "AU/1/GI/119/45"), **values | changes)
    return (
        marks.verify_mark(registered.id, by="reviewer", why="In the register", waiver="public register")
        if verify
        else registered
    )


def badges(product_id: str = PRODUCT, **options: Any) -> list[MarkKind]:
    return [badge.kind for badge in api.find_badges([product_id], **options).get(product_id, ())]


def gi_shown(product_id: str = PRODUCT) -> str:
    craft = api.find_provenance([product_id])[product_id].craft
    assert craft is not None
    return craft.gi_name


def test_gi_is_not_shown_without_an_authorised_user(chikankari: str) -> None:
    assert chikankari == "Lucknow Chikan Craft"
    assert badges() == []
    assert gi_shown() == ""


def test_gi_is_shown_for_an_authorised_user(chikankari: str) -> None:
    # when
    mark()

    # then
    found = api.find_provenance([PRODUCT])[PRODUCT]
    assert [(badge.kind, badge.number, badge.holder, badge.valid_until, badge.of_seller) for badge in found.badges] == [
        (MarkKind.GI, "AU/1/GI/119/45", "Shabana", TODAY, False)
    ]
    assert gi_shown() == chikankari


def test_registration_shows_nothing_before_it_is_verified(chikankari: str) -> None:
    # when
    mark(verify=False)

    # then
    assert badges() == []
    assert gi_shown() == ""


def test_badge_is_gone_on_the_day_after_the_last(chikankari: str) -> None:
    # given
    mark()

    # when / then
    assert badges(on=TODAY) == [MarkKind.GI]
    assert badges(on=TODAY + timedelta(days=1)) == []


def test_badge_disappears_by_itself(chikankari: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    mark()

    # when
    monkeypatch.setattr(dates, "today", lambda: TODAY + timedelta(days=1))

    # then
    assert api.find_provenance([PRODUCT])[PRODUCT].badges == ()
    assert gi_shown() == ""
    assert not marks.list_marks_of(artisan_slug="shabana")[0].holds_today


def test_withdrawn_registration_shows_nothing(chikankari: str) -> None:
    # given
    registered = mark()

    # when
    marks.withdraw_mark(registered.id, by="reviewer", why="Struck off the register")

    # then
    assert badges() == []


@pytest.mark.parametrize("kind", [MarkKind.HANDLOOM, MarkKind.SILK, MarkKind.INDIA_HANDLOOM])
def test_other_marks_are_shown_and_reveal_no_gi(chikankari: str, kind: MarkKind) -> None:
    # when
    mark(kind, number="HM-1")

    # then
    assert badges() == [kind]
    assert gi_shown() == ""


def test_all_marks_of_a_artisan_are_shown(chikankari: str) -> None:
    # when
    mark()
    mark(MarkKind.SILK, number="SM-1")

    # then
    assert badges() == [MarkKind.GI, MarkKind.SILK]


def test_registration_of_somebody_else_shows_nothing(chikankari: str) -> None:
    # given
    artisan("asha")
    verified("product-2", "asha")
    verified("product-3", None)

    # when
    mark()

    # then
    assert (badges("product-2"), badges("product-3")) == ([], [])


def test_registration_for_another_craft_shows_nothing(chikankari: str) -> None:
    # when
    mark(MarkKind.HANDLOOM, number="HM-1", crafts=[("agra", "leather-products")])

    # then
    assert badges() == []


def test_product_off_the_list_shows_no_badge(chikankari: str) -> None:
    # given
    mark()

    # when
    claims.attest_claim(PRODUCT, Place("lucknow", artisan_slug="shabana", off_list=True), by="seller")

    # then
    assert badges() == []


def test_sellers_registration_covers_what_they_sell(chikankari: str) -> None:
    # given
    verified("product-2", None)
    mark(seller="vendor-9", holder="Awadh Crafts")

    # when
    found = api.find_badges([PRODUCT, "product-2"], sellers={"product-2": "vendor-9", PRODUCT: "vendor-8"})

    # then
    assert {product: [badge.of_seller for badge in shown] for product, shown in found.items()} == {"product-2": [True]}
    assert badges("product-2") == []


@pytest.mark.parametrize(("needs", "shown"), [(True, []), (False, [MarkKind.GI])])
def test_merchant_decides_whether_an_attested_claim_is_enough(
    chikankari: str, needs: bool, shown: list[MarkKind]
) -> None:
    # given
    mark()
    claims.attest_claim("product-2", Place("lucknow", "chikankari", "shabana"), by="seller")

    # when
    switch(PLUGIN_ID, badges_need_verification=needs)

    # then
    assert badges("product-2") == shown


def test_claim_whose_verification_is_over_shows_no_badge(chikankari: str) -> None:
    # given
    mark()

    # when
    Claim.objects.update(expires_on=TODAY - timedelta(days=1))

    # then
    assert badges() == []


def test_plugin_switched_off_shows_no_badge(chikankari: str) -> None:
    # given
    mark()

    # when
    switch(PLUGIN_ID, active=False)

    # then
    assert badges() == []


def test_badges_of_many_products_cost_no_more_queries(chikankari: str, django_assert_max_num_queries: Any) -> None:
    # given
    mark()
    products = [f"product-{number}" for number in range(2, 30)]
    for product in products:
        verified(product, "shabana")

    # when / then: the plugin's setting, the claims, the registrations
    with django_assert_max_num_queries(3):
        found = api.find_provenance(products)
    assert all(provenance.badges for provenance in found.values())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"gi_name": "Champagne"}, "No craft of the ODOP list has the GI 'Champagne'"),
        ({"gi_name": ""}, "No craft"),
        ({"kind": MarkKind.SILK}, "covers crafts"),
        ({"kind": MarkKind.SILK, "gi_name": "", "crafts": []}, "covers crafts"),
        ({"kind": MarkKind.SILK, "gi_name": "", "crafts": [("agra", "chikankari")]}, "agra/chikankari"),
        ({"number": " "}, "number"),
        ({"holder": " "}, "holder"),
        ({"artisan_slug": ""}, "name one of them"),
        ({"seller": "vendor-9", "artisan_slug": "shabana"}, "name one of them"),
    ],
)
def test_registration_that_cannot_be_right_is_refused(chikankari: str, changes: dict[str, Any], message: str) -> None:
    # given
    values: dict[str, Any] = {
        "kind": MarkKind.GI, "number": "1", "holder": "Shabana", "valid_until": TODAY, "by": "x",
        "gi_name": chikankari, "artisan_slug": "shabana",
    }  # fmt: skip

    # when
    with pytest.raises(marks.BadMark, match=message):
        marks.register_mark(**values | changes)

    # then
    assert not MarkRegistration.objects.exists()


def test_number_is_held_once(chikankari: str) -> None:
    # given
    first = mark()

    # when / then
    with pytest.raises(marks.MarkTaken, match="AU/1/GI/119/45"):
        mark(number=" au/1/gi/119/45 ")
    marks.withdraw_mark(first.id, by="x", why="Renewed")
    assert mark(valid_until=TODAY + timedelta(days=3650)).holds_today


def test_verifying_a_registration_needs_accepted_evidence_or_a_reason(chikankari: str) -> None:
    # given
    registered = mark(verify=False)

    # when / then
    with pytest.raises(marks.MarkUnproven):
        marks.verify_mark(registered.id, by="reviewer", why="Looks fine")
    Evidence.objects.create(
        mark_id=registered.id, kind=EvidenceKind.DOCUMENT, stored_as="x.pdf", content_type="application/pdf", size=1,
        sha256="0" * 64, state=EvidenceState.ACCEPTED, given_by="x",
    )  # fmt: skip
    assert marks.verify_mark(registered.id, by="reviewer", why="Looks fine").holds_today


def test_registration_that_ran_out_is_not_verified(chikankari: str) -> None:
    with pytest.raises(marks.BadMark, match="ran out"):
        mark(valid_until=TODAY - timedelta(days=1))


def test_registration_is_judged_once(chikankari: str) -> None:
    # given
    registered = mark(verify=False)
    marks.refuse_mark(registered.id, by="reviewer", why="Not in the register")

    # when / then
    with pytest.raises(marks.MarkChanged, match="refused"):
        marks.verify_mark(registered.id, by="reviewer", why="x", waiver="x")
    with pytest.raises(marks.MarkChanged):
        marks.withdraw_mark(registered.id, by="reviewer", why="x")
    with pytest.raises(marks.NoMark):
        marks.verify_mark(registered.id + 1, by="reviewer", why="x", waiver="x")


def test_registrations_are_listed_by_holder(chikankari: str) -> None:
    # given
    of_artisan, of_seller = mark(), mark(number="2", seller="vendor-9")

    # when / then
    assert marks.list_marks_of(artisan_slug="shabana") == [of_artisan]
    assert marks.list_marks_of(seller="vendor-9") == [of_seller]
    assert marks.list_marks_of() == [of_seller, of_artisan]
    assert ("lucknow", "chikankari") in of_artisan.crafts
