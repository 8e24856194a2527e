"""Why we do not even ask a rail, or do not believe it: kept in English, and put into words when somebody reads it."""

from __future__ import annotations

from odop_core.i18n import _

NOT_LATIN = _("The account holder's name must be in Latin letters, as the bank writes it: enter the bank account anew.")
NAME_TOO_SHORT = _("The account holder's name is too short: enter the bank account anew, with the bank's spelling.")
OTHER_NAME = _(
    "Cashfree has this bank account under another name. Find out which is the bank's; then remove the beneficiary in "
    "Cashfree's dashboard, or correct the supplier's bank account."
)
CALLED_INVALID = _("Cashfree calls this bank account invalid: enter the bank account anew.")
NO_RAIL = _("No payout rail can carry it: it goes by bank file only.")
RAZORPAYX_NOT_SET_UP = _(
    "RazorpayX is not set up: fill in its key id, key secret and account number in the plugin's settings."
)
CASHFREE_NOT_SET_UP = _("Cashfree is not set up: fill in its client id and client secret in the plugin's settings.")
UNKNOWN_TO_RAIL = _("The payout rail has no such transfer, and nobody sends it any more.")
