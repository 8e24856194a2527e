"""Agreements: written, offered, signed on paper, ended, and read."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import Agreement, AgreementEnd, AgreementVersion
from odop_core.india.dates import today
from odop_core.security.permissions import Permission
from storefront_schema import ids, request
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_provenance.supporting import photo
from tests.storefront_schema.client import STAFF, answer_to, ask, in_language, mutate, refusals, staff
from tests.storefront_schema.goods import chikankari

MAY = staff(Permission.MANAGE_CONSIGNMENT)
ALL = {"scope": "ALL", "kind": "SHARE", "tiers": [{"rateBasisPoints": 1250}]}
TERMS: dict[str, Any] = {"validFrom": "2026-04-01", "rules": [ALL]}
VERSION = """
    id agreement { id } number status validFrom validUntil returnWindowDays shelfDays shippingPaidBy
    returnShippingPaidBy
    rules { scope target kind tiers { threshold { text } rateBasisPoints perPiece { text } } minimum { text }
      maximum { text }
            description }
    charges { kind basis label rateBasisPoints amount { amountPaise } description }
"""


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request carries a photo of the signed paper."""
    monkeypatch.setattr(
        request, "file", lambda _info, _part: InMemoryUploadedFile(
            BytesIO(photo()), "file", "agreement.jpg", "image/jpeg", 1, None
        )
    )  # fmt: skip


def create(terms: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    given = {"supplierId": ids.make("Supplier", factories.supplier().id), "terms": terms or TERMS} | more
    return mutate(
        "agreementCreate", f"agreement {{ id reference }} version {{ {VERSION} }}", MAY,
        input=("AgreementCreateInput!", given),
    )  # fmt: skip


def on_version(name: str, version_id: str, selection: str = "version { status }", **more: Any) -> dict[str, Any]:
    return mutate(name, selection, MAY, id=("ID!", version_id), **more)


def sign(version_id: str) -> dict[str, Any]:
    given = {"file": "0", "signedOn": "2026-04-01", "signedBy": "Shabana"}
    return on_version(
        "agreementVersionSign", version_id, "version { status signedBy documentSha256 document { url expiresAt } }",
        input=("AgreementSignatureInput!", given),
    )  # fmt: skip


def test_terms_are_kept_as_they_were_typed_and_told_in_words() -> None:
    # given
    terms = TERMS | {
        "validUntil": "2027-03-31", "returnWindowDays": 10, "shelfDays": 90, "shippingPaidBy": "BUYER",
        "rules": [
            ALL,
            {
                "scope": "CRAFT", "target": chikankari(), "kind": "FIXED", "minimum": "5", "maximum": "500",
                "tiers": [{"perPiece": "20.50"}, {"threshold": "1,00,000", "perPiece": "15"}],
            },
        ],
        "charges": [
            {"kind": "PACKING", "basis": "PER_PIECE", "amount": "12"},
            {"kind": "OTHER", "basis": "SHARE", "label": "Fair", "rateBasisPoints": 100},
        ],
    }  # fmt: skip

    # when
    answer = create(terms)

    # then
    assert answer["errors"] == []
    version = answer["version"]
    assert (version["status"], version["number"], version["shippingPaidBy"]) == ("DRAFT", 1, "BUYER")
    craft, everything = version["rules"]
    assert craft["tiers"][1] == {
        "threshold": {"text": "₹1,00,000.00"},
        "rateBasisPoints": None,
        "perPiece": {"text": "₹15.00"},
    }
    assert everything["description"] == "Everything else: 12.5 % of the value without GST."
    assert craft["description"].endswith(
        "₹20.50 for each piece, beyond ₹1,00,000.00 of sales ₹15.00 for each piece; at least ₹5.00 for a sale; "
        "at most ₹500.00 for a sale."
    )
    assert [charge["description"] for charge in version["charges"]] == [
        "Packing: ₹12.00 for each piece.", "Fair: 1 % of the value without GST."
    ]  # fmt: skip
    with in_language("hi"):
        question = "query($id: ID!) { agreement(id: $id) { versions { charges { description } } } }"
        found = ask(question, STAFF, id=answer["agreement"]["id"])["agreement"]
    assert found["versions"][0]["charges"][0]["description"] == "पैकिंग: प्रति नग ₹12.00।"


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        ({"tiers": [{}]}, ("rateBasisPoints", "REQUIRED")),
        ({"tiers": [{"rateBasisPoints": 1, "perPiece": "1"}]}, ("perPiece", "INVALID")),
        ({"kind": "FIXED", "tiers": [{"perPiece": "1.005"}]}, ("perPiece", "INVALID")),
        ({"kind": "FIXED", "tiers": [{"perPiece": "-1"}]}, ("perPiece", "INVALID")),
        ({"tiers": [{"rateBasisPoints": 10_001}]}, ("terms", "INVALID")),
        ({"tiers": [{"rateBasisPoints": 1, "threshold": "5"}]}, ("terms", "INVALID")),
        ({"scope": "CRAFT", "target": "alchemy"}, ("target", "NOT_FOUND")),
        ({"scope": "PRODUCT", "target": "UHJvZA=="}, ("target", "GRAPHQL_ERROR")),
        ({"scope": "CRAFT"}, ("terms", "INVALID")),
    ],
)
def test_terms_that_make_no_sense_are_refused(rule: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refusals(create(TERMS | {"rules": [ALL | rule]})) == [refusal]
    assert not Agreement.objects.exists()


def test_every_mistake_of_the_terms_is_told_with_its_place() -> None:
    # given
    rules = [
        ALL | {"minimum": "much", "tiers": [{"rateBasisPoints": 1}, {"threshold": "x"}]},
        {"scope": "CRAFT", "target": "alchemy", "kind": "FIXED", "tiers": [{"perPiece": "-1"}]},
    ]
    given = {"supplierId": "no ID", "terms": TERMS | {"rules": rules}}
    question = """mutation($input: AgreementCreateInput!) {
      agreementCreate(input: $input) { errors { field path index code } } }"""

    # when
    errors = ask(question, MAY, input=given)["agreementCreate"]["errors"]

    # then
    assert [(error["path"], error["index"], error["code"]) for error in errors] == [
        ("supplierId", None, "GRAPHQL_ERROR"),
        ("terms.rules.0.tiers.1.threshold", 1, "INVALID"),
        ("terms.rules.0.tiers.1.rateBasisPoints", 1, "REQUIRED"),
        ("terms.rules.0.minimum", 0, "INVALID"),
        ("terms.rules.1.target", 1, "NOT_FOUND"),
        ("terms.rules.1.tiers.0.perPiece", 0, "INVALID"),
    ]
    assert [error["field"] for error in errors][:3] == ["supplierId", "threshold", "rateBasisPoints"]


def test_a_reference_is_used_once() -> None:
    # given
    create(reference="A-1")

    # when / then
    assert refusals(create(reference="A-1")) == [("reference", "UNIQUE")]
    assert refusals(create(supplierId=ids.make("Supplier", 10**9))) == [("supplierId", "NOT_FOUND")]


def test_a_version_is_changed_offered_signed_and_followed_by_another(paper: None) -> None:
    # given
    made = create()
    first = made["version"]["id"]

    # when / then
    changed = on_version("agreementVersionUpdate", first, "version { shelfDays }",
                         terms=("AgreementTermsInput!", TERMS | {"shelfDays": 30}))  # fmt: skip
    assert changed["version"] == {"shelfDays": 30}
    assert refusals(sign(first)) == [("id", "INVALID_STATUS")]
    assert on_version("agreementVersionOffer", first)["version"] == {"status": "OFFERED"}
    signed = sign(first)["version"]
    assert (signed["status"], signed["signedBy"], len(signed["documentSha256"])) == ("SIGNED", "Shabana", 64)
    assert signed["document"]["url"].startswith("http")

    # when / then
    copy = mutate(
        "agreementVersionCreate", f"version {{ {VERSION} }}", MAY,
        agreementId=("ID!", made["agreement"]["id"]), validFrom=("Date", "2027-04-01"),
    )["version"]  # fmt: skip
    assert (copy["number"], copy["shelfDays"], copy["validFrom"]) == (2, 30, "2027-04-01")
    assert on_version("agreementVersionWithdraw", copy["id"])["version"] == {"status": "WITHDRAWN"}
    assert refusals(on_version("agreementVersionOffer", first)) == [("id", "INVALID_STATUS")]

    # when / then
    check = ask("query($id: ID!) { agreementDocumentCheck(versionId: $id) { isIntact description } }", STAFF, id=first)
    assert check["agreementDocumentCheck"]["isIntact"] is True


def test_a_signature_without_its_paper_is_refused() -> None:
    # given
    version = create()["version"]["id"]
    on_version("agreementVersionOffer", version)

    # when / then
    assert refusals(sign(version)) == [("file", "REQUIRED")]


def test_a_version_without_a_rule_for_everything_is_not_offered() -> None:
    # given
    version = create(TERMS | {"rules": []})["version"]["id"]

    # when / then
    assert refusals(on_version("agreementVersionOffer", version)) == [("terms", "INVALID")]


def test_an_agreement_ends_and_says_why() -> None:
    # given
    agreement = ids.make("Agreement", factories.agreement(factories.supplier()).agreement_id)

    def end(day: str) -> dict[str, Any]:
        return mutate(
            "agreementTerminate", "agreement { isInForce termination { lastDay reason createdBy { id } } }", MAY,
            id=("ID!", agreement), lastDay=("Date!", day), reason=("String!", "They retire."),
        )  # fmt: skip

    # when / then
    assert refusals(end("2020-01-01")) == [("lastDay", "INVALID")]
    assert end("2099-12-31")["agreement"] == {
        "isInForce": True, "termination": {"lastDay": "2099-12-31", "reason": "They retire.",
            "createdBy": {"id": "user-9"}}
    }  # fmt: skip


def listed(where: str) -> list[str]:
    answer = ask(f"{{ agreements(where: {where}) {{ totalCount edges {{ node {{ reference }} }} }} }}", STAFF)
    return [edge["node"]["reference"] for edge in answer["agreements"]["edges"]]


def test_agreements_are_found_by_supplier_and_how_they_stand() -> None:
    # given
    one, other = factories.supplier(), factories.supplier("Other")
    binding = factories.agreement(one).agreement
    waiting = Agreement.objects.create(supplier_id=other.id, reference="W", created_by="test")
    AgreementVersion.objects.create(
        agreement=waiting, number=1, valid_from=factories.LONG_AGO, recorded_by="test", state="offered"
    )

    # when / then
    assert listed("{}") == ["W", binding.reference]
    assert listed(f'{{supplierId: {{eq: "{ids.make("Supplier", one.id)}"}}}}') == [binding.reference]
    assert listed("{isInForce: true}") == [binding.reference]
    assert listed("{isAwaitingSignature: true}") == ["W"]


@pytest.mark.parametrize(
    ("days", "next_one", "is_ending"),
    [(0, False, True), (60, False, False), (59, False, True), (-1, False, False), (30, True, True)],
)
def test_agreements_that_end_soon_are_listed_until_they_have_ended(days: int, next_one: bool, is_ending: bool) -> None:
    # given: what was ended binds no more, whatever newer version is signed
    version = factories.agreement(factories.supplier())
    AgreementEnd.objects.create(
        agreement=version.agreement, last_day=today() + timedelta(days=days), reason="x", recorded_by="x"
    )
    if next_one:
        AgreementVersion.objects.create(
            agreement=version.agreement, number=2, valid_from=factories.LONG_AGO, recorded_by="x", state="offered"
        )

    # when / then
    assert listed("{isEndingSoon: true}") == ([version.agreement.reference] if is_ending else [])


def test_a_page_asks_as_much_of_the_database_however_long_it_is() -> None:
    # given
    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(
                f"{{ agreements(first: {first}) {{ edges {{ node {{ reference supplier {{ name }} termination "
                f"{{ lastDay }} "
                f"versions {{ {VERSION} document {{ url }} }} }} }} }} }}",
                STAFF,
            )
        return len(queries)

    for _ in range(4):
        factories.agreement(factories.supplier())

    # when / then
    assert count(1) == count(4)


def test_a_paper_that_is_not_there_cannot_be_checked() -> None:
    # given
    version = create()["version"]["id"]

    # when
    answer = answer_to("query($id: ID!) { agreementDocumentCheck(versionId: $id) { isIntact } }", STAFF, id=version)

    # then
    assert "has no paper" in answer.messages[0]


def test_a_supplier_does_not_see_what_is_being_written() -> None:
    # given
    by = factories.supplier("Shabana", user_id="user-1")
    signed = factories.agreement(by)
    drafted = AgreementVersion.objects.create(
        agreement=signed.agreement, number=2, valid_from=signed.valid_from, recorded_by="staff"
    )
    only_draft = Agreement.objects.create(supplier_id=by.id, reference="ODOP/NEW", created_by="staff")
    AgreementVersion.objects.create(agreement=only_draft, number=1, valid_from=signed.valid_from, recorded_by="staff")
    own = Viewer("customer", "user-1")
    every = "reference versions { number status }"
    listing = (
        f"{{ agreements {{ totalCount edges {{ node {{ {every} }} }} }} mySupplier {{ agreements {{ {every} }} }} }}"
    )
    one = f"query($id: ID!) {{ agreement(id: $id) {{ {every} }} }}"
    new_id = ids.make("Agreement", only_draft.pk)

    # when
    seen = ask(listing, own)
    of_staff = ask(listing.split(" mySupplier")[0] + "}", MAY)

    # then
    shown = {"reference": signed.agreement.reference, "versions": [{"number": 1, "status": "SIGNED"}]}
    assert seen["agreements"] == {"totalCount": 1, "edges": [{"node": shown}]}
    assert seen["mySupplier"]["agreements"] == [shown]
    assert ask(one, own, id=new_id)["agreement"] is None
    assert of_staff["agreements"]["totalCount"] == 2
    assert ask(one, MAY, id=new_id)["agreement"]["versions"] == [{"number": 1, "status": "DRAFT"}]

    # when: it is offered
    AgreementVersion.objects.filter(pk=drafted.pk).update(state="offered")

    # then
    assert [version["number"] for version in ask(listing, own)["mySupplier"]["agreements"][0]["versions"]] == [2, 1]
