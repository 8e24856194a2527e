"""What stands on a document, in English and Hindi, and its fields as an e-invoice."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from django.utils import translation

from odop_accounts.invoices.einvoice import einvoice_of
from odop_accounts.invoices.printing import AlteredDocument, paper_of, print_document
from odop_accounts.invoices.sync import issue_documents, sync_documents
from odop_accounts.models import Document
from odop_accounts.papers.paper import Paper
from odop_core.store.orders import Address
from tests.factories import offer, supplier, switch
from tests.odop_accounts.invoices.orders import (
    DELHI,
    ORDER,
    SHOP_GSTIN,
    VENDOR_GSTIN,
    bangles,
    deliver,
    goods,
    kurta,
    offer_of_enrolled,
    offer_of_vendor,
    sell,
    set_up_shop,
    tell,
)
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = pytest.mark.django_db
BUSINESS = "27AAACU9603R1ZN"
BERLIN = Address(
    first_name="Eva", last_name="Braun", street_address_1="Torstr. 1", city="Berlin", postal_code="10119",
    country_code="DE",
)  # fmt: skip


@pytest.fixture(autouse=True)
def shop() -> None:
    set_up_shop()


def issue(**kwargs: Any) -> Document:
    return issue_documents(ORDER, by="staff", **kwargs)[0]


def paper(document: Document, language: str = "en") -> Paper:
    with translation.override(language):
        return paper_of(document, list(document.lines.order_by("id")), language)


def words_of(document: Document, language: str = "en") -> str:
    return json.dumps(paper(document, language).__dict__, ensure_ascii=False, default=lambda each: each.__dict__)


def test_a_tax_invoice_has_what_rule_46_wants() -> None:
    # given
    sell(kurta(2), delivery=(10_500, 10_000))

    # when
    document = issue()
    text = words_of(document)

    # then
    for wanted in [
        "Tax invoice", "UP Handicrafts Corporation", "8 Cantt Road", SHOP_GSTIN, document.number, "Asha Verma",
        "12 Hazratganj", "Uttar Pradesh (09)", "Place of supply", "621149", "2 PCS", "2,000.00", "5 %", "CGST", "SGST",
        "50.00", "Tax payable on reverse charge", "Delivery", "₹2,205.00",
        "Two thousand two hundred five rupees only",
    ]:  # fmt: skip
        assert wanted in text, wanted


@pytest.mark.parametrize(("digits", "code"), [("6", "621149"), ("4", "6211")])
def test_hsn_codes_have_as_many_digits_as_the_shop_needs(digits: str, code: str) -> None:
    # given
    switch("odop.accounts", hsn_digits=digits)
    sell(kurta())

    # then
    assert paper(issue()).rows[0][2] == code


def test_what_was_issued_stays_as_it_was_when_the_shop_changes() -> None:
    # given
    sell(kurta())
    document = issue()
    before = print_document(document, "hi")

    # when
    switch("odop.consignment", corporation_name="Another", corporation_gstins=SHOP_GSTIN, corporation_address="Moved")
    switch("odop.accounts", hsn_digits="4")

    # then
    assert print_document(Document.objects.get(), "hi") == before


def test_in_hindi_all_but_names_and_codes_is_hindi() -> None:
    # given
    sell(kurta())

    # when
    text = words_of(issue(), "hi")

    # then
    for wanted in ["कर बीजक", "उत्तर प्रदेश (09)", "आपूर्ति का स्थान", "एक हज़ार पचास रुपये मात्र", "कर योग्य मूल्य"]:
        assert wanted in text, wanted


def test_a_bill_of_supply_shows_no_tax() -> None:
    # given
    sell(bangles())

    # when
    shown = paper(issue())

    # then
    assert shown.title == "Bill of supply"
    assert list(shown.head) == ["#", "Description", "HSN", "Quantity", "Value (₹)"]
    assert list(shown.totals) == [("Total", "₹499.00")]


def test_who_is_under_the_composition_scheme_says_so() -> None:
    # given
    by = supplier("Lamp House", "marketplace_vendor", "composition", VENDOR_GSTIN, address="Moradabad 244001")
    offer("lamp", by=by)
    sell(goods("lamp", 118_000, 118_000, 0))

    # when
    text = words_of(issue())

    # then
    assert "Bill of supply" in text
    assert "not eligible to collect tax" in text
    assert "Issued for the seller by UP Handicrafts Corporation" in text


def test_who_is_not_registered_shows_no_gst() -> None:
    # given
    offer_of_enrolled("rug")
    sell(goods("rug", 200_000, 200_000, 0))

    # when
    document = issue()

    # then
    assert "not registered for GST" in words_of(document)
    assert "CGST" not in words_of(document)
    assert einvoice_of(document) is None


def test_a_credit_note_names_its_invoice_and_the_same_parties() -> None:
    # given
    told = sell(kurta(2))
    told = tell(sent(told, "lucknow", kurta=2))
    deliver()
    sync_documents(ORDER)

    # when one comes back, and the buyer has moved meanwhile
    tell(returned(told, "lucknow", kurta=1).model_copy(update={"billing_address": DELHI, "shipping_address": DELHI}))
    sync_documents(ORDER)

    # then
    note = Document.objects.get(kind="credit_note")
    text = words_of(note)
    assert Document.objects.get(kind="tax_invoice").number in text
    assert "12 Hazratganj" in text
    assert (note.cgst_paise, note.place_of_supply) == (2_500, "09")


def test_goods_sent_abroad_say_under_what() -> None:
    # given
    sell(kurta(), to=BERLIN)

    # when
    document = issue()

    # then
    assert document.igst_paise == 5_000
    assert "export on payment of integrated tax" in words_of(document)
    found = einvoice_of(document)
    assert found
    assert (found["TranDtls"]["SupTyp"], found["BuyerDtls"]["Pos"], found["BuyerDtls"]["Pin"]) == (
        "EXPWP",
        "96",
        999999,
    )


def test_an_e_invoice_has_the_fields_of_the_schema() -> None:
    # given
    offer_of_vendor("lamp")
    sell(goods("lamp", 118_000, 100_000, 1800))

    # when a business buys
    found = einvoice_of(issue(buyer_gstin=BUSINESS))

    # then
    assert found
    assert found["TranDtls"]["SupTyp"] == "B2B"
    assert found["TranDtls"]["EcmGstin"] == SHOP_GSTIN
    assert found["SellerDtls"] == {
        "Gstin": VENDOR_GSTIN, "LglNm": "Lamp House", "Addr1": "Moradabad 244001", "Loc": "Uttar Pradesh",
        "Pin": 244001, "Stcd": "09",
    }  # fmt: skip
    assert found["BuyerDtls"]["Gstin"] == BUSINESS
    assert found["BuyerDtls"]["Pin"] == 226001
    (item,) = found["ItemList"]
    assert (item["HsnCd"], item["GstRt"], item["AssAmt"], item["TotItemVal"]) == ("940550", 18, 1000, 1180)
    values = found["ValDtls"]
    taxes = sum(Decimal(str(values[head])) for head in ("CgstVal", "SgstVal", "IgstVal"))
    assert Decimal(str(values["AssVal"])) + taxes == Decimal(str(values["TotInvVal"])) == 1180


@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_pdf_has_it_all_on_one_small_page(language: str) -> None:
    # given
    sell(kurta(2), bangles(), goods("rug", 210_000, 200_000, 500), to=DELHI, delivery=(10_500, 10_000))
    document = issue()

    # when
    pdf = print_document(document, language)

    # then
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = reader.pages[0].extract_text()
    assert len(reader.pages) == 1
    assert len(pdf) < 60_000
    assert str(reader.root_object["/Lang"]).startswith(language)
    for wanted in [document.number, SHOP_GSTIN, "Asha Verma", "IGST"]:
        assert wanted in text


def test_another_content_in_its_place_is_not_printed() -> None:
    # given
    sell(kurta())
    document = issue()

    # when somebody who has the keys writes another
    content: Any = document.content
    document.content = content | {"billed": content["billed"] | {"name": "Somebody else"}}
    document.save(update_fields=["content"])

    # then
    with pytest.raises(AlteredDocument):
        print_document(Document.objects.get(), "en")
