"""What `odop_doctor` says of payout rails: that their keys work, and that no payout is stuck."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from odop_accounts.models import Payout, PayoutState
from odop_accounts.rails.choice import read_rail_table
from odop_accounts.rails.port import RailUnavailable
from odop_accounts.settings import AccountsSettings
from odop_accounts.transfers.deliverer import topic_of
from odop_accounts.transfers.look_ups import sending_key
from odop_accounts.transfers.rails import load_rail
from odop_core.health import Problem, register_check
from odop_core.models import OutboxItem
from odop_core.models.work import WorkState
from odop_core.plugin.configuration import load_active_settings

DOUBTED_LONG = timedelta(days=1)


def register_all() -> None:
    register_check("Payout rails", check_rails)


def check_rails() -> str:
    """Each rail of the table is asked something harmless. Raises Problem."""
    settings = load_active_settings(AccountsSettings)
    if settings is None:
        return "the plugin is switched off: not looked at"
    used = {row.choice.rail for row in read_rail_table(settings.payout_rails) if row.choice.mode}
    problems = [problem for name in sorted(used) for problem in (_problem_of(name), *_stuck(name)) if problem]
    if problems:
        raise Problem(" ".join(problems))
    return f"{', '.join(sorted(used))}: the keys work" if used else "none is used: payouts go by bank file"


def _problem_of(name: str) -> str:
    try:
        load_rail(name).check_account()
    except RailUnavailable as error:
        return str(error)
    return ""


def _stuck(name: str) -> list[str]:
    long_ago = timezone.now() - DOUBTED_LONG
    doubted = Payout.objects.filter(rail=name, state=PayoutState.IN_DOUBT.value, changed_at__lt=long_ago).count()
    found = [f"{doubted} payouts by {name} are in doubt for more than a day."] if doubted else []
    given_up = OutboxItem.objects.filter(topic=topic_of(name), state=WorkState.DEAD, in_doubt=False)
    approved = Payout.objects.filter(rail=name, state=PayoutState.APPROVED.value)
    keys = {sending_key(key) for key in approved.values_list("key", flat=True)}
    if stuck := sum(key in keys for key in given_up.values_list("key", flat=True)):
        found.append(
            f"{stuck} approved payouts by {name} were given up: run python manage.py odop_replay --replay outbox."
        )
    return found
