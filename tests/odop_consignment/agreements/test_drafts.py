from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from odop_consignment.agreements import drafts
from odop_consignment.agreements.terms import ChargeTerms, Rule, Tier, rules_by_precedence, terms_of
from odop_consignment.agreements.validation import WrongTerms
from odop_consignment.agreements.versions import version_in_force
from odop_consignment.errors import AlreadyThere, UnknownRow, WrongChoice
from odop_consignment.models import (
    Agreement,
    AgreementVersion,
    Charge,
    ChargeBasis,
    ChargeKind,
    CommissionKind,
    CommissionRule,
    CommissionScope,
    CommissionTier,
)
from odop_core.i18n import Text
from odop_core.india.dates import today
from odop_core.models import InboxEvent
from tests.factories import supplier
from tests.odop_consignment.agreements.signed import FIRST, drafted, everything, sign, signed, terms

SHARE, ALL, CRAFT = CommissionKind.SHARE, CommissionScope.ALL, CommissionScope.CRAFT
DAY = timedelta(days=1)

# numbers


@pytest.mark.django_db
def test_agreements_are_numbered_through_the_year() -> None:
    references = [drafted().agreement.reference for _ in range(3)]
    assert references == [f"ODOP/{today().year}/{number:06d}" for number in (1, 2, 3)]


@pytest.mark.django_db
def test_own_reference_is_kept_and_leaves_no_gap() -> None:
    assert drafted(reference="KVIC 12/2019").agreement.reference == "KVIC 12/2019"
    assert drafted().agreement.reference.endswith("/000001")


@pytest.mark.django_db
def test_reference_twice_is_refused() -> None:
    drafted(reference="KVIC 12")
    with pytest.raises(AlreadyThere, match="KVIC 12"):
        drafted(reference="KVIC 12")


@pytest.mark.django_db
@pytest.mark.parametrize("reference", ["ODOP/2026/000009", "2341 2341 2346", "x" * 65])
def test_reference_that_cannot_be_is_refused(reference: str) -> None:
    with pytest.raises(WrongChoice):
        drafted(reference=reference)


@pytest.mark.django_db
def test_failed_agreement_gives_its_number_back() -> None:
    # when
    with pytest.raises(WrongTerms):
        drafted(return_window_days=-1)

    # then
    assert drafted().agreement.reference.endswith("/000001")


@pytest.mark.django_db(transaction=True)
def test_numbers_asked_for_at_once_have_no_gap() -> None:
    # given
    consignor = supplier()

    def make(turn: int) -> str:
        try:
            with transaction.atomic():
                reference = drafted(consignor.id).agreement.reference
                if turn % 3 == 0:
                    raise WrongChoice(Text("It fails after it had a number."))
            return reference
        except WrongChoice:
            return ""
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(6) as threads:
        made = [reference for reference in threads.map(make, range(24)) if reference]

    # then
    assert sorted(made) == [f"ODOP/{today().year}/{number:06d}" for number in range(1, 17)]


# drafts


@pytest.mark.django_db
def test_draft_keeps_what_was_written() -> None:
    # given
    rules = (
        everything(1200),
        Rule(CRAFT, "chikankari", SHARE, (Tier(0, 1000), Tier(10_000_000, 800)), floor_paise=100, cap_paise=90_000),
    )
    charges = (ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_PIECE, 1_500, "box and ribbon"),)

    # when
    version = drafted(rules=rules, charges=charges, valid_until=date(2027, 3, 31), shelf_days=90)

    # then
    written = drafts.read_draft(AgreementVersion.objects.get(pk=version.pk))
    assert [(rule.scope, rule.target, rule.tiers, rule.floor_paise, rule.cap_paise) for rule in written.rules] == [
        (CRAFT, "chikankari", (Tier(0, 1000), Tier(10_000_000, 800)), 100, 90_000),
        (ALL, "", (Tier(0, 1200),), None, None),
    ]
    assert [(charge.kind, charge.value, charge.words) for charge in written.charges] == [
        (ChargeKind.PACKING, 1_500, "box and ribbon")
    ]
    assert (written.valid_until, written.shelf_days) == (date(2027, 3, 31), 90)


@pytest.mark.django_db
def test_rules_are_listed_in_the_order_in_which_they_are_looked_at() -> None:
    # given
    scopes = [("all", ""), ("craft", "zardozi"), ("product", "p"), ("category", "c"), ("craft", "chikankari")]
    rules = tuple(Rule(CommissionScope(scope), target, SHARE, (Tier(0, 1),)) for scope, target in scopes)

    # when
    listed = rules_by_precedence(drafted(rules=rules))

    # then
    assert [f"{rule.scope} {rule.target}".strip() for rule in listed] == [
        "product p", "category c", "craft chikankari", "craft zardozi", "all",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"valid_until": FIRST - DAY}, "is before the first"),
        ({"return_window_days": 366}, "return window"),
        ({"shelf_days": 0}, "lie unsold"),
        ({"rules": (everything(), everything())}, "is there twice"),
        ({"rules": (Rule(CRAFT, "", SHARE, (Tier(0, 1),)),)}, "must name what it is for"),
        ({"rules": (Rule(ALL, "x", SHARE, (Tier(0, 1),)),)}, "must name what it is for"),
        ({"rules": (Rule(ALL, "", SHARE, ()),)}, "needs a tier from 0"),
        ({"rules": (Rule(ALL, "", SHARE, (Tier(5, 1),)),)}, "needs a tier from 0"),
        ({"rules": (Rule(ALL, "", SHARE, (Tier(0, 1), Tier(0, 2))),)}, "two tiers"),
        ({"rules": (everything(10_001),)}, "a share is 0 to 10,000"),
        ({"rules": (Rule(ALL, "", SHARE, (Tier(0, 1),), 200, 100),)}, "do not go together"),
        ({"charges": (ChargeTerms(ChargeKind.OTHER, ChargeBasis.PER_SALE, 1),)}, "Say in words"),
        ({"charges": (ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_SALE, -1),)}, "cannot be -1"),
        ({"charges": (ChargeTerms(ChargeKind.PACKING, ChargeBasis.SHARE, 10_001),)}, "cannot be 10001"),
        ({"charges": (ChargeTerms(ChargeKind.PACKING, ChargeBasis.SHARE, 1, "2341 2341 2346"),)}, "Aadhaar"),
    ],
)
def test_terms_that_make_no_sense_are_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(WrongTerms, match=fault):
        drafted(**changes)


@pytest.mark.django_db
def test_draft_is_written_anew() -> None:
    # given
    version = drafted(charges=(ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_SALE, 100),))

    # when
    drafts.change_draft(version.pk, terms(rules=(everything(500),), return_window_days=10), by="ravi")

    # then
    now = AgreementVersion.objects.get(pk=version.pk)
    found = terms_of(now)
    assert ([rule.tiers for rule in found.rules], found.charges) == ([(Tier(0, 500),)], ())
    assert (now.return_window_days, now.recorded_by, now.number) == (10, "ravi", 1)


@pytest.mark.django_db
def test_closed_supplier_gets_no_agreement() -> None:
    with pytest.raises(WrongChoice, match="is closed"):
        drafted(supplier(state="closed").id)


@pytest.mark.django_db
def test_unknown_rows_are_named() -> None:
    for attempt in (
        lambda: drafted(999_999),
        lambda: drafts.draft_next_version(999_999, by="asha"),
        lambda: drafts.withdraw_version(999_999, by="asha"),
        lambda: drafts.end_agreement(999_999, today(), by="asha", reason="over"),
    ):
        with pytest.raises(UnknownRow, match="999999"):
            attempt()


# offered, withdrawn, signed


@pytest.mark.django_db
def test_supplier_is_told_that_an_agreement_waits() -> None:
    # given
    version = drafted()

    # when
    drafts.offer_for_signature(version.pk, by="asha")

    # then
    told = InboxEvent.objects.get(kind="notifications.requested").payload
    assert (told["occasion"], told["supplier_id"]) == ("agreement_to_sign", version.agreement.supplier_id)
    assert told["facts"]["reference"] == version.agreement.reference


@pytest.mark.django_db
def test_terms_without_a_rule_for_everything_else_are_not_offered() -> None:
    version = drafted(rules=(Rule(CRAFT, "chikankari", SHARE, (Tier(0, 1),)),))
    with pytest.raises(WrongTerms, match="everything else"):
        drafts.offer_for_signature(version.pk, by="asha")


@pytest.mark.django_db
def test_what_is_over_is_not_offered() -> None:
    with pytest.raises(WrongTerms, match="is over"):
        drafts.offer_for_signature(drafted(valid_until=FIRST).pk, by="asha")


@pytest.mark.django_db
def test_each_step_has_its_state() -> None:
    # given
    draft = drafted()
    offered = drafts.offer_for_signature(drafted().pk, by="asha")
    done, gone = signed(), drafts.withdraw_version(drafted().pk, by="asha")

    # when / then
    refused = [
        lambda: sign(draft),
        lambda: drafts.change_draft(offered.pk, terms(), by="asha"),
        lambda: drafts.offer_for_signature(offered.pk, by="asha"),
        lambda: drafts.change_draft(done.pk, terms(), by="asha"),
        lambda: drafts.withdraw_version(done.pk, by="asha"),
        lambda: sign(done),
        lambda: drafts.withdraw_version(gone.pk, by="asha"),
        lambda: sign(gone),
    ]
    for attempt in refused:
        with pytest.raises(drafts.WrongVersionState):
            attempt()


@pytest.mark.django_db
@pytest.mark.parametrize("model", [CommissionRule, CommissionTier, Charge, AgreementVersion])
def test_signed_terms_are_fixed_by_the_database(model: Any) -> None:
    signed(charges=(ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_SALE, 100),))
    with pytest.raises(DatabaseError, match="signed agreement"), transaction.atomic():
        model.objects.update(id=F("id"))


# the next version


@pytest.mark.django_db
def test_next_version_begins_as_a_copy_of_the_signed_one() -> None:
    # given
    first = signed(rules=(everything(1500),), shelf_days=60, valid_until=date(2099, 3, 31))
    tried = drafts.draft_next_version(first.agreement_id, by="asha", draft=terms(rules=(everything(1),)))
    drafts.withdraw_version(tried.pk, by="asha")

    # when
    second = drafts.draft_next_version(first.agreement_id, by="ravi", valid_from=date(2027, 4, 1))

    # then
    found = drafts.read_draft(second)
    assert (second.number, second.state) == (3, "draft")
    assert ([rule.tiers for rule in found.rules], found.shelf_days) == ([(Tier(0, 1500),)], 60)
    assert (found.valid_from, found.valid_until) == (date(2027, 4, 1), None)


@pytest.mark.django_db
def test_only_one_version_is_in_the_writing() -> None:
    version = drafted()
    with pytest.raises(drafts.WrongVersionState, match="Version 1 is still a draft"):
        drafts.draft_next_version(version.agreement_id, by="asha")


# in force


@pytest.mark.django_db
def test_version_binds_from_its_first_to_its_last_day() -> None:
    # given
    last = FIRST + timedelta(days=9000)
    version = signed(valid_until=last)

    # when
    days = [FIRST - DAY, FIRST, last, last + DAY]
    found = [version_in_force(version.agreement_id, day) for day in days]

    # then
    assert [one and one.pk for one in found] == [None, version.pk, version.pk, None]


@pytest.mark.django_db
def test_version_binds_no_earlier_than_it_was_signed() -> None:
    # given
    version = drafts.offer_for_signature(drafted().pk, by="asha")
    sign(version, signed_on=FIRST + DAY)

    # when / then
    assert version_in_force(version.agreement_id, FIRST) is None
    assert version_in_force(version.agreement_id, FIRST + DAY) is not None


@pytest.mark.django_db
def test_of_several_versions_the_last_binds_once_its_day_has_come() -> None:
    # given
    first = signed()
    second = drafts.draft_next_version(first.agreement_id, by="asha", valid_from=FIRST + 30 * DAY)
    assert version_in_force(first.agreement_id, FIRST + 60 * DAY) == first
    sign(drafts.offer_for_signature(second.pk, by="asha"))

    # when
    found = [version_in_force(first.agreement_id, FIRST + days * DAY) for days in (29, 30)]

    # then
    assert [one and one.number for one in found] == [1, 2]


@pytest.mark.django_db
def test_ended_agreement_binds_up_to_its_last_day() -> None:
    # given
    version = signed()
    drafted_next = drafts.draft_next_version(version.agreement_id, by="asha")

    # when
    drafts.end_agreement(version.agreement_id, today(), by="ravi", reason="they moved away")

    # then
    assert version_in_force(version.agreement_id, today()) == version
    assert version_in_force(version.agreement_id, today() + DAY) is None
    assert AgreementVersion.objects.get(pk=drafted_next.pk).state == "withdrawn"
    with pytest.raises(drafts.WrongVersionState, match="was ended"):
        drafts.draft_next_version(version.agreement_id, by="asha")


@pytest.mark.django_db
def test_agreement_can_be_ended_sooner_but_not_later() -> None:
    # given
    version = signed()
    drafts.end_agreement(version.agreement_id, today() + 30 * DAY, by="asha", reason="notice given")

    # when
    drafts.end_agreement(version.agreement_id, today() - DAY, by="asha", reason="at once")

    # then
    assert version_in_force(version.agreement_id, today()) is None
    with pytest.raises(WrongChoice, match="only be ended sooner"):
        drafts.end_agreement(version.agreement_id, today() + DAY, by="asha", reason="stay")


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "reason"), [(-2, "late"), (0, " "), (0, "2341 2341 2346")])
def test_end_needs_a_reason_and_does_not_reach_back(days: int, reason: str) -> None:
    with pytest.raises(WrongChoice):
        drafts.end_agreement(signed().agreement_id, today() + days * DAY, by="asha", reason=reason)


@pytest.mark.django_db
def test_end_is_never_taken_back() -> None:
    end = drafts.end_agreement(signed().agreement_id, today(), by="asha", reason="over")
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        end.delete()


@pytest.mark.django_db
def test_draft_never_binds() -> None:
    assert version_in_force(drafted().agreement_id, FIRST) is None
    assert version_in_force(None, FIRST) is None
    assert Agreement.objects.count() == 1
