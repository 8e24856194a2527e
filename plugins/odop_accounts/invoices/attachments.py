"""Documents for buyers hang on the store's order: the store's own list of invoices shows them."""

from __future__ import annotations

from typing import Any

from odop_accounts.invoices.links import link_to
from odop_accounts.models import Document
from odop_accounts.settings import PLUGIN_ID
from odop_core.models import OutboxItem
from odop_core.queue import outbox
from odop_core.retry import PermanentFailure
from odop_core.store import host
from odop_core.store.port import StoreInvoice, StoreRefused

TOPIC = "accounts.document"


def attach_later(document: Document) -> None:
    """Once this transaction commits."""
    outbox.enqueue(TOPIC, document.order_id, {"document": document.pk}, key=f"document:{document.pk}")


def attach_now(document: Document) -> str:
    """The ID of the store's invoice; the same for a document that is attached already. Raises StoreRefused,
    StoreUnavailable."""
    url = link_to(document.pk)
    if not url:
        raise StoreRefused("Set ODOP_APP_URL: the store needs an address where documents can be read.")
    wanted = StoreInvoice(document.order_id, str(document.pk), document.number, url)
    return host.current_host().store().attach_invoice(wanted)


class AttachmentDeliverer:
    """Asks the store to show a document; a repeat is recognised by our reference."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        try:
            return {"invoice_id": attach_now(Document.objects.get(pk=item.payload["document"]))}
        except StoreRefused as error:
            raise PermanentFailure(str(error)) from error

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """The store shows it; our own row stays as it is."""

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """It waits among the dead items; staff can read the document here all the same."""
