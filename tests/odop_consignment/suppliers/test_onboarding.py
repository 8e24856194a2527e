from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.api import WrongChoice, privacy
from odop_consignment.api import turnover as turnover_api
from odop_consignment.api.suppliers import Incomplete, NeedsReason, NeedsSecondPerson, StillOpen, WrongSupplierState
from odop_consignment.models import Consent, OnboardingStep, Sale, Supplier, Verification
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.suppliers import closure, onboarding
from odop_consignment.suppliers.onboarding import MOVES, may_sell
from odop_core.i18n import Text
from tests.examples import examples
from tests.factories import switch
from tests.odop_consignment.suppliers.onboarded import (
    CLERK,
    REVIEWER,
    api,
    approved,
    complete,
    corporation,
    draft,
    row,
    submitted,
    verify_all,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "tax", "needed"),
    [
        ("consignment", "unregistered", {"below_limit", "agreement"}),
        ("consignment", "registered", {"gstin", "agreement"}),
        ("marketplace_vendor", "registered", {"gstin"}),
        ("marketplace_vendor", "composition", {"gstin"}),
        ("enrolled_supplier", "enrolled", {"enrolment", "below_limit"}),
    ],
)
def test_what_is_needed_follows_from_model_and_tax(model: str, tax: str, needed: set[str]) -> None:
    supplier_id = complete(model, tax)
    found = {each.item.value for each in api.checklist(supplier_id) if each.needed}
    assert found == needed | {"phone", "address", "pan", "bank", "consent"}


@pytest.mark.parametrize(
    ("model", "tax"),
    [("consignment", "unregistered"), ("marketplace_vendor", "composition"), ("enrolled_supplier", "enrolled")],
)
def test_whole_road_to_approval(model: str, tax: str) -> None:
    # given
    supplier_id = submitted(model, tax)
    assert not may_sell(row(supplier_id))

    # when
    api.approve_supplier(supplier_id, by=REVIEWER, reason="all seen")

    # then
    assert may_sell(row(supplier_id))
    steps = [(step.before, step.after, step.by) for step in api.steps_of([supplier_id])[supplier_id]]
    assert steps[-2:] == [("draft", "submitted", CLERK), ("submitted", "approved", REVIEWER)]


def test_submission_names_all_that_is_missing_in_both_languages() -> None:
    supplier_id = draft(pan="", address="")
    with pytest.raises(Incomplete) as refusal:
        api.submit_supplier(supplier_id, by=CLERK)
    for missing in ("supply and are taxed", "address", "PAN", "bank account", "consent"):
        assert missing in str(refusal.value)
    assert "पैन नहीं है" in refusal.value.text.in_language("hi")


def test_who_submitted_does_not_approve() -> None:
    supplier_id = submitted()
    for same_or_nobody in (CLERK, ""):
        with pytest.raises(NeedsSecondPerson):
            api.approve_supplier(supplier_id, by=same_or_nobody)
    assert row(supplier_id).state == "submitted"


def test_approval_waits_for_what_is_not_verified() -> None:
    corporation()
    supplier_id = complete("marketplace_vendor", "registered")
    api.submit_supplier(supplier_id, by=CLERK)
    with pytest.raises(Incomplete) as refusal:
        api.approve_supplier(supplier_id, by=REVIEWER)
    for unseen in ("PAN", "GSTIN", "address", "bank account"):
        assert f"{unseen} is not verified" in str(refusal.value)


def test_consignor_waits_for_the_agreement_and_the_corporations_gstin() -> None:
    supplier_id = complete()
    verify_all(supplier_id)
    api.submit_supplier(supplier_id, by=CLERK)
    with pytest.raises(Incomplete) as refusal:
        api.approve_supplier(supplier_id, by=REVIEWER)
    assert "signed agreement is missing" in str(refusal.value)
    assert "GSTIN in Uttar Pradesh" in str(refusal.value)


def test_consignor_of_a_state_without_the_corporations_gstin_is_not_approved() -> None:
    supplier_id = submitted(state_code="10")
    with pytest.raises(Incomplete, match="GSTIN in Bihar"):
        api.approve_supplier(supplier_id, by=REVIEWER)


def test_vendor_needs_no_gstin_of_the_corporation() -> None:
    supplier_id = submitted("marketplace_vendor", "registered")
    switch(PLUGIN_ID)
    assert api.approve_supplier(supplier_id, by=REVIEWER).state == "approved"


def test_refused_item_stands_in_the_way_with_its_remark() -> None:
    supplier_id = submitted()
    api.record_verification(supplier_id, "pan", "refused", source="portal", remark="another name", by=REVIEWER)
    with pytest.raises(Incomplete, match="another name"):
        api.approve_supplier(supplier_id, by=REVIEWER)


def test_declared_turnover_beyond_the_limit_stands_in_the_way() -> None:
    supplier_id = submitted()
    year = turnover_api.turnover_of(supplier_id).year
    turnover_api.declare_turnover(supplier_id, year=year, elsewhere_paise=500_000_000, by=CLERK)
    with pytest.raises(Incomplete, match="turnover declaration"):
        api.approve_supplier(supplier_id, by=REVIEWER)


def test_what_is_seen_elsewhere_is_not_verified_by_hand() -> None:
    supplier_id = complete()
    with pytest.raises(WrongChoice, match="seen from what is recorded"):
        api.record_verification(supplier_id, "consent", "verified", source="said so", by=REVIEWER)
    with pytest.raises(WrongChoice, match="no GSTIN"):
        api.record_verification(supplier_id, "gstin", "verified", source="portal", by=REVIEWER)


def test_sent_back_with_reasons_and_submitted_again() -> None:
    supplier_id = submitted()
    with pytest.raises(NeedsReason):
        api.send_back_supplier(supplier_id, reason=" ", by=REVIEWER)
    api.send_back_supplier(supplier_id, reason="the address is not complete", by=REVIEWER)
    assert api.submit_supplier(supplier_id, by=CLERK).state == "submitted"


def test_suspended_supplier_does_not_sell_until_a_second_person_lifts_it() -> None:
    supplier_id = approved()
    api.suspend_supplier(supplier_id, reason="goods do not match", by=CLERK)
    assert not may_sell(row(supplier_id))
    with pytest.raises(NeedsSecondPerson):
        api.lift_supplier(supplier_id, reason="settled", by=CLERK)
    api.lift_supplier(supplier_id, reason="settled", by=REVIEWER)
    assert may_sell(row(supplier_id))


def test_suspended_supplier_is_not_let_in_by_approving() -> None:
    supplier_id = approved()
    api.suspend_supplier(supplier_id, reason="goods do not match", by=CLERK)
    with pytest.raises(WrongSupplierState):
        api.approve_supplier(supplier_id, by=REVIEWER)


def test_consent_taken_back_suspends() -> None:
    supplier_id = approved()
    privacy.record_consent(supplier_id, "supply", given=False, channel="phone call", by=CLERK)
    assert row(supplier_id).state == "suspended"
    with pytest.raises(Incomplete, match="took it back"):
        api.lift_supplier(supplier_id, reason="asked again", by=REVIEWER)


def test_supplier_with_a_sale_under_way_is_not_closed() -> None:
    supplier_id = approved()
    Sale.objects.create(
        order_id="o", order_number="1", order_line_id="l", product_name="kurta", quantity=1,
        unit_price_gross_minor=1, supplier_id=supplier_id,
    )  # fmt: skip
    with pytest.raises(StillOpen, match="not final yet: 1"):
        api.close_supplier(supplier_id, reason="stops working", by=CLERK)
    Sale.objects.update(state="final")
    assert api.close_supplier(supplier_id, reason="stops working", by=CLERK).state == "closed"


def test_other_parts_may_keep_a_supplier_from_being_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closure, "_guards", dict(closure._guards))
    supplier_id = approved()
    words = [Text("₹12.00 is to be paid out.")]
    closure.register_guard("money", lambda suppliers, _using: dict.fromkeys(suppliers, words))
    with pytest.raises(StillOpen, match="paid out"):
        api.close_supplier(supplier_id, reason="stops working", by=CLERK)


def test_aadhaar_is_refused_in_reasons() -> None:
    supplier_id = approved()
    with pytest.raises(api.IdentityError, match="Aadhaar"):
        api.suspend_supplier(supplier_id, reason="id 2341 2341 2346 is not theirs", by=CLERK)


def test_steps_and_verifications_are_never_changed() -> None:
    supplier_id = approved()
    for rows in (OnboardingStep.objects, Verification.objects, Consent.objects):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows.filter(supplier_id=supplier_id).update(supplier_id=supplier_id)
    assert OnboardingStep.objects.filter(supplier_id=supplier_id).exists()


STEPS = [
    "submit_supplier", "send_back_supplier", "approve_supplier", "suspend_supplier", "lift_suspension",
    "close_supplier",
]  # fmt: skip


@examples(5, nightly=160)
@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_no_order_of_steps_leaves_the_table_of_moves(wanted: list[str]) -> None:
    with transaction.atomic():
        supplier_id = submitted()
        for number, step in enumerate(wanted):
            before = row(supplier_id).state
            extra = {"reason": "because"} if step != "submit_supplier" else {}
            try:
                getattr(onboarding, step)(supplier_id, by=f"user-{number}", **extra)
            except (WrongSupplierState, Incomplete, NeedsSecondPerson):
                assert row(supplier_id).state == before
                continue
            assert row(supplier_id).state in MOVES[before]
        moves = OnboardingStep.objects.filter(supplier_id=supplier_id).order_by("id")
        assert moves.last().after == row(supplier_id).state
        approvals = [move for move in moves if move.after == "approved"]
        assert all(move.moved_by != CLERK for move in approvals)
        transaction.set_rollback(True)
    assert not Supplier.objects.filter(pk=supplier_id).exists()
