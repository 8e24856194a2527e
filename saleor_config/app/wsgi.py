"""The App host's entry point for a web server, e.g. `gunicorn -c python:saleor_config.app.gunicorn_config`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saleor_config.app.settings")

application = get_wsgi_application()
