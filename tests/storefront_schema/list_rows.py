"""Three rows for every long list, told apart by what they can be sorted by: a table, so that the walk (`test_lists`)
finds whatever is missing. By the name of the query: a function that makes the row of a number from 0 on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from odop_accounts.api.statements import issue_statement
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.models import (
    BankFile,
    BankFileLayout,
    BankStatement,
    BankStatementRow,
    Document,
    DocumentLine,
    DocumentObstacle,
    Hold,
    Payout,
    PayoutBatch,
    PayoutObstacle,
)
from odop_consignment.api import SupplierInfo
from odop_consignment.models import (
    BankAccount,
    CheckoutRefusal,
    Disclosure,
    Erasure,
    Objection,
    Sale,
    SaleReversal,
    StockCount,
    Supplier,
    TableImport,
)
from odop_core.i18n import Text
from odop_core.india.dates import today
from odop_core.models import InboxEvent
from odop_logistics.models import Pickup
from odop_notifications.models import Answer, Call, Message, Operator, Question, WebhookEndpoint
from odop_provenance import api as provenance
from odop_provenance.models import ArtisanProfile, MarkRegistration
from tests import factories
from tests.odop_certificates import certified
from tests.odop_consignment.stock import goods

MOMENT = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
# No two rows are in this order, nor in the reverse, by what they are sorted by.
ORDER = (2, 0, 1)


def _supplier(number: int) -> SupplierInfo:
    found = Supplier.objects.filter(reference=f"S-{number}").first()
    if found is not None:
        return factories.suppliers_by_id([found.pk])[found.pk]
    return factories.supplier(
        f"Supplier {ORDER[number]}", reference=f"S-{number}", phone=f"+91980000000{number}", user_id=f"user-{number}"
    )


def _at(number: int) -> datetime:
    return MOMENT + timedelta(days=ORDER[number])


def _maybe(number: int, value: Any) -> Any:
    """Nothing is known of the first row."""
    return None if number == 0 else value


def _offer(number: int) -> Any:
    return factories.offer(f"variant-{number}", by=_supplier(number), priority=100 + ORDER[number])


def _lot(number: int) -> Any:
    return goods.receive(_offer(number), 3, dated=today() - timedelta(days=ORDER[number]))


def _sale(number: int) -> Sale:
    return Sale.objects.create(
        order_id=f"order-{number}", order_number=f"{number}", order_line_id=f"line-{number}", product_name="Kurta",
        supplier_id=_supplier(number).id, quantity=2, unit_price_gross_minor=100, ready_on=_maybe(number, _at(number)),
    )  # fmt: skip


def _question(number: int) -> Question:
    return Question.objects.create(
        order_id=f"order-{number}", order_number=f"{number}", supplier_id=_supplier(number).id, sale_ids=[number],
        language="en", value_paise=100, ordered_at=MOMENT, opened_at=MOMENT, due_at=_maybe(number, _at(number)),
    )  # fmt: skip


def _claim(number: int) -> Any:
    return provenance.claim_origin(f"product-{number}", district_slug="lucknow", by="merchant")


def _mark(number: int) -> MarkRegistration:
    return MarkRegistration.objects.create(
        kind="silk", number=f"SM {number}", holder="Mart", seller="Mart", valid_until=_at(number), submitted_by="x"
    )


def _entry(number: int) -> Any:
    owed = Line(Purpose.SUPPLIER_EARNED, -100, f"supplier:{_supplier(number).id}")
    lines = (Line(Purpose.BUYER_ADVANCE, 100), owed)
    return post_entries([Entry(f"entry-{number}", "delivered", f"sale:{number}", _at(number).date(), lines)])


def _payout(number: int) -> Payout:
    return Payout.objects.create(
        key=f"ODOPPAYOUT{number:06}", batch=PayoutBatch.objects.create(prepared_by="x"), amount_paise=100, mode="NEFT",
        supplier_id=_supplier(number).id, bank_account_id=1, bank_account_proposed_by="x", prepared_by="x",
        beneficiary_name="Asha", approved_by="y", approved_at=MOMENT, state="failed",
    )  # fmt: skip


def _bank_file(number: int) -> BankFile:
    layout = BankFileLayout.objects.create(name="icici", definition={}, proposed_by="x")
    return BankFile.objects.create(
        serial=number + 1, layout=layout, day=today(), day_serial=number + 1, file_name="f", content="", sha256="0",
        payout_count=1, total_paise=100, exported_by="x",
    )  # fmt: skip


def _bank_statement(number: int) -> BankStatement:
    return BankStatement.objects.create(
        account="icici", file_name="f", sha256=f"{number}", first_day=today(), last_day=today(), row_count=1,
        new_count=1, uploaded_by="x",
    )  # fmt: skip


def _bank_statement_row(number: int) -> BankStatementRow:
    return BankStatementRow.objects.create(
        digest=f"{number}", statement=_bank_statement(number), number=number + 1, day=_at(number).date(),
        description="NEFT", reference="SBIN", amount_paise=-100,
    )  # fmt: skip


def _document(number: int) -> Any:
    document = Document.objects.create(
        kind="invoice", issuer=f"supplier:{number}", series="IN", issued_on=_at(number).date(), issued_by="x",
        order_id=f"order-{number}", order_number=f"{number}", supplier_id=_supplier(number).id,
        content={"seller": {"name": "Rug Maker"}},
    )  # fmt: skip
    DocumentLine.objects.create(document=document, subject=f"{number}", description="rug", quantity=1)
    return document


def _agreement(number: int) -> Any:
    version = factories.agreement(_supplier(number))
    version.agreement.reference = f"AG-{ORDER[number]}"
    version.agreement.save()
    return version


def _statement(number: int) -> Any:
    """What is due is in `ORDER`. They are issued today, one after another."""
    supplier = _supplier(number)
    lines = (Line(Purpose.BUYER_ADVANCE, 100 + ORDER[number]),
             Line(Purpose.SUPPLIER_PAYABLE, -100 - ORDER[number], f"supplier:{supplier.id}"))  # fmt: skip
    post_entries([Entry(f"entry-{number}", "delivered", f"sale:{number}", today(), lines)])
    return issue_statement(supplier.id, by="x")


ROWS: dict[str, Callable[[int], Any]] = {
    "accountSales": _statement,
    "agreements": _agreement,
    "artisanProfiles": lambda number: ArtisanProfile.objects.create(
        artisan=certified.artisan(f"artisan-{number}"), story="I weave.", proposed_by="x"
    ),
    "artisans": lambda number: certified.artisan(f"artisan-{number}", name=f"Artisan {ORDER[number]}"),
    "auditEvents": lambda number: Disclosure.objects.create(
        supplier_id=_supplier(number).id, what="phone", reason="To call", seen_by="user-9"
    ),
    "checkoutRefusals": lambda number: CheckoutRefusal.objects.create(
        variant_id="v", supplier_id=_supplier(number).id, tax_regime="unregistered", supplier_state_code="09"
    ),
    "consignmentLots": _lot,
    "consignmentNotes": _lot,
    "consignmentReturns": lambda number: SaleReversal.objects.create(
        sale=_sale(number), key=f"key-{number}", kind="returned", quantity=1
    ),
    "consignmentSales": _sale,
    "earningsHolds": lambda number: Hold.objects.create(
        supplier_id=_supplier(number).id, reason="A dispute.", placed_by="x"
    ),
    "failedJobs": lambda number: InboxEvent.objects.create(
        key=f"dead-{number}", kind="orders.changed", subject="order-1", payload={}, state="dead"
    ),
    "helplineCalls": lambda number: Call.objects.create(
        key=f"call-{number}", reason="no_answer", language="hi", supplier_id=_supplier(number).id, order_number="7",
        due_at=_at(number), rank_at=_at(number), sla_due_at=_at(number), created_at=MOMENT,
    ),
    "helplineOperators": lambda number: Operator.objects.create(name=f"Asha {ORDER[number]}"),
    "importJobs": lambda number: TableImport.objects.create(
        kind="suppliers", dry_run=False, file="f", file_name=f"table {number}.csv", file_sha256="0", created_by="x"
    ),
    "journalEntries": _entry,
    "bankFileLayouts": lambda number: BankFileLayout.objects.create(name="icici", definition={}, proposed_by="x"),
    "bankFiles": _bank_file,
    "bankStatements": _bank_statement,
    "bankStatementRows": _bank_statement_row,
    "payoutBatches": lambda number: PayoutBatch.objects.create(prepared_by="x"),
    "payoutObstacles": lambda number: PayoutObstacle.objects.create(
        supplier_id=_supplier(number).id, kind="held", due_paise=100
    ),
    "payouts": _payout,
    "odopDocuments": _document,
    "odopDocumentObstacles": lambda number: DocumentObstacle.objects.create(
        order_id=f"order-{number}", order_number=f"{number}", reason=Text("The HSN code is not known.")
    ),
    "odopProducts": _claim,
    "offers": _offer,
    "pickups": lambda number: Pickup.objects.create(
        reference=f"P-{number}", order_id=f"order-{number}", order_number=f"{number}", pickup_point_id="lucknow",
        pickup_on=_maybe(number, _at(number)),
    ),
    "provenanceClaims": _claim,
    "provenanceMarks": _mark,
    "stockCounts": lambda number: StockCount.objects.create(pickup_point_id=f"point-{number}", counted_by="x"),
    "supplierAnswers": lambda number: Answer.objects.create(
        key=f"answer-{number}", channel="sms", said_at=MOMENT, supplier_id=_supplier(number).id, meaning="yes",
        effect="recorded",
    ),
    "supplierBankAccounts": lambda number: BankAccount.objects.create(
        supplier_id=_supplier(number).id, holder="Shabana", account_digest=f"{number}", ifsc="SBIN0000001",
        proposed_by="x",
    ),
    "supplierDisclosures": lambda number: Disclosure.objects.create(
        supplier_id=_supplier(number).id, what="phone", reason="To call", seen_by="user-9"
    ),
    "supplierEndpoints": lambda number: WebhookEndpoint.objects.create(
        supplier_id=_supplier(number).id, url="https://maker.example/hook", secret="secret"
    ),
    "supplierErasures": lambda number: Erasure.objects.create(
        supplier_id=_supplier(number).id, state="held", kept_because=Text("Sales."), requested_by="x"
    ),
    "supplierMessages": lambda number: Message.objects.create(
        key=f"message-{number}", occasion="bought", supplier_id=_supplier(number).id, order_number=f"{number}",
        recipient_name="Shabana", address="+919800000001", channel="sms", language="en", text="Sold.",
    ),
    "supplierObjections": lambda number: Objection.objects.create(
        supplier_id=_supplier(number).id, subject="sale", subject_id=1
    ),
    "supplierQuestions": _question,
    "suppliers": _supplier,
}  # fmt: skip
