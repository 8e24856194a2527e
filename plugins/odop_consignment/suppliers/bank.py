"""Where a supplier's money goes: one person enters an account, another approves it, and it is used only after a while.

The supplier is told as soon as it is approved, and has the cooling-off time to object.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

from odop_consignment import interests, notification_requests
from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import BankAccount, BankAccountState, Supplier
from odop_consignment.settings import ConsignmentSettings
from odop_consignment.status_names import status_name
from odop_consignment.suppliers import identity
from odop_consignment.suppliers.errors import NeedsSecondPerson, SupplierRefused, is_second_person
from odop_core.collector import Collector
from odop_core.i18n import _
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_core.security.encryption import digest_text
from odop_core.security.masks import HIDDEN, mask_account

PROPOSED, APPROVED, REFUSED = BankAccountState.PROPOSED, BankAccountState.APPROVED, BankAccountState.REFUSED


@transaction.atomic
def propose_account(
    supplier_id: int, *, holder: str, by: str, account_number: str = "", ifsc: str = "", vpa: str = "", proof: str = ""
) -> BankAccount:
    """Enter an account (number and IFSC) or a UPI address; `proof` names the bank's paper that shows that a number is
    no Aadhaar number, though it may be one. Raises UnknownRow, IdentityError, AlreadyThere."""
    supplier = find_row(Supplier, supplier_id, lock=True)
    if supplier.erased_at:
        raise SupplierRefused(_("This supplier's data are erased."))
    with Collector(identity.IdentityError, several=identity.IdentityErrors) as each:
        each(_refuse_both, account_number, vpa)
        account = BankAccount(
            supplier=supplier, holder=each(identity.read_name, holder, "holder"), proposed_by=by,
            account_number=each(_number, account_number, proven=bool(proof.strip())),
            proof=each(identity.read_line, proof, "proof", longest=255, required=False),
            ifsc=each(identity.read_ifsc, ifsc) if account_number.strip() else "",
            vpa=each(identity.read_optional, identity.read_vpa, vpa),
        )  # fmt: skip
    account.account_digest = digest_text(f"account:{account.account_number}" if account.account_number else account.vpa)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere(_("An account of this supplier waits to be looked at; decide on that one first.")) from error
    return account


def _refuse_both(account_number: str, vpa: str) -> None:
    if bool(account_number.strip()) == bool(vpa.strip()):
        text = _("Give either an account number with its IFSC, or a UPI address.")
        raise identity.IdentityError("accountNumber", text)


def _number(text: str, *, proven: bool) -> str:
    return identity.read_account_number(text, proven=proven) if text.strip() else ""


@transaction.atomic
def approve_account(account_id: int, *, by: str) -> BankAccount:
    """A second person finds the account right. Raises UnknownRow, NeedsSecondPerson, WrongChoice."""
    account = _undecided(account_id, by)
    hours = configuration.load_settings(ConsignmentSettings).bank_cooling_hours
    now = datetime.now(UTC)
    account.state, account.decided_by, account.decided_at = APPROVED, by, now
    account.usable_from = now + timedelta(hours=hours)
    account.save()
    notification_requests.request_notification(
        account.supplier_id, "bank_changed", key=f"bank_changed:{account.pk}",
        account=mask_account(account.account_number, account.vpa).replace(HIDDEN, "X"),
        date=notification_requests.format_day(dates.indian_day(account.usable_from)),
    )  # fmt: skip
    return account


@transaction.atomic
def refuse_account(account_id: int, *, reason: str, by: str) -> BankAccount:
    """A second person finds the account wrong, or the supplier objects before it is used: also an approved account is
    refused then. Raises UnknownRow, NeedsSecondPerson, WrongChoice, IdentityError."""
    account = find_row(BankAccount, account_id, lock=True)
    cools_off = account.state == APPROVED and account.usable_from and account.usable_from > datetime.now(UTC)
    if not cools_off:
        account = _undecided(account_id, by)
    _second_person(account, by)
    account.state, account.decided_by, account.decided_at = REFUSED, by, datetime.now(UTC)
    account.reason = identity.read_reason(reason)
    account.save()
    return account


@transaction.atomic
def stop_account(account_id: int, *, reason: str, by: str) -> bool:
    """The supplier objects: an account that is not in use yet is refused. Returns whether it was. Raises UnknownRow."""
    account = find_row(BankAccount, account_id, lock=True)
    cools_off = account.state == APPROVED and account.usable_from and account.usable_from > datetime.now(UTC)
    if not (cools_off or account.state == PROPOSED):
        return False
    account.state, account.decided_by, account.decided_at, account.reason = REFUSED, by, datetime.now(UTC), reason
    account.save()
    return True


def account_in_use(supplier_id: int, at: datetime | None = None, using: str = "default") -> BankAccount | None:
    """The account to pay into at a moment (by default now); None while there is none."""
    rows = BankAccount.objects.using(using).filter(supplier_id=supplier_id, state=APPROVED)
    return rows.filter(usable_from__lte=at or datetime.now(UTC)).order_by("-decided_at", "-id").first()


def accounts_in_use(supplier_ids: Iterable[int], using: str = "default") -> dict[int, int]:
    """The id of the account in use now, by supplier."""
    rows = BankAccount.objects.using(using).filter(supplier_id__in=list(supplier_ids), state=APPROVED)
    used = rows.filter(usable_from__lte=datetime.now(UTC)).order_by("decided_at", "id")
    return dict(used.values_list("supplier_id", "pk"))


def find_shared_accounts(accounts: Iterable[BankAccount], using: str = "default") -> dict[int, list[int]]:
    """Other suppliers who gave the same account, by account id: it may be right (a family) or not, and somebody should
    look."""
    accounts = list(accounts)
    digests = {account.account_digest for account in accounts} - {""}
    rows = BankAccount.objects.using(using).filter(account_digest__in=digests).exclude(state=REFUSED)
    owners: dict[str, set[int]] = {}
    for digest_of, supplier_id in rows.values_list("account_digest", "supplier_id"):
        owners.setdefault(digest_of, set()).add(supplier_id)
    return {each.pk: sorted(owners.get(each.account_digest, set()) - {each.supplier_id}) for each in accounts}


def _undecided(account_id: int, by: str) -> BankAccount:
    account = find_row(BankAccount, account_id, lock=True)
    if account.state != PROPOSED:
        raise WrongChoice(
            _("The account is {state}; only a proposed one can be decided on.", state=status_name(account.state))
        )
    _second_person(account, by)
    return account


def _second_person(account: BankAccount, by: str) -> None:
    interests.refuse_own_interest(by, [account.supplier_id])
    if not is_second_person(by, account.proposed_by):
        raise NeedsSecondPerson(
            _("The person who entered an account may not decide on it: a second person must check it.")
        )
