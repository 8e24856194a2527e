"""Saleor's stock over GraphQL: read, and changed exactly once, against a Saleor on loopback."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devtools.machine.processes import Process
from devtools.replay import RecordedSaleor
from odop_consignment.models import Offer, StockAdjustment
from odop_consignment.stock.adjustments import adjust_store
from odop_core.models import OutboxItem, WorkState
from odop_core.queue.work import OPEN_STATES
from odop_core.store.port import StockChange, StockLevel, StockTooLow, StoreRefused, StoreUnavailable
from saleor_config.app.models import Installation
from saleor_config.app.store.app_store import AppStore
from saleor_config.app.store.stock import REMEMBERED
from tests.effort import effort
from tests.factories import offer
from tests.worker_process import worker_process

pytestmark = pytest.mark.django_db
CHANGES, DEATHS = effort(24, nightly=60), effort(2, nightly=6)
KURTA = ("variant-kurta", "lucknow")


def change(pieces: int, key: str = "1.1") -> StockChange:
    return StockChange(key, *KURTA, pieces)


def test_levels_of_many_pairs_are_read_a_page_at_a_time(saleor: RecordedSaleor, installation: Installation) -> None:
    # given
    saleor.stock |= {(f"variant-{n}", "lucknow"): n for n in range(250)}
    saleor.stock[("variant-7", "agra")] = 70
    saleor.promised[("variant-7", "lucknow")] = 2

    # when
    levels = AppStore().stock((f"variant-{n}", "lucknow") for n in range(251))

    # then
    assert len(levels) == 250
    assert StockLevel("variant-7", "lucknow", 7, 2) in levels


def test_pieces_are_added_and_a_missing_stock_is_made(saleor: RecordedSaleor, installation: Installation) -> None:
    assert AppStore().adjust_stock(change(5)) == StockLevel(*KURTA, 5, 0)
    assert AppStore().adjust_stock(change(-2, "1.2")) == StockLevel(*KURTA, 3, 0)
    assert saleor.stock[KURTA] == 3


def test_a_change_that_was_made_is_recognised(saleor: RecordedSaleor, installation: Installation) -> None:
    # given
    AppStore().adjust_stock(change(5))
    AppStore().adjust_stock(change(1, "1.2"))
    saleor.stock[KURTA] = 4  # sold and shipped meanwhile

    # when / then
    assert AppStore().adjust_stock(change(5)) is None
    assert saleor.stock[KURTA] == 4


def test_saleor_remembers_only_the_latest_changes(saleor: RecordedSaleor, installation: Installation) -> None:
    # given
    for number in range(REMEMBERED + 5):
        AppStore().adjust_stock(change(1, f"{number}.1"))

    # when / then
    assert AppStore().adjust_stock(change(1, f"{REMEMBERED}.1")) is None
    (metadata,) = saleor.variant_metadata.values()
    assert len(metadata) < 1000


@pytest.mark.parametrize("pieces", [-3, -9])
def test_promised_pieces_are_never_taken_away(saleor: RecordedSaleor, installation: Installation, pieces: int) -> None:
    # given
    saleor.stock[KURTA], saleor.promised[KURTA] = 5, 3

    # when / then
    with pytest.raises(StockTooLow, match="3 of them promised"):
        AppStore().adjust_stock(change(pieces))
    assert saleor.stock[KURTA] == 5


def test_more_pieces_are_welcome_where_too_few_remain(saleor: RecordedSaleor, installation: Installation) -> None:
    # given
    saleor.stock[KURTA], saleor.promised[KURTA] = 1, 3

    # when
    AppStore().adjust_stock(change(1))

    # then
    assert saleor.stock[KURTA] == 2


def test_metadata_that_somebody_else_wrote_is_no_obstacle(saleor: RecordedSaleor, installation: Installation) -> None:
    # given
    saleor.variant_metadata[KURTA[0], "odop.stock.lucknow"] = "{not ours"

    # when / then
    assert AppStore().adjust_stock(change(5)) == StockLevel(*KURTA, 5, 0)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"data": {"productVariant": None}}, StoreRefused),
        ({"errors": [{"message": "x", "extensions": {"exception": {"code": "PermissionDenied"}}}]}, StoreRefused),
        ({"errors": [{"message": "x", "extensions": {"exception": {"code": "OperationalError"}}}]}, StoreUnavailable),
    ],
)
def test_what_saleor_does_not_do_is_told(
    saleor: RecordedSaleor,
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
    answer: dict[str, Any],
    error: type[Exception],
) -> None:
    # given
    monkeypatch.setattr(saleor, "answer", lambda *_arguments: answer)

    # when / then
    with pytest.raises(error):
        AppStore().adjust_stock(change(5))


def test_errors_of_a_row_are_a_refusal(
    saleor: RecordedSaleor, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    real = saleor.answer
    wrong = {"errors": [{"field": "stock", "message": "Stock was not found.", "code": "NOT_FOUND"}]}

    def refuse(query: str, variables: dict[str, Any], token: str) -> dict[str, Any]:
        if "mutation" in query:
            return {"data": {"productVariantBulkUpdate": {"results": [wrong], "errors": []}}}
        return real(query, variables, token)

    monkeypatch.setattr(saleor, "answer", refuse)

    # when / then
    with pytest.raises(StoreRefused, match="NOT_FOUND"):
        AppStore().adjust_stock(change(5))


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[list[Process]]:
    """Workers of the App host itself, to be killed."""
    settings: dict[str, Any] = {"HOST": "saleor_config.app.host", "LEASE_SECONDS": "2", "PERIODIC_SECONDS": "1"}
    processes = [worker_process(tmp_path / f"worker-{n}.log", **settings).start() for n in range(2)]
    yield processes
    for process in processes:
        process.kill()


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
def test_a_worker_killed_between_saleor_and_its_own_note_neither_loses_nor_doubles(
    saleor: RecordedSaleor, installation: Installation, workers: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: a worker dies when Saleor has changed the number and before it heard so
    chance, real = random.Random(20261123), saleor.answer
    died = threading.Event()

    def answer_the_dead(query: str, variables: dict[str, Any], token: str) -> dict[str, Any]:
        made = real(query, variables, token)
        if "mutation" in query and not died.is_set() and chance.random() < 0.3:
            for worker in workers:
                worker.kill()
            died.set()
        return made

    monkeypatch.setattr(saleor, "answer", answer_the_dead)
    kurtas, saris = (Offer.objects.get(pk=offer(name).id) for name in ("kurta", "sari"))
    changes = [chance.randrange(1, 9) for _ in range(CHANGES)]

    # when
    for number, pieces in enumerate(changes):
        adjust_store(chance.choice([kurtas, saris]), pieces, key=f"test:{number}")
    deaths = 0
    while OutboxItem.objects.filter(state__in=OPEN_STATES).exists():
        time.sleep(0.1)
        if deaths < DEATHS and died.is_set():
            deaths += 1
            for worker in workers:
                worker.start()
            if deaths < DEATHS:
                died.clear()

    # then
    assert deaths == DEATHS
    assert sum(saleor.stock.values()) == sum(changes)
    assert saleor.made_stock_changes == len(changes)
    assert not OutboxItem.objects.filter(state=WorkState.DEAD).exists()
    assert not StockAdjustment.objects.filter(done_at=None).exists()
    assert StockAdjustment.objects.filter(before=None).count() >= DEATHS
