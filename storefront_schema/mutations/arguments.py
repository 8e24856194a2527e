"""What people type into mutations, checked: each function returns the clean value or raises Refused.

That no text holds an Aadhaar number is seen to before, for all of them at once (`texts`).
"""

from __future__ import annotations

import re
from typing import Any

import graphene
from django.core.files.uploadedfile import UploadedFile

from odop_core.i18n import Text, _
from odop_core.india import names
from odop_core.india.money import NotMoney, read_rupees
from odop_core.india.names import NotAName
from odop_core.india.phones import NotAPhoneNumber, read_phone
from odop_core.normalization import compact_code, normalize_text
from odop_provenance import api as provenance
from odop_provenance.api import places
from storefront_schema import ids, request
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.refusals import refuse, refuse_wrong_ids

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 50
PIN = re.compile(r"[1-9][0-9]{5}")
NAME_LENGTH = 128
TEXT_LENGTH = 1000


EMPTY = names.EMPTY
AADHAAR = _("This looks like an Aadhaar number, which must not be kept here.")


def too_long(longest: int) -> Text:
    return _("This is longer than {longest} characters.", longest=longest)


def clean_name(field: str, text: str | None, *, required: bool = True, is_hindi: bool = False) -> str:
    """A name of a person, group or place, as `odop_core.india.names` reads it."""
    try:
        return names.read_name(text or "", longest=NAME_LENGTH, required=required, is_hindi=is_hindi)
    except NotAName as error:
        raise Refused(field, error.text, Code.REQUIRED if not (text or "").strip() else Code.INVALID) from error


def clean_line(field: str, text: str | None, *, required: bool = True, longest: int = NAME_LENGTH) -> str:
    """A number or reference of any kind: no control characters, not too long."""
    clean = " ".join(normalize_text(text or "").split())
    if required and not clean:
        raise Refused(field, EMPTY, Code.REQUIRED)
    if len(clean) > longest:
        raise Refused(field, too_long(longest), Code.INVALID)
    if not clean.replace("\u200c", "").replace("\u200d", "").isprintable():
        raise Refused(field, names.UNSHOWN, Code.INVALID)
    return clean


def clean_text(field: str, text: str | None, *, required: bool = True) -> str:
    """A reason or remark, which stays on record: not too long."""
    clean = normalize_text(text or "").strip()
    if required and not clean:
        raise Refused(field, EMPTY, Code.REQUIRED)
    if len(clean) > TEXT_LENGTH:
        raise Refused(field, too_long(TEXT_LENGTH), Code.INVALID)
    return clean


def clean_slug(field: str, text: str) -> str:
    if len(text) > SLUG_LENGTH or not SLUG.fullmatch(text):
        raise Refused(
            field, _("Use small letters, digits and single hyphens, at most {most}.", most=SLUG_LENGTH), Code.INVALID
        )
    return text


def clean_phone(field: str, text: str) -> str:
    """In E.164: an Indian mobile number, or an international one with +."""
    if not text.strip():
        raise Refused(field, EMPTY, Code.REQUIRED)
    try:
        return read_phone(text)
    except NotAPhoneNumber as error:
        raise Refused(field, error.text, Code.INVALID) from error


def clean_pin(field: str, text: str) -> str:
    """An Indian PIN code: six digits."""
    pin = compact_code(text)
    if not PIN.fullmatch(pin):
        raise Refused(field, _("A PIN code has six digits."), Code.INVALID)
    return pin


def clean_store_id(field: str, type_name: str, global_id: str) -> str:
    """The ID of something in the store; whether it exists there is the store's to say."""
    clean_key(field, type_name, global_id)
    return global_id


def clean_key(field: str, type_name: str, global_id: str) -> str:
    with refuse_wrong_ids(field):
        return ids.key_of(type_name, global_id)


def clean_id(field: str, type_name: str, global_id: str) -> int:
    with refuse_wrong_ids(field):
        return ids.number_of(type_name, global_id)


def clean_money(field: str, rupees: str | None) -> int:
    """Rupees as somebody typed them ("1,180.50", "₹ 500/-") to paise, not negative."""
    if not (rupees or "").strip():
        raise Refused(field, EMPTY, Code.REQUIRED)
    with refuse(field, Code.INVALID, NotMoney):
        amount = read_rupees(rupees or "")
    if amount < 0:
        raise Refused(field, _("An amount must not be negative."), Code.INVALID)
    return amount


def clean_district(field: str, slug_of_district: str | None) -> str:
    """The slug of a district that is there."""
    slug = clean_line(field, slug_of_district)
    if slug not in {district.slug for district in places.list_districts()}:
        raise Refused(field, _("There is no district {district}.", district=repr(slug)), Code.NOT_FOUND)
    return slug


def clean_artisan(field: str, slug_of_artisan: str | None) -> str:
    """The slug of an artisan that is there; "" for none."""
    if not slug_of_artisan:
        return ""
    if slug_of_artisan not in provenance.find_artisans([slug_of_artisan]):
        raise Refused(field, _("There is no artisan {artisan}.", artisan=repr(slug_of_artisan)), Code.NOT_FOUND)
    return slug_of_artisan


def read_file(info: graphene.ResolveInfo, field: str, part: Any) -> UploadedFile:
    """The file of a multipart request that the value of an `Upload` stands for."""
    file = request.file(info, part)
    if file is None:
        raise Refused(field, _("This file is not in the request. Send a multipart request."), Code.REQUIRED)
    return file
