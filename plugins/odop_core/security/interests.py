"""Whoever gains from a decision does not make it.

Much in the suite is decided by a person: whether a supplier may sell, where money goes, whether an origin is true. Who
of the staff is a supplier, too, is known to the app that keeps suppliers; it says so by `register_finder`. Apps below
it ask by what they know of: products, artisans, sellers.

`by` is whom the suite writes down for what is done: the global ID of a user, maybe with how they did it in front
("helpline:", "import:"), or a word for what is no person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from odop_core.i18n import Text, TextError, _

# Whom `by` names when it was no user, maybe with more behind a colon ("carrier:manual", "supplier:7").
NO_USER = frozenset(
    {"", "app", "staff", "system", "store", "calendar", "carrier", "anonymous", "shipped", "supplier", "objection"}
)

OWN_INTEREST = _(
    "You are this supplier, or share an account, a PAN, a telephone number or an artisan with them. A person who "
    "gains nothing by it must decide."
)


class OwnInterest(TextError):
    """Who decides would gain from it. Another person must."""

    def __init__(self, text: Text = OWN_INTEREST) -> None:
        super().__init__(text)


class Finder(Protocol):
    def __call__(self, user: str, products: Collection[str], artisans: Collection[str], seller: str) -> bool:
        """Whether a user gains when something good is said of these products, artisans or this seller."""


_finders: dict[str, Finder] = {}
# The user who acts in this context, and their e-mail address: of staff the store tells no more, and only then.
_acting: ContextVar[tuple[str, str]] = ContextVar("odop_acting", default=("", ""))


def register_finder(name: str, finder: Finder) -> None:
    """From now on `finder` is asked, too. Registered again, it replaces the former."""
    _finders[name] = finder


def refuse_own_interest(
    by: str, *, products: Collection[str] = (), artisans: Collection[str] = (), seller: str = ""
) -> None:
    """Raises OwnInterest when who decides would gain from it."""
    user = user_of(by)
    if user and any(finder(user, products, artisans, seller) for finder in _finders.values()):
        raise OwnInterest


def user_of(by: str) -> str:
    """The user who did it, however they did it; "" for what is no person."""
    who, is_user = read_actor(by)
    return who if is_user else ""


def read_actor(by: str) -> tuple[str, bool]:
    """The user (or operator of the helpline), behind how they did it; or, with False, the word for what is no user and
    all behind it."""
    rest = by
    while True:
        first, _colon, behind = rest.partition(":")
        if first in NO_USER:
            return rest, False
        if not behind:
            return first, True
        rest = behind


@contextmanager
def acting_as(user: str, email: str) -> Iterator[None]:
    """Within it, `email_of` knows the address of this user."""
    token = _acting.set((user, email))
    try:
        yield
    finally:
        _acting.reset(token)


def email_of(user: str) -> str:
    """The user's e-mail address, in small letters; "" where it is not known."""
    acting, email = _acting.get()
    return email.strip().casefold() if user and user == acting else ""
