"""The entries of `benchmarks.ledger` in django-hordak: run by its Python, with nothing of ours.

    DATABASE_URL=… python hordak_postings.py ENTRIES PROCESSES SUPPLIERS

An entry is a transaction and its legs, made in bulk for a hundred entries at a time, so that what is compared is the
guards and not the number of statements. (By its own documentation each leg is a statement of its own.)
"""

# Its Python is another, with other packages.
# mypy: ignore-errors
from __future__ import annotations

import os
import random
import sys
import time
from multiprocessing import get_context
from urllib.parse import unquote, urlsplit

AT_ONCE = 100
LEGS = 4


def main() -> None:
    entries, processes, suppliers = (int(argument) for argument in sys.argv[1:])
    _configure()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    _open_accounts(suppliers)
    share = entries // processes
    for name, post in (("in bulk", _post_in_bulk), ("leg by leg", _post_leg_by_leg)):
        connections.close_all()
        workers = [get_context("fork").Process(target=post, args=(share, number)) for number in range(processes)]
        begun = time.monotonic()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds = time.monotonic() - begun
        print(f"django-hordak, {name}: {entries * LEGS / seconds:,.0f} lines/s: {entries:,} entries in {seconds:.1f} s")


def _configure() -> None:
    import django
    from django.conf import settings

    at = urlsplit(os.environ["DATABASE_URL"])
    settings.configure(
        SECRET_KEY="only-for-the-benchmark",  # noqa: S106
        INSTALLED_APPS=[
            "django.contrib.contenttypes", "django.contrib.auth", "djmoney", "mptt", "hordak",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql", "NAME": at.path[1:], "USER": unquote(at.username or ""),
                "PASSWORD": unquote(at.password or ""), "HOST": unquote(at.hostname or ""), "PORT": at.port or "",
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True, DEFAULT_CURRENCY="INR", CURRENCIES=["INR"],
        HORDAK_CURRENCIES=["INR"], HORDAK_INTERNAL_CURRENCY="INR",
    )  # fmt: skip
    django.setup()


def _open_accounts(suppliers: int) -> None:
    from hordak.models import Account, AccountType

    for name, kind in (("advance", "liability"), ("commission", "income"), ("tax", "liability")):
        Account.objects.create(name=name, type=AccountType[kind], currencies=["INR"])
    for number in range(suppliers):
        Account.objects.create(name=f"supplier {number}", type=AccountType.liability, currencies=["INR"])


def _accounts():
    from hordak.models import Account

    found = {account.name: account for account in Account.objects.all()}
    suppliers = [account for name, account in found.items() if name.startswith("supplier")]
    return found["advance"], found["commission"], found["tax"], suppliers


def _legs(transaction, accounts, chance):
    from hordak.models import Leg
    from moneyed import Money

    advance, commission, tax, suppliers = accounts
    return [
        Leg(transaction=transaction, account=advance, debit=Money("1180.00", "INR")),
        Leg(transaction=transaction, account=commission, credit=Money("118.00", "INR")),
        Leg(transaction=transaction, account=tax, credit=Money("21.24", "INR")),
        Leg(transaction=transaction, account=chance.choice(suppliers), credit=Money("1040.76", "INR")),
    ]


def _post_in_bulk(entries: int, number: int) -> None:
    from django.db import transaction as database
    from hordak.models import Leg, Transaction

    accounts, chance = _accounts(), random.Random(number)
    for _first in range(0, entries, AT_ONCE):
        with database.atomic():
            made = Transaction.objects.bulk_create([Transaction() for _entry in range(AT_ONCE)])
            Leg.objects.bulk_create([leg for one in made for leg in _legs(one, accounts, chance)])


def _post_leg_by_leg(entries: int, number: int) -> None:
    from django.db import transaction as database
    from hordak.models import Transaction

    accounts, chance = _accounts(), random.Random(number)
    for _entry in range(entries):
        with database.atomic():
            for leg in _legs(Transaction.objects.create(), accounts, chance):
                leg.save()


if __name__ == "__main__":
    main()
