"""A recorded Saleor: it plays back, over HTTP and with valid signatures, what a real one once told us.

It serves its public keys, installs the App by the real handshake, posts the recorded bodies byte by byte with a new
signature, and answers the App's own GraphQL documents from the newest state of each order played so far.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt import api_jws

from devtools.replay.answers import ANSWERS
from devtools.replay.recordings import Delivery
from devtools.replay.store import RecordedStore

KEY_ID = "recorded-saleor-1"
TIMEOUT_SECONDS = 20
TOKEN_LIFETIME = timedelta(hours=12)


@dataclass
class RecordedSaleor(RecordedStore):
    """A Saleor made of recordings, within `serving()`."""

    port: int = 0
    token: str = "recorded-saleor-app-token"
    key: rsa.RSAPrivateKey = field(default_factory=lambda: new_key(), repr=False)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql/"

    @contextmanager
    def serving(self) -> Iterator[RecordedSaleor]:
        server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        server.daemon_threads = True
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def install(self, manifest_url: str) -> dict[str, Any]:
        """The real handshake: read the manifest, hand over the token where it says. Returns the manifest."""
        manifest: dict[str, Any] = _checked(requests.get(manifest_url, timeout=TIMEOUT_SECONDS)).json()
        headers = {"Saleor-Domain": f"127.0.0.1:{self.port}", "Saleor-Api-Url": self.api_url}
        _checked(
            requests.post(
                manifest["tokenTargetUrl"], json={"auth_token": self.token}, headers=headers, timeout=TIMEOUT_SECONDS
            )
        )
        return manifest

    def deliver(
        self, delivery: Delivery, target_url: str, *, signed_by: rsa.RSAPrivateKey | None = None
    ) -> requests.Response:
        """Post a webhook. `signed_by` another key plays somebody who is not this Saleor."""
        if signed_by is None:
            self.play(delivery)
        headers = {
            "Content-Type": "application/json",
            "Saleor-Event": delivery.event,
            "Saleor-Domain": f"127.0.0.1:{self.port}",
            "Saleor-Api-Url": self.api_url,
            "Saleor-Signature": sign(delivery.body, signed_by or self.key),
            **(self.webhook_headers if signed_by is None else {}),
        }
        return requests.post(target_url, data=delivery.body, headers=headers, timeout=TIMEOUT_SECONDS)

    def user_token(
        self, *, user_id: str, is_staff: bool = False, permissions: tuple[str, ...] = (), app: str = ""
    ) -> str:
        """An access token as Saleor gives it: to a customer, or through the Dashboard to an App for its staff."""
        now = datetime.now(UTC)
        claims: dict[str, Any] = {
            "iat": now, "exp": now + TOKEN_LIFETIME, "iss": self.api_url, "owner": "saleor", "user_id": user_id,
            "email": "someone@example.com", "is_staff": is_staff, "token": "recorded", "type": "access",
        }  # fmt: skip
        if is_staff:
            claims |= {"type": "thirdparty", "permissions": list(permissions), "user_permissions": list(permissions)}
        if app:
            claims["app"] = app
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": KEY_ID})

    def key_set(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def answer(self, query: str, variables: dict[str, Any], token: str) -> dict[str, Any]:
        """What this Saleor answers to one of the App's documents."""
        if token != self.token:
            return {"data": {"app": None, "shop": {"version": None, "name": "recorded"}}}
        found = re.search(r"\b(?:query|mutation)\s+(\w+)", query)
        answerer = ANSWERS.get(found.group(1) if found else "")
        if answerer is None:
            return _error("GraphQLError", f"The recorded Saleor does not know the document {found and found.group(1)}.")
        return {"data": answerer(self, variables)}


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def sign(body: bytes, key: rsa.RSAPrivateKey, key_id: str = KEY_ID) -> str:
    """Saleor's signature of a webhook: a JWS whose payload is detached and unencoded."""
    return api_jws.encode(
        body, key=key, algorithm="RS256", headers={"kid": key_id, "crit": ["b64"]}, is_payload_detached=True
    )


def _error(code: str, message: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"exception": {"code": code}}}]}


def _checked(response: requests.Response) -> requests.Response:
    """Raises RuntimeError with the App's own words when it refuses."""
    if not response.ok:
        raise RuntimeError(f"{response.request.url} answered {response.status_code}: {response.text[:500]}")
    return response


def _handler(saleor: RecordedSaleor) -> type[BaseHTTPRequestHandler]:
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/.well-known/jwks.json":
                self._send(200, saleor.key_set())
            else:
                self._send(404, {"error": "not found"})

        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            with lock:
                self._send(200, saleor.answer(content["query"], content.get("variables") or {}, token))

        def log_message(self, format: str, *arguments: Any) -> None:
            """The demo shows what matters itself."""

        def _send(self, status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
