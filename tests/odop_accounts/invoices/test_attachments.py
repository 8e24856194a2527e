"""Documents hang on the store's order, are read by a link, and are void only while the goods are here."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.test import Client

from odop_accounts import handlers
from odop_accounts.api import documents
from odop_accounts.invoices.attachments import TOPIC, AttachmentDeliverer, attach_now
from odop_accounts.invoices.links import link_to
from odop_accounts.invoices.sync import issue_documents, sync_documents
from odop_accounts.invoices.voids import void_document
from odop_accounts.models import Document
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_core.models import OutboxItem
from odop_core.queue import outbox
from odop_core.retry import PermanentFailure
from odop_core.store.port import StoreRefused
from tests.factories import cancelled
from tests.fake_store import FakeStore
from tests.odop_accounts.invoices.orders import (
    ORDER,
    dispatch,
    goods,
    kinds,
    kurta,
    offer_of_vendor,
    sell,
    set_up_shop,
    tell,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop(settings: object) -> None:
    settings.ODOP_APP_URL = "https://odop.example"  # type: ignore[attr-defined]
    set_up_shop()


def test_each_document_is_put_into_the_store_once(store: FakeStore) -> None:
    # given two sellers, whose numbers are the same
    offer_of_vendor("lamp")
    sell(kurta(), goods("lamp", 118_000, 100_000, 1800))
    dispatch()
    sync_documents(ORDER)

    # when
    for item in OutboxItem.objects.filter(topic=TOPIC):
        AttachmentDeliverer().deliver(item)
        AttachmentDeliverer().deliver(item)

    # then
    assert [(each.order_id, each.number) for each in store.invoices.values()] == [(ORDER, "TI2627-00001")] * 2
    assert len({each.url for each in store.invoices.values()}) == 2


def test_a_store_that_says_no_is_not_asked_again(store: FakeStore) -> None:
    # given
    sell(kurta())
    issue_documents(ORDER, by="staff")
    store.trouble = StoreRefused("no billing address")

    # then
    with pytest.raises(PermanentFailure, match="billing address"):
        AttachmentDeliverer().deliver(OutboxItem.objects.get(topic=TOPIC))


def test_who_delivers_them_is_known() -> None:
    handlers.subscribe_all()

    assert isinstance(outbox._deliverers[TOPIC], AttachmentDeliverer)


@pytest.mark.parametrize(("language", "wanted"), [("", "en"), ("hi", "hi")])
def test_the_link_leads_to_the_pdf(client: Client, language: str, wanted: str) -> None:
    # given
    sell(kurta())
    (document,) = issue_documents(ORDER, by="staff")
    link = link_to(document.pk, language)
    assert link.startswith("https://odop.example/accounts/documents/")

    # when
    response = client.get(link.removeprefix("https://odop.example"))

    # then
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="TI2627-00001.pdf"'
    root = pypdf.PdfReader(io.BytesIO(response.content)).root_object
    assert str(root["/Lang"]).startswith(wanted)


def test_nobody_guesses_a_link(client: Client) -> None:
    # given
    sell(kurta())
    issue_documents(ORDER, by="staff")

    # then
    assert client.get("/accounts/documents/WzFd").status_code == 403
    assert client.get("/accounts/documents/WzFd:abc").status_code == 403


def test_an_address_is_needed_for_links(settings: object, store: FakeStore) -> None:
    # given
    settings.ODOP_APP_URL = ""  # type: ignore[attr-defined]
    sell(kurta())

    # then
    with pytest.raises(StoreRefused, match="ODOP_APP_URL"):
        attach_now(issue_documents(ORDER, by="staff")[0])


def test_what_is_void_keeps_its_number_and_is_issued_anew() -> None:
    # given
    sell(kurta())
    (document,) = issue_documents(ORDER, by="staff")

    # when
    void_document(document.pk, reason="wrong address", by="staff")
    dispatch()
    sync_documents(ORDER)

    # then
    assert list(Document.objects.order_by("id").values_list("number", flat=True)) == ["TI2627-00001", "TI2627-00002"]
    (first, second) = documents.documents_of_orders([ORDER])[ORDER]
    assert (first.void_reason, second.void_reason) == ("wrong address", "")


def test_void_before_it_is_called_off_it_has_no_credit_note() -> None:
    # given
    told = sell(kurta())
    (document,) = issue_documents(ORDER, by="staff")
    void_document(document.pk, reason="twice", by="staff")

    # when
    tell(cancelled(told))
    sync_documents(ORDER)

    # then
    assert kinds() == ["tax_invoice"]


def test_once_goods_have_left_it_is_not_void_any_more() -> None:
    # given
    sell(kurta())
    dispatch()
    (document,) = sync_documents(ORDER)

    # then
    with pytest.raises(WrongChoice, match="have left"):
        void_document(document.pk, reason="oh", by="staff")


def test_what_is_void_or_credited_is_not_void_again() -> None:
    # given
    told = sell(kurta())
    (document,) = issue_documents(ORDER, by="staff")
    tell(cancelled(told))
    (note,) = sync_documents(ORDER)

    # then
    with pytest.raises(WrongChoice, match="credit note"):
        void_document(document.pk, reason="oh", by="staff")
    with pytest.raises(WrongChoice, match="stays"):
        void_document(note.pk, reason="oh", by="staff")
    with pytest.raises(UnknownRow):
        void_document(0, reason="oh", by="staff")
