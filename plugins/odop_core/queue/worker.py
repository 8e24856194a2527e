"""What a worker does: it runs what is due (`run_due`), and listens for when that is (`listen`).

It sleeps on PostgreSQL's NOTIFY (sent by a trigger when work is inserted), so work starts within milliseconds without
any broker on the buyer's path; between notifications it looks once a second whether a retry fell due; and every
`ODOP_PERIODIC_SECONDS` it runs the periodic jobs and the reconciler.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import psycopg
from django.db import InterfaceError, OperationalError, connection, connections
from psycopg import sql

from odop_core import conf
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkItem
from odop_core.plugin.configuration import read_once
from odop_core.queue import inbox, outbox, reconciler, work
from odop_core.retry import HANDLING
from odop_core.store import host

logger = logging.getLogger(__name__)
Item = TypeVar("Item", bound=WorkItem)

BATCH = 20
LOOK_SECONDS = 1.0
RECONNECT_SECONDS = 2
# How long new events wait at most while deliveries are under way.
WAIT_SECONDS = 0.1
# Beyond so many threads that deliver, a topic gets one and no more.
MOST_THREADS = 12

IS_DUE = sql.SQL("SELECT {}").format(
    sql.SQL(" OR ").join(
        sql.SQL("EXISTS (SELECT 1 FROM {} WHERE {})").format(sql.Identifier(model._meta.db_table), work.DUE)
        for model in (InboxEvent, Handling, OutboxItem)
    )
)


def run_due(seconds: float = 50.0) -> int:
    """Do all work that is due, one after another, for at most about `seconds`. Returns how many items there were."""
    deadline = time.monotonic() + seconds
    taken = 0
    with host.current_host().background_work():
        while time.monotonic() < deadline:
            batch = _handle_events() + sum(_deliver(topic, BATCH) for topic in outbox.list_due_topics())
            if batch == 0:
                break
            taken += batch
    return taken


def run_due_in_threads(seconds: float = 50.0, stop: threading.Event | None = None) -> None:
    """The same, but what goes out is delivered by threads, so that a slow gateway holds up neither events nor others.

    A thread that is still waiting for its gateway goes on after we return. Once `stop` is set nothing more is begun.
    Within a transaction, which other connections could not see into, it is all done here.
    """
    if connection.in_atomic_block:
        run_due(seconds)
        return
    turn = _Turn(time.monotonic() + seconds, stop or threading.Event())
    with host.current_host().background_work():
        while turn.goes_on:
            if _handle_events() + _delivery_threads.start_due(turn) == 0 and not _delivery_threads.wait(WAIT_SECONDS):
                break


def wait_for_deliveries(seconds: float = 40.0) -> bool:
    """Let the deliveries under way end before this process does. Returns False if some did not within `seconds`."""
    deadline = time.monotonic() + seconds
    while _delivery_threads.wait(WAIT_SECONDS):
        if time.monotonic() > deadline:
            return False
    return True


@dataclass(frozen=True)
class _Turn:
    """How long new work is begun: until a moment of the monotonic clock, or until the worker is to stop."""

    deadline: float
    stop: threading.Event

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.deadline and not self.stop.is_set()


class _DeliveryThreads:
    """Threads that deliver, up to `DELIVERIES_AT_ONCE` for each topic.

    Each has a database connection of its own. So beyond `MOST_THREADS` a topic gets its first one only: none has to
    wait for the others, and the database keeps connections for the shop.
    """

    def __init__(self) -> None:
        self._busy: Counter[str] = Counter()
        self._ended = threading.Condition()

    def start_due(self, turn: _Turn) -> int:
        """Start a thread for each topic that has something to do and a thread to spare. Returns how many items."""
        at_once = max(1, conf.get_int("DELIVERIES_AT_ONCE"))
        taken = 0
        for topic in outbox.list_due_topics():
            if not self._has_place(topic, at_once):
                continue
            share = max(1, BATCH // at_once)
            items = outbox.claim_due(topic, share)
            if items:
                taken += len(items)
                self._start(topic, items, share, turn)
        return taken

    def wait(self, seconds: float) -> bool:
        """Until some thread ends, or `seconds` are over. Returns False when none is at work."""
        with self._ended:
            if not any(self._busy.values()):
                return False
            self._ended.wait(seconds)
            return True

    def _has_place(self, topic: str, at_once: int) -> bool:
        with self._ended:
            return not self._busy[topic] or (self._busy[topic] < at_once and self._busy.total() < MOST_THREADS)

    def _start(self, topic: str, items: list[OutboxItem], share: int, turn: _Turn) -> None:
        thread = threading.Thread(target=self._deliver, args=(topic, items, share, turn), name=f"odop-{topic}")
        with self._ended:
            self._busy[topic] += 1
        try:
            thread.start()
        except RuntimeError:  # the machine has no thread to spare
            self._end(topic)
            work.return_unbegun(items)
            raise

    def _deliver(self, topic: str, items: list[OutboxItem], share: int, turn: _Turn) -> None:
        try:
            with host.current_host().background_work():
                _deliver_until(turn.stop, items)
                while turn.goes_on and (items := outbox.claim_due(topic, share)):
                    _deliver_until(turn.stop, items)
        except Exception as error:  # the leases bring back what was in hand
            _log_interruption(error)
        finally:
            connections.close_all()
            self._end(topic)

    def _end(self, topic: str) -> None:
        with self._ended:
            self._busy[topic] -= 1
            self._ended.notify_all()


_delivery_threads = _DeliveryThreads()


def reconcile() -> int:
    """Announce the orders and products the store changed without our hearing of it. Returns how many were found."""
    with host.current_host().background_work():
        return sum(_compare(comparison) for comparison in (reconciler.ORDERS, reconciler.PRODUCTS))


def _compare(comparison: reconciler.Comparison) -> int:
    try:
        return comparison.run()
    except Exception:  # the store may be away; the next round tries again
        logger.exception("The reconciler could not compare the store's %s with the inbox.", comparison.name)
        return 0


def listen(on_work: Callable[[], object], on_period: Callable[[], object], stop: threading.Event) -> None:
    """Call `on_work` whenever there may be work, and `on_period` every `ODOP_PERIODIC_SECONDS`, until `stop` is set.

    Survives whatever goes away, the database or the broker: it looks again after a short rest.
    """
    period = conf.get_int("PERIODIC_SECONDS")
    listener: psycopg.Connection | None = None
    next_period = 0.0
    while not stop.is_set():
        try:
            if listener is None:
                listener = _connect_listener()
                on_work()
            if time.monotonic() >= next_period:
                next_period = time.monotonic() + period
                on_period()
                on_work()
            if _notified(listener, LOOK_SECONDS) or _is_due(listener):
                on_work()
        except Exception as error:  # there is nobody behind us who would go on
            _log_interruption(error)
            if listener is not None:
                listener.close()
                listener = None
            stop.wait(RECONNECT_SECONDS)
    if listener is not None:
        listener.close()


def _log_interruption(error: Exception) -> None:
    if isinstance(error, (psycopg.OperationalError, OperationalError)):
        logger.warning("PostgreSQL cannot be reached; check DATABASE_URL and that it runs. Trying again. %s", error)
    else:
        logger.warning("The worker was interrupted and starts anew: %s", error, exc_info=True)


def _notified(listener: psycopg.Connection, timeout: float) -> bool:
    """Whether a wake-up came within `timeout` seconds; several at once count as one."""
    return any(True for _notify in listener.notifies(timeout=timeout, stop_after=1))


def _is_due(listener: psycopg.Connection) -> bool:
    """Whether some item waits for a worker; nobody notifies when the pause of a retry, or a lease, has ended."""
    row = listener.execute(IS_DUE).fetchone()
    return bool(row and row[0])


def _connect_listener() -> psycopg.Connection:
    """A connection of our own, so that waiting never holds one of Django's."""
    known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in known}
    listener = psycopg.connect(autocommit=True, **parameters)
    listener.execute(f"LISTEN {work.WAKE_CHANNEL}")
    return listener


def _handle_events() -> int:
    return _run_claimed(InboxEvent, _resolve) + _run_claimed(Handling, _handle)


def _deliver(topic: str, limit: int) -> int:
    return _each(outbox.claim_due(topic, limit), outbox.deliver_item)


def _deliver_until(stop: threading.Event, items: list[OutboxItem]) -> None:
    """The one in hand is carried to its end; others do not wait for their leases to end, but for the next worker."""
    for at, item in enumerate(items):
        if stop.is_set():
            work.return_unbegun(items[at:])
            return
        _each([item], outbox.deliver_item)


def _run_claimed(model: type[Item], act: Callable[[Item], None]) -> int:
    return _each(work.claim_due(model, BATCH), act)


def _each(items: list[Item], act: Callable[[Item], None]) -> int:
    for item in items:
        try:
            with read_once():
                act(item)
        except work.LostClaim as error:
            logger.warning("%s", error)
        except (OperationalError, InterfaceError):  # the database is away: the lease brings these items back
            raise
        except Exception:
            logger.exception("%s could not be put back; its lease brings it back.", item)
    return len(items)


def _resolve(event: InboxEvent) -> None:
    try:
        work.begin_attempt(event, HANDLING)
        inbox.resolve_event(event)
    except work.LostClaim:
        raise
    except Exception as error:  # kept, tried again, and in the end shown to a person
        work.fail_attempt(event, inbox.as_failure(error), HANDLING)


def _handle(handling: Handling) -> None:
    try:
        work.begin_attempt(handling, HANDLING)
        inbox.run_handling(handling)
    except work.LostClaim:
        raise
    except Exception as error:  # one plugin's bug stops only its own work
        work.fail_attempt(handling, error, HANDLING)
