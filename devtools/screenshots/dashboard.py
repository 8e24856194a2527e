"""The plugin's page in a Saleor Dashboard: a real Saleor with the suite in it, and a Dashboard that was built before.

The Dashboard is a folder of files; it is served from here, told where our Saleor is, and signed in as administrator.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from devtools.machine.processes import LOOPBACK, ProcessFailed
from devtools.saleor.api import SaleorApi
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.server import ADMIN_EMAIL, ADMIN_PASSWORD, running_saleor
from devtools.screenshots.browser import shoot

PLUGIN_PAGE = "/extensions/plugin/odop.notifications"
SIZE = (1180, 900)
LOADING_MS = 30_000
# The Dashboard's own announcements of what is new in it would lie over the page.
QUIET = '[data-test-id^="ripple-"], div:has(> [style*="ripple"]) { display: none !important }'
SIGN_IN = """
mutation SignIn($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { refreshToken errors { field message } }
}
"""


def take(built: Path, picture: Path, say: Callable[[str], None]) -> None:
    """`built` holds the index.html of a Dashboard. Raises what `running_saleor` raises, ProcessFailed and NoBrowser."""
    index = built.expanduser() / "index.html"
    if not index.exists():
        raise ProcessFailed(f"There is no Dashboard in {built}: it holds no index.html.")
    saleor = find_saleor()
    with (
        database_server() as server,
        running_saleor(server, saleor, database="odop_screenshots", fresh=True, say=say) as shop,
        _serving(index, shop.api_url) as address,
    ):
        say("Taking the Dashboard's picture …")
        shoot(address + PLUGIN_PAGE, picture, SIZE, wait_ms=LOADING_MS)


@contextmanager
def _serving(index: Path, api_url: str) -> Iterator[str]:
    """The address of the Dashboard, signed in."""
    token = SaleorApi(api_url).mutate(SIGN_IN, email=ADMIN_EMAIL, password=ADMIN_PASSWORD)["refreshToken"]
    script = (
        f"<script>window.__SALEOR_CONFIG__.API_URL = {json.dumps(api_url)};"
        f'localStorage.setItem("_saleorRefreshToken", {json.dumps(token)});</script>'
        f"<style>{QUIET}</style>"
    )
    page = index.read_text(encoding="utf-8").replace('<script type="module"', script + '<script type="module"', 1)
    handler = partial(_Handler, page=page.encode(), directory=str(index.parent))
    server = ThreadingHTTPServer((LOOPBACK, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """The folder's files; everything else is a page of the Dashboard's own."""

    def __init__(self, *arguments: object, page: bytes, directory: str) -> None:
        self._page = page
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.split("?")[0].lstrip("/")
        if path and (Path(self.directory) / path).is_file():
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self._page)))
        self.end_headers()
        self.wfile.write(self._page)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody reads it."""
