"""Bank statements to test with."""

from __future__ import annotations

from odop_accounts.bank_statements.matching import match_statement
from odop_accounts.bank_statements.records import keep_statement
from odop_accounts.models import BankStatement
from tests.odop_accounts.payouts.samples import CLERK

TITLES = "Date,Narration,Chq./Ref.No.,Withdrawal Amt.,Deposit Amt.,Closing Balance"
KEY = "ODOPTEST00000001"
UTR = "SBINR52026112400001"


def row(
    description: str = KEY, *, debit: str = "", credit: str = "", reference: str = "", day: str = "24/11/26",
    balance: str = "1000.00",
) -> str:  # fmt: skip
    return ",".join([day, description, reference, debit, credit, balance])


PAYMENT = row(f"NEFT-{KEY}-RUKHSANA", debit="882.00", reference=UTR)
RETURN = row(f"RETURN {UTR} NO SUCH ACCOUNT", credit="882.00", day="25/11/26", balance="1882.00")


def csv(*rows: str) -> bytes:
    return "\n".join([TITLES, *rows]).encode()


def hand_in(*rows: str, by: str = CLERK) -> BankStatement:
    """As upload_bank_statement does, without what is missing."""
    statement = keep_statement(csv(*rows), account="hdfc", file_name="s.csv", by=by)
    match_statement(statement, by=by)
    return statement
