"""A supplier is told that their account sales was issued, with a link that opens the paper with one tap.

Without a public address, and by SMS unless the merchant has registered a template with `{link#url#}`, the message says
what is due and holds no link.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from django.http import HttpResponse
from django.utils import timezone

from odop_accounts.api.statements import paper_response
from odop_accounts.events import StatementIssued
from odop_consignment.api import suppliers_by_id
from odop_core.india.money import format_inr
from odop_core.plugin import configuration
from odop_notifications.escalation.links import NoSuchLink, digest_code, new_code
from odop_notifications.messages import About, write_message
from odop_notifications.models import StatementLink
from odop_notifications.notices import members
from odop_notifications.settings import NotificationSettings, addresses
from odop_notifications.suppliers.recipients import find_recipient
from odop_notifications.templates.occasions import LINK, STATEMENT_ISSUED


def notify_of_statement(event: StatementIssued) -> None:
    """Doing it again changes nothing. Nobody is told of the statement of who is no supplier any more."""
    channel = configuration.load_settings(NotificationSettings).channel
    to = find_recipient(event.supplier_id, channel)
    if to is None:
        return
    facts: dict[str, object] = {
        "period": format_period(event.first_day, event.last_day),
        "amount": format_inr(max(event.due_paise, 0)).removeprefix("₹"),
        LINK.name: partial(link_to_statement, event.supplier_id, event.statement_id),
    }
    key, about = f"message:{STATEMENT_ISSUED}:{event.statement_id}", About(subject=f"statement:{event.statement_id}")
    write_message(STATEMENT_ISSUED, to, facts, key=key, channel=channel, about=about)
    members.write_copies(STATEMENT_ISSUED, event.supplier_id, facts, key=key, channel=channel, about=about)


def format_period(first: date, last: date) -> str:
    """ "11/2026" for all of November, else "01/11/2026-07/11/2026"."""
    is_month = first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (
        last.year, last.month,
    )  # fmt: skip
    return f"{first:%m/%Y}" if is_month else f"{first:%d/%m/%Y}-{last:%d/%m/%Y}"


def link_to_statement(supplier_id: int, statement_id: int) -> str:
    """The address of a new link; "" while the plugin has no public address."""
    settings = configuration.load_settings(NotificationSettings)
    if not addresses.public_address(settings, "s"):
        return ""
    code = new_code()
    expires_at = timezone.now() + timedelta(days=settings.answer_link_days)
    StatementLink.objects.create(
        code_digest=digest_code(code), supplier_id=supplier_id, statement_id=statement_id, expires_at=expires_at
    )
    return addresses.public_address(settings, f"s/{code}")


def open_statement(code: str) -> HttpResponse:
    """The paper a link leads to, in the supplier's language. Raises NoSuchLink."""
    link = StatementLink.objects.filter(code_digest=digest_code(code), expires_at__gt=timezone.now()).first()
    if link is None:
        raise NoSuchLink("There is no such link, or it has expired.")
    supplier = suppliers_by_id([link.supplier_id]).get(link.supplier_id)
    return paper_response(link.statement_id, supplier.language if supplier else "hi")
