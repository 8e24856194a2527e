"""Whether goods may be offered at all: plugins above this one say why not, such as when the tax on them is not known.

They are asked when an offer is made active, and whenever somebody looks whether it can be used; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from odop_core.i18n import Text

# (product ids, database) -> why some of them may not be offered, by product
GoodsCheck = Callable[[Collection[str], str], Mapping[str, Text]]
_checks: dict[str, GoodsCheck] = {}


def register_goods_check(name: str, check: GoodsCheck) -> None:
    """From now on `check` is asked, too. Registered again, it replaces the former."""
    _checks[name] = check


def find_refused_goods(product_ids: Collection[str], using: str = "default") -> dict[str, Text]:
    """Why some of these products may not be offered, by product. A number of queries that does not depend on how many
    there are."""
    found: dict[str, Text] = {}
    for check in _checks.values():
        found.update(check(product_ids, using))
    return found
