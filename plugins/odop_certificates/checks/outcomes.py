"""What can come of a check, and how it is told to people: one sentence for what it is, one for what to do."""

from __future__ import annotations

from enum import StrEnum

from odop_certificates.proof.verifier import Reason
from odop_core.i18n import Text, _


class Outcome(StrEnum):
    """What became of a check: genuine, or why not. `verifier.Reason` has the reasons of signed certificates."""

    GENUINE = "genuine"
    # What cannot be a code of ours: mistyped or cut off, as happens to anybody.
    UNREADABLE = "unreadable"
    # A product number in front of the piece's code that is not the piece's: somebody changed the address.
    ALTERED = "altered"
    # A code that could be ours, but is not.
    UNKNOWN = "unknown"
    # The address of another website.
    FOREIGN = "foreign"
    # A GTIN of ours without a serial: it is on every piece, and proves nothing of one.
    PRODUCT_NUMBER = "product-number"
    # The piece was given back; its label should not be on anything.
    RETURNED = "returned"
    REVOKED = Reason.REVOKED.value
    MALFORMED = Reason.MALFORMED.value
    UNSIGNED = Reason.UNSIGNED.value
    WRONG_ALGORITHM = Reason.WRONG_ALGORITHM.value
    UNKNOWN_KEY = Reason.UNKNOWN_KEY.value
    EXPIRED_KEY = Reason.EXPIRED_KEY.value
    TAMPERED = Reason.TAMPERED.value
    NOT_OURS = Reason.NOT_OURS.value
    NOT_YET_VALID = Reason.NOT_YET_VALID.value
    EXPIRED = Reason.EXPIRED.value
    STATUS_UNKNOWN = Reason.STATUS_UNKNOWN.value

    @property
    def heading(self) -> Text:
        return TEXTS[self][0]

    @property
    def meaning(self) -> Text:
        return TEXTS[self][1]


TEXTS: dict[Outcome, tuple[Text, Text]] = {
    Outcome.GENUINE: (
        _("Genuine"),
        _("This label is one of ours. Check that the article in your hands is the one described here."),
    ),
    Outcome.UNREADABLE: (
        _("Please check the code"),
        _(
            "This cannot be one of our codes: a letter or digit is wrong, missing or one too many. Scan the label "
            "again, or type the code letter by letter; it has no 0, O, 1, I or L."
        ),
    ),
    Outcome.ALTERED: (
        _("Not genuine: altered"),
        _("The product number in the address is not the one of this piece. The label may be a fake."),
    ),
    Outcome.UNKNOWN: (
        _("We do not know this code"),
        _("No article with this code was ever sold here. The label may be a fake."),
    ),
    Outcome.FOREIGN: (
        _("This is the address of another website"),
        _("Our labels lead only to our own website. Do not trust what the other one says: the label may be a fake."),
    ),
    Outcome.PRODUCT_NUMBER: (
        _("This is only a product number"),
        _("It is the same on every piece, and on every copy. To check your piece, enter the code on its label."),
    ),
    Outcome.RETURNED: (
        _("Not valid: the article was returned"),
        _("The article with this label was returned. If it was sold to you as new, please inform us."),
    ),
    Outcome.REVOKED: (
        _("Not valid: revoked"),
        _("This label was ours, but we took it back. Do not rely on what it says."),
    ),
    Outcome.MALFORMED: (
        _("This certificate cannot be read"),
        _("A part of its text is missing or damaged. Copy the whole text and check it again."),
    ),
    Outcome.UNSIGNED: (
        _("Not genuine: it has no signature"),
        _("This text says of itself that it has no signature. Anybody could have written it."),
    ),
    Outcome.WRONG_ALGORITHM: (
        _("Not genuine: signed in another way"),
        _("We never sign in this way, so this certificate is not from us."),
    ),
    Outcome.UNKNOWN_KEY: (
        _("Not genuine: we did not sign it"),
        _("It was signed with a key that is not ours, so this certificate is not from us."),
    ),
    Outcome.EXPIRED_KEY: (
        _("No longer valid: its key is not trusted any more"),
        _("It was signed with an old key of ours that we no longer trust. Do not rely on what it says."),
    ),
    Outcome.TAMPERED: (
        _("Not genuine: it was changed"),
        _("The signature does not fit the text. The certificate was changed, or it was copied badly."),
    ),
    Outcome.NOT_OURS: (
        _("Not a certificate of ours"),
        _("This is a signed text, but not a certificate of origin from us."),
    ),
    Outcome.NOT_YET_VALID: (
        _("Not valid yet"),
        _("The day from which this certificate is valid has not come. Do not rely on it before that."),
    ),
    Outcome.EXPIRED: (
        _("No longer valid: out of date"),
        _("The time for which we vouched for it is over."),
    ),
    Outcome.STATUS_UNKNOWN: (
        _("Not valid: its place in our list of revoked certificates is unknown"),
        _("It is not known whether we revoked it. Do not rely on what it says."),
    ),
}
CERTIFICATE_GENUINE = _("This certificate of origin is ours, and it is valid.")
CERTIFICATE_ENDED = _("This certificate was ours, but it is no longer valid. Do not rely on what it says.")
