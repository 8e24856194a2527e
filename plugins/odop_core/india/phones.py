"""Telephone numbers, read in one way wherever they come in, and kept in E.164: +919876543210.

Which countries there are, and how long their numbers, is known by Google's library. That an Indian mobile number begins
with 6 to 9 is all that is asked of it: its series are given out faster than the library learns of them.
"""

from __future__ import annotations

import re

import phonenumbers

from odop_core.i18n import Text, _
from odop_core.india import aadhaar
from odop_core.normalization import plain_text

INDIA = "+91"
# Given to no country: demonstrations and tests have their people's numbers there, since nobody can be reached at them.
NOWHERE = re.compile(r"\+999\d{5,12}")
_MOBILE = re.compile(r"\+91[6-9]\d{9}")
_WRITTEN = re.compile(r"[( ]*\+?[\d ().,_/-]+", re.ASCII)
_SCHEME = re.compile(r"^\s*[a-z]+:")  # tel:, whatsapp:
# A trunk prefix, or none, before the country's code.
_BARE_COUNTRY_CODE = re.compile(r"0?(91[6-9]\d{9})")


class NotAPhoneNumber(ValueError):
    """What was written is no telephone number that we can use; `text` says why, in any language."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.in_language("en"))
        self.text = text


def read_phone(written: str, *, landline: bool = False) -> str:
    """A number that somebody typed, in E.164: an Indian mobile number, or with + (or 00) any country's.

    With `landline` an Indian one at which only calls can be taken, too. Digits of all scripts and whatever people put
    between them are read. Raises NotAPhoneNumber; also for what may be an Aadhaar number.
    """
    number = _compact(written)
    found = _in_e164(number)
    if aadhaar.contains_aadhaar(written) and not (number.startswith("+") and _is_given_out(found)):
        raise NotAPhoneNumber(
            _("This may be an Aadhaar number, which must not be kept here. A telephone number begins with +91.")
        )
    if not found or (found.startswith(INDIA) and not landline and not _MOBILE.fullmatch(found)):
        raise NotAPhoneNumber(_("Give a mobile number of ten digits, or an international number with +."))
    return found


def read_reported_phone(written: str) -> str:
    """The number a gateway tells of, in E.164: Indian landlines as well, and any country's code with or without +.

    Raises NotAPhoneNumber for what is none, such as an e-mail address, a short code or a sender's name.
    """
    number = _compact(_SCHEME.sub("", written))
    if not number.startswith(("+", "0")) and len(number) > 10:
        number = f"+{number}"
    found = _in_e164(number)
    if not found:
        raise NotAPhoneNumber(_("Give a mobile number of ten digits, or an international number with +."))
    return found


def _compact(written: str) -> str:
    """Digits, with a + before them where one was written; "" for what holds anything else."""
    plain = plain_text(written)
    return re.sub(r"[^\d+]", "", plain) if _WRITTEN.fullmatch(plain) else ""


def _in_e164(number: str) -> str:
    """ "" for what is no number of any country."""
    if NOWHERE.fullmatch(number):
        return number
    if bare := _BARE_COUNTRY_CODE.fullmatch(number):
        number = f"+{bare.group(1)}"
    try:
        parsed = phonenumbers.parse(number, "IN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _is_given_out(number: str) -> bool:
    """Whether a number in E.164 is in a series that its country uses."""
    return bool(number) and phonenumbers.is_valid_number(phonenumbers.parse(number))
