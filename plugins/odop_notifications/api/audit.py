"""What was done to templates, and which numbers were shown or dialled, for the audit feed."""

from __future__ import annotations

from odop_core.database.audit import AuditSource, Summary
from odop_core.i18n import _, quoted_or_empty
from odop_notifications.models import NumberUse, Template
from odop_notifications.templates.registry import SHIPPED_BY


def _summarize_use(row: NumberUse) -> Summary:
    sentence = (
        _("The telephone number of a call was shown in full.")
        if row.shown
        else _("The operator was connected by telephone.")
    )
    return Summary(sentence, quoted_or_empty(row.reason))


# What the suite brought along nobody did.
TEMPLATES = AuditSource(
    Template, of="MessageTemplate", at="created_at", by="created_by", object="id",
    rows=lambda rows: rows.exclude(created_by=SHIPPED_BY),
    summarize=lambda row: Summary(_("Version {number} of a message template was saved.", number=row.version)),
)  # fmt: skip
NUMBER_USES = AuditSource(
    NumberUse, of="HelplineCall", at="at", by="operator", object="call_id", supplier="call__supplier_id",
    summarize=_summarize_use,
)  # fmt: skip

__all__ = ["NUMBER_USES", "TEMPLATES"]
