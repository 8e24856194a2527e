"""Payouts, as staff and suppliers meet them."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from odop_accounts.bank_files.examples import ICICI
from odop_accounts.models import Payout, PayoutState
from odop_accounts.payouts.preparation import prepare_batch
from odop_consignment.models import Supplier
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests.odop_accounts.payouts.samples import due_to, owe, payee, payout_in, under_way_to
from tests.storefront_schema.client import answer_to, answer_with, ask, everybody_but, mutate, refusals, staff

pytestmark = pytest.mark.django_db

PREPARES = Viewer("staff", "user-1", staff(Permission.MANAGE_ACCOUNTS).permissions)
APPROVES = Viewer("staff", "user-2", staff(Permission.APPROVE_PAYOUTS).permissions)
BOTH = Viewer("staff", "user-1", staff(Permission.MANAGE_ACCOUNTS, Permission.APPROVE_PAYOUTS).permissions)


def prepare() -> str:
    owe(payee())
    made = mutate("payoutBatchPrepare", "batch { id count waiting amount { text } }", PREPARES)
    assert made["errors"] == []
    assert made["batch"] | {"id": ""} == {"id": "", "count": 1, "waiting": 1, "amount": {"text": "₹882.00"}}
    return str(made["batch"]["id"])


def approve(batch: str, viewer: Viewer = APPROVES, **more: Any) -> Any:
    return mutate(
        "payoutBatchApprove",
        "batch { waiting } approvedCount cancelledCount leftCount",
        viewer,
        id=("ID!", batch),
        **more,
    )


def test_what_is_due_is_prepared_by_one_and_approved_by_another() -> None:
    # given
    batch = prepare()

    # when
    found = approve(batch)

    # then
    assert found == {
        "batch": {"waiting": 0}, "approvedCount": 1, "cancelledCount": 0, "leftCount": 0, "errors": []
    }  # fmt: skip
    assert under_way_to() == 88_200


def test_who_prepared_it_does_not_approve_it() -> None:
    # given
    batch = prepare()

    # then
    assert refusals(approve(batch, BOTH)) == [(None, "INVALID_STATUS")]


def test_some_of_a_batch_are_approved() -> None:
    # given
    batch = prepare()

    # then
    assert refusals(approve(batch, payoutIds=("[ID!]", [ids.make("Payout", 0)]))) == [(None, "NOT_FOUND")]


def test_nothing_due_is_said() -> None:
    assert refusals(mutate("payoutBatchPrepare", "batch { id }", PREPARES)) == [(None, "INVALID_STATUS")]


def test_it_is_called_off_with_a_reason() -> None:
    # given
    approve(prepare())
    payout = ids.make("Payout", Payout.objects.get().pk)

    # when
    found = mutate(
        "payoutCancel", "payout { status reason }", PREPARES, id=("ID!", payout), reason=("String!", "Later.")
    )

    # then
    assert found["payout"] == {"status": "CANCELLED", "reason": "Later."}
    assert due_to() == 88_200


def test_a_payout_is_shown_masked_with_its_steps() -> None:
    # given
    payout_in(PayoutState.PAID)

    # when
    (edge,) = ask(
        "{ payouts(where: {status: {eq: PAID}}) { edges { node { amount { text } account beneficiary utr mode rail "
        "steps { after } batch { count } supplier { name } } } } }",
        PREPARES,
    )["payouts"]["edges"]

    # then
    node = edge["node"]
    assert [step["after"] for step in node["steps"]] == ["APPROVED", "SENDING", "SENT", "PAID"]
    assert (node["account"], node["utr"]) == ("•••• 9012", "SBINR52026112400001")
    assert "Rukhsana" not in node["beneficiary"]


def test_a_supplier_sees_their_own_once_approved() -> None:
    # given
    payout_in(PayoutState.PAID)
    payout_in(PayoutState.PREPARED, key="ODOPPREPARED00001")
    payout_in(PayoutState.PAID, 2)
    Supplier.objects.filter(pk=1).update(user_id="user-own")

    # when
    found = ask(
        "{ payouts { totalCount } mySupplier { payouts { status amount { text } } } }", Viewer("customer", "user-own")
    )

    # then
    assert found["payouts"]["totalCount"] == 1
    assert found["mySupplier"]["payouts"] == [{"status": "PAID", "amount": {"text": "₹882.00"}}]


def test_obstacles_are_said_in_words() -> None:
    # given
    owe(payee())
    Supplier.objects.update(state="suspended")
    prepare_batch(by="calendar")

    # when
    found = ask("{ payoutObstacles { edges { node { kind description } } } }", PREPARES)

    # then
    assert found["payoutObstacles"]["edges"] == [
        {"node": {"kind": "SUSPENDED", "description": "This supplier is suspended, or not approved yet."}}
    ]


def test_a_file_is_exported_and_got_again() -> None:
    # given
    approve(prepare())
    definition = json.dumps(ICICI | {"debit_account": "00640350000001"})
    made = mutate(
        "bankFileLayoutPropose",
        "layout { id }",
        PREPARES,
        name=("String!", "icici"),
        definition=("String!", definition),
    )
    mutate("bankFileLayoutApprove", "layout { id }", APPROVES, id=("ID!", made["layout"]["id"]))

    # when
    found = mutate(
        "bankFileExport", "file { id number payoutCount } leftOutCount", APPROVES, layout=("String!", "icici")
    )
    again = mutate("bankFileDownload", "content", APPROVES, id=("ID!", found["file"]["id"]))

    # then
    assert (found["file"]["number"], found["file"]["payoutCount"], found["leftOutCount"]) == (1, 1, 0)
    assert b"882.00" in base64.b64decode(again["content"])


@pytest.mark.parametrize("definition", ["", "{", "[]", '{"columns": []}'])
def test_what_is_no_layout_is_refused(definition: str) -> None:
    made = mutate(
        "bankFileLayoutPropose", "layout { id }", PREPARES, name=("String!", "x"), definition=("String!", definition)
    )

    assert refusals(made) == [("definition", "INVALID")]


def test_payouts_need_a_permission() -> None:
    others = frozenset(Permission) - {Permission.MANAGE_ACCOUNTS, Permission.APPROVE_PAYOUTS}
    for query in ("payouts", "payoutBatches", "payoutObstacles", "bankFiles", "bankFileLayouts"):
        viewer = Viewer("staff", "user-3", others)
        assert answer_to(f"{{ {query} {{ totalCount }} }}", viewer).is_refused


def test_who_prepares_may_not_approve_without_the_permission() -> None:
    mutation = 'mutation { payoutBatchApprove(id: "x") { errors { code } } }'

    assert answer_to(mutation, everybody_but(Permission.APPROVE_PAYOUTS)).is_refused


STATEMENT = """Date,Narration,UTR,Debit,Credit,Balance
24/11/2026,NEFT ODOPTEST00000001,SBINR52026112400001,881.00,,1000.00
24/11/2026,SALARY,,5.00,,995.00
"""


def upload(content: bytes) -> Any:
    answer = answer_with(
        {"0": content},
        'mutation($file: Upload!) { bankStatementUpload(input: {file: $file, account: "icici"}) '
        "{ statement { rowCount newCount firstDay } errors { field code message } } }",
        PREPARES,
        file="0",
    )
    assert answer.messages == []
    assert answer.data
    return answer.data["bankStatementUpload"]


def test_a_bank_statement_is_handed_in_and_what_does_not_fit_is_settled() -> None:
    # given
    made = payout_in(PayoutState.SENT)

    # when
    uploaded = upload(STATEMENT.encode())
    rows = ask(
        "{ bankStatementRows { edges { node { amount { text } matches { kind payout { issue } } } } } "
        "others: bankStatementRows(where: {isMatched: false}) { totalCount } bankStatements { totalCount } }",
        PREPARES,
    )
    cleared = mutate(
        "payoutIssueClear", "payout { status issue }", PREPARES,
        id=("ID!", ids.make("Payout", made.pk)), reason=("String!", "The bank took a rupee."),
    )  # fmt: skip

    # then
    assert uploaded == {"statement": {"rowCount": 2, "newCount": 2, "firstDay": "2026-11-24"}, "errors": []}
    shown = [edge["node"] for edge in rows["bankStatementRows"]["edges"]]
    matched = {"amount": {"text": "-₹881.00"}, "matches": [
        {"kind": "AMOUNT_DIFFERS", "payout": {"issue": "AMOUNT_DIFFERS"}}
    ]}  # fmt: skip
    assert matched in shown
    assert (rows["others"]["totalCount"], rows["bankStatements"]["totalCount"]) == (1, 1)
    assert cleared["payout"] == {"status": "SENT", "issue": None}


def test_a_bank_statement_that_cannot_be_read_is_refused_with_its_row() -> None:
    # when
    refused = upload(STATEMENT.replace("24/11/2026,SALARY", "44/11/2026,SALARY").encode())

    # then
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [("file", "INVALID")]
    assert "Row 3, column Date" in refused["errors"][0]["message"]
