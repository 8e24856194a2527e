"""The App host's entry point for a web server, e.g. `gunicorn -c python:saleor_config.app.gunicorn_config`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.app.settings")

_application = get_wsgi_application()

from odop_core.web.border import plain_content_type  # noqa: E402  (Django is set up now)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Django reads the content type before any middleware, and breaks on what no browser sends."""
    environ["CONTENT_TYPE"] = plain_content_type(environ.get("CONTENT_TYPE", ""))
    answer: Iterable[bytes] = _application(environ, start_response)
    return answer
