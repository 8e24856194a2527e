"""Agreements: written, offered, signed on paper, ended, and read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import Agreement, AgreementVersion
from odop_core.security.permissions import Permission
from storefront_schema import ids, request
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_provenance.supporting import photo
from tests.storefront_schema.client import STAFF, answer_to, ask, in_language, mutate, refusals, staff
from tests.storefront_schema.goods import chikankari

MAY = staff(Permission.MANAGE_CONSIGNMENT)
ALL = {"scope": "ALL", "kind": "SHARE", "tiers": [{"shareBp": 1250}]}
TERMS: dict[str, Any] = {"validFrom": "2026-04-01", "rules": [ALL]}
VERSION = """
    id agreementId number state validFrom validUntil returnWindowDays shelfDays freightBorneBy returnsBorneBy
    rules { scope target kind tiers { beyond { text } shareBp perPiece { text } } atLeast { text } atMost { text }
            words }
    charges { kind basis label shareBp amount { amountPaise } words }
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


def on_version(name: str, version_id: str, selection: str = "version { state }", **more: Any) -> dict[str, Any]:
    return mutate(name, selection, MAY, id=("ID!", version_id), **more)


def sign(version_id: str) -> dict[str, Any]:
    given = {"file": "0", "signedOn": "2026-04-01", "signedBy": "Shabana"}
    return on_version(
        "agreementVersionSign", version_id, "version { state signedBy paperSha256 paper { url endsAt } }",
        input=("AgreementSignatureInput!", given),
    )  # fmt: skip


def test_terms_are_kept_as_they_were_typed_and_told_in_words() -> None:
    # given
    terms = TERMS | {
        "validUntil": "2027-03-31", "returnWindowDays": 10, "shelfDays": 90, "freightBorneBy": "BUYER",
        "rules": [
            ALL,
            {
                "scope": "CRAFT", "target": chikankari(), "kind": "FIXED", "atLeast": "5", "atMost": "500",
                "tiers": [{"perPiece": "20.50"}, {"beyond": "1,00,000", "perPiece": "15"}],
            },
        ],
        "charges": [
            {"kind": "PACKING", "basis": "PER_PIECE", "amount": "12"},
            {"kind": "OTHER", "basis": "SHARE", "label": "Fair", "shareBp": 100},
        ],
    }  # fmt: skip

    # when
    answer = create(terms)

    # then
    assert answer["errors"] == []
    version = answer["version"]
    assert (version["state"], version["number"], version["freightBorneBy"]) == ("DRAFT", 1, "BUYER")
    craft, everything = version["rules"]
    assert craft["tiers"][1] == {"beyond": {"text": "₹1,00,000.00"}, "shareBp": None, "perPiece": {"text": "₹15.00"}}
    assert everything["words"] == "Everything else: 12.5 % of the value without GST."
    assert craft["words"].endswith(
        "₹20.50 for each piece, beyond ₹1,00,000.00 of sales ₹15.00 for each piece; at least ₹5.00 for a sale; "
        "at most ₹500.00 for a sale."
    )
    assert [charge["words"] for charge in version["charges"]] == [
        "Packing: ₹12.00 for each piece.", "Fair: 1 % of the value without GST."
    ]  # fmt: skip
    with in_language("hi"):
        question = "query($id: ID!) { agreement(id: $id) { versions { charges { words } } } }"
        found = ask(question, STAFF, id=answer["agreement"]["id"])["agreement"]
    assert found["versions"][0]["charges"][0]["words"] == "पैकिंग: प्रति नग ₹12.00।"


@pytest.mark.parametrize(
    ("rule", "refusal"),
    [
        ({"tiers": [{}]}, ("shareBp", "REQUIRED")),
        ({"tiers": [{"shareBp": 1, "perPiece": "1"}]}, ("perPiece", "INVALID")),
        ({"kind": "FIXED", "tiers": [{"perPiece": "1.005"}]}, ("perPiece", "INVALID")),
        ({"kind": "FIXED", "tiers": [{"perPiece": "-1"}]}, ("perPiece", "INVALID")),
        ({"tiers": [{"shareBp": 10_001}]}, ("terms", "INVALID")),
        ({"tiers": [{"shareBp": 1, "beyond": "5"}]}, ("terms", "INVALID")),
        ({"scope": "CRAFT", "target": "alchemy"}, ("target", "NOT_FOUND")),
        ({"scope": "PRODUCT", "target": "UHJvZA=="}, ("target", "GRAPHQL_ERROR")),
        ({"scope": "CRAFT"}, ("terms", "INVALID")),
    ],
)
def test_terms_that_make_no_sense_are_refused(rule: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refusals(create(TERMS | {"rules": [ALL | rule]})) == [refusal]
    assert not Agreement.objects.exists()


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
    assert refusals(sign(first)) == [("id", "CONFLICT")]
    assert on_version("agreementVersionOffer", first)["version"] == {"state": "OFFERED"}
    signed = sign(first)["version"]
    assert (signed["state"], signed["signedBy"], len(signed["paperSha256"])) == ("SIGNED", "Shabana", 64)
    assert signed["paper"]["url"].startswith("http")

    # when / then
    copy = mutate(
        "agreementVersionCreate", f"version {{ {VERSION} }}", MAY,
        agreementId=("ID!", made["agreement"]["id"]), validFrom=("Date", "2027-04-01"),
    )["version"]  # fmt: skip
    assert (copy["number"], copy["shelfDays"], copy["validFrom"]) == (2, 30, "2027-04-01")
    assert on_version("agreementVersionWithdraw", copy["id"])["version"] == {"state": "WITHDRAWN"}
    assert refusals(on_version("agreementVersionOffer", first)) == [("id", "CONFLICT")]

    # when / then
    check = ask("query($id: ID!) { agreementPaperCheck(versionId: $id) { intact words } }", STAFF, id=first)
    assert check["agreementPaperCheck"]["intact"] is True


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
            "agreementEnd", "agreement { bindsToday end { lastDay reason by } }", MAY,
            id=("ID!", agreement), lastDay=("Date!", day), reason=("String!", "They retire."),
        )  # fmt: skip

    # when / then
    assert refusals(end("2020-01-01")) == [("lastDay", "INVALID")]
    assert end("2099-12-31")["agreement"] == {
        "bindsToday": True, "end": {"lastDay": "2099-12-31", "reason": "They retire.", "by": "user-9"}
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
    assert listed(f'{{supplierId: "{ids.make("Supplier", one.id)}"}}') == [binding.reference]
    assert listed("{bindsToday: true}") == [binding.reference]
    assert listed("{waitsForSignature: true}") == ["W"]


def test_a_page_asks_as_much_of_the_database_however_long_it_is() -> None:
    # given
    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(
                f"{{ agreements(first: {first}) {{ edges {{ node {{ reference supplier {{ name }} end {{ lastDay }} "
                f"versions {{ {VERSION} paper {{ url }} }} }} }} }} }}",
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
    answer = answer_to("query($id: ID!) { agreementPaperCheck(versionId: $id) { intact } }", STAFF, id=version)

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
    every = "reference versions { number state }"
    listing = (
        f"{{ agreements {{ totalCount edges {{ node {{ {every} }} }} }} mySupplier {{ agreements {{ {every} }} }} }}"
    )
    one = f"query($id: ID!) {{ agreement(id: $id) {{ {every} }} }}"
    new_id = ids.make("Agreement", only_draft.pk)

    # when
    seen = ask(listing, own)
    of_staff = ask(listing.split(" mySupplier")[0] + "}", MAY)

    # then
    shown = {"reference": signed.agreement.reference, "versions": [{"number": 1, "state": "SIGNED"}]}
    assert seen["agreements"] == {"totalCount": 1, "edges": [{"node": shown}]}
    assert seen["mySupplier"]["agreements"] == [shown]
    assert ask(one, own, id=new_id)["agreement"] is None
    assert of_staff["agreements"]["totalCount"] == 2
    assert ask(one, MAY, id=new_id)["agreement"]["versions"] == [{"number": 1, "state": "DRAFT"}]

    # when: it is offered
    AgreementVersion.objects.filter(pk=drafted.pk).update(state="offered")

    # then
    assert [version["number"] for version in ask(listing, own)["mySupplier"]["agreements"][0]["versions"]] == [2, 1]
