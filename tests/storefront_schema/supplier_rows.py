"""Rows of a supplier, for every query and mutation that suppliers may use: a table, so that the walk
(`test_supplier_access`) finds whatever is missing.

`ROOTS`: a query's name, and how to make a row of a supplier that it shows; the function returns the row's global ID,
which is also passed as `id` to a query that takes one. `MUTATIONS`: a mutation's name, and how to make what it is to
change; the function returns the mutation's arguments, written in GraphQL.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from odop_accounts.api.statements import issue_statement
from odop_accounts.models import Document, DocumentLine, JournalEntry, Payout, PayoutBatch
from odop_consignment.api import (
    SupplierInfo,
    bank,
    change_supplier,
    objections,
    offers,
    privacy,
    record_delivered,
    sign_in,
    turnover,
)
from odop_consignment.models import (
    ConsignmentNote,
    Disclosure,
    Erasure,
    Lot,
    OneTimeCode,
    Sale,
    Supplier,
    SupplierSession,
)
from odop_core.database.audit import MOST_KINDS
from odop_core.i18n import Text
from odop_core.india import financial_years
from odop_core.india.dates import today
from odop_core.queue import worker
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import Question
from odop_provenance.api import save_artisan
from odop_provenance.models import Artisan
from storefront_schema import ids
from storefront_schema.types.audit import AuditKind
from tests import factories
from tests.odop_consignment.stock import goods

Make = Callable[[SupplierInfo], str]


def itself(supplier: SupplierInfo) -> str:
    return ids.make("Supplier", supplier.id)


def an_agreement(supplier: SupplierInfo) -> str:
    return ids.make("Agreement", factories.agreement(supplier).agreement_id)


def an_offer(supplier: SupplierInfo) -> str:
    return ids.make("Offer", factories.offer(f"of-{supplier.id}", by=supplier).id)


def a_note(supplier: SupplierInfo) -> str:
    return ids.make("ConsignmentNote", goods.receive(factories.offer(f"of-{supplier.id}", by=supplier), 3).pk)


def a_lot(supplier: SupplierInfo) -> str:
    goods.receive(factories.offer(f"of-{supplier.id}", by=supplier), 3)
    return ids.make("ConsignmentLot", Lot.objects.get(offer__supplier=supplier.id).pk)


def a_sale(supplier: SupplierInfo) -> str:
    offer = factories.offer(f"of-{supplier.id}", by=supplier)
    factories.announce(factories.order(factories.line(f"of-{supplier.id}"), number=supplier.id))
    worker.run_due()
    return ids.make("ConsignmentSale", Sale.objects.get(offer=offer.id).pk)


def a_statement(supplier: SupplierInfo) -> str:
    an_entry(supplier)
    return ids.make("AccountSalesStatement", issue_statement(supplier.id, by="clerk").id)


def an_entry(supplier: SupplierInfo) -> str:
    """What is earned by a delivered sale."""
    a_sale(supplier)
    record_delivered([Sale.objects.get(supplier=supplier.id).pk], datetime(2026, 11, 5, tzinfo=UTC), "carrier")
    worker.run_due()
    entry = JournalEntry.objects.get(kind="delivered", lines__account__party=f"supplier:{supplier.id}")
    return ids.make("JournalEntry", entry.pk)


def a_document(supplier: SupplierInfo) -> str:
    document = Document.objects.create(
        kind="invoice", issuer=f"supplier:{supplier.id}", series="IN", issued_on=today(), issued_by="x",
        supplier_id=supplier.id, content={"seller": {"name": supplier.name}},
    )  # fmt: skip
    DocumentLine.objects.create(document=document, subject=f"{supplier.id}", description="rug", quantity=1)
    return ids.make("OdopDocument", document.pk)


def a_message(supplier: SupplierInfo) -> str:
    to = Recipient(supplier.name, supplier.phone, "en", supplier_id=supplier.id)
    facts = {"quantity": 1, "product": "kurta", "order": "7"}
    return ids.make("SupplierMessage", write_message("bought", to, facts, key=f"m-{supplier.id}").pk)


def a_question(supplier: SupplierInfo) -> str:
    asked_at = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    row = Question.objects.create(
        order_id=f"order-{supplier.id}", order_number="7", supplier_id=supplier.id, sale_ids=[supplier.id],
        language="en", value_paise=100, ordered_at=asked_at, opened_at=asked_at,
    )  # fmt: skip
    return ids.make("SupplierQuestion", row.pk)


def an_objection(supplier: SupplierInfo) -> str:
    found = objections.raise_objection(supplier.id, "supplier", supplier.id, text="Why?", by="test")
    return ids.make("SupplierObjection", found.id)


def a_disclosure(supplier: SupplierInfo) -> str:
    privacy.disclose_value(supplier.id, "phone", reason="To call.", by="staff-1")
    return ids.make("SupplierDisclosure", Disclosure.objects.get(supplier=supplier.id).pk)


def an_audit_event(supplier: SupplierInfo) -> str:
    privacy.disclose_value(supplier.id, "phone", reason="To call.", by="staff-1")
    number = list(AuditKind).index(AuditKind.DISCLOSURE)
    return ids.make("OdopAuditEvent", Disclosure.objects.get(supplier=supplier.id).pk * MOST_KINDS + number)


def a_payout(supplier: SupplierInfo) -> str:
    row = Payout.objects.create(
        key=f"ODOPPAYOUT{supplier.id:06}", batch=PayoutBatch.objects.create(prepared_by="x"), supplier_id=supplier.id,
        amount_paise=100, mode="NEFT", bank_account_id=1, bank_account_proposed_by="x", prepared_by="x",
        beneficiary_name="Asha", approved_by="y", approved_at=datetime(2026, 11, 23, tzinfo=UTC), state="paid",
    )  # fmt: skip
    return ids.make("Payout", row.pk)


ROOTS: dict[str, Make] = {
    "auditEvents": an_audit_event,
    "supplierDisclosures": a_disclosure,
    "supplierObjections": an_objection,
    "agreement": an_agreement,
    "agreements": an_agreement,
    "consignmentLot": a_lot,
    "consignmentLots": a_lot,
    "consignmentNote": a_note,
    "consignmentNotes": a_note,
    "consignmentSale": a_sale,
    "consignmentSales": a_sale,
    "journalEntries": an_entry,
    "odopDocuments": a_document,
    "accountSales": a_statement,
    "accountSalesStatement": a_statement,
    "payouts": a_payout,
    "supplierMessages": a_message,
    "mySupplier": itself,
    "offer": an_offer,
    "offers": an_offer,
    "supplierQuestions": a_question,
    "supplier": itself,
}


def its_id(supplier: SupplierInfo) -> str:
    return f'id: "{itself(supplier)}"'


def a_consent(supplier: SupplierInfo) -> str:
    return f"{its_id(supplier)}, input: {{purpose: SUPPLY, isGiven: false}}"


def a_declaration(supplier: SupplierInfo) -> str:
    return f'{its_id(supplier)}, input: {{year: 2025, elsewhere: "100000"}}'


def a_held_erasure(supplier: SupplierInfo) -> str:
    held = Erasure.objects.create(
        supplier_id=supplier.id, state="held", kept_because=Text("Sales."), requested_by="test"
    )
    return f'id: "{ids.make("SupplierErasure", held.pk)}"'


def a_sale_that_is_ready(supplier: SupplierInfo) -> str:
    return f'ids: ["{a_sale(supplier)}"]'


def a_sale_promised(supplier: SupplierInfo) -> str:
    return f'ids: ["{a_sale(supplier)}"], day: "{today()}"'


def a_sale_nobody_has(supplier: SupplierInfo) -> str:
    return f'ids: ["{a_sale(supplier)}"], reason: "The loom broke."'


def a_member(supplier: SupplierInfo) -> str:
    member = sign_in.add_member(supplier.id, name="Helper", phone=f"98700{supplier.id % 100_000:05}", by="test")
    return f'id: "{ids.make("SupplierMember", member.id)}"'


def a_session(supplier: SupplierInfo) -> str:
    now = datetime.now(UTC)
    row = SupplierSession.objects.create(
        supplier_id=supplier.id, access_digest=str(supplier.id), access_expires_at=now, began_at=now, last_seen_at=now
    )
    return f'id: "{ids.make("SupplierSession", row.pk)}"'


def a_code_to_a_new_number(supplier: SupplierInfo) -> str:
    number = f"98760{supplier.id % 100_000:05}"
    handle = sign_in.request_phone_change(supplier.id, number, network="test").handle
    issued = sign_in.issue_code(OneTimeCode.objects.latest("pk").pk)
    return f'{its_id(supplier)}, handle: "{handle}", code: "{issued.code if issued else ""}"'


def what_to_object_to(supplier: SupplierInfo) -> str:
    return f'{its_id(supplier)}, input: {{subject: SUPPLIER, subjectId: "{itself(supplier)}", text: "Why?"}}'


def a_complete_draft(supplier: SupplierInfo) -> str:
    """A consignor of whom everything is given, and nothing verified."""
    Supplier.objects.filter(pk=supplier.id).update(state="draft")
    change_supplier(supplier.id, by="test", pan="AAAPZ1234C", address="12 Chowk, Lucknow 226003")
    bank.propose_bank_account(supplier.id, holder="Asha", account_number="123456789", ifsc="SBIN0001234", by="test")
    privacy.record_consent(supplier.id, "supply", given=True, channel="paper form", by="test")
    this_year = financial_years.year_of(today())
    turnover.declare_turnover(supplier.id, year=this_year, elsewhere_paise=0, by="test")
    factories.agreement(supplier)
    return its_id(supplier)


def an_offer_taken_off(supplier: SupplierInfo) -> str:
    offer = factories.offer(f"of-{supplier.id}", by=supplier)
    offers.take_off_offer(offer.id, by="test")
    return f'id: "{ids.make("Offer", offer.id)}"'


def goods_on_their_way(supplier: SupplierInfo) -> str:
    point = ids.make("Warehouse", "lucknow")
    offer = ids.make("Offer", factories.offer(f"of-{supplier.id}", point, supplier).id)
    lines = f'[{{offerId: "{offer}", quantity: 3}}]'
    return f'input: {{kind: RECEIPT, supplierId: "{itself(supplier)}", pickupPointId: "{point}", lines: {lines}}}'


def an_announced_note(supplier: SupplierInfo) -> str:
    note = ConsignmentNote.objects.create(
        kind="receipt", supplier_id=supplier.id, pickup_point_id="lucknow", dated=today(),
        recorded_by=f"supplier:{supplier.id}",
    )  # fmt: skip
    return f'id: "{ids.make("ConsignmentNote", note.pk)}"'


def a_sale_of_five(supplier: SupplierInfo) -> str:
    offer = factories.offer(f"of-{supplier.id}", by=supplier)
    factories.announce(factories.order(factories.line(f"of-{supplier.id}", 5), number=supplier.id))
    worker.run_due()
    sale = ids.make("ConsignmentSale", Sale.objects.get(offer=offer.id).pk)
    return f'id: "{sale}", ready: 3, restReadyOn: "{today()}"'


def a_story(supplier: SupplierInfo) -> str:
    if not Artisan.objects.filter(slug=supplier.artisan_slug).exists():
        save_artisan(supplier.artisan_slug, name=supplier.name, district_slug="lucknow")
    privacy.record_consent(supplier.id, "profile", given=True, channel="app", by="test")
    return f'{its_id(supplier)}, input: {{storyEn: "I weave."}}'


ACCOUNT = '{holder: "Shabana", accountNumber: "123456789", ifsc: "SBIN0001234"}'

MUTATIONS: dict[str, Make] = {
    "consignmentNoteCancel": an_announced_note,
    "consignmentNoteCreate": goods_on_their_way,
    "consignmentSaleMarkPartReady": a_sale_of_five,
    "offerActivate": an_offer_taken_off,
    "offerDeactivate": lambda supplier: f'id: "{an_offer(supplier)}"',
    "supplierBankAccountPropose": lambda supplier: f"{its_id(supplier)}, input: {ACCOUNT}",
    "supplierCallRequest": its_id,
    "supplierObjectionCreate": what_to_object_to,
    "supplierProfilePropose": a_story,
    "supplierObjectionReply": lambda supplier: f'id: "{an_objection(supplier)}", text: "And yet."',
    "supplierObjectionWithdraw": lambda supplier: f'id: "{an_objection(supplier)}"',
    "supplierSubmit": a_complete_draft,
    "supplierLanguageUpdate": lambda supplier: f"{its_id(supplier)}, language: HI",
    "supplierMemberCreate": lambda supplier: f'{its_id(supplier)}, input: {{name: "Bela", phone: "9876512345"}}',
    "supplierMemberDelete": a_member,
    "supplierMemberUpdate": lambda supplier: f"{a_member(supplier)}, input: {{role: OWNER}}",
    "supplierPhoneChangeConfirm": a_code_to_a_new_number,
    "supplierPhoneChangeRequest": lambda supplier: f'{its_id(supplier)}, phone: "9876512345"',
    "supplierSessionEnd": a_session,
    "consignmentSaleDecline": a_sale_nobody_has,
    "consignmentSaleMarkReady": a_sale_that_is_ready,
    "consignmentSaleSetReadyDate": a_sale_promised,
    "supplierConsentRecord": a_consent,
    "supplierErasureRequest": its_id,
    "supplierErasureRequestCancel": a_held_erasure,
    "supplierExport": its_id,
    "supplierTurnoverDeclare": a_declaration,
}
