"""Layouts that a second person approved, and files that are exported once, under one number.

What goes into a file is sent in the same transaction: a payout is in one file at most, and a file that was not
committed was never there. Who wants it again gets the bytes that were kept.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from pydantic import ValidationError

from odop_accounts.bank_files.layouts import Layout
from odop_accounts.bank_files.writer import FileFacts, FileRow, Unwritable, check_row, file_name, write_file
from odop_accounts.ledger.entries import Entry, post_entries
from odop_accounts.models import BankFile, BankFileLayout, Payout, PayoutIssue, PayoutState
from odop_accounts.models.payouts import BANK_FILE
from odop_accounts.payouts.errors import NeedsSecondPerson, PayoutRefused
from odop_accounts.payouts.obstacles import find_standing, reason_against
from odop_accounts.payouts.states import take_step
from odop_consignment.api.errors import UnknownRow
from odop_consignment.api.suppliers import find_own_suppliers
from odop_core.database.locks import lock_subject
from odop_core.i18n import _
from odop_core.india import dates
from odop_core.security.interests import user_of

LONGEST_NAME = 32


class WrongLayout(PayoutRefused):
    """The table of columns is not one by which a file can be written; the message says why."""


@dataclass(frozen=True)
class Exported:
    """`left_out` are payouts of which another person must make a file, or that no file can hold, as their numbers; of
    the latter each has an issue and its reason. `file` is None where nothing else is left."""

    file: BankFile | None
    left_out: tuple[int, ...] = ()


def read_layout(definition: Any) -> Layout:
    """Raises WrongLayout."""
    try:
        return Layout.model_validate(definition)
    except ValidationError as error:
        problems = "; ".join(_problem(dict(found)) for found in error.errors())
        raise WrongLayout(_("The layout cannot be used: {problems}", problems=problems)) from error


def propose_layout(name: str, definition: Any, *, by: str) -> BankFileLayout:
    """`name` in one line. Raises WrongLayout."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise WrongLayout(_("Give the layout a name of at most {longest} characters.", longest=LONGEST_NAME))
    read_layout(definition)
    return BankFileLayout.objects.create(name=name, definition=definition, proposed_by=by)


@transaction.atomic
def approve_layout(layout_id: int, *, by: str) -> BankFileLayout:
    """A second person finds it right. Raises UnknownRow, NeedsSecondPerson."""
    row = BankFileLayout.objects.select_for_update().filter(pk=layout_id).first()
    if row is None:
        raise UnknownRow(_("There is no layout {number}.", number=layout_id))
    if user_of(by) in {"", user_of(row.proposed_by)}:
        raise NeedsSecondPerson(_("Who proposed a layout cannot approve it. Ask another person."))
    if not row.approved_by:
        row.approved_by, row.approved_at = by, timezone.now()
        row.save(update_fields=["approved_by", "approved_at"])
    return row


@transaction.atomic
def export_file(layout_name: str, *, by: str) -> Exported:
    """A file of the approved payouts that go by one, the oldest first, as many as the layout allows; they are sent.

    Raises PayoutRefused where none waits, or no layout of that name is approved.
    """
    lock_subject("bank", "file")
    layout_row = BankFileLayout.objects.filter(name=layout_name).exclude(approved_by="").order_by("-id").first()
    if layout_row is None:
        raise PayoutRefused(_("No layout {name!r} is approved.", name=layout_name))
    if user_of(by) == "":
        raise NeedsSecondPerson(_("A person must export a bank file."))
    layout, facts = read_layout(layout_row.definition), _next_facts(layout_row)
    waiting = Payout.objects.select_for_update().filter(state=PayoutState.APPROVED, rail=BANK_FILE).order_by("id")
    found = list(waiting.exclude(issue=PayoutIssue.NOT_IN_FILE)[: layout.max_rows]) or list(waiting[: layout.max_rows])
    if not found:
        raise PayoutRefused(_("No approved payout waits for a bank file."))
    rows, entries, left_out = _divide(found, layout, facts, by)
    content = write_file(layout, [_row(payout) for payout in rows], facts) if rows else b""
    while len(content) > layout.max_bytes:
        rows = rows[: len(rows) * layout.max_bytes // (len(content) + 1)]
        content = write_file(layout, [_row(payout) for payout in rows], facts)
    if not rows:
        post_entries(entries)
        return Exported(None, left_out)
    file = BankFile.objects.create(
        serial=facts.serial,
        layout=layout_row,
        day=facts.day,
        day_serial=facts.day_serial,
        file_name=file_name(layout, facts),
        content=base64.b64encode(content).decode(),
        sha256=hashlib.sha256(content).hexdigest(),
        payout_count=len(rows),
        total_paise=sum(payout.amount_paise for payout in rows),
        exported_by=by,
    )
    for payout in rows:
        entries += take_step(payout, PayoutState.SENT, by=by)
    Payout.objects.filter(pk__in=[payout.pk for payout in rows]).update(bank_file=file)
    post_entries(entries)
    return Exported(file, left_out)


def read_content(file: BankFile) -> bytes:
    """The bytes of the one export."""
    return base64.b64decode(file.content)


def _divide(
    waiting: list[Payout], layout: Layout, facts: FileFacts, by: str
) -> tuple[list[Payout], list[Entry], tuple[int, ...]]:
    """Those that are written; entries of those called off since something came in the way; those left out."""
    standing = find_standing({payout.supplier_id for payout in waiting})
    own = find_own_suppliers(by, [payout.supplier_id for payout in waiting])
    rows: list[Payout] = []
    entries: list[Entry] = []
    left_out: list[int] = []
    for payout in waiting:
        if payout.supplier_id in own:
            left_out.append(payout.pk)
        elif reason := reason_against(payout, standing):
            entries += take_step(payout, PayoutState.CANCELLED, by=by, reason=reason)
        else:
            try:
                check_row(layout, _row(payout), facts)
                rows.append(payout)
            except Unwritable as error:
                payout.issue, payout.reason = PayoutIssue.NOT_IN_FILE.value, str(error)[:255]
                payout.save(update_fields=["issue", "reason"])
                left_out.append(payout.pk)
    return rows, entries, tuple(left_out)


def _row(payout: Payout) -> FileRow:
    return FileRow(
        payout.mode, payout.beneficiary_name, payout.account_number, payout.ifsc, payout.amount_paise, payout.key
    )


def _next_facts(layout: BankFileLayout) -> FileFacts:
    day = dates.today()
    last = BankFile.objects.aggregate(last=Max("serial"))["last"] or 0
    of_day = BankFile.objects.filter(day=day, layout__name=layout.name).aggregate(last=Max("day_serial"))["last"] or 0
    return FileFacts(day, last + 1, of_day + 1)


def _problem(details: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in details["loc"])
    words = details["msg"].removeprefix("Value error, ")
    return f"{where}: {words}" if where else str(words)
