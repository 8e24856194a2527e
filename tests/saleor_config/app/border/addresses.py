"""Every address of the App host, as the URL resolver has them, and requests to them as a web server hands them over."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import URLPattern, URLResolver, get_resolver

from odop_notifications.inbound.reception import INBOUND
from saleor_config.app.wsgi import application

ANYTHING = "*"
# What follows the channel where it is reported to at more than one address.
REPORTS = {"sms": ["receipt", "reply"], "voice": ["receipt", "key", "say"], "webhook": ["1"]}
LABELS = [f"/provenance/{path}" for path in ("o/*", "c/*", "01/*", "01/*/21/*", "01/*/21/*/qr.svg")]
_clients = itertools.count(1)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Request:
    """`path` and `query` are the bytes on the wire, percent signs resolved in `path`."""

    path: bytes
    method: str = "GET"
    query: bytes = b""
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def send(self) -> Answer:
        """Each from another client, so that no limit keeps it from being read."""
        number = next(_clients)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method, "SCRIPT_NAME": "", "PATH_INFO": self.path.decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"), "SERVER_NAME": "localhost", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            "HTTP_HOST": "localhost", "CONTENT_TYPE": self.content_type, "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": io.BytesIO(self.body), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
            "wsgi.input_terminated": True,
        }  # fmt: skip
        environ |= {name if name in environ else f"HTTP_{name.upper().replace('-', '_')}": value
                    for name, value in self.headers.items()}  # fmt: skip
        began: list[tuple[str, list[tuple[str, str]]]] = []
        with _connection_kept():
            answer = application(environ, lambda status, headers, *_rest: began.append((status, headers)))
            content = b"".join(answer)
            getattr(answer, "close", bool)()
        status, headers = began[0]
        return Answer(int(status.split()[0]), dict(headers), content)


@contextmanager
def _connection_kept() -> Iterator[None]:
    """A test's transaction is not ended by a request's end, as Django's own test client has it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Whatever leads to a view, however deeply included."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def addresses() -> list[str]:
    """Each address as a template, such as "/notifications/a/*"; of one that may be written in several ways, the
    longest. Where a view reads the rest of the path itself, the constants say what it knows."""
    reports = {f"/notifications/{channel}/{path}" for channel in INBOUND for path in REPORTS.get(channel, [""])}
    return sorted({*_templates(get_resolver(), [""]), *reports, *LABELS})


def _templates(pattern: URLPattern | URLResolver, before: list[str]) -> Iterator[str]:
    parsed = re._parser.parse(pattern.pattern.regex.pattern)  # type: ignore[attr-defined]
    here = [f"{start}{own}" for start in before for own in _texts(parsed)]
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            yield from _templates(inner, here)
        return
    yield max(here, key=len)


def _texts(parsed: Any) -> list[str]:
    """Some texts that a regular expression matches, with `ANYTHING` for what varies."""
    made = [""]
    for kind, value in parsed:
        made = [f"{text}{more}" for text in made for more in _texts_of(str(kind), value)]
    return list(dict.fromkeys(made))


def _texts_of(kind: str, value: Any) -> list[str]:
    if kind == "LITERAL":
        return [chr(value)]
    if kind == "AT":
        return [""]
    if kind == "BRANCH":
        return [text for branch in value[1] for text in _texts(branch)]
    if kind == "SUBPATTERN":
        return _texts(value[-1])
    if kind in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, _most, repeated = value
        return ["", *_texts(repeated)] if least == 0 else _texts(repeated)
    return [ANYTHING]
