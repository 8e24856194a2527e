"""Saleor's measure of a query's size."""

from __future__ import annotations

from typing import Any

Cost = dict[str, Any]
# By type and field.
Costs = dict[str, dict[str, Cost]]

ONE: Cost = {"complexity": 1}
PAGE: Cost = {"complexity": 1, "multipliers": ["first", "last"]}
# Lists of fixed length, whose items are read with them.
LIST: Cost = {"complexity": 5}
