"""Checking the numbers by which the State and the banks know people.

Each function takes what somebody typed and returns it as it is kept, or raises IdentityError, which says
what is wrong with which field. Only the form is checked here; whether a number exists, and is theirs, is seen by
a person or an authority's service (`checklist`). Sources: statutory.md C1 to C9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.in_ import pan as stdnum_pan

from odop_consignment.suppliers.errors import SupplierRefused
from odop_core.i18n import Text, _, in_lines
from odop_core.india import aadhaar, names
from odop_core.india.names import NotAName
from odop_core.india.phones import NotAPhoneNumber, read_phone
from odop_core.india.states import BY_CODE
from odop_core.normalization import compact_code, normalize_text, plain_text

_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GSTIN = re.compile(r"[0-9]{2}([A-Z]{5}[0-9]{4}[A-Z])[1-9A-Z]Z[0-9A-Z]")
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_UDYAM = re.compile(r"UDYAM-[A-Z]{2}-[0-9]{2}-[0-9]{7}")
_ENROLMENT = re.compile(r"[A-Z0-9]{1,20}")
_ACCOUNT = re.compile(r"[0-9]{9,18}")
_VPA = re.compile(r"[a-z0-9._-]{2,255}@[a-z][a-z0-9]{1,63}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
# Kinds of holder, the PAN's fourth letter (statutory.md C1); stdnum also takes K, which is no longer given out.
_HOLDERS = "ABCFGHJLPT"


class IdentityError(SupplierRefused):
    """A number or name is not of the form it must have; `value` is what was typed."""

    def __init__(self, field: str, text: Text, value: str = "") -> None:
        super().__init__(text)
        self.field = field
        self.value = value


class ValueMissing(IdentityError):
    """Nothing was typed where something is needed."""

    def __init__(self, field: str) -> None:
        super().__init__(field, _("This must not be empty."))


class IdentityErrors(IdentityError):
    """Several values are wrong; `errors` are all of them, and the message is theirs, line by line."""

    def __init__(self, errors: Sequence[IdentityError]) -> None:
        super().__init__(errors[0].field or "", in_lines([error.text for error in errors]), errors[0].value)
        self.errors = list(errors)


def read_pan(text: str, field: str = "pan") -> str:
    """A PAN. Its check letter's rule is not public: only an authority can tell a typing error in it."""
    compact = _compact(text, field)
    try:
        found = str(stdnum_pan.validate(compact))
    except ValidationError:
        found = ""
    if not found or found[3] not in _HOLDERS:
        raise IdentityError(
            field,
            _("A PAN has five letters, four digits and a letter; the fourth letter tells the kind of holder."),
            text,
        )
    return found


def read_gstin(text: str, field: str = "gstin") -> str:
    """A GSTIN: State code, PAN and check digit. (stdnum's own check does not know Ladakh yet.)"""
    compact = _compact(text, field)
    match = _GSTIN.fullmatch(compact)
    if not match:
        raise IdentityError(
            field,
            _("A GSTIN has fifteen characters: State code, PAN, a digit or letter, Z and a check character."),
            text,
        )
    if compact[:2] not in BY_CODE:
        raise IdentityError(field, _("{code} is no State's GST code.", code=compact[:2]), text)
    read_pan(match.group(1), field)
    if compact[-1] != gstin_check_character(compact[:14]):
        raise IdentityError(
            field,
            _("The GSTIN's check character does not fit: something is mistyped."),
            text,
        )
    return compact


def gstin_check_character(first_fourteen: str) -> str:
    return str(luhn.calc_check_digit(first_fourteen, _BASE_36))


def read_gstin_of(text: str, *, pan_held: str, state_code: str, field: str = "gstin") -> str:
    """A GSTIN of the holder of this PAN, in this State."""
    found = read_gstin(text, field)
    if found[2:12] != pan_held:
        raise IdentityError(field, _("This GSTIN belongs to another PAN."), text)
    if found[:2] != state_code:
        raise IdentityError(
            field,
            _(
                "This GSTIN is of another State ({gstin_state}) than the supplier ({state_code}).",
                gstin_state=found[:2],
                state_code=state_code,
            ),
            text,
        )
    return found


def read_ifsc(text: str, field: str = "ifsc") -> str:
    compact = _compact(text, field)
    if compact[4:5] == "O":  # always a zero
        compact = f"{compact[:4]}0{compact[5:]}"
    return _matching(
        _IFSC, compact, field,
        _("An IFSC has four letters, a zero and six letters or digits, such as SBIN0001234."),
    )  # fmt: skip


def read_udyam(text: str, field: str = "udyam") -> str:
    return _matching(
        _UDYAM, _plain(text, field).replace(" ", "").upper(), field,
        _("A Udyam number looks like UDYAM-UP-50-0012345."),
    )  # fmt: skip


def read_enrolment_number(text: str, field: str = "enrolmentNumber") -> str:
    """The number the GST portal gave an unregistered supplier. Its form is not public: up to 20 letters and digits."""
    return _matching(
        _ENROLMENT, _compact(text, field), field,
        _("An enrolment number has at most 20 letters and digits."),
    )  # fmt: skip


def read_account_number(text: str, field: str = "accountNumber", *, proven: bool = False) -> str:
    """A bank account's number. One in ten of those with twelve digits looks like an Aadhaar number, and people type the
    wrong one of the two: such a number is refused unless a paper of the bank was seen (`proven`)."""
    if not proven and aadhaar.contains_aadhaar(text):
        raise IdentityError(
            field,
            _(
                "This may be an Aadhaar number, which must not be kept here. If it is the account's number, say which "
                "paper of the bank shows it (cheque, passbook)."
            ),
        )
    return _matching(
        _ACCOUNT, compact_code(text), field,
        _("A bank account number has 9 to 18 digits."),
    )  # fmt: skip


def read_vpa(text: str, field: str = "vpa") -> str:
    return _matching(
        _VPA, _plain(text, field).replace(" ", "").lower(), field,
        _("A UPI address looks like name@bank."),
    )  # fmt: skip


def read_phone_number(text: str, field: str = "phone") -> str:
    """A mobile number with +91, or an international one with +."""
    if not text.strip():
        raise ValueMissing(field)
    try:
        return read_phone(text)
    except NotAPhoneNumber as error:
        raise IdentityError(field, error.text, text) from error


def read_state_code(text: str, field: str = "stateCode") -> str:
    """A GST State code, "09" for Uttar Pradesh."""
    code = plain_text(text).zfill(2)
    if code not in BY_CODE:
        raise IdentityError(field, _("{code!r} is no State's GST code.", code=text), text)
    return code


def read_email(text: str, field: str = "email") -> str:
    clean = _plain(text, field)
    if len(clean) > 254 or not _EMAIL.fullmatch(clean):
        raise IdentityError(field, _("This is no e-mail address."), text)
    return clean


def read_name(text: str, field: str, *, required: bool = True, is_hindi: bool = False) -> str:
    """A name of a person or group, in one line; `is_hindi` in a field for the name in Hindi."""
    refuse_aadhaar(text, field)
    try:
        return names.read_name(text, required=required, is_hindi=is_hindi)
    except NotAName as error:
        if error.text is names.EMPTY:
            raise ValueMissing(field) from error
        raise IdentityError(field, error.text, text) from error


def read_line(text: str, field: str, *, longest: int = 128, required: bool = True) -> str:
    """An address or some words in one line: no control characters, no Aadhaar number, not too long."""
    refuse_aadhaar(text, field)
    clean = " ".join(normalize_text(text).split())
    if required and not clean:
        raise ValueMissing(field)
    if len(clean) > longest:
        raise IdentityError(field, _("This is longer than {longest} characters.", longest=longest), text)
    if not clean.replace("\u200c", "").replace("\u200d", "").isprintable():
        raise IdentityError(field, _("This holds characters that cannot be shown."), text)
    return clean


def read_reason(text: str, field: str = "reason", *, required: bool = True) -> str:
    """Words that stay on record with what was done."""
    return read_line(text, field, longest=1000, required=required)


def read_optional(check: Callable[..., str], text: str, *args: str) -> str:
    """ "" for nothing, else what the check makes of it."""
    return check(text, *args) if text.strip() else ""


def refuse_aadhaar(text: str, field: str) -> None:
    """Aadhaar numbers, and the virtual IDs that stand for them, are kept nowhere (statutory.md C9)."""
    if aadhaar.contains_aadhaar(text):
        raise IdentityError(
            field,
            _("This looks like an Aadhaar number, which must not be kept here. Give a PAN instead."),
        )


def _plain(text: str, field: str) -> str:
    """Alike whatever keyboard it came from, and free of Aadhaar numbers."""
    refuse_aadhaar(text, field)
    return plain_text(text)


def _compact(text: str, field: str) -> str:
    """As `_plain`, in capitals, without what people put between the characters."""
    refuse_aadhaar(text, field)
    return compact_code(text)


def _matching(pattern: re.Pattern[str], text: str, field: str, message: Text) -> str:
    if not pattern.fullmatch(text):
        raise IdentityError(field, message, text)
    return text
