"""A real Saleor with the suite in its process, run from its parts: database, Redis, web server, Celery, a gateway.

`running_saleor()` is what `./dev saleor` and the story tests have in common. Everything it starts ends with it; the
database stays, unless it was asked to be a fresh one.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from devtools.machine.gateway import Gateway, Received
from devtools.machine.processes import LOOPBACK, Process, free_port, merged_environment, wait_for_http
from devtools.machine.redis import redis_url
from devtools.machine.servers import DatabaseServer
from devtools.machine.state import CHECKOUT, checkout_state_dir
from devtools.saleor import origins
from devtools.saleor.api import SaleorApi
from devtools.saleor.catalogue import PERMISSIONS, PRODUCT_TYPE, LoadedCatalogue, load_catalogue
from devtools.saleor.database import migrate, suite_template
from devtools.saleor.documents import CREATE_APP, DELETE_APP
from devtools.saleor.environment import Saleor, child_environment, overlay_python
from devtools.sample import sample_catalogue

ADMIN_EMAIL, ADMIN_PASSWORD = "admin@example.com", "admin"
START_TIMEOUT_SECONDS = 180
SETTINGS_MODULE = "saleor_config.in_saleor.settings"


class SetupFailed(RuntimeError):
    """A step of setting the shop up failed; the message holds what it printed."""


def database_of_checkout(saleor: Saleor) -> str:
    """The database `./dev saleor` keeps for this folder: other folders may hold another state of the migrations."""
    return f"odop_mart_{saleor.slug}_{hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]}"


@dataclass
class RunningSaleor:
    """A Saleor that answers, within `running_saleor()`. Its processes may be stopped, killed and started again."""

    saleor: Saleor
    python: Path
    environment: dict[str, str | None]
    port: int
    database_url: str
    gateway: Gateway
    web: Process
    worker: Process
    catalogue: LoadedCatalogue

    @property
    def api_url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/graphql/"

    def start_web(self) -> None:
        self.web.start()
        wait_for_http(f"http://{LOOPBACK}:{self.port}/health/", START_TIMEOUT_SECONDS, self.web)

    def admin(self) -> SaleorApi:
        """A superuser's API; the token lives five minutes."""
        return SaleorApi.signed_in(self.api_url, ADMIN_EMAIL, ADMIN_PASSWORD)

    @contextlib.contextmanager
    def app(self, *permissions: str) -> Iterator[SaleorApi]:
        """The API of an app with these permissions, which exists for as long as the context."""
        made = self.admin().mutate(CREATE_APP, input={"name": "Set-up", "permissions": permissions})
        try:
            yield SaleorApi(self.api_url, token=made["authToken"])
        finally:
            self.admin().mutate(DELETE_APP, id=made["app"]["id"])

    def run(self, *arguments: str, given: str = "") -> str:
        """Run a Python module of Saleor or the suite, such as `"odop_core…"`; what it printed. Raises SetupFailed."""
        return _run(self.python, self.environment, *arguments, given=given)


@contextlib.contextmanager
def running_saleor(
    server: DatabaseServer,
    saleor: Saleor,
    *,
    database: str,
    fresh: bool = False,
    port: int | None = None,
    on_message: Callable[[Received], None] | None = None,
    settings: dict[str, str] | None = None,
    say: Callable[[str], None] = print,
) -> Iterator[RunningSaleor]:
    """Set the shop up with the sample catalogue, start it, and yield it when it answers.

    `database` is a copy of the migrated template; a `fresh` one is made anew and dropped at the end, with the logs.
    `settings` are further environment variables. Raises SetupFailed, ProcessFailed, MigrationFailed, RedisUnavailable
    and what making the environment raises.
    """
    python = overlay_python(saleor)
    directory = checkout_state_dir(CHECKOUT) / database
    directory.mkdir(parents=True, exist_ok=True)
    gateway = Gateway(secret="whsec_" + base64.b64encode(secrets.token_bytes(24)).decode(), on_received=on_message)
    port = port or free_port()
    try:
        with redis_url(directory) as redis, gateway.serving():
            environment = _environment(saleor, server.url(database), redis, gateway, port, directory)
            environment |= settings or {}
            _prepare_database(server, saleor, python, environment, database, fresh)
            _run(python, environment, "devtools.saleor.setup", "admin", ADMIN_EMAIL, ADMIN_PASSWORD)
            web, worker = _processes(python, environment, port, directory)
            shop = RunningSaleor(
                saleor, python, environment, port, server.url(database), gateway, web, worker, LoadedCatalogue()
            )
            say(f"Starting Saleor {saleor.version} …")
            with worker:
                shop.start_web()
                try:
                    say("Loading the sample catalogue …")
                    _load_sample(shop)
                    yield shop
                finally:
                    web.stop()
    finally:
        if fresh:
            server.drop_database(database)
            shutil.rmtree(directory, ignore_errors=True)


def _prepare_database(
    server: DatabaseServer,
    saleor: Saleor,
    python: Path,
    environment: dict[str, str | None],
    database: str,
    fresh: bool,
) -> None:
    """A copy of the migrated template; a database that was kept is brought up to date."""
    if fresh:
        server.drop_database(database)
    if database in server.databases():
        migrate(saleor, python, environment, checkout_state_dir(CHECKOUT) / database / "migrate.log")
    else:
        server.create_database(database, suite_template(server, saleor, python, environment))


def _environment(
    saleor: Saleor, database_url: str, redis: str, gateway: Gateway, port: int, directory: Path
) -> dict[str, str | None]:
    """What a deployment would set, for this machine alone. DEBUG is off: it would change how Saleor answers."""
    return {
        **child_environment(),
        "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE,
        "DEBUG": "False",
        # No secret: the server is for this machine alone, and what this encrypts lives as long as its database.
        "SECRET_KEY": f"for development only: {urlsplit(database_url).path}",
        "RSA_PRIVATE_KEY": _rsa_key(directory / "rsa_private_key.pem"),
        "DATABASE_URL": database_url,
        "DATABASE_URL_REPLICA": None,
        "CELERY_BROKER_URL": redis,
        "CACHE_URL": redis,
        "ALLOWED_HOSTS": f"localhost,{LOOPBACK}",
        "ALLOWED_CLIENT_HOSTS": f"localhost,{LOOPBACK}",
        "PUBLIC_URL": f"http://{LOOPBACK}:{port}",
        "HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS": "True",
        "ODOP_ALLOW_PRIVATE_ADDRESSES": "true",
        "ODOP_GATEWAY_URL": gateway.sms_url,
        "ODOP_GATEWAY_SECRET": gateway.secret,
        "ODOP_PARTNER_URL": gateway.partner_url,
        "ODOP_PARTNER_SECRET": gateway.secret,
    }


def _processes(python: Path, environment: dict[str, str | None], port: int, directory: Path) -> tuple[Process, Process]:
    module = [str(python), "-m"]
    serve = ["uvicorn", "saleor.asgi:application", "--host", LOOPBACK, "--port", str(port), "--ws", "none"]
    work = ["celery", "--app", "saleor.celeryconf:app", "worker", "--concurrency", "2", "--loglevel", "INFO"]
    return (
        Process("The web server", module + serve, environment, directory / "web.log", cwd=directory),
        Process("The Celery worker", module + work, environment, directory / "worker.log", cwd=directory),
    )


def _load_sample(shop: RunningSaleor) -> None:
    with shop.app(*PERMISSIONS) as api:
        shop.catalogue = load_catalogue(api, sample_catalogue())
    shop.run("devtools.saleor.setup", "suppliers", given=json.dumps(asdict(shop.catalogue)))
    shop.run("django", "odop_setup_attributes", "--product-type", PRODUCT_TYPE)
    with shop.app(*origins.PERMISSIONS) as api:
        origins.choose_origins(api, sample_catalogue())


def _run(python: Path, environment: dict[str, str | None], *arguments: str, given: str = "") -> str:
    finished = subprocess.run(
        [str(python), "-m", *arguments], env=merged_environment(environment), input=given, capture_output=True,
        text=True,
    )  # fmt: skip
    if finished.returncode != 0:
        raise SetupFailed(f"{' '.join(arguments[:2])} failed:\n{finished.stdout}{finished.stderr}")
    return finished.stdout


def _rsa_key(path: Path) -> str:
    """Signs Saleor's tokens; made at the first call and kept, so that restarts do not sign everybody out."""
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(text)
    return path.read_text()
