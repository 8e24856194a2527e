"""The App, running beside a really running Saleor that installed it as a merchant does in the Dashboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from devtools.demo.app_server import AppServer, running_app
from devtools.machine.gateway import Gateway
from devtools.machine.processes import wait_until
from devtools.machine.state import CHECKOUT
from devtools.saleor.database import database_server
from devtools.saleor.server import RunningSaleor

A_MINUTE = 60
APP_PYTHON = CHECKOUT / ".venv" / "bin" / "python"
OUR_PERMISSIONS = [
    "MANAGE_ORDERS", "MANAGE_PRODUCTS", "MANAGE_CHECKOUTS", "HANDLE_TAXES", "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
    "MANAGE_CHANNELS", "MANAGE_SHIPPING", "MANAGE_TAXES",
]  # fmt: skip
INSTALL = """
mutation Install($manifest: String!, $permissions: [PermissionEnum!]) {
  appInstall(input: {appName: "ODOP Mart", manifestUrl: $manifest, permissions: $permissions}) {
    appInstallation { id } errors { field message code }
  }
}
"""
INSTALLATIONS = "{ appsInstallations { status message } }"


@contextmanager
def running_beside(shop: RunningSaleor, gateway: Gateway, logs: Path) -> Iterator[AppServer]:
    """With the sample's suppliers, on a database of its own. `gateway` is the App's outside world."""
    if not APP_PYTHON.exists():
        pytest.skip("The App's environment .venv is missing: run through ./dev, which makes it.")
    database = f"odop_app_{os.getpid()}"
    with database_server() as server:
        server.create_database(database)
        try:
            url = server.url(database)
            with running_app(APP_PYTHON, url, shop.api_url, gateway, asdict(shop.catalogue), logs) as running:
                install(shop, running)
                yield running
        finally:
            server.drop_database(database)


def install(shop: RunningSaleor, app: AppServer) -> None:
    """Saleor fetches the manifest and hands over the token by itself."""
    admin = shop.admin()
    admin.mutate(INSTALL, manifest=f"{app.url}/api/manifest", permissions=OUR_PERMISSIONS)

    def done() -> bool:
        pending = admin.query(INSTALLATIONS)["appsInstallations"]
        failed = [row["message"] for row in pending if row["status"] == "FAILED"]
        assert not failed, failed
        return not pending

    wait_until(done, A_MINUTE, "Saleor to install the App", shop.worker)
