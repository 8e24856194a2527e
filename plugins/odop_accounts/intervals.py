"""How often suppliers get their account sales."""

from __future__ import annotations

from odop_core.database.states import State


class Interval(State):
    WEEKLY = "weekly", "from Monday to Sunday"
    MONTHLY = "monthly", "a calendar month"
    QUARTERLY = "quarterly", "three months, from January, April, July or October"
    ON_DEMAND = "on_demand", "when somebody asks for it"
