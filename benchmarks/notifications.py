"""A hundred thousand queued messages, delivered by two worker processes into a gateway on loopback.

    python -m benchmarks.notifications [--messages 100000] [--workers 2]

Needs DATABASE_URL (or the embedded PostgreSQL of this checkout), and makes and drops a database of its own there. What
is told: messages per second, what each worker's memory was when a tenth was done and at its highest, whether every
message arrived once; and then, with the queue empty, how long a message takes from its commit to the gateway.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SECRET = "only-for-the-benchmark"  # noqa: S105
BATCH = 1000
SINGLES = 60


class Gateway(ThreadingHTTPServer):
    """Takes everything, and remembers how often each message came."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: Counter[str] = Counter()
        self.last: dict[str, float] = {}
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.server.lock:
            self.server.heard[self.headers["webhook-id"]] += 1
            self.server.last[self.headers["webhook-id"]] = time.monotonic()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    with database(), TemporaryDirectory() as logs:
        import django

        django.setup()
        _measure(chosen.messages, chosen.workers, Path(logs))


@contextmanager
def database() -> Iterator[None]:
    """A fresh one beside that of DATABASE_URL, in which Django is told to work."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import psycopg
    from psycopg import sql

    from tests import settings

    at = settings.DATABASES["default"]
    name = f"odop_benchmark_{os.getpid()}"
    server = psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"], dbname="postgres", autocommit=True
    )
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    at["NAME"] = name
    os.environ["DATABASE_URL"] = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        server.close()


def _measure(messages: int, workers: int, logs: Path) -> None:
    from django.core.management import call_command
    from rich.console import Console

    from devtools.machine.processes import Process
    from odop_notifications.models import Message

    out = Console()
    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    _queue(messages)
    out.print(f"{messages:,} messages written in {time.monotonic() - begun:.0f} s")
    gateway = Gateway()
    environment: dict[str, str | None] = {
        "ODOP_GATEWAY_URL": f"http://127.0.0.1:{gateway.server_port}/sms",
        "ODOP_GATEWAY_SECRET": SECRET,
        "ODOP_HOST": "tests.fake_host",
        "PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT}",
    }
    argv = [sys.executable, "-m", "django", "odop_worker"]
    running = [
        Process("worker", argv, env=environment, cwd=ROOT, log_path=logs / f"{n}.log").start() for n in range(workers)
    ]
    try:
        begun, early = time.monotonic(), [0] * workers
        highest = [0] * workers
        while len(gateway.heard) < messages:
            time.sleep(0.5)
            now = [_memory_mb(process.pid) for process in running]
            early = early if all(early) or len(gateway.heard) < messages // 10 else now
            highest = [max(pair) for pair in zip(highest, now, strict=True)]
            for process in running:
                process.require_running()
        seconds = time.monotonic() - begun
        while Message.objects.exclude(state="sent").exists():
            time.sleep(0.2)
        waits = _waits(gateway)
    finally:
        for process in running:
            process.kill()
    twice = sum(1 for times in gateway.heard.values() if times > 1)
    median, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
    out.print(f"{messages:,} messages by {workers} workers in {seconds:.0f} s: {messages / seconds:,.0f} per second")
    out.print(f"memory of the workers: {early} MB after a tenth, {highest} MB at the highest; {twice} came twice")
    out.print(f"from commit to gateway: median {median:.2f} s, p95 {p95:.2f} s ({SINGLES} messages)")


def _waits(gateway: Gateway) -> list[float]:
    """Seconds from a message's commit to its arrival, one message at a time."""
    from odop_notifications.messages import Recipient, write_message

    waits = []
    for number in range(SINGLES):
        key = f"single-{number}"
        facts = {"quantity": 2, "product": "चिकनकारी कुर्ता", "order": number}
        write_message("bought", Recipient("Supplier", "+919800000001"), facts, key=key, channel="gateway")
        committed = time.monotonic()
        while key not in gateway.last:
            time.sleep(0.005)
        waits.append(gateway.last[key] - committed)
        time.sleep(random.uniform(0, 0.3))
    return waits


def _queue(count: int) -> None:
    """As `messages.write` leaves them, but many at a time."""
    from odop_core.models import OutboxItem
    from odop_core.plugin import configuration
    from odop_notifications.messages import Recipient
    from odop_notifications.messages.composition import compose_message
    from odop_notifications.messages.topics import topic_of
    from odop_notifications.models import Message
    from odop_notifications.settings import NotificationSettings

    settings = configuration.parse_settings(NotificationSettings, {})
    for first in range(0, count, BATCH):
        rows = []
        for number in range(first, min(first + BATCH, count)):
            to = Recipient(f"Supplier {number}", f"+91980{number:07}", "hi")
            facts = {"quantity": 2, "product": "चिकनकारी कुर्ता", "order": number}
            composed = compose_message("bought", "gateway", to, facts, settings)
            rows.append(
                Message(
                    key=f"benchmark-{number}",
                    occasion="bought",
                    recipient_name=to.name,
                    address=to.address,
                    channel="gateway",
                    template=composed.template,
                    category=composed.category,
                    language="hi",
                    text=composed.text,
                    variables=composed.variables,
                    encoding=composed.encoding,
                    parts=composed.parts,
                )
            )
        Message.objects.bulk_create(rows)
        OutboxItem.objects.bulk_create(
            OutboxItem(topic=topic_of("gateway"), subject=row.key, payload={"category": row.category}, key=row.key)
            for row in rows
        )


def _memory_mb(pid: int | None) -> int:
    """Resident memory, as Linux tells it; 0 elsewhere."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmRSS:")), 0)


if __name__ == "__main__":
    main()
