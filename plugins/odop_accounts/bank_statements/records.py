"""Keeping the rows of a statement, each once, however often and in whatever parts it is handed in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction

from odop_accounts.bank_statements.mt940 import is_mt940, read_mt940
from odop_accounts.bank_statements.rows import BadStatement, StatementFile, find_codes, in_parts, number_equals
from odop_accounts.bank_statements.tables import Column, read_table
from odop_accounts.models import BankStatement, BankStatementRow
from odop_core.database.locks import lock_subject
from odop_core.i18n import _
from odop_core.normalization import normalize_text, plain_text
from odop_core.security.encryption import digest_text

MOST_BYTES = 10 * 1024 * 1024
AT_ONCE = 1000


def read_statement(content: bytes, titles: Mapping[Column, str] | None = None) -> StatementFile:
    """Whichever of the formats it is. Raises BadStatement."""
    if len(content) > MOST_BYTES:
        raise BadStatement(_("The file is larger than {megabytes} MB. Divide it into several.", megabytes=10))
    if not content.strip():
        raise BadStatement(_("The file is empty."))
    return read_mt940(content) if is_mt940(content) else read_table(content, titles)


def keep_statement(
    content: bytes, *, account: str, file_name: str, by: str, titles: Mapping[Column, str] | None = None
) -> BankStatement:
    """The statement as it was handed in first, and all of its rows. Raises BadStatement."""
    account = plain_text(account).casefold()[:64]
    if not account:
        raise BadStatement(_("Say of which bank account the statement is."))
    read = read_statement(content, titles)
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        lock_subject("bank_statement", account)
        known = BankStatement.objects.filter(account=account, sha256=sha256).first()
        if known:
            return known
        rows = dict(number_equals(account, read.rows))
        had: set[str] = set()
        for digests in in_parts(rows, AT_ONCE):
            had.update(BankStatementRow.objects.filter(digest__in=digests).values_list("digest", flat=True))
        statement = BankStatement.objects.create(
            account=account, file_name=normalize_text(file_name)[:255], sha256=sha256, first_day=read.first_day,
            last_day=read.last_day, row_count=len(read.rows), new_count=len(rows) - len(had), uploaded_by=by,
        )  # fmt: skip
        new = [
            BankStatementRow(
                digest=digest, statement=statement, number=row.number, day=row.day, description=row.description,
                reference=row.reference, amount_paise=row.amount_paise, balance_paise=row.balance_paise,
                codes=sorted(map(digest_code, find_codes(row.description, row.reference))),
            )
            for digest, row in rows.items() if digest not in had
        ]  # fmt: skip
        BankStatementRow.objects.bulk_create(new, batch_size=AT_ONCE)
    return statement


def digest_code(code: str) -> str:
    """Keyed, so that nobody who has the database alone finds out whose account or number stood in a row."""
    return digest_text(f"statement:{code}")[:32]
