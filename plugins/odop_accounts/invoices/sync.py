"""The documents of an order agree with its sales: what is missing is issued, once, whoever calls this how often."""

from __future__ import annotations

from collections.abc import Iterator

from odop_accounts.document_settings import IssueDocuments
from odop_accounts.invoices import delivery
from odop_accounts.invoices.attachments import attach_later
from odop_accounts.invoices.buyers import buyer_content
from odop_accounts.invoices.drafts import Draft, invoices_of
from odop_accounts.invoices.facts import Issued, OrderFacts, read_facts
from odop_accounts.invoices.goods import drafts_of
from odop_accounts.invoices.notes import notes_of
from odop_accounts.invoices.obstacles import note_obstacle, try_again
from odop_accounts.invoices.records import write_document
from odop_accounts.invoices.vouchers import receipts_of, refunds_of
from odop_accounts.models import Document, DocumentObstacle
from odop_accounts.posting.sync import sync_orders
from odop_accounts.series.numbers import typed_refusals
from odop_accounts.settings import AccountsSettings
from odop_consignment.api import SaleState, sales_of_order
from odop_core.database.locks import lock_subject
from odop_core.i18n import Text, TextError, _
from odop_core.plugin.configuration import load_settings

SYSTEM = "system"
WITH_SUPPLIER = (SaleState.PLACED, SaleState.CONFIRMED, SaleState.READY)


class NotReady(TextError, ValueError):
    """Nothing can be issued yet; the text says what is missing."""


def sync_documents(order_id: str, *, by: str = SYSTEM) -> list[Document]:
    """Issue what is missing of an order whose goods have left, or came back; nothing where documents are issued on
    request only. What cannot be issued yet is left for later (see `obstacles`)."""
    settings = load_settings(AccountsSettings)
    if settings.issue_documents == IssueDocuments.ON_REQUEST:
        # Another system issues them: nobody waits for ours.
        DocumentObstacle.objects.filter(order_id=order_id).delete()
        return []
    if not _may_be_due(order_id, settings):
        return []
    return _issue(order_id, by, settings, all_goods=False)[0]


def _may_be_due(order_id: str, settings: AccountsSettings) -> bool:
    """Most news are of goods that are still with their supplier, and of which nothing was issued: they cost two queries
    here, and no more."""
    if settings.receipt_vouchers or Document.objects.filter(order_id=order_id).exists():
        return True
    return any(info.state not in WITH_SUPPLIER or info.collected_at is not None for info in sales_of_order(order_id))


def issue_documents(order_id: str, *, by: str, buyer_gstin: str = "") -> list[Document]:
    """Somebody asks for the documents of an order now, also for goods that have not left. Returns those issued by this.
    Raises NotReady where something is missing and nothing was issued."""
    sync_orders([order_id])
    settings = load_settings(AccountsSettings)
    issued, problems = _issue(order_id, by, settings, all_goods=True, buyer_gstin=buyer_gstin)
    if not issued and problems:
        raise NotReady(problems[0])
    return issued


def find_problems(order_id: str) -> list[Text]:
    """Why documents that are due cannot be issued."""
    facts = read_facts(order_id)
    return [] if facts is None else _plan(facts, Issued(order_id), load_settings(AccountsSettings))[1]


def _issue(
    order_id: str, by: str, settings: AccountsSettings, *, all_goods: bool, buyer_gstin: str = ""
) -> tuple[list[Document], list[Text]]:
    made: list[Document] = []
    problems: list[Text] = []
    with typed_refusals():
        lock_subject("documents", order_id)
        facts = read_facts(order_id)
        if facts is None:
            return [], [_why_nothing(order_id)]
        if facts.was_imported and not all_goods:
            note_obstacle(order_id, facts.order.number, None)
            return [], []
        # Twice: a note is about an invoice, which may be issued just now.
        for _turn in range(2):
            issued = Issued(order_id)
            drafts, problems = _plan(facts, issued, settings, all_goods=all_goods, buyer_gstin=buyer_gstin)
            for draft in drafts:
                subjects = [issued.next_subject(line.subject) for line in draft.lines]
                document = write_document(
                    draft,
                    subjects,
                    content=buyer_content(facts, draft),
                    by=by,
                    settings=settings,
                    order_id=order_id,
                    order_number=facts.order.number,
                    supplier_id=draft.seller.supplier_id,
                )
                attach_later(document)
                made.append(document)
        # What staff ask for before it is due keeps nobody waiting.
        if not all_goods or not problems:
            note_obstacle(order_id, facts.order.number, next(iter(problems), None))
    return made, problems


def _why_nothing(order_id: str) -> Text:
    if any(info.state != SaleState.CANCELLED for info in sales_of_order(order_id)):
        return _(
            "The sales of this order wait for a supplier, or for the exchange rate of its day. Record what is missing."
        )
    return _("Nothing of this order is sold yet, so that there is nothing to invoice.")


def retry_documents() -> None:
    """For the calendar: the orders of which something was missing."""
    try_again(sync_documents)


def _plan(
    facts: OrderFacts,
    issued: Issued,
    settings: AccountsSettings,
    *,
    all_goods: bool = False,
    buyer_gstin: str = "",
) -> tuple[list[Draft], list[Text]]:
    """What is to be issued now, in the order of the series; and what keeps us from issuing more."""
    problems: list[Text] = []
    drafts = [
        *_invoices(facts, issued, problems, all_goods=all_goods, buyer_gstin=buyer_gstin),
        *notes_of(facts, issued),
        *refunds_of(facts, issued, problems),
    ]
    if settings.receipt_vouchers and not all_goods:
        invoiced_now = {line.sale_id for draft in drafts for line in draft.lines}
        drafts += receipts_of(facts, issued, problems, invoiced_now)
    return sorted(drafts, key=lambda draft: draft.series_key), problems


def _invoices(
    facts: OrderFacts, issued: Issued, problems: list[Text], *, all_goods: bool, buyer_gstin: str
) -> Iterator[Draft]:
    left = [sale for sale in facts.sales if facts.has_left(sale)]
    due = [sale for sale in facts.sales if sale.state != SaleState.CANCELLED] if all_goods else left
    missing = [sale for sale in due if not issued.live(f"sale:{sale.id}:invoice")]
    drafts = list(drafts_of(facts, missing, "invoice", problems, buyer_gstin))
    for draft in delivery.with_delivery(facts, issued, drafts, problems, is_due=bool(due)):
        yield from invoices_of(draft)
