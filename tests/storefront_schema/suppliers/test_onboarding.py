"""The mutations by which somebody becomes a supplier, and what suppliers do themselves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from odop_consignment.models import Consent, Disclosure, Supplier
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_consignment.suppliers import onboarded
from tests.storefront_schema.client import answer_to, everybody_but, in_language, mutate, refusals, staff

CLERK = Viewer("staff", onboarded.CLERK, frozenset({Permission.MANAGE_CONSIGNMENT}))
REVIEWER = Viewer("staff", onboarded.REVIEWER, frozenset({Permission.MANAGE_CONSIGNMENT}))
SUPPLIER = Viewer("customer", "user-own")


def do(name: str, supplier_id: int, selection: str = "supplier { status }", viewer: Viewer = CLERK, **more: Any) -> Any:
    return mutate(name, selection, viewer, id=("ID!", ids.make("Supplier", supplier_id)), **more)


def hindi(name: str, supplier_id: int) -> str:
    with in_language("hi"):
        return " ".join(error["message"] for error in do(name, supplier_id)["errors"])


def test_somebody_is_taken_on_by_two_people() -> None:
    # given
    onboarded.corporation()
    given = {
        "name": "Shabana Bano", "phone": "9876543210", "pan": onboarded.PAN, "address": "12 Chowk, Lucknow 226003",
        "reference": "UP-LKO-1", "email": "s@example.in", "userId": ids.make("User", 7), "stateCode": "09",
    }  # fmt: skip
    made = mutate("supplierCreate", "supplier { id reference pan }", CLERK, input=("SupplierCreateInput!", given))
    supplier_id = ids.number_of("Supplier", made["supplier"]["id"])
    assert made["supplier"]["reference"] == "UP-LKO-1"

    # when
    regime = {"validFrom": "2020-04-01", "supplyModel": "CONSIGNMENT", "taxRegime": "UNREGISTERED"}
    do("supplierRegimeRecord", supplier_id, "regime { validFrom }", input=("SupplierRegimeInput!", regime))
    account = {"holder": "Shabana Bano", "accountNumber": "123456789", "ifsc": "SBIN0001234"}
    proposed = do(
        "supplierBankAccountPropose", supplier_id, "bankAccount { id status account }",
        input=("SupplierBankAccountInput!", account),
    )["bankAccount"]  # fmt: skip
    approved = mutate(
        "supplierBankAccountApprove", "bankAccount { status usableFrom }", REVIEWER, id=("ID!", proposed["id"])
    )
    consent = {"purpose": "SUPPLY", "isGiven": True, "medium": "paper form"}
    do("supplierConsentRecord", supplier_id, "consent { isGiven }", input=("SupplierConsentInput!", consent))
    declared = {"year": onboarded.financial_years.year_of(onboarded.dates.today()), "elsewhere": "1,25,000.50"}
    turnover = do(
        "supplierTurnoverDeclare", supplier_id, "turnover { elsewhere { text } percent }",
        input=("SupplierTurnoverInput!", declared),
    )["turnover"]  # fmt: skip
    for item in ("PAN", "ADDRESS"):
        seen = {"item": item, "result": "VERIFIED", "source": "papers"}
        do("supplierVerificationRecord", supplier_id, "supplier { id }", input=("SupplierVerificationInput!", seen))
    factories.agreement(onboarded.api.suppliers_by_id([supplier_id])[supplier_id])

    # then
    assert approved["bankAccount"]["status"] == "APPROVED"
    assert turnover == {"elsewhere": {"text": "₹1,25,000.50"}, "percent": 3}
    assert do("supplierSubmit", supplier_id) == {"supplier": {"status": "SUBMITTED"}, "errors": []}
    assert refusals(do("supplierApprove", supplier_id)) == [("id", "SECOND_PERSON_REQUIRED")]
    assert do("supplierApprove", supplier_id, viewer=REVIEWER)["supplier"] == {"status": "APPROVED"}


def test_what_is_missing_is_named_in_both_languages() -> None:
    # given
    supplier_id = onboarded.draft()

    # when / then
    missing = refusals(do("supplierSubmit", supplier_id))
    assert len(missing) == 3
    assert set(missing) == {("id", "CHECKLIST_INCOMPLETE")}
    assert "बैंक खाता" in hindi("supplierSubmit", supplier_id)


def test_a_supplier_is_sent_back_suspended_lifted_and_closed() -> None:
    # given
    supplier_id = onboarded.submitted()
    reason: dict[str, Any] = {"reason": ("String!", "The address is old.")}

    # when / then
    assert do("supplierReturnForCorrection", supplier_id, **reason)["supplier"] == {"status": "DRAFT"}
    do("supplierSubmit", supplier_id)
    do("supplierApprove", supplier_id, viewer=REVIEWER)
    assert do("supplierSuspend", supplier_id, **reason)["supplier"] == {"status": "SUSPENDED"}
    assert do("supplierReinstate", supplier_id, viewer=REVIEWER, **reason)["supplier"] == {"status": "APPROVED"}
    assert do("supplierClose", supplier_id, **reason)["supplier"] == {"status": "CLOSED"}
    assert refusals(do("supplierSuspend", supplier_id, **reason)) == [("id", "INVALID_STATUS")]


def test_a_step_without_a_reason_is_refused() -> None:
    # given
    supplier_id = onboarded.approved()

    # when / then
    assert refusals(do("supplierSuspend", supplier_id, reason=("String!", " "))) == [("reason", "REQUIRED")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"pan": "X"}, "pan"),
        ({"stateCode": "99"}, "stateCode"),
        ({"email": "nobody"}, "email"),
        ({"userId": ids.make("Order", 1)}, "userId"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_field(values: dict[str, str], field: str) -> None:
    # given
    given = {"name": "Asha", "phone": "9876543210"} | values

    # when
    answer = mutate("supplierCreate", "supplier { id }", CLERK, input=("SupplierCreateInput!", given))

    # then
    assert [error["field"] for error in answer["errors"]] == [field]
    assert not Supplier.objects.exists()


def test_a_regime_that_cannot_be_is_refused() -> None:
    # given
    regime = {"validFrom": "2020-04-01", "supplyModel": "MARKETPLACE_VENDOR", "taxRegime": "UNREGISTERED"}

    # when
    answer = do("supplierRegimeRecord", onboarded.draft(), "regime { gstin }", input=("SupplierRegimeInput!", regime))

    # then
    assert answer["regime"] is None
    assert refusals(answer) == [("taxRegime", "INVALID")]
    assert "unregistered" in answer["errors"][0]["message"]
    assert "marketplace_vendor" not in answer["errors"][0]["message"]


def test_all_mistakes_of_an_account_are_told_at_once() -> None:
    # given
    given = {"holder": " ", "accountNumber": "12", "ifsc": "SBIN1"}

    # when
    answer = do(
        "supplierBankAccountPropose", onboarded.draft(), "bankAccount { id }",
        input=("SupplierBankAccountInput!", given),
    )  # fmt: skip

    # then
    assert refusals(answer) == [("holder", "REQUIRED"), ("accountNumber", "INVALID"), ("ifsc", "INVALID")]


def test_the_person_who_entered_an_account_does_not_decide_on_it() -> None:
    # given
    supplier_id = onboarded.complete()
    account = ids.make("SupplierBankAccount", onboarded.bank.bank_accounts_of([supplier_id])[supplier_id][0].id)

    # when
    mine = mutate("supplierBankAccountApprove", "bankAccount { id }", CLERK, id=("ID!", account))
    refused = mutate(
        "supplierBankAccountReject", "bankAccount { status reason }", REVIEWER, id=("ID!", account),
        reason=("String!", "Another name."),
    )  # fmt: skip

    # then
    assert refusals(mine) == [("id", "SECOND_PERSON_REQUIRED")]
    assert refused["bankAccount"] == {"status": "REJECTED", "reason": "Another name."}


def test_a_number_like_an_aadhaar_number_is_taken_with_the_banks_paper() -> None:
    # given
    account = {"holder": "Shabana Bano", "accountNumber": "234123412346", "ifsc": "SBIN0001234"}
    name, selection = "supplierBankAccountPropose", "bankAccount { proof }"
    supplier_id = onboarded.draft()

    # when
    bare = do(name, supplier_id, selection, input=("SupplierBankAccountInput!", account))
    account["proof"] = "cheque"
    shown = do(name, supplier_id, selection, input=("SupplierBankAccountInput!", account))

    # then
    assert bare["errors"][0]["code"] == "INVALID"
    assert shown["bankAccount"] == {"proof": "cheque"}


def test_clear_data_take_a_permission_and_a_reason_and_leave_a_record() -> None:
    # given
    supplier_id = onboarded.draft()
    arguments = {"field": ("SupplierSensitiveFieldEnum!", "PAN"), "reason": ("String!", "TDS return")}

    # when
    shown = do("supplierRevealField", supplier_id, "value", staff(Permission.SEE_SUPPLIER_DATA), **arguments)
    arguments_of_others = f'id: "{ids.make("Supplier", supplier_id)}", field: PAN, reason: "x"'
    question = f"mutation {{ supplierRevealField({arguments_of_others}) {{ value }} }}"
    refused = answer_to(question, everybody_but(Permission.SEE_SUPPLIER_DATA))

    # then
    assert shown == {"value": onboarded.PAN, "errors": []}
    assert refused.is_refused
    assert list(Disclosure.objects.values_list("what", "reason", "seen_by")) == [("pan", "TDS return", "user-9")]


def test_clear_data_are_not_shown_without_a_reason() -> None:
    # given
    arguments = {"field": ("SupplierSensitiveFieldEnum!", "PHONE"), "reason": ("String!", "")}

    # when
    answer = do("supplierRevealField", onboarded.draft(), "value", staff(Permission.SEE_SUPPLIER_DATA), **arguments)

    # then
    assert [error["field"] for error in answer["errors"]] == ["reason"]
    assert not Disclosure.objects.exists()


def test_a_supplier_takes_their_data_with_them_and_back_their_consent() -> None:
    # given
    supplier_id = onboarded.draft(user_id="user-own")

    taken = do("supplierExport", supplier_id, "json", SUPPLIER)
    word = {"purpose": "PROFILE", "isGiven": True}
    given = do(
        "supplierConsentRecord", supplier_id, "consent { isGiven }", SUPPLIER, input=("SupplierConsentInput!", word)
    )
    word["isGiven"] = False
    back = do(
        "supplierConsentRecord", supplier_id, "consent { isGiven }", SUPPLIER, input=("SupplierConsentInput!", word)
    )

    # when / then
    assert json.loads(taken["json"])["supplier"]["pan"] == onboarded.PAN
    assert (given["consent"]["isGiven"], back["consent"]["isGiven"]) == (True, False)
    assert set(Consent.objects.values_list("channel", "recorded_by")) == {("web", "user-own")}


def test_a_wish_to_be_forgotten_is_done_or_held_and_taken_back() -> None:
    # given
    supplier_id = onboarded.approved(user_id="user-own")
    factories.offer(by=onboarded.api.suppliers_by_id([supplier_id])[supplier_id])

    # when
    asked = do("supplierErasureRequest", supplier_id, "erasure { id status holdReason }", SUPPLIER)["erasure"]

    # then
    assert asked["status"] in ("HELD", "DONE")


def test_many_suppliers_are_recorded_and_the_wrong_ones_told() -> None:
    # given
    known = factories.supplier("Known", reference="K-1")
    rows = [
        {"name": "Asha", "phone": "9876543210"},
        {"name": "Bela"},
        {"id": ids.make("Supplier", known.id), "nameHi": "जाना-पहचाना"},
        {"name": "Chand", "phone": "9876543210", "reference": "K-1"},
        {"id": ids.make("Supplier", 10**9), "name": "Nobody"},
        {"name": "Devi", "phone": "9876543210", "pan": "X"},
    ]

    # when
    answer = mutate(
        "supplierBulkUpsert", "count results { isNew supplier { name nameHi } errors { field code } }", CLERK,
        suppliers=("[SupplierBulkUpsertInput!]!", rows),
    )  # fmt: skip

    # then
    told = [(one["isNew"], [(e["field"], e["code"]) for e in one["errors"]]) for one in answer["results"]]
    assert told == [
        (True, []),
        (True, [("phone", "REQUIRED")]),
        (False, []),
        (True, [("reference", "UNIQUE")]),
        (False, [("id", "NOT_FOUND")]),
        (True, [("pan", "INVALID")]),
    ]
    assert set(Supplier.objects.values_list("name", flat=True)) == {"Known", "Asha"}
    assert answer["results"][2]["supplier"] == {"name": "Known", "nameHi": "जाना-पहचाना"}


@pytest.mark.parametrize("rows", [[], [{"name": "A"}] * 501])
def test_a_bulk_has_rows_and_not_too_many(rows: list[dict[str, str]]) -> None:
    # when
    answer = mutate("supplierBulkUpsert", "count", CLERK, suppliers=("[SupplierBulkUpsertInput!]!", rows))

    # then
    assert refusals(answer) == [("suppliers", "LIMIT" if rows else "REQUIRED")]
