from __future__ import annotations

import json
import pkgutil
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from odop_consignment import api as consignment
from odop_consignment import documents, new_day
from odop_consignment.api import AlreadyThere, UnknownRow, WrongChoice, bank, privacy
from odop_consignment.api.suppliers import IdentityError, SupplierRefused
from odop_consignment.events import ConsentChanged, SupplierErased
from odop_consignment.models import (
    AgreementVersion,
    BankAccount,
    Disclosure,
    NoteLine,
    Sale,
    SaleReversal,
    SaleState,
    SaleStep,
    StockCountLine,
    StockMovement,
    Supplier,
)
from odop_consignment.settings import PLUGIN_ID
from odop_consignment.suppliers import erasure, exports
from odop_core.database.pagination import Window
from odop_core.i18n import Text
from odop_core.india import dates
from odop_core.models import InboxEvent
from odop_core.queue import worker
from tests.factories import MOMENT, agreement, supplier, switch
from tests.odop_consignment.suppliers.onboarded import CLERK, PAN, REVIEWER, api, approved, complete, draft, row
from tests.odop_provenance.supporting import photo

ALL = Window(limit=100)


def sold(supplier_id: int, state: str = SaleState.FINAL) -> Sale:
    """Sold on 2026-11-01, in the financial year 2026-27."""
    sale = Sale.objects.create(
        order_id="o", order_number="1", order_line_id="l", product_name="kurta", quantity=1,
        unit_price_gross_minor=1, supplier_id=supplier_id, state=state,
    )  # fmt: skip
    Sale.objects.filter(pk=sale.pk).update(created_at=MOMENT)
    return sale


@pytest.mark.parametrize("language", ["en", "hi"])
def test_notice_is_there_in_both_languages_and_names_every_purpose(language: str) -> None:
    text = privacy.read_notice(language).text
    assert sum(line[:2] in ("1.", "2.", "3.", "4.") for line in text.splitlines()) == len(privacy.Purpose)
    assert ("आधार" in text) is (language == "hi")


@pytest.mark.parametrize(("language", "version"), [("fr", "1"), ("en", "99"), ("../../etc", "1")])
def test_notice_that_is_not_there(language: str, version: str) -> None:
    with pytest.raises(UnknownRow):
        privacy.read_notice(language, version)


@pytest.mark.django_db
def test_last_word_about_a_purpose_counts() -> None:
    supplier_id = draft()
    assert not privacy.has_agreed(supplier_id, "messages")
    privacy.record_consent(supplier_id, "messages", given=True, channel="phone call", by=CLERK)
    privacy.record_consent(supplier_id, "profile", given=True, channel="web", by="user-own", language="en")
    assert privacy.has_agreed(supplier_id, "messages")
    privacy.record_consent(supplier_id, "messages", given=False, channel="phone call", by=CLERK)
    assert not privacy.has_agreed(supplier_id, "messages")
    assert privacy.has_agreed(supplier_id, "profile")
    words = [(each.purpose, each.given, each.language) for each in privacy.consents_of([supplier_id])[supplier_id]]
    assert words == [("messages", True, "hi"), ("profile", True, "en"), ("messages", False, "hi")]


@pytest.mark.django_db
def test_consent_is_announced() -> None:
    supplier_id = draft(artisan_slug="shabana")
    privacy.record_consent(supplier_id, "profile", given=False, channel="paper form", by=CLERK)
    event = InboxEvent.objects.get(kind=ConsentChanged.kind)
    assert event.payload == {
        "supplier_id": supplier_id, "artisan_slug": "shabana", "purpose": "profile", "given": False,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("phone", "+919876543210"),
        ("pan", PAN),
        ("address", "12 Chowk, Lucknow 226003"),
        ("email", ""),
        ("bank", "Shabana Bano\n123456789\nSBIN0001234"),
    ],
)
def test_unmasking_is_on_record(what: str, value: str) -> None:
    supplier_id = complete()
    assert privacy.disclose_value(supplier_id, what, reason="asked by the bank", by=REVIEWER) == value
    (seen,) = privacy.DISCLOSURES.read(ALL, {"supplier_id": supplier_id})
    assert (seen.what, seen.reason, seen.by) == (what, "asked by the bank", REVIEWER)
    assert privacy.DISCLOSURES.count() == privacy.DISCLOSURES.count({"supplier_id": supplier_id}) == 1


@pytest.mark.django_db
def test_nothing_is_unmasked_without_reason_name_or_meaning() -> None:
    supplier_id = complete()
    with pytest.raises(IdentityError):
        privacy.disclose_value(supplier_id, "pan", reason=" ", by=REVIEWER)
    with pytest.raises(WrongChoice):
        privacy.disclose_value(supplier_id, "pan", reason="audit", by="")
    with pytest.raises(WrongChoice):
        privacy.disclose_value(supplier_id, "password", reason="audit", by=REVIEWER)
    assert not Disclosure.objects.exists()


@pytest.mark.django_db
def test_bank_account_of_somebody_else_is_not_shown() -> None:
    one, other = complete(), draft()
    account = bank.bank_accounts_of([one])[one][0]
    assert "123456789" in privacy.disclose_value(one, "bank", reason="audit", by=REVIEWER, bank_account_id=account.id)
    with pytest.raises(WrongChoice, match="not the supplier's"):
        privacy.disclose_value(other, "bank", reason="audit", by=REVIEWER, bank_account_id=account.id)
    assert privacy.DISCLOSURES.count({"supplier_id": other}) == 0


@pytest.mark.django_db
def test_export_holds_everything_sorted_and_is_on_record() -> None:
    supplier_id, stranger = approved(), draft(name="Somebody Else")
    sold(supplier_id)
    text = privacy.export_supplier(supplier_id, reason="she asked", by=REVIEWER)
    told = json.loads(text)
    assert list(told) == sorted(told)
    assert (told["supplier"]["pan"], told["supplier"]["name"]) == (PAN, "Shabana Bano")
    assert told["bank_accounts"][0]["account_number"] == "123456789"
    assert [sale["product_name"] for sale in told["sales"]] == ["kurta"]
    assert [seen["what"] for seen in told["disclosures"]] == ["export"]
    assert "digest" not in text
    assert row(stranger).name not in text


@pytest.mark.django_db
def test_export_shows_no_terms_that_are_being_written() -> None:
    # given
    signed = agreement(supplier("Shabana"))
    AgreementVersion.objects.create(
        agreement=signed.agreement, number=2, valid_from=signed.valid_from, recorded_by="staff"
    )

    # when
    text = privacy.export_supplier(signed.agreement.supplier_id, reason="she asked", by=REVIEWER)

    # then
    assert [version["number"] for version in json.loads(text)["agreement_versions"]] == [1]


def test_export_forgets_no_table() -> None:
    about_suppliers = {
        model
        for model in apps.get_app_config("odop_consignment").get_models()
        if any(field.related_model is Supplier for field in model._meta.concrete_fields)
    }
    told = {model for model, _way in exports.TABLES.values()}
    assert about_suppliers <= told
    assert {NoteLine, SaleReversal, SaleStep, StockCountLine, StockMovement} <= told


@pytest.mark.django_db
def test_somebody_who_never_sold_is_forgotten_at_once() -> None:
    # given
    supplier_id = complete()

    # when
    erasure = privacy.request_erasure(supplier_id, by=CLERK)

    # then
    assert (erasure.state, erasure.kept_because) == ("done", Text(""))
    gone = row(supplier_id)
    assert (gone.state, gone.phone, gone.pan, gone.pan_digest, gone.address) == ("closed", "", "", "", "")
    assert "Shabana" not in gone.name
    account = BankAccount.objects.get()
    assert (account.holder, account.account_number, account.account_digest) == ("", "", "")
    (event,) = InboxEvent.objects.filter(kind=SupplierErased.kind)
    assert event.payload == {"supplier_id": supplier_id, "artisan_slug": ""}
    with pytest.raises(SupplierRefused, match="erased"):
        privacy.request_erasure(supplier_id, by=CLERK)


@pytest.mark.django_db
def test_papers_of_who_is_forgotten_are_deleted_and_their_hashes_stay(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # given
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    person = supplier(artisan_slug="shabana")
    kept = documents.store_document(BytesIO(photo()), "agreement.jpg")
    version = agreement(person, document=kept.name, signed_by="Shabana Bano")
    other = agreement(
        supplier("Ramesh"), document=documents.store_document(BytesIO(photo()), "b.jpg").name, signed_by="Ramesh"
    )
    api.close_supplier(person.id, reason="she stops", by=CLERK)

    # when
    privacy.request_erasure(person.id, by=CLERK)
    worker.run_due()

    # then
    version.refresh_from_db()
    other.refresh_from_db()
    assert (version.signed_by, version.document_sha256, other.signed_by) == ("", "0" * 64, "Ramesh")
    assert [path.name for path in tmp_path.rglob("*.jpg")] == [other.document.rpartition("/")[2]]
    (event,) = InboxEvent.objects.filter(kind=SupplierErased.kind)
    assert event.payload == {"supplier_id": person.id, "artisan_slug": "shabana"}


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"signed_by": "Ramesh"}, {"signed_by": "", "shelf_days": 1}])
def test_of_a_signed_agreement_only_the_name_can_go(changes: dict[str, object]) -> None:
    version = agreement(supplier(), signed_by="Shabana")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AgreementVersion.objects.filter(pk=version.pk).update(**changes)
    AgreementVersion.objects.filter(pk=version.pk).update(signed_by="")


@pytest.mark.django_db
def test_who_still_supplies_is_held_until_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    supplier_id = approved()
    held = privacy.request_erasure(supplier_id, by=CLERK)
    assert (held.state, held.kept_until) == ("held", None)
    assert "close the supplier first" in str(held.kept_because)
    assert erasure.erase_due() == 0
    api.close_supplier(supplier_id, reason="she stops", by=CLERK)
    monkeypatch.setattr(new_day, "_seen", None)
    new_day.begin_day()
    assert privacy.erasures_of([supplier_id])[supplier_id][0].state == "done"
    assert row(supplier_id).erased_at is not None


@pytest.mark.django_db
def test_sales_are_kept_as_long_as_tax_law_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    supplier_id = approved()
    sold(supplier_id)
    api.close_supplier(supplier_id, reason="she stops", by=CLERK)

    # when
    held = privacy.request_erasure(supplier_id, by=CLERK)

    # then
    assert (held.state, held.kept_until) == ("held", date(2033, 12, 31))
    assert "CGST Act s.36" in str(held.kept_because)
    assert [(each.id, each.state) for each in privacy.ERASURES.read(ALL, {"status": "held"})] == [(held.id, "held")]
    monkeypatch.setattr(dates, "today", lambda: date(2033, 12, 31))
    assert erasure.erase_due() == 0
    monkeypatch.setattr(dates, "today", lambda: date(2034, 1, 1))
    assert erasure.erase_due() == 1
    assert erasure.erase_due() == 0
    assert privacy.ERASURES.count({"status": "done"}) == 1
    assert Sale.objects.get().supplier_id == supplier_id


@pytest.mark.django_db
def test_merchant_may_keep_longer_but_not_shorter() -> None:
    supplier_id = approved()
    sold(supplier_id)
    switch(PLUGIN_ID, retention_months=74)
    assert erasure.retention_end(supplier_id) == date(2034, 2, 28)


@pytest.mark.django_db
def test_cancelled_sale_keeps_nobody() -> None:
    supplier_id = approved()
    sold(supplier_id, SaleState.CANCELLED)
    assert erasure.retention_end(supplier_id) is None


@pytest.mark.django_db
def test_wish_to_be_forgotten_is_withdrawn_in_time() -> None:
    supplier_id = approved()
    held = privacy.request_erasure(supplier_id, by=CLERK)
    with pytest.raises(AlreadyThere):
        privacy.request_erasure(supplier_id, by=CLERK)
    assert privacy.withdraw_erasure(held.id, by=CLERK).state == "withdrawn"
    with pytest.raises(WrongChoice):
        privacy.withdraw_erasure(held.id, by=CLERK)
    assert row(supplier_id).erased_at is None


@pytest.mark.django_db
def test_personal_data_are_not_readable_in_the_database() -> None:
    # given
    supplier_id = approved(email="shabana@example.in")

    # when
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(s)::text FROM odop_consignment_supplier s WHERE id = %s", [supplier_id])
        (kept,) = cursor.fetchone()
        cursor.execute("SELECT to_jsonb(b)::text FROM odop_consignment_bankaccount b")
        (account,) = cursor.fetchone()

    # then
    for clear in ("9876543210", PAN, "shabana@example", "Chowk"):
        assert clear not in kept
    for clear in ("123456789", "Shabana"):
        assert clear not in account


@pytest.mark.django_db
def test_who_logs_a_supplier_tells_no_phone_number() -> None:
    supplier_id = draft(email="shabana@example.in")
    shown = repr(api.suppliers_by_id([supplier_id])) + repr(row(supplier_id))
    assert "9876543210" not in shown
    assert "shabana@example" not in shown


def test_the_modules_of_the_api_are_found_by_an_ordinary_import() -> None:
    for found in pkgutil.iter_modules(consignment.__path__):
        import_module(f"{consignment.__name__}.{found.name}")
        assert isinstance(getattr(consignment, found.name), ModuleType), found.name
