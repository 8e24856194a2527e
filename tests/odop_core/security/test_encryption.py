from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.models import Supplier
from odop_core.checks import digest_key, encryption_keys
from odop_core.security.encryption import (
    BadEncryptionKey,
    EncryptedJSONField,
    WrongEncryptionKey,
    decrypt,
    digest_text,
    encrypt,
)
from tests.factories import supplier

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PHONE = "+919876543210"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def phone_in_the_table() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM odop_consignment_supplier")
        (text,) = cursor.fetchone()
    return str(text)


@given(st.text(st.characters()))
def test_text_comes_back_as_it_was(text: str) -> None:
    assert decrypt(encrypt(text)) == text


@given(st.text(st.characters(), min_size=4))
def test_text_cannot_be_seen_in_what_is_kept(text: str) -> None:
    assert text not in encrypt(text)


@given(st.text())
def test_same_text_is_kept_differently_every_time(text: str) -> None:
    assert encrypt(text) != encrypt(text)


@given(json_values)
def test_json_comes_back_as_it_was(value: object) -> None:
    # given
    field = EncryptedJSONField()

    # when
    kept = field.get_prep_value(value)

    # then
    assert field.from_db_value(kept, None, None) == value


def test_every_listed_key_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    kept = encrypt(PHONE)

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW}, {OLD}")

    # then
    assert decrypt(kept) == PHONE


def test_first_listed_key_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW},{OLD}")
    kept = encrypt(PHONE)

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)

    # then
    assert decrypt(kept) == PHONE


def test_missing_key_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    kept = encrypt(PHONE)

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)

    # then
    with pytest.raises(WrongEncryptionKey, match="Set ODOP_ENCRYPTION_KEYS to the key it was written with"):
        decrypt(kept)


@pytest.mark.parametrize(
    "key", ["short", "!" * 44, f"{OLD},short", "ключ"], ids=["short", "odd", "one-of-two-short", "other-letters"]
)
def test_what_is_no_key_is_said_with_how_to_make_one(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", key)

    # when / then
    with pytest.raises(BadEncryptionKey, match=r"Fernet.generate_key"):
        encrypt(PHONE)


def test_bad_key_is_an_error_before_the_first_order(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", "short")

    # when
    found = encryption_keys(None)

    # then
    assert [message.id for message in found] == ["odop_core.E001"]


def test_derived_key_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", "")

    # when
    found = encryption_keys(None)

    # then
    assert [message.id for message in found] == ["odop_core.W001"]


def test_good_key_is_nothing_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)

    # when
    found = encryption_keys(None)

    # then
    assert found == []


@pytest.mark.django_db
def test_field_is_unreadable_in_the_table_and_readable_in_the_model() -> None:
    # given
    supplier(phone=PHONE)

    # when
    kept = phone_in_the_table()

    # then
    assert PHONE not in kept
    assert Supplier.objects.get().phone == PHONE


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in"])
def test_field_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(TypeError, match="it can be read, not searched"):
        Supplier.objects.filter(**{lookup: PHONE}).exists()


@given(st.text(st.characters(), min_size=1))
def test_digest_is_the_same_for_the_same_text_and_does_not_show_it(text: str) -> None:
    assert digest_text(text) == digest_text(text)
    assert len(digest_text(text)) == 64
    assert digest_text(text) != digest_text(text + "x")


def test_nothing_has_no_digest() -> None:
    assert digest_text("") == ""


def test_digest_survives_a_rotation_of_the_encryption_keys(settings: Any) -> None:
    # given
    settings.ODOP_ENCRYPTION_KEYS = OLD
    before = digest_text(PHONE)

    # when
    settings.ODOP_ENCRYPTION_KEYS = NEW

    # then
    assert digest_text(PHONE) == before


def test_digest_survives_a_new_secret_key_when_it_has_a_key_of_its_own(settings: Any) -> None:
    # given
    settings.ODOP_DIGEST_KEY = "long and random"
    before = digest_text(PHONE)

    # when
    settings.SECRET_KEY = "another"

    # then
    assert digest_text(PHONE) == before


def test_digest_depends_on_its_key(settings: Any) -> None:
    # given
    settings.ODOP_DIGEST_KEY = "one"
    before = digest_text(PHONE)

    # when
    settings.ODOP_DIGEST_KEY = "other"

    # then
    assert digest_text(PHONE) != before


def test_production_is_told_to_give_digests_a_key_of_their_own(settings: Any) -> None:
    # given
    settings.DEBUG, settings.ODOP_DIGEST_KEY = False, ""

    # when
    told = [warning.id for warning in digest_key(None)]

    # then
    assert told == ["odop_core.W002"]
    settings.ODOP_DIGEST_KEY = "long and random"
    assert digest_key(None) == []
