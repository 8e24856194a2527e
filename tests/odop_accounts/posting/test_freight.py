"""What a carrier charges, as it is heard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from odop_accounts.handlers import on_carrier_charged
from odop_accounts.ledger.balances import balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.periods import close_books
from odop_accounts.ledger.refusals import KeyReused
from odop_accounts.models import JournalEntry
from odop_accounts.posting.sync import sync_orders
from odop_consignment.models import Sale
from odop_core.india import dates
from odop_logistics.events import CarrierCharged
from tests import factories
from tests.factories import line, offer, order, supplier, switch
from tests.odop_accounts.posting.test_sync import KURTA, tell

pytestmark = pytest.mark.django_db

CARRIER = "carrier:delhivery"


def charged(net: int = 8_000, tax: int = 1_440, **changes: Any) -> None:
    values: dict[str, Any] = {
        "key": "delhivery:INV-77:4", "carrier": "delhivery", "shipment": "7", "trip": "to_buyer",
        "sale_ids": list(Sale.objects.values_list("pk", flat=True)), "net_paise": net, "tax_paise": tax,
        "on": date(2026, 11, 7),
    }  # fmt: skip
    on_carrier_charged(CarrierCharged(**(values | changes)))


def sell(freight: str, returns: str = "seller") -> str:
    """A kurta and a shawl of two suppliers, at 1,180 each; only the first bears freight by the agreement."""
    given: list[tuple[str, dict[str, Any]]] = [
        ("kurta", {"freight_borne_by": freight, "returns_borne_by": returns}), ("shawl", {}),
    ]  # fmt: skip
    for name, terms in given:
        by = supplier(name, pan="ABCPK1234F")
        factories.agreement(by, **terms)
        offer(name, by=by)
    return tell(order(line("kurta", **KURTA), line("shawl", **KURTA))).id


def taken_off(name: str) -> int:
    party = f"supplier:{Sale.objects.get(product_name=name).supplier_id}"
    return balance(Purpose.SUPPLIER_PAYABLE, party)


def test_it_is_a_cost_of_the_shop_with_its_gst_to_be_taken_off() -> None:
    sell("seller")

    charged(gstin="09AAACH7409R1ZZ")

    assert balance(Purpose.FREIGHT) == 8_000
    assert balance(Purpose.TAX_CREDIT, "seller:09AAACH7409R1ZZ") == 1_440
    assert balance(Purpose.CARRIER_PAYABLE, CARRIER) == -9_440
    assert (taken_off("kurta"), taken_off("shawl")) == (0, 0)


def test_gst_of_a_bill_without_our_gstin_is_a_cost() -> None:
    charged(sale_ids=[])

    assert balance(Purpose.FREIGHT) == 9_440


def test_the_same_line_again_enters_nothing_though_the_month_was_closed_and_settings_changed() -> None:
    # given
    sell("supplier")
    charged()
    close_books(dates.today() - timedelta(days=1), by="accountant")
    switch("odop.accounts", commission_gst_bp=0)

    # when
    charged()

    # then
    assert JournalEntry.objects.count() == 2
    assert balance(Purpose.CARRIER_PAYABLE, CARRIER) == -9_440


def test_the_same_line_with_another_amount_is_refused() -> None:
    charged()

    with pytest.raises(KeyReused):
        charged(net=8_001)


def test_who_bears_it_by_the_agreement_is_charged_their_part_with_gst() -> None:
    # given: a parcel of two sales of equal value
    sell("supplier")

    # when
    charged()

    # then: half of 80.00, and 18 %
    assert (taken_off("kurta"), taken_off("shawl")) == (4_720, 0)


@pytest.mark.parametrize("bearer", ["seller", "buyer"])
def test_nobody_else_is_charged(bearer: str) -> None:
    sell(bearer)

    charged()

    assert taken_off("kurta") == 0


def test_the_way_back_is_a_matter_of_its_own() -> None:
    sell("seller", returns="supplier")

    charged()
    charged(key="delhivery:INV-78:1", trip="return")

    assert taken_off("kurta") == 4_720


@pytest.mark.parametrize("net", [1, 3_333, 4_001])
def test_a_dispute_that_is_won_takes_all_of_it_back(net: int) -> None:
    # given
    sell("supplier")
    charged()
    charged(net, net // 5, key="delhivery:INV-78:2")

    # when
    charged(-net, -(net // 5), key="delhivery:INV-79:2", corrects="delhivery:INV-78:2")

    # then
    assert balance(Purpose.CARRIER_PAYABLE, CARRIER) == -9_440
    assert (balance(Purpose.FREIGHT), taken_off("kurta")) == (9_440, 4_720)


def test_what_is_heard_of_the_sale_later_leaves_it_as_it_is() -> None:
    # given
    order_id = sell("supplier")
    sync_orders([order_id])
    charged()

    # when
    sync_orders([order_id])

    # then
    assert taken_off("kurta") == 4_720


def test_what_comes_late_is_of_the_first_open_day() -> None:
    close_books(dates.today() - timedelta(days=1), by="accountant")

    charged()

    assert JournalEntry.objects.get().effective_on == dates.today()
