"""Whoever gains from a decision does not make it: a member of the staff who is a supplier, too, decides nothing for
themselves. Every mutation is looked at, so that another one cannot be forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest

from odop_accounts.models import Hold, Payout, PayoutBatch
from odop_consignment.interests import has_own_interest
from odop_consignment.models import (
    Agreement,
    AgreementVersion,
    BankAccount,
    ConsignmentNote,
    Objection,
    Sale,
    SaleReversal,
    StockCount,
    Supplier,
    TurnoverDeclaration,
)
from odop_consignment.suppliers import bank
from odop_core.india import dates, financial_years
from odop_core.queue import worker
from odop_logistics.api import pickups_of_sales
from odop_notifications.helpline import operators
from odop_provenance.api import claims, evidence, marks
from odop_provenance.models import Artisan, ArtisanProfile, Claim
from storefront_schema import app, ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_provenance.supporting import photo
from tests.storefront_schema import goods
from tests.storefront_schema.client import STAFF, answer_with

pytestmark = pytest.mark.django_db

OWN = STAFF.user_id or ""
WHY = 'reason: "Seen."'
TERMS = '{validFrom: "2026-04-01", rules: []}'
# What is decided of a supplier, their goods, sales, money or data; how it is asked for stands in `questions`.
DECISIONS = {
    "earningsHoldRelease", "consignmentSaleHold", "supplierHold", "payoutBatchApprove", "payoutCancel",
    "payoutIssueClear",
    "agreementCreate", "agreementTerminate", "agreementVersionCreate", "agreementVersionOffer",
    "agreementVersionSign", "agreementVersionUpdate", "agreementVersionWithdraw", "consignmentNotePost",
    "consignmentReturnInspect", "consignmentSaleAssign", "consignmentSaleMarkDelivered", "consignmentSaleReassign",
    "consignmentSaleResolveIssue", "offerActivate", "offerCreate", "offerDeactivate", "offerUpdate",
    "pickupMarkCollected", "provenanceClaimAttest", "provenanceClaimRevoke", "provenanceClaimSet",
    "provenanceClaimVerify", "provenanceEvidenceAccept", "provenanceEvidenceErase", "provenanceEvidenceReject",
    "provenanceMarkReject", "provenanceMarkRevoke", "provenanceMarkVerify", "stockCountCancel", "stockCountComplete",
    "stockWriteOff", "supplierApprove", "supplierBankAccountApprove", "supplierBankAccountReject", "supplierClose",
    "supplierRegimeRecord", "supplierReinstate", "supplierReturnForCorrection", "supplierRevealField",
    "artisanProfileApprove", "artisanProfileReject",
    "supplierObjectionAnswer", "supplierSubmit", "supplierSuspend", "supplierUpdate", "supplierVerificationRecord",
}  # fmt: skip
# Refused row by row, or by other means; each has a test of its own below.
IN_THEIR_OWN_WAY = {
    "odopDocumentVoid",  # accounts/test_documents
    "bankStatementUpload",  # odop_accounts/bank_statements/test_matching
    "bankFileExport",  # odop_accounts/bank_files/test_files
    "consignmentSaleBulkAssign", "supplierBulkApprove", "supplierBulkSuspend",
    "helplineCallRevealNumber", "importStart", "offerBulkUpsert", "provenanceClaimBulkUpdate",
    "supplierTurnoverDeclare",
}  # fmt: skip
# What a supplier may do themselves, what somebody else decides on afterwards, and what is about no supplier.
NO_DECISIONS = {
    "accountSalesIssue",
    "odopExternalReferenceUpdate", "odopMetadataDelete", "odopMetadataUpdate", "odopPrivateMetadataDelete",
    "odopPrivateMetadataUpdate",
    "odopChallanIssue",
    "accountingPeriodClose",
    "odopDocumentsIssue", "payoutBatchPrepare", "bankFileDownload", "bankFileLayoutApprove", "bankFileLayoutPropose",
    "helplineCallTransfer", "supplierMessageBulkResend",
    "artisanCreate", "artisanUpdate", "consignmentExport", "consignmentNoteCancel", "consignmentNoteCreate",
    "consignmentNoteLineDelete", "consignmentNoteLineUpdate", "consignmentNoteLinesCreate", "consignmentNoteUpdate",
    "consignmentSaleDecline", "consignmentSaleMarkReady", "consignmentSaleSetReadyDate", "escalationPolicyUpsert",
    "goodsTaxRecord", "gstRatesAdd", "withholdingRuleAdd",
    "exchangeRateRecord", "failedJobRetry", "helplineCallClaim", "helplineCallComplete", "helplineCallConnect",
    "helplineCallRelease", "helplineCallRenew", "helplineOperatorUpsert", "importJobExportFailedRows",
    "messageTemplateUpsert", "odopPluginUpdate", "pickupMarkMissed", "pickupPointCreate", "pickupSchedule",
    "provenanceEvidenceUpload", "provenanceMarkCreate", "stockCountCreate", "stockCountLinesUpdate",
    "supplierAnswerClassify", "supplierAnswerRecord", "supplierBankAccountPropose", "supplierBulkUpsert",
    "supplierConsentRecord", "supplierCreate", "supplierEndpointActivate", "supplierEndpointCreate",
    "supplierEndpointDeactivate", "supplierEndpointRotateSecret", "supplierErasureRequest",
    "supplierErasureRequestCancel", "supplierExport", "supplierLanguageUpdate", "supplierMemberCreate",
    "consignmentSaleMarkPartReady",
    "supplierCallRequest", "supplierProfilePropose",
    "supplierObjectionCreate", "supplierObjectionReply", "supplierObjectionWithdraw",
    "supplierMemberDelete", "supplierMemberUpdate", "supplierMessageResend", "supplierPhoneChangeConfirm",
    "supplierPhoneChangeRequest", "supplierSessionEnd", "supplierSignIn", "supplierSignInCodeRequest",
    "supplierSignOut", "supplierTokenRefresh",
}  # fmt: skip


@pytest.fixture
def own(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A supplier whose account is that of a member of the staff, and one row of everything that is decided of."""
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    offer = goods.sold()
    assert offer is not None
    supplier = Supplier.objects.get(pk=offer.supplier_id)
    Supplier.objects.filter(pk=supplier.pk).update(user_id=OWN)
    agreement = Agreement.objects.get(supplier=supplier)
    draft = AgreementVersion.objects.create(agreement=agreement, number=2, valid_from=date(2026, 4, 1), recorded_by="a")
    sale = Sale.objects.get()
    point = sale.pickup_point_id
    count = StockCount.objects.create(pickup_point_id=point, counted_by="clerk")
    count.lines.create(offer_id=offer.id, expected=1, counted=2)
    claims.propose_claim(goods.PRODUCT_ID, claims.Place("lucknow", None, "shabana", off_list=True), by="clerk")
    photo_ = evidence.add_evidence(
        BytesIO(photo()), file_name="a.jpg", kind=evidence.EvidenceKind.PHOTO, by="clerk", product_id=goods.PRODUCT_ID
    )
    mark = marks.register_mark(
        marks.MarkKind.HANDLOOM, "HM/1", holder="Shabana Khatoon", valid_until=date(2099, 1, 1), by="clerk",
        artisan_slug="shabana", crafts=[("lucknow", goods.chikankari())],
    )  # fmt: skip
    return SimpleNamespace(
        supplier=supplier, offer=offer, agreement=agreement, draft=draft, sale=sale, count=count, photo=photo_,
        mark=mark,
        account=propose(supplier),
        profile=ArtisanProfile.objects.create(artisan=Artisan.objects.get(slug="shabana"), proposed_by="supplier:1"),
        hold=Hold.objects.create(supplier_id=supplier.pk, reason="A dispute.", placed_by="clerk"),
        payout=Payout.objects.create(
            key="ODOPOWNPAYOUT0001", batch=PayoutBatch.objects.create(prepared_by="clerk"), supplier_id=supplier.pk,
            amount_paise=100, mode="NEFT", bank_account_id=1, bank_account_proposed_by="clerk", prepared_by="clerk",
            beneficiary_name="Shabana",
        ),
        objection=Objection.objects.create(supplier=supplier, subject="supplier", subject_id=supplier.pk),
        note=ConsignmentNote.objects.create(
            kind="receipt", supplier=supplier, pickup_point_id=point, dated=dates.today(), recorded_by="clerk"
        ),
        returned=SaleReversal.objects.create(sale=sale, key="r", kind="returned", quantity=1),
        pickup=pickups_of_sales([sale.pk])[sale.pk].reference,
    )  # fmt: skip


def propose(supplier: Supplier) -> BankAccount:
    return bank.propose_account(
        supplier.pk, holder="Shabana", account_number="123456789", ifsc="SBIN0001234", by="clerk"
    )


def questions(own: SimpleNamespace) -> dict[str, str]:
    """Each decision, asked for of what is their own."""

    def of(kind: str, key: object, name: str = "id") -> str:
        return f"{name}: {json.dumps(ids.make(kind, key))}"

    supplier, offer = of("Supplier", own.supplier.pk), of("Offer", own.offer.id)
    version, sale = of("AgreementVersion", own.draft.pk), of("ConsignmentSale", own.sale.pk)
    account, proof = of("SupplierBankAccount", own.account.pk), of("ProvenanceEvidence", own.photo.id)
    mark, product = of("ProvenanceMark", own.mark.id), f"productId: {json.dumps(goods.PRODUCT_ID)}"
    sales = f"ids: [{json.dumps(ids.make('ConsignmentSale', own.sale.pk))}]"
    warehouse = of("Warehouse", "lucknow", "pickupPointId")
    return {
        "payoutBatchApprove": of("PayoutBatch", own.payout.batch_id),
        "payoutCancel": f"{of('Payout', own.payout.pk)}, {WHY}",
        "payoutIssueClear": f"{of('Payout', own.payout.pk)}, {WHY}",
        "earningsHoldRelease": f"{of('EarningsHold', own.hold.pk)}, {WHY}",
        "consignmentSaleHold": f"{sale}, {WHY}",
        "supplierHold": f"{supplier}, {WHY}",
        "agreementCreate": f"input: {{{of('Supplier', own.supplier.pk, 'supplierId')}, terms: {TERMS}}}",
        "agreementTerminate": f'{of("Agreement", own.agreement.pk)}, lastDay: "2099-01-01", {WHY}',
        "agreementVersionCreate": of("Agreement", own.agreement.pk, "agreementId"),
        "agreementVersionOffer": version,
        "agreementVersionSign": f'{version}, input: {{file: "0", signedOn: "2026-04-01", signedBy: "Shabana"}}',
        "agreementVersionUpdate": f"{version}, terms: {TERMS}",
        "agreementVersionWithdraw": version,
        "consignmentNotePost": of("ConsignmentNote", own.note.pk),
        "provenanceEvidenceAccept": proof,
        "provenanceEvidenceErase": f"{proof}, {WHY}",
        "provenanceEvidenceReject": f"{proof}, {WHY}",
        "provenanceMarkReject": f"{mark}, {WHY}",
        "provenanceMarkVerify": f"{mark}, {WHY}",
        "provenanceMarkRevoke": f"{mark}, {WHY}",
        "offerActivate": offer,
        "offerCreate": f"input: {{{of('Supplier', own.supplier.pk, 'supplierId')}, {warehouse}, "
        f"{of('ProductVariant', 'v9', 'variantId')}}}",
        "offerDeactivate": offer,
        "offerUpdate": f"{offer}, input: {{priority: 1}}",
        "pickupMarkCollected": f'reference: "{own.pickup}", trackingNumber: "T1"',
        "provenanceClaimAttest": product,
        "provenanceClaimSet": f'input: {{{product}, district: "lucknow", artisan: "shabana"}}',
        "provenanceClaimRevoke": f"{product}, {WHY}",
        "provenanceClaimVerify": f"{product}, input: {{version: 1, {WHY}}}",
        "consignmentReturnInspect": f"{of('ConsignmentReturn', own.returned.pk)}, good: 1, damaged: 0",
        "consignmentSaleAssign": f"{sale}, {of('Offer', own.offer.id, 'offerId')}",
        "consignmentSaleMarkDelivered": sales,
        "consignmentSaleReassign": f"{sale}, {of('Offer', own.offer.id, 'offerId')}",
        "consignmentSaleResolveIssue": f'{sale}, remark: "Seen."',
        "stockCountCancel": of("StockCount", own.count.pk),
        "stockCountComplete": of("StockCount", own.count.pk),
        "stockWriteOff": f"input: {{{of('Offer', own.offer.id, 'offerId')}, quantity: 1, {WHY}}}",
        "supplierApprove": supplier,
        "supplierBankAccountApprove": account,
        "supplierBankAccountReject": f"{account}, {WHY}",
        "supplierClose": f"{supplier}, {WHY}",
        "supplierRevealField": f"{supplier}, field: PHONE, {WHY}",
        "supplierReinstate": f"{supplier}, {WHY}",
        "supplierRegimeRecord": f'{supplier}, input: {{validFrom: "2026-04-01", supplyModel: CONSIGNMENT, '
        "taxRegime: UNREGISTERED}",
        "supplierReturnForCorrection": f"{supplier}, {WHY}",
        "artisanProfileApprove": of("ArtisanProfile", own.profile.pk),
        "artisanProfileReject": f"{of('ArtisanProfile', own.profile.pk)}, {WHY}",
        "supplierObjectionAnswer": f'{of("SupplierObjection", own.objection.pk)}, text: "Seen."',
        "supplierSubmit": supplier,
        "supplierSuspend": f"{supplier}, {WHY}",
        "supplierUpdate": f'{supplier}, input: {{userId: ""}}',
        "supplierVerificationRecord": f'{supplier}, input: {{item: PAN, result: VERIFIED, source: "x"}}',
    }


def codes(name: str, arguments: str, viewer: Viewer = STAFF) -> list[str]:
    answer = answer_with({"0": b"x"}, f"mutation {{ {name}({arguments}) {{ errors {{ code message }} }} }}", viewer)
    assert (answer.data or {}).get(name), (name, answer)
    return [error["code"] for error in (answer.data or {})[name]["errors"]]


def test_every_mutation_was_looked_at() -> None:
    assert set(app.schema().get_mutation_type().fields) == DECISIONS | IN_THEIR_OWN_WAY | NO_DECISIONS


def test_nobody_decides_for_themselves(own: SimpleNamespace) -> None:
    # when
    asked = questions(own)
    refused = {name: codes(name, arguments) for name, arguments in asked.items()}

    # then
    assert asked.keys() == DECISIONS
    assert refused == {name: ["OWN_INTEREST"] for name in DECISIONS}


def test_somebody_else_is_not_refused_for_that(own: SimpleNamespace) -> None:
    other = Viewer("staff", "user-10", STAFF.permissions)
    for name, arguments in questions(own).items():
        assert "OWN_INTEREST" not in codes(name, arguments, other), name


def test_their_rows_among_many_are_refused(own: SimpleNamespace) -> None:
    # given
    Claim.objects.filter(product_id=goods.PRODUCT_ID).update(version=1)
    supplier, point = ids.make("Supplier", own.supplier.pk), ids.make("Warehouse", "l")
    variant = ids.make("ProductVariant", "9")
    offers = f'[{{supplierId: "{supplier}", pickupPointId: "{point}", variantId: "{variant}"}}]'

    # when
    bulk = answer_with(
        {}, f"mutation {{ offerBulkUpsert(offers: {offers}) {{ results {{ errors {{ code }} }} }} }}", STAFF
    )
    begun = codes("provenanceClaimBulkUpdate", f'input: {{action: ATTEST, productIds: ["{goods.PRODUCT_ID}"], {WHY}}}')
    worker.run_due()

    # then
    assert (bulk.data or {})["offerBulkUpsert"]["results"] == [{"errors": [{"code": "OWN_INTEREST"}]}], bulk
    assert begun == []
    assert Claim.objects.get(product_id=goods.PRODUCT_ID).state == "draft"


def test_their_rows_among_many_that_are_acted_on_are_refused(own: SimpleNamespace) -> None:
    # given
    supplier, sale = ids.make("Supplier", own.supplier.pk), ids.make("ConsignmentSale", own.sale.pk)
    given = f'assignments: [{{id: "{sale}", offerId: "{ids.make("Offer", own.offer.id)}"}}]'
    asked = {
        "supplierBulkApprove": f'ids: ["{supplier}"]',
        "supplierBulkSuspend": f'ids: ["{supplier}"], {WHY}',
        "consignmentSaleBulkAssign": given,
    }

    # when
    answers = {
        name: answer_with({}, f"mutation {{ {name}({values}) {{ results {{ errors {{ code }} }} }} }}", STAFF)
        for name, values in asked.items()
    }

    # then
    for name, answer in answers.items():
        assert (answer.data or {})[name]["results"] == [{"errors": [{"code": "OWN_INTEREST"}]}], answer


def test_nobody_declares_less_than_before_for_themselves(own: SimpleNamespace) -> None:
    # given
    year = financial_years.year_of(dates.today())
    given = f"{year}"
    supplier = f'id: "{ids.make("Supplier", own.supplier.pk)}"'
    assert codes("supplierTurnoverDeclare", f'{supplier}, input: {{year: {given}, elsewhere: "500000"}}') == []

    # when
    refused = codes("supplierTurnoverDeclare", f'{supplier}, input: {{year: {given}, elsewhere: "1"}}')

    # then
    assert refused == ["INVALID"]
    assert TurnoverDeclaration.objects.count() == 1


def same_pan(own: Supplier, other: Supplier) -> None:
    Supplier.objects.filter(pk__in=[own.pk, other.pk]).update(pan_digest="d" * 64)


def same_account(own: Supplier, other: Supplier) -> None:
    for supplier in (own, other):
        propose(supplier)


def same_phone(own: Supplier, other: Supplier) -> None:
    other.phone = own.phone
    other.save()


def same_email(own: Supplier, other: Supplier) -> None:
    emails: tuple[Any, Any] = ("Family@example.com", "family@example.com")
    for supplier, email in zip((own, other), emails, strict=True):
        supplier.email = email
        supplier.save()


def same_artisan(own: Supplier, other: Supplier) -> None:
    Supplier.objects.filter(pk__in=[own.pk, other.pk]).update(artisan_slug="shabana")


def nothing(own: Supplier, other: Supplier) -> None:
    """They have nothing in common."""


@pytest.mark.parametrize(
    ("share", "gains"),
    [
        (same_pan, True), (same_account, True), (same_phone, True), (same_email, True), (same_artisan, True),
        (nothing, False),
    ],
)  # fmt: skip
def test_whoever_shares_their_gains_is_refused_as_well(
    share: Callable[[Supplier, Supplier], None], gains: bool
) -> None:
    # given
    own = Supplier.objects.get(pk=factories.supplier("Shabana", user_id=OWN, phone="+919800000001").id)
    other = Supplier.objects.get(pk=factories.supplier("Nadeem", phone="+919800000002").id)
    share(own, other)

    # then
    assert has_own_interest(OWN, [other.pk]) is gains
    assert has_own_interest(f"helpline:{OWN}", [other.pk]) is gains
    assert has_own_interest(f"import:{OWN}", [other.pk]) is gains


def test_an_operator_is_known_by_their_telephone_number_and_staff_by_their_address() -> None:
    # given
    by_phone = factories.supplier("Shabana", phone="+919800000001")
    by_email = factories.supplier("Nadeem", phone="+919800000002", email="nadeem@example.com")
    operators.save_operator("Asha", ["hi"], phone="9800000001", user_id="user-10")
    nadeem = Viewer("staff", "user-11", STAFF.permissions, email="Nadeem@Example.com")

    # then
    assert has_own_interest("user-10", [by_phone.id])
    assert not has_own_interest("user-10", [by_email.id])
    assert codes("supplierSuspend", f'id: "{ids.make("Supplier", by_email.id)}", {WHY}', nadeem) == ["OWN_INTEREST"]
    assert not has_own_interest("user-11", [by_email.id])


@pytest.mark.parametrize("by", ["", "app", "system", "store", "carrier:manual", "calendar"])
def test_what_is_no_person_gains_nothing(by: str) -> None:
    supplier = factories.supplier("Shabana", user_id="user-9")
    assert not has_own_interest(by, [supplier.id, None])
