"""What several people do with one supplier at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from odop_consignment.api import regimes
from odop_consignment.api.turnover import declare_turnover
from odop_consignment.models import OnboardingStep, Turnover
from odop_consignment.offers import records
from odop_consignment.offers.errors import AnotherSeller
from odop_consignment.suppliers import erasure, turnover
from odop_consignment.suppliers.onboarding import WrongSupplierState
from odop_core.india import dates, financial_years
from odop_core.india.rules import load_seed
from tests import factories
from tests.odop_consignment.suppliers.onboarded import (
    CLERK,
    OTHER_PAN,
    PAN,
    REVIEWER,
    api,
    approved,
    gstin,
    row,
    submitted,
    tomorrow,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _rules_and_an_empty_table_after() -> Iterator[None]:
    load_seed()
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE odop_consignment_supplier CASCADE")


def at_once(*jobs: Callable[[], object]) -> list[Exception]:
    """Do all jobs in threads of their own; what they raised."""

    def do(job: Callable[[], object]) -> Exception | None:
        try:
            job()
        except Exception as error:  # what was raised is what the test is about
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [error for error in pool.map(do, jobs) if error]


def test_several_reviewers_approve_once() -> None:
    supplier_id = submitted()
    errors = at_once(*(partial(api.approve_supplier, supplier_id, by=f"{REVIEWER}-{number}") for number in range(6)))
    assert [type(error) for error in errors] == [WrongSupplierState] * 5
    assert OnboardingStep.objects.filter(supplier_id=supplier_id, after="approved").count() == 1


def test_sales_changes_and_declarations_of_one_supplier_never_wait_for_each_other_in_a_ring() -> None:
    # given
    supplier_id = approved()
    day = dates.today()

    def sell() -> None:
        turnover.add_sale(row(supplier_id), 100, day)

    jobs: list[Callable[[], object]] = [
        *[sell] * 12,
        *(partial(api.change_supplier, supplier_id, pan=pan, by=CLERK) for pan in (OTHER_PAN, PAN, OTHER_PAN)),
        *(partial(declare_turnover, supplier_id, year=financial_years.year_of(day), elsewhere_paise=1, by=CLERK),) * 3,
        *(
            partial(
                regimes.record_regime, supplier_id, valid_from=tomorrow(), supply_model="consignment",
                tax_regime="unregistered", by=CLERK,
            ),
        ) * 3,
    ]  # fmt: skip

    # when
    errors = at_once(*jobs)

    # then
    assert errors == []
    assert Turnover.objects.get(year=financial_years.year_of(day)).sold_paise == 1200


def test_two_workers_begin_the_day_and_erase_once() -> None:
    supplier_id = approved()
    erasure.request_erasure(supplier_id, by=CLERK)
    api.close_supplier(supplier_id, reason="she stops", by=CLERK)
    done: list[int] = []
    errors = at_once(*[lambda: done.append(erasure.erase_due())] * 4)
    assert (errors, sum(done)) == ([], 1)


def test_registration_recorded_twice_at_once_is_recorded_once() -> None:
    supplier_id = approved()
    record = partial(
        regimes.record_regime, supplier_id, valid_from=tomorrow(), supply_model="marketplace_vendor",
        tax_regime="registered", gstin=gstin(), by=CLERK,
    )  # fmt: skip
    assert at_once(*[record] * 5) == []
    assert len(regimes.regimes_of([supplier_id])[supplier_id]) == 2


def test_registration_and_an_offer_beside_it_never_both_come_through() -> None:
    # given: two consignors, of whom one registers while the other begins to offer the same variant
    for turn in range(8):
        shabana, imran = factories.supplier(f"Shabana {turn}", pan=PAN), factories.supplier(f"Imran {turn}")
        factories.offer(f"kurta-{turn}", by=shabana)
        factories.agreement(imran)

        # when
        errors = at_once(
            partial(
                regimes.record_regime, shabana.id, valid_from=tomorrow(), supply_model="marketplace_vendor",
                tax_regime="registered", gstin=gstin(), by=CLERK,
            ),
            partial(records.save_offer, records.OfferRow(imran.id, f"variant-kurta-{turn}", "unnao"), by=CLERK),
        )  # fmt: skip

        # then
        assert [type(error) for error in errors] in ([regimes.OffersClash], [AnotherSeller])
        factories.Supplier.objects.update(state="closed")
