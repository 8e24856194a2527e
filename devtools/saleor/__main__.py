"""`./dev saleor`: a real Saleor with the suite in its process, the sample shop in it, until Ctrl-C.

Needs a Saleor at SALEOR_HOME (default ~/saleor) with its packages, PostgreSQL and Redis of this machine or the ones
DATABASE_URL and ODOP_REDIS_URL point to. Messages to suppliers are shown as they reach the loopback gateway.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from types import FrameType

from devtools.machine.environments import EnvironmentFailed
from devtools.machine.gateway import Received, describe
from devtools.machine.postgres import PostgresUnavailable
from devtools.machine.processes import ProcessFailed, port_is_free
from devtools.machine.redis import RedisUnavailable
from devtools.saleor.catalogue import CHANNEL
from devtools.saleor.database import MigrationFailed, database_server
from devtools.saleor.environment import SaleorMissing, find_saleor
from devtools.saleor.server import (
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
    RunningSaleor,
    SetupFailed,
    database_of_checkout,
    running_saleor,
)

DEFAULT_PORT = 8000
LOOK_EVERY_SECONDS = 1.0
PROBLEMS = (
    SaleorMissing, EnvironmentFailed, PostgresUnavailable, RedisUnavailable, MigrationFailed, SetupFailed,
    ProcessFailed,
)  # fmt: skip
GREETING = """
Saleor {version} with the ODOP suite is running. Ctrl-C stops it.

  GraphQL, with an explorer   {api}
  Sign in (tokenCreate)       {email} / {password}
  Channel                     {channel}: {products} products, {variants} variants
  Messages to suppliers       shown here as they arrive at {gateway}
  Logs                        {logs}
"""


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        serve(options.port, options.fresh)
    except KeyboardInterrupt:
        print("\nStopped.")
    except PROBLEMS as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


def serve(port: int, fresh: bool) -> None:
    if not port_is_free(port):
        raise ProcessFailed(f"Port {port} is taken. Choose another: ./dev saleor --port {port + 1}")
    saleor = find_saleor()
    database = database_of_checkout(saleor)
    with database_server() as server:
        if fresh:
            server.drop_database(database)
        with running_saleor(server, saleor, database=database, port=port, on_message=_show, say=_say) as shop:
            _greet(shop)
            _watch(shop)


def _watch(shop: RunningSaleor) -> None:
    """Returns never; raises ProcessFailed when a part of the shop ends by itself."""
    never = threading.Event()
    while not never.wait(LOOK_EVERY_SECONDS):
        shop.web.require_running()
        shop.worker.require_running()


def _greet(shop: RunningSaleor) -> None:
    _say(
        GREETING.format(
            version=shop.saleor.version, api=shop.api_url, email=ADMIN_EMAIL, password=ADMIN_PASSWORD, channel=CHANNEL,
            products=len(shop.catalogue.products), variants=len(shop.catalogue.variants),
            gateway=shop.gateway.sms_url, logs=shop.web.log_path.parent,
        )
    )  # fmt: skip


def _say(text: str) -> None:
    print(text, flush=True)


def _show(got: Received) -> None:
    _say(describe(got))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev saleor", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"of the GraphQL API (default {DEFAULT_PORT})")
    parser.add_argument("--fresh", action="store_true", help="begin with an empty shop instead of the last one")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
