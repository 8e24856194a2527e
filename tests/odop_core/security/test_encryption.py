from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.models import Supplier
from odop_core.checks import digest_key, encryption_keys
from odop_core.models import OutboxItem
from odop_core.security.encryption import (
    BadEncryptionKey,
    EncryptedJSONField,
    EncryptedTextField,
    MovedCiphertext,
    SealedRow,
    WrongEncryptionKey,
    decrypt,
    digest_text,
    encrypt,
)
from tests.encrypted_rows import all_encrypted_fields, encrypted_models, make_row
from tests.factories import supplier

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PHONE = "+919876543210"
HERE = "a table.a column"
SUPPLIER_PHONE, SUPPLIER_PAN = "odop_consignment.Supplier.phone", "odop_consignment.Supplier.pan"

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
    assert decrypt(encrypt(text, HERE), HERE) == text


@given(st.text(st.characters(), min_size=4))
def test_text_cannot_be_seen_in_what_is_kept(text: str) -> None:
    assert text not in encrypt(text, HERE)


@given(st.text())
def test_same_text_is_kept_differently_every_time(text: str) -> None:
    assert encrypt(text, HERE) != encrypt(text, HERE)


@given(json_values)
def test_json_comes_back_as_it_was(value: object) -> None:
    # given
    row = OutboxItem(key="a")
    field = EncryptedJSONField()
    row.payload, field.attname = value, "payload"  # type: ignore[assignment]

    # when
    kept = field.get_prep_value(field.pre_save(row, add=True))

    # then
    assert value is None or field.from_db_value(kept, None, None) == value


def test_every_listed_key_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    kept = encrypt(PHONE, HERE)

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW}, {OLD}")

    # then
    assert decrypt(kept, HERE) == PHONE


def test_first_listed_key_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", f"{NEW},{OLD}")
    kept = encrypt(PHONE, HERE)

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)

    # then
    assert decrypt(kept, HERE) == PHONE


def test_missing_key_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", OLD)
    kept = encrypt(PHONE, HERE)

    # when
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", NEW)

    # then
    with pytest.raises(WrongEncryptionKey, match="Set ODOP_ENCRYPTION_KEYS to the key it was written with"):
        decrypt(kept, HERE)


@pytest.mark.parametrize(
    "key", ["short", "!" * 44, f"{OLD},short", "ключ"], ids=["short", "odd", "one-of-two-short", "other-letters"]
)
def test_what_is_no_key_is_said_with_how_to_make_one(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    # given
    monkeypatch.setenv("ODOP_ENCRYPTION_KEYS", key)

    # when / then
    with pytest.raises(BadEncryptionKey, match=r"Fernet.generate_key"):
        encrypt(PHONE, HERE)


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


@pytest.mark.parametrize("model", encrypted_models(), ids=lambda model: model._meta.label)
def test_every_row_with_something_encrypted_is_named_for_good(model: type[models.Model]) -> None:
    # given
    names = model.ENCRYPTED_FOR

    # then
    fields = [field for field in model._meta.concrete_fields if field.attname in names]
    together = [set(rule.fields) for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    assert len(fields) == len(names)
    assert not any(field.null for field in fields)
    assert any(field.unique for field in fields) or {field.name for field in fields} in together


def write_token(field: EncryptedTextField, row: models.Model, token: str) -> None:
    """Whoever can write the database puts a ciphertext where they like."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f'UPDATE {row._meta.db_table} SET "{field.column}" = %s WHERE id = %s', [token, row.pk])  # noqa: S608
        cursor.execute("SET LOCAL session_replication_role = origin")


def token_of(field: EncryptedTextField, row: models.Model) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{field.column}" FROM {row._meta.db_table} WHERE id = %s', [row.pk])  # noqa: S608
        return str(cursor.fetchone()[0])


def label(field: models.Field[Any, Any]) -> str:
    return f"{field.model._meta.label}.{field.name}"


@pytest.mark.django_db
@pytest.mark.parametrize("field", all_encrypted_fields(), ids=label)
def test_a_value_moved_to_another_row_or_column_cannot_be_read(field: EncryptedTextField) -> None:
    """Every encrypted field there is; the danger is the first that the documentation of CipherSweet names."""
    # given
    model: Any = field.model
    one, other = make_row(model), make_row(model)
    kept = getattr(one, field.name)
    assert getattr(model.objects.get(pk=one.pk), field.name) == kept
    own, foreign = token_of(field, one), token_of(field, other)

    # when: another row's
    write_token(field, one, foreign)

    # then
    with pytest.raises(MovedCiphertext, match="belongs to another row"):
        model.objects.get(pk=one.pk)
    with pytest.raises(MovedCiphertext):
        getattr(model.objects.defer(field.name).get(pk=one.pk), field.name)

    # when: another column's, of this row or of another table's
    write_token(
        field, one, token_of(next(each for each in all_encrypted_fields() if each != field), one_elsewhere(field))
    )

    # then
    with pytest.raises(WrongEncryptionKey):
        model.objects.get(pk=one.pk)

    # when
    write_token(field, one, own)

    # then
    assert getattr(model.objects.get(pk=one.pk), field.name) == kept


def one_elsewhere(field: EncryptedTextField) -> models.Model:
    return make_row(next(each for each in all_encrypted_fields() if each != field).model)


@pytest.mark.django_db
def test_two_columns_of_one_row_cannot_be_exchanged() -> None:
    # given
    row = Supplier.objects.get(pk=supplier(phone=PHONE, pan="AAAPZ1234C").id)
    fields = [field for field in all_encrypted_fields() if label(field) in {SUPPLIER_PHONE, SUPPLIER_PAN}]
    tokens = [token_of(field, row) for field in fields]

    # when
    for field, token in zip(fields, reversed(tokens), strict=True):
        write_token(field, row, token)

    # then
    with pytest.raises(WrongEncryptionKey):
        Supplier.objects.get(pk=row.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("values", ["values", "values_list"])
def test_a_value_is_not_read_without_its_row(values: str) -> None:
    # given
    supplier(phone=PHONE)

    # when / then
    for names in ((), ("phone",), ("id", "phone")):
        with pytest.raises(TypeError, match="read the row"):
            list(getattr(Supplier.objects.all(), values)(*names))
    assert list(Supplier.objects.values_list("name", flat=True)) == ["Shabana"]


@pytest.mark.django_db
def test_what_is_of_no_row_can_only_be_empty() -> None:
    # given
    row = supplier(phone=PHONE).id
    with connection.cursor() as cursor:
        kept = encrypt("+919999999999", "odop_consignment_supplier.phone")
        cursor.execute("UPDATE odop_consignment_supplier SET phone = %s", [kept])

    # then
    with pytest.raises(MovedCiphertext):
        Supplier.objects.get(pk=row)
    with pytest.raises(TypeError, match="save the row"), transaction.atomic():
        Supplier.objects.filter(pk=row).update(phone=PHONE)

    # when
    Supplier.objects.filter(pk=row).update(phone="")

    # then
    assert Supplier.objects.get(pk=row).phone == ""


def test_rows_without_a_lasting_name_get_one() -> None:
    assert Supplier().row_seal != Supplier().row_seal
    assert issubclass(Supplier, SealedRow)
