"""Statuses, tax regimes and the like in words, to be read in a sentence: "The supplier is {status} …"."""

from __future__ import annotations

from odop_core.i18n import Text, pgettext, quoted

# By the value as it is kept; one that means the same everywhere has one word.
_NAMES = {
    "draft": pgettext("status", "a draft"),
    "submitted": pgettext("status", "submitted"),
    "approved": pgettext("status", "approved"),
    "suspended": pgettext("status", "suspended"),
    "closed": pgettext("status", "closed"),
    "offered": pgettext("status", "offered for signature"),
    "signed": pgettext("status", "signed"),
    "withdrawn": pgettext("status", "withdrawn"),
    "posted": pgettext("status", "posted"),
    "cancelled": pgettext("status", "cancelled"),
    "placed": pgettext("status", "placed"),
    "confirmed": pgettext("status", "confirmed"),
    "ready": pgettext("status", "ready"),
    "collected": pgettext("status", "collected"),
    "delivered": pgettext("status", "delivered"),
    "final": pgettext("status", "final"),
    "returned": pgettext("status", "returned"),
    "proposed": pgettext("status", "proposed"),
    "refused": pgettext("status", "rejected"),
    "held": pgettext("status", "on hold"),
    "done": pgettext("status", "done"),
    "open": pgettext("status", "open"),
    "settled": pgettext("status", "completed"),
    "dropped": pgettext("status", "cancelled"),
    "unregistered": pgettext("tax regime", "unregistered"),
    "registered": pgettext("tax regime", "registered for GST"),
    "composition": pgettext("tax regime", "under the composition scheme"),
    "enrolled": pgettext("tax regime", "enrolled without registration"),
    "consignment": pgettext("supply model", "consignment"),
    "marketplace_vendor": pgettext("supply model", "sale in their own name as a vendor"),
    "enrolled_supplier": pgettext("supply model", "sale in their own name as an enrolled supplier"),
    "packing": pgettext("charge", "packing"),
    "photography": pgettext("charge", "photography"),
    "transport": pgettext("charge", "transport"),
    "other": pgettext("charge", "other things"),
}


def status_name(value: str) -> Text:
    """The word for one of them; an unknown one as it is."""
    return _NAMES.get(str(value)) or quoted(str(value))
