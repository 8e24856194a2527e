"""Who of the staff gains when something is decided for a supplier: nobody decides for themselves.

A user is a supplier when it is the account the supplier signs in with, or when the supplier's e-mail address, or a
telephone number known of the user, is theirs. Who is a supplier also gains from what is decided for another row of the
same taxpayer (PAN), of the same bank account, telephone number, e-mail address or artisan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db.models import Q

from odop_consignment.errors import WrongChoice
from odop_consignment.models import BankAccount, BankAccountState, Offer, Supplier
from odop_core.security import interests
from odop_core.security.interests import email_of, user_of

# user -> their telephone number in E.164, "" if none is known
PhoneFinder = Callable[[str], str]
_phone_finders: dict[str, PhoneFinder] = {}


class OwnInterest(interests.OwnInterest, WrongChoice):
    """Who decides is the supplier, or gains as they do."""

    def __init__(self) -> None:
        super().__init__(interests.OWN_INTEREST)


def register_phone_finder(name: str, finder: PhoneFinder) -> None:
    """From now on `finder` is asked for users' telephone numbers, too. Registered again, it replaces the former."""
    _phone_finders[name] = finder


def refuse_own_interest(by: str, supplier_ids: Iterable[int | None]) -> None:
    """Raises OwnInterest when who decides is one of these suppliers, or gains as they do."""
    if has_own_interest(by, supplier_ids):
        raise OwnInterest


def has_own_interest(by: str, supplier_ids: Iterable[int | None]) -> bool:
    return bool(find_own_suppliers(by, supplier_ids))


def find_own_suppliers(by: str, supplier_ids: Iterable[int | None]) -> set[int]:
    """Of these suppliers, those who are who decides, or in whose gain they share."""
    user = user_of(by)
    wanted = {pk for pk in supplier_ids if pk is not None}
    return _own(user, Supplier.objects.filter(pk__in=wanted)) if user and wanted else set()


def gains_by_goods(user: str, products: Collection[str], artisans: Collection[str], seller: str) -> bool:
    """Fulfils `odop_core.security.interests.Finder`."""
    of_products = Offer.objects.filter(product_id__in=set(products) - {""}).values("supplier_id")
    by_artisan = Q(artisan_slug__in=set(artisans) - {""})
    found = Supplier.objects.filter(Q(pk__in=of_products) | by_artisan | Q(name=seller) & ~Q(name=""))
    return bool(_own(user, found))


def _own(user: str, suppliers: Iterable[Supplier]) -> set[int]:
    own = Supplier.objects.filter(user_id=user).first()
    email, phones = email_of(user), {phone for find in _phone_finders.values() if (phone := find(user))}
    if own is None and not email and not phones:
        return set()
    return {
        supplier.pk
        for supplier in suppliers
        if supplier.phone in phones
        or (email and supplier.email.casefold() == email)
        or (own and _is_same(own, supplier))
    }


def _is_same(one: Supplier, other: Supplier) -> bool:
    if one.pk == other.pk:
        return True
    for fact in ("pan_digest", "artisan_slug", "phone"):
        if getattr(one, fact) and getattr(one, fact) == getattr(other, fact):
            return True
    if one.email and one.email.casefold() == other.email.casefold():
        return True
    accounts = BankAccount.objects.exclude(account_digest="").exclude(state=BankAccountState.REFUSED)
    shared = accounts.filter(supplier=other).values("account_digest")
    return accounts.filter(supplier=one, account_digest__in=shared).exists()
